"""What the facts of products answer under entries: of one product through time, and of all products on one day.

Whoever shows a verdict says with it what it does not speak of (`not_checked`): *out* is never a clearance.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.connection import Graph, in_batches
from graph.reads.build import node, nodes
from graph.schema import Verdict

LIMIT = 1000
ROWS = 100_000
BATCH = 5000

Cursor = tuple[str, str]
"""SKU and entry of a row; the next page begins after it."""


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What a product answers under an entry on a day.

    `code` is the company's own US classification that counts, "" when there is none. `open_minor` is the value of the
    product's contract lines in force, in hundredths, by currency (ISO 4217), sorted.
    """

    product: str
    name: str
    kind: str
    owner: str
    code: str
    verdict: Verdict
    open_minor: tuple[tuple[str, int], ...] = ()

    @property
    def after(self) -> Cursor:
        """Where the page that follows this row begins."""
        return self.product, self.verdict.entry


def product_verdicts(graph: Graph, sku: str, limit: int = LIMIT) -> tuple[Verdict, ...]:
    """Return the answers of a product by entry and first day, past, present and coming ones; () when it has none."""
    query = """
        MATCH (:Product {id: $sku})-[:HAS_VERDICT]->(v:Verdict)
        WITH v ORDER BY v.entry, v.on, v.id LIMIT $limit RETURN properties(v) AS verdict
    """
    found = nodes(Verdict, [row["verdict"] for row in graph.read(query, sku=sku, limit=limit)])
    return tuple(sorted(found, key=lambda one: (one.entry, one.on, one.id)))


def verdicts_on(graph: Graph, day: str, limit: int = ROWS, after: Cursor = ("", "")) -> tuple[VerdictRow, ...]:
    """Return the answers that hold on a day (ISO), one a product and entry, by SKU and entry.

    At most `limit`, those after the cursor; products that are gone are left out.
    """
    query = """
        MATCH (p:Product)-[:HAS_VERDICT]->(v:Verdict)
        WHERE p.to IS NULL AND v.on <= $day AND (v.until IS NULL OR v.until >= $day)
          AND (p.id > $sku OR (p.id = $sku AND v.entry > $entry))
        WITH p, v ORDER BY p.id, v.entry LIMIT $limit
        RETURN p.id AS id, p.name AS name, p.kind AS kind, p.owner AS owner, p.eccn AS code, properties(v) AS verdict
    """
    rows = graph.read(query, day=day, sku=after[0], entry=after[1], limit=limit)
    values = _open_values(graph, sorted({row["id"] for row in rows}))
    found = [
        VerdictRow(
            product=row["id"],
            name=row["name"] or "",
            kind=row["kind"] or "",
            owner=row["owner"] or "",
            code=row["code"] or "",
            verdict=node(Verdict, row["verdict"]),
            open_minor=values.get(row["id"], ()),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.after))


def _open_values(graph: Graph, skus: Sequence[str]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Return the value of the current contract lines of each product that has any, by currency."""
    query = """
        UNWIND $ids AS id MATCH (:Product {id: id})<-[:OF]-(l:Line) WHERE l.to IS NULL
        RETURN id, l.currency AS currency, sum(l.value_minor) AS minor
    """
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for part in in_batches(skus, BATCH):
        for row in graph.read(query, ids=part):
            found[row["id"]].append((row["currency"] or "", row["minor"] or 0))
    return {sku: tuple(sorted(values)) for sku, values in found.items()}
