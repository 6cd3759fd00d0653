"""Events that published documents state of themselves and of one another, each with its words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from regulation.document_references import Library, Listed
from regulation.status.model import A_PART, Event, EventKind, Origin, Source, Unresolved
from ruletrace.model import DOUBTED, Document, Fact, StructuredText

NEAR = 600  # characters between a relation and its day that still make one quote
INFERRED = "inferred"
_RELATIONS = {
    "delays": EventKind.DELAYED,
    "suspends": EventKind.SUSPENDED,
    "corrects": EventKind.CORRECTED,
    "rescinds": EventKind.RESCINDED,
    "extends": EventKind.SUSPENDED,
}
_STARTS = {"delays": ("delayed_to",), "suspends": ("stay_from",)}
_ENDS = ("stay_until", "extended_to", "expiry")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_HEAD = ("dates", "action", "abstract", "summary")
_AS_IT_SAYS = "as far as its text says"


@dataclass(frozen=True, slots=True)
class Stated:
    """A document with its texts and the facts found in each; `makes_law` is true of rules and corrections.

    `recorded` is when our journal got its description, `authority` its publisher, `last_page` the last printed page (0
    when not held).
    """

    document: Document
    texts: tuple[StructuredText, ...]
    facts: tuple[tuple[Fact, ...], ...]
    makes_law: bool
    authority: str
    recorded: datetime | None
    last_page: int = 0

    def found(self) -> Iterator[tuple[StructuredText, Fact]]:
        """Yield each fact with the text it stands in."""
        for text, facts in zip(self.texts, self.facts, strict=True):
            for fact in facts:
                yield text, fact

    def source(self, text: StructuredText, start: int, end: int) -> Source:
        """Return the words of a text as a source."""
        quote, cited = text.text[start:end], self.document.citation or self.document.number
        return Source(Origin.READ, self.authority, cited, quote, (start, end), text.sha256, recorded=self.recorded)


@dataclass(frozen=True, slots=True)
class Known:
    """What documents say: events by all of them, and relations whose other document could not be made out."""

    events: tuple[Event, ...]
    unresolved: tuple[Unresolved, ...]


def document_events(stated: Sequence[Stated]) -> Known:
    """Return the events that documents state, sorted by document; those without a publication day state none."""
    dated = sorted((one for one in stated if one.document.published), key=lambda one: one.document.number)
    events = [event for one in dated for event in _own(one)]
    library = Library(Listed(one.document, one.makes_law, one.last_page) for one in dated)
    unresolved: list[Unresolved] = []
    suspended: dict[str, str] = {}
    for one in sorted(dated, key=lambda own: own.document.published or date.min):
        for text, fact in _relations(one):
            # A relation that no verb of the document states, or that is doubted, makes no law
            stated_so = dict(fact.detail).get("basis") != INFERRED and fact.kind == "relation"
            targets = library.resolve(one.document, fact, text).documents if stated_so else ()
            unresolved += _left(one, text, fact) if not targets else []
            acting = (_acting(one, text, fact, target, suspended) for target in targets)
            events += [event for event in acting if event]
    return Known(tuple(events), tuple(dict.fromkeys(unresolved)))


def _own(stated: Stated) -> Iterator[Event]:
    document = stated.document
    published, cited = document.published, document.citation or document.number
    if published is None:
        return
    listed = Source(Origin.METADATA, stated.authority, cited, sha256=document.sha256, recorded=stated.recorded)
    yield Event(EventKind.PUBLISHED, document.number, published, published, listed)
    if document.effective:
        yield Event(EventKind.EFFECTIVE, document.number, document.effective, published, listed)
    yield from _stated_dates(stated, published)


def _stated_dates(stated: Stated, published: date) -> Iterator[Event]:
    """Yield the effective dates of the text. Of several, one is the rule's: that of the listing, else the earliest."""
    found = {fact.value: (text, fact) for text, fact in stated.found() if fact.kind == "date" and _is_own(text, fact)}
    days = {date.fromisoformat(value): pair for value, pair in sorted(found.items())}
    main = stated.document.effective if stated.document.effective in days else min(days, default=None)
    for day, (text, fact) in days.items():
        source = stated.source(text, fact.sentence_start, fact.sentence_end)
        extent = "" if day == main else A_PART
        yield Event(EventKind.EFFECTIVE, stated.document.number, day, published, source, extent=extent)


