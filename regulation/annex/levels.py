"""Where a number stands in a list: after its predecessor, or as the first of a list below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SKIP = 2.0  # a number left out of a list weighs more than any shift of a page's margin
_SHIFT = 10  # columns that weigh as much as half a skipped number
_ODD_FIRST = 1.5  # letters below letters, numbers below numbers: rare, but the annex has them


@dataclass(frozen=True, slots=True)
class Level:
    """One open list: its last number, and the columns of that number and of the words after it."""

    label: str
    column: int
    words: int


@dataclass(frozen=True, slots=True)
class Fit:
    """A place where a number could stand: `depth` lists stay open above it; the lower the cost, the better."""

    cost: float
    depth: int
    skipped: int


def fits(levels: Sequence[Level], label: str, column: int, base: int) -> Iterator[Fit]:
    """Yield every place for `label` at `column`; `base` is the column where the list outside begins its words."""
    for depth, level in enumerate(levels):
        gap = _gap(level.label, label)
        if gap > 0:
            yield Fit(abs(column - level.column) / _SHIFT + _SKIP * (gap - 1), depth, gap - 1)
    below = levels[-1].words if levels else base
    first = _first(label)
    odd = bool(levels) and levels[-1].label.isdigit() == label.isdigit()
    cost = abs(column - below) / _SHIFT + _SKIP * (first - 1) + (_ODD_FIRST if odd else 0.0)
    yield Fit(cost, len(levels), first - 1)


def _gap(before: str, after: str) -> int:
    """Return how far `after` follows `before` in the same kind of list; 0 or less when it does not."""
    if before.isdigit() != after.isdigit():
        return 0
    return int(after) - int(before) if after.isdigit() else ord(after) - ord(before)


def _first(label: str) -> int:
    return int(label) if label.isdigit() else ord(label) - ord("a") + 1
