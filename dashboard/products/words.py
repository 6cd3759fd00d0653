"""How verdicts, numbers and places of products are said: in words first; a colour only repeats them."""

from collections.abc import Iterable
from decimal import Decimal

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.places import address
from dashboard.products.answers import Told
from graph.schema import Product
from regulation.classification import Verdict

ORDER = (Verdict.IN, Verdict.PRESUMED, Verdict.UNDECIDED, Verdict.OUT, Verdict.NOT_MODELLED)
# Out is grey and never green: it is no clearance.
CSS = {
    Verdict.IN: "high",
    Verdict.PRESUMED: "medium",
    Verdict.UNDECIDED: "medium",
    Verdict.OUT: "plain",
    Verdict.NOT_MODELLED: "info",
}
NO_CLEARANCE = "“Out” means: out of the paragraphs asked here. It does not mean that no licence is required."
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LONG = 15  # digits from which a number is written with a power of ten


def badge(verdict: str) -> m.Html:
    """Return a verdict in a frame."""
    return screen.badge(verdict, CSS[Verdict(verdict)])


def number(one: Decimal) -> str:
    """Return a number as people read it: 4,992 or 0.25 or 1.5 × 10²⁶."""
    short = one.normalize()
    power = short.adjusted()
    if not short or abs(power) < _LONG:
        return f"{short:,f}"
    mantissa = short.scaleb(-power).normalize()
    ten = f"10{str(power).translate(_RAISED)}"
    return ten if mantissa == 1 else f"{mantissa:f} × {ten}"


def place(designation: str, list: str, text: str = "", label: str = "") -> m.Html:
    """Return a link to a paragraph as a dated text has it (3A090.a.1), or as the newest one does."""
    entry, _, within = designation.partition(".")
    return m.link("entry", label or designation, **address(entry, list, date=text, place=within))


def thresholds(told: Told) -> m.Html:
    """Return a link to everything that decides on an entry, with its words."""
    query = address(told.entry, told.list, as_of=told.text, tab="Thresholds")
    return m.link("entry", f"all conditions of {told.entry}", **query)


def sku(product: Product, label: str = "") -> m.Html:
    """Return a link to a product's page."""
    return m.link("product", label or product.id, css="rt-whole", sku=product.id)


def code(designation: str, regime: str = "US") -> m.Html:
    """Return a classification: a link where a held list may have its entry, else the words."""
    lists = {"US": "ccl", "EU": "annex-i"}
    if designation[:1].isdigit() and regime in lists:
        return place(designation, lists[regime])
    return m.text(designation or f.UNKNOWN)


def worth(open_minor: Iterable[tuple[str, int]]) -> str:
    """Return what open contract lines are worth, by currency."""
    return " + ".join(f.amount(minor, currency) for currency, minor in open_minor)


def span(on: str, until: str) -> str:
    """Return from when to when an answer holds."""
    return f"{on} – {until}" if until else f"since {on}"
