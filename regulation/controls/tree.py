"""The tree of an entry's paragraphs: parents, and paragraphs that only their children name."""

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
