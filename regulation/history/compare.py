"""Differences between dated texts of which one at least was converted by others, with those apart that are theirs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from regulation.alignment import words
from regulation.controls.model import ControlList, Kind, Place
from regulation.diff import Difference, DifferenceKind, differences
from regulation.history.crossing import Crossing, written
from regulation.history.model import CONTEXT, HELD, IN_CONTEXT, NOT_OWN, RUNS, UNSURE, Fault, is_converted
from regulation.history.noise import Noise
from regulation.redline import Op, redline
from regulation.versions import Tracked, track

_REVISED = (DifferenceKind.REVISED, DifferenceKind.MOVED)
_LOOSE = (Kind.NOTE, Kind.TEXT)
_ALL = frozenset(Kind)
WRITTEN = "the same words: superscripts, signs and spaces are written otherwise"
NO_WORDS = "the converter has the paragraph and not its words"
REVISED = f"{UNSURE}: its words of before vanish and come back, and meanwhile it reads otherwise"
NOT_OWN_WORDS = f"{UNSURE}: {NOT_OWN}"
SELDOM = f"{UNSURE}: {IN_CONTEXT}"
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Compared:
    """`changes` are taken as the law's; `converter` are differences that the conversion made, each with its reason.

    A reason that begins with UNSURE says that the law may have made the difference too.
    """

    changes: tuple[Difference, ...]
    converter: tuple[tuple[Difference, str], ...]


def compare(old: ControlList, new: ControlList, faults: Sequence[Fault], tracked: Tracked | None = None) -> Compared:
    """Return what changed between two texts of one list, sorted as the list is; `faults` are those of both texts.

    Two texts that were made in different ways are compared in what both hold. `tracked` counts only for two texts that
    were made in one way.
    """
    other: Crossing | Noise | None = Noise(old, new) if old.reader == new.reader == RUNS else None
    if old.reader != new.reader and (is_converted(old) or is_converted(new)):
        kinds = HELD.get(old.reader, _ALL) & HELD.get(new.reader, _ALL)
        older = is_converted(old)
        other = Crossing.of(old, new, older)
        old, new, tracked = _only(old, kinds), _only(new, kinds), None
    known = tracked or track((old, new))
    own = _by_entry(faults)
    reasons: list[tuple[Difference, str]] = []
    for one in differences(old, new, known):
        reason = converters(one, old, new, own.get(one.entry, ()))
        if other and (not reason or reason.startswith(UNSURE)):
            reason = other.reason(one) or reason
        reasons.append((one, reason))
    lawful = {(one.entry, edit) for one, reason in reasons if not reason and (edit := _edit(one))}
    reasons = [(one, "" if why == REVISED and (one.entry, _edit(one)) in lawful else why) for one, why in reasons]
    changes = tuple(one for one, reason in reasons if not reason)
    return Compared(changes, tuple((one, reason) for one, reason in reasons if reason))


def _edit(one: Difference) -> tuple[tuple[Op, str], ...]:
    """Return the words that went and came, () where the difference is no revision or one of marks alone."""
    if not (one.before and one.after):
        return ()
    edit = tuple((op, said.strip()) for op, said in redline(one.before, one.after) if op is not Op.EQUAL)
    return edit if any(_WORD.search(said) for _, said in edit) else ()


def _only(controls: ControlList, kinds: frozenset[Kind]) -> ControlList:
    """Return the list with nothing but places of these kinds, without their numbers."""
    entries = tuple(
        replace(one, places=tuple(_unnumbered(place) for place in one.places if place.kind in kinds))
        for one in controls.entries
    )
    return replace(controls, places=(), entries=entries)


def _unnumbered(place: Place) -> Place:
    said = words(place)
    return replace(place, text=said, label="", start=place.end - len(said)) if place.label else place


def _by_entry(faults: Iterable[Fault]) -> dict[str, list[Fault]]:
    """Return the faults of each entry."""
    found: dict[str, list[Fault]] = {}
    for one in faults:
        found.setdefault(one.entry, []).append(one)
    return found


def converters(one: Difference, old: ControlList, new: ControlList, faults: Sequence[Fault]) -> str:
    """Return why the difference is a converter's, or "" when it is taken as the law's.

    A paragraph whose own words change and change back is the law's: rules do that. Words that vanish and come back as
    they were, with none in their place, are not. Where a note, loose text or context reads otherwise meanwhile, either
    may be, and so where the words are perhaps not the paragraph's.
    """
    both = one.kind in _REVISED
    if both and not (one.before and one.after):
        return NO_WORDS
    unsure = ""
    for fault in faults:
        if not fault.makes(one, old.version, new.version):
            continue
        if not (fault.missing and both):
            return fault.says
        if one.place_kind in _LOOSE or CONTEXT in one.uncertain:
            unsure = REVISED
    if both and one.place_before == one.place_after and written(one.before) == written(one.after):
        return WRITTEN
    if not both and IN_CONTEXT in one.uncertain:
        return SELDOM
    return NOT_OWN_WORDS if both and NOT_OWN in one.uncertain else unsure
