"""The facts of a document by kind: groups that open, each fact with its words and the way to its sentence."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.law.places import link_to
from dashboard.law.sections import cited_parts, cited_places
from dashboard.stated.dates import is_own
from dashboard.stated.parties import is_counted
from dashboard.stated.rows import Row, grouped, rows
from dashboard.stated.sentences import places, words
from dashboard.stated.words import GROUPS, Group, kind_words
from dashboard.store import ask
from graph.reads.law import laws
from graph.schema import Document, Fact

COLUMNS = (
    m.Column("What", 24),
    m.Column("Role", 15),
    m.Column("In which words", 42),
    m.Column("Where, characters", 19),
)
QUIET = {"document_number"}
OPEN = 8  # rows of a group that stands open
PER_PAGE = 25


def section(document: Document, facts: Sequence[Fact], most: int) -> None:
    """Draw the facts of a document by group; `most` is how many were asked for."""
    told = [one for one in facts if one.kind not in QUIET and not is_own(one) and not is_counted(one)]
    screen.heading(
        f"What else it states: {f.count(len(told), 'fact')}",
        "Marked: the words that were read. The place at the right leads to the sentence and its bytes in the archive.",
    )
    if len(facts) >= most:
        words = f"The first {most:,} facts of the text; the rest is not shown. `ruletrace extract` prints all."
        screen.show(m.paragraph(m.text(words), css="rt-warn"))
    if not told:
        screen.show(m.paragraph(m.text("Nothing was read as a fact."), css="rt-soft"))
    for group, own in grouped(told, GROUPS):
        _group(document, group, own)


def _group(document: Document, group: Group, facts: Sequence[Fact]) -> None:
    found = rows(facts)
    more = f", {f.count(len(facts), 'place')}" if len(facts) > len(found) else ""
    label = screen.literal(f"{group.title} ({len(found):,}{more})")
    is_short = group.leads and len(found) <= OPEN
    box = st.expander(label, expanded=is_short, key=f"group-{group.title}", on_change="rerun")
    # A closed group costs nothing: a rule of many thousand facts opens as fast as a notice.
    if not box.open:
        return
    with box:
        pages = max(-(-len(found) // PER_PAGE), 1)
        page = st.pagination(pages, key=f"page-{group.title}") if pages > 1 else 1
        start = (page - 1) * PER_PAGE
        shown = found[start : start + PER_PAGE]
        if pages > 1:
            words = f"Rows {start + 1:,}–{start + len(shown):,} of {len(found):,}."
            screen.show(m.paragraph(m.text(words), css="rt-soft"))
        held = links([fact for row in shown for fact in row.facts])
        screen.show(m.table(COLUMNS, [_row(document, one, held) for one in shown]))


def links(facts: Sequence[Fact]) -> Mapping[str, m.Html]:
    """Return, by the value of a cited part, section or paragraph, a link to what is held of it."""
    found: dict[str, m.Html] = {}
    for value, place in cited_places(facts).items():
        found[value] = link_to(place, f"§ {place.designation}" if place.designation[0].isdigit() else "")
    parts = cited_parts(facts)
    held = {one.list for one in ask(laws)} if parts else set()
    found.update({value: m.link("law", f"part {value}", list=list) for value, list in parts.items() if list in held})
    return found


def _row(document: Document, row: Row, held: Mapping[str, m.Html]) -> Sequence[m.Html]:
    first = row.facts[0]
    opened = [m.tag("div", m.text("open: "), held[first.value], css="rt-where")] if first.value in held else []
    remark = [m.tag("div", m.text(row.remark), css="rt-where")] if row.remark else []
    return (
        m.join([m.text(f.cut(row.what, 200)), *remark, *opened]),
        m.join([m.text(row.role or kind_words(row.kind)), *_kind(row)]),
        words(row.facts),
        places(document, row.facts),
    )


def _kind(row: Row) -> Sequence[m.Html]:
    return [m.tag("div", m.text(kind_words(row.kind)), css="rt-where")] if row.role else []
