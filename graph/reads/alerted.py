"""Alerts, why they exist and what they touch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node, nodes
from graph.reads.lines import last_delivery, standing
from graph.schema import Alert, Change, Contract, Customer, Line, Product, Role

LIMIT = 1000
EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert and the role that owns it (None: nobody)."""

    alert: Alert
    role: Role | None


@dataclass(frozen=True, slots=True)
class ProductTouched:
    """A product that an alert touches; `path` is the node keys from the change to it."""

    product: Product
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomerTouched:
    """A customer that an alert touches; `path` is the node keys from the change to it."""

    customer: Customer
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineTouched:
    """A contract line that an alert touches, with contract, product sold, its customers by id, and destination.

    `delivered` is "before" for a line that was delivered before the change applies.
    """

    line: Line
    contract: Contract | None
    product: Product | None
    customers: tuple[str, ...]
    ship_to: str
    path: tuple[str, ...]
    delivered: str = ""

    def standing(self, day: str) -> str:
        """Return how the line stands on a day (ISO): open, since (delivered since the change applies) or before."""
        return standing(self.delivered, last_delivery(self.line, self.contract), day)


@dataclass(frozen=True, slots=True)
class AlertDetail:
    """An alert with its changes and everything it touches."""

    alert: Alert
    role: Role | None
    changes: tuple[Change, ...]
    products: tuple[ProductTouched, ...]
    lines: tuple[LineTouched, ...]
    customers: tuple[CustomerTouched, ...]


_ROLES = "[(a)-[:OWNED_BY]->(r:Role) | properties(r)] AS roles"


def alerts(
    graph: Graph, audience: str | None = None, severity: str | None = None, limit: int = LIMIT
) -> tuple[AlertRow, ...]:
    """Return the alerts by id; `audience` is a role's id, `severity` one of the alert's own words (None: any)."""
    query = f"""
        MATCH (a:Alert)
        WHERE ($severity IS NULL OR a.severity = $severity)
          AND ($audience IS NULL OR EXISTS {{ MATCH (a)-[:OWNED_BY]->(:Role {{id: $audience}}) }})
        WITH a ORDER BY a.id LIMIT $limit
        RETURN properties(a) AS alert, {_ROLES}
    """
    rows = graph.read(query, audience=audience, severity=severity, limit=limit)
    found = [AlertRow(node(Alert, row["alert"]), _role(row["roles"])) for row in rows]
    return tuple(sorted(found, key=lambda row: row.alert.id))


def alert(graph: Graph, id: str, limit: int = LIMIT) -> AlertDetail | None:
    """Return one alert with at most `limit` of each kind that it touches, or None."""
    query = f"""
        MATCH (a:Alert {{id: $id}})
        RETURN properties(a) AS alert, {_ROLES}, [(a)-[:BECAUSE_OF]->(c:Change) | properties(c)] AS changes
    """
    found = graph.read(query, id=id)
    if not found:
        return None
    changes = sorted(nodes(Change, found[0]["changes"]), key=lambda one: (one.entry, one.place, one.id))
    return AlertDetail(
        alert=node(Alert, found[0]["alert"]),
        role=_role(found[0]["roles"]),
        changes=tuple(changes[:limit]),
        products=products_touched(graph, id, limit),
        lines=lines_touched(graph, id, limit),
        customers=customers_touched(graph, id, limit),
    )


def products_touched(graph: Graph, alert_id: str, limit: int = EVERYTHING) -> tuple[ProductTouched, ...]:
    """Return the products that an alert touches, by SKU."""
    rows = graph.read(_touched("Product", ""), id=alert_id, limit=limit)
    return tuple(ProductTouched(node(Product, row["touched"]), _path(row["path"])) for row in rows)


def customers_touched(graph: Graph, alert_id: str, limit: int = EVERYTHING) -> tuple[CustomerTouched, ...]:
    """Return the customers that an alert touches, by id."""
    rows = graph.read(_touched("Customer", ""), id=alert_id, limit=limit)
    return tuple(CustomerTouched(node(Customer, row["touched"]), _path(row["path"])) for row in rows)


def lines_touched(graph: Graph, alert_id: str, limit: int = EVERYTHING) -> tuple[LineTouched, ...]:
    """Return the contract lines that an alert touches, by id."""
    more = """,
        [(x)<-[:HAS_LINE]-(t:Contract) | properties(t)] AS contracts,
        [(x)-[:OF]->(p:Product) | properties(p)] AS products,
        [(x)<-[:HAS_LINE]-(:Contract)-[:WITH]->(u:Customer) | u.id] AS buyers,
        [(x)-[:END_USER]->(u:Customer) | u.id] AS end_users,
        [(x)-[:CONSIGNEE]->(u:Customer) | u.id] AS consignees,
        [(x)-[:SHIPS_TO]->(k:Country) | k.id] AS ship_to"""
    return tuple(_line(row) for row in graph.read(_touched("Line", more), id=alert_id, limit=limit))


def _touched(label: str, more: str) -> str:
    return f"""
        MATCH (:Alert {{id: $id}})-[r:TOUCHES]->(x:{label})
        WITH x, r.path AS path, r.delivered AS delivered ORDER BY x.id LIMIT $limit
        RETURN properties(x) AS touched, path, delivered{more} ORDER BY x.id
    """


def _line(row: Mapping[str, Any]) -> LineTouched:
    contracts = sorted(nodes(Contract, row["contracts"]), key=lambda one: one.id)
    products = sorted(nodes(Product, row["products"]), key=lambda one: one.id)
    return LineTouched(
        line=node(Line, row["touched"]),
        contract=contracts[0] if contracts else None,
        product=products[0] if products else None,
        customers=tuple(sorted({*row["buyers"], *row["end_users"], *row["consignees"]})),
        ship_to=min(row["ship_to"], default=""),
        path=_path(row["path"]),
        delivered=row["delivered"] or "",
    )


def _role(rows: list[Mapping[str, Any]]) -> Role | None:
    return min(nodes(Role, rows), key=lambda one: one.id, default=None)


def _path(path: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(path or ())
