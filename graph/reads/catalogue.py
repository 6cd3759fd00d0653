"""Typed reads of the pages of products: parameterised, bounded, sorted; a page is never the whole catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node, nodes
from graph.schema import Alert, Product, Role, Verdict

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader narrows the catalogue to; "" means any.

    `words` are found in SKU or name. `differs` is VENDOR, SOURCES or QUEUE. `missing` is a fact as an answer words it,
    or ANY.
    """

    words: str = ""
    kind: str = ""
    owner: str = ""
    entry: str = ""
    verdict: str = ""
    differs: str = ""
    missing: str = ""


VENDOR, SOURCES, QUEUE, ANY = "vendor", "sources", "queue", "any"


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A product with the answers that hold on the day, by entry, and what speaks against its classification.

    `vendor_codes` are what vendors say otherwise, `sources` the parameters on which sources differ, `to_reclassify` how
    many items of the queue are open, `open_minor` the value of its current contract lines by currency, in hundredths.
    """

    product: Product
    verdicts: tuple[Verdict, ...]
    vendor_codes: tuple[str, ...]
    sources: tuple[str, ...]
    to_reclassify: int
    open_minor: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be chosen: kinds, owners, entries asked, and facts missing on the day, each sorted."""

    kinds: tuple[str, ...]
    owners: tuple[str, ...]
    entries: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A product in another one, with how many pieces of it."""

    product: Product
    quantity: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What a product contains, and what contains it, by SKU."""

    inside: tuple[Part, ...]
    around: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Touching:
    """An alert that touches a product, whose it is, and the node keys from its change to the product."""

    alert: Alert
    role: str
    path: tuple[str, ...]


_HOLDS = "v.on <= $day AND (v.until IS NULL OR v.until >= $day)"
_ASKED = "($entry = '' OR v.entry = $entry) AND ($verdict = '' OR v.verdict = $verdict)"
_LACKS = "($missing = '' OR ($missing = 'any' AND size(coalesce(v.missing, [])) > 0) OR $missing IN v.missing)"
_FITS = f"""
    p.to IS NULL
    AND ($words = '' OR toLower(p.id) CONTAINS $words OR toLower(coalesce(p.name, '')) CONTAINS $words)
    AND ($kind = '' OR p.kind = $kind) AND ($owner = '' OR p.owner = $owner)
    AND (($entry = '' AND $verdict = '' AND $missing = '')
        OR EXISTS {{ MATCH (p)-[:HAS_VERDICT]->(v:Verdict) WHERE {_HOLDS} AND {_ASKED} AND {_LACKS} }})
    AND ($differs <> 'vendor'
        OR EXISTS {{ MATCH (p)-[r:CLASSIFIED_AS]->() WHERE r.contradicts IS NOT NULL AND r.to IS NULL }})
    AND ($differs <> 'sources' OR EXISTS {{ MATCH (p)-[:HAS_PARAMETER]->(x:Parameter) WHERE x.disagrees }})
    AND ($differs <> 'queue'
        OR EXISTS {{ MATCH (p)-[:TO_RECLASSIFY]->(q:Reclassification) WHERE q.state = 'open' }})
"""
_ROW = f"""
    RETURN properties(p) AS product,
        [(p)-[:HAS_VERDICT]->(v:Verdict) WHERE {_HOLDS} | properties(v)] AS verdicts,
        [(p)-[r:CLASSIFIED_AS]->() WHERE r.contradicts IS NOT NULL AND r.to IS NULL | r.designation] AS vendors,
        [(p)-[:HAS_PARAMETER]->(x:Parameter) WHERE x.disagrees | x.parameter] AS sources,
        size([(p)-[:TO_RECLASSIFY]->(q:Reclassification) WHERE q.state = 'open' | q.id]) AS queue,
        [(p)<-[:OF]-(l:Line) WHERE l.to IS NULL | [l.id, l.currency, l.value_minor]] AS lines
"""


def catalogue(
    graph: Graph, day: str, chosen: Filters, limit: int = 50, after: str = "", before: str = ""
) -> tuple[CatalogueRow, ...]:
    """Return at most `limit` current products by SKU that fit: those after one SKU, or the last ones before another."""
    edge = "p.id < $before" if before else "p.id > $after"
    order = "DESC" if before else "ASC"
    query = f"MATCH (p:Product) WHERE {edge} AND {_FITS} WITH p ORDER BY p.id {order} LIMIT $limit {_ROW}"
    rows = graph.read(query, after=after, before=before, limit=limit, **_asked(day, chosen))
    return tuple(sorted(map(_row, rows), key=lambda one: one.product.id))


