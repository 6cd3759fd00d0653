"""Definitions put to the conditions that use their terms."""

from collections.abc import Sequence
from dataclasses import replace

from regulation.thresholds import Bound, Definition, Fact, Group, Node, Not


def with_definitions(parts: Sequence[Node], defined: Sequence[Definition]) -> tuple[Node, ...]:
    """Return the conditions, each quantity with the words that define it, and what defined terms ask besides.

    A fact that uses a term whose definition lists what counts is followed by that list.
    """
    found: list[Node] = []
    asked: set[str] = set()
    for part in parts:
        found.append(_bounds(part, defined))
        for one in _used(part, defined):
            if one.condition is not None and one.key not in asked:
                asked.add(one.key)
                found.append(_bounds(one.condition, defined))
    return tuple(found)


def _bounds(node: Node, defined: Sequence[Definition]) -> Node:
    match node:
        case Group():
            return replace(node, parts=tuple(_bounds(part, defined) for part in node.parts))
        case Not():
            return replace(node, part=_bounds(node.part, defined))
        case Bound():
            words = tuple(dict.fromkeys(one.words for one in defined if _names(node.quantity.key, one.key)))
            return replace(node, quantity=replace(node.quantity, defined=words)) if words else node
        case _:
            return node


def _used(node: Node, defined: Sequence[Definition]) -> list[Definition]:
    return [one for one in defined if isinstance(node, Fact) and _names(node.key, one.key)]


def _names(name: str, term: str) -> bool:
    return bool(term) and f" {term} " in f" {name} "
