"""The text of an entry on a date."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.archived import general_notes
from dashboard.law.cited import Cited
from dashboard.law.doubts import doubt
from dashboard.law.notices import PENDING, STAY, notices, stayed
from dashboard.law.over_time import on, since
from dashboard.law.places import address
from dashboard.law.shown import Shown, choose_day, origin
from dashboard.law.tree import Around, is_head, tree
from dashboard.store import ask
from graph.reads.dashboard_entry import ROW, Stretch, table_rows
from ruletrace.archive import ArchiveError
from ruletrace.readers.xml import ReadError

PER_PAGE = 50
TOP = {STAY, PENDING}


def text_tab(shown: Shown) -> None:
    """Draw the words of the entry on the day that the reader chooses."""
    left, right = st.columns([2, 8], vertical_alignment="bottom")
    with left:
        day = choose_day("Text of", shown.days, "date", shown.days[-1])
    with right:
        link = m.link("entry", "link to this text", **address(shown.detail.entry, shown.detail.list, date=day))
        screen.show(m.paragraph(origin(shown, day), m.text(" · "), link))
    held = on(shown.detail.stretches, day)
    if not held:
        _absent(shown, day)
        return
    screen.show(*notices(held, screen.now().date(), shown.days[-1]))
    around = shown.around(_remarks(shown, held))
    body = [one for one in held if one.control.kind not in TOP and one.control.place != "heading"]
    if shown.detail.rows:
        heads = [index for index, one in enumerate(body) if is_head(one)] or [len(body)]
        screen.show(*tree(body[: heads[0]], around), css="rt-tree")
        _long_table(shown, day, around, body[heads[0] : heads[-1] + 1][-1:])
        body = body[heads[-1] + 1 :]
    screen.show(*tree(body, around), css="rt-tree")
    _general_notes(shown, day, around.cited)
    if shown.place:
        screen.scroll_to_wanted()


def _general_notes(shown: Shown, day: str, cited: Cited) -> None:
    """Draw the notes of the category or product group that qualify the entry: they stand between the entries."""
    text = shown.text(day)
    if shown.detail.list != "ccl" or text is None or text.origins:
        return
    try:
        notes = general_notes(text.document.sha256, day, shown.detail.entry)
    except (ArchiveError, ReadError) as error:
        words = f"Notes of the category cannot be shown, the archived text is not readable here: {error}"
        screen.show(m.paragraph(m.text(words), css="rt-warn"))
        return
    if notes:
        lead = m.tag("b", m.text("Notes of the category or product group that bear on this entry"))
        parts = (m.tag("div", cited.linked(words), css="rt-place rt-aside") for words in notes)
        screen.show(m.tag("div", lead, css="rt-place"), *parts, css="rt-tree")


def _absent(shown: Shown, day: str) -> None:
    has = [one for one in shown.days if shown.has(one)]
    parts = [m.text(f"The text of {day} has no such entry.")]
    if has:
        newest = address(shown.detail.entry, shown.detail.list, date=has[-1])
        told = f" It stands in {f.count(len(has), 'text')} held, of {has[0]} to {has[-1]}: "
        parts += [m.text(told), m.link("entry", f"open the text of {has[-1]}", **newest)]
    screen.show(m.paragraph(*parts, css="rt-soft"))


def _remarks(shown: Shown, held: Sequence[Stretch]) -> Mapping[str, Sequence[m.Html]]:
    """Return what stands beside places: words that are new, notes that stay some of them, figures that are flat."""
    named, bounds = stayed(held), shown.bounds
    found: dict[str, list[m.Html]] = {}
    for one in held:
        first = since(one, shown.detail.stretches, bounds.goes_on)
        if not bounds.begins_here(first):
            link = address(shown.detail.entry, shown.detail.list, tab="History", place=one.control.place)
            words = m.link("entry", f"words since {first.from_}", css="rt-since", **link)
            found.setdefault(one.control.id, []).append(words)
        if one.control.place in named:
            stay = m.span("named in the effective date note", "rt-badge medium rt-beside")
            found.setdefault(one.control.id, []).append(stay)
        found.setdefault(one.control.id, []).extend([] if shown.is_part else doubt(one.text.text))
    return found


def _long_table(shown: Shown, day: str, around: Around, head: Sequence[Stretch]) -> None:
    detail = shown.detail
    left, right = st.columns([5, 5], vertical_alignment="bottom")
    typed = left.text_input(
        "Find rows with these words", key="words", bind="query-params", placeholder="name, country …"
    )
    words = tuple((typed or "").lower().split())
    total = ask(table_rows, detail.entry, detail.list, day, words, 0, 1).total
    pages = max(-(-total // PER_PAGE), 1)
    with right:
        page = st.pagination(pages, default=_page_of(shown.place, pages), key=f"page-{typed}") if pages > 1 else 1
    skip = (page - 1) * PER_PAGE
    found = ask(table_rows, detail.entry, detail.list, day, words, skip, PER_PAGE)
    screen.show(m.paragraph(m.text(_which(total, detail.rows, skip, len(found.stretches), bool(words))), css="rt-soft"))
    if found.stretches:
        screen.show(*tree([*head, *found.stretches], around), css="rt-tree")


def _page_of(place: str, pages: int) -> int:
    """Return the page on which a row stands ("table row 120"); rows are numbered through."""
    number = place.removeprefix(f"{ROW} ")
    return min(max((int(number) - 1) // PER_PAGE + 1, 1), pages) if number.isdigit() else 1


def _which(total: int, rows: int, skip: int, shown: int, searched: bool) -> str:
    if not total:
        return f"No row of {rows:,} has these words. Fewer words find more."
    matching = f"{f.count(total, 'row')} with these words, of {rows:,}" if searched else f.count(total, "row")
    return f"Rows {skip + 1:,}–{skip + shown:,} of {matching}."
