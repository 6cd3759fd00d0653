"""The history of an entry, place by place."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.history import Life, life, lives
from dashboard.law.places import address
from dashboard.law.shown import Shown

PER_PAGE = 15


def history_tab(shown: Shown) -> None:
    """Draw the places that changed, or the one that the address asks for, each with its stretches."""
    every = lives(shown.detail.stretches)
    chosen = [one for one in every if shown.place and shown.place in _names(one)]
    changed = chosen or [one for one in every if one.has_changed(shown.bounds)]
    _which(shown, every, changed, bool(chosen))
    pages = max(-(-len(changed) // PER_PAGE), 1)
    page = st.pagination(pages, key="history") if pages > 1 else 1
    start = (page - 1) * PER_PAGE
    screen.show(*(life(one, shown.changes, shown.bounds) for one in changed[start : start + PER_PAGE]))


def _names(one: Life) -> set[str]:
    return {one.last.control.place, *(stretch.designation for stretch in one.stretches)}


def _which(shown: Shown, every: Sequence[Life], changed: Sequence[Life], chosen: bool) -> None:
    days, detail = shown.days, shown.detail
    if chosen:
        link = m.link("entry", "All places that changed", **address(detail.entry, detail.list, tab="History"))
        screen.show(m.paragraph(m.text(f"Only {shown.place}. "), link))
        return
    if len(days) < 2:
        words = f"One dated text is held ({days[0]}): a history begins with the second. `ruletrace crawl` brings it."
    else:
        same = len(every) - len(changed)
        words = (
            f"{f.count(len(changed), 'place')} changed in {f.count(len(days), 'text')} from {days[0]} to {days[-1]}; "
            f"{same:,} had the same words in all."
        )
    rows = f" The {detail.rows:,} rows of the table are in the Redline tab." if detail.rows else ""
    screen.show(m.paragraph(m.text(words + rows), css="rt-soft"))
