"""Blocks that belong together: the cells of a row, the parts of a note."""

import re
from collections.abc import Iterator, Sequence

from ruletrace.model import Block, StructuredText

_TABLE = re.compile(r"(?P<table>(?:DIV|TABLE)\[\d+\](?:/TABLE\[\d+\])?)/TR\[(?P<row>\d+)\]")
_NOTE = re.compile(r"NOTE\[\d+\]")
_CELL = re.compile(r"T[DH]\[(?P<column>\d+)\]$")


def grouped(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield blocks that belong together: the cells of a row, the parts of a note; all others alone."""
    group: list[Block] = []
    for block in blocks:
        key = _key(block)
        if group and key and key == _key(group[0]):
            group.append(block)
            continue
        if group:
            yield group
        group = [block]
    if group:
        yield group


def row_cells(row: Sequence[Block], text: StructuredText) -> tuple[str, ...]:
    """Return the cells of a row by column, "" for an empty one; a cell over several columns fills the first."""
    cells: dict[int, str] = {}
    shift = 0
    for block in row:
        match = _CELL.search(block.path)
        column = int(match["column"]) - 1 + shift if match else len(cells)
        cells[column] = text.of(block)
        shift += span_of(block, "colspan") - 1
    return tuple(cells.get(column, "") for column in range(max(cells) + 1))


def span_of(block: Block, what: str) -> int:
    """Return over how many columns ("colspan") or rows ("rowspan") a cell stretches."""
    match = re.search(rf"{what}=(\d+)", block.label)
    return int(match[1]) if match else 1


def _key(block: Block) -> str:
    note = _NOTE.match(block.path)
    row = _TABLE.search(block.path)
    return note.group() if note else row.group() if row else ""
