"""Which controls a difference reaches directly, so that a graph has only to follow the tree down and references."""

from dataclasses import dataclass

from regulation.controls.designations import within
from regulation.diff import Difference


@dataclass(frozen=True, slots=True)
class Reach:
    """`designations` are reached with all below them, save `excepted` and all below those.

    `conditional` says that the text names further conditions, so that what is reached may not be touched.
    """

    designations: tuple[str, ...]
    excepted: tuple[str, ...] = ()
    conditional: bool = False

    def covers(self, designation: str) -> bool:
        """Return whether the difference reaches `designation` through the tree."""
        reached = any(within(designation, one) for one in self.designations)
        return reached and not any(within(designation, one) for one in self.excepted)


def reach(difference: Difference) -> Reach:
    """Return what a difference reaches directly.

    A paragraph reaches itself; a licence row its scope, without what it excepts before and after; a note its
    paragraph; heading, exceptions, STA and the other places of an entry what they speak for. Of the places of the list
    itself a note reaches what it qualifies, a link to a pending amendment and the like nothing.
    """
    designations = tuple(sorted(set(difference.scope or filter(None, (difference.entry,)))))
    kept = tuple(one for one in designations if not any(one != up and within(one, up) for up in designations))
    return Reach(kept, difference.excepted, difference.conditional)
