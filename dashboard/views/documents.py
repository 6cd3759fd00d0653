"""The analyst's list of documents."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, require
from dashboard.store import ask
from graph import reads
from graph.schema import Document

COLUMNS = (
    m.Column("Published", 9),
    m.Column("Number", 11),
    m.Column("Title", 44),
    m.Column("Kind", 10),
    m.Column("Effective", 9),
    m.Column("Citation", 10),
    m.Column("Body", 7),
)
SHOWN = 200


def show() -> None:
    """Draw the page."""
    require(Role.ANALYST)
    screen.title(
        "Documents",
        "What was published, as the listing describes it. Body “not held”: only title and abstract were read.",
    )
    found = [one for one in ask(reads.documents) if one.kind != "list version"]
    words, kind, relevance = _choice(found)
    shown = [one for one in found if _fits(one, words, kind, relevance)]
    screen.show(
        m.paragraph(m.text(f"{f.count(len(shown), 'document')} of {len(found)}, the newest first."), css="rt-soft")
    )
    screen.show(m.table(COLUMNS, [_row(one) for one in shown[:SHOWN]]))


def _choice(found: Sequence[Document]) -> tuple[str, str, str]:
    left, middle, right = st.columns([5, 3, 3])
    words = left.text_input("Words in title, number or citation")
    kind = middle.selectbox(
        "Kind", ["", *sorted({one.kind for one in found})], format_func=lambda one: one or "All kinds"
    )
    options = ["", "relevant", "not relevant", f.UNKNOWN]
    relevance = right.selectbox("To export control", options, index=1, format_func=lambda one: one or "All")
    return words.strip().casefold(), kind, relevance


def _fits(one: Document, words: str, kind: str, relevance: str) -> bool:
    said = f"{one.title} {one.number} {one.citation}".casefold()
    return words in said and kind in {"", one.kind} and relevance in {"", one.relevance}


def _row(one: Document) -> Sequence[m.Html]:
    return (
        m.text(f.or_unknown(one.published)),
        m.link("document", one.number, document=one.id),
        m.text(one.title),
        m.text(f.or_unknown(one.kind)),
        m.text(f.or_unknown(one.effective)),
        m.text(f.or_unknown(one.citation)),
        m.text(f.or_unknown(one.body)),
    )
