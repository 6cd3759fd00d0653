"""A place of a control list with its words, its neighbours and what the company sells there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node
from graph.schema import Control, Product, Text

LIMIT = 1000
PLACES = ("entry", "paragraph")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a place and when it had them (`to` "": the newest version has them)."""

    text: Text
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference between two places: the other place, its kind and the words that refer."""

    control: Control
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class ControlDetail:
    """An entry or paragraph; `text` is None when no version that is held has its words now."""

    control: Control
    text: Text | None
    history: tuple[Wording, ...]
    children: tuple[Control, ...]
    refers_to: tuple[Reference, ...]
    referred_to_by: tuple[Reference, ...]
    products: tuple[Product, ...]


def control(graph: Graph, designation: str, list: str = "ccl", limit: int = LIMIT) -> ControlDetail | None:
    """Return the entry or paragraph `designation` of a list (at most `limit` of each neighbour), or None."""
    query = """
        MATCH (k:Control {designation: $designation})
        WHERE k.list = $list AND k.kind IN $places
        WITH k ORDER BY k.id LIMIT 1
        RETURN properties(k) AS control,
            [(k)-[r:HAS_TEXT]->(t:Text) | {text: properties(t), from: r.from, to: r.to}] AS texts,
            [(k)<-[:PART_OF]-(x:Control) | properties(x)] AS children,
            [(k)-[r:REFERS_TO]->(x:Control) | {control: properties(x), kind: r.kind, quote: r.quote}] AS out,
            [(k)<-[r:REFERS_TO]-(x:Control) | {control: properties(x), kind: r.kind, quote: r.quote}] AS into,
            [(k)<-[r:CLASSIFIED_AS]-(p:Product) WHERE r.to IS NULL AND r.counts | properties(p)] AS products
    """
    found = graph.read(query, designation=designation, list=list, places=[*PLACES])
    return _detail(found[0].data(), limit) if found else None


def _detail(row: Mapping[str, Any], limit: int) -> ControlDetail:
    history = tuple(
        sorted(
            (Wording(node(Text, one["text"]), one["from"] or "", one["to"] or "") for one in row["texts"]),
            key=lambda one: (one.from_, one.text.id),
        )
    )
    current = [one.text for one in history if not one.to]
    children = sorted((node(Control, one) for one in row["children"]), key=lambda one: (one.order, one.id))
    products = sorted((node(Product, one) for one in row["products"]), key=lambda one: one.id)
    return ControlDetail(
        control=node(Control, row["control"]),
        text=current[-1] if current else None,
        history=history[:limit],
        children=tuple(children[:limit]),
        refers_to=_references(row["out"], limit),
        referred_to_by=_references(row["into"], limit),
        products=tuple(products[:limit]),
    )


def _references(rows: Sequence[Mapping[str, Any]], limit: int) -> tuple[Reference, ...]:
    found = [Reference(node(Control, one["control"]), one["kind"] or "", one["quote"] or "") for one in rows]
    return tuple(sorted(found, key=lambda one: (one.control.designation, one.kind, one.quote, one.control.id))[:limit])
