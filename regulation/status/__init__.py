"""What was the law on a given day: events of rules and provisions, and the answers on three axes."""

from regulation.status.answer import status_on
from regulation.status.entered import ENTERED, KINDS, WITHDRAWN, Entered, EnteredError, checked, events_of, payload
from regulation.status.model import (
    Axis,
    Event,
    EventKind,
    Finding,
    Origin,
    Seen,
    Source,
    State,
    Status,
    Subject,
    SubjectKind,
    Unresolved,
)

__all__ = [
    "ENTERED",
    "KINDS",
    "WITHDRAWN",
    "Axis",
    "Entered",
    "EnteredError",
    "Event",
    "EventKind",
    "Finding",
    "Origin",
    "Seen",
    "Source",
    "State",
    "Status",
    "Subject",
    "SubjectKind",
    "Unresolved",
    "checked",
    "events_of",
    "payload",
    "status_on",
]
