"""Which instructions of a document build on which: a place must be free, or have its new number, first."""

from collections.abc import Sequence
from dataclasses import replace

from regulation.amendments.model import Instruction, Target, Verb

MOVING = (Verb.REDESIGNATE, Verb.TRANSFER)
NEWLY = "newly redesignated"  # the note of an instruction that speaks of a place as moved
_FILLING = (Verb.ADD, *MOVING)


def with_dependencies(read: Sequence[Instruction]) -> tuple[Instruction, ...]:
    """Return the instructions with the numbers of those that each builds on (its own number left out).

    "Revise newly redesignated paragraph (d)" builds on the instruction that made (d); "add new paragraph (f)" on the
    one that moved the old (f) away or removed it. "Remove (d)" before "(f) becomes (d)" speaks of the old (d).
    """
    return tuple(replace(one, depends_on=_numbers(index, read)) for index, one in enumerate(read))


def _numbers(index: int, read: Sequence[Instruction]) -> tuple[str, ...]:
    one = read[index]
    found = [other.number for at, other in enumerate(read) if other.number != one.number and builds_on(read, index, at)]
    return tuple(dict.fromkeys(found))


def builds_on(read: Sequence[Instruction], index: int, at: int) -> bool:
    """Tell whether one instruction of a document (at `index`) needs another (`at`) to be carried out before it."""
    one, other = read[index], read[at]
    if index == at or one.part != other.part or one.target is None or other.target is None:
        return False
    moved = other.verb in MOVING and one.verb not in MOVING and within(one.target, other.target)
    if moved and (one.note == NEWLY or at < index):
        return one.note == NEWLY or one.number != other.number
    if other.verb is Verb.REMOVE and at > index and one.verb not in MOVING:
        return False  # added and later removed: in the document's order
    left = other.old_target if other.verb in MOVING else other.target if other.verb is Verb.REMOVE else None
    return one.verb in _FILLING and left == one.target and other.old_words is None and other.note != NEWLY


def within(inner: Target, outer: Target) -> bool:
    """Tell whether a place is another one or stands inside it."""
    if (inner.container, inner.section) != (outer.container, outer.section) or not (outer.section or outer.container):
        return False
    if outer.element:
        return inner.element == outer.element and inner.inner[: len(outer.inner)] == outer.inner
    steps = inner.steps[: len(outer.steps)] == outer.steps
    return steps and inner.paragraphs[: len(outer.paragraphs)] == outer.paragraphs
