"""Listed parties: customers who may be one of them, the official lists, and which rules added which rows."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import official_lists, screen
from dashboard.access import Role, require
from dashboard.store import ask
from graph import reads
from graph.reads.dashboard_parties import PartyCandidate, party_candidates
from graph.schema import Change, Party

CANDIDATES = (
    m.Column("Customer", 20),
    m.Column("Its countries", 9),
    m.Column("Listed party", 22),
    m.Column("Its countries", 9),
    m.Column("Why a candidate", 30),
    m.Column("Decision", 10),
)
ROWS = (
    m.Column("Listed name", 24),
    m.Column("Further names", 28),
    m.Column("Countries", 8),
    m.Column("Licence requirement", 24),
    m.Column("Review policy", 16),
)


def show() -> None:
    """Draw the page."""
    require(Role.ANALYST)
    screen.title(
        "Parties",
        "A candidate has a name in common with a listed party. It is never a verdict; no candidate is not a clearance.",
    )
    _candidates(ask(party_candidates))
    official_lists.section()
    _rules([row.change for row in ask(reads.changes, None, None, "parties")])


def _candidates(found: Sequence[PartyCandidate]) -> None:
    screen.heading("Customers to compare with a listed party")
    if not found:
        st.info(
            "No customer has a name in common with a listed party. Not cleared: names can differ. "
            "Customers come by `ruletrace import FOLDER`."
        )
        return
    screen.show(m.table(CANDIDATES, [_candidate(one) for one in found]))


def _candidate(one: PartyCandidate) -> Sequence[m.Html]:
    lists = "; ".join(one.lists)
    return (
        m.join([m.text(one.customer.name), m.tag("div", m.text(one.customer.id), css="rt-where")]),
        m.text(", ".join(one.countries) or f.UNKNOWN),
        m.join(
            [
                m.text(one.party.name),
                m.tag("div", m.text(f"{lists}, {f.or_unknown(one.party.citation)}"), css="rt-where"),
            ]
        ),
        m.text(", ".join(one.party.countries) or f.UNKNOWN),
        m.text("\n".join(one.reasons)),
        screen.badge(f.or_unknown(one.decision), "plain"),
    )


def _rules(changes: Sequence[Change]) -> None:
    screen.heading("Rules on parties", "The rows of the newest screening list that cite each rule.")
    for change in sorted(changes, key=lambda one: one.to_version, reverse=True):
        with st.expander(screen.literal(f"{change.title} · {change.place}")):
            screen.show(
                m.paragraph(m.text(f"{change.attribution}. "), m.link("change", "Open the change", change=change.id))
            )
            detail = ask(reads.change, change.id)
            screen.show(rows(detail.parties if detail else ()))


def rows(parties: Sequence[Party]) -> m.Html:
    """Return listed rows as a table."""
    return m.table(ROWS, [_row(party) for party in parties])


def _row(party: Party) -> Sequence[m.Html]:
    return (
        m.text(party.name),
        m.text("; ".join(party.aliases) or "none listed"),
        m.text(", ".join(party.countries) or f.UNKNOWN),
        m.text(f.or_unknown(party.licence_requirement)),
        m.text(f.or_unknown(party.licence_policy)),
    )
