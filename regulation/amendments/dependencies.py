"""Which instructions of a document build on which: a place must be free, or have its new number, first."""

from collections.abc import Sequence
from dataclasses import replace

from regulation.amendments.model import Instruction, Target, Verb

_MOVING = (Verb.REDESIGNATE, Verb.TRANSFER)
_FILLING = (Verb.ADD, Verb.REDESIGNATE, Verb.TRANSFER)


def with_dependencies(read: Sequence[Instruction]) -> tuple[Instruction, ...]:
    """Return the instructions with the numbers of those that each builds on (its own number left out).

    "Revise newly redesignated paragraph (d)" builds on the instruction that made (d); "add new paragraph (f)" on the
    one that moved the old (f) away or removed it.
    """
    return tuple(replace(one, depends_on=_numbers(one, read)) for one in read)


def _numbers(one: Instruction, read: Sequence[Instruction]) -> tuple[str, ...]:
    if one.target is None:
        return ()
    found = [
        other.number
        for other in read
        if other is not one and other.number != one.number and other.part == one.part and _builds(one, other)
    ]
    return tuple(dict.fromkeys(found))


def _builds(one: Instruction, other: Instruction) -> bool:
    if one.target is None or other.target is None:
        return False
    if other.verb in _MOVING and one.verb not in _MOVING and within(one.target, other.target):
        return True
    left = other.old_target if other.verb in _MOVING else other.target if other.verb is Verb.REMOVE else None
    return one.verb in _FILLING and left == one.target and other.old_words is None


def within(inner: Target, outer: Target) -> bool:
    """Tell whether a place is another one or stands inside it."""
    if (inner.container, inner.section) != (outer.container, outer.section) or not (outer.section or outer.container):
        return False
    if outer.element:
        return inner.element == outer.element and inner.inner[: len(outer.inner)] == outer.inner
    steps = inner.steps[: len(outer.steps)] == outer.steps
    return steps and inner.paragraphs[: len(outer.paragraphs)] == outer.paragraphs
