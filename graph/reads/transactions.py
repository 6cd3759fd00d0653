"""Current contract lines with all that the graph knows of the transaction: item, places, parties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graph.connection import Graph, in_batches
from graph.reads.build import node, nodes
from graph.schema import Contract, Customer, Decision, Line, Parameter, Product

BATCH = 5000
LIMIT = 1_000_000
PURCHASER, CONSIGNEE, END_USER = "purchaser", "consignee", "end user"


@dataclass(frozen=True, slots=True)
class Item:
    """A product with the parameters and decisions that count, in the order of their names."""

    product: Product
    parameters: tuple[Parameter, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedName:
    """A row of a list of parties (by its code, such as EL) that has a name of a customer.

    `decision` is open or what a person decided.
    """

    party: str
    name: str
    list: str
    decision: str


@dataclass(frozen=True, slots=True)
class Trader:
    """A customer; countries are ISO 3166-1 alpha-2, "" where not known, `sites` those of its places.

    `candidates` are rows in force of lists of parties. `screened` tells whether the customer was compared with them.
    """

    customer: Customer
    headquarters: str = ""
    ultimate_parent: str = ""
    sites: tuple[str, ...] = ()
    candidates: tuple[ListedName, ...] = ()
    screened: bool = False


@dataclass(frozen=True, slots=True)
class Transaction:
    """A current contract line; `parties` are pairs of role (purchaser, consignee, end user) and customer."""

    line: Line
    item: Item
    ship_from: str
    ship_to: str
    contract: Contract | None = None
    parties: tuple[tuple[str, Trader], ...] = field(default=())


def transactions(graph: Graph, lines: Sequence[str]) -> tuple[Transaction, ...]:
    """Return the current ones of these lines by id; each product and customer is read once."""
    rows = _asked(graph, _LINES, sorted(set(lines)))
    known_items = items(graph, sorted({row["sku"] for row in rows if row["sku"]}))
    known = traders(
        graph, sorted({one for row in rows for one in (row["buyer"], row["consignee"], row["user"]) if one})
    )
    found = [_transaction(row, known_items, known) for row in rows if row["sku"] in known_items]
    return tuple(sorted(found, key=lambda one: one.line.id))


def lines_naming(graph: Graph, countries: Sequence[str], limit: int = LIMIT) -> tuple[str, ...]:
    """Return the ids of current lines that ship to one of these countries, or have a party there, sorted.

    A party is there with its headquarters, its ultimate parent or a site.
    """
    place = "(:Customer)-[:HEADQUARTERED_IN|ULTIMATE_PARENT_IN|HAS_SITE|IN*1..2]->(:Country {id: id})"
    ways = (
        "(l:Line)-[:SHIPS_TO]->(:Country {id: id})",
        f"(l:Line)-[:CONSIGNEE|END_USER]->{place}",
        f"(l:Line)<-[:HAS_LINE]-(:Contract)-[:WITH]->{place}",
    )
    found: set[str] = set()
    for way in ways:
        query = (
            f"UNWIND $ids AS id MATCH {way} WHERE l.to IS NULL RETURN DISTINCT l.id AS line ORDER BY line LIMIT $limit"
        )
        found.update(row["line"] for row in graph.read(query, ids=sorted(set(countries)), limit=limit))
    return tuple(sorted(found))


def lines_of(graph: Graph, skus: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the current lines of these products, sorted."""
    query = (
        "UNWIND $ids AS id MATCH (:Product {id: id})<-[:OF]-(l:Line) WHERE l.to IS NULL RETURN DISTINCT l.id AS line"
    )
    return tuple(sorted({row["line"] for row in _asked(graph, query, sorted(set(skus)))}))


def current_lines(graph: Graph, limit: int = LIMIT) -> tuple[str, ...]:
    """Return the ids of all current lines, sorted."""
    query = "MATCH (l:Line) WHERE l.to IS NULL RETURN l.id AS id ORDER BY id LIMIT $limit"
    return tuple(row["id"] for row in graph.read(query, limit=limit))


def current_products(graph: Graph, limit: int = LIMIT) -> tuple[str, ...]:
    """Return the SKUs of all current products, sorted."""
    query = "MATCH (p:Product) WHERE p.to IS NULL RETURN p.id AS id ORDER BY id LIMIT $limit"
    return tuple(row["id"] for row in graph.read(query, limit=limit))


