"""Suspensions and stays as windows of days, and whether a return that was scheduled has been confirmed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from regulation.status.effects import effect
from regulation.status.model import Event, EventKind

HOLDS = (EventKind.SUSPENDED, EventKind.STAYED)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `start` through `until` (None: open) in which a hold counts.

    `stated` says that the first day is stated; otherwise it is the day of publication, the latest that it can be.
    """

    start: date
    until: date | None
    event: Event
    stated: bool

    def covers(self, day: date) -> bool:
        """Return whether a day falls into the window."""
        return self.start <= day and (self.until is None or day <= self.until)


def windows(events: Sequence[Event], others: Sequence[Event], on: date) -> tuple[Window, ...]:
    """Return the windows of all holds of a subject, by first day.

    A hold without a first day begins when the document that makes it takes effect, as `others`, the events of that
    document, tell. A return that came about ends the holds that began before it; one that was only scheduled ends an
    open hold.
    """
    made = [_window(one, others, on) for one in events if one.kind in HOLDS]
    for end in events:
        if end.kind is EventKind.RETURNED and end.start and not end.extent:
            made = [_ended(one, end.start) if one.start < end.start else one for one in made]
        elif end.kind is EventKind.RETURN_SCHEDULED and end.start:
            made = [_ended(one, end.start) if one.until is None else one for one in made]
    return tuple(sorted(made, key=lambda one: (one.start, one.until or date.max, one.event.extent)))


def _window(event: Event, others: Sequence[Event], on: date) -> Window:
    own = [one for one in others if event.actor and one.subject == event.actor]
    days = (event.start,) if event.start else effect(own, on).days
    first = days[0] if days else event.published
    return Window(first or event.published, event.until, event, bool(days))


def _ended(window: Window, day: date) -> Window:
    last = day - DAY
    return replace(window, until=min(window.until, last) if window.until else last)


def disputed(held: Sequence[Window], on: date) -> tuple[Window, ...]:
    """Return the windows of one and the same hold whose last days differ, where the day falls between them."""
    return tuple(one for group in _by_hold(held) if _between(group, on) for one in group)


def _by_hold(held: Sequence[Window]) -> Iterator[list[Window]]:
    actors = dict.fromkeys(one.event.actor for one in held if one.event.actor)
    for actor in actors:
        yield [one for one in held if one.event.actor == actor]


def _between(group: Sequence[Window], on: date) -> bool:
    ends = {one.until for one in group if one.until and one.start <= on}
    return len(ends) > 1 and min(ends) < on <= max(ends)


def confirmed(events: Sequence[Event], since: date, on: date) -> tuple[Event, ...]:
    """Return the events by which somebody says that the subject is in force again."""
    said = (one for one in events if one.kind is EventKind.RETURNED and one.start and not one.extent)
    return tuple(one for one in said if one.start and since <= one.start <= on)
