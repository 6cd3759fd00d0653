"""Typed cells of workbooks and Parquet files to the text that the same cell has in a CSV file, exactly."""

import struct
from datetime import date, datetime, time
from decimal import Decimal

DIGITS = 15  # what a double holds of any decimal number without loss, and all that a spreadsheet shows
SINGLE_DIGITS = 6  # the same for a single


class UnusableCellError(Exception):
    """A typed value has no exact text; carries what the user sees, the problem and a hint."""

    def __init__(self, value: object, problem: str, hint: str) -> None:
        super().__init__(problem)
        self.value, self.problem, self.hint = str(value), problem, hint


def text(value: object) -> str:
    """Return a value as text: `True` as yes, a day as YYYY-MM-DD, a number in full; None as "".

    A time of day is kept where it is not midnight, so that a day is never made of it silently. Raises
    UnusableCellError for a type that no cell of ours can hold. Floats have functions of their own.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int):
        return str(value).strip()
    raise UnusableCellError(value, "a time or a duration", "give a text, a number or a day")


def plain(value: Decimal) -> str:
    """Return a decimal in full digits, never with an exponent; raises UnusableCellError for NaN and infinity."""
    if not value.is_finite():
        raise UnusableCellError(value, "not a number", "leave the cell empty")
    return format(value, "f")


def spreadsheet(value: int | float) -> str:
    """Return the number that a spreadsheet shows in full: its cells have 15 significant digits.

    Raises UnusableCellError for a whole number of more digits: the program that wrote it has lost the last ones.
    """
    if isinstance(value, int) and abs(value) < 10**DIGITS:
        return str(value)
    found = Decimal(format(value, f".{DIGITS}g"))
    if abs(found) >= 10**DIGITS:
        problem = f"a number of more than {DIGITS} digits, which a spreadsheet does not keep"
        raise UnusableCellError(plain(found), problem, "format the column as text before the number is typed in")
    return plain(found)


def exact(value: float, *, single: bool = False) -> str:
    """Return the one decimal that a float was made of; raises UnusableCellError where there is none.

    Up to 15 digits (6 of a `single`) go through binary and back without loss; of more it is unknown what was meant.
    """
    found = Decimal(format(value, f".{SINGLE_DIGITS if single else DIGITS}g"))
    if found.is_finite() and (_single(float(found)) if single else float(found)) != value:
        raise UnusableCellError(repr(value), "a floating-point number without an exact decimal", "write it as decimal")
    return plain(found)


def _single(value: float) -> float:
    found: float = struct.unpack("f", struct.pack("f", value))[0]
    return found
