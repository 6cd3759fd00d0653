"""Whether two predicates decide alike: at, just below and just above every bound, in every combination of facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from regulation.thresholds.model import Bound, Node, Unread
from regulation.thresholds.truth import evaluate, leaves

Answer = Decimal | bool
STEPS = 50_000  # evaluations before a comparison is given up
_NEAR = Decimal("1e-9")


class TooLargeError(Exception):
    """The predicates have more combinations than are tried."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Values and answers under which the two predicates decide differently; None is "not decided"."""

    known: tuple[tuple[str, Answer], ...]
    left: bool | None
    right: bool | None

    def __str__(self) -> str:
        told = ", ".join(f"{key} = {'yes' if answer is True else 'no' if answer is False else answer}"
                         for key, answer in self.known)  # fmt: skip
        return f"with {told or 'nothing known'}: one says {_said(self.left)}, the other {_said(self.right)}"


def _said(held: bool | None) -> str:
    return "cannot decide" if held is None else "yes" if held else "no"


def difference(left: Node, right: Node, steps: int = STEPS) -> Counterexample | None:
    """Return a case in which the two decide differently, None when there is none.

    Every value at, just below and just above each bound of either, and every answer to each fact, is tried together
    with all others; what already decides both alike is not tried further. Raises TooLargeError past `steps`.
    """
    return _Search(left, right, steps).run({}, tuple(_questions(left, right).items()))


class _Search:
    def __init__(self, left: Node, right: Node, steps: int) -> None:
        self._left, self._right, self._steps = left, right, steps

    def run(self, known: dict[str, Answer], open_: Sequence[tuple[str, Sequence[Answer]]]) -> Counterexample | None:
        self._steps -= 1
        if self._steps < 0:
            raise TooLargeError("too many combinations: compare smaller parts")
        left, right = evaluate(self._left, known), evaluate(self._right, known)
        if not open_ or (left is not None and right is not None):
            return None if left is right else Counterexample(tuple(known.items()), left, right)
        key, answers = open_[0]
        for answer in answers:
            found = self.run({**known, key: answer}, open_[1:])
            if found:
                return found
        return None


def _questions(left: Node, right: Node) -> Mapping[str, Sequence[Answer]]:
    """Return what has to be known, in text order, with the answers to try."""
    bounds: dict[str, set[Decimal]] = {}
    questions: dict[str, Sequence[Answer]] = {}
    for leaf in (*leaves(left), *leaves(right)):
        if isinstance(leaf, Unread):
            continue
        questions.setdefault(leaf.key, (True, False))
        number = leaf.base_number if isinstance(leaf, Bound) else None
        if number is not None:
            bounds.setdefault(leaf.key, set()).add(number)
    return {**questions, **{key: _around(numbers) for key, numbers in bounds.items()}}


def _around(numbers: set[Decimal]) -> list[Decimal]:
    """Return each number with what lies just below and just above it, nearer than any other number."""
    ordered = sorted(numbers)
    near = min([second - first for first, second in pairwise(ordered)], default=Decimal(1)) / 4
    step = min([near, *(abs(number) * _NEAR for number in ordered if number)], default=_NEAR)
    return [value for number in ordered for value in (number - step, number, number + step)]
