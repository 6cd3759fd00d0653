"""What a condition says, without where its words stand: equal for two dated texts that answer alike."""

from regulation.classification import EntryTest
from regulation.thresholds import Bound, Fact, Group, Node, Not, Reference, Unread

HEADING = "heading"


def meaning(node: Node) -> tuple[object, ...]:
    """Return a condition as plain data, without the place and the print of its words."""
    match node:
        case Group():
            return node.junction, node.designation, tuple(map(meaning, node.parts))
        case Not():
            return "not", meaning(node.part)
        case Bound():
            asked = (node.quantity.name, node.comparator, node.value, node.unit)
            return "bound", *asked, node.context, node.doubt
        case Fact():
            return "fact", node.name, node.measured, node.words is not None and node.words.place == HEADING
        case Reference():
            return "reference", node.kind, node.designations
        case Unread():
            return "not read", node.why, " ".join(node.words.text.split())


def entry_meaning(test: EntryTest | None) -> tuple[object, ...]:
    """Return what an entry says: each of its paragraphs, what stands beside them, and its notes in their words."""
    if test is None:
        return ()
    units = tuple((one.designation, meaning(one.base), meaning(one.whole)) for one in test.units)
    notes = tuple((one.kind, one.targets, one.words.place, " ".join(one.words.text.split())) for one in test.notes)
    return units, meaning(test.whole), notes
