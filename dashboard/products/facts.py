"""What is recorded of a product: its classifications and vendors', its parameters and decisions, what is in it."""

from collections.abc import Iterable, Iterator, Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.products.words import code, sku
from graph.reads import ProductClassification, ProductDetail
from graph.reads.catalogue import Part, Parts
from graph.schema import Decision, Parameter, Product

_COUNTRY_UNKNOWN = "unknown: write it in the products' table (origin)"
CLASSIFIED = (
    m.Column("Regime", 11),
    m.Column("Code", 15),
    m.Column("Basis", 17),
    m.Column("By, on", 20),
    m.Column("Rationale", 37),
)
PARAMETERS = (
    m.Column("Parameter", 30),
    m.Column("Value", 14, numeric=True),
    m.Column("Unit", 10),
    m.Column("Source", 30),
    m.Column("Of", 16),
)
DECISIONS = (m.Column("Question", 34), m.Column("Answer", 8), m.Column("By, on", 24), m.Column("Why", 34))
PARTS = (m.Column("SKU", 16), m.Column("Name", 50), m.Column("Our code", 18), m.Column("Pieces", 16, numeric=True))
EMPTY = {
    "classifications": "Nobody has classified it: add a row to classifications.csv and run `ruletrace import FOLDER`.",
    "parameters": "No parameter is held, so no number can decide: add rows to parameters.csv and run "
    "`ruletrace import FOLDER`.",
    "decisions": "No decision is recorded, such as whether it is marketed for datacenters: add rows to decisions.csv "
    "and run `ruletrace import FOLDER`.",
}


def record(product: Product) -> m.Html:
    """Return the product's own row: what it is, whose, from where, and its share of controlled US content."""
    rows = [
        ("Kind", m.text(", ".join(filter(None, (product.kind or f.UNKNOWN, product.activity))))),
        ("Asked about it", m.text(product.owner or "unknown: no owner is named in the products' table")),
        ("Our role", m.text(f.or_unknown(product.role))),
        ("Origin", m.text(product.origin or _COUNTRY_UNKNOWN)),
        ("HS code", m.text(f.or_unknown(product.hs_code))),
        ("Controlled US content", m.text(_content(product))),
    ]
    firmware = [("Firmware", m.text(product.firmware))] if product.firmware else []
    return m.pairs([*rows, *firmware])


def _content(product: Product) -> str:
    if not product.us_content_percent:
        return "unknown: no share was computed, so no de minimis answer can be given"
    on = f" for {product.us_content_on}" if product.us_content_on else ", day unknown"
    basis = f": {product.us_content_basis}" if product.us_content_basis else ", basis unknown"
    return f"{product.us_content_percent} % of the value{on}{basis}"


def classifications(found: Sequence[ProductClassification]) -> None:
    """Draw the current classifications: our own first, vendors' beside, and where they disagree."""
    current = [one for one in found if not one.to]
    if not current:
        _empty("classifications")
        return
    against = [one for one in current if one.contradicts]
    for one in against:
        words = f"{one.vendor or 'A vendor'} says {one.designation} ({one.regime}), we say {one.contradicts}."
        screen.show(m.paragraph(screen.badge("disagree", "medium"), m.text(words)))
    screen.show(m.table(CLASSIFIED, [_classification(one) for one in current]))


def _classification(one: ProductClassification) -> Sequence[m.Html]:
    basis = {"self": "our own", "CCATS": "ruling (CCATS)", "vendor": "vendor"}.get(one.basis, one.basis)
    who = ", ".join(filter(None, (basis or f.UNKNOWN, one.vendor, one.ccats_number)))
    notes = [
        "" if one.counts else "does not count: ours stands before it" if one.basis == "vendor" else "does not count",
        "" if one.exact or one.control is None else "the held text has only the paragraph above it",
        f"valid to {one.valid_to}" if one.valid_to else "",
        one.code.reason if one.code else "",
    ]
    said = [m.tag("div", m.text(note), css="rt-said") for note in notes if note]
    when = "\n".join(filter(None, (one.by or f.UNKNOWN, one.at)))
    tested = f"Tested: {', '.join(one.tested_paragraphs)}" if one.tested_paragraphs else ""
    why = m.join([m.text(one.rationale or "none given"), m.tag("div", m.text(tested), css="rt-said")])
    return m.text(one.regime), m.join([code(one.designation, one.regime), *said]), m.text(who), m.text(when), why


def parameters(found: Iterable[Parameter]) -> None:
    """Draw the parameters that count, with the sources that disagree marked."""
    counting = [one for one in found if one.counts]
    if counting:
        screen.show(m.table(PARAMETERS, [_parameter(one) for one in counting]))
    else:
        _empty("parameters")


def _parameter(one: Parameter) -> Sequence[m.Html]:
    marks = [screen.badge("sources differ", "medium")] if one.disagrees else []
    notes = [m.tag("div", m.text(one.note), css="rt-said")] if one.note else []
    name = m.join([m.text(f"{one.parameter} "), *marks, *notes])
    source, of = m.text(f.or_unknown(one.source)), m.text(one.dated or "day unknown")
    return name, m.text(one.value), m.text(one.measured_in or "–"), source, of


def decisions(found: Iterable[Decision]) -> None:
    """Draw the decisions that count."""
    counting = [one for one in found if one.counts]
    if counting:
        screen.show(m.table(DECISIONS, [_decision(one) for one in counting]))
    else:
        _empty("decisions")


def _decision(one: Decision) -> Sequence[m.Html]:
    who = "\n".join(filter(None, (one.by or f.UNKNOWN, one.on)))
    return m.text(one.question), m.tag("b", m.text(one.answer)), m.text(who), m.text(one.why or "none given")


def parts(found: Parts) -> None:
    """Draw what the product contains, and what contains it."""
    if not found.inside and not found.around:
        screen.show(m.paragraph(m.text("No parts are recorded, and nothing of ours contains it."), css="rt-soft"))
        return
    for title, each in (("It contains", found.inside), ("It is part of", found.around)):
        if each:
            words = m.tag("b", m.text(f"{title} {f.count(len(each), 'SKU')}"))
            screen.show(m.paragraph(words, css="rt-group"), m.table(PARTS, [_part(one) for one in each]))


def _part(one: Part) -> Sequence[m.Html]:
    product = one.product
    return sku(product), m.text(product.name), code(product.eccn), m.text(one.quantity or f.UNKNOWN)


def detail(found: ProductDetail, inside: Parts) -> None:
    """Draw everything that is recorded of a product now."""
    left, right = st.columns([1, 1], gap="large")
    with left:
        screen.heading("Decisions", "What people decided where no number decides.")
        decisions(found.decisions)
    with right:
        screen.heading("Parts")
        parts(inside)
    screen.heading("Parameters", "The newest value of each source; every one of them is evaluated.")
    parameters(found.parameters)


def _empty(what: str) -> None:
    screen.show(m.paragraph(*_coded(EMPTY[what]), css="rt-soft"))


def _coded(words: str) -> Iterator[m.Html]:
    """Yield words in which `commands` stand between backticks."""
    for index, part in enumerate(words.split("`")):
        yield m.tag("code", m.text(part)) if index % 2 else m.text(part)
