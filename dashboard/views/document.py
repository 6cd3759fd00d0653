"""One document: its dates, what it states, each fact in its sentence, and where that sentence stands."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import quotes, screen
from dashboard.law import orders
from dashboard.law.places import link_to
from dashboard.law.sections import cited_parts, cited_places
from dashboard.store import ask
from graph import reads
from graph.reads.instructed import Ordered, instructions_of
from graph.reads.law import laws
from graph.schema import Document, Fact

COLUMNS = (m.Column("Block", 9), m.Column("Sentence", 51), m.Column("Read as", 28), m.Column("Characters", 12))
QUIET = {"document_number"}
AMENDING = {"rule", "proposed rule", "correction", "act"}


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
    _instructions(detail.document, ask(instructions_of, key))
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
                ("Answer", m.text(_answer(document))),
            ]
        )
    )


def _answer(document: Document) -> str:
    if document.origin:
        return f"no official answer: the text was converted by {document.origin}"
    return f"replayed, {document.replay}" if document.replay else "live"


def _facts(document: Document, groups: Sequence[Sequence[Fact]]) -> None:
    if document.kind == "list version":
        list = document.id.partition(":")[0]
        screen.heading("Its entries", "A dated text of the list is read as entries and paragraphs, not as facts.")
        screen.show(m.paragraph(m.link("law", f"The entries of {f.list_name(list)}", list=list)))
        return
    screen.heading(
        "What it states", "Marked: the words that were read. Choose a sentence for its exact place in the archive."
    )
    if not groups:
        screen.show(m.paragraph(m.text("Nothing was read as a fact."), css="rt-soft"))
        return
    links = _links([fact for group in groups for fact in group])
    screen.show(m.table(COLUMNS, [_row(document, group, links) for group in groups]))


def _links(facts: Sequence[Fact]) -> Mapping[str, m.Html]:
    """Return, by the value of a cited part, section or paragraph, a link to what is held of it."""
    found: dict[str, m.Html] = {}
    for value, place in cited_places(facts).items():
        found[value] = link_to(place, f"§ {place.designation}" if place.designation[0].isdigit() else "")
    parts = cited_parts(facts)
    held = {one.list for one in ask(laws)} if parts else set()
    found.update({value: m.link("law", f"part {value}", list=list) for value, list in parts.items() if list in held})
    return found


def _instructions(document: Document, found: Sequence[Ordered]) -> None:
    if document.kind == "list version":
        return
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


def _row(document: Document, group: Sequence[Fact], links: Mapping[str, m.Html]) -> Sequence[m.Html]:
    first, last = min(one.start_at for one in group), max(one.end_at for one in group)
    return (
        m.text(group[0].block or "text"),
        m.marked(group[0].sentence, quotes.spans(group)),
        m.join([m.text(quotes.readings(group)), *_held(group, links)]),
        quotes.link(document, group, f"{first:,}–{last:,}"),
    )


def _held(group: Sequence[Fact], links: Mapping[str, m.Html]) -> Sequence[m.Html]:
    found = [links[value] for value in dict.fromkeys(one.value for one in group) if value in links]
    return [m.tag("div", m.text("open: "), m.join(found, ", "), css="rt-where")] if found else []
