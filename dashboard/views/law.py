"""The lists and parts that are held, their entries, and a way to any of them by its designation."""

from collections.abc import Iterator, Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.places import address, link_to
from dashboard.law.typed import designations, part_of
from dashboard.store import ask
from graph.reads.law import Found, Heading, HeldLaw, headings, headings_with, laws, places_beginning, places_named
from graph.schema import Control

LAWS = (
    m.Column("List or part", 56),
    m.Column("Entries", 9, numeric=True),
    m.Column("Places", 9, numeric=True),
    m.Column("Dated texts held", 26),
)
ENTRIES = (m.Column("Entry", 22), m.Column("Heading", 78))
FOUND = (m.Column("Place", 26), m.Column("In", 24), m.Column("Words", 50))
MOST = 30
WORDS = 160
NEXT = {"", ".", "(", " "}  # what stands between a designation and the next step of one below it
CODED = {"ccl", "annex-i"}


def show() -> None:
    """Draw the page."""
    screen.title("Law", "The control lists and the parts of the regulations that are held, with every dated text.")
    held = ask(laws)
    if not held:
        st.info("No list or part is held yet. Run `ruletrace crawl`, then `ruletrace process`.")
        return
    typed = st.text_input(
        "Find an entry, section or paragraph",
        key="find",
        bind="query-params",
        placeholder="3A090.a.1, 742.6(a)(6), Supplement No. 4 to part 744, or words of a heading",
    )
    if typed and typed.strip():
        _found(typed.strip(), held)
        return
    chosen = next((one for one in held if one.list == st.query_params.get("list", "")), None)
    if chosen:
        _entries(chosen)
    screen.heading("All that is held" if chosen else "What is held")
    screen.show(m.table(LAWS, [tuple(_law(one)) for one in held]))


def _law(one: HeldLaw) -> Iterator[m.Html]:
    yield m.link("law", one.title, list=one.list)
    yield m.text(f"{one.entries:,}")
    yield m.text(f"{one.places:,}")
    days = sorted({text.published for text in one.texts})
    span = days[0] if len(days) == 1 else f"{len(days)}: {days[0]} – {days[-1]}"
    yield m.text(f"{span}; {one.converted} converted by others" if one.converted else span)


def _entries(law: HeldLaw) -> None:
    found = ask(headings, law.list)
    screen.heading(law.title, f"{f.count(len(found), 'entry', 'entries')}; texts held: {_days(law)}.")
    if law.list in CODED:
        categories = sorted({one.control.entry[:1] for one in found})
        chosen = st.selectbox("Category", ["All", *categories], key="category", bind="query-params", width=180)
        found = tuple(one for one in found if chosen in (None, "All", one.control.entry[:1]))
    table = m.table(ENTRIES, [_entry(one) for one in found])
    screen.show(m.tag("div", table, css="rt-scroll"))


def _days(law: HeldLaw) -> str:
    days = sorted({text.published for text in law.texts}, reverse=True)
    more = f" and {len(days) - 6} older" if len(days) > 6 else ""
    return f"{', '.join(days[:6])}{more}"


def _entry(one: Heading) -> Sequence[m.Html]:
    control = one.control
    gone = [screen.badge("gone", "medium"), m.text(f"not in the text of {one.to} ")] if one.to else []
    link = m.link("entry", control.entry, **address(control.entry, control.list))
    return link, m.join([*gone, m.text(one.text.text)])


def _found(typed: str, held: Sequence[HeldLaw]) -> None:
    names = {one.list: f.list_name(one.list) for one in held}
    part = part_of(typed)
    if part in names:
        screen.show(m.paragraph(m.text("Whole part: "), m.link("law", names[part], list=part)))
    wanted = designations(typed)
    nearest = _nearest(wanted)
    if nearest:
        _named(wanted[0], nearest, names)
    texts = ask(headings_with, tuple(typed.lower().split()), MOST)
    if texts:
        screen.heading(f"Headings with these words ({len(texts)}{' or more' if len(texts) == MOST else ''})")
        rows = [(*_place(one.control, names), m.text(one.text.text)) for one in texts]
        screen.show(m.table(FOUND, rows))
    if not nearest and not texts and part not in names:
        words = f"Nothing held is called so, and no heading has these words. Held: {', '.join(names.values())}."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))


def _nearest(wanted: Sequence[str]) -> list[Control]:
    """Return the places held that have the longest of these designations, one a list."""
    found = ask(places_named, tuple(wanted)) if wanted else ()
    for designation in wanted:
        alike = [one for one in found if one.designation == designation]
        if alike:
            return list({one.list: one for one in alike}.values())
    return []


def _named(wanted: str, nearest: Sequence[Control], names: dict[str, str]) -> None:
    held = nearest[0].designation
    if held != wanted:
        words = f"{wanted} is not held; the nearest above it is {held}."
        screen.show(m.paragraph(m.text(words), css="rt-warn"))
    below = [one for one in ask(places_beginning, held, MOST) if one.control.designation[len(held) :][:1] in NEXT]
    screen.heading("Found by its designation")
    screen.show(m.table(FOUND, [(*_place(one.control, names), _words(one)) for one in below]))


def _words(one: Found) -> m.Html:
    if one.gone:
        return m.join([screen.badge("gone", "medium"), m.text("only older texts have it")])
    return m.text(f.cut(one.words, WORDS))


def _place(control: Control, names: dict[str, str]) -> tuple[m.Html, m.Html]:
    return link_to(control), m.text(names.get(control.list, control.list))
