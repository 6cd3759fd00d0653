"""Which paragraphs the notes of an entry qualify: those that they name, else what stands before them."""

from collections.abc import Iterable
from dataclasses import replace

from regulation.controls.designations import parent_of, within
from regulation.controls.model import Kind, Place
from regulation.controls.scope import named_by_note


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


def _targets(entry: str, note: Place, paragraph: Place | None, before: tuple[str, ...]) -> tuple[str, ...]:
    heading, _, body = note.text.partition("\n")
    named = named_by_note(heading, body, entry)
    if named:
        return named
    place = note.designation
    # A paragraph that is kept empty holds nothing to qualify, unless the note tells where its items went.
    if paragraph and paragraph.reserved and place not in note.text:
        place = parent_of(place) or entry
    return before if before and all(within(place, code) for code in before) else (place,)
