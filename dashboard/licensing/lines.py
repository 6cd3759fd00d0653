"""A contract line as a case: what the graph holds of it, and the facts that the determination takes from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alerts.impact.cases import case_of
from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.licensing import countries
from dashboard.store import ask
from graph.reads.transactions import Transaction, transactions
from regulation.licensing.model import Case, Party

PARTIES = (
    m.Column("Role", 14),
    m.Column("Party", 28),
    m.Column("Place, headquarters, parent", 30),
    m.Column("Compared with the lists", 28),
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A current contract line with the case made from it."""

    transaction: Transaction
    case: Case


def filled(line: str, on: date) -> Filled | None:
    """Return the case of a current contract line on a day, None where no such line is held."""
    found = ask(transactions, (line,))
    return Filled(found[0], case_of(found[0], on)) if found else None


def facts(own: Filled) -> m.Html:
    """Return what the line gives: its sale and its parties; the form above shows and changes the rest."""
    line, product, contract = own.transaction.line, own.transaction.item.product, own.transaction.contract
    sale = [
        m.link("product", f"{product.id} {product.name}", sku=product.id),
        m.text(f", contract {contract.id if contract else f.UNKNOWN}"),
        m.text(f", {f.amount(line.value_minor, line.currency)}"),
        m.text(f", delivered {f.or_unknown(line.starts)} to {f.or_unknown(line.ends)}"),
        m.text(f", stated end use: {f.or_unknown(line.end_use)}."),
    ]
    rows = [_party(one) for one in own.case.parties]
    empty = m.paragraph(m.text("No party of this line is known: none can be compared with the lists."), css="rt-warn")
    return m.join([m.paragraph(*sale), m.table(PARTIES, rows) if rows else empty])


def _party(one: Party) -> Sequence[m.Html]:
    places = (one.country, one.headquarters, one.ultimate_parent)
    where = ", ".join(countries.name(place) for place in places)
    return m.text(one.role), m.text(one.name or f.UNKNOWN), m.text(where), _screened(one)


def _screened(one: Party) -> m.Html:
    if one.listed:
        listed = "; ".join(one.listed)
        return m.join([screen.badge("candidate", "high"), m.text(f"{listed}: a person has to decide")])
    return m.text("no row found: not a clearance" if one.screened else "not compared")
