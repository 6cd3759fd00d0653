"""What the dated texts of a control list tell of a rule or a provision: when it was first shown, and by which text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from pydantic import TypeAdapter

from regulation.attribution import DocumentSummary, interval
from regulation.controls.ccl import read_ccl
from regulation.controls.designations import within
from regulation.controls.model import Kind, Place
from regulation.diff import Difference
from regulation.status.model import Event, EventKind, Origin, Source
from regulation.status.provisions import ECFR
from ruletrace.model import sha256_hex
from ruletrace.pipeline import list_history
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import ANNEX, CCL, LISTS, Kept, newest_text
from ruletrace.pipeline.fetches import content_keys, fetched, good_fetches
from ruletrace.pipeline.list_history import Changes, DatedText, Held, Known
from ruletrace.pipeline.version import version_of

_EVENTS = TypeAdapter(list[Event])
_PROGRAM = ("nlp", "regulation", "ruletrace.pipeline")
_INPUTS = (fetched("ecfr-774"), fetched("fr-documents"), list_history.KIND)
_TITLES = {CCL: "the Commerce Control List", ANNEX: "Annex I of Regulation (EU) 2021/821"}
_AUTHORITIES = {CCL: ECFR, ANNEX: "Publications Office of the European Union"}


def list_of(name: str) -> Kept | None:
    """Return how the control list of that name is kept, or None."""
    return next((one for one in LISTS if one.list == name), None)


def first_shown(context: Context, number: str, effective: date | None) -> list[Event]:
    """Return which text of the Commerce Control List first shows what a rule changed, and which before it do not.

    `effective` is the day of effect with delays applied. Documents are tied to texts by dates and words, and no text
    from before its publication can show a rule. Computed once for the same texts and documents.
    """
    keys = content_keys(context)
    source = f"{number} {effective} {[keys.get(name, '') for name in _INPUTS]}"

    def work() -> list[dict[str, object]]:
        rows: list[dict[str, object]] = _EVENTS.dump_python(list(_first_shown(context, number, effective)), mode="json")
        return rows

    rows = context.steps.once("first shown", version_of(*_PROGRAM), sha256_hex(source.encode()), work)
    return _EVENTS.validate_python(rows)


def _first_shown(context: Context, number: str, effective: date | None) -> Iterator[Event]:
    own = next(one for one in LISTS if one.list == CCL)
    held, known = list_history.held(context, own), list_history.known(context, own)
    document = next((one for one in known.documents if one.number == number), None)
    published = document.published if document else None
    if document is None or published is None:
        return
    document = replace(document, effective=effective)
    dated = _with(known, document)
    for old, new in pairwise(held.whole):
        day = new.controls.version
        if day < published or not interval(document, old.controls.version, day):
            continue
        made = list_history.changes(held, old, new, dated)
        if count := sum(_made_by(made, one, document.id) for one in made.changes):
            yield from _lacking(held, document, day)
            yield _shows(new, old, document, count)
            return


def _with(known: Known, document: DocumentSummary) -> Known:
    """Return what is known with this document's day of effect as it is after delays."""
    documents = tuple(document if one.id == document.id else one for one in known.documents)
    rules = tuple(replace(one, document=document) if one.document.id == document.id else one for one in known.rules)
    return Known(documents, rules)


def _made_by(made: Changes, change: Difference, document_id: str) -> bool:
    """Return whether dates and words tie the change to the document: dates alone show nothing."""
    candidates = made.candidates[change.change_id]
    tied = any(one.document_id == document_id and not one.by_date for one in candidates)
    return change.place_kind is not Kind.PENDING and tied


def _lacking(held: Held, document: DocumentSummary, shown: date) -> Iterator[Event]:
    """Yield the texts that do not show a rule although it was published or in effect by their day."""
    days = [day for day in (document.published, document.effective) if day]
    past = [one for one in held.whole if one.controls.version < shown]
    last = [one for one in past if one.controls.version < min(days)][-1:]
    for text in (*last, *(one for one in past if one.controls.version >= min(days))):
        day = text.controls.version
        yield Event(EventKind.NOT_IN_TEXT, document.number, day, day, _source(text, _named(text)))


def _shows(new: DatedText, old: DatedText, document: DocumentSummary, count: int) -> Event:
    day = new.controls.version
    citation = f"{_named(new)} ({count:,} places changed since {old.name} that dates and words tie to it)"
    return Event(EventKind.CODIFIED, document.number, day, day, _source(new, citation))


