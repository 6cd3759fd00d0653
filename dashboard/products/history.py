"""A product through time: what was answered, and every version of what is recorded of it."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.products.answers import told
from dashboard.products.card import verdict_words
from dashboard.products.words import code, span
from graph.reads import ProductClassification, ProductDetail
from graph.schema import Decision, Parameter, Verdict

ANSWERS = (
    m.Column("From – to", 18),
    m.Column("Answer", 30),
    m.Column("Text that answers", 18),
    m.Column("Why that text, and what it says", 34),
)
VERSIONS = (m.Column("Known from – to", 24), m.Column("What", 44), m.Column("Who says so", 32))
REASON = 160
Version = TypeVar("Version", ProductClassification, Parameter, Decision)


def history(found: ProductDetail, answers: Sequence[Verdict], day: str) -> None:
    """Draw what was and will be answered under each entry, then the versions of what is recorded."""
    screen.heading("Answers over time", "Computed from the facts that are recorded now, on the text of each day.")
    _answers(answers, day)
    screen.heading("What was recorded, version by version", "Ended versions stay: nothing is deleted.")
    _versions("Classifications", [_classification(one) for one in _ended_last(found.classifications)])
    _versions("Parameters", [_parameter(one) for one in _ended_last(found.parameters)])
    _versions("Decisions", [_decision(one) for one in _ended_last(found.decisions)])


def _answers(answers: Sequence[Verdict], day: str) -> None:
    entries = sorted({one.entry for one in answers})
    if not entries:
        words = "No entry was asked for it yet. Parameters or a code bring it under one; then `ruletrace process`."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
        return
    chosen = st.selectbox("Entry", entries, key="entry_of", bind="query-params", width=220) or entries[0]
    own = sorted((one for one in answers if one.entry == chosen), key=lambda one: one.on, reverse=True)
    screen.show(m.table(ANSWERS, [_answer(one, day) for one in own]))


def _answer(one: Verdict, day: str) -> Sequence[m.Html]:
    holds = one.on <= day and (not one.until or one.until >= day)
    mark = "today" if holds else "coming" if one.on > day else ""
    when = m.join([m.text(span(one.on, one.until)), *([m.text(" "), screen.badge(mark, "low")] if mark else [])])
    text = f"{one.text_version}{', converted' if one.origin else ''}" if one.text_version else "none held"
    why = [m.tag("div", m.text(said), css="rt-said") for said in one.told]
    return when, verdict_words(told(one)), m.text(text), m.join([m.text(f.cut(one.reason, REASON)), *why])


def _versions(title: str, rows: Sequence[Sequence[m.Html]]) -> None:
    with st.expander(f"{title} ({f.count(len(rows), 'version')})"):
        if rows:
            screen.show(m.table(VERSIONS, rows))
        else:
            screen.show(m.paragraph(m.text("None was ever recorded."), css="rt-soft"))


def _ended_last(found: Iterable[Version]) -> list[Version]:
    return sorted(found, key=lambda one: (bool(one.to), one.from_))


def _known(from_: str, to: str) -> m.Html:
    first = f.moment(from_)
    return m.text(f"{first} –\n{f.moment(to)}") if to else m.join([m.text(f"since {first}")])


def _classification(one: ProductClassification) -> Sequence[m.Html]:
    what = m.join([m.text(f"{one.regime} "), code(one.designation, one.regime), m.text(f": {one.rationale}")])
    who = ", ".join(filter(None, (one.vendor or one.basis, one.by, one.at)))
    return _known(one.from_, one.to), what, m.text(who or f.UNKNOWN)


def _parameter(one: Parameter) -> Sequence[m.Html]:
    what = " ".join(filter(None, (one.parameter, one.value, one.measured_in, one.note and f"({one.note})")))
    return (
        _known(one.from_, one.to),
        m.text(what),
        m.text(", ".join(filter(None, (one.source, one.dated))) or f.UNKNOWN),
    )


def _decision(one: Decision) -> Sequence[m.Html]:
    what = f"{one.question}: {one.answer}{f' ({one.why})' if one.why else ''}"
    return _known(one.from_, one.to), m.text(what), m.text(", ".join(filter(None, (one.by, one.on))) or f.UNKNOWN)
