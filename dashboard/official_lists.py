"""Entries of the official lists of parties on the screen, beside the rows of the screening list."""

import json
from collections.abc import Iterator, Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.store import ask
from graph.reads.listings import ListDifference, ListingRow, count_listings, listing_countries, listings, official_lists
from graph.schema import OfficialList
from parties.entity_list.units import letters

PER_PAGE = 15
DIFFERENCES = 12  # of one entry that are shown
TERMS, SIDE = 200, 120  # characters
COMPARED = {
    "agrees": "fine",
    "explained difference": "info",
    "unexplained difference": "medium",
    "only here": "medium",
}
COLUMNS = (
    m.Column("Entry", 30),
    m.Column("Requirement and review policy", 24),
    m.Column("Cites", 16),
    m.Column("In the screening list", 30),
)
TALLY = (m.Column("Field", 14), m.Column("Why the two lists differ", 70), m.Column("Differences", 16, numeric=True))
PROVED = ("the document's first page", "inside the document's pages")
_ALL = "All"


def section() -> None:
    """Draw the official lists: which one, its figures, a search, and the entries found."""
    held = ask(official_lists)
    screen.heading(
        "Official lists",
        "The tables of Supplements No. 4, 6 and 7 to 15 CFR part 744, beside the Consolidated Screening List.",
    )
    if not held:
        st.info("No text of part 744 is held: it comes by `ruletrace crawl` and `ruletrace process`.")
        return
    own = _chosen(held)
    _figures(own)
    name, country, compared = _wanted(own)
    number = ask(count_listings, own.id, letters(name), country, compared)
    _entries(own, (letters(name), country, compared), number)
    _comparison(own)


def _chosen(held: Sequence[OfficialList]) -> OfficialList:
    names = {one.name: one for one in held}
    chosen = st.segmented_control("List", list(names), key="list", default=held[0].name, label_visibility="collapsed")
    return names.get(chosen or "", held[0])


def _figures(own: OfficialList) -> None:
    day = own.screening_day
    compared = f"with {own.tied:,} rows of the list of {day}" if day else "no screening list is held"
    inside = f"{f.count(own.inside, 'institution')} inside them" if own.inside else own.supplement
    screen.figures(
        [
            (f.count(own.entries, "entry", "entries"), inside),
            (f"text of {own.version}", "as the code has it"),
            (f"{own.understood:,} read whole", f"{own.entries - own.understood:,} with a doubt that is told"),
            (f"{own.unexplained:,} unexplained", compared),
        ]
    )
    for stay in own.stays:
        screen.show(
            m.paragraph(m.text(f"In this text, {stay}. The words stand in the code all the same."), css="rt-warn")
        )


def _wanted(own: OfficialList) -> tuple[str, str, str]:
    left, middle, right = st.columns([2, 1, 1])
    name = left.text_input("Name or alias, or a part of one", key="listed_name")
    country = middle.selectbox("Country heading", [_ALL, *ask(listing_countries, own.id)], key=f"country {own.id}")
    compared = right.selectbox("In the screening list", [_ALL, *COMPARED], key="compared")
    return name, "" if country == _ALL else country, "" if compared == _ALL else compared


def _entries(own: OfficialList, wanted: tuple[str, str, str], number: int) -> None:
    if not number:
        words = "No entry found. That is not a clearance: names can be spelt otherwise, and ownership is not searched."
        st.info(words)
        return
    pages = -(-number // PER_PAGE)
    page = st.pagination(pages, key=f"entries {own.id} {wanted}") if pages > 1 else 1
    start = (page - 1) * PER_PAGE
    found = ask(listings, own.id, *wanted, PER_PAGE, start)
    words = f"Entries {start + 1:,}–{start + len(found):,} of {number:,}."
    screen.show(m.paragraph(m.text(words), css="rt-soft"), m.table(COLUMNS, [_row(one) for one in found]))


def _row(one: ListingRow) -> Sequence[m.Html]:
    return m.join(_entry(one)), m.join(_terms(one)), m.join(_cites(one)), m.join(_same(one))


def _entry(one: ListingRow) -> Iterator[m.Html]:
    own = one.listing
    yield m.tag("b", m.text(own.name))
    for name in (*own.aliases, *own.members):
        yield m.tag("div", m.text(name))
    yield m.tag("div", m.text(f"{own.country}, entry {own.number}"), css="rt-where")
    for problem in own.problems:
        yield m.tag("div", m.text(f"In doubt: {problem}"), css="rt-where")
    bytes_ = f"bytes {own.byte_start:,}–{own.byte_end:,} of {own.sha256[:12]}…"
    words = m.tag("div", m.text(own.words), css="rt-quote")
    yield m.tag("details", m.tag("summary", m.text("The row's words")), words, m.span(bytes_, "rt-where"))


def _terms(one: ListingRow) -> Iterator[m.Html]:
    own = one.listing
    yield m.text(f.cut(own.requirement, TERMS) if own.requirement else f.UNKNOWN)
    if own.policy:
        yield m.tag("div", m.text(f.cut(own.policy, TERMS)), css="rt-soft")
    if own.footnotes:
        yield m.tag("div", m.text(f"Footnote {', '.join(own.footnotes)}"), css="rt-where")


def _cites(one: ListingRow) -> Iterator[m.Html]:
    held = {each.citation: each for each in one.cited}
    for words in one.listing.citations:
        found = held.get(words.partition(",")[0])
        link = [m.text(" "), m.link("document", found.document.number, document=found.document.id)] if found else []
        yield m.tag("div", m.text(words), *link)
        if found and not found.by.startswith(PROVED):
            yield m.tag("div", m.text(found.by), css="rt-where")


def _same(one: ListingRow) -> Iterator[m.Html]:
    state = one.listing.compared
    yield screen.badge(state or "not compared", COMPARED.get(state, "plain"))
    told = [difference for each in one.same for difference in each.differences]
    if told:
        shown = [m.tag("div", *_difference(each)) for each in told[:DIFFERENCES]]
        more = f"{len(told) - DIFFERENCES} more" if len(told) > DIFFERENCES else ""
        summary = m.tag("summary", m.text(f.count(len(told), "difference")))
        yield m.tag("details", summary, *shown, m.text(more))


def _difference(one: ListDifference) -> Iterator[m.Html]:
    yield m.tag("b", m.text(one.field))
    both = f": “{f.cut(one.official, SIDE) or f.UNKNOWN}” here, “{f.cut(one.screening, SIDE) or f.UNKNOWN}” there: "
    yield m.text(both if one.official and one.screening else _one_side(one))
    yield m.span(one.why, "" if one.explained else "rt-warn")


def _one_side(one: ListDifference) -> str:
    where = "only here" if one.official else "only there"
    return f": “{f.cut(one.official or one.screening, SIDE)}” {where}: "


def _comparison(own: OfficialList) -> None:
    if not own.screening_day:
        return
    with st.expander(screen.literal(f"Why it differs from the screening list of {own.screening_day}")):
        rows = [json.loads(one) for one in own.differences]
        table = [(m.text(one["field"]), _why(one), m.text(f"{one['count']:,}")) for one in rows]
        screen.show(m.table(TALLY, table))
        for one in (json.loads(each) for each in own.alone):
            screen.show(m.paragraph(m.text(f"{one['note'].capitalize()}: {one['name']} ({one['why']})")))


def _why(one: dict[str, object]) -> m.Html:
    return m.span(one["why"], "" if one["explained"] else "rt-warn")
