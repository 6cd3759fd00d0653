"""What applied to a document, a provision or a requirement on a day, from archive and journal, as known on a day."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from regulation.controls.designations import ECCN, within
from regulation.parts import parse_citation
from regulation.parts.amended import day_of
from regulation.status import Event, EventKind, Source, Status, Subject, SubjectKind, status_on
from regulation.status.documents import Known, Stated, document_events
from regulation.status.effects import effect
from ruletrace.journal import Entry, Journal
from ruletrace.model import Document
from ruletrace.pipeline import status_lists, status_parts
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import ANNEX, CCL, kept
from ruletrace.pipeline.documents import MAKES_LAW, PUBLISHERS, documents
from ruletrace.pipeline.entered import entered_events
from ruletrace.pipeline.fetches import good_fetches
from ruletrace.pipeline.sight import seen

AUTHORITIES = {"oj-l": "Official Journal of the European Union"}
FEDERAL_REGISTER = "Federal Register"
US_SOURCES, EU_SOURCES = ("fr-documents", "ecfr-parts", "ecfr-774"), ("oj-l", "eu-annex-i")
# 2025-19846, C1-2011-9613, E8-29604, 91 FR 46261
_DOCUMENT = re.compile(r"\d{4}-\d{4,6}|C\d-\d{4}-\d{4,6}|[A-Z]\d-\d{4,6}|\d+ FR \d+")
_LINKED = re.compile(r"published at (?P<citation>\d+ FR \d+), (?P<day>[A-Z][a-z]+\.? \d{1,2}, \d{4})")


class UnknownSubjectError(Exception):
    """Nothing in archive and journal speaks of what was asked for."""


class _JournalUntil(Journal):
    """The journal as it stood at a time; only for reading."""

    def __init__(self, whole: Journal, until: datetime) -> None:
        self._whole, self._until = whole, until

    def entries(self, *kinds: str) -> Iterator[Entry]:
        return (entry for entry in self._whole.entries(*kinds) if entry.at <= self._until)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything known besides dated texts: documents, what they state, and what people entered."""

    stated: tuple[Stated, ...]
    known: Known
    entered: tuple[Event, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of all documents, stated and entered."""
        return (*self.known.events, *self.entered)

    def document(self, name: str) -> Document | None:
        """Return the document of that number or citation, also one that a person entered as its citation."""
        cited = {one.subject for one in self.entered if one.kind is EventKind.CITED_AS and one.source.citation == name}
        return next((one.document for one in self.stated if _is(one.document, name, cited)), None)

    def citations(self) -> dict[str, str]:
        """Return the number of each document by its citation."""
        listed = {one.document.citation: one.document.number for one in self.stated if one.document.citation}
        entered = {one.source.citation: one.subject for one in self.entered if one.kind is EventKind.CITED_AS}
        return {**listed, **entered}


def _is(document: Document, name: str, cited: set[str]) -> bool:
    return name in (document.number, document.id, document.citation) or document.number in cited


def as_recorded(context: Context, known: date) -> Context:
    """Return the context as our journal stood at the end of a day in UTC: what we knew then."""
    return replace(context, journal=_JournalUntil(context.journal, datetime.combine(known, time.max, UTC)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the `name` of a subject, the day of law, the day of knowledge, and the control list meant."""

    context: Context
    gathered: Gathered
    name: str
    on: date
    known: date
    regime: str


def status(context: Context, name: str, on: date, known: date, regime: str = CCL) -> Status:
    """Return what applied `on` a day to what `name` names, as published by the day `known`.

    `name` is a document's number or citation, an entry or paragraph of the list `regime`, a section of a part, or a
    requirement as entered, in words. Raises UnknownSubjectError when nothing speaks of it.
    """
    asked = Asked(context, gather(context), name, on, known, regime)
    for find in (_document, _in_list, _in_part, _entered, _linked):
        if found := find(asked):
            subject, events, sources = found
            unresolved = asked.gathered.known.unresolved if subject.kind is SubjectKind.DOCUMENT else ()
            every = [*events, *asked.gathered.events]
            return status_on(subject, every, on, known, seen(context, sources), unresolved)
    near = sorted({one.subject for one in asked.gathered.entered if name.casefold() in one.subject.casefold()})
    hint = f" (entered is: {', '.join(near)})" if near else ""
    told = f"nothing that is held or entered speaks of {name}{hint}"
    raise UnknownSubjectError(f"{told}: crawl its source, or `ruletrace enter` what is known of it")


def gather(context: Context) -> Gathered:
    """Return all documents with what they state, and what people entered."""
    recorded = {
        fetch.sha256: fetch.at
        for publisher in PUBLISHERS
        for fetch in reversed(good_fetches(context, publisher.source, publisher.role))
    }
    stated = tuple(
        Stated(
            one.document,
            one.texts,
            one.facts,
            one.kind in MAKES_LAW,
            AUTHORITIES.get(one.document.source, FEDERAL_REGISTER),
            recorded.get(one.document.sha256),
            one.last_page,
        )
        for one in documents(context).held.values()
    )
    days = {
        name: one.document.published
        for one in stated
        for name in (one.document.number, one.document.citation)
        if name and one.document.published
    }
    return Gathered(stated, document_events(stated), entered_events(context, days))


Found = tuple[Subject, list[Event], Sequence[str]] | None


def _document(asked: Asked) -> Found:
    """Return a document that a listing describes, with its events."""
    document = asked.gathered.document(asked.name)
    if document is None:
        return None
    own = [replace(one, subject=document.number) for one in asked.gathered.events if _names(one, document)]
    european = document.source == "oj-l"
    events = own if european else [*own, *_texts_of(asked, document, own)]
    subject = Subject(SubjectKind.DOCUMENT, document.number, document.title)
    return subject, events, EU_SOURCES if european else US_SOURCES


def _names(event: Event, document: Document) -> bool:
    """Return whether an event was entered under the document's citation or id."""
    return event.subject in (document.citation, document.id) and event.subject != ""


def _texts_of(asked: Asked, document: Document, entered: list[Event]) -> Iterator[Event]:
    """Yield what dated texts tell of a document of the United States: stayed words, source lines, the list's texts."""
    own = [one for one in (*entered, *asked.gathered.events) if one.subject == document.number]
    rules = [one.document for one in asked.gathered.stated if one.makes_law]
    noted = status_parts.noted_stays(asked.context)
    makers = _makers(asked, noted)
    stayed, notes = status_parts.of_document(noted, document.number, own, makers)
    yield from stayed
    if document.published is None or document.number not in {one.number for one in rules}:
        return
    days = effect([one for one in own if one.published <= asked.known], asked.on).days
    first = days[0] if days else None
    since = max(document.published, first) if first else None
    cited = replace(document, citation=_citation(asked.gathered, document))
    texts = status_parts.texts_citing(asked.context, document.published)
    yield from status_parts.source_lines(texts, cited, rules, notes, since)
    yield from status_lists.first_shown(asked.context, document.number, first)


def _makers(asked: Asked, noted: list[status_parts.Noted]) -> dict[str, str]:
    return status_parts.actors(noted, asked.gathered.events, asked.gathered.citations())


def _citation(gathered: Gathered, document: Document) -> str:
    entered = (name for name, number in gathered.citations().items() if number == document.number)
    return document.citation or next(entered, "")


def _in_list(asked: Asked) -> Found:
    """Return a paragraph or other place of a control list with its events."""
    own = status_lists.list_of(asked.regime)
    if own is None or not ECCN.match(asked.name):
        return None
    events = status_lists.provision(asked.context, own, asked.name, asked.on, asked.known, _effects(asked))
    subject = Subject(SubjectKind.PROVISION, asked.name, own.title)
    return _with_entered(asked, subject, events, within, EU_SOURCES if own.list == ANNEX else US_SOURCES)


def _effects(asked: Asked) -> dict[str, date]:
    """Return the first day of effect of each document, as known on the day of knowledge."""
    by_subject: dict[str, list[Event]] = {}
    for event in asked.gathered.events:
        if event.published <= asked.known:
            by_subject.setdefault(event.subject, []).append(event)
    told = {name: effect(events, asked.on).days for name, events in by_subject.items()}
    return {name: days[0] for name, days in told.items() if days}


def _in_part(asked: Asked) -> Found:
    """Return a section, supplement or paragraph of a part with its events."""
    cited = parse_citation(asked.name)
    own = kept(f"ecfr-{cited[0].rpartition(' ')[2][:3]}") if cited else None
    if own is None:
        return None
    makers = _makers(asked, status_parts.noted_stays(asked.context))
    name, events = status_parts.provision(asked.context, own, asked.name, makers)
    subject = Subject(SubjectKind.PROVISION, name or asked.name, own.title)
    return _with_entered(asked, subject, events, _below, US_SOURCES)


def _below(code: str, ancestor: str) -> bool:
    return code == ancestor or (code.startswith(ancestor) and code[len(ancestor) :].lstrip()[:1] == "(")


def _with_entered(
    asked: Asked, subject: Subject, read: list[Event], below: Callable[[str, str], bool], sources: Sequence[str]
) -> Found:
    """Return a place with its events: what is entered of a place above it holds for it, of one below for a part."""
    entered: list[Event] = []
    for event in asked.gathered.entered:
        if below(subject.name, event.subject):
            entered.append(replace(event, subject=subject.name))
        elif below(event.subject, subject.name):
            entered.append(replace(event, subject=subject.name, extent=event.extent or event.subject))
    return (subject, [*read, *entered], sources) if read or entered else None


def _entered(asked: Asked) -> Found:
    """Return what people entered of a requirement, or of a document that is not held."""
    own = [one for one in asked.gathered.entered if one.subject.casefold() == asked.name.casefold()]
    kind = SubjectKind.DOCUMENT if _DOCUMENT.fullmatch(asked.name) else SubjectKind.REQUIREMENT
    events = [replace(one, subject=asked.name) for one in own]
    return (Subject(kind, asked.name), [*events, *_links(asked)], US_SOURCES) if own else None


def _linked(asked: Asked) -> Found:
    """Return a document of which only links to its amendments are held."""
    events = list(_links(asked))
    return (Subject(SubjectKind.DOCUMENT, asked.name), events, US_SOURCES) if events else None


def _links(asked: Asked) -> Iterator[Event]:
    """Yield what links to a pending amendment tell of the document they cite: published, and not in the text yet."""
    if not _DOCUMENT.fullmatch(asked.name):
        return
    for source, text in _pending(asked.context, asked.name):
        link = _LINKED.search(source.quote)
        day = day_of(link["day"]) if link else None
        if link and day and link["citation"] == asked.name:
            yield Event(EventKind.PUBLISHED, asked.name, day, day, source)
            yield Event(EventKind.PENDING, asked.name, None, day, source)
            yield Event(EventKind.NOT_IN_TEXT, asked.name, text, text, source)


def _pending(context: Context, citation: str) -> Iterator[tuple[Source, date]]:
    yield from status_lists.pending(context, citation)
    for text, place in status_parts.pending(context, citation):
        yield text.source(place, text.name), text.tree.version
