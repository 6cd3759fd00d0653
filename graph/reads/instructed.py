"""Amendatory instructions: those of a document, those that ordered a change, and the changes of one entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node, nodes
from graph.reads.changed import Candidate
from graph.schema import Change, Control, Document, Instruction

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Ordered:
    """An instruction with the document that gives it and the places that it acts on (held ones)."""

    instruction: Instruction
    document: Document
    targets: tuple[Control, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryChange:
    """A change of an entry, the ids of the places it changes, candidates for having made it and their instructions."""

    change: Change
    controls: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    orders: tuple[Ordered, ...]


def instructions_of(graph: Graph, document_id: str, limit: int = LIMIT) -> tuple[Ordered, ...]:
    """Return the instructions of a document in the order in which it gives them."""
    query = """
        MATCH (d:Document {id: $id})-[:ORDERS]->(i:Instruction)
        WITH d, i, coalesce(i.ordinal, 0) AS ordinal, coalesce(i.number, '') AS number
        ORDER BY ordinal, number, i.id LIMIT $limit
        RETURN properties(d) AS document, properties(i) AS instruction,
            [(i)-[:TARGETS]->(k:Control) | properties(k)] AS targets ORDER BY ordinal, number, i.id
    """
    return tuple(_ordered(row) for row in graph.read(query, id=document_id, limit=limit))


def orders_of(graph: Graph, change_id: str, limit: int = LIMIT) -> tuple[Ordered, ...]:
    """Return the instructions that may have ordered a change, by document and number."""
    query = """
        MATCH (:Change {id: $id})-[:ORDERED_BY]->(i:Instruction)<-[:ORDERS]-(d:Document)
        WITH d, i ORDER BY d.id, coalesce(i.ordinal, 0), i.id LIMIT $limit
        RETURN properties(d) AS document, properties(i) AS instruction,
            [(i)-[:TARGETS]->(k:Control) | properties(k)] AS targets
    """
    return _sorted(graph.read(query, id=change_id, limit=limit))


def entry_changes(graph: Graph, entry: str, list: str = "ccl", limit: int = LIMIT) -> tuple[EntryChange, ...]:
    """Return the changes of an entry's places, the newest first, then by place."""
    query = """
        MATCH (k:Control {entry: $entry})<-[:CHANGES]-(c:Change) WHERE k.list = $list
        WITH c, collect(k.id) AS controls
        ORDER BY c.to_version DESC, c.place, c.id LIMIT $limit
        RETURN properties(c) AS change, controls,
            [(c)-[r:MAY_BE_MADE_BY]->(d:Document) | {document: properties(d), reasons: r.reasons}] AS candidates,
            [(c)-[:ORDERED_BY]->(i:Instruction)<-[:ORDERS]-(d:Document) |
                {document: properties(d), instruction: properties(i)}] AS orders
        ORDER BY c.to_version DESC, c.place, c.id
    """
    return tuple(_change(row) for row in graph.read(query, entry=entry, list=list, limit=limit))


def _change(row: Mapping[str, Any]) -> EntryChange:
    candidates = [Candidate(node(Document, one["document"]), tuple(one["reasons"] or ())) for one in row["candidates"]]
    return EntryChange(
        change=node(Change, row["change"]),
        controls=tuple(sorted(row["controls"])),
        candidates=tuple(sorted(candidates, key=lambda one: one.document.id)),
        orders=_sorted(row["orders"]),
    )


def _sorted(rows: Sequence[Mapping[str, Any]]) -> tuple[Ordered, ...]:
    found = [_ordered(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.document.id, one.instruction.ordinal, one.instruction.id)))


def _ordered(row: Mapping[str, Any]) -> Ordered:
    targets = nodes(Control, row["targets"] if "targets" in row.keys() else [])  # noqa: SIM118
    return Ordered(
        instruction=node(Instruction, row["instruction"]),
        document=node(Document, row["document"]),
        targets=tuple(sorted(targets, key=lambda one: (one.list, one.order, one.id))),
    )
