"""The section “What it means for us” of an alert and of a change: outcomes before and after, filtered and as files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, may, require
from dashboard.law.cited import Cited
from dashboard.licensing import countries, files, outcomes
from dashboard.licensing.heat import heat
from dashboard.licensing.outcomes import DIFFERENCES, Filters
from dashboard.licensing.words import ORDER
from dashboard.products import export
from dashboard.store import ask
from graph.reads import outcomes as reads
from graph.reads.law import entry_names
from graph.reads.outcomes import OutcomeLine
from graph.schema import Comparison, Outcome

READERS = (Role.PRODUCT_OWNER, Role.ANALYST)
PER_PAGE = 10
ANY = "All"
SOLD = {"With current lines": True, "Without": False}
WHOLE = "Of the whole cause that this change belongs to:"
LEAD = (
    "the determination of each item and destination before this change and after it, all other law and all facts "
    "equal. No answer is a clearance."
)


def section(documents: Sequence[str], *, alert: str = "", change: str = "", told: Sequence[str] = ()) -> None:
    """Draw the section for an alert or a change.

    `documents` are those that made or may have made it, `told` the alert's own sentences on outcomes.
    """
    screen.heading("What it means for us", f"{WHOLE} {LEAD}" if change else LEAD[:1].upper() + LEAD[1:])
    found = ask(reads.outcomes, alert=alert, change=change)
    compared = _compared(found, documents)
    screen.show(outcomes.told(told), *(outcomes.compared(one) for one in compared))
    moved = outcomes.changed(found)
    if not moved:
        screen.show(*outcomes.unmoved(compared, found))
        return
    _counts(found)
    wanted = _filters(moved)
    chosen = [one for one in moved if wanted.fit(one)]
    _shown(moved, chosen)


def _compared(found: Sequence[Outcome], documents: Sequence[str]) -> Sequence[Comparison]:
    """Return what was compared for the cause of these outcomes, or for the documents where there are none."""
    if found:
        return ask(reads.comparisons, cause=found[0].cause)
    every = {one.id: one for id in documents for one in ask(reads.comparisons, document=id)}
    return [*every.values()]


def _counts(found: Sequence[Outcome]) -> None:
    cells = [(f"{number:,}", f"{name}; {f.count(lines, 'line')}") for name, number, lines in outcomes.counts(found)]
    screen.figures(cells)


def _shown(moved: Sequence[Outcome], chosen: Sequence[Outcome]) -> None:
    words = f"{f.count(len(chosen), 'changed outcome')} shown, of {len(moved):,}."
    screen.show(m.paragraph(m.text(words), css="rt-soft"))
    if not chosen:
        return
    with st.expander("Map: item × destination", expanded=True):
        screen.show(heat(chosen))
    page = st.pagination(-(-len(chosen) // PER_PAGE), key="outcomes") if len(chosen) > PER_PAGE else 1
    own = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
    cited = Cited("annex-i" if own[0].regime == "EU" else "ccl", "", ask(entry_names))
    screen.show(outcomes.remarks(own), outcomes.table(own, lines_of(own), cited, may(READERS)))
    _files(chosen)


def _filters(moved: Sequence[Outcome]) -> Filters:
    columns = st.columns([4, 4, 3, 4, 4])
    places = {countries.name(one.ship_to): one.ship_to for one in moved}
    held = {one.difference for one in moved}
    actions = {one.actions[0] for one in moved if one.actions}
    difference = _select(columns[0], "Difference", "difference", [one for one in DIFFERENCES if one in held])
    destination = _select(columns[1], "Destination", "destination", sorted(places, key=str.casefold))
    code = _select(columns[2], "Code", "code", sorted({one.code for one in moved if one.code}))
    action = _select(columns[3], "What to do", "action", [one for one in ORDER if one in actions])
    sold = _select(columns[4], "Contract lines", "sold", [*SOLD])
    return Filters(difference, places.get(destination, ""), code, action, SOLD.get(sold))


def _select(where: st.delta_generator.DeltaGenerator, label: str, key: str, options: Sequence[str]) -> str:
    found = where.selectbox(label, [ANY, *options], key=key, bind="query-params")
    return "" if found in (None, ANY) else str(found)


def lines_of(found: Iterable[Outcome]) -> Mapping[str, Sequence[OutcomeLine]]:
    """Return the current lines of these outcomes by the outcome's id."""
    by_outcome: dict[str, list[OutcomeLine]] = defaultdict(list)
    for one in ask(reads.outcome_lines, tuple(sorted(one.id for one in found if one.lines))):
        by_outcome[one.outcome].append(one)
    return by_outcome


def _files(chosen: Sequence[Outcome]) -> None:
    if not may(READERS):
        return
    key = f"{[one.id for one in chosen]}"
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(f"Prepare {f.count(len(chosen), 'outcome')} as files", icon=":material/download:"):
            require(*READERS)
            made = files.sheet(chosen, lines_of(chosen))
            st.session_state["outcome files"] = (key, export.csv(made), export.xlsx(made, screen.now()))
        held = st.session_state.get("outcome files")
        if held and held[0] == key:
            st.download_button("CSV", held[1], "ruletrace-outcomes.csv", "text/csv", on_click="ignore")
            st.download_button("XLSX", held[2], "ruletrace-outcomes.xlsx", export.XLSX, on_click="ignore")
