"""Findings to review: sources that disagree, words that could not be tied to a document, readings that contradict."""

import streamlit as st

from dashboard import findings as told
from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, require
from dashboard.store import ask
from graph import reads
from graph.reads.findings import OPEN, FindingRow, Tally, decided_findings, finding, findings_tally

PER_PAGE = 20
DECIDED_SHOWN = 200
DECIDED = (m.Column("Finding", 44), m.Column("Decided", 11), m.Column("By whom, when, why", 45))
_ALL = "All kinds"


def show() -> None:
    """Draw the page, with the finding that the address names on top."""
    require(Role.ANALYST)
    tally = ask(findings_tally)
    screen.title(
        "Review",
        "Where sources disagree, or words could not be tied to what they mean. You decide; the journal keeps it.",
    )
    wanted = st.query_params.get("finding", "")
    if wanted:
        _chosen(ask(finding, wanted), wanted, tally)
        return
    if not tally.computed:
        st.warning("Findings were not computed yet: this is no answer. Run `ruletrace process`, then look here again.")
        return
    _figures(tally)
    _open(tally)
    _decided(tally)


def _chosen(one: FindingRow | None, wanted: str, tally: Tally) -> None:
    if one is None:
        words = f"The finding asked for ({wanted}) is not held any more: its sources have changed, or agree by now."
        screen.show(m.paragraph(m.text(words), css="rt-warn"))
    else:
        screen.show(told.card(one, with_link=False))
        how = "Decide" if one.finding.state == OPEN else "Decide anew"
        words = f"{how} on the command line, under your name, as accepted, rejected or not-relevant:"
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
        st.code(told.command(one), language=None, wrap_lines=True)
    screen.show(m.paragraph(m.link("review", f"All {f.count(tally.open + tally.decided, 'finding')}")))


def _figures(tally: Tally) -> None:
    grave, notable, minor = (tally.ranks.get(rank, 0) for rank in told.RANKS)
    figures = [
        (f.count(tally.open, "finding"), "open"),
        (f"{grave:,} grave", "when a rule applies"),
        (f"{notable:,} notable", "what a rule says"),
        (f"{minor:,} minor", "good to know"),
        (f"{tally.decided:,} decided", f"{tally.reopened:,} open again"),
    ]
    screen.figures(figures)


def _open(tally: Tally) -> None:
    screen.heading("To decide", "The most important first. Choose one for the command that decides it.")
    if not tally.open:
        st.info(
            "No finding is open: no two sources that are held disagree. That is not proof that what they say is right. "
            "After new documents (`ruletrace crawl`, `ruletrace process`) look here again."
        )
        return
    kind = _kind(tally)
    number = tally.kinds[kind] if kind else tally.open
    pages = max(-(-number // PER_PAGE), 1)
    page = st.pagination(pages, key="findings") if pages > 1 else 1
    start = (page - 1) * PER_PAGE
    own = ask(reads.findings, OPEN, PER_PAGE, start, kind)
    if pages > 1:
        words = f"Findings {start + 1:,}–{start + len(own):,} of {number:,}."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))
    screen.show(*(told.card(one) for one in own))


def _kind(tally: Tally) -> str | None:
    """Return the kind that the reader has chosen, None for all."""
    if len(tally.kinds) < 2:
        return None
    chosen = st.selectbox("Kind", [_ALL, *tally.kinds], key="kind", bind="query-params", width=320)
    return chosen if chosen in tally.kinds else None


def _decided(tally: Tally) -> None:
    screen.heading(f"Decided ({tally.decided:,})", "A decision holds while its sources say what it was taken on.")
    if not tally.decided:
        screen.show(m.paragraph(m.text("Nothing was decided yet."), css="rt-soft"))
        return
    newest = ask(decided_findings, DECIDED_SHOWN)
    rows = [(told.link(one, one.finding.title), _state(one), m.text(told.decided(one))) for one in newest]
    screen.show(m.table(DECIDED, rows))
    if tally.decided > len(rows):
        screen.show(m.paragraph(m.text(f"{tally.decided - len(rows):,} older ones: `ruletrace review --all`.")))


def _state(one: FindingRow) -> m.Html:
    return screen.badge(one.finding.state, "fine")
