"""The company's quantities and decisions under the names by which the regulation's conditions ask for them, exactly."""

from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from functools import lru_cache

from company import quantities, questions
from company.products import Parameter
from regulation.classification import Measured, keyed, parameter
from regulation.classification.readings import half_of_last_digit
from regulation.thresholds import unit
from regulation.thresholds.model import folded

# As company/quantities.py: what cannot be converted exactly is refused, never rounded.
_EXACT = Context(prec=100, traps=[Inexact])
_SQUARES = {"mm2": "mm²", "cm2": "cm²"}
_ESTIMATES, _ROUNDED = frozenset({"estimate", "estimated", "est"}), "rounded"
NOTICE = folded("individual notice of a licence requirement")
_ENOUGH = 3  # words by which part of a condition's words names it, as in classification_tables


@dataclass(frozen=True, slots=True)
class Named:
    """What a company's quantity is called in an item: its `key`, what its numbers are multiplied by, what it implies.

    `entry` is the entry whose text names the quantity, "" where the company's table does not say. `problem` tells why
    its values cannot be used.
    """

    key: str
    factor: Decimal
    means: tuple[str, ...] = ()
    entry: str = ""
    problem: str = ""


@lru_cache(maxsize=4096)
def named(name: str, symbol: str) -> Named:
    """Return what a quantity that is written with a unit (or "") is called in an item, and by what it is converted."""
    of = quantities.quantity(name)
    if of is None:
        used = unit(symbol)
        return Named(keyed(folded(name), used.base), used.factor, problem=_offset(used.offset))
    first = quantities.symbols(of.dimension)[0]
    own = next(filter(None, map(parameter, (of.name, of.words, *of.names))), None)
    used = unit(_SQUARES.get(first, first))
    base, factor = ("", Decimal(1)) if of.bare else (used.base, used.factor)
    wanted = unit(own.unit).base if own and own.unit else base
    problem = "" if wanted == base else f"the company counts it in {first}, the list in {wanted}"
    return Named(
        keyed(folded(own.name if own else of.words), base), factor, own.means if own else (), of.entry, problem
    )


def _offset(offset: Decimal) -> str:
    return "its unit has another zero than the one that the list counts in" if offset else ""


def measured(row: Parameter) -> Measured:
    """Return the value of a row in the base unit of its quantity, with the source that states it.

    Its note marks it as an estimate, or as rounded to its last digit.
    """
    told = ", ".join(filter(None, (row.source, str(row.dated) if row.dated else "")))
    marks = set(folded(row.note or "").split())
    off = half_of_last_digit(row.value.normalize()) if _ROUNDED in marks else Decimal(0)
    return Measured(_in_base(row.value, row), told, not marks.isdisjoint(_ESTIMATES), _in_base(off, row))


def _in_base(value: Decimal, row: Parameter) -> Decimal:
    of = quantities.quantity(row.parameter)
    exact = quantities.exact(value, of, row.unit) if of else value
    return _EXACT.multiply(exact, named(row.parameter, row.unit or "").factor)


def asked_as(question: str) -> str:
    """Return a decided question by the folded name of the condition that it answers."""
    return folded(questions.name(question))


def answers(name: str, fact: str) -> bool:
    """Return whether a question of that name answers a condition: both are one, or it stands in its words."""
    return name == fact or (len(name.split()) >= _ENOUGH and f" {name} " in f" {fact} ")
