"""The facts of an item as sets of values: one set for each combination of sources that disagree."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import product
from math import prod

from regulation.classification.model import Item, Measured
from regulation.classification.vocabulary import Quotient, parameter, quotients
from regulation.thresholds import unit

Reading = Mapping[str, Decimal]
MAX_READINGS = 64
# A quotient of values with up to 20 digits can then never be rounded onto a bound that it does not meet.
_DIGITS = 60
LONGEST = 15  # digits before or behind the point that are written out


def readings(item: Item, estimates: bool = False) -> list[Reading]:
    """Return every combination of the sources' values, quotients computed; at most MAX_READINGS.

    Estimates are left out unless asked for: what is only estimated is not known. A rounded value stands there as
    printed, and at both ends of what it was rounded from. Of too many values none is taken: that quantity is not known.
    """
    exact = all(len(one) == 1 and not one[0].estimate and not one[0].off for one in item.values.values())
    if exact and not any(_quotients_in(item)):
        return [_with_quotients({key: one[0].number for key, one in item.values.items()})]
    printed = {one.quantity: item.values[one.quantity] for one in quotients() if one.quantity in item.values}
    stated = {key: _numbers(values, estimates) for key, values in item.values.items() if key not in printed}
    kept = _bounded({key: numbers for key, numbers in sorted(stated.items()) if numbers})
    combined = [dict(zip(kept, one, strict=True)) for one in product(*kept.values())]
    computed = [_with_quotients(one) for one in combined]
    if not printed:
        return list(computed)
    found = list(_with_printed(computed, printed, item, estimates))
    if len(found) <= MAX_READINGS:
        return found
    return [{key: number for key, number in one.items() if key not in printed} for one in computed]


def _quotients_in(item: Item) -> Iterator[str]:
    return (one.quantity for one in quotients() if one.quantity in item.values)


def _numbers(values: Sequence[Measured], estimates: bool) -> tuple[Decimal, ...]:
    counted = [one for one in values if estimates or not one.estimate]
    return tuple(dict.fromkeys(number for one in counted for number in _around(one.number, one.off)))


def _around(number: Decimal, off: Decimal) -> tuple[Decimal, ...]:
    return (number, number - off, number + off) if off else (number,)


def _bounded(stated: Mapping[str, tuple[Decimal, ...]]) -> dict[str, tuple[Decimal, ...]]:
    """Return the values without those of the quantities that have most, until their combinations can all be asked."""
    kept = dict(stated)
    while prod(map(len, kept.values())) > MAX_READINGS:
        del kept[max(kept, key=lambda key: len(kept[key]))]
    return kept


def _with_quotients(known: dict[str, Decimal]) -> dict[str, Decimal]:
    for one in quotients():
        found = quotient(one, known)
        if found is not None:
            known[one.quantity] = found
    return known


def quotient(one: Quotient, known: Reading) -> Decimal | None:
    """Return the quotient where both its parts are known, exact to 60 digits."""
    upper, lower = known.get(one.of), known.get(one.by)
    if upper is None or not lower:
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        return upper * one.scale / lower


def _with_printed(
    computed: Sequence[dict[str, Decimal]], printed: Mapping[str, Sequence[Measured]], item: Item, estimates: bool
) -> Iterator[Reading]:
    """Yield the readings with printed quotients: one that agrees with a computed quotient says nothing new."""
    exact = _computed(item, printed)
    for reading in computed:
        others: list[Reading] = [reading]
        for name, values in printed.items():
            counted = [one for one in values if estimates or not one.estimate]
            differing = [one for one in counted if not _agrees(one, exact[name])]
            numbers = dict.fromkeys(number for one in differing for number in _around(one.number, off_of(one)))
            changed: list[Reading] = [{**one, name: number} for one in others for number in numbers]
            others = [*others, *changed] if name in reading or not differing else changed
        yield from others


def _computed(item: Item, printed: Iterable[str]) -> dict[str, list[Decimal]]:
    """Return the printed quotients as computed from the other values, estimates among them."""
    names = set(printed)
    others = readings(_without(item, names), estimates=True) if names else []
    return {name: [one[name] for one in others if name in one] for name in names}


def _agrees(one: Measured, exact: Sequence[Decimal]) -> bool:
    return any(abs(given - one.number) <= off_of(one) for given in exact)


def _without(item: Item, names: Collection[str]) -> Item:
    return replace(item, values={key: one for key, one in item.values.items() if key not in names})


def off_of(one: Measured) -> Decimal:
    """Return by how much the true value of a printed quotient may lie off: half of its last digit's worth."""
    return one.off or half_of_last_digit(one.number)


