"""Outcomes as files: a row a contract line, so that each amount stands once, and a row a cell that no line is in."""

from collections.abc import Iterable, Iterator, Sequence

from dashboard.licensing import countries
from dashboard.licensing.outcomes import Lines
from dashboard.products.export import MOST, Sheet, within
from graph.reads.outcomes import OutcomeLine
from graph.schema import Outcome

COLUMNS = (
    ("line", 12),
    ("contract", 12),
    ("customer", 30),
    ("sku", 14),
    ("product", 30),
    ("value", 14),
    ("currency", 9),
    ("code", 12),
    ("item", 36),
    ("ship_from", 10),
    ("ship_to", 9),
    ("destination", 22),
    ("parties", 30),
    ("standing", 14),
    ("difference", 22),
    ("before", 22),
    ("after", 22),
    ("requirements_before", 36),
    ("requirements_after", 36),
    ("exceptions_before", 36),
    ("exceptions_after", 36),
    ("review_before", 30),
    ("review_after", 30),
    ("next_action", 20),
    ("further_actions", 28),
    ("next_step", 48),
    ("to_file_or_keep", 48),
    ("facts_that_would_decide", 48),
    ("not_checked", 48),
)
NOTE = (
    "A row a contract line; each line stands once for this change. No answer in this file is a clearance: what was not "
    "checked stands in the last column. Rows without a line are items that could be sold there."
)


def sheet(found: Iterable[Outcome], lines: Lines) -> Sheet:
    """Return the outcomes with their lines as a table to be written, cut at a stated number of rows."""
    every = [*found]
    total = sum(max(len(lines.get(one.id, ())), 1) for one in every)
    cut = f"Cut: the first {MOST:,} of {total:,} rows. Narrow the filters for the others. " if total > MOST else ""
    return Sheet("Outcomes", COLUMNS, within(_rows(every, lines)), f"{cut}{NOTE}")


def _rows(found: Iterable[Outcome], lines: Lines) -> Iterator[Sequence[object]]:
    for one in found:
        own = lines.get(one.id, ())
        yield from ((*_line(each), *_outcome(one)) for each in own)
        if not own:
            yield (*([""] * 7), *_outcome(one))


def _line(one: OutcomeLine) -> Sequence[object]:
    return (
        one.line.id,
        one.contract.id if one.contract else "",
        one.customer.name if one.customer else "",
        one.product.id if one.product else "",
        one.product.name if one.product else "",
        one.line.value_minor / 100,
        one.line.currency,
    )


def _outcome(one: Outcome) -> Sequence[object]:
    listed = (one.requirements_before, one.requirements_after, one.exceptions_before, one.exceptions_after)
    return (
        one.code,
        one.item,
        one.ship_from,
        one.ship_to,
        countries.name(one.ship_to),
        one.parties,
        one.standing,
        one.difference,
        one.before,
        one.after,
        *("; ".join(each) for each in listed),
        one.review_before,
        one.review_after,
        one.actions[0] if one.actions else "",
        "; ".join(one.actions[1:]),
        one.next_step,
        "; ".join(one.file),
        "; ".join(one.missing),
        "; ".join(one.not_checked),
    )
