"""Which column of its table a cell stands in, and what the heads above it say, in whatever form the table came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from ruletrace.model import Block, StructuredText

_KINDS = ("header_cell", "cell")
_PLACE = re.compile(r"(?P<table>.*)/(?P<row>[^/]+)/[^/\d]+[\[_](?P<cell>\d+)\]?$")
_SPAN = re.compile(r"(colspan|rowspan)=(\d+)")
_LEVEL = re.compile(r"level=(\d+)")
_WIDEST = 1_000  # columns; a wider span is no table


@dataclass(slots=True)
class _Table:
    """The heads by column, and for how many rows more a cell from above takes a column."""

    heads: dict[int, list[str]] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)
    headed: bool = False


def heads(text: StructuredText) -> dict[str, str]:
    """Return for the path of each cell the words of the heads above it, those of several rows joined by " / ".

    Cells without a head are left out. Read are the paths and labels that the readers of XML and XHTML give
    (`ROW[2]/ENT[3]`, `tr[2]/td[1]`, `row_2/cell_1`; `colspan=2 rowspan=3`; `level=2` of a boxhead).
    """
    found: dict[str, str] = {}
    tables: dict[str, _Table] = {}
    for (name, _row), cells in groupby(_placed(text), key=lambda one: one[0]):
        listed = list(cells)
        if _LEVEL.match(listed[0][2].label):
            tables[name] = _Table(_boxhead(text, [block for *_place, block in listed]), headed=True)
            continue
        found |= _row_of(text, tables.setdefault(name, _Table()), [(at, block) for _key, at, block in listed])
    return found


def _placed(text: StructuredText) -> Iterator[tuple[tuple[str, str], int, Block]]:
    """Yield ((table, row), number in the row, block) of every cell."""
    for block in text.blocks:
        match = _PLACE.match(block.path) if block.kind in _KINDS else None
        if match:
            yield (match["table"], match["row"]), int(match["cell"]), block


def _boxhead(text: StructuredText, blocks: list[Block]) -> dict[int, list[str]]:
    """Return the heads of the columns from a list of heads with levels: the deepest ones are columns."""
    columns: dict[int, list[str]] = {}
    above: list[str] = []
    levels = [int(match[1]) if (match := _LEVEL.match(block.label)) else 1 for block in blocks]
    for block, level, after in zip(blocks, levels, [*levels[1:], 0], strict=True):
        above = [*above[: level - 1], text.of(block)]
        if after <= level:
            columns[len(columns)] = list(above)
    return columns


def _row_of(text: StructuredText, table: _Table, row: list[tuple[int, Block]]) -> dict[str, str]:
    """Place one row's cells and return the heads above its cells; heads after a body begin anew."""
    if row[0][1].kind == "header_cell" and not table.headed:
        table.heads, table.headed = {}, True
    after = {column: rows - 1 for column, rows in table.taken.items() if rows > 1}
    found: dict[str, str] = {}
    column, number = 0, 1
    for at, block in row:
        column, number = _free(column, at - number, table.taken), at + 1
        wide, high = _spans(block)
        own = range(column, column + wide)
        if block.kind == "cell":
            above = table.heads.get(column, [])
            found |= {block.path: " / ".join(above)} if above else {}
            table.headed = False
        else:
            for one in own:
                table.heads.setdefault(one, []).append(text.of(block))
        after |= dict.fromkeys(own, high - 1) if high > 1 else {}
        column += wide
    table.taken = after
    return found


def _free(column: int, empty: int, taken: dict[int, int]) -> int:
    """Return the first free column after `empty` further ones: cells without words are no blocks."""
    while empty or taken.get(column):
        empty -= not taken.get(column)
        column += 1
    return column


def _spans(block: Block) -> tuple[int, int]:
    spans = {name: min(int(number), _WIDEST) for name, number in _SPAN.findall(block.label)}
    return spans.get("colspan", 1), spans.get("rowspan", 1)
