"""The queue of classifications to look at again: old text, new text, old rationale, and the decision of a person."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, asker, require
from dashboard.products.queue import CHANGED, DECIDED, KEPT, OPEN, card, command, decided_row, product_card
from dashboard.products.words import worth
from dashboard.store import ask
from graph.reads.reclassifications import ReclassificationRow, reclassification, reclassifications

PER_PAGE = 10
MOST = 5000
SHOWN = 200
LONGEST = 2000  # characters of a reason
_ALL = "All causes"
_LABELS = {KEPT: "Kept: the code stays", CHANGED: "Changed: another code"}


def show() -> None:
    """Draw the page, or the item that the address names with the form that decides it."""
    require(Role.PRODUCT_OWNER, Role.ANALYST)
    screen.title(
        "To reclassify",
        "Classifications whose ground has moved: the paragraph, a tested parameter, a component or the firmware. A "
        "classification stays as it is until a person decides.",
    )
    wanted = st.query_params.get("item", "")
    if wanted:
        _one(ask(reclassification, wanted), wanted)
        return
    waiting = ask(reclassifications, state=OPEN, limit=MOST)
    done = ask(reclassifications, state="decided", limit=MOST)
    _figures(waiting, done)
    _open(waiting)
    _decided(done)


def _figures(waiting: Sequence[ReclassificationRow], done: Sequence[ReclassificationRow]) -> None:
    products = {one.product.id: one for one in waiting}
    sums: dict[str, int] = {}
    for one in products.values():
        for currency, minor in one.open_minor:
            sums[currency] = sums.get(currency, 0) + minor
    reopened = sum(bool(one.item.reopened) for one in waiting)
    screen.figures(
        [
            (f.count(len(waiting), "item"), "open"),
            (f.count(len(products), "SKU"), "to look at again"),
            (worth(sorted(sums.items())) or "none", "open contract value of these, each line once"),
            (f"{len(done):,} decided", f"{reopened:,} open again"),
        ]
    )


def _open(waiting: Sequence[ReclassificationRow]) -> None:
    screen.heading("To decide", "The SKU with the most open contract value first; of one SKU the oldest cause.")
    if not waiting:
        st.info(
            "Nothing is open: no paragraph, parameter, component or firmware that a classification rests on has "
            "changed since it was made, as far as the held texts and tables tell. After new texts or an import "
            "(`ruletrace crawl`, `ruletrace import FOLDER`, `ruletrace process`) look here again."
        )
        return
    shown = [[*group] for _, group in groupby(_of_cause(waiting), key=lambda one: one.product.id)]
    pages = max(-(-len(shown) // PER_PAGE), 1)
    page = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    start = (page - 1) * PER_PAGE
    own = shown[start : start + PER_PAGE]
    if pages > 1:
        words = f"SKUs {start + 1:,}–{start + len(own):,} of {len(shown):,}."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
    screen.show(*(product_card(rows) for rows in own))


def _of_cause(waiting: Sequence[ReclassificationRow]) -> Sequence[ReclassificationRow]:
    causes = sorted({one.item.cause for one in waiting})
    left, right = st.columns([3, 7], vertical_alignment="bottom")
    chosen = left.selectbox("Cause", [_ALL, *causes], key="cause", bind="query-params")
    words = right.text_input("SKU, name or code", key="words", bind="query-params", placeholder="part of it")
    plain = (words or "").strip().casefold()
    return [one for one in waiting if chosen in (None, _ALL, one.item.cause) and plain in _said(one)]


def _said(one: ReclassificationRow) -> str:
    return f"{one.product.id} {one.product.name} {one.item.code}".casefold()


def _one(found: ReclassificationRow | None, wanted: str) -> None:
    if found is None:
        words = f"The item asked for ({wanted}) is not held any more: what it rested on has changed, or agrees by now."
        screen.show(m.paragraph(m.text(words), css="rt-warn"))
    else:
        screen.show(card(found))
        _form(found)
    screen.show(m.paragraph(m.link("reclassify", "The whole queue")))


def _form(found: ReclassificationRow) -> None:
    user, _ = asker()
    screen.heading("Decide" if found.item.state == OPEN else "Decide anew")
    with st.form(f"decide {found.item.id}"):
        left, right = st.columns([1, 1])
        decision = left.radio("Decision", [KEPT, CHANGED], format_func=_LABELS.__getitem__, horizontal=True)
        code = right.text_input("New code, when changed", max_chars=60, placeholder="such as 3A090.b.1")
        why = st.text_area("Why", max_chars=LONGEST, placeholder="Which paragraphs were tested, and with what result")
        by = st.text_input("Decided by", value=user or "", max_chars=200, placeholder="your name or office")
        asked = st.form_submit_button("Make the decision ready", type="primary", icon=":material/gavel:")
    if not asked:
        return
    require(Role.PRODUCT_OWNER, Role.ANALYST)
    wrong = list(_wrong(found, decision or KEPT, code.strip(), why.strip(), by.strip()))
    if wrong:
        st.error(" ".join(wrong))
        return
    words = (
        "Checked. Roles of single readers cannot be set yet, so this page writes nothing: run the line below where "
        "Ruletrace runs. It stands in the journal under that name and becomes the next version of the classification."
    )
    screen.show(m.paragraph(m.text(words)))
    st.code(
        command(found.item.id, decision or KEPT, by.strip(), why.strip(), code.strip()), language=None, wrap_lines=True
    )


def _wrong(found: ReclassificationRow, decision: str, code: str, why: str, by: str) -> list[str]:
    said = []
    if not why:
        said.append("Say why: the next reader needs the reason.")
    if not by:
        said.append("Say who decides.")
    if decision == CHANGED and not code:
        said.append("A changed classification needs its new code.")
    if decision == KEPT and code:
        said.append("A new code belongs to a changed classification: choose “changed”, or empty it.")
    if decision == CHANGED and code == found.item.code:
        said.append("The new code is the one that counts now: choose “kept”, or write another.")
    return said


def _decided(done: Sequence[ReclassificationRow]) -> None:
    with st.expander(f"Decided ({len(done):,})"):
        if not done:
            screen.show(m.paragraph(m.text("Nothing was decided yet."), css="rt-soft"))
            return
        newest = sorted(done, key=lambda one: (one.item.decided_on, one.item.id), reverse=True)
        screen.show(m.table(DECIDED, [decided_row(one) for one in newest[:SHOWN]]))
        if len(newest) > SHOWN:
            words = f"{len(newest) - SHOWN:,} older ones: "
            screen.show(m.paragraph(m.text(words), m.tag("code", m.text("ruletrace reclassify --all"))))
