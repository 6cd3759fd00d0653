"""The company's products: all of them, narrowed by filters that stand in the address, and those that changes touch."""

from collections.abc import Iterator, Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, may, require
from dashboard.products import export
from dashboard.products.table import WRITTEN, table, written
from dashboard.products.touched import touched
from dashboard.products.words import NO_CLEARANCE, ORDER
from dashboard.store import ask
from graph.reads import catalogue as reads
from graph.reads.catalogue import ANY, QUEUE, SOURCES, VENDOR, CatalogueRow, Filters

PER_PAGE = 50
BATCH = 500
# The names stand in addresses that people share.
ALL, TOUCHED = "Catalogue", "Touched by changes"
EVERY = ""
DIFFERS = {
    EVERY: "Anything",
    VENDOR: "A vendor's code differs from ours",
    SOURCES: "Sources of a parameter differ",
    QUEUE: "To be reclassified",
}
_PLACES = ("after", "before")


def show() -> None:
    """Draw the page, on the tab that the address names."""
    require(Role.PRODUCT_OWNER)
    screen.title("Products", f"Every SKU of ours with what its facts answer today. {NO_CLEARANCE}")
    drawn = dict(zip((ALL, TOUCHED), st.tabs([ALL, TOUCHED], key="tab", bind="query-params"), strict=True))
    with drawn[TOUCHED] if drawn[TOUCHED].open else drawn[ALL]:
        if drawn[TOUCHED].open:
            touched()
        else:
            _catalogue(screen.now().date().isoformat())


def _catalogue(day: str) -> None:
    chosen = _chosen(ask(reads.facets, day))
    total = ask(reads.counted, day, chosen)
    if not total:
        _nothing(chosen)
        return
    after, before = _place(chosen)
    rows = ask(reads.catalogue, day, chosen, PER_PAGE + 1, after, before)
    more = len(rows) > PER_PAGE
    own = rows[-PER_PAGE:] if before else rows[:PER_PAGE]
    first, last = (not after and not before) or (bool(before) and not more), not more and not before
    words = f"{f.count(total, 'SKU')}{' that fit' if chosen != Filters() else ''}, by SKU"
    span = f"; here {own[0].product.id} to {own[-1].product.id}" if own and total > len(own) else ""
    screen.show(m.paragraph(m.text(f"{words}{span}."), css="rt-soft"))
    screen.show(table(own))
    _turn(own, first, last)
    _files(day, chosen, total)


def _chosen(found: reads.Facets) -> Filters:
    left, kinds, owners, against = st.columns([3, 2, 3, 3])
    words = left.text_input("SKU or name", key="words", bind="query-params", placeholder="part of it")
    kind = _select(kinds, "Kind", "kind", found.kinds)
    owner = _select(owners, "Owner", "owner", found.owners)
    labels = {label: key for key, label in DIFFERS.items()}
    differs = labels.get(_select(against, "Speaking against it", "differs", [*labels][1:], DIFFERS[EVERY]), EVERY)
    entries, verdicts, facts = st.columns([3, 2, 6])
    entry = _select(entries, "Entry asked", "entry", found.entries)
    verdict = _select(verdicts, "Answer today", "verdict", [*map(str, ORDER)])
    lacking = {"Any fact": ANY, **{fact: fact for fact in found.missing}}
    missing = lacking.get(_select(facts, "Missing", "missing", [*lacking], "Whatever is missing or not"), EVERY)
    return Filters((words or "").strip(), kind, owner, entry, verdict, differs, missing)


def _select(
    where: st.delta_generator.DeltaGenerator, label: str, key: str, options: Sequence[str], any: str = "All"
) -> str:
    """Let the reader choose one of the options, which the address keeps under `key`; "" is any."""
    found = where.selectbox(label, [any, *options], key=key, bind="query-params")
    return "" if found in (None, any) else str(found)


def _place(chosen: Filters) -> tuple[str, str]:
    """Return where the page begins or ends by the address; other filters begin at the first page."""
    if st.session_state.get("filters", chosen) != chosen:
        for name in _PLACES:
            st.query_params.pop(name, None)
    st.session_state["filters"] = chosen
    after, before = (st.query_params.get(name, "") for name in _PLACES)
    return after, before


def _turn(own: Sequence[CatalogueRow], first: bool, last: bool) -> None:
    if (first and last) or not own:
        return
    with st.container(horizontal=True):
        st.button("First page", disabled=first, on_click=_go, args=("", ""))
        st.button("Previous", disabled=first, on_click=_go, args=("before", own[0].product.id))
        st.button("Next", disabled=last, on_click=_go, args=("after", own[-1].product.id))


def _go(name: str, sku: str) -> None:
    for one in _PLACES:
        st.query_params.pop(one, None)
    if name:
        st.query_params[name] = sku


def _nothing(chosen: Filters) -> None:
    if chosen == Filters():
        st.info(
            "No product is held. Write the templates with `ruletrace templates FOLDER`, fill them in, and run "
            "`ruletrace import FOLDER`, then `ruletrace process`."
        )
        return
    st.info("No SKU fits all of these filters. Set one of them back to find more.")


def _files(day: str, chosen: Filters, total: int) -> None:
    if not may((Role.PRODUCT_OWNER,)):
        return
    key = f"{day} {chosen}"
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(f"Prepare {f.count(total, 'SKU')} as files", icon=":material/download:"):
            require(Role.PRODUCT_OWNER)
            st.session_state["files"] = (key, *_prepared(day, chosen, total))
        made = st.session_state.get("files")
        if made and made[0] == key:
            _, csv, xlsx, note = made
            st.download_button("CSV", csv, f"ruletrace-products-{day}.csv", "text/csv", on_click="ignore")
            st.download_button("XLSX", xlsx, f"ruletrace-products-{day}.xlsx", export.XLSX, on_click="ignore")
            if note:
                screen.show(m.paragraph(m.text(note), css="rt-warn"))


def _prepared(day: str, chosen: Filters, total: int) -> tuple[bytes, bytes, str]:
    """Return the filtered products as CSV and XLSX, at most so many, and what to say when they were cut."""
    rows: list[Sequence[object]] = []
    products = 0
    wanted = min(total, export.MOST)
    bar = st.progress(0.0, "Reading the products …")
    for products, one in enumerate(_read(day, chosen), 1):
        rows += written(one)
        if products % BATCH == 0:
            bar.progress(min(products / wanted, 1.0), f"Reading the products: {products:,} of {wanted:,} …")
    bar.progress(1.0, "Writing the files …")
    cut = export.cut_note(products, total, "SKUs")
    sheet = export.Sheet("Products", WRITTEN, rows, f"{cut} {_told(day)}".strip())
    files = export.csv(sheet), export.xlsx(sheet, screen.now())
    bar.empty()
    return *files, cut


def _told(day: str) -> str:
    return f"Answers of {day}, by the facts recorded. {NO_CLEARANCE} A product with several entries has several rows."


def _read(day: str, chosen: Filters) -> Iterator[CatalogueRow]:
    after, number = "", 0
    while number < export.MOST:
        rows = ask(reads.catalogue, day, chosen, min(BATCH, export.MOST - number), after)
        yield from rows
        if len(rows) < BATCH:
            return
        after, number = rows[-1].product.id, number + len(rows)
