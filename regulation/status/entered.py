"""Events that a named person entered because their source is not held: checked, written as plain JSON, and read back.

They say what the person says the source says. They are *entered, not read*, whatever else is known.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from regulation.status.model import Event, EventKind, Origin, Source

# What a person may say; what dated texts show is only ever read.
# Kinds of the journal's entries.
ENTERED, WITHDRAWN = "entered event", "entered event withdrawn"
KINDS = tuple(
    kind
    for kind in EventKind
    if kind not in (EventKind.CODIFIED, EventKind.NOT_IN_TEXT, EventKind.AMENDED, EventKind.PENDING)
)
WITH_LAST_DAY = (EventKind.SUSPENDED, EventKind.STAYED, EventKind.NOT_ENFORCED, EventKind.NOTICE, EventKind.EXPIRES)
_OF_ITSELF = (EventKind.EFFECTIVE, EventKind.EXPIRES, EventKind.PUBLISHED, EventKind.CITED_AS)
MAX_WORDS = 2000
_NUMBER = re.compile(r"(?:[A-Z]?\d{1,4}-\d{3,6}|C\d-\d{4}-\d{4,6})")


class EnteredError(ValueError):
    """What was entered cannot stand; the message names the field."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An event as a person gives it.

    `subjects` are document numbers, designations or requirements in words; `published` is the day on which the source
    was made public (None: not given); `actor` the number of the document that does it; `says` the person's own words
    of what the source says.
    """

    kind: EventKind
    subjects: tuple[str, ...]
    start: date | None
    citation: str
    by: str
    until: date | None = None
    published: date | None = None
    authority: str = ""
    says: str = ""
    extent: str = ""
    actor: str = ""


def checked(given: Entered) -> Entered:
    """Return what was given; raises EnteredError with the field that is missing or contradicts another."""
    problem = next(_problems(given), "")
    if problem:
        raise EnteredError(problem)
    return given


def _problems(given: Entered) -> Iterator[str]:
    named = {"subject": given.subjects, "citation": (given.citation,), "by": (given.by,)}
    for name, values in named.items():
        if not values or not all(value.strip() for value in values):
            yield f"{name}: must not be empty: an entered event names its subject, its citation and a person"
    if given.kind not in KINDS:
        yield f"kind: {given.kind} is read from dated texts and cannot be entered"
    words = (given.citation, given.by, given.authority, given.says, given.extent, given.actor, *given.subjects)
    if any(len(one) > MAX_WORDS for one in words):
        yield f"a text is longer than {MAX_WORDS} characters"
    if given.kind is EventKind.EXPIRES:
        if given.until is None:
            yield "until: the last day in force is needed"
    elif given.start is None and given.kind is not EventKind.CITED_AS:
        yield "from: the first day is needed"
    if given.until and given.kind not in WITH_LAST_DAY:
        yield f"until: {given.kind} has no last day"
    if given.start and given.until and given.until < given.start:
        yield f"until: {given.until} is before {given.start}"
    if given.actor and not _NUMBER.fullmatch(given.actor):
        yield f"document: {given.actor} is no document number such as 2025-19846"


def payload(given: Entered) -> dict[str, Any]:
    """Return an entered event as the journal's plain JSON."""
    days = {"from": given.start, "until": given.until, "published": given.published}
    return {
        "kind": given.kind.value,
        "subjects": list(given.subjects),
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "citation": given.citation,
        "authority": given.authority,
        "says": given.says,
        "extent": given.extent,
        "document": given.actor,
        "by": given.by,
    }


def events_of(kept: Mapping[str, Any], recorded: datetime, published: Mapping[str, date]) -> Sequence[Event]:
    """Return the events of one journal entry, one a subject.

    Where the day of publication was not given, it is that of the document named or cited, whose day `published` gives
    by number and by citation (a rule states its own effective date); else the first day in law stands for it, and the
    event says so.
    """
    start, until, given = (_day(kept[name]) for name in ("from", "until", "published"))
    named = (kept["document"], kept["citation"], *(kept["subjects"] if kept["kind"] in _OF_ITSELF else ()))
    known = given or next((published[name] for name in named if name in published), None)
    source = Source(
        origin=Origin.ENTERED,
        authority=kept["authority"] or kept["citation"],
        citation=kept["citation"],
        says=kept["says"],
        by=kept["by"],
        recorded=recorded,
    )
    return [
        Event(
            kind=EventKind(kept["kind"]),
            subject=subject,
            start=start,
            published=known or start or until or recorded.date(),
            source=source,
            until=until,
            extent=kept["extent"],
            actor=kept["document"],
            assumed=known is None,
        )
        for subject in kept["subjects"]
    ]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
