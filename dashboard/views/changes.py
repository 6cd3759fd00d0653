"""The analyst's page of changes between two dated texts."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, require
from dashboard.change_list import place_of, redline_box
from dashboard.store import ask
from graph import reads
from graph.reads.dashboard_entry import unchanged
from graph.schema import Change

PER_PAGE = 15
Versions = tuple[str, str, str]


def show() -> None:
    """Draw the page."""
    require(Role.ANALYST)
    screen.title(
        "Changes",
        "Every place whose words differ between two dated texts. A changed text is not yet a changed outcome.",
    )
    rows = [row for row in ask(reads.changes) if row.change.list != "parties"]
    if not rows:
        st.info("No changes: two dated texts of a list are needed. Run `ruletrace crawl`, then `ruletrace process`.")
        return
    versions = _versions(rows)
    rows = [row for row in rows if _span(row.change) == versions]
    _same(versions, rows)
    pending = [row for row in rows if row.change.change_class == "pending amendment"]
    for row in pending:
        screen.show(
            m.tag(
                "div",
                screen.badge("pending", "medium"),
                m.text(f"{row.change.after} "),
                m.link("change", "Details", change=row.change.id),
                css="rt-card medium",
            )
        )
    _list(_filtered([row for row in rows if row not in pending]))


def _span(change: Change) -> Versions:
    return change.list, change.from_version, change.to_version


def _versions(rows: Sequence[reads.ChangeRow]) -> Versions:
    known = sorted({_span(row.change) for row in rows}, key=lambda one: (one[2], one), reverse=True)
    if len(known) == 1:
        return known[0]
    return st.selectbox("Texts", known, format_func=lambda one: f"{f.list_name(one[0])}: {one[1]} → {one[2]}")


def _same(versions: Versions, rows: Sequence[reads.ChangeRow]) -> None:
    same = ask(unchanged, *versions)
    entries = {row.change.entry for row in rows if row.change.entry}
    unattributed = sum(1 for row in rows if not row.candidates)
    figures = (
        (f"{versions[1]} → {versions[2]}", f.list_name(versions[0])),
        (
            f.count(len(rows), "change"),
            f"in {f.count(len(entries), 'entry', 'entries')}; {unattributed} not attributed",
        ),
        (f"{same.entries:,} of {same.entries_all:,}", "entries did not change"),
        (f"{same.places:,} of {same.places_all:,}", "places did not change"),
    )
    screen.figures(figures)


def _filtered(rows: Sequence[reads.ChangeRow]) -> Sequence[reads.ChangeRow]:
    columns = st.columns([3, 4, 5])
    entry = columns[0].selectbox(
        "Entry", ["", *sorted({row.change.entry for row in rows})], format_func=lambda one: one or "All entries"
    )
    classes = Counter(row.change.change_class for row in rows)
    named = columns[1].selectbox(
        "Class", ["", "substance", *sorted(classes)], index=1, format_func=lambda one: _class_words(one, classes)
    )
    documents = {
        one.document.id: f"{one.document.number} {one.document.title}" for row in rows for one in row.candidates
    }
    made = columns[2].selectbox(
        "Attribution",
        ["", *sorted(documents), "none"],
        format_func=lambda one: {"": "Any", "none": "Not attributed", **documents}[one],
    )
    return [row for row in rows if _fits(row, entry, named, made)]


def _class_words(name: str, classes: Counter[str]) -> str:
    if name == "substance":
        return f"all but editorial ({classes.total() - classes['editorial']})"
    return f"{name} ({classes[name]})" if name else f"All classes ({classes.total()})"


def _fits(row: reads.ChangeRow, entry: str, named: str, made: str) -> bool:
    by = {one.document.id for one in row.candidates}
    fits_class = (
        row.change.change_class != "editorial" if named == "substance" else named in {"", row.change.change_class}
    )
    return entry in {"", row.change.entry} and fits_class and (not made or made in by or (made == "none" and not by))


def _list(rows: Sequence[reads.ChangeRow]) -> None:
    if not rows:
        screen.show(m.paragraph(m.text("No change fits these filters."), css="rt-soft"))
        return
    pages = -(-len(rows) // PER_PAGE)
    page = st.pagination(pages) if pages > 1 else 1
    first = (page - 1) * PER_PAGE
    screen.show(
        m.paragraph(
            m.text(
                f"{first + 1}–{min(first + PER_PAGE, len(rows))} of {len(rows)}. Struck through: gone. Underlined: new."
            ),
            css="rt-soft",
        )
    )
    screen.show(*(_change(row) for row in rows[first : first + PER_PAGE]))


def _change(row: reads.ChangeRow) -> m.Html:
    change = row.change
    head = m.paragraph(
        m.tag("b", m.link("change", place_of(change), change=change.id)),
        m.text(" "),
        screen.badge(change.kind, "plain"),
        m.span(f"{change.change_class} · ", "rt-soft"),
        attribution(row.candidates),
    )
    return m.join([head, redline_box(change)])


def attribution(candidates: Sequence[reads.Candidate]) -> m.Html:
    """Return which documents may have made a change: as what it is."""
    if not candidates:
        return m.span("not attributed to a document", "rt-soft")
    links = [m.link("document", one.document.number, document=one.document.id) for one in candidates]
    word = "candidate: " if len(candidates) == 1 else "candidates (one, or several): "
    return m.join([m.span(word, "rt-soft"), m.join(links, ", ")])
