"""Sources, documents and the facts that they state."""

from dataclasses import dataclass

from graph.connection import Graph
from graph.reads.build import node, nodes
from graph.schema import NODES, Document, Fact, Source

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class DocumentDetail:
    """A document with its source's id and its facts in text order; each fact has quote, sentence and block."""

    document: Document
    source: str
    facts: tuple[Fact, ...]


def counts(graph: Graph) -> dict[str, int]:
    """Return how many nodes each label has."""
    return {kind.label: graph.read(f"MATCH (n:{kind.label}) RETURN count(n) AS count")[0]["count"] for kind in NODES}


def sources(graph: Graph, limit: int = LIMIT) -> tuple[Source, ...]:
    """Return the sources by id."""
    rows = graph.read("MATCH (s:Source) RETURN properties(s) AS s ORDER BY s.id LIMIT $limit", limit=limit)
    return nodes(Source, [row["s"] for row in rows])


def documents(graph: Graph, limit: int = LIMIT, since: str = "") -> tuple[Document, ...]:
    """Return the documents published on or after `since` (ISO date; "" all), the newest first."""
    query = """
        MATCH (d:Document)
        WITH d, coalesce(d.published, '') AS day
        WHERE day >= $since
        RETURN properties(d) AS d, day, d.id AS id ORDER BY day DESC, id LIMIT $limit
    """
    return nodes(Document, [row["d"] for row in graph.read(query, since=since, limit=limit)])


def document(graph: Graph, id: str, limit: int = LIMIT) -> DocumentDetail | None:
    """Return one document with at most `limit` facts, or None when the graph does not hold it."""
    query = """
        MATCH (d:Document {id: $id})
        RETURN properties(d) AS d, [(s:Source)-[:PUBLISHED]->(d) | s.id] AS sources
    """
    found = graph.read(query, id=id)
    if not found:
        return None
    sources = sorted(found[0]["sources"])
    return DocumentDetail(node(Document, found[0]["d"]), sources[0] if sources else "", facts(graph, id, limit))


def facts(graph: Graph, document_id: str, limit: int = LIMIT) -> tuple[Fact, ...]:
    """Return the facts that a document states, in text order."""
    query = """
        MATCH (:Document {id: $id})-[:STATES]->(f:Fact)
        RETURN properties(f) AS f, coalesce(f.start_at, 0) AS at, f.id AS id ORDER BY at, id LIMIT $limit
    """
    return nodes(Fact, [row["f"] for row in graph.read(query, id=document_id, limit=limit)])
