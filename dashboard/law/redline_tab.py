"""The redline of an entry between any two dates: only what differs, the rest folded."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.over_time import Compared, Pair, compared
from dashboard.law.places import address
from dashboard.law.redlines import differing
from dashboard.law.shown import Shown, choose_day, origin
from dashboard.law.tree import Around, tree
from dashboard.store import ask
from graph.reads.dashboard_entry import Stretch, rows_between
from graph.reads.instructed import EntryChange

PER_PAGE = 25
FOLDED = 400


def redline_tab(shown: Shown) -> None:
    """Draw what differs between the two dates that the reader chooses."""
    days = shown.days
    if len(days) < 2:
        _only_one(days)
        return
    older, newer = _choice(shown)
    if older >= newer:
        screen.show(m.paragraph(m.text("Choose an older date on the left than on the right."), css="rt-soft"))
        return
    found, rows_same = _compared(shown, older, newer)
    _counts(found, rows_same)
    dates = {"tab": "Redline", "from": older, "to": newer}
    link = m.link("entry", "link to this redline", **address(shown.detail.entry, shown.detail.list, **dates))
    screen.show(m.paragraph(link))
    _list(found.differing, shown, older, newer)
    _folded(found, rows_same, shown.around())


def _only_one(days: Sequence[str]) -> None:
    words = (
        f"One dated text of this list is held ({', '.join(days)}), and a redline needs two. `ruletrace crawl` brings "
        "newer ones as they are published."
    )
    screen.show(m.paragraph(m.text(words), css="rt-soft"))


def _choice(shown: Shown) -> tuple[str, str]:
    days = shown.days
    left, right, _ = st.columns([2, 2, 6])
    with left:
        older = choose_day("From the text of", days, "from", days[-2])
    with right:
        newer = choose_day("To the text of", days, "to", days[-1])
    if shown.converted(older, newer):
        screen.show(*(m.paragraph(origin(shown, day)) for day in (older, newer)))
    return older, newer


def _compared(shown: Shown, older: str, newer: str) -> tuple[Compared, int]:
    detail, comparable, goes_on = shown.detail, shown.comparable(older, newer), shown.bounds.goes_on
    if not detail.rows:
        return compared(detail.stretches, older, newer, comparable, goes_on), 0
    rows = ask(rows_between, detail.entry, detail.list, older, newer)
    return compared([*detail.stretches, *rows.stretches], older, newer, comparable, goes_on), rows.total


def _counts(found: Compared, rows_same: int) -> None:
    kinds = [one.kind for one in found.differing]
    told = [f"{kinds.count(kind):,} {kind}" for kind in ("revised", "added", "removed", "moved") if kind in kinds]
    same = f"{f.count(len(found.same) + rows_same, 'place')} the same (spaces and marks aside)"
    words = f"{', '.join(told) or 'Nothing differs'}; {same}. Struck through: gone. Underlined: new."
    screen.show(m.paragraph(m.text(words), css="rt-soft"))
    if found.untold:
        kinds_untold = ", ".join(sorted({one.control.kind for one in found.untold}))
        missing = (
            f"{f.count(len(found.untold), 'place')} cannot be compared: converted and official texts do not tell their "
            f"kinds in the same form ({kinds_untold})."
        )
        screen.show(m.paragraph(m.text(missing), css="rt-warn"))


def _list(pairs: Sequence[Pair], shown: Shown, older: str, newer: str) -> None:
    pages = max(-(-len(pairs) // PER_PAGE), 1)
    page = st.pagination(pages, key=f"redline-{older}-{newer}") if pages > 1 else 1
    first = (page - 1) * PER_PAGE
    for pair in pairs[first : first + PER_PAGE]:
        between = _between(pair, shown, older, newer)
        screen.show(differing(pair, _causes(pair, shown, older, newer), between))


def _causes(pair: Pair, shown: Shown, older: str, newer: str) -> Sequence[EntryChange]:
    """Return the changes of the place between neighbouring texts inside the two dates, oldest first."""
    return [
        one
        for one in reversed(shown.changes)
        if pair.shown.control.id in one.controls and older <= one.change.from_version and _day(one) <= newer
    ]


def _between(pair: Pair, shown: Shown, older: str, newer: str) -> Sequence[Stretch]:
    """Return the stretches of the place that begin after the older text and up to the newer one."""
    own = (one for one in shown.detail.stretches if one.control.id == pair.shown.control.id)
    return [one for one in own if older < one.from_ <= newer]


def _day(one: EntryChange) -> str:
    return one.change.to_version[:10]


def _folded(found: Compared, rows_same: int, around: Around) -> None:
    if not found.same:
        return
    title = f"{f.count(len(found.same), 'place')} that did not change"
    with st.expander(title):
        screen.show(*tree(found.same[:FOLDED], around), css="rt-tree")
        rest = len(found.same) - FOLDED
        if rest > 0 or rows_same:
            words = f"and {max(rest, 0) + rows_same:,} more: see the Text tab."
            screen.show(m.paragraph(m.text(words), css="rt-where"))
