"""What the graph holds in all, and what is missing in it: for the first look of a reader."""

from dataclasses import dataclass

from graph.connection import Graph


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of the whole graph.

    `documents` are published documents without the dated list texts; `replayed` counts everything that a replay
    server answered; `body_not_held` and `effective_unknown` count among the rules; the days are ISO dates or "".
    """

    documents: int
    rules: int
    body_not_held: int
    effective_unknown: int
    replayed: int
    first_published: str
    last_published: str
    products: int
    lines: int


LIST_VERSION = "list version"
REPLAYED = ("composed", "recorded")


def overview(graph: Graph) -> Overview:
    """Return what the graph holds; all zero when nothing was processed yet."""
    query = """
        MATCH (d:Document)
        RETURN d.kind AS kind, d.body AS body, d.effective IS NULL AS undated,
            coalesce(d.replay, '') IN $marks AS replayed, count(d) AS count,
            min(d.published) AS first, max(d.published) AS last
    """
    rows = graph.read(query, marks=[*REPLAYED])
    published = [row for row in rows if row["kind"] != LIST_VERSION]
    rules = [row for row in published if row["kind"] == "rule"]
    return Overview(
        documents=sum(row["count"] for row in published),
        rules=sum(row["count"] for row in rules),
        body_not_held=sum(row["count"] for row in rules if row["body"] != "held"),
        effective_unknown=sum(row["count"] for row in rules if row["undated"]),
        replayed=sum(row["count"] for row in rows if row["replayed"]),
        first_published=min((row["first"] for row in published if row["first"]), default=""),
        last_published=max((row["last"] for row in published if row["last"]), default=""),
        products=_current(graph, "Product"),
        lines=_current(graph, "Line"),
    )


def _current(graph: Graph, label: str) -> int:
    count: int = graph.read(f"MATCH (n:{label}) WHERE n.to IS NULL RETURN count(n) AS count")[0]["count"]
    return count
