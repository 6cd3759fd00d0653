"""Events that people enter in the journal because their source is not held, and their withdrawal."""

from collections.abc import Mapping
from datetime import date

from regulation.status import ENTERED, WITHDRAWN, Entered, EnteredError, Event, checked, events_of, payload
from ruletrace.journal import Entry
from ruletrace.pipeline.context import Context

__all__ = ["KIND", "WITHDRAWN", "enter", "entered_events", "standing", "withdraw"]

KIND = ENTERED


def enter(context: Context, given: Entered) -> tuple[Entry, bool]:
    """Record an event that a person enters, and return its entry and whether it is new.

    What stands in the journal already, word for word, is not recorded again. Raises EnteredError with the field.
    """
    kept = payload(checked(given))
    known = next((entry for entry in standing(context) if entry.payload == kept), None)
    return (known, False) if known else (context.journal.append(KIND, kept, context.now()), True)


def withdraw(context: Context, seq: int, by: str, why: str) -> Entry:
    """Record that an entered event no longer stands; the entry itself stays. Raises EnteredError when there is none."""
    if not by.strip() or not why.strip():
        raise EnteredError("by, says: who withdraws it, and why")
    if all(entry.seq != seq for entry in standing(context)):
        raise EnteredError(f"withdraw: journal entry {seq} is no entered event that stands")
    return context.journal.append(WITHDRAWN, {"seq": seq, "by": by, "why": why}, context.now())


def standing(context: Context) -> list[Entry]:
    """Return the entered events that were not withdrawn, in the order of the journal."""
    gone = {entry.payload["seq"] for entry in context.journal.entries(WITHDRAWN)}
    return [entry for entry in context.journal.entries(KIND) if entry.seq not in gone]


def entered_events(context: Context, published: Mapping[str, date]) -> tuple[Event, ...]:
    """Return all entered events that stand; `published` gives the days of documents by number and citation."""
    return tuple(one for entry in standing(context) for one in events_of(entry.payload, entry.at, published))
