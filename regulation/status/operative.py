"""The legal effect on one day: from when, suspended, returned, ended, or not to be decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regulation.status.codified import newest_text
from regulation.status.effects import Effect, effect, whole
from regulation.status.model import Axis, Event, EventKind, Finding, Seen, State, Unresolved
from regulation.status.windows import DAY, Window, confirmed, disputed, windows


@dataclass(frozen=True, slots=True)
class Question:
    """What one answer is made of: the subject's `events` and the `others` that were known, the day, and who was seen.

    `unresolved` are documents that act on one that could not be made out: it may be this one.
    """

    events: tuple[Event, ...]
    others: tuple[Event, ...]
    on: date
    seen: Seen
    unresolved: tuple[Unresolved, ...] = ()

    def of(self, *kinds: EventKind) -> tuple[Event, ...]:
        """Return the subject's events of these kinds."""
        return tuple(one for one in self.events if one.kind in kinds)


def operative(asked: Question) -> Finding:
    """Return whether and why the subject has legal effect on the day."""
    held = windows(asked.events, asked.others, asked.on)
    return _ended(asked) or _disputed(asked, held) or _before(asked) or _held(asked, held) or _in_effect(asked, held)


def _finding(state: State, words: str, because: Sequence[Event]) -> Finding:
    return Finding(Axis.OPERATIVE, state, words, tuple(dict.fromkeys(because)))


def _ended(asked: Question) -> Finding | None:
    for event in whole(asked.events, EventKind.RESCINDED):
        if event.start and event.start <= asked.on:
            return _finding(State.RESCINDED, f"rescinded from {event.start}", [event])
    for event in asked.of(EventKind.EXPIRES):
        if event.until and event.until < asked.on and not event.extent:
            return _finding(State.EXPIRED, f"was in force through {event.until}", [event])
    return None


def _disputed(asked: Question, held: Sequence[Window]) -> Finding | None:
    found = disputed(held, asked.on)
    if not found:
        return None
    told = "; ".join(dict.fromkeys(f"through {one.until} ({one.event.source.citation})" for one in found if one.until))
    return _finding(State.CONFLICT, f"the last day of the suspension is told in two ways: {told}", _events(found))


def _before(asked: Question) -> Finding | None:
    """Return the finding of a day before all effect, or of one between effective dates that contradict each other."""
    told = effect(asked.events, asked.on)
    undated = [one for one in asked.of(EventKind.DELAYED) if one.start is None]
    if undated and not whole(asked.events, EventKind.DELAYED):
        return _finding(State.CANNOT_DECIDE, f"delayed by {undated[0].actor}; needs the new date", undated)
    if told.days and asked.on < told.days[0]:
        return _finding(State.NOT_YET, _from(told), told.because)
    if len(told.days) > 1 and asked.on < told.days[-1]:
        return _finding(State.CONFLICT, _from(told), told.because)
    return None


def _from(told: Effect) -> str:
    days = " or ".join(map(str, told.days))
    late = "".join(f", not from {one.start}" for one in told.superseded if one.start not in told.days)
    return f"takes effect on {days}{late}" if len(told.days) == 1 else f"effective dates contradict: {days}"


def _held(asked: Question, held: Sequence[Window]) -> Finding | None:
    now = [one for one in held if one.covers(asked.on)]
    if now:
        return _suspended(now)
    over = [one for one in held if one.until and one.until < asked.on]
    if not over:
        return None
    last = max(over, key=lambda one: one.until or date.min)
    back = (last.until or asked.on) + DAY
    return _returned(asked, [one for one in over if one.until == last.until], back)


