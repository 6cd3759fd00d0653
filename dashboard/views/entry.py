"""One entry or section: its text on a date, redlines, history, what of ours stands there, what refers to what."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law import meaning
from dashboard.law.history_tab import history_tab
from dashboard.law.over_time import on
from dashboard.law.redline_tab import redline_tab
from dashboard.law.references_tab import references_tab
from dashboard.law.shown import Shown
from dashboard.law.text_tab import text_tab
from dashboard.law.thresholds_tab import thresholds_tab
from dashboard.store import ask
from graph.reads.dashboard_entry import Classified, entry
from graph.reads.instructed import entry_changes
from graph.reads.law import held_texts
from graph.reads.meanings import Meaning, meanings

PRODUCTS = (m.Column("SKU", 16), m.Column("Name", 40), m.Column("Designation", 16), m.Column("Precision", 28))
# The names stand in addresses that people share.
OURS, THRESHOLDS = "Ours", "Thresholds"
TABS = ("Text", "Redline", "History", THRESHOLDS, OURS, "References")
DRAWN = {
    "Text": text_tab,
    "Redline": redline_tab,
    "History": history_tab,
    THRESHOLDS: thresholds_tab,
    "References": references_tab,
}


def show() -> None:
    """Draw the page of the entry that the address names, on the date and tab that it names."""
    key, list = st.query_params.get("entry", ""), st.query_params.get("list", "ccl")
    detail = ask(entry, key, list)
    if detail is None:
        screen.missing("entry", f"{f.list_name(list)} {key}".strip(), "law")
        return
    found = ask(entry_changes, key, list)
    shown = Shown(detail, ask(held_texts, list), found, st.query_params.get("place", ""))
    changed = ask(meanings, tuple(one.change.id for one in found if one.change.meaning_changed))
    _head(shown)
    screen.show(*meaning.cards(changed))
    _tabs(shown, changed)


def _head(shown: Shown) -> None:
    detail = shown.detail
    law = m.link("law", f.list_name(detail.list), list=detail.list)
    crumbs = [m.link(".", "First page"), m.link("law", "Law"), law, m.text(detail.entry)]
    screen.crumbs(*crumbs, *([m.text(shown.place)] if shown.place else []))
    screen.title(detail.entry, shown.heading)
    days = shown.days
    figures = [
        (f.count(len(days), "dated text"), f"{days[0]} – {days[-1]}" if len(days) > 1 else f"{days[0]} only"),
        (f.count(shown.changed, "place"), "changed in the texts held" if len(days) > 1 else "changed: one text only"),
    ]
    if shown.is_part:
        now = len(on(detail.stretches, days[-1])) + detail.rows
        figures.append((f.count(now, "place"), "now: paragraphs, notes, rows"))
    else:
        references = len(detail.refers_to) + len(detail.referred_to_by)
        figures.append((f.count(len(detail.products), "SKU"), "of ours classified here"))
        figures.append((f.count(references, "reference"), "to and from other entries"))
    screen.figures(figures)


def _tabs(shown: Shown, changed: Sequence[Meaning]) -> None:
    names = [name for name in TABS if name not in (OURS, THRESHOLDS) or not shown.is_part]
    tabs = dict(zip(names, st.tabs(names, key="tab", bind="query-params"), strict=True))
    open_tab = next((name for name, tab in tabs.items() if tab.open), names[0])
    with tabs[open_tab]:
        if open_tab == OURS:
            _products(shown.detail.products, changed)
        else:
            DRAWN[open_tab](shown)


def _products(products: Sequence[Classified], changed: Sequence[Meaning]) -> None:
    if not products:
        words = "Nothing of ours is classified in this entry. Classifications come with `ruletrace import FOLDER`."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
        return
    to_check = {product.product.id: one.designation for one in changed for product in one.products}
    screen.show(m.table(PRODUCTS, [_product(one, to_check.get(one.product.id, "")) for one in products]))


def _product(one: Classified, check: str) -> Sequence[m.Html]:
    precision = m.text("as the company wrote it" if one.exact else f"company wrote {one.product.eccn}: none such held")
    remark = m.join([screen.badge("check", "high"), m.text(f"{check} changed its meaning")])
    parts = [precision, m.tag("div", remark)] if check else [precision]
    return m.text(one.product.id), m.text(one.product.name), m.text(one.designation), m.join(parts)
