"""Cells of tables of items: figures with their marks, answers, roles, rates of a datasheet."""

import re
from collections.abc import Iterator
from decimal import Decimal

from regulation.classification import Measured, rates, total_processing_performance
from regulation.classification.readings import half_of_last_digit
from regulation.classification.vocabulary import ways
from regulation.thresholds import unit, value
from regulation.thresholds.model import folded

ROLES = {folded(one): one for one in ("front-end fabricator", "OSAT", "designer", "reseller")}
_ANSWERS = {"yes": True, "no": False, "unknown": None, "": None}
_ESTIMATE, _ROUNDED = "est", "rounded"
_POWER = re.compile(r"[+-]?\d{1,3}")


class CellError(Exception):
    """A cell cannot be read; `hint` says what to write."""

    def __init__(self, column: str, value: str, problem: str, hint: str) -> None:
        super().__init__(problem)
        self.column, self.value, self.problem, self.hint = column, value, problem, hint


def from_rates(cell: str) -> Iterator[Measured]:
    """Yield the performance computed from a datasheet's dense rates; sparse ones give none."""
    try:
        number = total_processing_performance(rates(cell))
    except ValueError as error:
        hint = "write such as INT8 600 TOPS at 8 bits; FP8 1200 TFLOPS at 8 bits sparse"
        raise CellError("rates", str(error), "no rate of a datasheet", hint) from None
    if number is not None:
        yield Measured(number, "rates")


def overcome(cell: str) -> Iterator[str]:
    """Yield the fact that a recorded way states: its letter, or yes where the way is not named."""
    if cell.lower() in ("", "no"):
        return
    letter = "" if cell.lower() == "yes" else cell.lower()
    if letter not in ways():
        hint = f"write {', '.join(filter(None, ways()))}, yes or no"
        raise CellError("presumption_overcome", cell, "no way to overcome the presumption of Note 1 to 3A090.a", hint)
    yield folded(ways()[letter].fact)


def measured(cell: str, printed: str, column: str) -> Measured:
    """Return the value of a column in a unit; raises CellError unless it is a number above 0."""
    words, mark = marked(cell)
    number = _number(words)
    if number is None:
        hint = "write digits, such as 4992 or 608.5; add est to an estimate, rounded to a rounded figure"
        raise CellError(column, cell, "not a number", hint)
    if number <= 0:
        raise CellError(column, cell, "must be more than 0", "leave the cell empty when it is not known")
    return as_measured(number, mark, printed, column)


def marked(cell: str) -> tuple[str, str]:
    """Return a figure and its mark: "608 est" and "~608" are estimates, "20800 rounded" rounded to its last digit."""
    words, _, mark = cell.rpartition(" ")
    if cell.startswith("~"):
        return cell.removeprefix("~").strip().removesuffix(f" {_ESTIMATE}").strip(), _ESTIMATE
    return (words.strip(), mark.lower()) if mark.lower() in (_ESTIMATE, _ROUNDED) else (cell, "")


def as_measured(number: Decimal, mark: str, printed: str, source: str) -> Measured:
    """Return a number with its unit and mark as a value in the base unit."""
    own = unit(printed)
    # Zeros at the end of a whole number are what a rounding leaves.
    off = half_of_last_digit(number.normalize()) * own.factor if mark == _ROUNDED else Decimal(0)
    return Measured(number * own.factor + own.offset, source, mark == _ESTIMATE, off)


def is_answer(cell: str) -> bool:
    """Return whether a cell says yes, no, unknown or nothing."""
    return cell.lower() in _ANSWERS


def answer(cell: str, column: str) -> bool | None:
    """Return yes, no, or None for unknown; raises CellError for anything else."""
    if cell.lower() not in _ANSWERS:
        raise CellError(column, cell, "neither yes, no nor unknown", "write yes, no or unknown")
    return _ANSWERS[cell.lower()]


def role(cell: str) -> str:
    """Return the seller's role, "" when none is given; raises CellError for one that is not known."""
    if cell and folded(cell) not in ROLES:
        raise CellError("role", cell, "no role that is known", f"write one of {', '.join(ROLES.values())}")
    return ROLES.get(folded(cell), "")


def quantity(cell: str) -> Decimal:
    """Return a number as people write one; raises CellError for what is none."""
    number = _number(cell)
    if number is None:
        raise CellError("value", cell, "neither a number nor yes, no or unknown", "write 2, 0.5, 1e26 or 10²⁶")
    return number


def _number(cell: str) -> Decimal | None:
    mantissa, e, power = cell.lower().partition("e")
    if e and not _POWER.fullmatch(power):
        return None
    try:
        number = value(mantissa if e else cell).number
        return number.scaleb(int(power)) if e and number is not None else number
    except ArithmeticError:
        return None
