"""Which paragraphs the notes of an entry qualify: those that they name, else what stands before them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from regulation.controls.designations import parent_of, within
from regulation.controls.model import Kind, Place
from regulation.controls.note_names import named_by_note

# "N.B.: For "FADEC systems", see 9E003.h.": the only thing it says is where the items of a paragraph went.
_WENT = re.compile(r"N\. ?B\.[\s\d.:]*For [^.;]{1,120}, see (?:ECCN )?(?P<entry>\d[A-E]\d{3})\.[a-z0-9.]+$")


def with_targets(entry: str, places: Iterable[Place]) -> list[Place]:
    """Return the places in order, each note with the designations it qualifies.

    Several notes after one paragraph go outwards: one that names nothing speaks for as much as the one before it, so
    "Technical Note" after "Technical Notes: For the purposes of 5A002.a" qualifies 5A002.a, not 5A002.a.4.b.
    """
    found: list[Place] = []
    paragraph: Place | None = None
    before: tuple[str, ...] = ()
    for place in places:
        if place.kind is Kind.NOTE:
            before = _targets(entry, place, paragraph, before)
            place = replace(place, designation=before[0], scope=before)
        else:
            paragraph = place if place.is_paragraph else paragraph
            before = ()
        found.append(place)
    return found


def as_named(entry: str, places: Iterable[Place]) -> list[Place]:
    """Return the places in order, each note with the designations that it names, else those that it has."""
    return [_as_named(entry, place) if place.kind is Kind.NOTE else place for place in places]


def _as_named(entry: str, note: Place) -> Place:
    named = named_by_note(note.text, entry, note.designation)
    return replace(note, designation=named[0], scope=named) if named else note


def _targets(entry: str, note: Place, paragraph: Place | None, before: tuple[str, ...]) -> tuple[str, ...]:
    named = named_by_note(note.text, entry, note.designation)
    if named:
        return named
    place = note.designation
    # A paragraph that is kept empty holds nothing to qualify, unless the note tells where its items went.
    if paragraph and paragraph.reserved and place not in note.text and not _tells_where(note.text, entry):
        place = parent_of(place) or entry
    return before if before and all(within(place, code) for code in before) else (place,)


def _tells_where(text: str, entry: str) -> bool:
    went = _WENT.match(text)
    return went is not None and went["entry"] == entry
