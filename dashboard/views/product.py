"""One product: what it is, in or out and by how much, today and on coming dates, in which words, and what if."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import paths, screen
from dashboard.access import Role, current_roles, require
from dashboard.products import facts
from dashboard.products.answers import Told, coming, holding, told
from dashboard.products.card import card, is_short, verdict_words
from dashboard.products.history import history
from dashboard.products.what_if import what_if
from dashboard.products.words import NO_CLEARANCE, ORDER, code, worth
from dashboard.store import ask
from graph.reads import ProductDetail, product
from graph.reads import catalogue as reads
from graph.reads.dashboard_names import names
from graph.reads.reclassifications import ReclassificationRow, product_reclassifications
from graph.reads.verdicts import product_verdicts
from graph.schema import Product, Verdict
from regulation.classification import Verdict as Word

# The names stand in addresses that people share.
ANSWERS, FACTS, HISTORY, WHAT_IF = "Answers", "Facts", "History", "What if"
QUEUED = 2  # items of the queue named at the head
OPENED = 3  # cards whose proof is unfolded
COMING = (m.Column("From", 12), m.Column("Entry", 12), m.Column("Answer then", 30), m.Column("Why", 46))
REASON = 220


def show() -> None:
    """Draw the page of the SKU that the address names, on the tab that it names."""
    require(Role.PRODUCT_OWNER, Role.ANALYST)
    key = st.query_params.get("sku", "")
    detail = ask(product, key) if key else None
    if detail is None:
        screen.missing("product", key, "products")
        return
    day = screen.now().date().isoformat()
    answers = ask(product_verdicts, key)
    queue = [one for one in ask(product_reclassifications, key) if one.item.state == "open"]
    _head(detail, holding(answers, day), queue)
    tabs = [ANSWERS, FACTS, HISTORY, WHAT_IF]
    drawn = dict(zip(tabs, st.tabs(tabs, key="tab", bind="query-params"), strict=True))
    open_tab = next((name for name, tab in drawn.items() if tab.open), ANSWERS)
    with drawn[open_tab]:
        _tab(open_tab, detail, answers, day)


def _tab(name: str, detail: ProductDetail, answers: Sequence[Verdict], day: str) -> None:
    sku = detail.product.id
    if name == FACTS:
        facts.detail(detail, ask(reads.parts, sku))
    elif name == HISTORY:
        history(detail, answers, day)
    elif name == WHAT_IF:
        what_if(detail, ask(reads.parts, sku), holding(answers, day))
    else:
        _answers(answers, day)
        _alerts(sku)


def _head(detail: ProductDetail, today: Sequence[Verdict], queue: Sequence[ReclassificationRow]) -> None:
    own = detail.product
    screen.crumbs(m.link(".", "First page"), m.link("products", "Products"), m.text(own.id))
    screen.title(own.name or own.id, f"SKU {own.id}")
    if own.to:
        words = f"Not sold any more: gone from the products' table since {f.moment(own.to)}."
        screen.show(m.paragraph(m.text(words), css="rt-warn"))
    value = worth(ask(reads.open_minor, own.id))
    screen.figures(
        [
            (own.eccn or f.UNKNOWN, "our code (US)"),
            (own.eu_code or f.UNKNOWN, "our code (EU)"),
            (_gravest(today), f"by its facts, today{_others(today)}"),
            (value or "none", "open contract value, each line once"),
        ]
    )
    screen.show(m.paragraph(_sale(own)))
    for one in queue[:QUEUED]:
        link = m.link("reclassify", "decide", item=one.item.id)
        words = m.text(f"{one.item.what.rstrip('.')} ({one.item.regime} {one.item.code}): ")
        screen.show(m.paragraph(screen.badge("to reclassify", "high"), words, link))
    if len(queue) > QUEUED:
        words = f"{f.count(len(queue) - QUEUED, 'more item')} of it in the queue"
        screen.show(m.paragraph(m.link("reclassify", words, words=own.id)))
    left, right = st.columns([2, 3], gap="large")
    with left:
        screen.show(facts.record(own))
    with right:
        facts.classifications(detail.classifications)


def _sale(own: Product) -> m.Html:
    """Return a link to the determination for this product, where the reader gives the rest of a sale."""
    given = {"code": own.eccn, "origin": own.origin, "kind": own.kind, "us_content": own.us_content_percent}
    return m.link("determination", "What would a sale of it need?", **{key: one for key, one in given.items() if one})


def _gravest(today: Sequence[Verdict]) -> str:
    """Return the gravest answer with its paragraph, and how many other entries were asked."""
    if not today:
        return "not asked"
    first = min(today, key=_rank)
    noticed = ", individual notice" if any(one.notices for one in today) else ""
    return f"{first.verdict} {first.paragraph or first.entry}{noticed}"


def _others(today: Sequence[Verdict]) -> str:
    return f"; {f.count(len(today) - 1, 'more entry', 'more entries')} below" if len(today) > 1 else ""


def _rank(one: Verdict) -> tuple[int, str, str]:
    return ORDER.index(Word(one.verdict)), one.list, one.entry


def _answers(answers: Sequence[Verdict], day: str) -> None:
    today = sorted(holding(answers, day), key=_rank)
    screen.heading(f"Today, {day}", f"One answer an entry, computed from the recorded facts. {NO_CLEARANCE}")
    if not today:
        st.info(
            "No entry was asked for this SKU: none of its parameters and no code of it leads to one that has "
            "conditions. That is not a clearance. Add parameters with `ruletrace import FOLDER`, then run "
            "`ruletrace process`."
        )
    grave = [told(one) for one in today if one.verdict not in (Word.OUT, Word.NOT_MODELLED)]
    rest = [told(one) for one in today if one.verdict in (Word.OUT, Word.NOT_MODELLED)]
    screen.show(*(card(one, index < OPENED and is_short(one)) for index, one in enumerate([*grave, *rest])))
    _coming(answers, day)


def _coming(answers: Sequence[Verdict], day: str) -> None:
    later = coming(answers, day)
    screen.heading("Coming dates")
    if later:
        screen.show(m.table(COMING, [_later(told(one)) for one in later]))
        return
    words = "No held text, and no rule whose day of effect is known, changes an answer after today. Rules that were "
    words += "published but cannot be dated, or were not read, are not seen here."
    screen.show(m.paragraph(m.text(words), css="rt-soft"))


def _later(one: Told) -> Sequence[m.Html]:
    why = [m.tag("div", m.text(said), css="rt-said") for said in one.why]
    reason = m.join([m.text(f.cut(one.answer.reason, REASON)), *why])
    return m.text(one.on), code(one.entry), verdict_words(one), reason


def _alerts(sku: str) -> None:
    found = [one for one in ask(reads.touching, sku) if one.role in current_roles()]
    screen.heading("Alerts that touch it")
    if not found:
        words = "No alert of yours touches this SKU."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
        return
    known = ask(names, tuple(sorted({key for one in found for key in one.path})))
    # One change has an alert for each reader: who has several roles reads it once.
    screen.show(*(_alert(one, known) for one in {one.alert.title: one for one in found}.values()))


def _alert(one: reads.Touching, known: paths.Names) -> m.Html:
    link = m.link("alert", one.alert.title, alert=one.alert.id)
    way = paths.sentence(one.path, known)
    return m.paragraph(screen.badge(one.alert.severity), link, m.tag("div", m.text(way), css="rt-said"))
