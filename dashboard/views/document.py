"""One document: its identity, dates, relations, what it states and orders, and what about it is to be reviewed."""

from collections.abc import Sequence

import streamlit as st

from dashboard import findings as told
from dashboard import formats as f
from dashboard import markup as m
from dashboard import quotes, screen
from dashboard.law import orders
from dashboard.stated import facts as stated
from dashboard.stated import head, parties, relations
from dashboard.store import ask
from graph import reads
from graph.reads.findings import FindingRow
from graph.reads.instructed import Ordered, instructions_of
from graph.schema import Document

AMENDING = {"rule", "proposed rule", "correction", "act"}
MOST = 10_000  # facts of one document that are asked for
LIST = "list version"


def show() -> None:
    """Draw the page of the document that the address names, with the fact that it asks for first."""
    key = st.query_params.get("document", "")
    detail = ask(reads.document, key, MOST)
    if detail is None:
        screen.missing("document", key)
        return
    document = detail.document
    _head(document)
    if document.kind != LIST:
        head.identity(document, detail.facts)
    _wanted(detail, st.query_params.get("fact", ""))
    findings = ask(reads.findings_of_document, key)
    _findings(findings)
    if document.kind == LIST:
        _entries(document)
    else:
        _stated(detail, findings)
        _instructions(document, ask(instructions_of, key))
    _properties(document)


def _head(document: Document) -> None:
    screen.crumbs(m.link(".", "First page"), m.text(f"Document {document.number}"))
    screen.title(document.title or document.number)
    effective = f"effective {document.effective} by the listing" if document.effective else "effective date not listed"
    words = f"Published {f.or_unknown(document.published)} · {effective}"
    screen.show(m.paragraph(screen.badge(f.or_unknown(document.kind), "plain"), m.text(words)))


def _wanted(detail: reads.DocumentDetail, fact: str) -> None:
    groups = quotes.by_sentence(detail.facts).values() if fact else ()
    for group in groups:
        if any(one.id == fact for one in group):
            screen.heading("The quoted sentence")
            screen.show(quotes.sentence(group, "chosen"), quotes.source(detail.document, group))
            screen.show(m.paragraph(m.text(f"Read as: {quotes.readings(group)}"), css="rt-where"))


def _findings(found: Sequence[FindingRow]) -> None:
    if found:
        screen.heading(f"To review: {f.count(len(found), 'finding')}")
        screen.show(*(told.card(one) for one in found))


def _stated(detail: reads.DocumentDetail, findings: Sequence[FindingRow]) -> None:
    document, facts = detail.document, detail.facts
    head.dates(document, facts, findings)
    relations.section(document, ask(reads.relations, document.id), facts, findings)
    parties.section(document, facts)
    stated.section(document, facts, MOST)


def _entries(document: Document) -> None:
    list = document.id.partition(":")[0]
    screen.heading("Its entries", "A dated text of the list is read as entries and paragraphs, not as facts.")
    screen.show(m.paragraph(m.link("law", f"The entries of {f.list_name(list)}", list=list)))


def _properties(document: Document) -> None:
    screen.heading("What is held")
    if document.abstract:
        screen.show(m.tag("div", m.text(document.abstract), css="rt-quote"))
    held = {"held": "held", "not held": "not held: only what the listing says was read"}
    where = f", {document.pointer}" if document.pointer else ""
    screen.show(
        m.pairs(
            [
                ("Body", m.text(held.get(document.body, f.UNKNOWN))),
                ("To export control", m.text(f.or_unknown(document.relevance))),
                ("Official address", quotes.address(document)),
                (
                    "Archived bytes",
                    m.join([m.text("SHA-256 "), m.tag("code", m.text(f.or_unknown(document.sha256))), m.text(where)]),
                ),
                ("Answer", m.text(_answer(document))),
            ]
        )
    )


def _answer(document: Document) -> str:
    if document.origin:
        return f"no official answer: the text was converted by {document.origin}"
    return f"replayed, {document.replay}" if document.replay else "live"


def _instructions(document: Document, found: Sequence[Ordered]) -> None:
    if not found:
        if document.kind in AMENDING:
            said = "none was read in its text" if document.body == "held" else "unknown, because its body is not held"
            screen.heading("What it orders")
            screen.show(m.paragraph(m.text(f"Amendatory instructions: {said}."), css="rt-soft"))
        return
    missed = sum(1 for one in found if one.instruction.not_understood)
    lead = "all understood" if not missed else f"{missed} not wholly understood"
    screen.heading(f"What it orders: {f.count(len(found), 'instruction')}, {lead}", "An order is not yet a change.")
    screen.show(m.tag("div", orders.table(found), css="rt-scroll"))
