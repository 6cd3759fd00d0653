"""What a digest asks of the law: documents of a week, dates ahead, and changes between dated texts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.connection import Graph, in_batches
from graph.reads.build import node
from graph.schema import Change, Document, Fact

LIMIT = 10_000
BATCH = 1000
CHANGES = 100_000
PASSING = ("delayed_from", "filed", "other", "published", "refers_to_act", "refers_to_document", "signed")
"""Roles of stated dates that ask nothing of anyone: they tell of the past or of other documents."""


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date (ISO) that a document states in its words, with the fact that holds role, sentence and place."""

    document: Document
    fact: Fact


@dataclass(frozen=True, slots=True)
class TextChange:
    """A change between two dated texts of a list, without its words, and the ids of the documents it may come from."""

    change: Change
    documents: tuple[str, ...]


def documents_dated(graph: Graph, first: str, last: str, limit: int = LIMIT) -> tuple[Document, ...]:
    """Return the documents published, effective or closing for comments from `first` to `last` (ISO dates), by id."""
    query = """
        MATCH (d:Document)
        WHERE (d.published >= $first AND d.published <= $last)
           OR (d.effective >= $first AND d.effective <= $last)
           OR (d.comments_close >= $first AND d.comments_close <= $last)
        WITH d ORDER BY d.id LIMIT $limit
        RETURN properties(d) AS d
    """
    found = [node(Document, row["d"]) for row in graph.read(query, first=first, last=last, limit=limit)]
    return tuple(sorted(found, key=lambda one: one.id))


def dates_stated(graph: Graph, first: str, last: str, limit: int = LIMIT) -> tuple[StatedDate, ...]:
    """Return the dates from `first` to `last` (ISO) that documents state and that ask something, by day and id."""
    query = """
        MATCH (d:Document)-[:STATES]->(f:Fact)
        WHERE f.kind = 'date' AND f.value >= $first AND f.value <= $last AND NOT f.role IN $passing
        WITH d, f ORDER BY f.value, f.id LIMIT $limit
        RETURN properties(d) AS d, properties(f) AS f
    """
    rows = graph.read(query, first=first, last=last, passing=list(PASSING), limit=limit)
    found = [StatedDate(node(Document, row["d"]), node(Fact, row["f"])) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.fact.value, one.document.id, one.fact.start_at, one.fact.id)))


def stated_roles(graph: Graph, documents: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return, by document id, the roles of the dates and relations it states, such as effective, expiry, suspends."""
    query = """
        UNWIND $ids AS id
        MATCH (:Document {id: id})-[:STATES]->(f:Fact) WHERE f.kind = 'date' OR f.kind = 'relation'
        RETURN DISTINCT id, f.role AS role
    """
    found: dict[str, set[str]] = defaultdict(set)
    for part in in_batches(sorted(documents), BATCH):
        for row in graph.read(query, ids=part):
            found[row["id"]].add(row["role"] or "")
    return {id: frozenset(roles) for id, roles in found.items()}


def text_changes(graph: Graph, first: str, last: str, limit: int = CHANGES) -> tuple[TextChange, ...]:
    """Return the changes of control lists whose newer text has a date from `first` to `last` (ISO), by place."""
    query = """
        MATCH (c:Change)
        WHERE c.to_version >= $first AND c.to_version <= $last AND c.list <> 'parties'
        WITH c ORDER BY c.id LIMIT $limit
        RETURN c.id AS id, c.list AS list, c.entry AS entry, c.place AS place, c.change_class AS change_class,
            c.from_version AS from_version, c.to_version AS to_version,
            [(c)-[:MAY_BE_MADE_BY]->(d:Document) | d.id] AS documents
    """
    found = []
    for row in graph.read(query, first=first, last=last, limit=limit):
        change = Change(
            id=row["id"],
            list=row["list"] or "",
            entry=row["entry"] or "",
            place=row["place"] or "",
            change_class=row["change_class"] or "",
            from_version=row["from_version"] or "",
            to_version=row["to_version"] or "",
        )
        found.append(TextChange(change, tuple(sorted(set(row["documents"])))))
    return tuple(sorted(found, key=_order))


def replay_marks(graph: Graph) -> Sequence[str]:
    """Return how replayed documents are marked (composed, recorded), sorted; empty when every answer was live."""
    rows = graph.read("MATCH (d:Document) WHERE d.replay IS NOT NULL RETURN DISTINCT d.replay AS replay")
    return sorted(row["replay"] for row in rows)


def _order(one: TextChange) -> tuple[str, ...]:
    change = one.change
    return change.list, change.to_version, change.entry, change.place, change.id
