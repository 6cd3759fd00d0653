"""The documents behind an alert, and the exact source of the words of its changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.connection import Graph
from graph.reads.build import node
from graph.schema import Document, Text

CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class Cause:
    """A document behind an alert: `relation` is candidate or how it states the change; `changes` counts them."""

    document: Document
    relation: str
    reasons: tuple[str, ...]
    changes: int


@dataclass(frozen=True, slots=True)
class Source:
    """Words of a changed place with where they stand; `from_` and `to` are dates of list texts ("" newest)."""

    text: Text
    from_: str
    to: str


def causes(graph: Graph, alert_id: str) -> tuple[Cause, ...]:
    """Return the documents that an alert's changes are stated by or may be made by: candidates first, then by id."""
    candidates = graph.read(
        """
        MATCH (:Alert {id: $id})-[:BECAUSE_OF]->(c:Change)-[r:MAY_BE_MADE_BY]->(d:Document)
        RETURN d.id AS id, properties(d) AS document, r.reasons AS reasons
        """,
        id=alert_id,
    )
    stated = graph.read(
        """
        MATCH (:Alert {id: $id})-[:BECAUSE_OF]->(c:Change)-[r:STATED_BY]->(d:Document)
        RETURN d.id AS id, properties(d) AS document, [] AS reasons, r.reading AS reading
        """,
        id=alert_id,
    )
    found: dict[tuple[str, str], list[Mapping[str, object]]] = {}
    for row in candidates:
        found.setdefault((CANDIDATE, row["id"]), []).append(row.data())
    for row in stated:
        found.setdefault((row["reading"] or "", row["id"]), []).append(row.data())
    made = [_cause(relation, rows) for (relation, _), rows in found.items()]
    return tuple(sorted(made, key=lambda one: (one.relation != CANDIDATE, one.relation, one.document.id)))


def _cause(relation: str, rows: list[Mapping[str, object]]) -> Cause:
    document: Mapping[str, object] = rows[0]["document"]  # type: ignore[assignment]
    reasons = dict.fromkeys(reason for row in rows for reason in _words(row["reasons"]))
    return Cause(node(Document, document), relation, tuple(reasons), len(rows))


def _words(reasons: object) -> Iterable[str]:
    return [str(one) for one in reasons] if isinstance(reasons, list) else []


def sources_of(graph: Graph, change_id: str) -> tuple[Source, ...]:
    """Return the dated words of the places that a change changes, older first."""
    query = """
        MATCH (:Change {id: $id})-[:CHANGES]->(k:Control)-[r:HAS_TEXT]->(t:Text)
        RETURN properties(t) AS text, r.from AS since, r.to AS until
    """
    rows = graph.read(query, id=change_id)
    found = [Source(node(Text, row["text"]), row["since"] or "", row["until"] or "") for row in rows]
    return tuple(sorted(found, key=lambda one: (one.from_, one.to or "9999", one.text.id)))
