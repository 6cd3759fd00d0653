"""What changes of a control list touch: from the changed place to controls, products, assemblies and contract lines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph, in_batches
from graph.reads.lines import Sale, sales
from graph.reads.routes import Key, Route, better, node_key, spread

BATCH = 5000
LIMIT = 100_000
PARAGRAPH_DEPTH = 12
ASSEMBLY_DEPTH = 6
CARRYING = ("controlled_by", "meets_or_exceeds")

ITSELF, BELOW, ABOVE = "itself", "below", "classified above"


@dataclass(frozen=True, slots=True)
class Touch:
    """One way in which a change touches a product that is sold, and (unless `line` is "") one contract line of it.

    `reached` is the designation of the changed place; `how` is itself, below, "refers: kind" or classified above;
    `control` the designation under which the component `via[0]` is classified; `via` the SKUs from that component
    to `product`, the product sold (one SKU when it is sold itself); `value_minor` whole minor units of `currency`;
    `path` the node keys (label/id) from the change to the line, or to the product; `ends` the day of the line's last
    delivery, "" where it is not held.
    """

    change_id: str
    reached: str
    how: str
    control: str
    product: str
    via: tuple[str, ...]
    line: str
    contract: str
    customers: tuple[str, ...]
    ship_to: str
    value_minor: int
    currency: str
    path: tuple[str, ...]
    ends: str = ""


def code_impact(
    graph: Graph, change_ids: Iterable[str], kinds: Sequence[str] = CARRYING, limit: int = LIMIT
) -> tuple[Touch, ...]:
    """Return what the changes touch, one Touch a change, product sold and line, sorted by these.

    `kinds` are the kinds of reference that carry a change from one place to those that refer to it (one hop). A
    product that is touched and has no current line gives one Touch without a line. Of several ways the shortest is
    given, then the one with the smallest keys. At most `limit` are returned.
    """
    controls = _Controls(graph)
    products = _classified(graph, controls.routes(sorted(set(change_ids)), list(kinds)))
    sold = spread(products, "Product", lambda ids: _assemblies(graph, ids), ASSEMBLY_DEPTH)
    lines = sales(graph, sorted({product for _, product in sold}))
    touches = [
        _touch(controls, change, product, route, sale)
        for (change, product), route in sold.items()
        for sale in lines.get(product, [None])
    ]
    return tuple(sorted(touches, key=lambda one: (one.change_id, one.product, one.line))[:limit])


class _Controls:
    """The places around a change, each asked for once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._entries: dict[str, str] = {}
        self.designations: dict[str, str] = {}

    def routes(self, changes: list[str], kinds: list[str]) -> dict[Key, Route]:
        """Return the best route from each change to each place under which a product would be touched."""
        reached = self._reached(changes)
        below = spread(reached, "Control", self._children, PARAGRAPH_DEPTH, BELOW)
        parents = self._parents(sorted({node for _, node in reached}))
        above = spread(reached, "Control", lambda _: parents, PARAGRAPH_DEPTH, ABOVE)
        # What refers to an entry refers to each paragraph of it.
        best = dict(below)
        for key, route in above.items():
            better(best, key, route)
        referring = spread(self._referring(best, kinds), "Control", self._children, PARAGRAPH_DEPTH)
        for key, route in referring.items():
            better(best, key, route)
        return best

    def _reached(self, changes: list[str]) -> dict[Key, Route]:
        routes = {}
        query = "UNWIND $ids AS id MATCH (:Change {id: id})-[:REACHES]->(x:Control) RETURN DISTINCT id"
        for row in self._ask(query, changes):
            start = Route((node_key("Change", row["id"]),), ITSELF)
            routes[row["id"], row["other"]] = start.on("Control", row["other"])
        return routes

    def _children(self, ids: list[str]) -> Mapping[str, list[str]]:
        match = "MATCH (:Control {id: id})<-[:PART_OF]-(x:Control {kind: 'paragraph'})"
        return _by_id(self._ask(f"UNWIND $ids AS id {match} RETURN DISTINCT id", ids))

    def _parents(self, ids: list[str]) -> Mapping[str, list[str]]:
        """Return the parents of the places and of all above them: one question, for a place has few above it."""
        way = f"MATCH (k:Control {{id: id}})-[:PART_OF*0..{PARAGRAPH_DEPTH - 1}]->(c:Control)-[:PART_OF]->(x:Control)"
        match = f"{way} WHERE c.entry = k.entry AND x.entry = k.entry"
        return _by_id(self._ask(f"UNWIND $ids AS id {match} RETURN DISTINCT c.id AS id", ids))

    def _referring(self, spoken_of: Mapping[Key, Route], kinds: list[str]) -> dict[Key, Route]:
        match = "MATCH (:Control {id: id})<-[r:REFERS_TO]-(x:Control) WHERE r.kind IN $kinds"
        query = f"UNWIND $ids AS id {match} RETURN DISTINCT id, r.kind AS kind"
        rows = self._ask(query, sorted({node for _, node in spoken_of}), kinds=kinds)
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in rows:
            found[row["id"]].append((row["other"], row["kind"]))
        routes: dict[Key, Route] = {}
        for (change, node), route in spoken_of.items():
            for other, kind in found[node]:
                better(routes, (change, other), route.on("Control", other, f"refers: {kind}"))
        return routes

    def _ask(self, query: str, ids: Sequence[str], **more: Any) -> list[Mapping[str, Any]]:
        rows: list[Mapping[str, Any]] = []
        for part in in_batches(ids, BATCH):
            rows.extend(self._graph.read(f"{query}, x.id AS other, x.designation AS designation", ids=part, **more))
        self.designations.update((row["other"], row["designation"] or "") for row in rows)
        return rows


