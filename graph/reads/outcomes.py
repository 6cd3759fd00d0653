"""What changes of law mean for transactions: outcomes before and after, and the contract lines that have them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph, in_batches
from graph.reads.build import node, nodes
from graph.schema import Comparison, Contract, Customer, Document, Line, Outcome, Product

LIMIT = 100_000
BATCH = 2000


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A current contract line that has an outcome (by its id).

    `customer` signed the contract; both are None where the graph does not know them. Countries are ISO 3166-1 alpha-2,
    "" where not known.
    """

    outcome: str
    line: Line
    contract: Contract | None
    product: Product | None
    customer: Customer | None
    ship_from: str
    ship_to: str


_WAYS = {
    "alert": "(:Alert {id: $alert})-[:EXPECTS]->(o:Outcome)",
    "change": "(:Change {id: $change})<-[:BECAUSE_OF]-(:Alert)-[:EXPECTS]->(o:Outcome)",
    "line": "(:Line {id: $line})-[:HAS_OUTCOME]->(o:Outcome)",
}


def outcomes(
    graph: Graph, *, alert: str = "", change: str = "", line: str = "", limit: int = LIMIT
) -> tuple[Outcome, ...]:
    """Return outcomes by cause, code, destination and id, at most `limit`.

    Of several ids given (of an alert, a change, a contract line) an outcome must belong to each.
    """
    given = {name: value for name, value in (("alert", alert), ("change", change), ("line", line)) if value}
    ways = " ".join(f"MATCH {_WAYS[name]}" for name in given) or "MATCH (o:Outcome)"
    query = f"""
        {ways} WITH DISTINCT o ORDER BY o.cause, o.code, o.ship_to, o.id LIMIT $limit
        RETURN properties(o) AS outcome
    """
    rows = graph.read(query, limit=limit, **given)
    found = [node(Outcome, row["outcome"]) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.cause, one.code, one.ship_to, one.id)))


def outcome_lines(graph: Graph, ids: Sequence[str]) -> tuple[OutcomeLine, ...]:
    """Return the current lines of these outcomes, by outcome and line."""
    query = """
        UNWIND $ids AS id
        MATCH (:Outcome {id: id})<-[:HAS_OUTCOME]-(l:Line) WHERE l.to IS NULL
        RETURN id, properties(l) AS line,
            [(l)<-[:HAS_LINE]-(c:Contract) | properties(c)] AS contracts,
            [(l)<-[:HAS_LINE]-(:Contract)-[:WITH]->(u:Customer) | properties(u)] AS customers,
            [(l)-[:OF]->(p:Product) | properties(p)] AS products,
            [(l)-[:SHIPS_FROM]->(k:Country) | k.id] AS sources,
            [(l)-[:SHIPS_TO]->(k:Country) | k.id] AS destinations
    """
    wanted = sorted(set(ids))
    found = [_line(row.data()) for part in in_batches(wanted, BATCH) for row in graph.read(query, ids=part)]
    return tuple(sorted(found, key=lambda one: (one.outcome, one.line.id)))


@dataclass(frozen=True, slots=True)
class Held:
    """An outcome with the current lines that have it, by id."""

    outcome: Outcome
    lines: tuple[Line, ...]


def cause_outcomes(graph: Graph, causes: Sequence[str]) -> Mapping[str, tuple[Held, ...]]:
    """Return by cause its outcomes in the order of `outcomes`, each with the current lines that have it."""
    query = """
        MATCH (o:Outcome) WHERE o.cause IN $causes
        RETURN properties(o) AS outcome, [(o)<-[:HAS_OUTCOME]-(l:Line) WHERE l.to IS NULL | properties(l)] AS lines
    """
    found: dict[str, list[Held]] = {cause: [] for cause in sorted(set(causes))}
    for row in graph.read(query, causes=list(found)):
        lines = sorted(nodes(Line, row["lines"]), key=lambda one: one.id)
        outcome = node(Outcome, row["outcome"])
        found[outcome.cause].append(Held(outcome, tuple(lines)))
    return {cause: tuple(sorted(own, key=_order)) for cause, own in found.items()}


def comparisons(graph: Graph, *, document: str = "", cause: str = "", limit: int = LIMIT) -> tuple[Comparison, ...]:
    """Return what was compared, of a document (its id) or a cause or of all, by cause."""
    query = """
        MATCH (c:Comparison)
        WHERE ($document = '' OR $document IN c.documents) AND ($cause = '' OR c.cause = $cause)
        RETURN properties(c) AS compared ORDER BY c.cause, c.id LIMIT $limit
    """
    rows = graph.read(query, document=document, cause=cause, limit=limit)
    return nodes(Comparison, [row["compared"] for row in rows])


def proposals(graph: Graph, limit: int = LIMIT) -> tuple[Document, ...]:
    """Return the proposed rules that were not found to be on other matters, by id."""
    query = """
        MATCH (d:Document {kind: 'proposed rule'}) WHERE coalesce(d.relevance, '') <> 'not relevant'
        RETURN properties(d) AS d ORDER BY d.id LIMIT $limit
    """
    return nodes(Document, [row["d"] for row in graph.read(query, limit=limit)])


def _order(one: Held) -> tuple[str, str, str]:
    return one.outcome.code, one.outcome.ship_to, one.outcome.id


def _line(row: Mapping[str, Any]) -> OutcomeLine:
    contracts = sorted(row["contracts"], key=lambda one: str(one["id"]))
    customers = sorted(row["customers"], key=lambda one: str(one["id"]))
    products = sorted(row["products"], key=lambda one: str(one["id"]))
    return OutcomeLine(
        outcome=row["id"],
        line=node(Line, row["line"]),
        contract=node(Contract, contracts[0]) if contracts else None,
        product=node(Product, products[0]) if products else None,
        customer=node(Customer, customers[0]) if customers else None,
        ship_from=min(row["sources"], default=""),
        ship_to=min(row["destinations"], default=""),
    )
