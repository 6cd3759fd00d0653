"""What the rows about a product say together: which of them count, and where they contradict each other.

Every function takes rows in any order and returns them sorted, so that the order of a file changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from company import quantities
from company.products import Classification, Decision, Parameter
from company.record import Record

R = TypeVar("R", bound=Record)
Key = tuple[str, ...]


def effective(own: Iterable[R], shorthand: Iterable[R]) -> tuple[R, ...]:
    """Return the rows of a table and of its shorthand in `products`; of two with one key the table's own counts."""
    return chosen({row.key(): row for row in own}, {row.key(): row for row in shorthand})


def chosen(own: Mapping[Key, R], shorthand: Mapping[Key, R]) -> tuple[R, ...]:
    """Return the same of rows given by their keys."""
    found = {**shorthand, **own}
    return tuple(found[key] for key in sorted(found))


def newest(parameters: Iterable[Parameter]) -> tuple[Parameter, ...]:
    """Return of each source's values of a parameter the one with the latest day; one without a day is the oldest."""
    return _latest(parameters, lambda row: (row.sku, row.parameter, row.source or ""), lambda row: row.dated)


def decided(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return of each question about a product the latest decision; one without a day is the oldest."""
    return _latest(decisions, lambda row: (row.sku, row.question), lambda row: row.on)


def standing(classifications: Iterable[Classification], day: date | None = None) -> tuple[Classification, ...]:
    """Return what counts on a day, for each product and regime: our own or a ruling's, and beside it each vendor's.

    The latest made until that day counts unless its validity is over; of one day a ruling (CCATS) before our own.
    Without a day the latest of all counts.
    """
    there = [row for row in classifications if day is None or _holds(row, day)]
    ruled = sorted(there, key=lambda row: row.basis == "CCATS")
    return _latest(ruled, lambda row: (row.sku, row.regime, row.vendor or ""), lambda row: row.on)


def disagreeing(parameters: Iterable[Parameter]) -> tuple[tuple[Parameter, ...], ...]:
    """Return the parameters of which sources give different values, each with one row a source."""
    found: dict[Key, list[Parameter]] = defaultdict(list)
    for row in parameters:
        found[row.sku, row.parameter].append(row)
    groups = (newest(found[key]) for key in sorted(key for key, rows in found.items() if len(rows) > 1))
    return tuple(rows for rows in groups if len({amount(row) for row in rows}) > 1)


def contradicting(classifications: Iterable[Classification]) -> tuple[tuple[Classification, Classification], ...]:
    """Return each vendor's classification that says otherwise than our own (or a ruling), with that one before it.

    A code that only says less, such as 3A090.a for 3A090.a.1, contradicts nothing.
    """
    given = list(classifications)
    told = {(row.sku, row.regime) for row in given if row.basis == "vendor"}
    rows = standing(row for row in given if (row.sku, row.regime) in told)
    ours = {(row.sku, row.regime): row for row in rows if row.basis != "vendor"}
    pairs = ((ours.get((row.sku, row.regime)), row) for row in rows if row.basis == "vendor")
    return tuple((own, row) for own, row in pairs if own and not _agree(own.code, row.code))


def amount(row: Parameter) -> tuple[Decimal, str]:
    """Return a value in the first unit of its quantity's dimension, and that unit; of an unknown quantity as it is."""
    of = quantities.quantity(row.parameter)
    if of is None:
        return row.value, row.unit or ""
    return quantities.exact(row.value, of, row.unit), quantities.symbols(of.dimension)[0]


def _holds(row: Classification, day: date) -> bool:
    return (row.on is None or row.on <= day) and (row.valid_to is None or row.valid_to >= day)


def _agree(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(f"{short}.")


def _latest(rows: Iterable[R], what: Callable[[R], Key], when: Callable[[R], date | None]) -> tuple[R, ...]:
    found: dict[Key, R] = {}
    for row in sorted(rows, key=lambda row: when(row) or date.min):
        found[what(row)] = row
    return tuple(found[key] for key in sorted(found))


def by_product(rows: Iterable[R]) -> Mapping[str, tuple[R, ...]]:
    """Return rows by the product they speak of, each product's sorted by key."""
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[row.key()[0]].append(row)
    return {sku: tuple(sorted(found[sku], key=lambda row: row.key())) for sku in sorted(found)}
