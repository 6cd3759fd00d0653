"""Reads a part of 15 CFR from its eCFR text into a tree."""

from collections.abc import Iterator, Sequence
from datetime import date

from regulation.controls.model import ControlList, Entry, Place
from regulation.parts.blocks import groups
from regulation.parts.citations import entry_name
from regulation.parts.entry_reader import EntryReader
from regulation.parts.markers import Italics
from regulation.parts.model import PartTree
from ruletrace.model import Block
from ruletrace.readers.ecfr import PartText, read_part_text

READER = "part/1"
# The Commerce Control List has a reader of its own: regulation.controls.read_ccl.
LISTS = ("Supplement No. 1 to Part 774",)


def read_part_tree(data: bytes, version: date) -> PartTree:
    """Return the tree of the part in the eCFR answer `data`, whose text is that of `version`.

    Raises ReadError, with the reason, for anything that is not the answer for a whole part. The Commerce Control List
    (Supplement No. 1 to part 774) is left out.
    """
    return part_tree(read_part_text(data, LISTS), version)


def part_tree(part: PartText, version: date) -> PartTree:
    """Return the tree of a part from its structured text."""
    text, italics = part.text, Italics(part.italics)
    own: list[Place] = []
    entries: list[Entry] = []
    headings: dict[str, str] = {}
    names: dict[str, int] = {}
    for number, first, last in part.divisions:
        blocks = text.blocks[first:last]
        if not number:
            own.extend(_own(part, blocks, names))
            continue
        reader = EntryReader(text, italics, entry_name(number), part.number)
        entries.append(reader.read(blocks))
        headings.update(reader.headings)
    law = ControlList(
        "US", f"ecfr-{part.number}", version, text.sha256, f"{READER}+{text.reader}", tuple(entries), tuple(own), text
    )
    return PartTree(part.number, law, headings, *_indexed(law))


def _own(part: PartText, blocks: Sequence[Block], names: dict[str, int]) -> Iterator[Place]:
    """Yield the places of the part itself: heading, authority, source, and headings of subparts."""
    for group in groups(blocks):
        names[group.name] = names.get(group.name, 0) + 1
        name = group.name if names[group.name] == 1 else f"{group.name} {names[group.name]}"
        start, end = group.blocks[0].start, group.blocks[-1].end
        yield Place("", name, group.kind, "", "", part.text.text[start:end], start, end)


def _indexed(law: ControlList) -> tuple[dict[str, Place], dict[str, tuple[Place, ...]]]:
    paragraphs: dict[str, Place] = {}
    children: dict[str, list[Place]] = {}
    for entry in law.entries:
        for place in entry.paragraphs():
            for code in place.scope or (place.designation,):
                paragraphs.setdefault(code, place)
            if place.parent:
                children.setdefault(place.parent, []).append(place)
    return paragraphs, {parent: tuple(held) for parent, held in children.items()}
