"""Tables of sections and supplements as grids: Country Chart, Country Groups, Entity List."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from regulation.controls.grouping import span_of
from regulation.controls.model import Entry, Kind, Place
from ruletrace.model import Block, StructuredText

_TABLE = re.compile(r"(?P<table>(?:DIV|TABLE)\[\d+\])/")
_MARKS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[\s,]*[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*$")
_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `cells` by column, "" for an empty one."""

    place: Place
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one entry.

    `columns` are the heads of its columns, the lines of a head of several rows joined by " / ". `notes` are the rows
    that stretch over the whole table (footnotes, and headings inside the table); they are in `rows` as well.
    `footnotes` holds those that open with a raised number, by that number.
    """

    entry: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Place, ...]
    footnotes: Mapping[str, Place]

    def marked(self, cell: str) -> tuple[str, tuple[str, ...]]:
        """Return a cell's words and the numbers of the footnotes at its end: "Albania²³" has the notes 2 and 3."""
        match = _MARKS.search(cell)
        if match is None:
            return cell, ()
        return cell[: match.start()].rstrip(), tuple(self._numbers(match.group()))

    def noted(self, cell: str) -> tuple[str, tuple[tuple[str, Place], ...]]:
        """Return a cell's words and, by number, the table's own footnotes that its end refers to."""
        words, numbers = self.marked(cell)
        held = {_plain(mark): place for mark, place in self.footnotes.items()}
        return words, tuple((number, held[number]) for number in numbers if number in held)

    def _numbers(self, marks: str) -> Iterator[str]:
        # The reader sets raised numbers close together; only the table's own footnotes tell 2 and 3 from 23.
        for run in _NOTE.findall(marks):
            while run:
                size = next((size for size in (2, 1) if run[:size] in self.footnotes), len(run))
                yield _plain(run[:size])
                run = run[size:]

    def filled(self, column: int) -> Iterator[tuple[str, Row]]:
        """Yield (words, row); an empty cell of `column` takes the words above it, as a listed party its country."""
        words = ""
        for row in self.rows:
            if row.place not in self.notes:
                words = row.cells[column] or words
                yield words, row


def _plain(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark)


def tables(entry: Entry, source: StructuredText) -> tuple[Table, ...]:
    """Return the tables of a section or supplement, in text order; `source` is the text its places refer to."""
    found: dict[str, list[Place]] = {}
    for place in entry.places:
        block = source.block_at(place.start)
        match = _TABLE.search(block.path) if block else None
        if match and place.kind in (Kind.CAPTION, Kind.TABLE_ROW):
            found.setdefault(match["table"], []).append(place)
    return tuple(_table(entry.eccn, places, source) for places in found.values())


def _table(name: str, places: Sequence[Place], source: StructuredText) -> Table:
    heads = [_blocks(place, source) for place in places if place.kind is Kind.CAPTION and place.cells]
    caption = " ".join(place.text for place in places if place.kind is Kind.CAPTION and not place.cells)
    columns = _columns(heads, source)
    body = [place for place in places if place.kind is Kind.TABLE_ROW]
    width = max([len(columns), *(len(place.cells) for place in body)])
    rows = tuple(Row(place, (*place.cells, *[""] * (width - len(place.cells)))) for place in body)
    notes = tuple(place for place in body if _stretches(place, source, width))
    opened = ((_NOTE.match(place.text), place) for place in notes)
    return Table(name, caption, columns, rows, notes, {match.group(): place for match, place in opened if match})


def _stretches(place: Place, source: StructuredText, width: int) -> bool:
    first = source.block_at(place.start)
    return first is not None and width > 1 and span_of(first, "colspan") >= width


def _blocks(place: Place, source: StructuredText) -> Sequence[Block]:
    first = bisect_left(source.blocks, place.start, key=lambda block: block.start)
    last = bisect_left(source.blocks, place.end, key=lambda block: block.start)
    return source.blocks[first:last]


def _columns(heads: Sequence[Sequence[Block]], source: StructuredText) -> tuple[str, ...]:
    """Return the heads of the columns; a cell over several rows or columns counts for each of them."""
    grid: dict[tuple[int, int], str] = {}
    for row, blocks in enumerate(heads):
        column = 0
        for block in blocks:
            while (row, column) in grid:
                column += 1
            wide, high = span_of(block, "colspan"), span_of(block, "rowspan")
            for down in range(high):
                for across in range(wide):
                    grid[row + down, column + across] = source.of(block) if not down else ""
            column += wide
    width = max((column for _, column in grid), default=-1) + 1
    lines = ([grid.get((row, column), "") for row in range(len(heads))] for column in range(width))
    return tuple(" / ".join(word for word in line if word) for line in lines)
