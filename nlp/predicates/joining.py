"""Parts of a clause joined by "and", "or" and commas."""

from dataclasses import dataclass, replace

from nlp.predicates.conditions import all_of
from nlp.predicates.grammar import table
from regulation.thresholds import Bound, Comparator, Group, Junction, Node, Not, Quantity, Unread

_HIGHER = ("higher", "greater", "larger")


@dataclass(slots=True)
class Item:
    """A part of a clause: `joint` is the word before it (and, or, but; "," for a comma alone; "" for the first part).

    `listed` says that a comma stands before the word, as before the last of a list.
    """

    joint: str
    nodes: list[Node]
    listed: bool = False


def joined_items(items: list[Item], extreme: str = "") -> Node | None:
    """Join the parts: "or" makes alternatives; the first part's facts, which the paragraph speaks of, hold for all.

    `extreme` is the word of "whichever is higher": beyond the higher of two ends is beyond both.
    """
    if not items:
        return None
    _name_all(items)
    _carry_back(items)
    _apply_extreme(items, extreme)
    subject = [] if len(items) == 1 else items[0].nodes[:-1]
    items[0].nodes = items[0].nodes[len(subject) :]
    ways: list[list[Node]] = [[]]
    for item in items:
        if item.joint == "or" and ways[-1]:
            ways.append([])
        ways[-1] += item.nodes
    groups = [group for way in ways if (group := all_of(way))]
    if len(groups) > 1:
        return all_of([*subject, Group(Junction.ANY, tuple(groups))])
    return all_of([*subject, *ways[0]])


def _carry_back(items: list[Item]) -> None:
    """Give a part that only a comma joins the word before the last of its list: a, b, or c."""
    joint = "and"
    for item in reversed(items):
        if item.joint == ",":
            item.joint = joint
        elif item.joint:
            joint = item.joint if item.listed else "and"


def _name_all(items: list[Item]) -> None:
    """Name a comparison's quantity by the next it is joined with, else by its unit; an unnamed one is not read."""
    name, base = "", ""
    for item in reversed(items):
        for index in reversed(range(len(item.nodes))):
            node = item.nodes[index]
            bound = node.part if isinstance(node, Not) else node
            if not isinstance(bound, Bound):
                continue
            lent = name if base == bound.unit.base else ""
            known = bound.quantity.name or lent or table()["by_unit"].get(bound.unit.base, "")
            name, base = (known if item.joint in ("but", "and", ",") else ""), bound.unit.base
            item.nodes[index] = _with_name(node, bound, known)


def _with_name(node: Node, bound: Bound, name: str) -> Node:
    if not name and bound.words:
        return Unread(bound.words, "what is compared is not named")
    named = replace(bound, quantity=Quantity(name))
    return replace(node, part=named) if isinstance(node, Not) else named


def _apply_extreme(items: list[Item], extreme: str) -> None:
    signs = {node.comparator for item in items for node in item.nodes if isinstance(node, Bound)}
    lower = bool(signs) and signs <= {Comparator.MORE, Comparator.AT_LEAST}
    if extreme and lower is (extreme in _HIGHER):
        for item in items:
            item.joint = "and" if item.joint == "or" else item.joint
