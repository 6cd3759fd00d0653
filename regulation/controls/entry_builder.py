"""Turns the blocks of one entry into its places."""

import re
from collections.abc import Sequence
from dataclasses import replace

from regulation.controls.designations import steps
from regulation.controls.exponents import uncertainties
from regulation.controls.grouping import grouped, row_cells
from regulation.controls.model import Entry, Kind, Place
from regulation.controls.note_items import taken_out
from regulation.controls.note_targets import with_targets
from regulation.controls.scope import ROW, row_scope, text_scope
from regulation.controls.sections import KINDS, RESERVED, Section, caption, label, number
from regulation.controls.tree import with_doubts, with_parents
from ruletrace.model import Block, StructuredText

# Places that end where their block ends; words after them begin a place of their own.
_CLOSED = (Kind.HEADING, Kind.CAPTION, Kind.LICENCE_ROW, Kind.TABLE_ROW, Kind.REASON)


class EntryBuilder:
    """Reads the blocks of one entry in text order."""

    def __init__(self, text: StructuredText, eccn: str, heading_start: int) -> None:
        self._text, self._eccn, self._heading_start = text, eccn, heading_start
        self._section = Section.HEADING
        self._places: list[Place] = []
        self._names: dict[str, int] = {}
        self._followed = eccn  # the paragraph that a note without a target qualifies
        self._counts: dict[str, int] = {}
        self._items_ahead = False
        self._control = ""  # control cell of the licence row before

    def read(self, heading: Block, blocks: Sequence[Block]) -> Entry:
        """Return the entry of `heading`, whose blocks follow it."""
        start = heading.start + self._heading_start
        words = self._text.text[start : heading.end]
        self._items_ahead = any(_is_items(text_of) for text_of in map(self._text.of, blocks))
        self._add(Kind.HEADING, "heading", start, heading.end)
        for group in grouped(blocks):
            self._read_group(group)
        finished = [self._finished(place) for place in taken_out(self._eccn, self._places)]
        places = with_doubts(with_parents(self._eccn, with_targets(self._eccn, finished)))
        return Entry(self._eccn, words, self._eccn[0], self._eccn[1], tuple(places))

    def _read_group(self, group: Sequence[Block]) -> None:
        first = group[0]
        if first.path.startswith("NOTE"):
            self._note(first.start, group[-1].end)
        elif first.kind == "header_cell":
            self._header(group)
        elif first.path.endswith("/CAPTION"):
            self._add(Kind.CAPTION, f"caption {self._count('caption')}", first.start, first.end, self._followed)
        elif first.kind == "cell":
            self._row(group)
        else:
            self._line(first)

    def _line(self, block: Block) -> None:
        words = self._text.of(block)
        opened = caption(words) if block.kind in ("caption", "labelled", "paragraph", "italic") else None
        if opened and (block.kind != "paragraph" or opened[0] is Section.STA):
            self._section = opened[0]
            self._add(Kind.CAPTION, f"caption {self._section}", block.start, block.start + opened[1])
            start = block.start + opened[1] + len(words[opened[1] :]) - len(words[opened[1] :].lstrip())
            if start < block.end:
                self._body(block, start)
        elif block.kind == "caption" and not label(words):
            self._add(Kind.CAPTION, f"caption {self._count('caption')}", block.start, block.end)
        else:
            self._body(block, block.start)

    def _body(self, block: Block, start: int) -> None:
        words = self._text.text[start : block.end]
        named = label(words)
        if named and self._labelled(named, start, block.end):
            return
        if self._section is Section.REQUIREMENTS and ROW.match(words) and self._open is not Kind.NOTE:
            self._licence(start, block.end, (words,))
        elif self._section in (Section.DETAILS, Section.ITEMS) and self._paragraph(block, start):
            return
        else:
            self._continue(start, block.end, block.kind == "italic")

    def _labelled(self, named: tuple[str, str, int], start: int, end: int) -> bool:
        what, words, length = named
        if what in ("controls", "chart"):
            return self._controls(start, end, length)
        if what == "items":
            self._section = Section.ITEMS
            self._add(Kind.CAPTION, "caption items", start, start + length)
            inner = start + length + 1
            if inner < end and not self._numbered(inner, end):
                self._add(Kind.TEXT, "items", inner, end)
        elif what == "note":
            self._note(start, end)
        elif what == "exception":
            self._add(Kind.EXCEPTION, f"exception {words.upper()}", start, end)
        else:
            if what == "reason":  # 3A001 and others have no caption before it
                self._section = Section.REQUIREMENTS
            self._add(KINDS[what], str(KINDS[what]), start, end)
        return True

    def _controls(self, start: int, end: int, length: int) -> bool:
        rest = self._text.text[start + length : end]
        inner = start + length + len(rest) - len(rest.lstrip())
        self._add(Kind.CAPTION, f"table header {self._count('table header')}", start, start + length)
        if inner < end:
            self._licence(inner, end, (self._text.text[inner:end],))
        return True

    def _header(self, group: Sequence[Block]) -> None:
        name, start, end = f"table header {self._count('table header')}", group[0].start, group[-1].end
        if self._section is Section.REQUIREMENTS:
            self._add(Kind.CAPTION, name, start, end)
        else:
            self._add(Kind.CAPTION, name, start, end, self._followed, cells=row_cells(group, self._text))

    def _row(self, group: Sequence[Block]) -> None:
        start, end = group[0].start, group[-1].end
        if self._section is not Section.REQUIREMENTS:
            name, by_column = f"table row {self._count('table row')}", row_cells(group, self._text)
            self._add(Kind.TABLE_ROW, name, start, end, self._followed, cells=by_column)
            return
        cells = tuple(self._text.of(block) for block in group)
        if ROW.match(cells[0]):
            self._control = cells[0]
            self._licence(start, end, cells)
        elif len(cells) == 1 and self._control and not cells[0].startswith("Note"):
            self._licence(start, end, (self._control, *cells))  # a control that spans several rows
        else:
            self._note(start, end)

    def _licence(self, start: int, end: int, cells: tuple[str, ...]) -> None:
        self._add(Kind.LICENCE_ROW, f"licence row {self._count('licence row')}", start, end, cells=cells)

    def _note(self, start: int, end: int) -> None:
        self._add(Kind.NOTE, f"note {self._count('note')}", start, end, designation=self._followed)

    def _paragraph(self, block: Block, start: int) -> bool:
        if block.kind == "italic" and self._open not in (Kind.PARAGRAPH, Kind.RESERVED):
            return False  # lettered parts of a note that the source sets outside NOTE
        if self._section is Section.DETAILS and self._items_ahead:
            return False  # a lettered list inside the related controls
        return self._numbered(start, block.end)

    def _numbered(self, start: int, end: int) -> bool:
        words = self._text.text[start:end]
        found = number(words)
        if found is None:
            return False
        self._section = Section.ITEMS
        path, last, length = found
        uncertain: tuple[str, ...] = ()
        if path.isdigit():
            stem, _, step = self._followed[6:].rpartition(".")
            path = f"{stem}.{path}" if step.isdigit() else f"{self._followed[6:]}.{path}"
            uncertain = (f"the source numbers the paragraph {words[:length].strip()} only",)
        designation = f"{self._eccn}.{path}"
        kind = Kind.RESERVED if RESERVED.match(words[length:]) else Kind.PARAGRAPH
        place = f"{path} through {last}" if last else path
        scope = steps(designation, f"{self._eccn}.{last}") if last else ()
        self._add(
            kind,
            place,
            start,
            end,
            designation=designation,
            scope=scope or (designation,),
            label=words[:length].strip(),
            uncertain=uncertain,
        )
        self._followed = designation
        return True

    @property
    def _open(self) -> Kind:
        return self._places[-1].kind

    def _continue(self, start: int, end: int, italic: bool) -> None:
        """Add the words to the place before them where they go on from it, else keep them as a place of their own."""
        before = self._places[-1]
        goes_on = before.kind not in _CLOSED
        if goes_on and (self._section is not Section.ITEMS or before.kind in (Kind.NOTE, Kind.TEXT) or not italic):
            self._places[-1] = replace(before, text=self._text.text[before.start : end], end=end)
        elif self._section is Section.STA:
            self._add(Kind.STA, "STA", start, end)
        elif self._section is Section.REPORTING:
            self._add(Kind.REPORTING, "reporting", start, end)
        elif self._section is Section.REQUIREMENTS:
            self._note(start, end)
        elif before.place == "caption items":
            self._add(Kind.TEXT, "items", start, end)
        else:
            self._add(Kind.TEXT, f"text {self._count('text')}", start, end)

    def _count(self, what: str) -> int:
        self._counts[what] = self._counts.get(what, 0) + 1
        return self._counts[what]

    def _add(
        self,
        kind: Kind,
        place: str,
        start: int,
        end: int,
        designation: str = "",
        scope: tuple[str, ...] = (),
        cells: tuple[str, ...] = (),
        label: str = "",
        uncertain: tuple[str, ...] = (),
    ) -> None:
        self._names[place] = self._names.get(place, 0) + 1
        if self._names[place] > 1:
            if kind in (Kind.PARAGRAPH, Kind.RESERVED):
                uncertain = (*uncertain, f"the source has {self._names[place]} paragraphs numbered {place}")
            place = f"{place} ({self._names[place]})"
        words = self._text.text[start:end]
        self._places.append(
            Place(
                self._eccn,
                place,
                kind,
                designation or self._eccn,
                "",
                words,
                start,
                end,
                scope,
                (),
                False,
                cells,
                label,
                uncertain,
            )
        )

    def _finished(self, place: Place) -> Place:
        """Return the place with its scope, now that all its words are known."""
        if doubts := uncertainties(place.text):
            place = replace(place, uncertain=(*place.uncertain, *doubts))
        if place.kind is Kind.LICENCE_ROW:
            found = row_scope(place.cells[0] if len(place.cells) > 1 else _first_sentence(place.text), self._eccn)
            return replace(
                place,
                designation=found.codes[0],
                scope=found.codes,
                excepted=found.excepted,
                conditional=found.conditional,
            )
        if place.kind in (Kind.EXCEPTION, Kind.STA, Kind.REPORTING):
            found = text_scope(place.text, self._eccn)
            return replace(place, scope=found.codes, excepted=found.excepted)
        return place if place.scope else replace(place, scope=(place.designation,))


def _is_items(words: str) -> bool:
    named = label(words)
    return named is not None and named[0] == "items"


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[a-z0-9])\. (?=[A-Z])|(?= CB Column \d)", text, maxsplit=1)[0]
