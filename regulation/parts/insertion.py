"""Where a new paragraph would stand: what carrying out an amendment needs to know of the tree."""

from dataclasses import dataclass

from regulation.controls.model import Kind, Place
from regulation.parts.citations import designation, ordinal, parse_citation, steps
from regulation.parts.model import PartTree


class InsertionError(Exception):
    """A paragraph cannot be added there; the message says why."""


@dataclass(frozen=True, slots=True)
class Insertion:
    """The place of a new paragraph: after `after` (the last place of the sibling before it, or of its parent's words).

    `offset` is the character of the part's text at which it would begin, `parent` the paragraph or section above it,
    `before` the sibling that would follow it (None at the end of the list).
    """

    designation: str
    parent: Place
    after: Place
    before: Place | None
    offset: int


def insertion(tree: PartTree, citation: str) -> Insertion:
    """Return where the paragraph that `citation` names would stand; raises InsertionError where it cannot be added.

    It cannot where it is held already, where the paragraph above it is not held, or where its number is none.
    """
    cited = parse_citation(citation)
    if cited is None or not cited[1]:
        raise InsertionError(f"{citation!r} names no paragraph")
    entry, path = cited[0], steps(cited[1])
    code, above = designation(entry, cited[1]), designation(entry, "".join(path[:-1]))
    if tree.find(code) is not None:
        raise InsertionError(f"{code} is already there")
    parent = tree.find(above) if path[:-1] else tree.find(entry)
    if parent is None:
        raise InsertionError(f"{above} is not held, so {code} has no place")
    siblings = tree.children(parent)
    earlier = [one for one in siblings if _precedes(one, path[-1])]
    after = _last(tree, earlier[-1]) if earlier else _own_end(tree, parent)
    following = next((one for one in siblings if one.start > after.start), None)
    return Insertion(code, parent, after, following, after.end)


def _precedes(sibling: Place, step: str) -> bool:
    """Return whether the sibling's number is smaller, in a style that both numbers can have."""
    theirs, ours = ordinal(steps(sibling.place.partition(" [")[0])[-1]), ordinal(step)
    shared = [style for style in theirs if style in ours]
    return any(theirs[style] < ours[style] for style in shared)


def _last(tree: PartTree, place: Place) -> Place:
    return tree.below(place)[-1]


def _own_end(tree: PartTree, parent: Place) -> Place:
    """Return the last place before the first paragraph below `parent`: its own words with their notes."""
    inside = tree.below(parent)
    children = tree.children(parent)
    stop = children[0].start if children else inside[-1].end + 1
    editors = (Kind.CITATION, Kind.EDITORIAL, Kind.EFFECTIVE_DATE)
    return [one for one in inside if one.start < stop and one.kind not in editors][-1]