def counted(graph: Graph, day: str, chosen: Filters) -> int:
    """Return how many current products fit."""
    query = f"MATCH (p:Product) WHERE {_FITS} RETURN count(p) AS count"
    count: int = graph.read(query, **_asked(day, chosen))[0]["count"]
    return count


def facets(graph: Graph, day: str, limit: int = LIMIT) -> Facets:
    """Return what the catalogue can be narrowed to, at most `limit` of each."""

    def each(query: str) -> tuple[str, ...]:
        return tuple(row["one"] for row in graph.read(f"{query} ORDER BY one LIMIT $limit", day=day, limit=limit))

    def of(name: str) -> tuple[str, ...]:
        return each(f"MATCH (p:Product) WHERE p.to IS NULL AND p.{name} IS NOT NULL RETURN DISTINCT p.{name} AS one")

    holding = f"MATCH (v:Verdict) WHERE {_HOLDS}"
    return Facets(
        of("kind"),
        of("owner"),
        each("MATCH (v:Verdict) RETURN DISTINCT v.entry AS one"),
        each(f"{holding} AND v.missing IS NOT NULL UNWIND v.missing AS fact RETURN DISTINCT fact AS one"),
    )


def parts(graph: Graph, sku: str, limit: int = LIMIT) -> Parts:
    """Return what a product contains and what contains it now, at most `limit` of each."""
    return Parts(_parts(graph, sku, "-[r:CONTAINS]->", limit), _parts(graph, sku, "<-[r:CONTAINS]-", limit))


def _parts(graph: Graph, sku: str, way: str, limit: int) -> tuple[Part, ...]:
    query = f"""
        MATCH (:Product {{id: $sku}}){way}(x:Product) WHERE r.to IS NULL
        RETURN properties(x) AS product, r.quantity AS quantity ORDER BY x.id LIMIT $limit
    """
    rows = graph.read(query, sku=sku, limit=limit)
    return tuple(Part(node(Product, row["product"]), row["quantity"] or "") for row in rows)


def open_minor(graph: Graph, sku: str) -> tuple[tuple[str, int], ...]:
    """Return the value of a product's current contract lines by currency, in hundredths, each line once."""
    query = """
        MATCH (:Product {id: $sku})<-[:OF]-(l:Line) WHERE l.to IS NULL
        RETURN DISTINCT l.id AS id, l.currency AS currency, l.value_minor AS minor
    """
    return _worth((row["id"], row["currency"], row["minor"]) for row in graph.read(query, sku=sku))


def touching(graph: Graph, sku: str, limit: int = LIMIT) -> tuple[Touching, ...]:
    """Return the alerts that touch a product, by id."""
    query = """
        MATCH (a:Alert)-[r:TOUCHES]->(:Product {id: $sku})
        RETURN properties(a) AS alert, r.path AS path,
            [(a)-[:OWNED_BY]->(o:Role) | properties(o)] AS roles ORDER BY a.id LIMIT $limit
    """
    return tuple(_touching(row) for row in graph.read(query, sku=sku, limit=limit))


def _touching(row: Mapping[str, Any]) -> Touching:
    roles = sorted(one.id for one in nodes(Role, row["roles"]))
    return Touching(node(Alert, row["alert"]), roles[0] if roles else "", tuple(row["path"] or ()))


def _asked(day: str, chosen: Filters) -> dict[str, str]:
    return {"day": day, **asdict(chosen), "words": chosen.words.strip().lower()}


def _row(row: Mapping[str, Any]) -> CatalogueRow:
    return CatalogueRow(
        node(Product, row["product"]),
        tuple(sorted(nodes(Verdict, row["verdicts"]), key=lambda one: (one.list, one.entry, one.on, one.id))),
        tuple(sorted(set(row["vendors"]))),
        tuple(sorted(set(row["sources"]))),
        row["queue"],
        _worth(row["lines"]),
    )


def _worth(lines: Iterable[tuple[str, str | None, int | None]]) -> tuple[tuple[str, int], ...]:
    """Return the value of these lines by currency, each line once."""
    sums: dict[str, int] = defaultdict(int)
    for _, currency, minor in {line[0]: line for line in lines}.values():
        sums[currency or ""] += minor or 0
    return tuple(sorted(sums.items()))
