"""Places of sections and of entries as addressed words."""

from collections.abc import Iterator, Mapping

from regulation.alignment import words
from regulation.carrying_out.text import Address, Unit
from regulation.controls.model import Entry, Kind, Place
from regulation.parts.citations import steps

CCL = "Supplement No. 1 to part 774"


def section_units(entry: Entry, headings: Mapping[str, str]) -> Iterator[Unit]:
    """Yield the units of one section or supplement; `headings` are run-in headings by designation."""
    for place in entry.places:
        yield _section_unit(entry.eccn, place, headings)


def entry_units(entry: Entry) -> Iterator[Unit]:
    """Yield the units of one entry of the list, one for each of its places, in their order."""
    group = ""
    for place in entry.places:
        if place.place.startswith("caption ") or place.kind is Kind.HEADING:
            group = place.place.removeprefix("caption ")
        elif place.kind is Kind.REASON:  # 3A001 and others have no caption before it
            group = "license requirements"
        yield _entry_unit(entry.eccn, place, group)


def own_unit(part: str, place: Place) -> Unit:
    """Return a unit of the part itself; the line "Authority:" above a citation is left out."""
    if place.kind is not Kind.AUTHORITY:
        return Unit((part,), place.text, name=place.place, kind=place.kind)
    body = place.text.partition("\n")[2] or place.text
    return Unit((part,), body, name="authority citation", kind=place.kind)


def _section_unit(section: str, place: Place, headings: Mapping[str, str]) -> Unit:
    if place.place == "heading":
        return Unit((section,), words(place), place.label, kind=place.kind)
    if not place.is_paragraph:
        address = _within(section, place.designation.removeprefix(section).strip())
        return Unit(address, place.text, name=place.place, kind=place.kind, cells=place.cells)
    joint = (_within(section, code.removeprefix(section).strip())[-1] for code in place.scope[1:])
    return Unit(
        _within(section, place.place.partition(" [")[0]),
        words(place),
        place.label,
        kind=place.kind,
        heading=headings.get(place.designation, ""),
        also=tuple(joint),
    )


def _within(section: str, place: str) -> Address:
    return (section, *(step.strip("()") for step in steps(place)))


def _entry_unit(eccn: str, place: Place, group: str) -> Unit:
    base: Address = (CCL, eccn)
    if place.kind is Kind.HEADING:
        return Unit(base, place.text, kind=place.kind, group=group)
    below = place.designation.removeprefix(eccn).strip(".")
    path: Address = tuple(below.split(".")) if below and place.designation.startswith(eccn) else ()
    if place.is_paragraph:
        also = tuple(code.rpartition(".")[2] for code in place.scope[1:])
        return Unit((*base, *path), words(place), place.label, kind=place.kind, group=group, also=also)
    # A note belongs to its paragraph; a licence row speaks for paragraphs and still stands with the entry.
    address = (*base, *path) if place.kind is Kind.NOTE else base
    return Unit(address, place.text, name=place.place, kind=place.kind, group=group, cells=place.cells)
