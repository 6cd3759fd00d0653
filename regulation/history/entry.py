"""The history of one entry: from when to when each of its places had which words, and what began and ended them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from regulation.controls.model import ControlList
from regulation.diff import Difference
from regulation.history.compare import compare
from regulation.history.model import Fault
from regulation.history.stretches import Stretch, stretches
from regulation.versions import track


@dataclass(frozen=True, slots=True)
class Event:
    """What happened between two neighbouring texts; `fault` says what a converter did, "" where the law did it."""

    old: ControlList
    new: ControlList
    difference: Difference
    fault: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A place with the same words over neighbouring texts, and what began and ended it.

    `began` is None in the oldest text, and where a place is first held because the texts before hold no such places.
    """

    stretch: Stretch
    began: Event | None
    ended: Event | None


def stages(lists: Sequence[ControlList], faults: Sequence[Fault], eccn: str) -> tuple[Stage, ...]:
    """Return the stages of every place of an entry, in the order of the list and then of time.

    `lists` are dated texts of one list in order, official or converted; `faults` those of the converted ones.
    """
    own = [_only(one, eccn) for one in lists]
    if not any(one.entries for one in own):
        return ()
    tracked = track(own)
    events: list[Event] = []
    for old, new in pairwise(own):
        compared = compare(old, new, faults, tracked)
        events += [Event(old, new, one, "") for one in compared.changes]
        events += [Event(old, new, one, reason) for one, reason in compared.converter]
    began = {key: event for event in events for key in _keys(event, after=True)}
    ended = {key: event for event in events for key in _keys(event, after=False)}
    found = [_stage(one, began, ended) for one in stretches(own, tracked)]
    return tuple(sorted(found, key=_order))


def _only(controls: ControlList, eccn: str) -> ControlList:
    entry = controls.entry(eccn)
    return replace(controls, places=(), entries=(entry,) if entry else ())


def _keys(event: Event, after: bool) -> list[tuple[object, str]]:
    """Return by what a stage finds the event: the text that it begins or ends with, and the place's id or name."""
    one = event.difference
    version, place = (event.new.version, one.place_after) if after else (event.old.version, one.place_before)
    return [(version, one.paragraph), (version, place)] if place else []


def _stage(stretch: Stretch, began: dict[tuple[object, str], Event], ended: dict[tuple[object, str], Event]) -> Stage:
    names = (stretch.paragraph, stretch.place.place)
    first = next((began[stretch.since, one] for one in names if (stretch.since, one) in began), None)
    last = next((ended[stretch.until, one] for one in names if (stretch.until, one) in ended), None)
    return Stage(stretch, first, last)


def _order(stage: Stage) -> tuple[int, tuple[tuple[int, int, str], ...], str, object]:
    place = stage.stretch.place
    kinds = (not place.is_paragraph, place.place != "heading")
    steps = tuple((0, int(one), "") if one.isdigit() else (1, len(one), one) for one in place.place.split("."))
    return kinds[0] * 2 + kinds[1], steps, place.place, stage.stretch.since
