"""Contract lines that alerts touch, by what is still to be delivered of them on a day."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard import formats as f
from graph.reads import LineTouched
from graph.reads.lines import BEFORE, OPEN, SINCE

WORDS = {OPEN: "to be delivered", SINCE: "delivered since it applies", BEFORE: "delivered before it applies"}


def parted(lines: Iterable[LineTouched], day: str) -> Mapping[str, Sequence[LineTouched]]:
    """Return the lines that are open on a day (ISO), were delivered since the change applies, and before it."""
    found: dict[str, list[LineTouched]] = {name: [] for name in WORDS}
    for one in lines:
        found[one.standing(day)].append(one)
    return found


def counted(lines: Iterable[LineTouched]) -> list[LineTouched]:
    """Return the lines that a change can concern: not those delivered before it applies."""
    return [one for one in lines if one.delivered != BEFORE]


def split(own: Mapping[str, Sequence[LineTouched]], day: str) -> str:
    """Return how many of the lines that count are still to be delivered, and how many were delivered already."""
    if not own[OPEN] and not own[SINCE]:
        return ""
    words = f"{worth(own[OPEN])} still to be delivered on {day} or later"
    return (
        f"{words}; {worth(own[SINCE])} delivered since the change applies: check each." if own[SINCE] else f"{words}."
    )


def beside(own: Mapping[str, Sequence[LineTouched]]) -> str:
    """Return in a few words how many lines are delivered already, for a figure of those that are not."""
    return f"{len(own[SINCE]):,} delivered since the law applies, {len(own[BEFORE]):,} before"


def worth(lines: Sequence[LineTouched]) -> str:
    """Return a number of lines with their value, each once."""
    count = f.count(len(lines), "line")
    return f"{count} ({' + '.join(f.totals(one.line for one in lines))})" if lines else count
