"""Which places and documents cite a section or supplement of a part."""

import re
from dataclasses import dataclass

from graph.connection import Graph
from graph.reads.build import node
from graph.schema import Control, Document, Fact

LIMIT = 1000
_SUPPLEMENT = re.compile(r"Supplement No\. (?P<number>\d+) to part (?P<part>\d+)")


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """A place whose newest words cite the section: `words` are all of its words, `start` where the citation stands."""

    control: Control
    words: str
    start: int
    end: int

    @property
    def citation(self) -> str:
        """The citation as it stands there, with its paragraphs."""
        return self.words[self.start : self.end]


@dataclass(frozen=True, slots=True)
class CitingDocument:
    """A document that cites the section, and the fact that says so."""

    document: Document
    fact: Fact


def citing_places(graph: Graph, entry: str, limit: int = LIMIT) -> tuple[CitingPlace, ...]:
    """Return the places of other entries whose newest words cite a section or supplement, by list and order."""
    supplement = _SUPPLEMENT.fullmatch(entry)
    # Texts write "supplement no. 4 to part 744" and "Supplement No. 4 to Part 744" alike.
    words = f"supplement no. {supplement['number']} to part {supplement['part']}" if supplement else entry.lower()
    query = """
        MATCH (t:Text)<-[r:HAS_TEXT]-(k:Control)
        WHERE toLower(t.text) CONTAINS $words AND r.to IS NULL AND k.entry IS NOT NULL AND k.entry <> $entry
        RETURN properties(k) AS control, t.text AS text ORDER BY k.list, k.order, k.id LIMIT $limit
    """
    rows = graph.read(query, words=words, entry=entry, limit=limit)
    exact = re.compile(rf"(?<![\w.]){re.escape(words)}(?!\w)(?!\.\d)(?:\([a-z0-9]{{1,5}}\))*", re.IGNORECASE)
    return tuple(
        CitingPlace(node(Control, row["control"]), row["text"], found.start(), found.end())
        for row in rows
        if (found := exact.search(row["text"]))
    )


def citing_documents(graph: Graph, entry: str, limit: int = LIMIT) -> tuple[CitingDocument, ...]:
    """Return the documents that cite a section or supplement, the newest first, each with its first such fact."""
    supplement = _SUPPLEMENT.fullmatch(entry)
    value = f"{supplement['part']} supplement {supplement['number']}" if supplement else entry
    query = """
        MATCH (d:Document)-[:STATES]->(f:Fact)
        WHERE f.kind = 'cfr_citation' AND (f.value = $value OR f.value STARTS WITH $below)
        RETURN properties(d) AS document, properties(f) AS fact
        ORDER BY d.published DESC, d.id, f.start_at, f.id LIMIT $limit
    """
    found: dict[str, CitingDocument] = {}
    for row in graph.read(query, value=value, below=f"{value}(", limit=limit):
        document = node(Document, row["document"])
        found.setdefault(document.id, CitingDocument(document, node(Fact, row["fact"])))
    return tuple(found.values())
