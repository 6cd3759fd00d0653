"""Whether a predicate holds: yes, no, or not decided by what is known."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from regulation.thresholds.model import Bound, Fact, Group, Junction, Node, Not, Reference, Unread

Known = Mapping[str, Decimal | bool]


def evaluate(node: Node, known: Known) -> bool | None:
    """Return whether `node` holds, None where what is known does not decide it.

    `known` gives values in base units under `Bound.key` and answers under the keys of facts, references and formulas.
    An unread part is never decided.
    """
    match node:
        case Group():
            return _joined(node.junction, (evaluate(part, known) for part in node.parts))
        case Not():
            held = evaluate(node.part, known)
            return None if held is None else not held
        case Bound():
            return _bound(node, known)
        case Fact() | Reference():
            answer = known.get(node.key)
            return None if answer is None else bool(answer)
        case Unread():
            return None


def _bound(node: Bound, known: Known) -> bool | None:
    answer = known.get(node.key)
    if isinstance(answer, bool) or answer is None:
        return answer
    number = node.base_number
    return None if number is None else node.comparator.holds(answer, number)


def _joined(junction: Junction, held: Iterable[bool | None]) -> bool | None:
    """Join by Kleene's logic: one part that decides is enough, whatever is not known about the others."""
    deciding = junction is Junction.ANY
    open_ = False
    for one in held:
        if one is deciding:
            return deciding
        open_ = open_ or one is None
    return None if open_ else not deciding


def leaves(node: Node) -> Iterator[Bound | Fact | Reference | Unread]:
    """Yield the leaves of a predicate in text order."""
    match node:
        case Group():
            for part in node.parts:
                yield from leaves(part)
        case Not():
            yield from leaves(node.part)
        case _:
            yield node
