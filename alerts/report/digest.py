"""The weekly digest for an executive: one page, HTML and Markdown, from the graph and a week alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alerts.report import dates, decisions, exposure, law, unseen
from alerts.report.page import Page
from alerts.report.plain import count, link, page_of, total
from alerts.report.render import html, markdown
from alerts.report.unseen import Unread
from alerts.report.week import Week
from alerts.rules import load
from graph import Graph, reads
from graph.reads.digest import LIST_VERSION, AlertCause, ExposedLine, alert_causes, country_names, exposed_lines
from graph.reads.digest_law import TextChange, documents_dated, replay_marks, text_changes
from graph.reads.lines import BEFORE, OPEN, SINCE
from graph.schema import Document

AUDIENCE = "executive"
NO_DECISION = "No decision comes from what was seen of this week. That is not a clearance: see what could not be seen."
NO_DATE = "No date is held for the next 90 days. That does not mean that there is none."
NO_LAW = "No change of law was seen in this week. What was checked, and what could not be seen, stands below."
FOOTER = (
    "An alert is of this week when the newer text or a document behind it is dated in it, whenever we learnt of it. "
    "Lines and values: the company's tables as last imported. A line whose last delivery is not held counts as still "
    "to be delivered, one delivered in part with its whole value. Not legal advice."
)


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest of one ISO week (`2026-W36`), as a whole HTML page and as Markdown; the same graph, the same bytes."""

    week: str
    html: str
    markdown: str


def digest(graph: Graph, week: str, dashboard_url: str, unread: Unread | None = None) -> Digest:
    """Return the digest of an ISO week; raises WeekError when `week` is not of the form 2026-W36.

    What belongs to the week is told in `alerts.report.decisions.of_week`: law time, so that a past week's digest can
    be built later. `unread` counts what reading the archive did not understand; without it the page says that this
    was not counted. No clock is read.
    """
    made = page(graph, Week.parse(week), dashboard_url, unread)
    return Digest(made.week, html(made), markdown(made))


def page(graph: Graph, week: Week, dashboard_url: str, unread: Unread | None = None) -> Page:
    """Return what stands on the page of a week."""
    causes = alert_causes(graph, AUDIENCE)
    chosen = decisions.of_week(causes, week)
    lines = exposed_lines(graph, [cause.alert.id for cause in chosen])
    first, last = week.first.isoformat(), week.last.isoformat()
    changes = text_changes(graph, first, last)
    dated = documents_dated(graph, first, last)
    behind = _behind(graph, chosen, changes)
    known = _relevant((*dated, *behind))
    told = law.lines(week, dated, behind, changes)
    sources = reads.sources(graph)
    parted = exposure.parted(lines, first)
    windows = dates.windows(graph, week, parted[OPEN])
    undated = dates.undated(graph, known)
    countries, by_alert = country_names(graph), exposure.by_alert(lines)
    stakes = [exposure.stake(cause, by_alert, countries, first) for cause in chosen]
    return Page(
        week=week.name,
        first=first,
        last=last,
        demo=_demo(replay_marks(graph)),
        figures=(
            (count(len(chosen), "decision"), "to be given a name and a day" if chosen else "from what was seen"),
            (total(one.line for one in parted[OPEN]), "value still to be delivered, each line once"),
            (count(len(parted[OPEN]), "contract line"), _delivered(parted)),
            (count(len(undated), "effective date"), "not known"),
        ),
        decisions=decisions.written(chosen, stakes, week, load(), dashboard_url),
        no_decision="" if chosen else NO_DECISION,
        more_decisions=max(0, len(chosen) - decisions.SHOWN),
        earlier=_earlier(decisions.earlier(causes, week)),
        exposed=exposure.rows(chosen, by_alert, countries, first),
        windows=(*windows, *dates.not_known(undated)),
        no_date="" if windows else NO_DATE,
        law=tuple(told[: law.SHOWN]),
        no_law="" if told else NO_LAW,
        more_law=max(0, len(told) - law.SHOWN),
        unseen=unseen.points(week, sources, known, changes, unread, reads.open_findings(graph)),
        checked=unseen.checked(week, sources, dated),
        footer=FOOTER,
        decisions_link=link("on the dashboard", page_of(dashboard_url)),
        law_link=link("see the dashboard", page_of(dashboard_url, "documents")),
    )


def _delivered(parted: Mapping[str, Sequence[ExposedLine]]) -> str:
    """Return what the number of open lines leaves out: lines delivered by the week's first day."""
    return (
        f"still to be delivered; {len(parted[SINCE]):,} delivered since the law applies, {len(parted[BEFORE]):,} before"
    )


def _behind(graph: Graph, chosen: Iterable[AlertCause], changes: Iterable[TextChange]) -> list[Document]:
    """Return the documents that the week's alerts and changes are attributed to, by id."""
    found = {document.id: document for cause in chosen for document in cause.documents}
    for id in sorted({id for one in changes for id in one.documents} - found.keys()):
        if detail := reads.document(graph, id, limit=1):
            found[id] = detail.document
    return [found[id] for id in sorted(found)]


def _relevant(documents: Iterable[Document]) -> list[Document]:
    """Return these documents once, by id, without dated texts of lists and without those on other matters."""
    once = {one.id: one for one in documents if one.kind != LIST_VERSION and one.relevance != dates.IRRELEVANT}
    return [once[id] for id in sorted(once)]


def _earlier(number: int) -> str:
    if not number:
        return ""
    return f"From earlier weeks: {count(number, 'alert')}. Whether a decision was taken is not recorded in the graph."


def _demo(marks: Iterable[str]) -> str:
    said = " and ".join(marks)
    return (
        f"Demonstration: answers of official services were replayed ({said}); this is no live reading." if said else ""
    )
