"""Decisions needed: which alerts belong to a week, and what each asks."""

from collections.abc import Iterable, Sequence

from alerts.report.page import Decision
from alerts.report.plain import link, named, page_of, plain, sentence
from alerts.report.week import Week
from alerts.rules import Rules
from graph.reads.digest import AlertCause
from graph.schema import Alert

SHOWN = 3
SEVERITIES = ("high", "medium", "low", "info")
CODES = "codes"
_TITLE, _TAIL, _LINE, _WORDS, _WHY = 100, 80, 130, 165, 235
ANALYST = "analyst"


def of_week(causes: Iterable[AlertCause], week: Week) -> list[AlertCause]:
    """Return the alerts of a week, gravest first, then by lines whose outcome changes, then by lines touched.

    An alert belongs to the week by law time: the date of the newer text of one of its changes, or the date of
    publication or effect of a document that made or may have made them, falls into the week. When we came to know of
    it plays no part, so that the digest of a past week can be built at any later time.
    """
    chosen = [cause for cause in causes if any(week.holds(day) for day, _ in law_dates(cause))]
    return sorted(chosen, key=_weight)


def _weight(one: AlertCause) -> tuple[int, int, int, str, str]:
    alert = one.alert
    return _rank(alert), -alert.changed_lines, -alert.lines, alert.title, alert.id


def earlier(causes: Iterable[AlertCause], week: Week) -> int:
    """Return how many alerts have dates of law, all of them before the week."""
    days = ([day for day, _ in law_dates(cause)] for cause in causes)
    return sum(bool(one) and max(one) < week.first.isoformat() for one in days)


def law_dates(cause: AlertCause) -> list[tuple[str, str]]:
    """Return the dates (ISO) by which an alert belongs to weeks, each with what it is, in order."""
    texts = cause.texts if cause.alert.kind == CODES else ()
    found = [(day, f"text of {day}") for day in texts]
    for document in cause.documents:
        found.append((document.published, f"{document.number} published {document.published}"))
        found.append((document.effective, f"{document.number} effective {document.effective}"))
    return sorted((day, words) for day, words in found if day)


def written(
    causes: Sequence[AlertCause], stakes: Sequence[str], week: Week, rules: Rules, dashboard_url: str
) -> tuple[Decision, ...]:
    """Return the first decisions as they stand on the page; `stakes` says of each alert what is exposed."""
    shown = list(zip(causes, stakes, strict=True))[:SHOWN]
    return tuple(
        _decision(number, cause, stake, week, rules, dashboard_url) for number, (cause, stake) in enumerate(shown, 1)
    )


def head_and_tail(title: str) -> tuple[str, str]:
    """Return an alert's title in two parts: the document, and what about it."""
    head, mark, tail = title.partition("): ")
    return (f"{head})", tail) if mark else (title, "")


def _decision(number: int, cause: AlertCause, stake: str, week: Week, rules: Rules, dashboard_url: str) -> Decision:
    alert = cause.alert
    head, tail = head_and_tail(alert.title)
    rows = (
        ("Decide", plain(alert.next_step, _LINE)),
        *((("Outcome", plain(_outcome(alert), _WHY)),) if alert.outcome else ()),
        ("At stake", stake),
        ("Next step", plain(_next_step(alert, rules), _WORDS)),
        ("From when", plain(sentence(alert.since), _LINE)),
        ("Why here", plain(_why(cause, week), _WHY)),
        ("How sure", plain(_certainty(cause), _LINE)),
    )
    title = link(named(head, _TITLE), page_of(dashboard_url, "alert", alert=alert.id))
    return Decision(number, alert.severity, title, plain(tail, _TAIL), rows)


def _next_step(alert: Alert, rules: Rules) -> str:
    analyst = rules.audiences[ANALYST]
    return f"{analyst.title}, on the alert's page: {analyst.step(alert.kind, alert.difference)}"


def _outcome(alert: Alert) -> str:
    """Return what changes in outcome, the weightiest first; the facts it depends on stand on the alert's page."""
    return " ".join(sentence(one.partition("; it depends on: ")[0]) for one in alert.outcome)


def _why(cause: AlertCause, week: Week) -> str:
    now = "; ".join(words for day, words in law_dates(cause) if week.holds(day))
    return f"{sentence(cause.alert.severity_reason)} In this week: {now}."


def _certainty(cause: AlertCause) -> str:
    if cause.alert.kind != CODES:
        return f"Equal names are candidates, not findings; {cause.alert.attribution}."
    if not cause.documents:
        return "No document is attributed; the words did change between the two texts."
    numbers = ", ".join(document.number for document in cause.documents)
    return f"The words changed; that {numbers} changed them is inferred from dates and words, not confirmed here."


def _rank(alert: Alert) -> int:
    return SEVERITIES.index(alert.severity) if alert.severity in SEVERITIES else len(SEVERITIES)
