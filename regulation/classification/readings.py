"""The facts of an item as sets of values: one set for each combination of sources that disagree."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from itertools import islice, product

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

    Estimates are left out unless asked for: what is only estimated is not known.
    """
    if all(len(one) == 1 and not one[0].estimate for one in item.values.values()) and not _prints(item):
        return [_with_quotients({key: one[0].number for key, one in item.values.items()})]
    stated = {key: _numbers(values, estimates) for key, values in item.values.items()}
    printed = {one.quantity: stated.pop(one.quantity) for one in quotients() if one.quantity in stated}
    kept = {key: numbers for key, numbers in sorted(stated.items()) if numbers}
    combined = [dict(zip(kept, one, strict=True)) for one in islice(product(*kept.values()), MAX_READINGS)]
    computed = [_with_quotients(one) for one in combined]
    if not printed:
        return list(computed)
    return list(islice(_with_printed(computed, printed, item, estimates), MAX_READINGS))


def _prints(item: Item) -> bool:
    return any(one.quantity in item.values for one in quotients())


def _numbers(values: Sequence[Measured], estimates: bool) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(one.number for one in values if estimates or not one.estimate))


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
    computed: Sequence[dict[str, Decimal]], printed: Mapping[str, Sequence[Decimal]], item: Item, estimates: bool
) -> Iterator[Reading]:
    """Yield the readings with printed quotients: one that agrees with a computed quotient says nothing new."""
    every = computed if estimates else [dict(one) for one in readings(_without(item, printed), estimates=True)]
    for reading in computed:
        others: list[Reading] = [reading]
        for name, numbers in printed.items():
            exact = [one[name] for one in every if name in one]
            differing = [number for number in numbers if not any(rounds_to(one, number) for one in exact)]
            changed: list[Reading] = [{**one, name: number} for one in others for number in differing]
            others = [*others, *changed] if name in reading or not differing else changed
        yield from others


def _without(item: Item, names: Mapping[str, object]) -> Item:
    values = {key: one for key, one in item.values.items() if key not in names}
    return Item(item.name, values, item.answers, item.contains, item.role)


def rounds_to(exact: Decimal, printed: Decimal) -> bool:
    """Return whether a printed number is the exact one to the digits that it has."""
    return abs(exact - printed) <= Decimal(1).scaleb(int(printed.as_tuple().exponent)) / 2


def disagreements(item: Item) -> Iterator[str]:
    """Yield in words on what the sources of an item disagree, and what is only an estimate."""
    for key, values in sorted(item.values.items()):
        numbers = _numbers(values, estimates=False)
        name, told = _written(key)
        if len(numbers) > 1:
            each = ", ".join(f"{told(one.number)} ({one.source or 'no source named'})" for one in values)
            yield f"sources disagree on {name}: {each}"
        if any(one.estimate for one in values):
            yield f"{name} is an estimate, and decides nothing"


def _written(key: str) -> tuple[str, Callable[[Decimal], str]]:
    """Return the name of a value for people, and how its numbers are written in the unit that people use."""
    name, _, base = key.partition(" [")
    own = parameter(name)
    used = unit(own.unit) if own and own.unit and unit(own.unit).base == base.rstrip("]") else unit(base.rstrip("]"))
    return name, lambda number: f"{plain((number - used.offset) / used.factor)} {used.printed}".strip()


def plain(number: Decimal) -> str:
    """Return a number without trailing zeros, and without an exponent unless it is very large or small."""
    short = number.normalize()
    return f"{short:f}" if abs(short.adjusted()) <= LONGEST else str(short)
