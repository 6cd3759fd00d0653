"""What of the law a determination reads: each section of the parts held, modelled, partly or not."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.licensing import covered
from dashboard.licensing.law import held_coverage
from dashboard.store import ask
from graph.reads.law import entry_names
from regulation.licensing.covered import Row, State
from ruletrace.archive import ArchiveError
from ruletrace.readers.xml import ReadError

EVERY = "All"


def show() -> None:
    """Draw the page."""
    lead = (
        "How much of each section a determination reads. What is partly or not modelled can require a licence that no "
        "answer shows."
    )
    screen.title("Coverage", lead)
    try:
        rows = held_coverage()
    except (ArchiveError, ReadError) as error:
        screen.show(m.paragraph(m.text(f"The archived texts cannot be read here: {error}"), css="rt-warn"))
        return
    if not rows:
        st.info("No part of the regulations is held yet. Run `ruletrace crawl`, then `ruletrace process`.")
        return
    screen.figures([(f.count(len(rows), "section"), "of the parts held"), *covered.totals(rows)])
    _parts(_filtered(rows))


def _filtered(rows: Sequence[Row]) -> Sequence[Row]:
    left, right = st.columns([1, 1])
    states = {EVERY: "", **{str(state): str(state) for state in State}}
    state = left.selectbox("State", [*states], key="state", bind="query-params")
    parts = {EVERY: "", **{covered.part_name(part): part for part, _ in covered.by_part(rows)}}
    part = right.selectbox("Part", [*parts], key="part", bind="query-params")
    return covered.fitting(rows, states.get(str(state), ""), parts.get(str(part), ""))


def _parts(rows: Sequence[Row]) -> None:
    if not rows:
        screen.show(m.paragraph(m.text("No section fits these filters."), css="rt-soft"))
        return
    held = ask(entry_names)
    for part, own in covered.by_part(rows):
        screen.heading(covered.part_name(part), f.count(len(own), "section or supplement", "sections and supplements"))
        screen.show(covered.table(own, held))
