"""The Commerce Control List, Supplement No. 1 to 15 CFR part 774, from its eCFR text.

The source is flat: an entry runs from its heading to the next, and what a block is follows from the captions and
labels before it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from regulation.controls.entry_builder import EntryBuilder
from regulation.controls.grouping import grouped
from regulation.controls.list_notes import with_entries
from regulation.controls.model import ControlList, Entry, Kind, Place
from ruletrace.model import Block, StructuredText
from ruletrace.readers.ecfr import division, read_part
from ruletrace.readers.xml import ReadError

SUPPLEMENT = "Supplement No. 1 to Part 774"
READER = "ccl/2"
_HEADING = re.compile(r"(?P<eccn>\d[A-E]\d{3})\b[.:]?\s*")
# Captions of categories, product groups and annexes stand between entries.
_BETWEEN = re.compile(r"Category \d[—-]|[A-E]\. [“A-Z]|Part \d|I{1,3}\. |Annex to|EAR99 |Supplement No")

_OUTSIDE = {
    "heading": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "bold": Kind.CAPTION,
    "link": Kind.PENDING,
    "citation": Kind.EDITORIAL,
    "editorial": Kind.EDITORIAL,
    "editorial_heading": Kind.EDITORIAL,
    "note": Kind.NOTE,
    "note_heading": Kind.NOTE,
}


def read_ccl(data: bytes, version: date) -> ControlList:
    """Return the list held in the eCFR answer `data`; raises ReadError when the supplement is not in it."""
    return read_ccl_text(division(read_part(data), SUPPLEMENT).text, version)


def read_ccl_text(text: StructuredText, version: date) -> ControlList:
    """Return the list of `version` from the structured text of the supplement."""
    entries: list[Entry] = []
    outside = ListBuilder(text)
    for heading, blocks in _segments(text):
        if heading is None:
            outside.add(blocks)
            continue
        match = _HEADING.match(text.of(heading))
        if match is None:
            raise ReadError(f"no ECCN in the heading at character {heading.start}")
        entries.append(EntryBuilder(text, match["eccn"], match.end()).read(heading, blocks))
    if not entries:
        raise ReadError("no entry of the Commerce Control List in the text")
    places = with_entries(outside.places, entries)
    return ControlList("US", "ccl", version, text.sha256, f"{READER}+{text.reader}", tuple(entries), places, text)


def _segments(text: StructuredText) -> Iterator[tuple[Block | None, Sequence[Block]]]:
    """Yield (heading, blocks after it) per entry, and (None, blocks) for what stands between entries."""
    heading: Block | None = None
    blocks: list[Block] = []
    for block in text.blocks:
        opens, closes = _opens(text, block), _closes(text, block)
        if opens or closes:
            if heading or blocks:
                yield heading, blocks
            heading, blocks = (block, []) if opens else (None, [block])
        else:
            blocks.append(block)
    yield heading, blocks


def _opens(text: StructuredText, block: Block) -> bool:
    # 8D001's heading is an FP-1, all others are FP-2.
    return block.kind == "bold" and _HEADING.match(text.of(block)) is not None


def _closes(text: StructuredText, block: Block) -> bool:
    if block.kind in ("heading", "link", "citation", "editorial_heading", "editorial"):
        return True
    return block.kind in ("caption", "bold") and _BETWEEN.match(text.of(block)) is not None


class ListBuilder:
    """Collects what stands between the entries: captions, EAR99 lines, links to pending amendments, annexes."""

    def __init__(self, text: StructuredText) -> None:
        self._text = text
        self.places: list[Place] = []
        self._counts: dict[str, int] = {}

    def add(self, blocks: Sequence[Block]) -> None:
        """Add the places of these blocks."""
        for group in grouped(blocks):
            kind = _OUTSIDE.get(group[0].kind, Kind.TEXT)
            self._counts[kind] = self._counts.get(kind, 0) + 1
            start, end = group[0].start, group[-1].end
            words = self._text.text[start:end]
            self.places.append(Place("", f"{kind} {self._counts[kind]}", kind, "", "", words, start, end))
