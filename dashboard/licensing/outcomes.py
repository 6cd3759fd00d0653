"""Outcomes of a change as pages draw them: before and after, what changed, what to do, and the lines that have them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.cited import Cited
from dashboard.licensing import countries
from dashboard.licensing import words as w
from graph.reads.outcomes import OutcomeLine
from graph.schema import Comparison, Outcome
from regulation.licensing.compared.model import Difference
from regulation.licensing.model import Result

COLUMNS = (
    m.Column("Item", 15),
    m.Column("Destination", 12),
    m.Column("Lines, value", 12),
    m.Column("Before → after", 16),
    m.Column("What changed", 22),
    m.Column("What to do", 23),
)
LINES = (
    m.Column("Line", 12),
    m.Column("Contract", 12),
    m.Column("Customer", 30),
    m.Column("SKU", 26),
    m.Column("Value", 20, numeric=True),
)
SAME = str(Difference.SAME)
DIFFERENCES = tuple(map(str, Difference))
LINES_SHOWN = 50
Lines = Mapping[str, Sequence[OutcomeLine]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the outcomes is shown; "" and None are any. `sold`: whether current contract lines have the outcome."""

    difference: str = ""
    destination: str = ""
    code: str = ""
    action: str = ""
    sold: bool | None = None

    def fit(self, one: Outcome) -> bool:
        """Return whether an outcome is shown."""
        action = one.actions[0] if one.actions else ""
        wanted = (self.difference, self.destination, self.code, self.action)
        held = (one.difference, one.ship_to, one.code, action)
        fits = all(want in ("", have) for want, have in zip(wanted, held, strict=True))
        return fits and self.sold in (None, bool(one.lines))


def changed(found: Iterable[Outcome]) -> list[Outcome]:
    """Return the outcomes that are not the same after: those with current lines first, of these the weightiest."""
    return sorted((one for one in found if one.difference != SAME), key=_weight)


def _weight(one: Outcome) -> tuple[bool, int, int, str, str, str]:
    rank = DIFFERENCES.index(one.difference) if one.difference in DIFFERENCES else len(DIFFERENCES)
    return not one.lines, rank, -one.lines, one.code, countries.name(one.ship_to), one.id


def counts(found: Iterable[Outcome]) -> Sequence[tuple[str, int, int]]:
    """Return each difference with its cells and the current lines in them, the weightiest first."""
    every = [*found]
    cells = Counter(one.difference for one in every)
    lines = Counter[str]()
    for one in every:
        lines[one.difference] += one.lines
    return [(name, cells[name], lines[name]) for name in DIFFERENCES if cells[name]]


def compared(one: Comparison) -> m.Html:
    """Return in words what was compared with what, and how much of it."""
    undone = f"the law of {one.after} with this change taken back to the text of {one.before}, all else equal"
    left = f"{f.count(one.uncompared, 'cell')} that cannot be compared: one side is not modelled"
    said = [
        f"Compared: {undone}" if one.before != one.after else "",
        f"{f.count(one.profiles, 'distinct profile')} of items and sales",
        f"{f.count(one.determinations, 'pair')} of determinations computed",
        f"{f.count(one.cells, 'cell')} (item to destination), {one.changed:,} changed" if one.cells else "",
        left if one.uncompared else "",
        f"comments close {one.comments_close}" if one.comments_close else "",
    ]
    words = "; ".join(filter(None, said)) if not one.not_compared else f"Not compared: {one.not_compared}"
    badge = [screen.badge(one.standing, "plain")] if one.standing else []
    moves = (
        [m.paragraph(m.text(f"Country Groups, by the rule's own words: {'; '.join(one.moves)}"))] if one.moves else []
    )
    return m.join([m.paragraph(*badge, m.text(f"{words}."), css="rt-soft"), *moves])


def told(words: Sequence[str]) -> m.Html:
    """Return what changes in outcome, as an alert says it, one sentence a line."""
    return m.tag("ul", *(m.tag("li", m.text(f.without_cents(one))) for one in words)) if words else m.NOTHING


def remarks(found: Iterable[Outcome]) -> m.Html:
    """Return how far the texts used answer, said once for all outcomes shown."""
    said = dict.fromkeys(each for one in found for each in one.remarks)
    return m.paragraph(m.text(f"How far this answers: {'; '.join(said)}."), css="rt-where") if said else m.NOTHING


