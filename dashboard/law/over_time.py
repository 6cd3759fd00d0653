"""An entry on a date, and between two dates: which stretches of words stand, in which order, and what differs."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dashboard.law.places import NUMBERED, plain_words
from graph.reads.dashboard_entry import Stretch
from regulation.alignment import key

_PIECE = re.compile(r"\d+|[a-z]+", re.IGNORECASE)
Key = tuple[tuple[int, int, str], ...]
GoesOn = Callable[[Stretch, Stretch], bool]  # earlier, later


@dataclass(frozen=True, slots=True)
class Pair:
    """A place in two dated texts; None in the one that does not have it."""

    before: Stretch | None
    after: Stretch | None

    @property
    def shown(self) -> Stretch:
        """The newer words, or the older ones where the place is gone."""
        held = self.after or self.before
        assert held is not None  # noqa: S101
        return held

    @property
    def kind(self) -> str:
        """What happened: added, removed, moved (its number alone) or revised."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "moved" if alike(self.before, self.after) else "revised"


@dataclass(frozen=True, slots=True)
class Compared:
    """An entry in two dated texts: places that differ, that do not, and that one of the texts cannot tell.

    A text converted by others lacks whole kinds of places (licence rows, notes): they are `untold`, not changed.
    """

    differing: tuple[Pair, ...]
    same: tuple[Stretch, ...]
    untold: tuple[Stretch, ...]


def on(stretches: Sequence[Stretch], day: str) -> tuple[Stretch, ...]:
    """Return the places of an entry in the text of `day` (ISO date) in the order of that text.

    `stretches` are all of the entry.
    """
    held = [one for one in stretches if one.from_ <= day and (not one.to or one.to > day)]
    return in_text_order(held, living(stretches))


def since(one: Stretch, stretches: Iterable[Stretch], goes_on: GoesOn | None = None) -> Stretch:
    """Return the first stretch of a place since which its words have gone on."""
    goes_on = goes_on or same_words
    earlier = {other.to: other for other in stretches if other.control.id == one.control.id and other.to}
    first = one
    while (before := earlier.get(first.from_)) and first.from_ > before.from_ and goes_on(before, first):
        first = before
    return first


def same_words(one: Stretch, other: Stretch) -> bool:
    """Return whether two stretches have the same words under the same number."""
    return alike(one, other) and one.designation == other.designation


def alike(one: Stretch, other: Stretch) -> bool:
    """Return whether two stretches have the same words, but for the number before them, spaces and styles of marks.

    Converted texts have flattened raised numbers: beside one, 10³ is 103.
    """
    words = plain_words(one, other), plain_words(other, one)
    if one.origin or other.origin:
        words = unicodedata.normalize("NFKC", words[0]), unicodedata.normalize("NFKC", words[1])
    return key(words[0]) == key(words[1])


def living(stretches: Iterable[Stretch]) -> frozenset[str]:
    """Return the ids of the places that the newest text has."""
    return frozenset(one.control.id for one in stretches if not one.to)


def compared(
    stretches: Sequence[Stretch],
    older: str,
    newer: str,
    comparable: frozenset[str] | None = None,
    goes_on: GoesOn | None = None,
) -> Compared:
    """Return what differs between the texts of two days; `comparable` are the kinds that both tell alike (None: all).

    `goes_on` tells whether two stretches of a place are the same law (default: whether they have the same words). A
    text without the entry tells of none of its kinds, so that an entry is added or removed whole.
    """
    before = {one.control.id: one for one in on(stretches, older)}
    after = {one.control.id: one for one in on(stretches, newer)}
    either = [*after.values(), *(one for id, one in before.items() if id not in after)]
    shown = in_text_order(either, living(stretches))
    told = comparable if before and after else None
    pairs = [(one, Pair(before.get(one.control.id), after.get(one.control.id))) for one in shown]
    untold = {one.control.id for one in shown if told is not None and one.control.kind not in told}
    same = [one for one, pair in pairs if one.control.id not in untold and _equal(pair, goes_on or same_words)]
    kept = {one.control.id for one in same} | untold
    differing = [pair for one, pair in pairs if one.control.id not in kept]
    return Compared(tuple(differing), tuple(same), tuple(one for one in shown if one.control.id in untold))


def in_text_order(stretches: Iterable[Stretch], living: frozenset[str]) -> tuple[Stretch, ...]:
    """Return these stretches of one entry in the order of the text; `living` are the places of the newest text.

    A place knows its position in the newest text that has it. One that is gone, or had another number, is put before
    the first of its kind with a greater number, else behind the last of its kind.
    """
    found = sorted(stretches, key=lambda one: (one.control.order, one.control.id))
    placed = [one for one in found if not _elsewhere(one, living)]
    for one in sorted((one for one in found if _elsewhere(one, living)), key=_number):
        placed.insert(_position(one, placed), one)
    return tuple(placed)


def _elsewhere(one: Stretch, living: frozenset[str]) -> bool:
    renumbered = one.control.kind in NUMBERED and one.designation not in ("", one.control.designation)
    return renumbered or one.control.id not in living


def _position(one: Stretch, placed: Sequence[Stretch]) -> int:
    alike = [index for index, other in enumerate(placed) if _family(other) == _family(one)]
    greater = next((index for index in alike if _number(placed[index]) > _number(one)), None)
    if greater is not None:
        return greater
    # One that is alone of its kind stands about where it stood.
    return alike[-1] + 1 if alike else bisect_right(placed, one.control.order, key=lambda other: other.control.order)


def _family(one: Stretch) -> str:
    return "paragraph" if one.control.kind in NUMBERED else one.control.kind


def _number(one: Stretch) -> Key:
    """Return what sorts a.2 before a.10 and note 9 before note 10."""
    name = one.designation if one.control.kind in NUMBERED else one.control.place
    return tuple((0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in _PIECE.findall(name))


def _equal(pair: Pair, goes_on: GoesOn) -> bool:
    before, after = pair.before, pair.after
    if before is None or after is None:
        return False
    return goes_on(before, after)
