"""What the changes held ask to be done about current contract lines, by product line and destination."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, may, require
from dashboard.licensing import countries, exposed
from dashboard.licensing.exposed import ROWS, Exposed
from dashboard.licensing.words import short
from dashboard.products import export
from dashboard.store import ask
from graph.reads import outcomes as reads
from graph.reads.transactions import current_lines
from graph.schema import Outcome

READERS = (Role.PRODUCT_OWNER, Role.EXECUTIVE, Role.ANALYST)
OPENERS = (Role.PRODUCT_OWNER, Role.ANALYST)
ANY = "All"
SHOWN = 50
LEAD = (
    "Current contract lines by the weightiest thing to do about them. Each line and each amount is counted once; "
    "currencies are never added together."
)


def show() -> None:
    """Draw the page."""
    require(*READERS)
    screen.title("Exposure", LEAD)
    found = ask(reads.outcomes)
    sold = _sold(found)
    if not sold:
        st.info(
            "No current contract line has an outcome of a change. Import contracts with `ruletrace import FOLDER`, "
            "then run `ruletrace process`."
        )
        return
    _figures(sold)
    columns = st.columns(4)
    row = _select(columns[0], "Rows", "rows", [*ROWS], "") or next(iter(ROWS))
    chosen = _filtered(sold, row, columns[1:])
    if not chosen:
        screen.show(m.paragraph(m.text("No line fits these filters."), css="rt-soft"))
        return
    screen.show(exposed.matrix(chosen, row))
    _legend(chosen)
    _files(chosen, row)
    _lines(chosen, row)


def _sold(found: Sequence[Outcome]) -> list[Exposed]:
    ids = tuple(one.id for one in found if one.lines)
    return exposed.exposed(found, ask(reads.outcome_lines, ids))


def _figures(sold: Sequence[Exposed]) -> None:
    every = len(ask(current_lines))
    cells = [
        (f.count(len(own), "line"), f"{action}: {' + '.join(f.totals(one.sold.line for one in own))}")
        for action, own in exposed.by_action(sold)
    ]
    screen.figures(cells)
    if every > len(sold):
        words = f"{every - len(sold):,} of {every:,} current lines are reached by no change held. That is no clearance."
        screen.show(m.paragraph(m.text(words), css="rt-soft"))


def _select(where: DeltaGenerator, label: str, key: str, options: Sequence[str], any: str) -> str:
    found = where.selectbox(label, [*([any] if any else []), *options], key=key, bind="query-params")
    return "" if found in (None, any) else str(found)


def _filtered(sold: Sequence[Exposed], row: str, columns: Sequence[DeltaGenerator]) -> list[Exposed]:
    row_of = ROWS[row]
    names = {countries.name(one.sold.ship_to): one.sold.ship_to for one in sold}
    lines = sorted({row_of(one.sold.product) for one in sold})
    actions = [action for action, _ in exposed.by_action(sold)]
    line = _select(columns[0], "Product line", "line_of", lines, ANY)
    place = names.get(_select(columns[1], "Destination", "destination", sorted(names, key=str.casefold), ANY), "")
    action = _select(columns[2], "What to do", "action", actions, ANY)
    return [one for one in sold if _fits(one, (line, place, action), row)]


def _fits(one: Exposed, wanted: tuple[str, str, str], row: str) -> bool:
    held = (ROWS[row](one.sold.product), one.sold.ship_to, one.action)
    return all(want in ("", have) for want, have in zip(wanted, held, strict=True))


def _legend(chosen: Sequence[Exposed]) -> None:
    keys = [
        m.tag("span", m.tag("b", m.text(short(action)[1]), css=f"rt-do {short(action)[0]}"), m.text(f" {action}"))
        for action, _ in exposed.by_action(chosen)
    ]
    screen.show(m.tag("div", *keys, css="rt-legend"))


def _files(chosen: Sequence[Exposed], row: str) -> None:
    made = exposed.sheet(chosen, ROWS[row])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button("CSV", export.csv(made), "ruletrace-exposure.csv", "text/csv", on_click="ignore")
        book = export.xlsx(made, screen.now())
        st.download_button("XLSX", book, "ruletrace-exposure.xlsx", export.XLSX, on_click="ignore")


def _lines(chosen: Sequence[Exposed], row: str) -> None:
    if not may(OPENERS):
        return
    heavy = exposed.heaviest(chosen)
    words = f"The first {SHOWN} of {len(heavy):,}: filter above for the others." if len(heavy) > SHOWN else ""
    screen.heading(f.count(len(heavy), "contract line"), f"The weightiest first. {words}".strip())
    screen.show(exposed.lines(heavy[:SHOWN], ROWS[row]))
