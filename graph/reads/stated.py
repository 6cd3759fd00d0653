"""What a document states, what it does to others and they to it, and how the readings of a change agree."""

import json
from dataclasses import dataclass

from graph.connection import Graph
from graph.reads.build import node
from graph.reads.published import LIMIT, facts
from graph.schema import Change, Document, Fact


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a document: `other` is the document at its other end, `basis` stated, titled or inferred."""

    relation: str
    by: str
    quote: str
    fact: str
    basis: str
    other: Document


@dataclass(frozen=True, slots=True)
class Relations:
    """What a document does to others, and what others do to it."""

    acts_on: tuple[Relation, ...]
    acted_on_by: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class FactsOfKind:
    """The facts of one kind, in text order; each has value, role, quote, sentence, block, offsets and detail."""

    kind: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One line of the table of readings: stance is states, silent, contradicts or not held; ids where there are any."""

    reading: str
    stance: str
    says: str
    quote: str = ""
    place: str = ""
    document: str = ""
    fact: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the readings of a change agree, in one sentence and line by line."""

    summary: str
    readings: tuple[ReadingRow, ...]


def relations(graph: Graph, document_id: str, limit: int = LIMIT) -> Relations:
    """Return the relations of a document both ways (at most `limit` each way), by relation and the other's day."""
    query = """
        MATCH (d:Document {id: $id})-[r:ACTS_ON]->(o:Document)
        WITH r, o ORDER BY r.relation, o.published, o.id LIMIT $limit
        RETURN properties(r) AS relation, properties(o) AS other
    """
    reverse = """
        MATCH (d:Document {id: $id})<-[r:ACTS_ON]-(o:Document)
        WITH r, o ORDER BY r.relation, o.published, o.id LIMIT $limit
        RETURN properties(r) AS relation, properties(o) AS other
    """
    out, back = (_relations(graph, one, document_id, limit) for one in (query, reverse))
    return Relations(out, back)


def facts_by_kind(graph: Graph, document_id: str, limit: int = LIMIT) -> tuple[FactsOfKind, ...]:
    """Return at most `limit` facts of a document grouped by kind, kinds by name, facts in text order."""
    found: dict[str, list[Fact]] = {}
    for one in facts(graph, document_id, limit):
        found.setdefault(one.kind, []).append(one)
    return tuple(FactsOfKind(kind, tuple(found[kind])) for kind in sorted(found))


def agreement(change: Change) -> Agreement:
    """Return the readings of a change that was read from the graph; without any, an empty summary."""
    return Agreement(change.agreement, tuple(ReadingRow(**json.loads(row)) for row in change.readings))


def readings_of_change(graph: Graph, change_id: str) -> Agreement | None:
    """Return how far the readings of a change agree, or None when the graph does not hold the change."""
    query = "MATCH (c:Change {id: $id}) RETURN c.agreement AS agreement, c.readings AS readings"
    found = graph.read(query, id=change_id)
    if not found:
        return None
    said, rows = found[0]["agreement"] or "", tuple(found[0]["readings"] or ())
    return agreement(Change(id=change_id, agreement=said, readings=rows))


def _relations(graph: Graph, query: str, document_id: str, limit: int) -> tuple[Relation, ...]:
    found = []
    for row in graph.read(query, id=document_id, limit=limit):
        told = {name: row["relation"].get(name) or "" for name in ("relation", "by", "quote", "fact", "basis")}
        found.append(Relation(other=node(Document, row["other"]), **told))
    return tuple(sorted(found, key=lambda one: (one.relation, one.other.published, one.other.id)))
