"""Which SKUs and contract lines the changes touch, by which way, and what they are worth."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import paths, screen
from dashboard.access import Role, may
from dashboard.alert_list import alerts_of, head_and_tail, lines_of, products_of
from dashboard.csv_file import to_csv
from dashboard.deliveries import WORDS, beside, counted, parted
from dashboard.paths import Names, way
from dashboard.store import ask
from graph.reads import LineTouched, ProductTouched
from graph.reads.dashboard_names import names
from graph.reads.lines import OPEN, last_delivery
from graph.schema import Alert

SHOWN = 200
PRODUCT_COLUMNS = (
    m.Column("SKU", 11),
    m.Column("Name", 26),
    m.Column("Classified", 10),
    m.Column("How it is touched", 25),
    m.Column("Lines", 6, numeric=True),
    m.Column("Value", 13),
    m.Column("Ships to", 9),
)
LINE_COLUMNS = (
    m.Column("Line", 8),
    m.Column("Contract", 7),
    m.Column("SKU", 13),
    m.Column("Customers", 27),
    m.Column("Ship to", 12),
    m.Column("Value", 12, numeric=True),
    m.Column("Delivery", 21),
)
HEADER = (
    "line",
    "contract",
    "sku",
    "product",
    "customers",
    "ship_to",
    "currency",
    "value",
    "from",
    "to",
    "delivery",
    "why",
)
ORDERS = {
    "Largest value": lambda one: (-one.line.value_minor, one.line.id),
    "First delivery": lambda one: (one.line.starts or "9999", one.line.id),
    "Line number": lambda one: (one.line.id,),
}


@dataclass(frozen=True, slots=True)
class Impact:
    """What the chosen alerts touch, with the names of everything on the way; `day` (ISO) tells what is delivered."""

    products: Mapping[str, ProductTouched]
    lines: Sequence[LineTouched]
    names: Names
    day: str

    @property
    def counted(self) -> Sequence[LineTouched]:
        """The lines that a change can concern: not those delivered before it applies."""
        return counted(self.lines)


def touched() -> None:
    """Draw what the chosen alerts touch; whoever calls it has checked the role."""
    found = alerts_of("product_owner")
    if not found:
        st.info(
            "No change that is held touches a product of ours. That is not a clearance. "
            "Import products with `ruletrace import FOLDER`."
        )
        return
    chosen, destination = _choice(found)
    impact = _impact(chosen, destination)
    _figures(impact)
    for alert in chosen if len(chosen) == 1 else ():
        link = m.link("alert", "Open the alert", alert=alert.id)
        screen.show(m.paragraph(m.tag("b", m.text("Next step: ")), m.text(f"{alert.next_step} "), link))
    _products(impact)
    _explain(impact)
    _lines(impact)


def _choice(found: Sequence[Alert]) -> tuple[Sequence[Alert], str]:
    left, right = st.columns([7, 3])
    titles = {alert.id: head_and_tail(alert)[0] for alert in found}
    alert = left.selectbox("Alert", ["", *titles], format_func=lambda id: titles.get(id, f"All {len(found)} alerts"))
    chosen = [one for one in found if not alert or one.id == alert]
    countries = sorted({touched.ship_to for touched in lines_of(chosen).values() if touched.ship_to})
    known = ask(names, tuple(f"Country/{one}" for one in countries))
    shown = {one: known[f"Country/{one}"].title if f"Country/{one}" in known else one for one in countries}
    destination = right.selectbox(
        "Destination",
        ["", *sorted(shown, key=lambda one: shown[one])],
        format_func=lambda one: shown.get(one, "All destinations"),
    )
    return chosen, destination


def _impact(chosen: Sequence[Alert], destination: str) -> Impact:
    lines = [one for one in lines_of(chosen).values() if not destination or one.ship_to == destination]
    sold = {one.product.id for one in lines if one.product}
    products = {sku: one for sku, one in products_of(chosen).items() if not destination or sku in sold}
    keys = {key for one in products.values() for key in one.path}
    keys |= {key for one in lines for key in one.path} | {f"Country/{one.ship_to}" for one in lines}
    keys |= {f"Customer/{customer}" for one in lines for customer in one.customers}
    return Impact(products, lines, ask(names, tuple(sorted(keys))), f"{screen.now():%Y-%m-%d}")


def _figures(impact: Impact) -> None:
    customers = {customer for one in impact.counted for customer in one.customers}
    own = parted(impact.lines, impact.day)
    figures = (
        (f.count(len(impact.products), "SKU"), "components included"),
        (f.count(len(own[OPEN]), "contract line"), f"still to be delivered; {beside(own)}"),
        (" + ".join(f.totals(one.line for one in own[OPEN])) or "none", "value still to be delivered, each line once"),
        (f.count(len(customers), "customer"), "in any role"),
    )
    screen.figures(figures)


def _products(impact: Impact) -> None:
    screen.heading(
        "SKUs", "Unless a change says so, a SKU here is touched, not newly controlled: check it against the new words."
    )
    if not impact.products:
        screen.show(
            m.paragraph(
                m.text("No SKU by its classification; the lines below are touched through their customers."),
                css="rt-soft",
            )
        )
        return
    by_sku: dict[str, list[LineTouched]] = defaultdict(list)
    for one in impact.counted:
        if one.product:
            by_sku[one.product.id].append(one)
    rows = [_product_row(sku, one, by_sku[sku], impact.names) for sku, one in sorted(impact.products.items())]
    screen.show(_first(PRODUCT_COLUMNS, rows))


def _product_row(sku: str, touched: ProductTouched, lines: Sequence[LineTouched], known: Names) -> Sequence[m.Html]:
    product = touched.product
    return (
        m.link("product", sku, sku=sku),
        m.text(product.name),
        _classified(product.eccn),
        m.text(paths.short(way(touched.path, known))),
        m.text(f"{len(lines):,}"),
        m.text("\n".join(f.totals(one.line for one in lines)) or "no line that counts"),
        m.text(", ".join(sorted({one.ship_to for one in lines if one.ship_to})) or "–"),
    )


def _classified(code: str) -> m.Html:
    if not code:
        return m.text(f.UNKNOWN)
    return m.link("entry", code, entry=code.partition(".")[0], list="ccl") if code[0].isdigit() else m.text(code)


def _explain(impact: Impact) -> None:
    if not impact.products:
        return
    sku = st.selectbox(
        "Why is this SKU here?",
        sorted(impact.products),
        format_func=lambda one: f"{one}  {impact.products[one].product.name}",
    )
    path = impact.products[sku].path
    words = paths.sentence(path, impact.names)
    screen.show(m.paragraph(m.text(words)), paths.chain(path, impact.names))


def _lines(impact: Impact) -> None:
    screen.heading(
        "Contract lines",
        "Lines delivered before a change applies stand here too; in the figures of the SKUs they do not count.",
    )
    left, right = st.columns([3, 7], vertical_alignment="bottom")
    order = left.selectbox("Order", [*ORDERS])
    ordered = sorted(impact.lines, key=ORDERS[order])
    if may((Role.PRODUCT_OWNER,)):
        right.download_button(
            f"Download {f.count(len(ordered), 'line')} as CSV",
            to_csv(HEADER, [_csv_row(one, impact) for one in ordered]),
            file_name="ruletrace-lines.csv",
            mime="text/csv",
            icon=":material/download:",
        )
    screen.show(_first(LINE_COLUMNS, [_line_row(one, impact) for one in ordered]))


def _first(columns: Sequence[m.Column], rows: Sequence[Sequence[m.Html]]) -> m.Html:
    shown = m.tag("div", m.table(columns, rows[:SHOWN]), css="rt-scroll")
    if len(rows) <= SHOWN:
        return shown
    more = f"The first {SHOWN} of {len(rows):,}: filter above, or take the CSV, which has all lines."
    return m.join([shown, m.paragraph(m.text(more), css="rt-where")])


def _line_row(one: LineTouched, impact: Impact) -> Sequence[m.Html]:
    known = impact.names
    span = f"{f.or_unknown(one.line.starts)} –\n{f.or_unknown(last_delivery(one.line, one.contract))}"
    return (
        m.text(one.line.id),
        m.text(one.contract.id if one.contract else f.UNKNOWN),
        m.link("product", one.product.id, sku=one.product.id) if one.product else m.text(f.UNKNOWN),
        m.text("; ".join(_customers(one, known))),
        m.text(_country(one.ship_to, known)),
        m.text(f.amount(one.line.value_minor, one.line.currency)),
        m.text(f"{span}\n{WORDS[one.standing(impact.day)]}"),
    )


def _csv_row(one: LineTouched, impact: Impact) -> Sequence[object]:
    sale, known = one.line, impact.names
    return (
        sale.id,
        one.contract.id if one.contract else "",
        one.product.id if one.product else "",
        one.product.name if one.product else "",
        "; ".join(_customers(one, known)),
        one.ship_to,
        sale.currency,
        f"{sale.value_minor / 100:.2f}",
        sale.starts,
        last_delivery(sale, one.contract),
        WORDS[one.standing(impact.day)],
        paths.sentence(one.path, known),
    )


def _customers(one: LineTouched, known: Names) -> list[str]:
    keys = [f"Customer/{customer}" for customer in one.customers]
    return [known[key].title if key in known else key.partition("/")[2] for key in keys]


def _country(code: str, known: Names) -> str:
    key = f"Country/{code}"
    return known[key].title if key in known else f.or_unknown(code)
