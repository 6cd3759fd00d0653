"""Findings to review: sources that disagree, words that could not be tied to a document, readings that contradict."""

from collections.abc import Sequence

import streamlit as st

from dashboard import findings as told
from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, require
from dashboard.store import ask
from graph import reads
from graph.reads.findings import OPEN, FindingRow

PER_PAGE = 20
DECIDED = (m.Column("Finding", 44), m.Column("Decided", 11), m.Column("By whom, when, why", 45))
_ALL = "All kinds"


def show() -> None:
    """Draw the page, with the finding that the address names on top."""
    require(Role.ANALYST)
    found = ask(reads.findings, None)
    waiting = [one for one in found if one.finding.state == OPEN]
    screen.title(
        "Review",
        "Where sources disagree, or words could not be tied to what they mean. You decide; the journal keeps it.",
    )
    wanted = st.query_params.get("finding", "")
    if wanted:
        _chosen(found, wanted)
        return
    _figures(found, waiting)
    _open(waiting)
    _decided([one for one in found if one.finding.state != OPEN])


def _chosen(found: Sequence[FindingRow], wanted: str) -> None:
    one = next((each for each in found if each.finding.id == wanted), None)
    if one is None:
        words = f"The finding asked for ({wanted}) is not held any more: its sources have changed, or agree by now."
        screen.show(m.paragraph(m.text(words), css="rt-warn"))
    else:
        screen.show(told.card(one, with_link=False))
        how = "Decide" if one.finding.state == OPEN else "Decide anew"
        words = f"{how} on the command line, under your name, as accepted, rejected or not-relevant:"
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
        st.code(told.command(one), language=None, wrap_lines=True)
    screen.show(m.paragraph(m.link("review", f"All {f.count(len(found), 'finding')}")))


def _figures(found: Sequence[FindingRow], waiting: Sequence[FindingRow]) -> None:
    ranks = [sum(one.finding.rank == rank for one in waiting) for rank in told.RANKS]
    reopened = sum(bool(one.finding.reopened) for one in waiting)
    figures = [
        (f.count(len(waiting), "finding"), "open"),
        (f"{ranks[0]:,} grave", "when a rule applies"),
        (f"{ranks[1]:,} notable", "what a rule says"),
        (f"{ranks[2]:,} minor", "good to know"),
        (f"{len(found) - len(waiting):,} decided", f"{reopened:,} open again"),
    ]
    screen.figures(figures)


def _open(waiting: Sequence[FindingRow]) -> None:
    screen.heading("To decide", "The most important first. Choose one for the command that decides it.")
    if not waiting:
        st.info(
            "No finding is open: no two sources that are held disagree. That is not proof that what they say is right. "
            "After new documents (`ruletrace crawl`, `ruletrace process`) look here again."
        )
        return
    shown = _of_kind(waiting)
    pages = max(-(-len(shown) // PER_PAGE), 1)
    page = st.pagination(pages, key="findings") if pages > 1 else 1
    start = (page - 1) * PER_PAGE
    own = shown[start : start + PER_PAGE]
    if pages > 1:
        words = f"Findings {start + 1:,}–{start + len(own):,} of {len(shown):,}."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
    screen.show(*(told.card(one) for one in own))


def _of_kind(waiting: Sequence[FindingRow]) -> Sequence[FindingRow]:
    kinds = sorted({one.finding.kind for one in waiting})
    if len(kinds) < 2:
        return waiting
    chosen = st.selectbox("Kind", [_ALL, *kinds], key="kind", bind="query-params", width=320)
    return [one for one in waiting if chosen in (None, _ALL, one.finding.kind)]


def _decided(found: Sequence[FindingRow]) -> None:
    screen.heading(f"Decided ({len(found):,})", "A decision holds while its sources say what it was taken on.")
    if not found:
        screen.show(m.paragraph(m.text("Nothing was decided yet."), css="rt-soft"))
        return
    newest = sorted(found, key=lambda one: (one.finding.decided_at, one.finding.id), reverse=True)
    rows = [(told.link(one, one.finding.title), _state(one), m.text(told.decided(one))) for one in newest[:200]]
    screen.show(m.table(DECIDED, rows))
    if len(newest) > len(rows):
        screen.show(m.paragraph(m.text(f"{len(newest) - len(rows):,} older ones: `ruletrace review --all`.")))


def _state(one: FindingRow) -> m.Html:
    return screen.badge(one.finding.state, "fine")