def half_of_last_digit(number: Decimal) -> Decimal:
    """Return half of what one of the last digit of a number, as written, is worth."""
    return Decimal(1).scaleb(int(number.as_tuple().exponent)) / 2


def disagreements(item: Item) -> Iterator[str]:
    """Yield in words on what the sources of an item disagree, and what is only an estimate or rounded."""
    for key, values in sorted(item.values.items()):
        stated = dict.fromkeys(one.number for one in values if not one.estimate)
        name, told = written(key)
        if len(stated) > 1:
            each = ", ".join(f"{told(one.number)} ({one.source or 'no source named'})" for one in values)
            yield f"sources disagree on {name}: {each}"
        if any(one.estimate for one in values):
            yield f"{name} is an estimate, and decides nothing"
    for key, one in rounded(item):
        name, told = written(key)
        low, high = told(one.number - one.off), told(one.number + one.off)
        yield f"{name} {told(one.number)} is rounded as printed: taken as anything from {low} to {high}"
    yield from (f"{name} agrees with an estimate, and decides nothing" for name in _by_estimate(item))
    yield from _too_many(item)


def rounded(item: Item) -> Iterator[tuple[str, Measured]]:
    """Yield by name which values count as rounded, with `off`: of printed quotients those that agree with no parts."""
    exact = _computed(item, _quotients_in(item))
    for key, values in sorted(item.values.items()):
        for one in values:
            off = off_of(one) if key in exact else one.off
            if off and not one.estimate and not _agrees(one, exact.get(key, ())):
                yield key, replace(one, off=off)


def _by_estimate(item: Item) -> Iterator[str]:
    """Yield the printed quotients that agree with their parts where these are only estimates."""
    given = {key for key, values in item.values.items() if any(not one.estimate for one in values)}
    exact = _computed(item, _quotients_in(item))
    for one in quotients():
        found = [] if {one.of, one.by} <= given else exact.get(one.quantity, [])
        if found and any(_agrees(value, found) for value in item.values[one.quantity]):
            yield one.quantity


def _too_many(item: Item) -> Iterator[str]:
    computed = {one.quantity for one in quotients()}
    given = ((key, values) for key, values in sorted(item.values.items()) if key not in computed)
    stated = {key: _numbers(values, estimates=False) for key, values in given}
    kept = _bounded({key: numbers for key, numbers in stated.items() if numbers})
    for key, numbers in stated.items():
        if numbers and key not in kept:
            yield f"too many values of {written(key)[0]} to ask each: taken as not known"


def written(key: str) -> tuple[str, Callable[[Decimal], str]]:
    """Return the name of a value for people, and how its numbers are written in the unit that people use."""
    name, _, base = key.partition(" [")
    own = parameter(name)
    used = unit(own.unit) if own and own.unit and unit(own.unit).base == base.rstrip("]") else unit(base.rstrip("]"))
    return name, lambda number: f"{plain((number - used.offset) / used.factor)} {used.printed}".strip()


def plain(number: Decimal) -> str:
    """Return a number without trailing zeros, and without an exponent unless it is very large or small."""
    short = number.normalize()
    return f"{short:f}" if abs(short.adjusted()) <= LONGEST else str(short)
