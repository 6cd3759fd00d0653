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
        shown = _rounded((value - leaf.unit.offset) / leaf.unit.factor)
        held = leaf.comparator.holds(value, number)
        yield Headroom(
            unit.designation,
            leaf.quantity.name or leaf.key,
            leaf.comparator,
            printed,
            shown,
            _rounded(shown - printed),
            leaf.unit.printed,
            held,
        )


def _rounded(number: Decimal) -> Decimal:
    """Return a number for people: to six places, without trailing zeros."""
    if abs(number) >= Decimal(10) ** 20:
        return number.normalize()
    short = number.quantize(_SHOWN) if number == number.quantize(_SHOWN) or abs(number) >= 1 else number
    return +short.normalize() if short else Decimal(0)


def told(one: Headroom) -> str:
    """Return a comparison in words: "total processing performance 4992 is 192 above 4800 (>= asked)"."""
    unit = f" {one.unit}" if one.unit else ""
    away = abs(one.distance)
    where = "equals" if not away else f"is {plain(away)}{unit} {'above' if one.distance > 0 else 'below'}"
    asked = {">=": "or more", "<=": "or less", ">": "more than", "<": "less than", "=": "exactly"}[one.comparator]
    bound = (
        f"{plain(one.bound)}{unit} or {asked.removeprefix('or ')}"
        if asked.startswith("or ")
        else f"{asked} {plain(one.bound)}{unit}"
    )
    return f"{one.quantity} {plain(one.value)}{unit} {where} the bound of {bound}"
