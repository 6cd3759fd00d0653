"""The tree of an entry's paragraphs: parents, paragraphs that only their children name, and rows that name none."""

from dataclasses import replace

from regulation.controls.designations import parent_of
from regulation.controls.model import Kind, Place

_NUMBERED = (Kind.PARAGRAPH, Kind.RESERVED)


def with_parents(eccn: str, places: list[Place]) -> list[Place]:
    """Return the places in order, each with its parent, and paragraphs that only their children name put in."""
    held = {code for place in places if place.is_paragraph for code in (place.designation, *place.scope)}
    found: list[Place] = []
    for place in places:
        if place.kind in _NUMBERED:
            found.extend(_implied(place, held))
        parent = parent_of(place.designation) if place.kind in _NUMBERED else place.designation
        found.append(replace(place, parent="" if place.kind is Kind.HEADING else parent or eccn))
    return found


def _implied(place: Place, held: set[str]) -> list[Place]:
    missing: list[Place] = []
    designation = parent_of(place.designation)
    while designation and designation not in held:
        held.add(designation)
        missing.insert(
            0,
            Place(
                place.entry,
                designation[6:],
                Kind.PARAGRAPH,
                designation,
                parent_of(designation),
                "",
                place.start,
                place.start,
                (designation,),
            ),
        )
        designation = parent_of(designation)
    return missing


def with_doubts(places: list[Place]) -> list[Place]:
    """Return the places in order; a licence row that names a paragraph which the entry has not says so.

    Either the source errs, or a paragraph was not read.
    """
    held = {code for place in places if place.is_paragraph for code in (place.designation, *place.scope)}
    return [_doubted(place, held) if place.kind is Kind.LICENCE_ROW else place for place in places]


def _doubted(place: Place, held: set[str]) -> Place:
    absent = [code for code in (*place.scope, *place.excepted) if code not in held]
    if not absent:
        return place
    return replace(place, uncertain=(*place.uncertain, f"names {', '.join(absent)}, which the entry does not have"))
