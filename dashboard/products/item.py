"""A recorded product as the item that the regulation's conditions ask, with what a reader would change of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from company import quantities
from graph.reads import ProductDetail
from graph.schema import Parameter
from regulation.classification import Item, Measured, keyed, parameter
from regulation.classification.vocabulary import form
from regulation.thresholds import unit, value
from regulation.thresholds.model import folded

MAX_DIGITS = 40  # of a number that a reader types

_SUPERSCRIPT = str.maketrans({"2": "²", "3": "³"})
_ESTIMATES = {"est", "estimate", "estimated"}
_FORMS = ("integrated circuit", "assembly")
WHAT_IF = "what if"
ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a reader supposes: values in the unit in which they are recorded, and answers by question.

    None stands for a fact that nobody would know; what is not named stays as recorded.
    """

    values: Mapping[str, Decimal | None] = field(default_factory=dict)
    answers: Mapping[str, bool | None] = field(default_factory=dict)


def item(sku: str, details: Mapping[str, ProductDetail], inside: Mapping[str, tuple[str, ...]], told: str) -> Item:
    """Return a product with everything in it as an item; `details` and `inside` (parts by SKU) reach down to the last.

    `told` is what the stored answer says of how it was taken: a form that it names is kept.
    """
    one = details[sku]
    stated = {name: answer for kind in _FORMS if form(kind).told in told for name, answer in form(kind).answers.items()}
    contains = tuple(item(part, details, inside, "") for part in inside.get(sku, ()) if part in details)
    return Item(one.product.id, _values(one), {**stated, **_answers(one)}, contains, one.product.role)


def changed(one: Item, changes: Changes, units: Mapping[str, str]) -> Item:
    """Return an item with what a reader supposes; `units` has the unit of each changed quantity, "" for none."""
    values, answers = dict(one.values), dict(one.answers)
    for name, number in changes.values.items():
        key, factor, means = _key(name, units.get(name, ""))
        values.pop(key, None)
        if number is not None:
            values[key] = (Measured(number * factor, WHAT_IF),)
            answers |= dict.fromkeys(means, True)
    for question, answer in changes.answers.items():
        answers.pop(folded(question), None)
        if answer is not None:
            answers[folded(question)] = answer
    return Item(one.name, values, answers, one.contains, one.role, one.told)


def unusable(one: ProductDetail) -> tuple[str, ...]:
    """Return the parameters that count and whose unit or value cannot be used, in words."""
    counting = (row for row in one.parameters if row.counts and _measured(row) is None)
    return tuple(f"{row.parameter} {row.value} {row.measured_in}".strip() for row in counting)


def number(written: str) -> Decimal:
    """Return the number that a reader typed: 4992, 4,992 or 1e26; raises ValueError for anything else."""
    try:
        found = value(written.replace(",", "")).number or Decimal(written.replace(",", ""))
    except InvalidOperation:
        raise ValueError(written) from None
    if not found.is_finite() or abs(found.adjusted()) > MAX_DIGITS:
        raise ValueError(written)
    return found


def _values(one: ProductDetail) -> dict[str, tuple[Measured, ...]]:
    found: dict[str, tuple[Measured, ...]] = {}
    for row in one.parameters:
        if row.counts and (known := _measured(row)):
            key, measured = known
            found[key] = (*found.get(key, ()), measured)
    return found


def _measured(row: Parameter) -> tuple[str, Measured] | None:
    """Return the name and the value of a parameter in the units of the regulation; None where it has none."""
    try:
        key, factor, _ = _key(row.parameter, row.measured_in)
        number = Decimal(row.value) * factor
    except (InvalidOperation, ValueError):
        return None
    told = ", ".join(filter(None, (row.source, row.dated)))
    return key, Measured(number, told, bool(_ESTIMATES & {*folded(row.note).split()}))


def _key(name: str, symbol: str) -> tuple[str, Decimal, tuple[str, ...]]:
    """Return the key of a quantity, the factor into its base unit, and what whoever states it states with it."""
    of = quantities.quantity(name)
    names = (of.name, of.words, *of.names) if of else (name,)
    own = next(filter(None, map(parameter, names)), None)
    called = folded(own.name if own else of.name if of else name)
    means = own.means if own else ()
    if of and (of.bare or (own and not own.unit)):
        return called, quantities.exact(Decimal(1), of, symbol or None), means
    used = unit(_first(of, symbol))
    scale = quantities.exact(Decimal(1), of, symbol or None) if of else Decimal(1)
    return keyed(called, used.base), scale * used.factor, means


def _first(of: quantities.Quantity | None, symbol: str) -> str:
    """Return the unit in which a quantity's values are compared, as the regulation prints it."""
    written = quantities.symbols(of.dimension)[0] if of else symbol
    printed = written.translate(_SUPERSCRIPT)
    return printed if unit(printed).base != printed else written


def _answers(one: ProductDetail) -> dict[str, bool]:
    said: Iterator[tuple[str, str]] = ((row.question, row.answer) for row in one.decisions if row.counts)
    return {folded(question): ANSWERS[answer] for question, answer in said if answer in ANSWERS}
