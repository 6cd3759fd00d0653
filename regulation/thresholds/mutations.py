"""Small faults put into a predicate, one at a time, to see whether a comparison catches each."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from regulation.thresholds.model import Bound, Comparator, Fact, Group, Junction, Node, Not, Reference, Unread, Value

_OTHER_END = {
    Comparator.LESS: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.LESS,
    Comparator.MORE: Comparator.AT_LEAST,
    Comparator.AT_LEAST: Comparator.MORE,
}
_OTHER_SIDE = {
    Comparator.LESS: Comparator.AT_LEAST,
    Comparator.AT_MOST: Comparator.MORE,
    Comparator.MORE: Comparator.AT_MOST,
    Comparator.AT_LEAST: Comparator.LESS,
}


def mutations(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield (what was changed, predicate with the fault): each bound, comparator, connective and negation."""
    match node:
        case Group():
            yield from _group(node)
        case Not():
            yield "a negation dropped", node.part
            for told, part in mutations(node.part):
                yield told, replace(node, part=part)
        case Bound():
            yield from _bound(node)
        case Fact() | Reference():
            yield f"{node.key}: turned round", Not(node)
        case Unread():
            return


def _group(node: Group) -> Iterator[tuple[str, Node]]:
    if len(node.parts) > 1:
        other = Junction.ANY if node.junction is Junction.ALL else Junction.ALL
        yield f"{node.junction} became {other}", replace(node, junction=other)
    for index, part in enumerate(node.parts):
        for told, changed in mutations(part):
            yield told, replace(node, parts=(*node.parts[:index], changed, *node.parts[index + 1 :]))


def _bound(node: Bound) -> Iterator[tuple[str, Node]]:
    name, number = node.quantity.key, node.value.number
    for changes in (_OTHER_END, _OTHER_SIDE):
        if node.comparator in changes:
            comparator = changes[node.comparator]
            yield f"{name}: {node.comparator} became {comparator}", replace(node, comparator=comparator)
    if number is None:
        return
    # The smallest printed step up and down, and a slip of a decimal place.
    step = Decimal(1).scaleb(min(0, int(number.as_tuple().exponent)))
    for changed in (number + step, number - step, number.scaleb(1) if number else Decimal(10)):
        yield f"{name}: {number} became {changed}", replace(node, value=Value(str(changed), changed))
