"""What decides on a paragraph: bounds, facts, references and notes, each beside the words it was read from."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.archived import Line, thresholds
from dashboard.law.over_time import on
from dashboard.law.shown import Shown, choose_day, origin
from ruletrace.archive import ArchiveError
from ruletrace.readers.xml import ReadError

COLUMNS = (m.Column("What decides", 50), m.Column("In the words of the text", 50))
MOST = 300
STEP = 1.1  # rem of indent for each step down the tree
_SIGNS = {" >= ": " ≥ ", " <= ": " ≤ "}
_LEAD = (
    "Read from the words at the right, never remembered: “≥” includes the number, “>” does not. It classifies nothing."
)


def thresholds_tab(shown: Shown) -> None:
    """Draw the conditions of the paragraph that the reader chooses, on the day that the reader chooses."""
    official = [one.day for one in shown.texts if not one.origins and shown.has(one.day)]
    if shown.detail.list != "ccl" or not official:
        _elsewhere(shown)
        return
    left, middle, right = st.columns([2, 3, 5], vertical_alignment="bottom")
    with left:
        day = choose_day("Text of", official, "as_of", official[-1])
    places = _paragraphs(shown, day)
    wanted = f"{shown.detail.entry}.{shown.place}"
    start = places.index(wanted) if wanted in places else 0
    with middle:
        chosen = st.selectbox("Paragraph", places, index=start, key=f"paragraph-{day}")
    with right:
        screen.show(m.paragraph(origin(shown, day)))
    _tree(shown, day, chosen or shown.detail.entry)


def _paragraphs(shown: Shown, day: str) -> list[str]:
    """Return the entry, then its paragraphs in the order of the text."""
    entry = shown.detail.entry
    below = [one for one in on(shown.detail.stretches, day) if one.control.kind == "paragraph"]
    return list(dict.fromkeys([entry, *(one.designation for one in below)]))


def _elsewhere(shown: Shown) -> None:
    command = f"ruletrace thresholds show {shown.detail.entry} --list {shown.detail.list}"
    words = "Shown here for official texts of the Commerce Control List. On the command line: "
    screen.show(m.paragraph(m.text(words), m.tag("code", m.text(command)), css="rt-soft"))


def _tree(shown: Shown, day: str, designation: str) -> None:
    text = shown.text(day)
    try:
        found = thresholds(text.document.sha256 if text else "", day, shown.detail.entry, designation)
    except (ArchiveError, ReadError) as error:
        screen.show(m.paragraph(m.text(f"The archived text cannot be read here: {error}"), css="rt-warn"))
        return
    if found is None:
        screen.show(m.paragraph(m.text(f"The text of {day} has no paragraph {designation}."), css="rt-soft"))
        return
    unread = sum(told.startswith("not read") for _, told, _ in found)
    count = f"{f.count(unread, 'condition')} not read" if unread else "nothing left unread"
    screen.show(m.paragraph(m.text(f"{_LEAD} Of {designation}: {count}."), css="rt-soft"))
    screen.show(m.table(COLUMNS, [_row(one) for one in found[:MOST]]))
    if len(found) > MOST:
        words = f"{len(found) - MOST:,} more lines: choose a paragraph, or see all with "
        command = m.tag("code", m.text(f"ruletrace thresholds show {designation} --on {day}"))
        screen.show(m.paragraph(m.text(words), command))


def _row(line: Line) -> Sequence[m.Html]:
    depth, told, words = line
    for written, sign in _SIGNS.items():
        told = told.replace(written, sign)
    css = "rt-warn" if told.startswith("not read") else ""
    return m.tag("div", _told(told), css=css, style=f"padding-left:{depth * STEP:.1f}rem"), m.text(words)


def _told(words: str) -> m.Html:
    head, mark, rest = words.partition(": ")
    if mark and rest in ("all of", "any of"):
        return m.join([m.tag("b", m.text(head)), m.text(f" {rest}")])
    return m.text(words)
