"""One alert: what changed, from when, whom it touches, by which way, and the words that prove it."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats as f
from dashboard import markup as m
from dashboard import paths, quotes, screen
from dashboard.access import Role, current_roles
from dashboard.alert_list import head_and_tail, lines_of
from dashboard.change_list import summary
from dashboard.deliveries import counted, parted, split
from dashboard.law import meaning
from dashboard.licensing.section import section
from dashboard.store import ask
from graph import reads
from graph.reads.dashboard_causes import CANDIDATE, Cause, causes
from graph.reads.dashboard_names import names
from graph.reads.meanings import meanings
from graph.schema import Alert, Fact

PLACES = 6
WAYS = 3
TELLING = (
    "country_group",
    "destination",
    "control_code",
    "party_count",
    "party_name",
    "threshold",
    "date",
    "licence_exception",
    "relation",
    "action",
)


def show() -> None:
    """Draw the page of the alert that the address names."""
    key = st.query_params.get("alert", "")
    detail = ask(reads.alert, key)
    if detail is None:
        screen.missing("alert", key)
        return
    if detail.role is None or detail.role.id not in current_roles():
        st.error("This alert belongs to another role.")
        st.stop()
    _head(detail)
    screen.show(*meaning.cards(ask(meanings, _meant(detail))))
    found = ask(causes, key)
    section([one.document.id for one in found], alert=key, told=detail.alert.outcome)
    _quotes(found)
    _changes(detail)
    _ways(detail)


def _head(detail: reads.AlertDetail) -> None:
    alert = detail.alert
    head, tail = head_and_tail(alert)
    owner = f.ROLES.get(detail.role.id, detail.role.title) if detail.role else f.UNKNOWN
    screen.crumbs(m.link(".", "First page"), m.text(f"Alert for: {owner}"))
    screen.title(head)
    screen.show(m.paragraph(screen.badge(alert.severity), m.text(alert.severity_reason)))
    what = _without_outcome(alert)
    rows = [
        ("What changed", m.text(what if tail == alert.what else f"{tail}: {what}".removeprefix(": "))),
        ("From when", m.text(alert.since)),
        ("Touches", m.text(f.without_cents(alert.touches))),
        *_deliveries(alert),
        ("Which document", m.text(alert.attribution)),
        ("Next step", m.tag("b", m.text(alert.next_step))),
    ]
    screen.show(m.pairs(rows))


def _deliveries(alert: Alert) -> list[tuple[str, m.Html]]:
    """Return the row on what is still to be delivered today of the lines that count."""
    day = f"{screen.now():%Y-%m-%d}"
    words = split(parted(lines_of([alert]).values(), day), day)
    return [("Of these lines", m.text(words))] if words else []


def _without_outcome(alert: Alert) -> str:
    """Return what changed; what that changes in outcome has a section of its own."""
    return alert.what.removesuffix(" ".join(alert.outcome)).strip()


def _meant(detail: reads.AlertDetail) -> tuple[str, ...]:
    """Return the changes after which a number means something else: what is classified there may not stay there."""
    return tuple(change.id for change in detail.changes if change.meaning_changed)


def _quotes(found: Sequence[Cause]) -> None:
    screen.heading("In the document's words")
    spoken = [one for one in found if one.document.kind != "list version"]
    if not spoken:
        screen.show(
            m.paragraph(
                m.text("No document is attributed to these changes; the words below come from the dated texts alone.")
            )
        )
    for cause in spoken:
        _document(cause)


def _document(cause: Cause) -> None:
    detail = ask(reads.document, cause.document.id)
    document = cause.document
    relation = "candidate, an inference" if cause.relation == CANDIDATE else cause.relation
    name = m.paragraph(
        m.tag("b", m.link("document", f"{document.number} {document.title}", document=document.id)),
        m.text(f", {document.citation or 'citation unknown'}, published {f.or_unknown(document.published)}, "),
        m.text(f"effective {f.or_unknown(document.effective)}, body {document.body or f.UNKNOWN} ({relation})"),
    )
    facts = [fact for fact in detail.facts if fact.kind in TELLING] if detail else []
    groups = list(quotes.by_sentence(facts).values())
    screen.show(name, *(_sentence(cause, group) for group in groups))
    if not groups:
        screen.show(
            m.paragraph(
                m.text("What is held of it (title and abstract) says nothing that was read as a fact."), css="rt-soft"
            )
        )


def _sentence(cause: Cause, group: Sequence[Fact]) -> m.Html:
    where = m.tag(
        "div",
        m.text(f"{quotes.place(group)} · read as: {quotes.readings(group)} · "),
        quotes.link(cause.document, group, "the sentence in its document"),
        css="rt-where",
    )
    return m.join([quotes.sentence(group), where])


def _changes(detail: reads.AlertDetail) -> None:
    coded = [change for change in detail.changes if change.list != "parties"]
    if not coded:
        for change in detail.changes:
            link = m.link("change", "the listed rows, one by one", change=change.id)
            screen.show(m.paragraph(m.text(f"{change.place}: "), link))
        return
    order = {"editorial": 1}
    told = sorted(coded, key=lambda one: (order.get(one.change_class, 0), one.entry))
    screen.heading(f"{f.count(len(coded), 'changed place')}", "Substance first. Struck through: gone. Underlined: new.")
    screen.show(*(summary(change) for change in told[:PLACES]))
    if len(told) > PLACES:
        with st.expander(f"{len(told) - PLACES} more changed places"):
            screen.show(*(summary(change) for change in told[PLACES:]))


def _ways(detail: reads.AlertDetail) -> None:
    chosen = _examples(detail)
    if not chosen:
        return
    screen.heading("How it comes to us", f"{f.count(len(chosen), 'example')}: the largest lines, each by another way.")
    known = ask(names, tuple(sorted({key for one in chosen for key in one.path})))
    for one in chosen:
        worth = f.amount(one.line.value_minor, one.line.currency)
        words = paths.sentence(one.path, known)
        to = m.text(f"Line {one.line.id}, {worth}, ships to {f.or_unknown(one.ship_to)}. {words}")
        screen.show(paths.chain(one.path, known), m.paragraph(to, css="rt-where"))
    lines = detail.alert.lines + detail.alert.past_lines
    if Role.PRODUCT_OWNER in current_roles():
        screen.show(m.paragraph(m.link("products", f"All {f.count(lines, 'line')} with their products")))


def _examples(detail: reads.AlertDetail) -> list[reads.LineTouched]:
    """Return the largest line of each way (by its controls), at most a few."""
    found: dict[tuple[str, ...], reads.LineTouched] = {}
    for one in sorted(counted(detail.lines), key=lambda one: (-one.line.value_minor, one.line.id)):
        found.setdefault(tuple(key for key in one.path if key.startswith(("Control/", "Party/"))), one)
    return list(found.values())[:WAYS]
