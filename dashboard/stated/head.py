"""A document's identity and dates: what a reader asks of it first."""

import shlex
from collections.abc import Iterable, Sequence

import streamlit as st

from dashboard import findings as told
from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.stated.dates import Dated, dated
from dashboard.stated.sentences import places, words
from dashboard.stated.words import date_role, details, learned_words
from graph.reads.findings import FindingRow
from graph.schema import Document, Fact

DATES = (
    m.Column("Day", 11),
    m.Column("Role", 17),
    m.Column("The listing says", 15),
    m.Column("The text says", 38),
    m.Column("Where, characters", 19),
)
_IDENTITY = (
    ("docket", "docket"),
    ("rin", "RIN"),
    ("celex", "CELEX"),
    ("eli", "ELI"),
    ("general_order", "general order"),
)
_SHOWN = 2


def identity(document: Document, facts: Iterable[Fact]) -> None:
    """Draw number, citation, and the docket, RIN, CELEX and others that a document states of itself."""
    own: dict[str, list[str]] = {}
    for one in facts:
        if one.role == "self" and one.value not in own.setdefault(one.kind, []):
            own[one.kind].append(one.value)
    is_eu = document.id.startswith("celex:")
    cells = [(document.number or f.UNKNOWN, "document number")]
    # Acts of the EU have neither a Federal Register page nor docket and RIN: only for others is their lack a gap.
    if document.citation or not is_eu:
        cells.append((document.citation or f.UNKNOWN, "citation"))
    cells += [(_some(own[kind]), title) for kind, title in _IDENTITY if own.get(kind)]
    if not is_eu:
        cells += [("not stated", title) for kind, title in _IDENTITY[:2] if not own.get(kind)]
    screen.figures(cells)


def _some(values: Sequence[str]) -> str:
    more = f" and {len(values) - _SHOWN} more" if len(values) > _SHOWN else ""
    return f"{', '.join(values[:_SHOWN])}{more}"


def dates(document: Document, facts: Iterable[Fact], findings: Sequence[FindingRow]) -> None:
    """Draw the dates of a document with their roles, and how to ask what applied on a day."""
    screen.heading("Dates and their roles", "A listing gives one day a role; the text may say more, or otherwise.")
    found = dated(document, facts, findings)
    if not found:
        screen.show(m.paragraph(m.text("None: neither the listing nor what is held of the text gives one.")))
    # A text without a head of its own, such as an act of the EU, gives its dates in its body.
    leading = [one for one in found if one.leads] or found
    rest = [one for one in found if one not in leading]
    screen.show(m.table(DATES, [_date(document, one) for one in leading]) if leading else m.NOTHING)
    if rest:
        with st.expander(f"{f.count(len(rest), 'date')} more from the body of the text, not from its head"):
            screen.show(m.table(DATES, [_date(document, one) for one in rest]))
    name = shlex.quote(document.number or document.id)
    ask_it = m.tag("code", m.text(f"ruletrace status {name} --on {screen.now():%Y-%m-%d}"))
    screen.show(m.paragraph(m.text("What applied on a day, with delays and stays by other documents: "), ask_it))


def _date(document: Document, one: Dated) -> Sequence[m.Html]:
    part = f" ({one.part})" if one.part else ""
    said = words(one.facts) if one.facts else m.span("nothing read in what is held of the text", "rt-soft")
    remark = "; ".join(dict.fromkeys(told for fact in one.facts if (told := _remark(fact))))
    return (
        m.tag("b", m.text(one.day)),
        m.text(f"{date_role(one.role)}{part}"),
        _listed(one),
        m.join([said, m.tag("div", m.text(remark), css="rt-where")] if remark else [said]),
        places(document, one.facts) if one.facts else m.text("listing"),
    )


def _remark(fact: Fact) -> str:
    known = details(fact)
    said = [f"{name} {known[name]}" for name in ("instructions", "except") if known.get(name)]
    return "; ".join([*said, *([learned] if (learned := learned_words(fact)) else [])])


def _listed(one: Dated) -> m.Html:
    same = "the same" if one.listed == one.day and one.facts else one.listed
    if one.finding is None:
        return m.text(same or "no such date") if one.listed or not one.facts else m.span("no such date", "rt-soft")
    link = told.link(one.finding, "to review" if one.finding.finding.state == "open" else one.finding.finding.state)
    return m.join([m.tag("div", m.text(one.listed)), screen.badge("disagree", "high"), link])