def _is_own(text: StructuredText, fact: Fact) -> bool:
    """Return whether a date is when this document takes effect: the preamble's background tells of others too."""
    block = text.block_at(fact.start)
    head = block is not None and block.kind in _HEAD
    return head and _is_ruled(fact, ("effective",)) and _ISO.fullmatch(fact.value) is not None


def _is_ruled(fact: Fact, roles: Sequence[str]) -> bool:
    """Say whether the rules give a date one of the roles: no law is reckoned from what a trained component guesses."""
    return any(role in roles for role in dict(fact.detail).get("ruled", fact.role).split(", "))


def _relations(stated: Stated) -> Iterator[tuple[StructuredText, Fact]]:
    if stated.makes_law:
        yield from (
            (text, fact)
            for text, fact in stated.found()
            if fact.kind in ("relation", DOUBTED) and fact.role in _RELATIONS
        )


def _left(one: Stated, text: StructuredText, fact: Fact) -> list[Unresolved]:
    published = one.document.published
    if fact.role not in ("delays", "suspends") or published is None:
        return []
    quote = text.text[fact.sentence_start : fact.sentence_end]
    return [Unresolved(one.document.number, fact.role, published, quote)]


def _acting(one: Stated, text: StructuredText, fact: Fact, target: Document, suspended: dict[str, str]) -> Event | None:
    """Return what a document does to another one; an extension counts where it prolongs a suspension."""
    published, kind = one.document.published, _RELATIONS[fact.role]
    last = _day(one, _ENDS) if kind is EventKind.SUSPENDED else None
    subject = target.number if fact.role != "extends" else _prolonged(target.number, suspended)
    if published is None or not subject or (fact.role == "extends" and last is None):
        return None
    if fact.role == "suspends":
        suspended[one.document.number] = subject
    first = _day(one, _STARTS.get(fact.role, ()))
    start = date.fromisoformat(first[1].value) if first else None
    at_once = fact.role in ("corrects", "rescinds")
    return Event(
        kind,
        subject,
        (one.document.effective or published) if at_once else start,
        published,
        one.source(text, *_words(text, fact, [pair for pair in (first, last) if pair])),
        until=date.fromisoformat(last[1].value) if last else None,
        extent=_AS_IT_SAYS if fact.role == "rescinds" else "",
        actor=one.document.number,
    )


def _prolonged(number: str, suspended: dict[str, str]) -> str:
    """Return the suspended document that an extension is about: what it names, or what that one suspends, else ""."""
    return suspended.get(number, number if number in suspended.values() else "")


def _day(stated: Stated, roles: Sequence[str]) -> tuple[StructuredText, Fact] | None:
    """Return the one day that a document states in these roles, where it stands; None for none or several."""
    found = [pair for pair in stated.found() if pair[1].kind == "date" and _is_ruled(pair[1], roles)]
    days = [pair for pair in found if _ISO.fullmatch(pair[1].value)]
    return days[0] if len({fact.value for _, fact in days}) == 1 else None


def _words(text: StructuredText, fact: Fact, days: Sequence[tuple[StructuredText, Fact]]) -> tuple[int, int]:
    """Return the span of the sentence of a relation, with those of its days where they stand close by."""
    start, end = fact.sentence_start, fact.sentence_end
    for own, day in days:
        if own.sha256 == text.sha256 and own.text == text.text and abs(day.start - fact.start) <= NEAR:
            start, end = min(start, day.sentence_start), max(end, day.sentence_end)
    return start, end
