"""Whether the code shows it: what the dated texts say, and nothing about force."""

from collections.abc import Sequence
from datetime import date

from regulation.status.model import Axis, Event, EventKind, Finding, State


def newest_text(events: Sequence[Event], on: date) -> tuple[Event, ...]:
    """Return what the newest text of a day or before says: every event that shows the subject, or that it lacks it."""
    kinds = (EventKind.CODIFIED, EventKind.NOT_IN_TEXT)
    past = [one for one in events if one.kind in kinds and one.start and one.start <= on]
    if not past:
        return ()
    last = max(one.start or date.min for one in past)
    newest = [one for one in past if one.start == last]
    shown = [one for one in past if one.kind is EventKind.CODIFIED]
    return tuple(shown) if any(one.kind is EventKind.CODIFIED for one in newest) else tuple(newest)


def codified(events: Sequence[Event], on: date) -> Finding:
    """Return whether the code of a day has the subject, as far as dated texts tell."""
    found = newest_text(events, on)
    if found:
        shown = found[0].kind is EventKind.CODIFIED
        told = list(dict.fromkeys(one.source.citation for one in found))
        more = f", and {len(told) - 1} more" if len(told) > 1 else ""
        state = State.IN_CODE if shown else State.NOT_IN_CODE
        return Finding(Axis.CODIFIED, state, f"{'shown by' if shown else 'not in'} {told[0]}{more}", found)
    if notices := [one for one in events if one.kind is EventKind.NOTICE]:
        return Finding(Axis.CODIFIED, State.OUTSIDE_CODE, "rests on an individual notice", tuple(notices))
    later = [one for one in events if one.kind is EventKind.CODIFIED and one.start]
    if later:
        first = min(later, key=lambda one: one.start or date.max)
        words = f"no dated text of the day tells; {first.source.citation} shows it"
        return Finding(Axis.CODIFIED, State.CANNOT_DECIDE, words, (first,))
    return Finding(Axis.CODIFIED, State.CANNOT_DECIDE, "no dated text that is held tells")
