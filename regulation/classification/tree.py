"""The paragraphs of an entry that are controlled each for itself, taken out of the entry's one condition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regulation.thresholds import Fact, Group, Junction, Node, Not, Words

_RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that is met for itself: its `condition` asks also what the paragraphs above it ask."""

    designation: str
    condition: Node
    words: Words | None


def _holds_paragraphs(node: Node) -> bool:
    """Return whether a condition holds that of a paragraph of its own, not denied."""
    if not isinstance(node, Group):
        return False
    return bool(node.designation) or any(map(_holds_paragraphs, node.parts))


def paragraphs(condition: Node) -> Iterator[Paragraph]:
    """Yield, in text order, the lowest paragraphs each of which is enough.

    Paragraphs that are met only together ("having all of the following") are conditions of the one above them.
    """
    yield from _below(condition, ())


def _below(node: Node, above: Sequence[Node]) -> Iterator[Paragraph]:
    if not isinstance(node, Group):
        return
    inner = _alternatives(node)
    if inner is None or not inner:
        if node.designation and not _reserved(node):
            yield Paragraph(node.designation, _all((*above, node)), node.words)
        return
    for part, beside in inner:
        yield from _below(part, (*above, *beside))


def _alternatives(node: Group) -> list[tuple[Group, tuple[Node, ...]]] | None:
    """Return the groups below of which each is enough, with what must hold beside it; None when several are needed.

    A group without a designation is looked through.
    """
    holders = [part for part in node.parts if isinstance(part, Group) and _holds_paragraphs(part)]
    if node.junction is Junction.ANY:
        return [(part, ()) for part in holders]
    if len(holders) > 1:
        return None
    if not holders:
        return []
    beside = tuple(part for part in node.parts if part is not holders[0])
    if holders[0].designation:
        return [(holders[0], beside)]
    inner = _alternatives(holders[0])
    return None if inner is None else [(part, (*beside, *more)) for part, more in inner]


def _all(parts: tuple[Node, ...]) -> Node:
    return parts[0] if len(parts) == 1 else Group(Junction.ALL, parts)


def _reserved(node: Node) -> bool:
    match node:
        case Group():
            return len(node.parts) == 1 and _reserved(node.parts[0])
        case Not():
            return False
        case _:
            return isinstance(node, Fact) and node.key == _RESERVED
