"""Items of the reclassification queue: what they say, and the command that decides them."""

import shlex
from collections.abc import Iterator, Sequence
from itertools import groupby

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.places import address
from dashboard.products.words import code, sku, worth
from graph.reads.reclassifications import ReclassificationRow
from graph.schema import Change

OPEN = "open"
KEPT, CHANGED = "kept", "changed"
DECIDED = (
    m.Column("SKU", 13),
    m.Column("Was", 13),
    m.Column("Decision", 16),
    m.Column("By whom, when, why", 34),
    m.Column("Because", 24),
)


def product_card(rows: Sequence[ReclassificationRow]) -> m.Html:
    """Return the open items of one product as a card: its classifications and what moved under each of them."""
    product, value = rows[0].product, worth(rows[0].open_minor) or "no open contract line"
    count = f.count(len(rows), "item")
    head = m.tag(
        "h3", sku(product), m.text(f" {product.name}"), m.span(f"{count} · {value}", "rt-beside rt-soft rt-when")
    )
    parts = []
    for _, group in groupby(sorted(rows, key=_classified), key=_classified):
        own = [*group]
        parts += [_stands(own[0]), *(_short(one) for one in own)]
    return m.tag("div", head, *parts, css="rt-card high")


def _classified(one: ReclassificationRow) -> tuple[bool, str, str]:
    return one.item.regime != "US", one.item.regime, one.item.code


def _stands(one: ReclassificationRow) -> m.Html:
    own = one.item
    rationale = f": “{own.rationale}”" if own.rationale else ", no rationale given"
    return m.paragraph(
        m.tag("b", m.text(f"{own.regime} "), code(own.code, own.regime)), m.text(f"{_who(one)}{rationale}")
    )


def _short(one: ReclassificationRow) -> m.Html:
    own = one.item
    said = [screen.badge(own.cause, "medium"), m.text(f"{own.what} "), m.link("reclassify", "decide", item=own.id)]
    again = [m.paragraph(m.span(own.reopened, "rt-warn"))] if own.reopened else []
    texts = m.tag("details", m.tag("summary", m.text("then and now")), _redline(own.from_text, own.to_text))
    return m.tag("div", *said, *again, texts if own.from_text or own.to_text else m.NOTHING, css="rt-queued")


def card(one: ReclassificationRow) -> m.Html:
    """Return one item in full."""
    own, product = one.item, one.product
    head = m.tag(
        "h3",
        screen.badge(own.cause, "high" if own.state == OPEN else "plain"),
        sku(product),
        m.text(f" {product.name}"),
    )
    grid = m.tag(
        "dl",
        *(m.join([m.tag("dt", m.text(term)), m.tag("dd", words)]) for term, words in _rows(one)),
        css="rt-sides",
    )
    return m.tag("div", head, grid, css="rt-card high" if own.state == OPEN else "rt-card")


def command(id: str, decision: str, by: str, why: str, new_code: str = "") -> str:
    """Return the command that records a decision, for a shell."""
    words = ["ruletrace", "reclassify", "decide", id, decision, "--by", by, "--why", why]
    return shlex.join([*words, *(["--code", new_code] if new_code else [])])


def decided_row(one: ReclassificationRow) -> Sequence[m.Html]:
    """Return a decided item as a row."""
    own = one.item
    now = m.join([m.text("changed to "), code(own.new_code, own.regime)]) if own.decision == CHANGED else m.text("kept")
    who = m.text(f"{f.or_unknown(own.decided_by)}, {f.or_unknown(own.decided_on)}: {own.why}")
    link = m.link("reclassify", own.cause, item=own.id)
    return sku(one.product), m.join([m.text(f"{own.regime} "), code(own.code, own.regime)]), now, who, link


def _rows(one: ReclassificationRow) -> Iterator[tuple[str, m.Html]]:
    own = one.item
    yield "Why", m.tag("b", m.text(own.what))
    yield "Since", m.text(f.or_unknown(own.since))
    yield "Classified", m.join([m.text(f"{own.regime} "), code(own.code, own.regime), m.text(_who(one))])
    yield "Rationale then", m.text(f"“{own.rationale}”" if own.rationale else "none was given")
    if own.from_text or own.to_text:
        yield _about(one), _texts(own.from_text, own.to_text)
    if one.changes:
        yield "Change of law", m.join([_change(each) for each in one.changes], ", ")
    yield "Open value", m.text(worth(one.open_minor) or "no open contract line")
    if own.reopened:
        yield "Open again", m.span(own.reopened, "rt-warn")
    if own.decided_by:
        now = f"changed to {own.new_code}" if own.new_code else own.decision
        yield "Decided", m.text(f"{now} by {own.decided_by}, {own.decided_on}: {own.why}")


def _who(one: ReclassificationRow) -> str:
    return f", by {f.or_unknown(one.item.by)}, {f.or_unknown(one.item.on)}"


def _about(one: ReclassificationRow) -> str:
    return one.item.paragraph or "Then → now"


def _texts(before: str, after: str) -> m.Html:
    gone = m.span(" (gone now)", "rt-warn") if not after else m.NOTHING
    new = m.span(" (not there then)", "rt-soft") if not before else m.NOTHING
    return m.join([_redline(before, after), gone, new])


def _redline(before: str, after: str) -> m.Html:
    """Return then and now as one text, what is gone struck through, what is new underlined."""
    return m.tag("div", m.redline_html(before, after), css="rt-red rt-then")


def _change(one: Change) -> m.Html:
    name = f"{one.entry} {one.place}".strip() or one.title
    change = m.link("change", name, change=one.id)
    law = m.link("entry", "text", **address(one.entry, one.list, place=one.place)) if one.entry else m.NOTHING
    return m.join([change, m.text(f" ({one.from_version} → {one.to_version}) "), law])
