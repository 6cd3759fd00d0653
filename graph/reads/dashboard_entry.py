"""A whole entry of a control list, and what two dated texts of a list have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node, nodes
from graph.schema import Change, Control, Product, Text

LIMIT = 2000


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A place of an entry; `text` are its words in the newest text that has it, `to` "" when that is the newest."""

    control: Control
    text: Text
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class EntryReference:
    """A reference from one place to another, its kind and the words that refer."""

    here: Control
    other: Control
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Classified:
    """A current product and the designation under which it stands in the entry; `exact` false: meant more precisely."""

    product: Product
    designation: str
    exact: bool


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """An entry: its places in order, references out and in (of other entries), our products there, its changes."""

    entry: str
    list: str
    places: tuple[PlaceWords, ...]
    refers_to: tuple[EntryReference, ...]
    referred_to_by: tuple[EntryReference, ...]
    products: tuple[Classified, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What two dated texts have in common: entries and places without a change, of how many in the newer text."""

    entries: int
    entries_all: int
    places: int
    places_all: int


def entry(graph: Graph, entry: str, list: str = "ccl", limit: int = LIMIT) -> EntryDetail | None:
    """Return an entry with at most `limit` of each kind, or None when the list has no such entry."""
    places = _places(graph, entry, list, limit)
    if not places:
        return None
    return EntryDetail(
        entry=entry,
        list=list,
        places=places,
        refers_to=_references(graph, entry, list, "(k)-[r:REFERS_TO]->(x:Control)", limit),
        referred_to_by=_references(graph, entry, list, "(k)<-[r:REFERS_TO]-(x:Control)", limit),
        products=_products(graph, entry, list, limit),
        changes=_changes(graph, entry, list, limit),
    )


def unchanged(graph: Graph, list: str, from_version: str, to_version: str) -> Unchanged:
    """Return how much of the newer text no change between the two dated texts concerns."""
    places = graph.read(
        """
        MATCH (k:Control)-[r:HAS_TEXT]->(:Text)
        WHERE k.list = $list AND r.from <= $day AND (r.to IS NULL OR r.to > $day)
        RETURN k.entry AS entry, count(DISTINCT k.id) AS count
        """,
        list=list,
        day=to_version,
    )
    changed = graph.read(
        """
        MATCH (c:Change) WHERE c.list = $list AND c.from_version = $older AND c.to_version = $newer
        RETURN c.entry AS entry, c.kind AS kind, count(c) AS count
        """,
        list=list,
        older=from_version,
        newer=to_version,
    )
    entries = {row["entry"] for row in places if row["entry"]}
    touched = sum(row["count"] for row in changed if row["kind"] != "removed")
    total = sum(row["count"] for row in places)
    return Unchanged(len(entries - {row["entry"] for row in changed}), len(entries), total - touched, total)


def _places(graph: Graph, entry: str, list: str, limit: int) -> tuple[PlaceWords, ...]:
    query = """
        MATCH (k:Control {entry: $entry})-[r:HAS_TEXT]->(t:Text) WHERE k.list = $list
        RETURN properties(k) AS control, properties(t) AS text, r.from AS since, r.to AS until LIMIT $limit
    """
    newest: dict[str, PlaceWords] = {}
    for row in graph.read(query, entry=entry, list=list, limit=limit):
        place = PlaceWords(
            node(Control, row["control"]), node(Text, row["text"]), row["since"] or "", row["until"] or ""
        )
        known = newest.get(place.control.id)
        if known is None or known.from_ < place.from_:
            newest[place.control.id] = place
    return tuple(sorted(newest.values(), key=lambda one: (one.control.order, one.control.id)))


def _references(graph: Graph, entry: str, list: str, pattern: str, limit: int) -> tuple[EntryReference, ...]:
    query = f"""
        MATCH (k:Control {{entry: $entry}}) WHERE k.list = $list
        MATCH {pattern} WHERE x.entry <> k.entry
        RETURN properties(k) AS here, properties(x) AS other, r.kind AS kind, r.quote AS quote LIMIT $limit
    """
    found = [_reference(row) for row in graph.read(query, entry=entry, list=list, limit=limit)]
    return tuple(sorted(found, key=lambda one: (one.other.designation, one.here.designation, one.kind, one.quote)))


def _reference(row: Mapping[str, Any]) -> EntryReference:
    return EntryReference(
        node(Control, row["here"]), node(Control, row["other"]), row["kind"] or "", row["quote"] or ""
    )


def _products(graph: Graph, entry: str, list: str, limit: int) -> tuple[Classified, ...]:
    query = """
        MATCH (k:Control {entry: $entry})<-[r:CLASSIFIED_AS]-(p:Product) WHERE k.list = $list AND r.to IS NULL
        RETURN properties(p) AS product, k.designation AS designation, coalesce(r.exact, true) AS exact LIMIT $limit
    """
    rows = graph.read(query, entry=entry, list=list, limit=limit)
    found = [Classified(node(Product, row["product"]), row["designation"] or "", row["exact"]) for row in rows]
    return tuple(sorted(found, key=lambda one: one.product.id))


def _changes(graph: Graph, entry: str, list: str, limit: int) -> tuple[Change, ...]:
    query = "MATCH (c:Change {entry: $entry}) WHERE c.list = $list RETURN properties(c) AS change LIMIT $limit"
    rows = graph.read(query, entry=entry, list=list, limit=limit)
    return tuple(
        sorted(nodes(Change, [row["change"] for row in rows]), key=lambda one: (one.to_version, one.place, one.id))
    )
