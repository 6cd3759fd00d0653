"""What a candidate document has to say of changes, put in order once for all of them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ruletrace.model import Document, Fact, StructuredText
from ruletrace.pipeline.documents import Held, fact_id
from ruletrace.pipeline.instructions import CELEX
from ruletrace.pipeline.readings.orders import Carried

HEAD = ("dates", "action", "abstract", "summary")
TITLE = "title"
# Words of the law itself: what a document orders, and no preamble to it; in an act of the EU its paragraphs too.
_ORDERING = frozenset(
    {"instruction", "regulation", "authority", "asterisks", "table", "cell", "article", "annex", "point", "cfr"}
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURE = re.compile(r"\d[\d,]*\d(?:\.\d+)?")
_SECTION = re.compile(r"\d{3}\.\d{1,2}")
MIN_FIGURE = 3  # characters of a figure that is told apart from list numbers


@dataclass(frozen=True, slots=True)
class Said:
    """A fact with where it stands."""

    fact: Fact
    id: str
    block: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Delay:
    """Another document (its id, "" when not held, and its citation) that puts off the effective date to `day`."""

    document: str
    name: str
    day: date
    quote: str


@dataclass(frozen=True, slots=True)
class Witness:
    """A document as a witness of changes.

    `places` are what it says of entries and sections, by entry; `effective` the effective dates that its head states;
    `figures` its thresholds and dates, by the figure or words as written, all of each; `subjects` the countries it
    names, by the words as written; `read` says whether more than the title is held.
    """

    document: Document
    read: bool
    body_held: bool
    places: Mapping[str, Sequence[Said]]
    effective: Sequence[Said]
    figures: Mapping[str, Sequence[Said]]
    subjects: Mapping[str, Said]
    orders: Sequence[Carried] = ()
    delays: Sequence[Delay] = ()
    head_days: tuple[date, ...] = field(default=())


def witness(held: Held, orders: Sequence[Carried] = (), delays: Sequence[Delay] = ()) -> Witness:
    """Return what a document states, by what changes are compared with."""
    places: dict[str, list[Said]] = defaultdict(list)
    figures: dict[str, list[Said]] = defaultdict(list)
    subjects: dict[str, Said] = {}
    for one in _said(held):
        if _orders(held, one.block):
            continue
        for entry in _entries(one.fact):
            places[entry].append(one)
        for words in _figures(one.fact):
            figures[words].append(one)
        named = one.fact.kind == "destination" and one.fact.role not in ("excluded", "mentioned")
        if named and one.block != TITLE:
            subjects.setdefault(one.fact.quote, one)
    effective = head_dates(held, "effective")
    return Witness(
        document=held.document,
        read=bool(held.document.abstract) or held.body_held,
        body_held=held.body_held,
        places=places,
        effective=effective,
        figures=figures,
        subjects=subjects,
        orders=orders,
        delays=delays,
        head_days=tuple(sorted({date.fromisoformat(one.fact.value) for one in effective})),
    )


def head_dates(held: Held, role: str) -> list[Said]:
    """Return the dates that a document's own head states in a role; of a DATES part only those of that part."""
    found = [
        one
        for one in _said(held)
        if one.fact.kind == "date" and one.fact.role == role and one.block in HEAD and _ISO.fullmatch(one.fact.value)
    ]
    own = [one for one in found if one.block == "dates"]
    return own or found


def said(document: str, text: StructuredText, fact: Fact) -> Said:
    """Return a fact with where it stands."""
    block = text.block_at(fact.start)
    sentence = text.text[fact.sentence_start : fact.sentence_end]
    return Said(fact, fact_id(document, text, fact), block.kind if block else "", sentence)


def _said(held: Held) -> list[Said]:
    return [said(held.document.id, text, fact) for text, fact in held.stated()]


def _orders(held: Held, block: str) -> bool:
    return block in _ORDERING or (block == "paragraph" and held.document.id.startswith(CELEX))


def _entries(fact: Fact) -> list[str]:
    """Return the entries or sections that a fact speaks of."""
    if fact.kind == "control_code":
        return [fact.value[:5]]
    return _SECTION.findall(fact.value)[:1] if fact.kind == "cfr_citation" else []


def _figures(fact: Fact) -> list[str]:
    """Return what a threshold or a date writes that new words of the law may hold."""
    if fact.kind == "date":
        return [fact.quote] if len(fact.quote) > MIN_FIGURE else []
    found = _FIGURE.findall(fact.quote) if fact.kind == "threshold" else []
    return [one for one in found if len(one) >= MIN_FIGURE]
