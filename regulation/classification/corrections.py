"""Conditions keyed by hand for paragraphs whose words the extraction does not read rightly."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import yaml

from regulation.classification.tree import holds_paragraphs
from regulation.controls.model import Entry
from regulation.thresholds import Bound, Fact, Group, Node, Not, Reference, Unread, Words, from_plain
from regulation.thresholds.model import folded


@dataclass(frozen=True, slots=True)
class Correction:
    """What one paragraph asks, where its words are exactly these (`words` folded)."""

    designation: str
    words: str
    condition: Node


@cache
def corrections() -> tuple[Correction, ...]:
    """Return the corrections; raises KeyedError naming what is wrong in the file."""
    text = files(__package__).joinpath("corrections.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it builds strings, lists and dicts only
    return tuple(
        Correction(row["designation"], folded(row["words"]), from_plain(row["condition"], row["designation"]))
        for row in rows
    )


def corrected(condition: Node, entry: Entry) -> tuple[Node, tuple[str, ...]]:
    """Return the condition of an entry with what corrections say, and the designations that were corrected."""
    texts = {place.designation: place for place in entry.paragraphs() if place.text}
    found: dict[str, Node] = {}
    for one in corrections():
        place = texts.get(one.designation)
        if place and folded(place.text) == one.words:
            words = Words(place.designation, place.place, place.start, place.end, place.text)
            found[one.designation] = _with_words(one.condition, words)
    return (_replaced(condition, found), tuple(found)) if found else (condition, ())


def _replaced(node: Node, found: Mapping[str, Node]) -> Node:
    match node:
        case Group():
            parts = tuple(_replaced(part, found) for part in node.parts)
            keyed = found.get(node.designation)
            if keyed:
                parts = (keyed, *(part for part in parts if holds_paragraphs(part)))
            return replace(node, parts=parts)
        case Not():
            return replace(node, part=_replaced(node.part, found))
        case _:
            return node


def _with_words(node: Node, words: Words) -> Node:
    match node:
        case Group():
            return replace(node, parts=tuple(_with_words(part, words) for part in node.parts))
        case Not():
            return replace(node, part=_with_words(node.part, words), words=words)
        case Bound() | Fact() | Reference() | Unread():
            return replace(node, words=words)
