"""What changes of a list of parties touch: customers who may be a listed party, and their contract lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.lines import Sale, customer_sales
from graph.reads.routes import node_key

LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class PartyTouch:
    """A customer who may be a listed party, and (unless `line` is "") one current line in which he takes part.

    `reasons` say which names are equal: a candidate, never a verdict; `decision` is open or what a person decided;
    `roles` are buyer, consignee, end user; `path` the node keys (label/id) from the change to the line or customer;
    `ends` the day of the line's last delivery, "" where it is not held.
    """

    change_id: str
    party: str
    party_name: str
    customer: str
    customer_name: str
    reasons: tuple[str, ...]
    decision: str
    line: str
    contract: str
    roles: tuple[str, ...]
    ship_to: str
    value_minor: int
    currency: str
    path: tuple[str, ...]
    ends: str = ""


def party_impact(graph: Graph, change_ids: Iterable[str], limit: int = LIMIT) -> tuple[PartyTouch, ...]:
    """Return what the changes touch, one a change, party, customer and line, sorted by these, at most `limit`.

    A customer without a current line gives one PartyTouch without a line.
    """
    query = """
        UNWIND $ids AS id
        MATCH (:Change {id: id})-[:CHANGES]->(p:Party)<-[r:CANDIDATE]-(u:Customer)
        RETURN DISTINCT id, p.id AS party, p.name AS party_name, u.id AS customer, u.name AS customer_name,
            r.reasons AS reasons, r.decision AS decision
        ORDER BY id, party, customer LIMIT $limit
    """
    rows = graph.read(query, ids=sorted(set(change_ids)), limit=limit)
    lines = customer_sales(graph, sorted({row["customer"] for row in rows}))
    touches = [_touch(row, sale) for row in rows for sale in lines.get(row["customer"], [None])]
    return tuple(sorted(touches, key=lambda one: (one.change_id, one.party, one.customer, one.line))[:limit])


def _touch(row: Mapping[str, Any], sale: Sale | None) -> PartyTouch:
    path = [node_key("Change", row["id"]), node_key("Party", row["party"]), node_key("Customer", row["customer"])]
    return PartyTouch(
        change_id=row["id"],
        party=row["party"],
        party_name=row["party_name"] or "",
        customer=row["customer"],
        customer_name=row["customer_name"] or "",
        reasons=tuple(row["reasons"] or ()),
        decision=row["decision"] or "",
        line=sale.line if sale else "",
        contract=sale.contract if sale else "",
        roles=_roles(sale, row["customer"]) if sale else (),
        ship_to=sale.ship_to if sale else "",
        value_minor=sale.value_minor if sale else 0,
        currency=sale.currency if sale else "",
        path=(*path, node_key("Line", sale.line)) if sale else tuple(path),
        ends=sale.ends if sale else "",
    )


def _roles(sale: Sale, customer: str) -> tuple[str, ...]:
    groups = {"buyer": sale.buyers, "consignee": sale.consignees, "end user": sale.end_users}
    return tuple(role for role, members in groups.items() if customer in members)