def _named(text: DatedText) -> str:
    return f"{_TITLES[text.controls.list]} of {text.name}"


def _source(text: DatedText, citation: str, place: Place | None = None) -> Source:
    """Return a dated text as a source: compared with others for a document, read for a place of its own."""
    origin = Origin.READ if place else Origin.COMPARED
    authority = f"{text.origin}, converting official texts" if text.origin else _AUTHORITIES[text.controls.list]
    quote, span = (place.text, (place.start, place.end)) if place else ("", None)
    return Source(origin, authority, citation, quote, span, text.controls.sha256, recorded=text.recorded)


def provision(
    context: Context, own: Kept, designation: str, on: date, known_on: date, effects: Mapping[str, date]
) -> list[Event]:
    """Return what the texts around a day tell of an entry or paragraph, or of a place such as 3A090/note 1.

    They are the newest of the day or before and the next one; a rule in effect by the day that only the next text
    shows is told as AMENDED, by `effects`, the days of effect of documents by number. [] where no text has the place.
    """
    held = list_history.held(context, own)
    texts = [one for one in held.whole if _published(one) <= known_on]
    if not any(_place(one, designation) for one in texts):
        return []
    before = [one for one in texts if one.controls.version <= on]
    after = next((one for one in texts if one.controls.version > on), None)
    found = [_standing(one, designation) for one in (*before[-1:], *([after] if after and not before else []))]
    if before and after:
        documents = list_history.known(context, own)
        made = list_history.changes(held, before[-1], after, documents)
        found += _amended(made, documents, designation, on, effects)
    return [*found, *_pending(texts, designation)]


def _published(text: DatedText) -> date:
    """Return when a text was published: one that was corrected in place when it was seen, else its own day."""
    return text.recorded.date() if "corrected" in text.name else text.controls.version


def _place(text: DatedText, designation: str) -> Place | None:
    return next((one for one in text.controls.all_places() if designation in (one.id_path, _code(one))), None)


def _code(place: Place) -> str:
    return place.designation if place.is_paragraph else ""


def _standing(text: DatedText, designation: str) -> Event:
    place, day = _place(text, designation), text.controls.version
    kind = EventKind.CODIFIED if place else EventKind.NOT_IN_TEXT
    return Event(kind, designation, day, _published(text), _source(text, _named(text), place))


def _amended(made: Changes, known: Known, designation: str, on: date, effects: Mapping[str, date]) -> Iterator[Event]:
    """Yield the rules in effect by the day whose words at the place only the next text shows."""
    documents = {one.id: one for one in known.documents}
    changed = [one for one in made.changes if _speaks_of(one, designation)]
    for key in sorted({one.document_id for change in changed for one in made.candidates[change.change_id]}):
        document = documents.get(key)
        start = effects.get(document.number, document.effective) if document else None
        if document and document.published and start and start <= on:
            yield Event(
                EventKind.AMENDED,
                designation,
                start,
                document.published,
                _source(made.new, f"{document.citation or document.number}, first shown by {_named(made.new)}"),
                actor=document.number,
            )


def _speaks_of(change: Difference, designation: str) -> bool:
    named = f"{change.entry}/{change.place}" == designation
    return named or any(within(code, designation) for code in (change.designation, *change.scope) if code)


def pending(context: Context, citation: str) -> Iterator[tuple[Source, date]]:
    """Yield the links of the newest official Commerce Control List to amendments of that citation, and its day."""
    own = next(one for one in LISTS if one.list == CCL)
    found = newest_text(context, own, None)
    if found is None or f"published at {citation}," not in found[0].decode(errors="replace"):
        return
    text = DatedText(read_ccl(found[0], found[1]), str(found[1]), context.now(), "")
    recorded = next(one.at for one in good_fetches(context, own.source, "text") if one.sha256 == text.controls.sha256)
    for place in _links([text]):
        yield replace(_source(text, _named(text), place), recorded=recorded), found[1]


def _links(texts: Sequence[DatedText]) -> Iterator[Place]:
    return (place for text in texts for place in text.controls.places if place.kind is Kind.PENDING)


def _pending(texts: Sequence[DatedText], designation: str) -> Iterator[Event]:
    """Yield the links of the newest text to amendments of the whole supplement that are published and not in it."""
    for place in _links(texts[-1:]):
        day = texts[-1].controls.version
        yield Event(EventKind.PENDING, designation, None, day, _source(texts[-1], _named(texts[-1]), place))
