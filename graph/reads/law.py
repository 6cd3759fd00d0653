"""The lists and parts that are held: their dated texts, their entries, and the places that designations name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node
from graph.schema import Control, Document, Text

LIMIT = 2000
VERSION = "list version"
NUMBERED = ("entry", "paragraph", "reserved")


@dataclass(frozen=True, slots=True)
class HeldText:
    """A dated text of a list; `origins` name who converted it (none: it is the official text)."""

    day: str
    document: Document
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldLaw:
    """A list or part that is held: its texts, oldest first, and the entries and places that the newest has."""

    list: str
    title: str
    texts: tuple[Document, ...]
    entries: int
    places: int

    @property
    def converted(self) -> int:
        """How many of the texts others converted."""
        return sum(bool(one.origin) for one in self.texts)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of an entry or section in the newest text that has it; `to` "" when that is the newest held."""

    control: Control
    text: Text
    to: str


@dataclass(frozen=True, slots=True)
class Found:
    """A place and its words in the newest text ("" where it has none of its own); `gone`: only older texts have it."""

    control: Control
    words: str
    gone: bool


def held_texts(graph: Graph, list: str, limit: int = LIMIT) -> tuple[HeldText, ...]:
    """Return the dated texts of a list, oldest first; of several contents of one day the later one."""
    query = """
        MATCH (d:Document) WHERE d.kind = $kind AND d.id STARTS WITH $prefix
        RETURN properties(d) AS document ORDER BY d.id LIMIT $limit
    """
    rows = graph.read(query, kind=VERSION, prefix=f"{list}:", limit=limit)
    documents = [node(Document, row["document"]) for row in rows]
    origins = _origins(graph, list, limit)
    by_day = {one.published: HeldText(one.published, one, _converters(one, origins)) for one in documents}
    return tuple(by_day[day] for day in sorted(by_day))


