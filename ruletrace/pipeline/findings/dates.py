"""Dates on which the listing of a document and the words of law disagree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from regulation.status import Event, EventKind, Origin
from ruletrace.model import Document
from ruletrace.pipeline.documents import Documents, Held
from ruletrace.pipeline.findings.model import COMMENTS, EFFECTIVE, GRAVE, NOTABLE, PUBLISHED, Finding, Side, side
from ruletrace.pipeline.readings.witness import head_dates

# Kind of finding, role of the stated date, what it is called in a sentence.
_OTHER_DATES = ((COMMENTS, "comment_deadline", "comments close"), (PUBLISHED, "published", "published"))
_NEXT = (
    "Read the document's DATES and later documents that delay it; then decide which date holds, and enter it with its "
    "citation where the listing is wrong."
)


def date_findings(documents: Documents, events: Sequence[Event]) -> Iterator[Finding]:
    """Yield every disagreement on a date; `events` are delays and effective dates that others state or people entered.

    A listing holds one date: it agrees when any date that the head of the document states in that role equals it.
    """
    told = _by_subject(events)
    for key in sorted(documents.held):
        held = documents.held[key]
        yield from _effective(held, _of(held.document, told), documents)
        for kind, role, words in _OTHER_DATES:
            yield from _other(held, kind, role, words)


def _by_subject(events: Iterable[Event]) -> Mapping[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for one in events:
        entered = one.kind is EventKind.EFFECTIVE and one.source.origin is Origin.ENTERED
        if (one.kind is EventKind.DELAYED or entered) and one.start and not one.extent:
            found.setdefault(one.subject, []).append(one)
    return found


def _of(document: Document, told: Mapping[str, list[Event]]) -> list[Event]:
    names = dict.fromkeys((document.number, document.citation, document.id))
    found = [one for name in names if name for one in told.get(name, ())]
    return sorted(found, key=lambda one: (one.published, one.source.citation, str(one.start)))


def _effective(held: Held, told: Sequence[Event], documents: Documents) -> Iterator[Finding]:
    document = held.document
    if document.effective is None:
        return
    stated = head_dates(held, "effective")
    others = [one for one in told if one.start != document.effective]
    differs = bool(stated) and document.effective.isoformat() not in {one.fact.value for one in stated}
    if not differs and not others:
        return
    texts = [side(document.number, document.id, one, f"effective {one.fact.value}") for one in stated if differs]
    sides = (
        _listed(document, f"effective {document.effective}"),
        *texts,
        *(_event_side(one, documents) for one in others),
    )
    against = " and ".join(dict.fromkeys(one.says for one in sides[1:]))
    title = f"{_named(document)}: the listing says effective {document.effective}, other sources say {against}"
    yield Finding(EFFECTIVE, (document.id,), title, sides, _NEXT, GRAVE, _about(sides))


def _other(held: Held, kind: str, role: str, words: str) -> Iterator[Finding]:
    document = held.document
    listed = document.comments_close if kind == COMMENTS else document.published
    stated = head_dates(held, role)
    if kind == PUBLISHED:  # of other documents it is told as well: only the DATES part speaks of this one
        stated = [one for one in stated if one.block == "dates"]
    if listed is None or not stated or listed.isoformat() in {one.fact.value for one in stated}:
        return
    sides = [side(document.number, document.id, one, f"{words} {one.fact.value}") for one in stated]
    said = " and ".join(dict.fromkeys(one.fact.value for one in stated))
    title = f"{_named(document)}: {words} {listed} by the listing, {said} by the text"
    both = (_listed(document, f"{words} {listed}"), *sides)
    yield Finding(kind, (document.id,), title, both, _NEXT, NOTABLE, (document.id,))


def _listed(document: Document, words: str) -> Side:
    return Side(f"listing of {document.number}", words, place="metadata", document=document.id)


def _event_side(event: Event, documents: Documents) -> Side:
    source = event.source
    verb = "delayed to" if event.kind is EventKind.DELAYED else "effective"
    by = f", {source.origin.value}, by {source.by}" if source.origin is Origin.ENTERED else ""
    return Side(
        f"{source.citation}{by}", f"{verb} {event.start}", source.quote, source.says, actor_id(event, documents)
    )


def actor_id(event: Event, documents: Documents) -> str:
    """Return the id of the held document that an event's actor is, "" when it is not held."""
    key = f"fr:{event.actor}"
    return key if key in documents.held else ""


def _about(sides: Iterable[Side]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.document for one in sides if one.document))


def _named(document: Document) -> str:
    return f"{document.number} ({document.citation})" if document.citation else document.number


def delays_of(document: Document, events: Iterable[Event]) -> list[tuple[Event, date]]:
    """Return the delays of a document with their new days, in the order of publication."""
    own = _of(document, _by_subject(one for one in events if one.kind is EventKind.DELAYED))
    return [(one, one.start) for one in own if one.start]
