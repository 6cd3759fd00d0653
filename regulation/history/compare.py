"""Differences between dated texts of which one at least was converted by others, with those apart that are theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from regulation.alignment import words
from regulation.controls.model import ControlList, Kind, Place
from regulation.diff import Difference, DifferenceKind, differences
from regulation.history.crossing import Crossing, written
from regulation.history.model import CONTEXT, HELD, RUNS, Fault, is_converted
from regulation.history.noise import Noise
from regulation.versions import Tracked, track

_REVISED = (DifferenceKind.REVISED, DifferenceKind.MOVED)
_LOOSE = (Kind.NOTE, Kind.TEXT)
_ALL = frozenset(Kind)
WRITTEN = "the same words: superscripts, signs and spaces are written otherwise"
NO_WORDS = "the converter has the paragraph and not its words"


@dataclass(frozen=True, slots=True)
class Compared:
    """`changes` are taken as the law's; `converter` are differences that the conversion made, each with its reason."""

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
    changes: list[Difference] = []
    theirs: list[tuple[Difference, str]] = []
    for one in differences(old, new, known):
        reason = converters(one, old, new, own.get(one.entry, ())) or (other.reason(one) if other else "")
        if reason:
            theirs.append((one, reason))
        else:
            changes.append(one)
    return Compared(tuple(changes), tuple(theirs))


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
    they were, or that the converter only knows as context, are not.
    """
    both = one.kind in _REVISED
    if both and not (one.before and one.after):
        return NO_WORDS
    for fault in faults:
        unsure = one.place_kind in _LOOSE or CONTEXT in one.uncertain
        if fault.makes(one, old.version, new.version) and (not fault.missing or not both or unsure):
            return fault.says
    if both and one.place_before == one.place_after and written(one.before) == written(one.after):
        return WRITTEN
    return ""
