"""Composed events for tests: short ways to say what a source says."""

from collections.abc import Sequence
from datetime import date, datetime

from regulation.status import (
    Event,
    EventKind,
    Origin,
    Seen,
    Source,
    Status,
    Subject,
    SubjectKind,
    Unresolved,
    status_on,
)

RULE = Subject(SubjectKind.DOCUMENT, "2099-00001")


def day(text: str) -> date:
    return date.fromisoformat(text)


def event(
    kind: EventKind,
    start: str = "",
    published: str = "2020-01-01",
    *,
    until: str = "",
    subject: str = RULE.name,
    extent: str = "",
    actor: str = "",
    origin: Origin = Origin.READ,
    citation: str = "1 FR 1",
    recorded: datetime | None = None,
) -> Event:
    """Return a composed event; days are ISO text, "" for not stated."""
    source = Source(origin, "composed authority", citation, recorded=recorded)
    first, last = (day(one) if one else None for one in (start, until))
    return Event(kind, subject, first, day(published), source, until=last, extent=extent, actor=actor)


def asked(
    events: Sequence[Event],
    on: str,
    known: str = "2099-12-31",
    seen: str = "",
    subject: Subject = RULE,
    unresolved: Sequence[Unresolved] = (),
) -> Status:
    """Return the status of the composed rule, with one source seen through a day ("" never)."""
    sight = Seen({"source": day(seen) if seen else None})
    return status_on(subject, events, day(on), day(known), sight, unresolved)