def unmoved(compared: Sequence[Comparison], found: Sequence[Outcome]) -> Iterator[m.Html]:
    """Yield why no outcome is shown: none changed, or none was computed."""
    reasons = [one.not_compared for one in compared if one.not_compared]
    for reason in dict.fromkeys(reasons):
        yield m.paragraph(m.tag("b", m.text("No outcome was computed: ")), m.text(f"{reason}."))
    if compared and len(reasons) < len(compared):
        cells = sum(one.cells for one in compared) or len(found)
        words = f"No outcome changed; {f.count(cells, 'cell')} compared (an item to a destination)."
        yield m.paragraph(m.tag("b", m.text(words)), m.text(_open(found)))
    if not compared:
        words = "No comparison is held for this. Run `ruletrace process`; what it cannot compare it says here."
        yield m.paragraph(m.text(words), css="rt-soft")


def _open(found: Iterable[Outcome]) -> str:
    """Return how many lines have an outcome, the same before and after, that says nothing yet."""
    lines = Counter[str]()
    for one in found:
        lines[one.after] += one.lines
    open_ = [f"{lines[result]:,} {result}" for result in (Result.NOT_MODELLED, Result.UNDECIDED) if lines[result]]
    return f" Before and after alike, of our lines: {', '.join(open_)}." if open_ else ""


def table(found: Iterable[Outcome], lines: Lines, cited: Cited, linked: bool) -> m.Html:
    """Return outcomes as a table; under each row its lines and the words of the law unfold.

    `linked` tells whether the reader may open determinations.
    """
    widths = m.join(m.tag("col", style=f"width:{one.width}%") for one in COLUMNS)
    head = m.join(m.tag("th", m.text(one.title), scope="col") for one in COLUMNS)
    rows = m.join(_rows(one, lines.get(one.id, ()), cited, linked) for one in found)
    inner = [m.tag("colgroup", widths), m.tag("thead", m.tag("tr", head)), m.tag("tbody", rows)]
    return m.tag("table", *inner, css="rt-table rt-outcomes")


def _rows(one: Outcome, lines: Sequence[OutcomeLine], cited: Cited, linked: bool) -> m.Html:
    cells = (_item(one, cited), _destination(one), _worth(one), _results(one), _what(one), _do(one))
    first = m.tag("tr", *(m.tag("td", cell) for cell in cells))
    parties = [m.tag("div", m.text(f"Parties: {one.parties}"), css="rt-said")] if one.parties else []
    under = [*parties, *_opened(one, lines, linked), *_proof(one, cited)]
    second = m.tag("tr", m.tag("td", *under, colspan=str(len(COLUMNS))), css="rt-under")
    return m.join([first, second])


def _item(one: Outcome, cited: Cited) -> m.Html:
    said = m.tag("div", m.text(w.fields(one.item.removeprefix(f"{one.code}; "))), css="rt-said")
    return m.join([m.tag("b", cited.linked(one.code) if one.code else m.text("not classified")), said])


def _destination(one: Outcome) -> m.Html:
    start = f"from {countries.name(one.ship_from)}" if one.ship_from else "ship-from place unknown"
    return m.join([m.text(countries.name(one.ship_to)), m.tag("div", m.text(start), css="rt-said")])


def _worth(one: Outcome) -> m.Html:
    if not one.lines:
        return m.span("no current line", "rt-soft")
    values = [m.tag("div", m.text(f.without_cents(each))) for each in one.value]
    return m.join([m.text(f.count(one.lines, "line")), *values])


def _results(one: Outcome) -> m.Html:
    axes = [_axes("before", one.axes_before), _axes("after", one.axes_after)]
    if one.before == one.after:
        return m.join([w.result(one.after), m.tag("div", m.text("before and after"), css="rt-said"), *axes])
    arrow = m.tag("div", m.text("↓"), css="rt-arrow")
    return m.join([m.tag("div", w.result(one.before)), arrow, m.tag("div", w.result(one.after)), *axes])


def _axes(when: str, written: Sequence[str]) -> m.Html:
    """Return the results by axis where they part."""
    said = [f"{name} {result}" for each in written for name, result in _object(each).items() if result]
    return m.tag("div", m.text(f"{when}: {', '.join(said)}"), css="rt-said") if said else m.NOTHING


