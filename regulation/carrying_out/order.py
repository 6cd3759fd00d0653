"""The order in which the instructions of a document are carried out: a place must be free, or numbered anew, first."""

from collections.abc import Iterator, Sequence

from regulation.amendments.dependencies import MOVING, NEWLY, builds_on
from regulation.amendments.model import Instruction

__all__ = ["MOVING", "NEWLY", "in_order"]


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
    """Return what has to come before an instruction."""
    return {at for at in range(len(read)) if builds_on(read, index, at)}
