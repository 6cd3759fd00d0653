"""One change: its redline, what it reaches, which documents may have made it, and where the words stand."""

from collections.abc import Sequence

import streamlit as st

from dashboard import findings as told
from dashboard import formats as f
from dashboard import markup as m
from dashboard import quotes, screen
from dashboard.change_list import place_of, redline_box
from dashboard.law import agreement, meaning, orders
from dashboard.law.places import address
from dashboard.licensing.section import section
from dashboard.store import ask
from dashboard.views.parties import rows
from graph import reads
from graph.reads.dashboard_causes import Source, sources_of
from graph.reads.findings import FindingRow
from graph.reads.instructed import Ordered, orders_of
from graph.reads.meanings import meanings
from graph.schema import Change

REACHED = (m.Column("Place", 30), m.Column("How", 70))


def show() -> None:
    """Draw the page of the change that the address names."""
    key = st.query_params.get("change", "")
    detail = ask(reads.change, key)
    if detail is None:
        screen.missing("change", key)
        return
    _head(detail)
    if detail.change.meaning_changed:
        screen.show(*meaning.cards(ask(meanings, (key,))))
    if not detail.parties:
        screen.heading("Redline", "Struck through: gone. Underlined: new.")
        screen.show(redline_box(detail.change, whole=True))
        _reached(detail)
    section([one.document.id for one in detail.candidates], change=key)
    agreement.section(reads.agreement(detail.change))
    _findings(ask(reads.findings_of_change, key))
    if detail.parties:
        screen.heading(f.count(len(detail.parties), "listed row"))
        screen.show(rows(detail.parties))
    _documents(detail)
    _orders(detail, ask(orders_of, key))
    _sources(detail, ask(sources_of, key))


def _head(detail: reads.ChangeDetail) -> None:
    change = detail.change
    screen.crumbs(m.link(".", "First page"), m.text(f.list_name(change.list)), _entry_link(change))
    screen.title(change.title if detail.parties else f"{place_of(change)}: {change.kind}")
    texts = f"{f.or_unknown(change.from_version)} → {f.or_unknown(change.to_version)}"
    facts = [
        ("Class", m.text(change.change_class)),
        ("Rule of" if detail.parties else "Texts compared", m.text(change.to_version if detail.parties else texts)),
        ("Known to us since", m.text(f.moment(change.known))),
        ("Attribution", m.text(change.attribution)),
    ]
    if change.entry and not detail.parties:
        facts.append(("On the entry's page", _elsewhere(change)))
    screen.show(m.pairs(facts))


def _entry_link(change: Change) -> m.Html:
    if not change.entry or change.list == "parties":
        return m.text(change.entry or "the list itself")
    return m.link("entry", change.entry, **address(change.entry, change.list))


def _elsewhere(change: Change) -> m.Html:
    dates = {"from": change.from_version[:10], "to": change.to_version[:10]}
    redline = m.link("entry", "the redline of all of it", **address(change.entry, change.list, tab="Redline", **dates))
    history = address(change.entry, change.list, tab="History", place=change.place)
    return m.join([redline, m.link("entry", "the history of this place", **history)], " · ")


def _reached(detail: reads.ChangeDetail) -> None:
    screen.heading("What it reaches", "Everything below these places, and entries that refer to them, is touched too.")
    if not detail.reached:
        screen.show(
            m.paragraph(m.text("No controlled paragraph: nothing is classified under what changed."), css="rt-soft")
        )
        return
    screen.show(m.table(REACHED, [_reach(one) for one in detail.reached]))


def _reach(one: reads.Reached) -> Sequence[m.Html]:
    return m.link("entry", one.control.designation, entry=one.control.entry, list=one.control.list), m.text(one.how)


def _findings(found: Sequence[FindingRow]) -> None:
    if found:
        screen.heading(f"To review: {f.count(len(found), 'finding')}")
        screen.show(*(told.card(one) for one in found))


def _documents(detail: reads.ChangeDetail) -> None:
    screen.heading("Which document")
    if not detail.candidates and not detail.parties:
        screen.show(
            m.paragraph(
                m.text("Not attributed: no rule published in the interval shares words with the change."), css="rt-soft"
            )
        )
    if detail.candidates:
        words = "An inference from dates and words, not a statement of the document."
        many = " One of these, or several." if len(detail.candidates) > 1 else ""
        screen.show(m.paragraph(m.text(words + many), css="rt-soft"))
    screen.show(*(_candidate(one) for one in detail.candidates), *(_reading(one) for one in detail.readings))


def _orders(detail: reads.ChangeDetail, found: Sequence[Ordered]) -> None:
    if detail.parties:
        return
    screen.heading("By which instruction", "Instructions of these documents that act on this place or one above it.")
    if not found:
        held = any(one.document.body == "held" for one in detail.candidates)
        reason = "none of theirs acts on this place" if held else "the body of no candidate is held"
        screen.show(m.paragraph(m.text(f"None: {reason}."), css="rt-soft"))
    screen.show(*(orders.line(one) for one in found))


def _candidate(one: reads.Candidate) -> m.Html:
    document = one.document
    name = m.link("document", f"{document.number} {document.title}", document=document.id)
    reasons = m.tag("ul", *(m.tag("li", m.text(reason)) for reason in one.reasons))
    return m.tag("div", m.paragraph(screen.badge("candidate", "plain"), name), reasons)


def _reading(one: reads.Reading) -> m.Html:
    name = m.link("document", one.document.title, document=one.document.id)
    return m.paragraph(screen.badge(one.reading, "plain"), name)


def _sources(detail: reads.ChangeDetail, sources: Sequence[Source]) -> None:
    if detail.parties:
        hashes = sorted({party.sha256 for party in detail.parties if party.sha256})
        screen.heading("Exact source")
        screen.show(m.pairs([("Archived list", m.tag("code", m.text(", ".join(hashes) or f.UNKNOWN)))]))
        return
    change = detail.change
    urls = {one.document.published: one.document for one in detail.readings}
    screen.heading("Exact source of the words")
    for day, words in ((change.from_version, change.before), (change.to_version, change.after)):
        held = [one for one in sources if words and one.text.text == words]
        for one in held[:1]:
            document = urls.get(day)
            facts = [
                ("Text of", m.text(day)),
                ("Official address", quotes.address(document) if document else m.text(f.UNKNOWN)),
                ("Archived bytes", quotes.archived(one.text.sha256, [(one.text.byte_start, one.text.byte_end)])),
                ("Characters", m.text(f"{one.text.start_at:,}–{one.text.end_at:,}")),
                ("Read by", m.text(f.or_unknown(one.text.reader))),
            ]
            screen.show(m.pairs(facts))
        if not held:
            state = "the place has no words in this text" if not words else "place not held"
            screen.show(m.pairs([("Text of", m.text(f"{day}: {state}"))]))
