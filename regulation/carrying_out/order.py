"""The order in which the instructions of a document are carried out: a place must be free, or numbered anew, first."""

from collections.abc import Iterator, Sequence

from regulation.amendments.dependencies import within
from regulation.amendments.model import Instruction, Verb

MOVING = (Verb.REDESIGNATE, Verb.TRANSFER)
NEWLY = "newly redesignated"
_FILLING = (Verb.ADD, *MOVING)


def in_order(read: Sequence[Instruction]) -> Iterator[tuple[int, ...]]:
    """Yield the indices of the instructions as they are carried out; moves of one number come together."""
    groups = list(dict.fromkeys(_together(index, read) for index in range(len(read))))
    waiting = {group: {other for index in group for other in _before(index, read)} - {*group} for group in groups}
    left = set(range(len(read)))
    while waiting:
        free = (group for group, before in waiting.items() if not before & left)
        first = next(free, next(iter(waiting)))  # in a circle the document's own order holds
        left -= {*first}
        del waiting[first]
        yield first


def _together(index: int, read: Sequence[Instruction]) -> tuple[int, ...]:
    one = read[index]
    if one.verb not in MOVING:
        return (index,)
    return tuple(at for at, other in enumerate(read) if other.verb in MOVING and other.number == one.number)


def _before(index: int, read: Sequence[Instruction]) -> set[int]:
    """Return what has to come before an instruction, of what it names and of its own number.

    What comes later in the document counts only where it frees the place: "(d) is removed" before "(f) becomes (d)"
    speaks of the old (d).
    """
    one = read[index]
    named = {at for at, other in enumerate(read) if other.number in one.depends_on or other.number == one.number}
    earlier = {at for at in named if at < index and read[at].number != one.number}
    return earlier | {at for at in named if at != index and _frees(read[at], one)}


def _frees(other: Instruction, one: Instruction) -> bool:
    """Tell whether `other` has to be done for `one` to find its place free, or numbered as it says."""
    if one.target is None or other.target is None or (one.verb in MOVING and other.verb in MOVING):
        return False
    if other.verb in MOVING and one.note == NEWLY:
        return within(one.target, other.target)
    if other.note == NEWLY:
        return False
    left = other.old_target if other.verb in MOVING else other.target if other.verb is Verb.REMOVE else None
    return one.verb in _FILLING and left == one.target and other.old_words is None
