"""Alerts of an audience in the order in which they matter, and the lines of several alerts, each once."""

from collections.abc import Iterable

from dashboard.formats import SEVERITIES
from dashboard.store import ask
from graph import reads
from graph.reads.lines import BEFORE
from graph.schema import Alert


def alerts_of(audience: str) -> list[Alert]:
    """Return the alerts of an audience, gravest first, then by lines touched."""
    found = [row.alert for row in ask(reads.alerts, audience)]
    return sorted(found, key=lambda one: (_rank(one.severity), -one.lines, one.title))


def lines_of(alerts: Iterable[Alert]) -> dict[str, reads.LineTouched]:
    """Return the contract lines of these alerts by id, each once, with the path of the first alert that it counts for.

    A line that was delivered before one change applies may count for another.
    """
    found: dict[str, reads.LineTouched] = {}
    for alert in alerts:
        for touched in ask(reads.lines_touched, alert.id):
            known = found.get(touched.line.id)
            if known is None or (known.delivered == BEFORE and touched.delivered != BEFORE):
                found[touched.line.id] = touched
    return found


def products_of(alerts: Iterable[Alert]) -> dict[str, reads.ProductTouched]:
    """Return the products of these alerts by SKU, each once, with the first alert's path."""
    found: dict[str, reads.ProductTouched] = {}
    for alert in alerts:
        for touched in ask(reads.products_touched, alert.id):
            found.setdefault(touched.product.id, touched)
    return found


def head_and_tail(alert: Alert) -> tuple[str, str]:
    """Return an alert's title in two parts: the document, and what about it."""
    head, mark, tail = alert.title.partition("): ")
    if not mark:
        return alert.title, ""
    # The title of an alert on parties begins with number and citation; people know a rule by its name.
    return (f"{tail} ({head.replace(' (', ', ')})", alert.what) if alert.kind == "parties" else (f"{head})", tail)


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)
