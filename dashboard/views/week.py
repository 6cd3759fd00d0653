"""The executive's page: what must be decided, from when, and what is not known."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import screen
from dashboard.access import Role, may, require
from dashboard.alert_list import alerts_of, head_and_tail, lines_of
from dashboard.deliveries import beside, parted
from dashboard.sources_state import Standing, standing
from dashboard.store import ask
from graph import reads
from graph.reads.dashboard_causes import CANDIDATE, causes
from graph.reads.dashboard_overview import overview
from graph.reads.lines import OPEN
from graph.schema import Alert, Document

MOST = 5
WIDTH = 118
COLUMNS = (m.Column("Document", 52), m.Column("Published", 24), m.Column("Effective", 24))


def show() -> None:
    """Draw the page."""
    require(Role.EXECUTIVE)
    found = alerts_of("executive")
    screen.title("This week", f"{screen.now():%A, %Y-%m-%d}. What needs your decision, and what is not known.")
    _figures(found)
    _to_review()
    if not found:
        st.info(
            "No change that is held touches a contract line that is open when it applies. That is not a clearance: see "
            "what could not be seen."
        )
    screen.show(*(_card(alert) for alert in found[:MOST]))
    if len(found) > MOST:
        screen.show(
            m.paragraph(m.text(f"{len(found) - MOST} more of lower severity are with the analyst."), css="rt-soft")
        )
    left, right = st.columns([11, 12], gap="large")
    with left:
        _dates(found)
    with right:
        _unseen()


def _figures(found: Sequence[Alert]) -> None:
    own = parted(lines_of(found).values(), f"{screen.now():%Y-%m-%d}")
    worth = " + ".join(f.totals(touched.line for touched in own[OPEN])) or "none"
    undated = sum(1 for alert in found if alert.since.startswith(f.UNKNOWN))
    figures = (
        (f.count(len(found), "decision"), "need a name and a day"),
        (worth, f"value still to be delivered, each line once; lines: {beside(own)}"),
        (f.count(len(own[OPEN]), "contract line"), "still to be delivered"),
        (f"{undated} of {len(found)}", "effective dates unknown"),
    )
    screen.figures(figures)


def _to_review() -> None:
    """Say how many findings wait for the analyst, the grave ones by themselves."""
    ranks = ask(reads.open_findings)
    number, grave = sum(ranks.values()), ranks.get(1, 0)
    if number:
        words = f"{f.count(number, 'finding')} to review"
        name = m.link("review", words) if may({Role.ANALYST}) else m.text(words)
        reason = (
            f": {grave:,} on when or whether a rule applies." if grave else ", none on when or whether a rule applies."
        )
        screen.show(m.paragraph(name, m.text(reason)))


def _card(alert: Alert) -> m.Html:
    head, tail = head_and_tail(alert)
    counts = [f.count(alert.lines, "contract line"), f.count(alert.customers, "customer")]
    if alert.products:
        counts.insert(0, f.count(alert.products, "SKU"))
    rows = (
        _what(alert, tail),
        ("From when", m.text(alert.since)),
        ("Touches", m.text(f"{f.values(alert.value)} on {', '.join(counts)}{_past(alert)}")),
        *_named(alert),
        ("Next step", m.text(alert.next_step)),
    )
    grid = m.tag("dl", *(m.join([m.tag("dt", m.text(a)), m.tag("dd", b)]) for a, b in rows), css="rt-grid")
    name = m.tag("h3", screen.badge(alert.severity), m.link("alert", head, alert=alert.id))
    return m.tag("div", name, grid, css=f"rt-card {alert.severity}")


def _past(alert: Alert) -> str:
    """Return how many lines are left out because they were delivered before the change applies."""
    lines = f.count(alert.past_lines, "line")
    return f"; {lines} delivered before {alert.applies}, not counted" if alert.past_lines else ""


def _what(alert: Alert, tail: str) -> tuple[str, m.Html]:
    """Return what the change means for our lines where that was computed, else what changed."""
    if alert.outcome and alert.kind == "codes":
        return "Means", m.text(f.cut(f.without_cents(alert.outcome[0]), WIDTH))
    return "What", m.text(f.cut(tail or alert.what, WIDTH))


def _named(alert: Alert) -> Sequence[tuple[str, m.Html]]:
    """Return the row on lines that ship to a destination which the document names: those to look at first."""
    if not alert.named_lines:
        return ()
    lines = f.count(alert.named_lines, "line")
    return (("Look first", m.text(f"{f.values(alert.named_value)} on {lines} to {', '.join(alert.named)}")),)


def _dates(found: Sequence[Alert]) -> None:
    screen.heading("Dates", "As the listing gives them; a listing's date is not the whole truth.")
    documents: dict[str, Document] = {}
    for alert in found:
        for cause in ask(causes, alert.id):
            if cause.relation == CANDIDATE or alert.kind == "parties":
                documents.setdefault(cause.document.id, cause.document)
    newest = sorted(documents.values(), key=lambda one: one.published, reverse=True)
    screen.show(m.table(COLUMNS, [_dated(document) for document in newest]))


def _dated(document: Document) -> Sequence[m.Html]:
    return (
        m.link("document", document.number, document=document.id),
        m.text(f.or_unknown(document.published)),
        m.text(f.or_unknown(document.effective)),
    )


def _unseen() -> None:
    screen.heading("What could not be seen", "Findings above inherit these gaps.")
    held = ask(overview)
    states = [standing(source, screen.now()) for source in ask(reads.sources)]
    points = [_source_words(states)]
    points.append(
        f"The body of {held.body_not_held:,} of {f.count(held.rules, 'rule')} is not held, only title and abstract; "
        f"the effective date of {held.effective_unknown:,} is unknown."
    )
    every = [m.text(point) for point in points]
    words = m.text("No outcome here is a clearance; how much of the law one reads is told under ")
    every.append(m.join([words, m.link("coverage", "Coverage"), m.text(". Screening stays with a person.")]))
    screen.show(m.tag("ul", *(m.tag("li", point) for point in every)))


def _source_words(states: Sequence[Standing]) -> str:
    gaps = [one for one in states if not one.is_seen]
    if not gaps:
        return f"All {len(states)} sources were read within their rhythm." if states else "No source was ever read."
    each = "; ".join(f"{one.source.title}: {one.state}, {one.silence}" for one in gaps)
    return f"{len(gaps)} of {len(states)} sources have a gap: {each}."
