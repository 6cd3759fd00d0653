"""Tables as files: CSV and XLSX that no spreadsheet program runs, cut at a stated number of rows."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from dashboard.csv_file import neutral, to_csv

MOST = 10_000
CELL = 32_000  # characters; the format allows 32,767
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# XML 1.0 allows no other control characters.
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: `columns` are titles with their widths in characters, `note` says what it is or lacks."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[object]]
    note: str = ""


def csv(sheet: Sheet) -> bytes:
    """Return the table as CSV in UTF-8; its note is the last row."""
    notes = [[sheet.note]] if sheet.note else []
    return to_csv([title for title, _ in sheet.columns], [*sheet.rows, *notes])


def xlsx(sheet: Sheet, made: datetime) -> bytes:
    """Return the table as a workbook with one sheet and, where there is a note, a second one that holds it."""
    book = Workbook(write_only=True)
    # A workbook has no time zone: this is UTC.
    book.properties.created = book.properties.modified = made.replace(tzinfo=None, microsecond=0)
    book.properties.creator = "Ruletrace"
    page = book.create_sheet(sheet.title[:31])
    page.freeze_panes = "B2"
    for index, (_, width) in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(index)].width = width
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    page.append([_cell(page, title, bold=True) for title, _ in sheet.columns])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
    if sheet.note:
        notes = book.create_sheet("Note")
        notes.column_dimensions["A"].width = 110
        notes.append([_cell(notes, sheet.note)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(page: WriteOnlyWorksheet, value: object, bold: bool = False) -> Cell:
    # Numbers stay numbers; everything else is text, whatever it begins with.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return WriteOnlyCell(page, value)
    cell = WriteOnlyCell(page, neutral(value).translate(_CONTROLS)[:CELL])
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def cut_note(written: int, total: int, what: str) -> str:
    """Return what to say when not all rows are in the file, "" when they are."""
    if written >= total:
        return ""
    return (
        f"Cut: the first {written:,} of {total:,} {what} are in this file, by SKU. Narrow the filters for the others, "
        "or use `ruletrace export` for everything."
    )


def within(rows: Iterable[Sequence[object]]) -> list[Sequence[object]]:
    """Return at most as many rows as a file takes."""
    found: list[Sequence[object]] = []
    for row in rows:
        if len(found) == MOST:
            break
        found.append(row)
    return found
