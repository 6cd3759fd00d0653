"""From which day a rule has effect: its own effective dates, and the delays of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regulation.status.model import Event, EventKind


@dataclass(frozen=True, slots=True)
class Effect:
    """The days of effect that hold on a day, each with the events that give it; several days are a contradiction.

    `superseded` are effective dates that a delay set aside.
    """

    days: tuple[date, ...]
    because: tuple[Event, ...]
    superseded: tuple[Event, ...] = ()


def whole(events: Sequence[Event], *kinds: EventKind) -> tuple[Event, ...]:
    """Return the events of these kinds that speak of the whole subject and state a first day, oldest source first."""
    found = (one for one in events if one.kind in kinds and not one.extent and one.start)
    return tuple(sorted(found, key=lambda one: (one.published, one.start or date.min)))


def effect(events: Sequence[Event], on: date) -> Effect:
    """Return from which day the subject has effect, as the law stood on a day.

    The delay published last counts. One published only after the earlier date had passed contradicts it for the days
    in between: then the rule had already taken effect.
    """
    own, delays = whole(events, EventKind.EFFECTIVE), whole(events, EventKind.DELAYED)
    if not delays:
        return Effect(_days(own), own)
    last = tuple(one for one in delays if one.published == delays[-1].published)
    earlier = tuple(one for one in (*own, *delays) if one not in last)
    late = tuple(one for one in earlier if one.start and one.start <= on < last[0].published)
    return Effect(_days((*last, *late)), (*last, *late), tuple(one for one in earlier if one not in late))


def _days(events: Sequence[Event]) -> tuple[date, ...]:
    return tuple(sorted({one.start for one in events if one.start}))
