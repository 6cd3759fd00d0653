"""Dates ahead of a week: what the law and the contracts hold for the next 30 and 90 days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alerts.report.page import Dated, Window
from alerts.report.plain import UNKNOWN, Link, count, link, plain, total
from alerts.report.week import LATER, SOON, Week
from graph import Graph
from graph.reads.digest import LIST_VERSION, ExposedLine
from graph.reads.digest_law import StatedDate, dates_stated, documents_dated, stated_roles
from graph.schema import Document

SHOWN, NAMED = 3, 4
IRRELEVANT = "not relevant"
BINDING = ("rule", "correction")
_WORDS, _TITLE = 84, 48
_ROLES = {
    "effective": "takes effect",
    "comment_deadline": "comments close",
    "delayed_to": "another rule delayed to",
    "compliance": "comply by",
    "expiry": "expires",
}
PUBLISHED = "as published"
UNCONFIRMED = "scheduled, unconfirmed: a later document may change it"


@dataclass(frozen=True, slots=True)
class _Date:
    day: str
    role: str
    document: Document
    words: str


def windows(graph: Graph, week: Week, lines: Sequence[ExposedLine]) -> tuple[Window, ...]:
    """Return the dates after the week's last day within 30 days and within 90.

    Documents published after the week are left out: the week's law did not have them. `lines` are exposed: the ends
    of their contracts are dates too.
    """
    start, soon, next_day, later = week.after(1), week.after(SOON), week.after(SOON + 1), week.after(LATER)
    found = _found(graph, week, start, later)
    roles = stated_roles(graph, {one.document.id for one in found})
    spans = ((f"To {soon} ({SOON} days)", start, soon), (f"From {next_day} to {later} ({LATER} days)", next_day, later))
    made = [
        _window(title, [_written(one, roles) for one in found if first <= one.day <= last], _ends(lines, first, last))
        for title, first, last in spans
    ]
    return tuple(one for one in made if one.dates)


def undated(graph: Graph, documents: Sequence[Document]) -> list[Document]:
    """Return those of the documents that bind and of which no effective date is held, in their order."""
    roles = stated_roles(graph, [one.id for one in documents])
    return [
        one
        for one in documents
        if one.kind in BINDING and not one.effective and "effective" not in roles.get(one.id, frozenset())
    ]


def not_known(documents: Sequence[Document]) -> tuple[Window, ...]:
    """Return the window that says of which documents no effective date is held."""
    if not documents:
        return ()
    names = ", ".join(plain(one.number, 40) for one in documents[:NAMED])
    more = f" and {len(documents) - NAMED:,} more" if len(documents) > NAMED else ""
    bodies = sum(one.body != "held" for one in documents)
    standing = f"no effective date is held; {bodies:,} of {count(len(documents), 'body', 'bodies')} not read"
    return (Window("Not known", (Dated(UNKNOWN, "takes effect", Link(names, ""), more, standing),), 0),)


def _found(graph: Graph, week: Week, start: str, end: str) -> list[_Date]:
    """Return the dates of relevant documents, one for each day, role and document; words beat the bare listing."""
    listed = [one for document in documents_dated(graph, start, end) for one in _listed(document, start, end)]
    stated = [_of_fact(one) for one in dates_stated(graph, start, end)]
    once = {(one.day, one.role, one.document.id): one for one in (*listed, *stated)}
    last = week.last.isoformat()
    return [
        one
        for _, one in sorted(once.items())
        if one.document.relevance != IRRELEVANT and one.document.published <= last and one.document.kind != LIST_VERSION
    ]


def _listed(document: Document, start: str, end: str) -> Iterable[_Date]:
    for role, day in (("effective", document.effective), ("comment_deadline", document.comments_close)):
        if start <= day <= end:
            yield _Date(day, role, document, "")


def _of_fact(one: StatedDate) -> _Date:
    return _Date(one.fact.value, one.fact.role, one.document, one.fact.sentence)


def _written(one: _Date, roles: Mapping[str, frozenset[str]]) -> Dated:
    relations = roles.get(one.document.id, frozenset())
    role = _ROLES.get(one.role, one.role.replace("_", " "))
    if one.role == "expiry" and relations & {"suspends", "stays"}:
        role = "suspension ends"
    standing = UNCONFIRMED if one.role == "expiry" else PUBLISHED
    title = plain(one.document.title, _TITLE)
    words = f"{title}: “{plain(one.words, _WORDS)}”" if one.words else f"{title} (date of the listing)"
    return Dated(one.day, role, link(one.document.number, one.document.url), words, standing)


def _ends(lines: Iterable[ExposedLine], first: str, last: str) -> list[Dated]:
    ending = [one for one in lines if one.contract and first <= one.contract.ends <= last]
    contracts = {one.contract.id for one in ending if one.contract}
    if not contracts:
        return []
    day = min(one.contract.ends for one in ending if one.contract)
    own = {one.line.id for one in ending}
    held = f"{count(len(contracts), 'contract')} with {count(len(own), 'exposed line')}"
    words = f"{held} in this time, the first on this day: {total(one.line for one in ending)}"
    return [Dated(day, "contracts end", Link("company tables", ""), words, "as last imported")]


def _window(title: str, dates: Sequence[Dated], always: Sequence[Dated]) -> Window:
    kept = dates[: SHOWN - len(always)]
    shown = sorted([*kept, *always], key=lambda one: (one.day, one.source.label, one.role))
    return Window(title, tuple(shown), len(dates) - len(kept))
