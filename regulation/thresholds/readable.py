"""Predicates as an indented tree for people, the quote beside each node."""

from collections.abc import Iterator

from regulation.thresholds.model import Bound, Fact, Group, Junction, Node, Not, Predicate, Reference, Unread

_STEP = "  "
_SHOWN = 160


def lines(predicate: Predicate) -> Iterator[tuple[str, str]]:
    """Yield (line of the tree, quoted words) for a predicate with the notes that speak for it."""
    yield from _node(predicate.condition, 0)
    for note in predicate.notes:
        yield f"note ({note.kind}) to {', '.join(note.targets)}", _cut(note.words.text)
        if note.condition:
            yield from _node(note.condition, 1)


def _node(node: Node, depth: int, negated: bool = False) -> Iterator[tuple[str, str]]:
    if isinstance(node, Not):
        yield from _node(node.part, depth, not negated)
        return
    yield f"{_STEP * depth}{'not: ' if negated else ''}{_told(node)}", _cut(node.words.text if node.words else "")
    if isinstance(node, Group):
        for part in node.parts:
            yield from _node(part, depth + 1)


def _told(node: Group | Bound | Fact | Reference | Unread) -> str:
    match node:
        case Group():
            joined = "all of" if node.junction is Junction.ALL else "any of"
            return f"{node.designation}: {joined}" if node.designation else joined
        case Bound():
            return _bound(node)
        case Fact():
            return f"{'measured' if node.measured else 'fact'}: {node.name}"
        case Reference():
            return f"{node.kind} {', '.join(node.designations)}"
        case Unread():
            return f"not read: {node.why}"


def _bound(node: Bound) -> str:
    told = f"{node.quantity.name} {node.comparator} {node.value.printed} {node.unit.printed}".rstrip()
    doubts = "; ".join(words for words in (node.value.uncertain, node.doubt) if words)
    return f"{told} [{doubts}]" if doubts else told


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