def _suspended(now: Sequence[Window]) -> Finding:
    entire = [one for one in now if not one.event.extent]
    chosen = entire or now
    ends = [one.until for one in chosen if one.until]
    through = f"through {max(ends)}" if len(ends) == len(chosen) else "with no last day stated"
    first = min(chosen, key=lambda one: (not one.stated, one.start))
    since = f"from {first.start}" if first.stated else f"since {first.start} at the latest (no first day is stated)"
    what = "" if entire else ": " + "; ".join(dict.fromkeys(one.event.extent for one in chosen))
    state = State.SUSPENDED if entire else State.PARTLY_SUSPENDED
    # What stays parts of the same rule tells of the same suspension.
    return _finding(state, f"suspended {since} {through}{what}", _events((*chosen, *now)))


def _returned(asked: Question, over: Sequence[Window], back: date) -> Finding:
    said = confirmed(asked.events, back, asked.on)
    if said:
        return _finding(State.RETURNED, f"in effect again from {said[0].start}", [*said, *_events(over)])
    through, open_ends = asked.seen.through, _may_prolong(asked, over)
    if through is not None and through >= back and not open_ends:
        words = f"the suspension ended on {back - DAY}; the sources were seen through {through} and nothing else came"
        return _finding(State.RETURNED, f"in effect again from {back}: {words}", _events(over))
    return _finding(State.SCHEDULED, f"scheduled to return on {back}; {_why_not(through, open_ends)}", _events(over))


def _may_prolong(asked: Question, over: Sequence[Window]) -> list[Unresolved]:
    since = min(one.event.published for one in over)
    return [one for one in asked.unresolved if since < one.published and one.relation in ("suspends", "extends")]


def _why_not(through: date | None, open_ends: Sequence[Unresolved]) -> str:
    if open_ends:
        return "unconfirmed: " + "; ".join(f"{one.document} {one.relation} an unknown document" for one in open_ends)
    return f"unconfirmed: the sources were {f'seen through {through} only' if through else 'never seen'}"


def _in_effect(asked: Question, held: Sequence[Window]) -> Finding:
    ahead = [one for one in asked.of(EventKind.AMENDED) if one.start and one.start <= asked.on]
    if ahead:
        return _finding(State.CONFLICT, "; ".join(map(_ahead, ahead)), ahead)
    told = effect(asked.events, asked.on)
    if told.days:
        late = _published_after(asked)
        return _finding(State.IN_EFFECT, f"in effect from {' or '.join(map(str, told.days))}{late}", told.because)
    return _without_day(asked, held)


def _ahead(event: Event) -> str:
    return f"changed by {event.actor} from {event.start}; the text of the day does not show it yet"


def _published_after(asked: Question) -> str:
    later = [one.start for one in asked.of(EventKind.PUBLISHED) if one.start and one.start > asked.on]
    return f", published only on {min(later)}" if later else ""


def _without_day(asked: Question, held: Sequence[Window]) -> Finding:
    notices = [one for one in whole(asked.events, EventKind.NOTICE) if one.start and one.start <= asked.on]
    if notices:
        first = notices[0]
        over = first.until is not None and first.until < asked.on
        words = f"required by an individual notice from {first.start}" + (f" through {first.until}" if over else "")
        return _finding(State.EXPIRED if over else State.IN_EFFECT, words, notices)
    shown, published = newest_text(asked.events, asked.on), asked.of(EventKind.PUBLISHED)
    there = bool(shown) and shown[0].kind is EventKind.CODIFIED
    # A text that lacks what a document orders does not tell when it takes effect; of a provision it tells all.
    if shown and (there or not published):
        told = f"{shown[0].source.citation} {'shows it' if there else 'does not have it'}"
        words = f"as {told}; no effective date is held"
        return _finding(State.IN_EFFECT if there else State.NOT_IN_FORCE, words, shown)
    if published and not held:
        words = f"published {published[0].start}; needs the effective date"
        return _finding(State.CANNOT_DECIDE, words, [*published, *shown])
    coming = f"; a suspension begins on {held[0].start}" if held else ""
    return _finding(State.CANNOT_DECIDE, f"needs the effective date{coming}", [*published, *_events(held)])


def _events(held: Sequence[Window]) -> list[Event]:
    return list(dict.fromkeys(one.event for one in held))
