"""Findings: what a person has to look at, with what each source says and what was decided."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node
from graph.schema import Change, Document, Finding
from graph.states import unit_states

LIMIT = 1000
OPEN = "open"
UNIT = "findings"  # the projection's unit that holds them


@dataclass(frozen=True, slots=True)
class Side:
    """What one source says: `document` and `fact` are ids ("" where it is none, or a field of a listing)."""

    source: str
    says: str
    quote: str = ""
    place: str = ""
    document: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its sides, and the documents and changes that it is about (by id)."""

    finding: Finding
    sides: tuple[Side, ...]
    documents: tuple[Document, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings there are: open ones by rank (1 the most important) and by kind, and those decided.

    `reopened` are open although a person decided; `computed` says whether the graph holds findings at all: without
    it, none is no answer.
    """

    computed: bool
    open: int
    ranks: Mapping[int, int]
    kinds: Mapping[str, int]
    reopened: int
    decided: int


_ABOUT = """
    RETURN properties(f) AS finding,
        [(f)-[:ABOUT]->(d:Document) | properties(d)] AS documents,
        [(f)-[:ABOUT]->(c:Change) | properties(c)] AS changes
"""


def findings(
    graph: Graph, state: str | None = OPEN, limit: int = LIMIT, skip: int = 0, kind: str | None = None
) -> tuple[FindingRow, ...]:
    """Return at most `limit` findings of a state and kind (None: any), the most important first, after `skip` others.

    Of equal importance they stand by kind and title.
    """
    query = f"""
        MATCH (f:Finding) WHERE ($state IS NULL OR f.state = $state) AND ($kind IS NULL OR f.kind = $kind)
        WITH f ORDER BY f.rank, f.kind, f.title, f.id SKIP $skip LIMIT $limit {_ABOUT}
    """
    rows = graph.read(query, state=state, kind=kind, skip=skip, limit=limit)
    return _sorted([_row(row.data()) for row in rows])


def decided_findings(graph: Graph, limit: int = LIMIT) -> tuple[FindingRow, ...]:
    """Return at most `limit` findings whose decision stands, the last decided first."""
    query = f"""
        MATCH (f:Finding) WHERE f.state <> $state
        WITH f ORDER BY f.decided_at DESC, f.id LIMIT $limit {_ABOUT}
    """
    rows = [_row(row.data()) for row in graph.read(query, state=OPEN, limit=limit)]
    rows.sort(key=lambda one: one.finding.id)
    return tuple(sorted(rows, key=lambda one: one.finding.decided_at, reverse=True))


def findings_tally(graph: Graph) -> Tally:
    """Return how many findings are open and decided, and whether they were computed."""
    rows = graph.read(
        """
        MATCH (f:Finding)
        RETURN f.state = $state AS open, f.rank AS rank, f.kind AS kind, f.reopened IS NOT NULL AS again,
            count(f) AS count
        """,
        state=OPEN,
    )
    waiting = [row for row in rows if row["open"]]
    state = unit_states(graph).get(UNIT)
    return Tally(
        computed=bool(rows) or (state is not None and state.hash != ""),
        open=sum(row["count"] for row in waiting),
        ranks=_summed((row["rank"], row["count"]) for row in waiting),
        kinds=_summed((row["kind"], row["count"]) for row in waiting),
        reopened=sum(row["count"] for row in waiting if row["again"]),
        decided=sum(row["count"] for row in rows if not row["open"]),
    )


def finding(graph: Graph, id: str) -> FindingRow | None:
    """Return one finding, or None when the graph does not hold it."""
    found = graph.read(f"MATCH (f:Finding {{id: $id}}) {_ABOUT}", id=id)
    return _row(found[0].data()) if found else None


def findings_of_document(graph: Graph, id: str, limit: int = LIMIT) -> tuple[FindingRow, ...]:
    """Return the findings about a document, decided ones too, the most important first."""
    query = f"""
        MATCH (:Document {{id: $id}})<-[:ABOUT]-(f:Finding)
        WITH DISTINCT f ORDER BY f.rank, f.kind, f.title, f.id LIMIT $limit {_ABOUT}
    """
    return _sorted([_row(row.data()) for row in graph.read(query, id=id, limit=limit)])


def findings_of_change(graph: Graph, id: str, limit: int = LIMIT) -> tuple[FindingRow, ...]:
    """Return the findings about a change, decided ones too, the most important first."""
    query = f"""
        MATCH (:Change {{id: $id}})<-[:ABOUT]-(f:Finding)
        WITH DISTINCT f ORDER BY f.rank, f.kind, f.title, f.id LIMIT $limit {_ABOUT}
    """
    return _sorted([_row(row.data()) for row in graph.read(query, id=id, limit=limit)])


def open_findings(graph: Graph) -> Mapping[int, int]:
    """Return how many findings are open, by rank (1 the most important)."""
    rows = graph.read(
        "MATCH (f:Finding) WHERE f.state = $state RETURN f.rank AS rank, count(f) AS count ORDER BY rank", state=OPEN
    )
    return {row["rank"]: row["count"] for row in rows}


def _summed(pairs: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    found: Counter[Any] = Counter()
    for key, number in pairs:
        found[key] += number
    return dict(sorted(found.items()))


def _row(row: Mapping[str, Any]) -> FindingRow:
    found = node(Finding, row["finding"])
    documents = [node(Document, one) for one in row["documents"]]
    changes = [node(Change, one) for one in row["changes"]]
    return FindingRow(
        finding=found,
        sides=tuple(Side(**json.loads(one)) for one in found.sides),
        documents=tuple(sorted(documents, key=lambda one: one.id)),
        changes=tuple(sorted(changes, key=lambda one: (one.list, one.entry, one.place, one.id))),
    )


def _sorted(rows: list[FindingRow]) -> tuple[FindingRow, ...]:
    return tuple(sorted(rows, key=lambda one: (one.finding.rank, one.finding.kind, one.finding.title, one.finding.id)))
