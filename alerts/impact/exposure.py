"""What a cause touches of ours: products, customers, and contract lines, each once.

A line counts whose last delivery is on or after the day from which the change applies, or not held; lines that were
delivered before it are kept apart. No clock is read: the same graph gives the same exposure on any day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.reads import PartyTouch, Touch
from graph.reads.lines import is_over
from graph.reads.outcomes import OutcomeLine

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """The value of one contract line, in hundredths of its currency."""

    currency: str
    hundredths: int


@dataclass(slots=True)
class Exposure:
    """Everything touched, each with the best path to it; `loosely` are products classified above the change.

    `past` are lines that were delivered before the change applies; `lines`, `customers` and `ship_to` are without them.
    """

    products: dict[str, Path] = field(default_factory=dict)
    loosely: set[str] = field(default_factory=set)
    customers: dict[str, Path] = field(default_factory=dict)
    lines: dict[str, Path] = field(default_factory=dict)
    past: dict[str, Path] = field(default_factory=dict)
    amounts: dict[str, Amount] = field(default_factory=dict)
    ship_to: dict[str, str] = field(default_factory=dict)
    candidates: dict[tuple[str, str], PartyTouch] = field(default_factory=dict)

    def lines_to(self, countries: Iterable[str]) -> list[str]:
        """Return the lines that ship to one of these countries, sorted."""
        wanted = set(countries)
        return sorted(line for line, country in self.ship_to.items() if country in wanted)

    def value(self, lines: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the value of these lines (all, when none are given) by currency: `USD 1,234.50`, each line once."""
        totals: dict[str, int] = defaultdict(int)
        for line in self.lines if lines is None else lines:
            totals[self.amounts[line].currency] += self.amounts[line].hundredths
        return tuple(f"{currency} {total / 100:,.2f}" for currency, total in sorted(totals.items()))


def of_codes(touches: Sequence[Touch], applies: str, editorial: Collection[str] = ()) -> Exposure:
    """Return the exposure of changes of a control list; a path from an `editorial` change is shown only for want.

    `applies` is the day (ISO) from which the changes apply, "" when none is held: then every line counts.
    """
    exposure = Exposure()
    exactly: set[str] = set()
    for touch in sorted(touches, key=lambda one: (one.change_id in editorial, len(one.path), one.path)):
        product = [key for key in touch.path if not key.startswith("Line/")]
        exposure.products.setdefault(touch.product, tuple(product))
        (exposure.loosely if touch.how == "classified above" else exactly).add(touch.product)
        _add_line(exposure, touch, applies, touch.customers)
    exposure.loosely -= exactly
    return exposure


def of_parties(touches: Sequence[PartyTouch], applies: str) -> Exposure:
    """Return the exposure of changes of a list of parties: candidates for a person, with their lines.

    `applies` is the day (ISO) from which the changes apply, "" when none is held: then every line counts.
    """
    exposure = Exposure()
    for touch in sorted(touches, key=lambda one: (len(one.path), one.path)):
        exposure.candidates.setdefault((touch.customer, touch.party), touch)
        own = tuple(key for key in touch.path if not key.startswith("Line/"))
        exposure.customers.setdefault(touch.customer, own)
        _add_line(exposure, touch, applies, ())
    return exposure


def with_outcomes(exposure: Exposure, change: str, lines: Iterable[OutcomeLine]) -> Exposure:
    """Return the exposure with lines whose outcome changes beside those that were touched; the way is the outcome."""
    for one in sorted(lines, key=lambda one: (one.line.id, one.outcome)):
        if one.line.id in exposure.lines:
            continue
        way: Path = (f"Change/{change}", f"Outcome/{one.outcome}")
        exposure.lines[one.line.id] = (*way, f"Line/{one.line.id}")
        exposure.amounts[one.line.id] = Amount(one.line.currency, one.line.value_minor)
        exposure.ship_to[one.line.id] = one.ship_to
        if one.product:
            exposure.products.setdefault(one.product.id, (*way, f"Line/{one.line.id}", f"Product/{one.product.id}"))
        if one.customer:
            exposure.customers.setdefault(one.customer.id, (*way, f"Line/{one.line.id}", f"Customer/{one.customer.id}"))
    return exposure


def _add_line(exposure: Exposure, touch: Touch | PartyTouch, applies: str, customers: Iterable[str]) -> None:
    if not touch.line:
        return
    exposure.amounts.setdefault(touch.line, Amount(touch.currency, touch.value_minor))
    if is_over(touch.ends, applies):
        exposure.past.setdefault(touch.line, touch.path)
        return
    exposure.lines.setdefault(touch.line, touch.path)
    exposure.ship_to.setdefault(touch.line, touch.ship_to)
    for customer in customers:
        exposure.customers.setdefault(customer, (*touch.path, f"Customer/{customer}"))


def by_change(touches: Iterable[Touch]) -> Mapping[str, list[Touch]]:
    """Return the touches of each change."""
    found: dict[str, list[Touch]] = defaultdict(list)
    for touch in touches:
        found[touch.change_id].append(touch)
    return found
