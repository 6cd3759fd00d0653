"""How many of the numbers in a list's paragraphs were read, and which were not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.normalise import normalise
from nlp.predicates.conditions import NAMED
from nlp.predicates.entries import EntryPredicates
from regulation.controls.designations import find_mentions
from regulation.controls.model import Place
from regulation.thresholds import Bound, Fact, Group, Node, Not, Reference, Unread

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_BRACKET = re.compile(r"\((?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The numbers of one paragraph and how they were read.

    `read` stand in bounds, `conditions` in words under which something is measured or in explanations in brackets,
    `open` in bounds whose value is uncertain or no number; `unread` are the words around all others.
    """

    designation: str
    read: int
    conditions: int
    open: int
    unread: tuple[str, ...]

    @property
    def numbers(self) -> int:
        """All numbers of the paragraph that are no part of a name, a citation or a designation."""
        return self.read + self.conditions + self.open + len(self.unread)


def coverage(read: EntryPredicates) -> tuple[Coverage, ...]:
    """Return the coverage of each paragraph of an entry that holds numbers, in text order."""
    places = {place.designation: place for place in read.entry.paragraphs() if place.text and not place.reserved}
    found = (_of_place(place, read) for place in places.values() if place.designation in read.trees)
    return tuple(one for one in found if one.numbers)


def _of_place(place: Place, read: EntryPredicates) -> Coverage:
    spans = list(_spans(read.trees[place.designation], place))
    counts = {"read": 0, "conditions": 0, "open": 0}
    unread: list[str] = []
    for start, end in _numbers(place):
        kinds = {kind for low, high, kind in spans if low <= place.start + start and place.start + end <= high}
        kind = next((one for one in ("unread", "open", "read", "conditions") if one in kinds), "")
        if kind in counts:
            counts[kind] += 1
        elif not kind and _in_brackets(place.text, start):
            counts["conditions"] += 1
        else:
            unread.append(" ".join(place.text[max(0, start - 30) : end + 20].split()))
    return Coverage(place.designation, counts["read"], counts["conditions"], counts["open"], tuple(unread))


def _numbers(place: Place) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the numbers of a paragraph that belong to no designation, name or citation."""
    plain = normalise(place.text)
    taken = [(0, len(place.label))]
    taken += [(one.start, one.end) for one in find_mentions(plain, place.entry)]
    taken += [match.span() for match in NAMED.finditer(plain)]
    for match in _DIGITS.finditer(plain):
        if not any(low <= match.start() < high for low, high in taken):
            yield match.start(), match.end()


def _in_brackets(text: str, position: int) -> bool:
    return any(match.start() < position < match.end() for match in _BRACKET.finditer(text))


def _spans(node: Node, place: Place) -> Iterator[tuple[int, int, str]]:
    match node:
        case Group():
            for part in node.parts:
                yield from _spans(part, place)
        case Not():
            yield from _spans(node.part, place)
        case Bound() | Fact() | Reference() | Unread() if node.words and node.words.place == place.place:
            yield node.words.start, node.words.end, _kind(node)
        case _:
            return


def _kind(node: Bound | Fact | Reference | Unread) -> str:
    if isinstance(node, Unread):
        return "unread"
    if isinstance(node, Bound):
        return "read" if node.value.number is not None else "open"
    return "conditions"
