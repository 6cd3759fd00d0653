"""One document: its dates, what it states, each fact in its sentence, and where that sentence stands."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import quotes, screen
from dashboard.store import ask
from graph import reads
from graph.schema import Document, Fact

COLUMNS = (m.Column("Block", 9), m.Column("Sentence", 51), m.Column("Read as", 28), m.Column("Characters", 12))
QUIET = {"document_number"}


def show() -> None:
    """Draw the page of the document that the address names, with the fact that it asks for first."""
    key = st.query_params.get("document", "")
    detail = ask(reads.document, key)
    if detail is None:
        screen.missing("document", key)
        return
    _head(detail.document)
    groups = list(quotes.by_sentence(fact for fact in detail.facts if fact.kind not in QUIET).values())
    wanted = st.query_params.get("fact", "")
    chosen = [group for group in groups if any(fact.id == wanted for fact in group)]
    for group in chosen:
        screen.heading("The quoted sentence")
        screen.show(quotes.sentence(group, "chosen"), quotes.source(detail.document, group))
    _properties(detail)
    _facts(detail.document, groups)


def _head(document: Document) -> None:
    screen.crumbs(m.link(".", "First page"), m.text(f"Document {document.number}"))
    screen.title(document.title or document.number)
    dates = f"Published {f.or_unknown(document.published)} · effective {f.or_unknown(document.effective)}"
    screen.show(
        m.paragraph(
            screen.badge(f.or_unknown(document.kind), "plain"), m.text(f"{dates} · {f.or_unknown(document.citation)}")
        )
    )


def _properties(detail: reads.DocumentDetail) -> None:
    document = detail.document
    screen.heading("What is held")
    if document.abstract:
        screen.show(m.tag("div", m.text(document.abstract), css="rt-quote"))
    held = {"held": "held", "not held": "not held: only what the listing says was read"}
    where = f", {document.pointer}" if document.pointer else ""
    screen.show(
        m.pairs(
            [
                ("Body", m.text(held.get(document.body, f.UNKNOWN))),
                ("Comments close", m.text(document.comments_close or "not stated")),
                ("To export control", m.text(f.or_unknown(document.relevance))),
                ("Official address", quotes.address(document)),
                (
                    "Archived bytes",
                    m.join([m.text("SHA-256 "), m.tag("code", m.text(f.or_unknown(document.sha256))), m.text(where)]),
                ),
                ("Answer", m.text(f"replayed, {document.replay}" if document.replay else "live")),
            ]
        )
    )


def _facts(document: Document, groups: Sequence[Sequence[Fact]]) -> None:
    if document.kind == "list version":
        screen.heading("Its entries", "A dated text of the list is read as entries and paragraphs, not as facts.")
        return
    screen.heading(
        "What it states", "Marked: the words that were read. Choose a sentence for its exact place in the archive."
    )
    if not groups:
        screen.show(m.paragraph(m.text("Nothing was read as a fact."), css="rt-soft"))
        return
    screen.show(m.table(COLUMNS, [_row(document, group) for group in groups]))


def _row(document: Document, group: Sequence[Fact]) -> Sequence[m.Html]:
    first, last = min(one.start_at for one in group), max(one.end_at for one in group)
    return (
        m.text(group[0].block or "text"),
        m.marked(group[0].sentence, quotes.spans(group)),
        m.text(quotes.readings(group)),
        quotes.link(document, group, f"{first:,}–{last:,}"),
    )
