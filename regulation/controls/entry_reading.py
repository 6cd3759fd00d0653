"""An entry of the Commerce Control List read whole: what it controls, why, where a licence is needed, what excepts.

Pure functions over an entry's places; nothing here is a decision. Order of an entry's parts: 15 CFR 738.2(d)(2).
"""

import re
from dataclasses import dataclass

from regulation.controls.designations import within
from regulation.controls.licence_exceptions import ListException, read_exception
from regulation.controls.model import ControlList, Entry, Kind, Place
from regulation.controls.notes import Note, read_notes
from regulation.controls.requirements import Requirement, read_requirement


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the items: `designation` 3A090.a.1, `depth` 2, `words` without its number.

    `notes` are those that qualify this very paragraph, in text order, `table` the caption, heads and rows of its table
    (61 places in 2E003.f, the only one of the list). `words` is "" for a paragraph that only its children name;
    `reserved` for "[Reserved]".
    """

    place: Place
    designation: str
    depth: int
    words: str
    reserved: bool
    notes: tuple[Note, ...]
    table: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryReading:
    """An entry, read.

    `reasons` are the symbols of the line "Reason for Control", `reason_words` what that line holds besides them
    ("foreign policy"). `exceptions` are the list-based licence exceptions, `sta` the special conditions for STA.
    `items_in_heading` says that the heading is the list of items controlled. `notes` are all notes of the entry, those
    of `paragraphs` included, `general` those of its category or product group, which stand between the entries of the
    list. `reserved` says that the entry itself is kept empty.
    """

    eccn: str
    heading: str
    category: str
    group: str
    reserved: bool
    reasons: tuple[str, ...]
    reason_words: str
    requirements: tuple[Requirement, ...]
    exceptions: tuple[ListException, ...]
    sta: tuple[Place, ...]
    reporting: tuple[Place, ...]
    related_controls: str
    related_definitions: str
    controls: str
    unit: str
    items: str
    items_in_heading: bool
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    uncertain: tuple[str, ...]
    general: tuple[Note, ...] = ()

    def requirements_for(self, designation: str) -> tuple[Requirement, ...]:
        """Return the licence rows that speak of a paragraph: those of it, of what is above it, and of the entry.

        A row marked conditional on its place may still not apply: its words narrow it further, or take out a part
        of the paragraph.
        """
        return tuple(one for one in self.requirements if _reaches(one.place, designation))

    def exceptions_for(self, designation: str) -> tuple[tuple[ListException, tuple[int, ...]], ...]:
        """Return the exceptions that speak of a paragraph, each with the numbers of the clauses that do."""
        found = ((one, one.clauses_for(designation)) for one in self.exceptions)
        return tuple((one, tuple(one.clauses.index(clause) for clause in held)) for one, held in found if held)

    def notes_for(self, designation: str) -> tuple[Note, ...]:
        """Return the notes that qualify a paragraph or one above it, those of the category or group first."""
        notes = (*self.general, *self.notes)
        return tuple(note for note in notes if any(within(designation, code) for code in note.targets))


_SYMBOL = re.compile(r"\b(?:AT|CB|CC|CW|EI|FC|MT|NP|NS|RS|SI|SL|SS|UN)(?: ?\d)?\b")
_IN_HEADING = re.compile(r"lists? of items controlled (?:is|are) contained in (?:the|this) ECCN heading", re.IGNORECASE)
_LABEL = re.compile(r"^(?:Related Controls?|Related Definitions?|Units?|ECCN Controls)\s*:?\s*", re.IGNORECASE)


def read_entry(entry: Entry, controls: ControlList | None = None) -> EntryReading:
    """Return everything the entry says, typed; the words stay those of the source.

    What notes between the entries say of it is read where its list, `controls`, is given.
    """
    notes = read_notes(entry.of(Kind.NOTE))
    reasons, reason_words = _reasons(entry)
    items = "\n".join(place.text for place in entry.of(Kind.TEXT))
    tabled = entry.of(Kind.CAPTION, Kind.TABLE_ROW)
    doubts = (f"{place.place}: {doubt}" for place in entry.places for doubt in place.uncertain)
    return EntryReading(
        eccn=entry.eccn,
        heading=entry.heading,
        category=entry.category,
        group=entry.group,
        reserved=re.match(r"\[Reserved\]", entry.heading.strip(), re.IGNORECASE) is not None,
        reasons=reasons,
        reason_words=reason_words,
        requirements=tuple(read_requirement(place) for place in entry.of(Kind.LICENCE_ROW)),
        exceptions=tuple(read_exception(place) for place in entry.of(Kind.EXCEPTION)),
        sta=entry.of(Kind.STA),
        reporting=entry.of(Kind.REPORTING),
        related_controls=_labelled(entry, Kind.RELATED_CONTROLS),
        related_definitions=_labelled(entry, Kind.RELATED_DEFINITIONS),
        controls=_labelled(entry, Kind.ENTRY_CONTROLS),
        unit=_labelled(entry, Kind.UNIT),
        items=items,
        items_in_heading=_IN_HEADING.search(items) is not None,
        paragraphs=tuple(_paragraph(place, notes, tabled) for place in entry.paragraphs()[1:]),
        notes=notes,
        uncertain=tuple(doubts),
        general=read_notes(controls.notes_on(entry.eccn)) if controls else (),
    )


def _paragraph(place: Place, notes: tuple[Note, ...], tabled: tuple[Place, ...]) -> Paragraph:
    words = place.text[len(place.label) :].strip()
    own = tuple(note for note in notes if place.designation in note.targets)
    depth = place.designation.count(".")
    table = tuple(one for one in tabled if one.designation == place.designation)
    return Paragraph(place, place.designation, depth, words, place.reserved, own, table)


def _reasons(entry: Entry) -> tuple[tuple[str, ...], str]:
    text = " ".join(place.text.partition(":")[2] for place in entry.of(Kind.REASON))
    symbols = tuple(dict.fromkeys(match.group()[:2] for match in _SYMBOL.finditer(text)))
    rest = re.sub(r"[\s,.]+", " ", re.sub(r"\band\b", " ", _SYMBOL.sub(" ", text))).strip()
    return symbols, rest


def _labelled(entry: Entry, kind: Kind) -> str:
    """Return the words of that part of the entry without their label; "" where the entry has none or "N/A"."""
    words = "\n".join(_LABEL.sub("", place.text, count=1) for place in entry.of(kind)).strip()
    return "" if re.fullmatch(r"N/?A\.?", words) else words


def _reaches(place: Place, designation: str) -> bool:
    scope = place.scope or (place.designation,)
    named = any(within(designation, code) or within(code, designation) for code in scope)
    taken_out = any(within(designation, code) for code in place.excepted)
    return named and not taken_out