def items(graph: Graph, skus: Sequence[str]) -> dict[str, Item]:
    """Return products by SKU with what counts of what is said of them."""
    query = """
        UNWIND $ids AS id
        MATCH (p:Product {id: id})
        RETURN properties(p) AS product,
            [(p)-[:HAS_PARAMETER]->(x:Parameter) WHERE x.counts | properties(x)] AS parameters,
            [(p)-[:HAS_DECISION]->(x:Decision) WHERE x.counts | properties(x)] AS decisions
    """
    return {one.product.id: one for one in map(_item, _asked(graph, query, sorted(set(skus))))}


def traders(graph: Graph, customers: Sequence[str]) -> dict[str, Trader]:
    """Return customers by id; no list read means that nobody was screened."""
    listed = bool(graph.read("MATCH (p:Party) RETURN p.id AS id LIMIT 1"))
    return {
        one.customer.id: one for one in map(partial(_trader, listed), _asked(graph, _TRADERS, sorted(set(customers))))
    }


_LINES = """
    UNWIND $ids AS id
    MATCH (l:Line {id: id}) WHERE l.to IS NULL
    WITH l, [(l)<-[:HAS_LINE]-(c:Contract) | properties(c)] AS contracts,
        [(l)<-[:HAS_LINE]-(:Contract)-[:WITH]->(u:Customer) | u.id] AS buyers
    OPTIONAL MATCH (l)-[:OF]->(p:Product)
    OPTIONAL MATCH (l)-[:CONSIGNEE]->(s:Customer)
    OPTIONAL MATCH (l)-[:END_USER]->(e:Customer)
    OPTIONAL MATCH (l)-[:SHIPS_FROM]->(a:Country)
    OPTIONAL MATCH (l)-[:SHIPS_TO]->(b:Country)
    RETURN properties(l) AS line, contracts, p.id AS sku, buyers[0] AS buyer, s.id AS consignee, e.id AS user,
        a.id AS ship_from, b.id AS ship_to
"""
_TRADERS = """
    UNWIND $ids AS id
    MATCH (u:Customer {id: id})
    RETURN properties(u) AS customer,
        [(u)-[:HEADQUARTERED_IN]->(k:Country) | k.id] AS seats,
        [(u)-[:ULTIMATE_PARENT_IN]->(k:Country) | k.id] AS parents,
        [(u)-[:HAS_SITE]->(:Site)-[:IN]->(k:Country) | k.id] AS sites,
        [(u)-[r:CANDIDATE]->(p:Party)-[x:LISTED_ON]->(l:PartyList) WHERE x.to IS NULL |
            [p.id, p.name, l.id, r.decision]] AS candidates
"""


def _asked(graph: Graph, query: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [row.data() for part in in_batches(ids, BATCH) for row in graph.read(query, ids=part)]


def _item(row: Mapping[str, Any]) -> Item:
    return Item(
        node(Product, row["product"]),
        tuple(sorted(nodes(Parameter, row["parameters"]), key=lambda one: (one.parameter, one.id))),
        tuple(sorted(nodes(Decision, row["decisions"]), key=lambda one: (one.question, one.id))),
    )


def _trader(listed: bool, row: Mapping[str, Any]) -> Trader:
    customer = node(Customer, row["customer"])
    found = (ListedName(id, name or "", code, decision or "") for id, name, code, decision in row["candidates"])
    return Trader(
        customer,
        min(row["seats"], default=""),
        min(row["parents"], default=""),
        tuple(sorted(set(row["sites"]))),
        tuple(sorted(set(found), key=lambda one: (one.list, one.name, one.party))),
        # The projection compares current customers with the rows in force.
        screened=listed and not customer.to,
    )


def _transaction(row: Mapping[str, Any], known: Mapping[str, Item], traders: Mapping[str, Trader]) -> Transaction:
    roles = ((PURCHASER, row["buyer"]), (CONSIGNEE, row["consignee"]), (END_USER, row["user"]))
    return Transaction(
        line=node(Line, row["line"]),
        item=known[row["sku"]],
        ship_from=row["ship_from"] or "",
        ship_to=row["ship_to"] or "",
        contract=node(Contract, row["contracts"][0]) if row["contracts"] else None,
        parties=tuple((role, traders[id]) for role, id in roles if id in traders),
    )