def _classified(graph: Graph, controls: Mapping[Key, Route]) -> dict[Key, Route]:
    query = """
        UNWIND $ids AS id
        MATCH (:Control {id: id})<-[r:CLASSIFIED_AS]-(p:Product) WHERE r.to IS NULL AND r.counts
        RETURN DISTINCT id, p.id AS other
    """
    found = _by_id(_read(graph, query, sorted({node for _, node in controls})))
    routes: dict[Key, Route] = {}
    for (change, node), route in controls.items():
        for product in found.get(node, ()):
            better(routes, (change, product), route.on("Product", product))
    return routes


def _assemblies(graph: Graph, ids: list[str]) -> Mapping[str, list[str]]:
    query = """
        UNWIND $ids AS id
        MATCH (:Product {id: id})<-[r:CONTAINS]-(a:Product) WHERE r.to IS NULL
        RETURN DISTINCT id, a.id AS other
    """
    return _by_id(_read(graph, query, ids))


def _touch(controls: _Controls, change: str, product: str, route: Route, sale: Sale | None) -> Touch:
    places = [key.removeprefix("Control/") for key in route.path if key.startswith("Control/")]
    via = tuple(key.removeprefix("Product/") for key in route.path if key.startswith("Product/"))
    return Touch(
        change_id=change,
        reached=controls.designations[places[0]],
        how=route.how,
        control=controls.designations[places[-1]],
        product=product,
        via=via,
        line=sale.line if sale else "",
        contract=sale.contract if sale else "",
        customers=sale.customers if sale else (),
        ship_to=sale.ship_to if sale else "",
        value_minor=sale.value_minor if sale else 0,
        currency=sale.currency if sale else "",
        path=(*route.path, node_key("Line", sale.line)) if sale else route.path,
        ends=sale.ends if sale else "",
    )


def _read(graph: Graph, query: str, ids: Sequence[str]) -> list[Mapping[str, Any]]:
    return [row for part in in_batches(ids, BATCH) for row in graph.read(query, ids=part)]


def _by_id(rows: Iterable[Mapping[str, Any]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row["id"]].append(row["other"])
    return found
