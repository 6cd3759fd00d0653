"""Words for a page: crawled text made plain and short, counts with their nouns, amounts by currency."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from graph.schema import Line

UNKNOWN = "unknown"
_HIDDEN = ("Cc", "Cf", "Co", "Cs")
_LITERAL = "/:?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead; `url` is http(s) or "" (no link)."""

    label: str
    url: str


def plain(words: str, width: int = 10_000) -> str:
    """Return words on one line without control, format or direction characters, cut after a word at `width`."""
    shown = "".join(one for one in words if one.isspace() or unicodedata.category(one) not in _HIDDEN)
    line = " ".join(shown.split())
    return line if len(line) <= width else f"{line[:width].rsplit(' ', 1)[0][:width]} …"


def named(title: str, width: int) -> str:
    """Return a title cut at `width`; what stands in round brackets at its end (a document's number) is kept."""
    head, bracket, tail = plain(title).rpartition(" (")
    if not bracket or not tail.endswith(")"):
        return plain(title, width)
    return f"{plain(head, max(width - len(tail) - 2, width // 2))} ({tail[:width]}"


def link(label: str, url: str, width: int = 10_000) -> Link:
    """Return a link; an address that is not http(s) with a host leads nowhere."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return Link(plain(label, width), "")
    good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return Link(plain(label, width), quote(url, safe=_LITERAL) if good else "")


def page_of(dashboard_url: str, page: str = "", **query: str) -> str:
    """Return the address of a page of the dashboard; of the reader's first page without a name."""
    address = f"{dashboard_url.rstrip('/')}/{page}"
    return f"{address}?{urlencode(query)}" if query else address


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 line, 1,234 lines."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """Return words that begin with a capital letter and end with a full stop."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


def total(lines: Iterable[Line]) -> str:
    """Return the value of these lines by currency, each line once: EUR 1,234 + USD 5,678.50.

    Amounts are stored in hundredths; lines without a currency are counted, not summed.
    """
    once = {line.id: line for line in lines}
    sums: dict[str, int] = defaultdict(int)
    for line in once.values():
        if line.currency:
            sums[line.currency] += line.value_minor
    written = [_amount(currency, minor) for currency, minor in sorted(sums.items())]
    if bare := sum(not line.currency for line in once.values()):
        written.append(f"{count(bare, 'line')} of unknown value")
    return " + ".join(written) or "none"


def _amount(currency: str, minor: int) -> str:
    whole, hundredths = divmod(abs(minor), 100)
    cents = f".{hundredths:02d}" if hundredths else ""
    # A no-break space: an amount stays on one line with its currency.
    return f"{currency}\u00a0{'-' if minor < 0 else ''}{whole:,}{cents}"