def _what(one: Outcome) -> m.Html:
    parts = [m.tag("div", m.tag("b", m.text(one.difference)))]
    parts += _sets("Requirements", one.requirements_before, one.requirements_after)
    parts += _sets("Exceptions", *_by_status(one.exceptions_before, one.exceptions_after))
    if one.review_before != one.review_after:
        redline = m.redline_html(one.review_before, one.review_after)
        parts.append(m.tag("div", m.span("Review: ", "rt-soft"), redline))
    return m.join(parts)


def _by_status(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what left and what came of exceptions ("STA: needs a fact"), the symbols of one status together."""
    return _together(one for one in before if one not in after), _together(one for one in after if one not in before)


def _together(found: Iterable[str]) -> list[str]:
    held: dict[str, list[str]] = {}
    for symbol, _, status in (one.partition(": ") for one in found):
        held.setdefault(status, []).append(symbol)
    return [f"{', '.join(symbols)}{f' ({status})' if status else ''}" for status, symbols in held.items()]


def _sets(title: str, before: Sequence[str], after: Sequence[str]) -> Iterator[m.Html]:
    """Yield what left a set struck through and what came underlined, nothing where the sets are equal."""
    gone = [m.tag("del", m.text(one)) for one in before if one not in after]
    new = [m.tag("ins", m.text(one)) for one in after if one not in before]
    if gone or new:
        yield m.tag("div", m.span(f"{title}: ", "rt-soft"), m.join([*gone, *new], "; "))


def _do(one: Outcome) -> m.Html:
    first = one.actions[0] if one.actions else ""
    rest = [m.tag("div", m.text(f"also: {', '.join(one.actions[1:])}"), css="rt-said")] if one.actions[1:] else []
    badge = [w.action(first)] if first else []
    return m.join([*badge, m.tag("div", m.text(one.next_step)), *rest])


def _opened(one: Outcome, lines: Sequence[OutcomeLine], linked: bool) -> Iterator[m.Html]:
    if not lines:
        return
    rows = [_line(each, linked) for each in lines[:LINES_SHOWN]]
    more = len(lines) - LINES_SHOWN
    inside = [*_filed(one), m.table(LINES, rows)]
    if more > 0:
        inside.append(m.paragraph(m.text(f"and {more:,} more: take the file, which has all lines"), css="rt-where"))
    summary = m.tag("summary", m.text(f"{f.count(len(lines), 'line')} and what to do"))
    yield m.tag("details", summary, *inside)


def _filed(one: Outcome) -> Iterator[m.Html]:
    missing = tuple(dict.fromkeys(w.fields(each) for each in one.missing))
    rows = [("To do", one.actions), ("To file or keep", one.file), ("Facts that would decide", missing)]
    given = [(title, m.tag("ul", *(m.tag("li", m.text(each)) for each in items))) for title, items in rows if items]
    if given:
        yield m.pairs(given)


def _line(one: OutcomeLine, linked: bool) -> Sequence[m.Html]:
    sale, product = one.line, one.product
    return (
        m.link("determination", sale.id, css="rt-whole", line=sale.id) if linked else m.text(sale.id),
        m.text(one.contract.id if one.contract else f.UNKNOWN),
        m.text(one.customer.name if one.customer else f.UNKNOWN),
        m.text(f"{product.id} {product.name}" if product else f.UNKNOWN),
        m.text(f.amount(sale.value_minor, sale.currency)),
    )


def _proof(one: Outcome, cited: Cited) -> Iterator[m.Html]:
    quotes = [_object(each) for each in one.quotes]
    parts = [_quote(each, cited) for each in quotes]
    if one.not_checked:
        rows = [m.tag("li", cited.linked(each)) for each in one.not_checked]
        said = m.paragraph(m.text(f"{f.count(len(rows), 'thing')} not checked:"), css="rt-said")
        parts += [said, m.tag("ul", *rows)]
    if parts:
        summary = m.tag("summary", m.text("the words of the law, and what was not checked"))
        yield m.tag("details", summary, *parts)


def _quote(one: Mapping[str, Any], cited: Cited) -> m.Html:
    when = f"{one['when']}: " if one.get("when") else ""
    text = w.text_of(str(one.get("text_of", "")), str(one.get("remark", "")))
    where = [m.text(when), cited.linked(str(one.get("citation", ""))), m.text(f", {text}")]
    words = m.tag("div", m.text("“"), cited.linked(str(one.get("words", ""))), m.text("”"), css="rt-quote")
    return m.join([words, m.tag("div", *where, css="rt-where")])


def _object(written: str) -> dict[str, Any]:
    held = json.loads(written)
    return held if isinstance(held, dict) else {}
