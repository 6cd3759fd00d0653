"""How far the values of an item lie from each bound that was compared with them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from regulation.classification.entries import Unit
from regulation.classification.law import Facts
from regulation.classification.model import Headroom
from regulation.classification.readings import plain
from regulation.thresholds import Bound
from regulation.thresholds.truth import leaves

_SHOWN = Decimal("0.000001")


def headroom(units: Sequence[Unit], facts: Facts) -> tuple[Headroom, ...]:
    """Return value, bound and distance for each bound of the paragraphs whose quantity is known, in text order."""
    return tuple(dict.fromkeys(one for unit in units for one in _of(unit, facts)))


def _of(unit: Unit, facts: Facts) -> Iterator[Headroom]:
    for leaf in leaves(unit.base):
        number = leaf.base_number if isinstance(leaf, Bound) else None
        value = facts.get(leaf.key) if isinstance(leaf, Bound) else None
        if not isinstance(leaf, Bound) or number is None or value is None or isinstance(value, bool):
            continue
        printed = leaf.value.number if leaf.value.number is not None else number
        exact = (value - leaf.unit.offset) / leaf.unit.factor
        # Rounded for people, unless it would then seem to be the bound.
        given = exact if shown(exact) == printed else shown(exact)
        held = leaf.comparator.holds(value, number)
        yield Headroom(
            unit.designation,
            leaf.quantity.name or leaf.key,
            leaf.comparator,
            printed,
            given,
            shown(given - printed),
            leaf.unit.printed,
            held,
        )


def shown(number: Decimal) -> Decimal:
    """Return a number for people: to six places, without trailing zeros."""
    if abs(number) >= Decimal(10) ** 20:
        return number.normalize()
    short = number.quantize(_SHOWN) if number == number.quantize(_SHOWN) or abs(number) >= 1 else number
    return +short.normalize() if short else Decimal(0)


def told(one: Headroom) -> str:
    """Return a comparison in words: "total processing performance 4992 is 192 above 4800"."""
    unit = f" {one.unit}" if one.unit else ""
    away = abs(one.distance)
    value, bound = f"{one.quantity} {plain(one.value)}{unit}", f"{plain(one.bound)}{unit}"
    if away:
        return f"{value} is {plain(away)}{unit} {'above' if one.distance > 0 else 'below'} {bound}"
    asked = {">=": "{} or more", "<=": "{} or less", ">": "more than {}", "<": "less than {}", "=": "exactly {}"}
    return f"{value} is the bound itself ({asked[one.comparator].format(bound)})"


def distance(found: Sequence[Headroom]) -> Decimal:
    """Return how far values lie from the bounds that they do not meet, the farthest, as a share of the bound."""
    return max((abs(one.distance / one.bound) if one.bound else abs(one.distance) for one in found), default=Decimal(0))
