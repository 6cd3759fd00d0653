"""Conditions turned into functions once, so that asking them again costs little."""

from collections.abc import Callable, Sequence

from regulation.thresholds import Bound, Fact, Group, Junction, Node, Not, Reference, Unread
from regulation.thresholds.truth import Known

Test = Callable[[Known], bool | None]


def test_of(node: Node) -> Test:
    """Return a function that answers as `regulation.thresholds.evaluate` does: yes, no, or None."""
    match node:
        case Group():
            return _joined([test_of(part) for part in node.parts], node.junction is Junction.ANY)
        case Not():
            return _denied(test_of(node.part))
        case Bound():
            return _bound(node)
        case Fact() | Reference():
            return _fact(node.key)
        case Unread():
            return _open


def _open(known: Known) -> None:  # noqa: ARG001 - all tests are called alike
    return None


def _fact(key: str) -> Test:
    def test(known: Known) -> bool | None:
        answer = known.get(key)
        return None if answer is None else bool(answer)

    return test


def _denied(part: Test) -> Test:
    def test(known: Known) -> bool | None:
        held = part(known)
        return None if held is None else not held

    return test


def _bound(node: Bound) -> Test:
    key, number, holds = node.key, node.base_number, node.comparator.holds

    def test(known: Known) -> bool | None:
        answer = known.get(key)
        if answer is None or isinstance(answer, bool):
            return answer
        return None if number is None else holds(answer, number)

    return test


def _joined(parts: Sequence[Test], deciding: bool) -> Test:
    def test(known: Known) -> bool | None:
        open_ = False
        for part in parts:
            held = part(known)
            if held is deciding:
                return deciding
            open_ = open_ or held is None
        return None if open_ else not deciding

    return test
