"""A whole entry of a control list or section of a part over time, and what two dated texts of a list share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node
from graph.schema import Control, Product, Text

LIMIT = 4000
ROW = "table row"
MANY_ROWS = 400


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a place over neighbouring dated texts: in that of `from_`, no more in that of `to` ("": in the newest).

    `designation` is the one that the place had with these words, `origin` who converted the text ("" official). Of
    words from a converted text `began_by` are the rules that may have brought them, `ended_by` those that may have
    removed the place after them, and `fault` what the converter, and not the law, did at their beginning.
    """

    control: Control
    text: Text
    from_: str
    to: str = ""
    recorded: str = ""
    origin: str = ""
    designation: str = ""
    began_by: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class EntryReference:
    """A reference between a place of the entry (`here`) and another: its kind, the words that refer, their sentence."""

    here: Control
    other: Control
    kind: str
    quote: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Classified:
    """A current product and the designation under which it stands in the entry; `exact` false: meant more precisely."""

    product: Product
    designation: str
    exact: bool


@dataclass(frozen=True, slots=True)
class EntryDetail:
    """An entry or section: its words over time, references out and in (of other entries), our products there.

    `rows` counts the rows of tables that are too many to be among `stretches`: `table_rows` gives them by page.
    """

    entry: str
    list: str
    stretches: tuple[Stretch, ...]
    rows: int
    refers_to: tuple[EntryReference, ...]
    referred_to_by: tuple[EntryReference, ...]
    products: tuple[Classified, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of the rows of a long table, and how many rows there are of this kind."""

    total: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What two dated texts have in common: entries and places without a change, of how many in the newer text."""

    entries: int
    entries_all: int
    places: int
    places_all: int


def entry(graph: Graph, entry: str, list: str = "ccl", limit: int = LIMIT) -> EntryDetail | None:
    """Return an entry with at most `limit` of each kind, or None when the list has no such entry."""
    rows = _long_table(graph, entry, list)
    stretches = _stretches(graph, entry, list, rows > 0, limit)
    if not stretches:
        return None
    return EntryDetail(
        entry=entry,
        list=list,
        stretches=stretches,
        rows=rows,
        refers_to=_references(graph, entry, list, "(k)-[r:REFERS_TO]->(x:Control)", limit),
        referred_to_by=_references(graph, entry, list, "(k)<-[r:REFERS_TO]-(x:Control)", limit),
        products=_products(graph, entry, list, limit),
    )


def table_rows(
    graph: Graph, entry: str, list: str, day: str, words: tuple[str, ...] = (), skip: int = 0, limit: int = 50
) -> Rows:
    """Return the table rows of an entry in the text of `day` that hold all `words` (lower case), a page of them."""
    match = f"""
        {_STRETCH} AND k.kind = $kind AND r.from <= $day AND (r.to IS NULL OR r.to > $day)
          AND ALL(word IN $words WHERE toLower(t.text) CONTAINS word)
    """
    asked = {"entry": entry, "list": list, "kind": ROW, "day": day, "words": [*words]}
    total = graph.read(f"{match} RETURN count(t) AS count", **asked)[0]["count"]
    page = graph.read(
        f"{match} WITH k, r, t ORDER BY k.order, k.id SKIP $skip LIMIT $limit {_RETURN} ORDER BY k.order, k.id",
        **asked,
        skip=skip,
        limit=limit,
    )
    return Rows(total, tuple(_stretch(row) for row in page))


def rows_between(graph: Graph, entry: str, list: str, older: str, newer: str, limit: int = LIMIT) -> Rows:
    """Return the table rows of an entry with words in only one of two dated texts; `total` counts those in both."""
    at = "(r.from <= {0} AND (r.to IS NULL OR r.to > {0}))"
    old, new = at.format("$older"), at.format("$newer")
    asked = {"entry": entry, "list": list, "kind": ROW, "older": older, "newer": newer}
    match = f"{_STRETCH} AND k.kind = $kind"
    same = graph.read(f"{match} AND {old} AND {new} RETURN count(t) AS count", **asked)[0]["count"]
    apart = f"(({old} AND NOT {new}) OR ({new} AND NOT {old}))"
    query = f"{match} AND {apart} WITH k, r, t ORDER BY k.order, k.id, r.from LIMIT $limit {_RETURN}"
    return Rows(same, _ordered(graph.read(query, **asked, limit=limit)))


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


_STRETCH = "MATCH (k:Control {entry: $entry})-[r:HAS_TEXT]->(t:Text) WHERE k.list = $list"
_RETURN = """
    RETURN properties(k) AS control, properties(t) AS text, r.from AS since, r.to AS until, r.recorded AS recorded,
        r.origin AS origin, coalesce(r.designation, k.designation) AS designation,
        r.began_by AS began_by, r.ended_by AS ended_by, r.fault AS fault
"""


def _long_table(graph: Graph, entry: str, list: str) -> int:
    """Return how many table rows the entry has, when they are too many for one page, else 0."""
    query = "MATCH (k:Control {entry: $entry}) WHERE k.list = $list AND k.kind = $kind RETURN count(k) AS count"
    count: int = graph.read(query, entry=entry, list=list, kind=ROW)[0]["count"]
    return count if count > MANY_ROWS else 0


def _stretches(graph: Graph, entry: str, list: str, without_rows: bool, limit: int) -> tuple[Stretch, ...]:
    query = f"""
        {_STRETCH} AND ($without = '' OR k.kind <> $without)
        WITH k, r, t ORDER BY r.from DESC, k.order, k.id LIMIT $limit {_RETURN}
    """
    rows = graph.read(query, entry=entry, list=list, without=ROW if without_rows else "", limit=limit)
    return _ordered(rows)


def _ordered(rows: Sequence[Mapping[str, Any]]) -> tuple[Stretch, ...]:
    found = (_stretch(row) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.control.order, one.control.id, one.from_, one.to or "9999")))


