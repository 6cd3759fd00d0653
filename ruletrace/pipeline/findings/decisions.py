"""What people decided about findings: kept in the journal, so that it survives every later computation."""

from collections.abc import Mapping
from enum import StrEnum

from ruletrace.journal import Entry
from ruletrace.pipeline.context import Context

KIND = "finding decided"
MAX_WORDS = 2000  # characters of a reason


class Decision(StrEnum):
    """What a person can decide."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_RELEVANT = "not relevant"


class DecisionError(Exception):
    """A decision that cannot be recorded; the message names the field."""


def decide(context: Context, finding: str, said: str, title: str, decision: Decision, by: str, why: str) -> Entry:
    """Record who decided what about a finding, and why; `said` is the hash of the words it was decided on.

    The decision that stands already, word for word, is not recorded again. Raises DecisionError with the field.
    """
    for name, value in (("by", by), ("why", why)):
        if not value.strip():
            raise DecisionError(f"{name}: a decision needs {'a name' if name == 'by' else 'a reason'}")
        if len(value) > MAX_WORDS:
            raise DecisionError(f"{name}: more than {MAX_WORDS} characters")
    words = {"by": " ".join(by.split()), "why": " ".join(why.split())}
    kept = {"finding": finding, "said": said, "title": title, "as": decision.value, **words}
    standing = decisions(context).get(finding)
    return standing if standing and standing.payload == kept else context.journal.append(KIND, kept, context.now())


def decisions(context: Context) -> Mapping[str, Entry]:
    """Return the last decision about each finding."""
    return {str(entry.payload["finding"]): entry for entry in context.journal.entries(KIND)}
