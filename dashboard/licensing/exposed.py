"""Current contract lines by the weightiest thing to do about each, by product line and destination."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard import formats as f
from dashboard import markup as m
from dashboard.licensing import countries
from dashboard.licensing.words import ORDER, short, worst
from dashboard.products.export import Sheet, within
from graph.reads.outcomes import OutcomeLine
from graph.schema import Line, Outcome, Product

OTHERS = "other destinations"
PLACES = 5
NO_CODE = "not classified"
LINES = (
    m.Column("Line", 9),
    m.Column("Product line", 11),
    m.Column("SKU", 19),
    m.Column("Customer", 19),
    m.Column("Destination", 11),
    m.Column("Value", 12, numeric=True),
    m.Column("What to do", 19),
)
WRITTEN = (
    ("product_line", 18),
    ("ship_to", 9),
    ("destination", 24),
    ("worst_action", 24),
    ("currency", 10),
    ("value", 16),
    ("lines", 8),
)
NOTE = (
    "Current contract lines by the weightiest action of any change held, each line once; currencies are never added "
    "together. Lines that no change held reaches are left out. None of this is a clearance."
)


@dataclass(frozen=True, slots=True)
class Exposed:
    """A current line with the weightiest action of all its outcomes, and the outcome that asks for it."""

    sold: OutcomeLine
    action: str
    outcome: Outcome


def _entry(product: Product | None) -> str:
    return product.eccn.partition(".")[0] if product and product.eccn else NO_CODE


def _owner(product: Product | None) -> str:
    return product.owner if product and product.owner else "no owner named"


def _kind(product: Product | None) -> str:
    return product.kind if product and product.kind else f.UNKNOWN


ROWS: Mapping[str, Callable[[Product | None], str]] = {
    "Entry of our code": _entry,
    "Owner": _owner,
    "Kind": _kind,
}


def exposed(found: Iterable[Outcome], lines: Iterable[OutcomeLine]) -> list[Exposed]:
    """Return each current line once, by its id, with the weightiest action of its outcomes."""
    known = {one.id: one for one in found}
    held: dict[str, list[Exposed]] = defaultdict(list)
    for one in lines:
        outcome = known.get(one.outcome)
        action = worst(outcome.actions) if outcome else ""
        if outcome and action:
            held[one.line.id].append(Exposed(one, action, outcome))
    return [min(held[line], key=_weight) for line in sorted(held)]


def _weight(one: Exposed) -> tuple[int, str]:
    return rank(one.action), one.outcome.id


def rank(action: str) -> int:
    """Return how weighty an action is, the weightiest 0."""
    return ORDER.index(action) if action in ORDER else len(ORDER)


def places(found: Iterable[Exposed]) -> list[str]:
    """Return the destinations, those with the weightiest actions and then most lines first."""
    by_place: dict[str, list[int]] = defaultdict(list)
    for one in found:
        by_place[one.sold.ship_to].append(rank(one.action))
    return sorted(by_place, key=lambda place: (*_tally(by_place[place]), countries.name(place)))


def _tally(ranks: Sequence[int]) -> tuple[int, int]:
    first = min(ranks)
    return first, -ranks.count(first)


def matrix(found: Sequence[Exposed], by: str) -> m.Html:
    """Return product lines × destinations: the first few destinations, the others together, and the sum of the row.

    `by` names what makes a product line (a key of ROWS); each row links to itself alone.
    """
    row_of = ROWS[by]
    first = places(found)[:PLACES]
    names = [*(countries.name(one) for one in first), *([OTHERS] if len(places(found)) > PLACES else []), "all"]
    rows: dict[str, dict[str, list[Exposed]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        place = countries.name(one.sold.ship_to) if one.sold.ship_to in first else OTHERS
        for column in (place, "all"):
            rows[row_of(one.sold.product)][column].append(one)
    width = 88 // len(names)
    columns = [m.Column("Product line", 100 - width * len(names)), *(m.Column(one, width) for one in names)]
    ordered = sorted(rows, key=lambda row: (min(rank(one.action) for one in rows[row]["all"]), row))
    return m.table(columns, [(_alone(row, by), *(_cell(rows[row][one]) for one in names)) for row in ordered])


def _alone(row: str, by: str) -> m.Html:
    return m.link("exposure", row, rows=by, line_of=row)


def _cell(held: Sequence[Exposed]) -> m.Html:
    if not held:
        return m.span("–", "rt-soft")
    return m.join(_part(action, own) for action, own in by_action(held))


def _part(action: str, held: Sequence[Exposed]) -> m.Html:
    css, words = short(action)
    values = [m.tag("div", m.text(each), css="rt-worth") for each in f.totals(one.sold.line for one in held)]
    return m.tag("div", m.tag("b", m.text(f"{words} {len(held):,}"), css=f"rt-do {css}"), *values)


def by_action(found: Iterable[Exposed]) -> Iterator[tuple[str, list[Exposed]]]:
    """Yield each action with its lines, the weightiest first."""
    held: dict[str, list[Exposed]] = defaultdict(list)
    for one in found:
        held[one.action].append(one)
    yield from ((action, held[action]) for action in sorted(held, key=rank))


def lines(found: Iterable[Exposed], row_of: Callable[[Product | None], str]) -> m.Html:
    """Return the lines as a table, each with a link to its determination."""
    return m.table(LINES, [_line(one, row_of) for one in found])


def _line(one: Exposed, row_of: Callable[[Product | None], str]) -> Sequence[m.Html]:
    sold, product = one.sold, one.sold.product
    return (
        m.link("determination", sold.line.id, css="rt-whole", line=sold.line.id),
        m.text(row_of(product)),
        m.text(f"{product.id} {product.name}" if product else f.UNKNOWN),
        m.text(sold.customer.name if sold.customer else f.UNKNOWN),
        m.text(countries.name(sold.ship_to)),
        m.text(f.amount(sold.line.value_minor, sold.line.currency)),
        m.join([m.tag("b", m.text(one.action)), m.tag("div", m.text(one.outcome.difference), css="rt-said")]),
    )


def heaviest(found: Iterable[Exposed]) -> list[Exposed]:
    """Return the lines, those with the weightiest action and of these the largest first."""
    return sorted(found, key=lambda one: (rank(one.action), -one.sold.line.value_minor, one.sold.line.id))


def sheet(found: Iterable[Exposed], row_of: Callable[[Product | None], str]) -> Sheet:
    """Return the sums as a table: a row a product line, destination, action and currency."""
    held: dict[tuple[str, str, str, str], list[Line]] = defaultdict(list)
    for one in found:
        line = one.sold.line
        held[row_of(one.sold.product), one.sold.ship_to, one.action, line.currency].append(line)
    rows = (_written(key, held[key]) for key in sorted(held, key=lambda key: (key[0], key[1], rank(key[2]), key[3])))
    return Sheet("Exposure", WRITTEN, within(rows), NOTE)


def _written(key: tuple[str, str, str, str], held: Sequence[Line]) -> Sequence[object]:
    row, place, action, currency = key
    return row, place, countries.name(place), action, currency, sum(one.value_minor for one in held) / 100, len(held)
