"""Values of the company's rows in the form in which the graph keeps them."""

from datetime import date, datetime
from decimal import Context, Decimal
from functools import lru_cache

# Measured values have up to 40 digits (company/codes.py); the default context would round them to 28.
_EXACT = Context(prec=60)


def number(amount: Decimal | None) -> str:
    """Return the same text for 2, 2.0 and 2E0: a workbook and a CSV file of one row give one node."""
    return "" if amount is None else f"{amount.normalize(_EXACT):f}"


@lru_cache(maxsize=1024)  # the rows of an import share its time
def time(at: datetime | None) -> str:
    """Return a time in ISO 8601; "" for none."""
    return at.isoformat() if at else ""


def day(on: date | None) -> str:
    """Return a day in ISO 8601; "" for none."""
    return on.isoformat() if on else ""
