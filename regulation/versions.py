"""The identity of places over dated texts: a paragraph keeps its id when it is renumbered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from regulation.alignment import Pair, align, align_entries
from regulation.controls.designations import parent_of
from regulation.controls.model import ControlList, Entry, Place
from ruletrace.model import stable_id

Key = tuple[date, str]  # version, id path


@dataclass(frozen=True, slots=True)
class Tracked:
    """Stable ids of every place of a list at every date.

    `pairs` holds, per pair of neighbouring versions, every place of both once.
    """

    list: str
    versions: tuple[date, ...]
    ids: Mapping[Key, str]
    pairs: Mapping[tuple[date, date], tuple[Pair, ...]]

    def place_id(self, version: date, place: Place) -> str:
        """Return the stable id of a place of that version; raises KeyError when the version was not tracked."""
        return self.ids[version, place.id_path]


Redesignated = Mapping[str, str]  # designation before → designation after


def track(lists: Sequence[ControlList], redesignated: Mapping[date, Redesignated] | None = None) -> Tracked:
    """Return the stable ids of all places of these dated texts of one list.

    An id is made of the list, the entry, and the place and version of first appearance where a number is used anew.
    `redesignated` holds, by the version that is the first to show it, what instructions renumbered, with all below it,
    in the same entry or another; where the paragraphs named stand in the texts, that goes before any likeness of words.
    Raises ValueError for texts of several lists or two texts of one date.
    """
    ordered = sorted(lists, key=lambda one: one.version)
    names, versions = {one.list for one in ordered}, tuple(one.version for one in ordered)
    if len(names) != 1 or len(set(versions)) != len(versions):
        raise ValueError("versions of one list with different dates are needed")
    ids: dict[Key, str] = {}
    pairs: dict[tuple[date, date], tuple[Pair, ...]] = {}
    _first(ordered[0], ids)
    for old, new in pairwise(ordered):
        instructed = (redesignated or {}).get(new.version, {})
        pairs[old.version, new.version] = tuple(pair_places(old, new, instructed))
        _next(old, new, pairs[old.version, new.version], ids)
    return Tracked(names.pop(), versions, ids, pairs)


def pair_places(old: ControlList, new: ControlList, redesignated: Redesignated | None = None) -> Iterator[Pair]:
    """Yield every place of both texts once, paired where they are the same: the list's own, then entry by entry."""
    instructed = tuple(_instructed(old, new, redesignated or {}))
    done = [{pair[side].id_path for pair in instructed} for side in (0, 1)]
    yield from align(old.places, new.places)
    for before, after in align_entries(old.entries, new.entries):
        yield from align(_places(before, done[0]), _places(after, done[1]))
    yield from instructed


def _places(entry: Entry | None, done: set[str]) -> Sequence[Place]:
    if entry is None:
        return ()
    return [one for one in entry.places if one.id_path not in done] if done else entry.places


def _instructed(old: ControlList, new: ControlList, redesignated: Redesignated) -> Iterator[tuple[Place, Place]]:
    """Yield the paragraphs that an instruction renumbered, with those below them, where both texts have them."""
    if not redesignated:
        return
    after = {place.designation: place for entry in new.entries for place in entry.paragraphs()}
    for entry in old.entries:
        for place in entry.paragraphs():
            code = _renumbered(place.designation, redesignated)
            if code in after:
                yield place, after[code]


def _renumbered(designation: str, redesignated: Redesignated) -> str:
    """Return the designation after the instruction that names it or the nearest above it, "" without one."""
    named = designation
    while named and named not in redesignated:
        named = parent_of(named)
    return redesignated[named] + designation[len(named) :] if named else ""


def _first(controls: ControlList, ids: dict[Key, str]) -> None:
    for place in controls.all_places():
        ids[controls.version, place.id_path] = stable_id("place", controls.list, place.entry, place.place)


def _next(old: ControlList, new: ControlList, pairs: Sequence[Pair], ids: dict[Key, str]) -> None:
    held = {ids[old.version, before.id_path] for before, after in pairs if before and after}
    for before, after in pairs:
        if after is None:
            continue
        if before is not None:
            ids[new.version, after.id_path] = ids[old.version, before.id_path]
            continue
        fresh = stable_id("place", new.list, after.entry, after.place)
        if fresh in held:  # the number stood for another place, which has moved on
            fresh = stable_id("place", new.list, after.entry, after.place, new.version.isoformat())
        ids[new.version, after.id_path] = fresh
