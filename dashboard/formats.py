"""How values are written: days, times, amounts, and what is unknown."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from graph.schema import Line

UNKNOWN = "unknown"
ROLES = {"analyst": "Regulatory analyst", "product_owner": "Product owner", "executive": "Executive"}
SEVERITIES = ("high", "medium", "low", "info")
LISTS = {"ccl": "Commerce Control List", "annex-i": "EU Annex I", "parties": "Listed parties"}


def or_unknown(value: str) -> str:
    """Return the value, or the word that says that nobody knows."""
    return value or UNKNOWN


def moment(iso: str) -> str:
    """Return a time as 2026-09-01 08:15 UTC, or unknown."""
    if not iso:
        return UNKNOWN
    return f"{datetime.fromisoformat(iso).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def amount(minor: int, currency: str) -> str:
    """Return an amount of minor units (hundredths) with its currency: USD 1,234 or USD 1,234.50."""
    whole, hundredths = divmod(abs(minor), 100)
    cents = f".{hundredths:02d}" if hundredths else ""
    return f"{or_unknown(currency)} {'-' if minor < 0 else ''}{whole:,}{cents}"


def totals(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return the value of these lines by currency, each line once."""
    sums: dict[str, int] = defaultdict(int)
    for line in {one.id: one for one in lines}.values():
        sums[line.currency] += line.value_minor
    return tuple(amount(total, currency) for currency, total in sorted(sums.items()))


def values(written: Sequence[str]) -> str:
    """Return an alert's amounts (`USD 1,234.00`) without empty cents, joined."""
    return without_cents(" + ".join(written)) or "no value"


def without_cents(words: str) -> str:
    """Return words with amounts in them (`USD 1,234.00`) without empty cents."""
    return re.sub(r"(?<=\d)\.00(?!\d)", "", words)


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 line, 1,234 lines."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def cut(words: str, width: int) -> str:
    """Return at most `width` characters, ended at a word."""
    if len(words) <= width:
        return words
    return f"{words[:width].rsplit(' ', 1)[0]} …"


def list_name(list: str) -> str:
    """Return what people call a list or part: Commerce Control List, 15 CFR part 742."""
    return LISTS.get(list) or list.replace("ecfr-", "15 CFR part ", 1)