def _stretch(row: Mapping[str, Any]) -> Stretch:
    return Stretch(
        control=node(Control, row["control"]),
        text=node(Text, row["text"]),
        from_=row["since"] or "",
        to=row["until"] or "",
        recorded=row["recorded"] or "",
        origin=row["origin"] or "",
        designation=row["designation"] or "",
        began_by=tuple(row["began_by"] or ()),
        ended_by=tuple(row["ended_by"] or ()),
        fault=row["fault"] or "",
    )


def _references(graph: Graph, entry: str, list: str, pattern: str, limit: int) -> tuple[EntryReference, ...]:
    query = f"""
        MATCH (k:Control {{entry: $entry}}) WHERE k.list = $list
        MATCH {pattern} WHERE x.entry <> k.entry
        RETURN properties(k) AS here, properties(x) AS other, r.kind AS kind, r.quote AS quote,
            r.sentence AS sentence
        LIMIT $limit
    """
    found = [_reference(row) for row in graph.read(query, entry=entry, list=list, limit=limit)]
    return tuple(sorted(found, key=lambda one: (one.other.designation, one.here.designation, one.kind, one.quote)))


def _reference(row: Mapping[str, Any]) -> EntryReference:
    here, other = node(Control, row["here"]), node(Control, row["other"])
    return EntryReference(here, other, row["kind"] or "", row["quote"] or "", row["sentence"] or "")


def _products(graph: Graph, entry: str, list: str, limit: int) -> tuple[Classified, ...]:
    query = """
        MATCH (k:Control {entry: $entry})<-[r:CLASSIFIED_AS]-(p:Product)
        WHERE k.list = $list AND r.to IS NULL AND r.counts
        RETURN properties(p) AS product, k.designation AS designation, coalesce(r.exact, true) AS exact LIMIT $limit
    """
    rows = graph.read(query, entry=entry, list=list, limit=limit)
    found = [Classified(node(Product, row["product"]), row["designation"] or "", row["exact"]) for row in rows]
    return tuple(sorted(found, key=lambda one: one.product.id))
