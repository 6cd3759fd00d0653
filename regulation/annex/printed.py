"""Annex I as adopted in 2021, from the print: which paragraph each number is, which paragraph each note belongs to."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from regulation.annex.levels import Fit, Level, fits
from regulation.annex.naming import Names, is_unused, note_codes
from regulation.controls.exponents import uncertainties
from regulation.controls.list_notes import qualified
from regulation.controls.model import ControlList, Entry, Kind, Place
from regulation.controls.note_targets import as_named
from regulation.controls.tree import with_parents
from ruletrace.model import Block, StructuredText
from ruletrace.readers.annex_i import TEXT_READER, read_annex_text
from ruletrace.readers.xml import ReadError

ADOPTED = date(2021, 5, 20)
_NOTE_INDENT = 3  # an N.B. inside a note stands further in than the note's own label
_LISTS = re.compile(r"(?::|following;)$")
_LEFT = 1.5  # a note to a paragraph above says that the lists below it are at their end
_NO_LIMIT = 99
_HOPELESS = 6.0  # beyond this cost a "number" is the end of a sentence: "… up to\n10. "


def read_2021(data: bytes) -> ControlList:
    """Return the list as adopted on 2021-05-20 (Regulation (EU) 2021/821), from the converted print.

    Raises ReadError when `data` is not that text.
    """
    text = read_annex_text(data)
    raised = {block.label: text.of(block) for block in text.blocks if block.kind == "raised"}
    assembler = _Assembler(text, raised)
    for block in text.blocks:
        if block.kind != "raised":
            assembler.read(block)
    assembler.close()
    return ControlList(
        "EU", "annex-i", ADOPTED, text.sha256, TEXT_READER, tuple(assembler.entries), _qualified(assembler), text
    )


def _qualified(assembler: "_Assembler") -> tuple[Place, ...]:
    """Return the places between the entries, each note with what it names, else the entries of its section (2B)."""
    eccns = [entry.eccn for entry in assembler.entries]
    found: list[Place] = []
    for place in assembler.own:
        inside = tuple(one for one in eccns if one.startswith(place.designation))
        found.append(qualified(place, found[-1:], eccns, inside))
    return tuple(found)


@dataclass(slots=True)
class _Open:
    """A note that is being read: where its label stands, and the lists it has opened."""

    index: int
    column: int
    words: int
    levels: list[Level] = field(default_factory=list)


@dataclass(slots=True)
class _Assembler:
    """Reads the blocks in order and keeps the open paragraphs of the current entry."""

    text: StructuredText
    raised: dict[str, str]
    entries: list[Entry] = field(default_factory=list)
    own: list[Place] = field(default_factory=list)
    _code: str = ""
    _section: str = ""
    _base: int = 8
    _places: list[Place] = field(default_factory=list)
    _levels: list[Level] = field(default_factory=list)
    _note: _Open | None = None
    _names: Names = field(default_factory=Names)
    _left: int = _NO_LIMIT

    def read(self, block: Block) -> None:
        """Take the next block of the text."""
        if block.kind in ("category", "section"):
            self._caption(block)
        elif block.kind == "entry":
            self._open_entry(block)
        elif block.kind == "note":
            self._read_note(block)
        else:
            self._read_item(block)

    def close(self) -> None:
        """Finish the entry that is open."""
        if self._code:
            places = tuple(with_parents(self._code, as_named(self._code, self._places)))
            if not any(one.text for one in places):
                raise ReadError(f"entry {self._code} has no words")
            self.entries.append(Entry(self._code, places[0].text, self._code[0], self._code[1], places))
        elif self._places:
            self.own.extend(self._places)
        self._code, self._places, self._levels, self._note, self._left = "", [], [], None, _NO_LIMIT

    def _caption(self, block: Block) -> None:
        # The first running head of a category may stand inside one of its entries.
        if block.kind == "section" or block.label[0] != self._code[:1]:
            self.close()
            self._section, self._names = block.label, Names()
        words = self.text.of(block)
        name = f"{block.kind} {block.label}"
        self.own.append(Place("", name, Kind.CAPTION, "", "", words, block.start, block.end))

    def _open_entry(self, block: Block) -> None:
        self.close()
        self._code = block.label
        self._base = _columns(block)[1]
        self._names = Names()
        self._add(block, Kind.HEADING, "heading", block.label)

    def _read_item(self, block: Block) -> None:
        column, words = _columns(block)
        inside = self._best_inside(block.label, column)
        outside = self._best_outside(block.label, column)
        note = self._note
        if note is not None and inside is not None and (inside.cost <= outside.cost or not self._code):
            note.levels = [*note.levels[: inside.depth], Level(block.label, column, words)]
            self._extend(note.index, block)
        elif not self._places:
            raise ReadError(f"a numbered line stands outside every entry and note: {self.text.of(block)[:60]!r}")
        elif not self._code or outside.cost > _HOPELESS:
            self._extend(len(self._places) - 1, block)
        else:
            self._paragraph(block, outside)

    def _best_outside(self, label: str, column: int) -> Fit:
        found = fits(self._levels, label, column, self._base)
        weighed = (replace(one, cost=one.cost + (_LEFT if one.depth > self._left else 0.0)) for one in found)
        return min(weighed, key=lambda one: (one.cost, -one.depth))

    def _best_inside(self, label: str, column: int) -> Fit | None:
        note = self._note
        # A note that ends in a full stop lists nothing; one that ends in a colon lists what comes next.
        if note is None or not (note.levels or _LISTS.search(self._places[note.index].text)):
            return None
        return min(fits(note.levels, label, column, column), key=lambda one: one.cost)

    def _paragraph(self, block: Block, fit: Fit) -> None:
        column, words = _columns(block)
        self._levels = [*self._levels[: fit.depth], Level(block.label, column, words)]
        self._note, self._left = None, _NO_LIMIT
        place = ".".join(level.label for level in self._levels)
        kind = Kind.RESERVED if is_unused(self.text.of(block)) else Kind.PARAGRAPH
        doubt = (f"the source leaves out {fit.skipped} number(s) before {block.label}",) if fit.skipped else ()
        self._add(block, kind, place, f"{self._code}.{place}", doubt)

    def _read_note(self, block: Block) -> None:
        column, words = _columns(block)
        note = self._note
        if note is not None and column > note.column + _NOTE_INDENT and note.levels:
            self._extend(note.index, block)
            return
        owner = self._owner(block, column) if self._code else self._section
        name = self._names.note(owner, block.label)
        designation = f"{self._code}.{owner}".strip(".")
        self._note = _Open(len(self._places), column, words)
        self._add(block, Kind.NOTE, name, designation)

    def _owner(self, block: Block, column: int) -> str:
        """Return the paragraph of a note: the one on the way down that it names, else the one it stands under."""
        path = [level.label for level in self._levels]
        named = note_codes(self.text.of(block), self._code)
        for code in named:
            steps = code.split(".")[1:]
            if code[:5] == self._code and steps and steps == path[: len(steps)]:
                self._left = len(steps)
                return ".".join(steps)
        above = [depth for depth, level in enumerate(self._levels, 1) if level.words <= column + 2]
        return ".".join(path[: max(above, default=0)])

    def _add(self, block: Block, kind: Kind, place: str, designation: str, doubt: tuple[str, ...] = ()) -> None:
        start = block.start + (0 if kind in (Kind.NOTE, Kind.CAPTION) else _marker(self.text.of(block), block.label))
        words = self.text.text[start : block.end]
        doubt = (*doubt, *self._doubts(block, words))
        scope = (designation,) if designation else ()
        self._places.append(
            Place(self._code, place, kind, designation, "", words, start, block.end, scope, uncertain=doubt)
        )

    def _extend(self, index: int, block: Block) -> None:
        """Let the place at `index` go on to the end of `block`."""
        held = self._places[index]
        words = self.text.text[held.start : block.end]
        doubt = dict.fromkeys((*held.uncertain, *self._doubts(block, words)))
        self._places[index] = replace(held, text=words, end=block.end, uncertain=tuple(doubt))

    def _doubts(self, block: Block, words: str) -> tuple[str, ...]:
        alone = self.raised.get(block.path)
        return (*uncertainties(words), *((f'exponent on a line of its own: "{alone}"',) if alone else ()))


def _marker(words: str, label: str) -> int:
    """Return how many characters the number takes with its full stop and the space after it."""
    match = re.match(rf"{label}\.?\s*", words)
    return match.end() if match else 0


def _columns(block: Block) -> tuple[int, int]:
    _, column, words = block.path.split(":")
    return int(column), int(words)