def _converters(text: Document, origins: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return who converted a text: one in which no words begin does not tell their names."""
    return origins.get(text.published, ()) or ((text.origin,) if text.origin else ())


def _origins(graph: Graph, list: str, limit: int) -> Mapping[str, tuple[str, ...]]:
    query = """
        MATCH (k:Control)-[r:HAS_TEXT]->(:Text) WHERE k.list = $list AND r.origin IS NOT NULL
        RETURN DISTINCT r.from AS day, r.origin AS origin ORDER BY day, origin LIMIT $limit
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in graph.read(query, list=list, limit=limit):
        found[row["day"]] = (*found.get(row["day"], ()), row["origin"])
    return found


def laws(graph: Graph, limit: int = LIMIT) -> tuple[HeldLaw, ...]:
    """Return every list and part that is held, by its name."""
    documents = graph.read(
        "MATCH (d:Document) WHERE d.kind = $kind RETURN properties(d) AS document ORDER BY d.id LIMIT $limit",
        kind=VERSION,
        limit=limit,
    )
    texts: dict[str, list[Document]] = {}
    for row in documents:
        document = node(Document, row["document"])
        texts.setdefault(document.id.partition(":")[0], []).append(document)
    counted = _counted(graph)
    return tuple(_law(name, texts[name], *counted.get(name, (0, 0))) for name in sorted(texts))


def _counted(graph: Graph) -> Mapping[str, tuple[int, int]]:
    rows = graph.read(
        """
        MATCH (k:Control)-[r:HAS_TEXT]->(:Text) WHERE r.to IS NULL AND k.entry IS NOT NULL
        RETURN k.list AS list, sum(CASE WHEN k.place = 'heading' THEN 1 ELSE 0 END) AS entries, count(k) AS places
        """
    )
    return {row["list"]: (row["entries"], row["places"]) for row in rows}


def _law(name: str, texts: Sequence[Document], entries: int, places: int) -> HeldLaw:
    ordered = tuple(sorted(texts, key=lambda one: (one.published, one.id)))
    return HeldLaw(name, ordered[-1].title.rpartition(", text of ")[0] or name, ordered, entries, places)


def entry_names(graph: Graph, limit: int = 10_000) -> frozenset[tuple[str, str]]:
    """Return the (list, entry) of every entry and section that any text held has."""
    query = """
        MATCH (k:Control) WHERE k.place = 'heading' AND k.entry IS NOT NULL
        RETURN DISTINCT k.list AS list, k.entry AS entry ORDER BY list, entry LIMIT $limit
    """
    return frozenset((row["list"], row["entry"]) for row in graph.read(query, limit=limit))


def headings(graph: Graph, list: str, limit: int = LIMIT) -> tuple[Heading, ...]:
    """Return the entries or sections of a list in the order of its text, with their headings."""
    query = """
        MATCH (k:Control)-[r:HAS_TEXT]->(t:Text)
        WHERE k.list = $list AND k.place = 'heading' AND k.entry IS NOT NULL
        RETURN properties(k) AS control, properties(t) AS text, r.from AS since, r.to AS until
        ORDER BY k.order, k.id, since LIMIT $limit
    """
    return _headings(graph.read(query, list=list, limit=limit))


def headings_with(graph: Graph, words: tuple[str, ...], limit: int = LIMIT) -> tuple[Heading, ...]:
    """Return the entries and sections of all lists whose headings hold these words (lower case), by list and order."""
    query = """
        MATCH (k:Control)-[r:HAS_TEXT]->(t:Text)
        WHERE k.place = 'heading' AND k.entry IS NOT NULL AND ALL(word IN $words WHERE toLower(t.text) CONTAINS word)
        RETURN properties(k) AS control, properties(t) AS text, r.from AS since, r.to AS until
        ORDER BY k.list, k.order, k.id, since LIMIT $limit
    """
    return _headings(graph.read(query, words=[*words], limit=limit))


def _headings(rows: Sequence[Mapping[str, object]]) -> tuple[Heading, ...]:
    newest: dict[str, Heading] = {}
    for row in rows:
        control: Mapping[str, object] = row["control"]  # type: ignore[assignment]
        text: Mapping[str, object] = row["text"]  # type: ignore[assignment]
        newest[str(control["id"])] = Heading(node(Control, control), node(Text, text), str(row["until"] or ""))
    return tuple(newest.values())


def places_named(graph: Graph, designations: tuple[str, ...], limit: int = LIMIT) -> tuple[Control, ...]:
    """Return the entries and numbered paragraphs of all lists that have one of these designations."""
    query = """
        UNWIND $designations AS designation
        MATCH (k:Control {designation: designation}) WHERE k.kind IN $kinds
        RETURN properties(k) AS control ORDER BY k.list, k.designation, k.order, k.id LIMIT $limit
    """
    rows = graph.read(query, designations=sorted(set(designations)), kinds=[*NUMBERED], limit=limit)
    return tuple(node(Control, row["control"]) for row in rows)


def places_beginning(graph: Graph, designation: str, limit: int = LIMIT) -> tuple[Found, ...]:
    """Return the entries and numbered paragraphs of all lists whose designations begin like this.

    They come by list, those of the newest text before those that are gone, in the order of the text.
    """
    query = """
        MATCH (k:Control) WHERE k.designation STARTS WITH $designation AND k.kind IN $kinds
        WITH k ORDER BY k.list, k.order, k.id LIMIT $limit
        RETURN properties(k) AS control, [(k)-[r:HAS_TEXT]->(t:Text) | {words: t.text, to: r.to}] AS texts
    """
    rows = graph.read(query, designation=designation, kinds=[*NUMBERED], limit=limit)
    found = [_place(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.control.list, one.gone, one.control.order, one.control.id)))


def _place(row: Mapping[str, Any]) -> Found:
    now = [one["words"] for one in row["texts"] if not one["to"]]
    return Found(node(Control, row["control"]), min(now, default=""), bool(row["texts"]) and not now)
