"""Findings: what a person has to look at, with what each source says and what was decided."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node
from graph.schema import Change, Document, Finding

LIMIT = 1000
OPEN = "open"


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


_ABOUT = """
    RETURN properties(f) AS finding,
        [(f)-[:ABOUT]->(d:Document) | properties(d)] AS documents,
        [(f)-[:ABOUT]->(c:Change) | properties(c)] AS changes
"""


def findings(graph: Graph, state: str | None = OPEN, limit: int = LIMIT) -> tuple[FindingRow, ...]:
    """Return the findings of a state (None: any), the most important first, then by kind and title."""
    query = f"""
        MATCH (f:Finding) WHERE $state IS NULL OR f.state = $state
        WITH f ORDER BY f.rank, f.kind, f.title, f.id LIMIT $limit {_ABOUT}
    """
    return _sorted([_row(row.data()) for row in graph.read(query, state=state, limit=limit)])


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
