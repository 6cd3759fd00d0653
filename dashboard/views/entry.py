"""One entry of a control list: its text now, what changed, what refers to what, and what of ours stands there."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.change_list import summary
from dashboard.store import ask
from graph.reads.dashboard_entry import Classified, EntryDetail, EntryReference, PlaceWords, entry

REFERENCES = (m.Column("From", 16), m.Column("Kind", 18), m.Column("To", 16), m.Column("Words", 50))
PRODUCTS = (m.Column("SKU", 16), m.Column("Name", 46), m.Column("Designation", 16), m.Column("Precision", 22))
KINDS = {"meets_or_exceeds": "meets or exceeds", "controlled_by": "controlled by"}


def show() -> None:
    """Draw the page of the entry that the address names."""
    key, list = st.query_params.get("entry", ""), st.query_params.get("list", "ccl")
    detail = ask(entry, key, list)
    if detail is None:
        screen.missing("entry", f"{list} {key}".strip())
        return
    _head(detail)
    names = ["Text now", f"Changes ({len(detail.changes)})", f"Ours ({len(detail.products)})", "References"]
    now, changes, ours, references = st.tabs(names)
    with now:
        _text(detail.places)
    with changes:
        _changes(detail)
    with ours:
        _products(detail.products)
    with references:
        _references("Refers to", detail.refers_to)
        _references("Referred to by", detail.referred_to_by)


def _head(detail: EntryDetail) -> None:
    screen.crumbs(m.link(".", "First page"), m.text(f.LISTS.get(detail.list, detail.list)), m.text(detail.entry))
    headings = [one for one in detail.places if one.control.kind == "entry"]
    screen.title(detail.entry, headings[-1].text.text if headings else "")


def _text(places: Sequence[PlaceWords]) -> None:
    current = [one for one in places if not one.to]
    gone = len(places) - len(current)
    if not current:
        screen.show(
            m.paragraph(
                m.text(f"The newest text has no such entry; {f.count(gone, 'place')} in older ones."), css="rt-soft"
            )
        )
    screen.show(*(_place(one) for one in current if one.control.kind != "entry"), css="rt-tree")
    if gone and current:
        screen.show(
            m.paragraph(m.text(f"{f.count(gone, 'place')} of older texts are gone: see Changes."), css="rt-where")
        )


def _place(one: PlaceWords) -> m.Html:
    kind = one.control.kind
    if kind == "caption":
        return m.paragraph(m.tag("b", m.text(one.text.text)))
    depth = one.control.place.count(".") if kind in {"paragraph", "reserved"} else 0
    indent = f"margin-left:{1 + 1.4 * depth:.1f}rem"
    words = m.text(one.text.text.replace("\n", " → ") if kind == "licence row" else one.text.text)
    return m.tag("p", words, style=indent)


def _changes(detail: EntryDetail) -> None:
    if not detail.changes:
        screen.show(m.paragraph(m.text("No difference between the texts that are held."), css="rt-soft"))
    screen.show(*(summary(change) for change in detail.changes))


def _products(products: Sequence[Classified]) -> None:
    if not products:
        screen.show(m.paragraph(m.text("Nothing of ours is classified in this entry."), css="rt-soft"))
        return
    screen.show(m.table(PRODUCTS, [_product(one) for one in products]))


def _product(one: Classified) -> Sequence[m.Html]:
    precision = "as the company wrote it" if one.exact else f"company wrote {one.product.eccn}: no such paragraph"
    return m.text(one.product.id), m.text(one.product.name), m.text(one.designation), m.text(precision)


def _references(title: str, found: Sequence[EntryReference]) -> None:
    screen.heading(f"{title} ({len(found)})")
    if found:
        screen.show(m.table(REFERENCES, [_reference(one) for one in found]))


def _reference(one: EntryReference) -> Sequence[m.Html]:
    other = m.link("entry", one.other.designation, entry=one.other.entry, list=one.other.list)
    return m.text(one.here.designation), m.text(KINDS.get(one.kind, one.kind)), other, m.text(one.quote)
