"""What a test of a rule answers: yes, no or unknown, with the facts that would decide."""

from collections.abc import Iterable
from dataclasses import dataclass

from regulation.licensing.truth import Truth


@dataclass(frozen=True, slots=True)
class Answer:
    """`truth` with the facts that would decide it; `modelled` is False where no fact of ours could."""

    truth: Truth
    needs: tuple[str, ...] = ()
    modelled: bool = True


YES, NO = Answer(True), Answer(False)


def known(truth: Truth, *needs: str) -> Answer:
    """Return the answer of a fact; `needs` names it, and stays only while it is unknown."""
    return Answer(truth, needs if truth is None else ())


def both(parts: Iterable[Answer]) -> Answer:
    """Return whether all parts are so; parts after one that is not are not asked."""
    return _joined(parts, decides=False)


def either(parts: Iterable[Answer]) -> Answer:
    """Return whether any part is so; parts after one that is are not asked."""
    return _joined(parts, decides=True)


def opposite(one: Answer) -> Answer:
    """Return the opposite answer; unknown stays unknown."""
    return one if one.truth is None else Answer(not one.truth)


def _joined(parts: Iterable[Answer], decides: bool) -> Answer:
    unknown: list[Answer] = []
    for one in parts:
        if one.truth is decides:
            return YES if decides else NO
        if one.truth is None:
            unknown.append(one)
    if not unknown:
        return NO if decides else YES
    needs = dict.fromkeys(need for one in unknown for need in one.needs)
    return Answer(None, tuple(needs), all(one.modelled for one in unknown))
