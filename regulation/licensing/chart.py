"""The Commerce Country Chart (Supplement No. 1 to part 738 of 15 CFR): which columns are marked for a destination."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from regulation.controls.model import Entry, Place
from regulation.licensing.model import Quote
from regulation.licensing.places import country, counts_as
from regulation.parts import PartTree, Row, Table, tables

_COLUMN = re.compile(r"(?P<reason>[A-Z]{2}) (?P<number>\d)$")
MARK = "X"


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A destination's row: the columns marked ("NS Column 1"), words that refer elsewhere, footnotes by number."""

    name: str
    marked: frozenset[str]
    refers: str
    footnotes: tuple[tuple[str, str], ...]
    place: Place
    quote: Quote


@dataclass(frozen=True, slots=True)
class Chart:
    """The rows by ISO 3166-1 alpha-2 code, the columns in order, and how far the text answers for the day asked."""

    columns: tuple[str, ...]
    rows: Mapping[str, ChartRow]
    remark: str

    def row(self, destination: str) -> ChartRow | None:
        """Return the row that answers for a destination (738.3(b): a territory has that of its country), or None."""
        return self.rows.get(counts_as(destination))


def chart(tree: PartTree, entry: Entry, remark: str) -> Chart:
    """Read the chart from its supplement; raises ValueError for a table without the columns it must have."""
    table = next((one for one in tables(entry, tree.law.source) if one.columns[:1] == ("Countries",)), None)
    columns = tuple(_column(one) for one in table.columns[1:]) if table else ()
    if table is None or not all(columns):
        raise ValueError(f"{entry.eccn} of {tree.version} holds no table with the columns of the Country Chart")
    found = [_row(table, row, columns, tree, remark) for row in table.rows if row.place not in table.notes]
    return Chart(columns, {code: row for code, row in found if code}, remark)


def _column(head: str) -> str:
    match = _COLUMN.search(head)
    return f"{match['reason']} Column {match['number']}" if match else ""


def _row(table: Table, row: Row, columns: tuple[str, ...], tree: PartTree, remark: str) -> tuple[str, ChartRow]:
    name, notes = table.noted(row.cells[0])
    cells = row.cells[1:]
    marked = frozenset(column for column, cell in zip(columns, cells, strict=True) if cell == MARK)
    refers = " ".join(cell for cell in cells if cell not in ("", MARK))
    footnotes = tuple((number, place.text) for number, place in notes)
    quote = Quote(row.place.entry, _words(name, marked, columns, refers), tree.version, remark)
    return country(name), ChartRow(name, marked, refers, footnotes, row.place, quote)


def _words(name: str, marked: frozenset[str], columns: tuple[str, ...], refers: str) -> str:
    held = ", ".join(one for one in columns if one in marked)
    return f"{name}: {refers or held or 'no column marked'}"
