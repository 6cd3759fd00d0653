"""Changes, where they are, what they reach and which documents may have made them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node
from graph.reads.published import LIMIT, facts
from graph.schema import Change, Control, Document, Fact, Party


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may have made a change, why, and (for one change) what it states."""

    document: Document
    reasons: tuple[str, ...]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change with the documents that may have made it."""

    change: Change
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """A place that a change reaches, and how."""

    control: Control
    how: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that states a change, and how it was read there."""

    document: Document
    reading: str


@dataclass(frozen=True, slots=True)
class ChangeDetail:
    """A change (its words before and after are its own) with its places, its reach, its readings and candidates."""

    change: Change
    controls: tuple[Control, ...]
    parties: tuple[Party, ...]
    reached: tuple[Reached, ...]
    readings: tuple[Reading, ...]
    candidates: tuple[Candidate, ...]


_CANDIDATES = "[(c)-[r:MAY_BE_MADE_BY]->(d:Document) | {document: properties(d), reasons: r.reasons}] AS candidates"


def changes(
    graph: Graph,
    from_version: str | None = None,
    to_version: str | None = None,
    list: str | None = None,
    limit: int = LIMIT,
) -> tuple[ChangeRow, ...]:
    """Return the changes between two dated versions of a list (None: any), by list, versions, entry and place."""
    query = f"""
        MATCH (c:Change)
        WHERE ($from_version IS NULL OR c.from_version = $from_version)
          AND ($to_version IS NULL OR c.to_version = $to_version)
          AND ($list IS NULL OR c.list = $list)
        WITH c ORDER BY c.list, c.from_version, c.to_version, c.entry, c.place, c.id LIMIT $limit
        RETURN properties(c) AS change, {_CANDIDATES}
    """
    rows = graph.read(query, from_version=from_version, to_version=to_version, list=list, limit=limit)
    found = [ChangeRow(node(Change, row["change"]), _candidates(row["candidates"])) for row in rows]
    return tuple(sorted(found, key=lambda row: _order(row.change)))


def change(graph: Graph, id: str, limit: int = LIMIT) -> ChangeDetail | None:
    """Return one change with everything about it (at most `limit` of each kind), or None."""
    query = f"""
        MATCH (c:Change {{id: $id}})
        RETURN properties(c) AS change, {_CANDIDATES},
            [(c)-[:CHANGES]->(k:Control) | properties(k)] AS controls,
            [(c)-[:CHANGES]->(p:Party) | properties(p)] AS parties,
            [(c)-[r:REACHES]->(k:Control) | {{control: properties(k), how: r.how}}] AS reached,
            [(c)-[r:STATED_BY]->(d:Document) | {{document: properties(d), reading: r.reading}}] AS readings
    """
    found = graph.read(query, id=id)
    return _detail(graph, found[0].data(), limit) if found else None


def _detail(graph: Graph, row: Mapping[str, Any], limit: int) -> ChangeDetail:
    reached = [Reached(node(Control, one["control"]), one["how"] or "") for one in row["reached"]]
    readings = [Reading(node(Document, one["document"]), one["reading"] or "") for one in row["readings"]]
    candidates = [
        Candidate(one.document, one.reasons, facts(graph, one.document.id, limit))
        for one in _candidates(row["candidates"])[:limit]
    ]
    return ChangeDetail(
        change=node(Change, row["change"]),
        controls=tuple(sorted((node(Control, one) for one in row["controls"]), key=lambda one: one.id))[:limit],
        parties=tuple(sorted((node(Party, one) for one in row["parties"]), key=lambda one: one.id))[:limit],
        reached=tuple(sorted(reached, key=lambda one: (one.control.order, one.control.id, one.how)))[:limit],
        readings=tuple(sorted(readings, key=lambda one: (one.document.id, one.reading)))[:limit],
        candidates=tuple(candidates),
    )


def _candidates(rows: Sequence[Mapping[str, Any]]) -> tuple[Candidate, ...]:
    found = [Candidate(node(Document, row["document"]), tuple(row["reasons"] or ())) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.document.id, one.reasons)))


def _order(change: Change) -> tuple[str, ...]:
    return change.list, change.from_version, change.to_version, change.entry, change.place, change.id
