"""Rows of cells, each with its line number, and how a CSV file becomes them; what cannot be read is named."""

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from company.report import BadRow, FileProblem, UnreadableFileError

MAX_FILE = 512 * 1024 * 1024
MAX_COLUMNS = 500
MAX_ROWS = 5_000_000
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that holds no value one can use; `value` is what the user sees there."""

    column: str
    value: str
    problem: str
    hint: str


class RawRow(NamedTuple):
    """The cells of one record by column, stripped, empty ones left out; `line` is where the record begins.

    `numbers` are the columns whose cell was a number to the user's program and no text: no decimal comma is left in it.
    A tuple, as are all rows that an import has hundreds of thousands of: it is made in a third of the time.
    """

    line: int
    cells: dict[str, str]
    numbers: frozenset[str] = frozenset()
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file or a sheet of it read as a table of cells: good records and those that are none; `read` counts both.

    `header` has the columns in lower case, by which cells are found; `titles` has them as the user wrote them. `plain`
    tells that no cell holds anything but plain text, so that none need be looked at (False: unknown).
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[RawRow, ...]
    bad: tuple[BadRow, ...]
    titles: tuple[str, ...] = ()
    plain: bool = False

    @property
    def read(self) -> int:
        """How many records the file holds, blank lines apart."""
        return len(self.rows) + len({bad.row for bad in self.bad})


@dataclass(frozen=True, slots=True)
class Form:
    """How a file lays out its cells; delimiter and encoding are those of a CSV file."""

    delimiter: str = ","
    encoding: str = "utf-8"
    header_row: int = 1


def sheet(file: str, data: bytes, expected: frozenset[str], form: Form = Form()) -> Sheet:
    """Read one CSV file (quotes doubled); raises UnreadableFileError when no row of it can be read.

    `expected` are the columns wanted, in lower case: they tell a wrong delimiter from a wrong table.
    """
    text = _text(file, data, form.encoding)
    records = _records(file, list(io.StringIO(text, newline="")), form)
    head = next(records, None)
    if head is None or isinstance(head, BadRow):
        raise UnreadableFileError(FileProblem(file, "the header cannot be read", "the first line names the columns"))
    titles = tuple(cell.strip() for cell in head[1])
    header = columns(file, titles)
    if not set(header) & expected or len(header) == 1:
        _refuse_delimiter(file, head[1][0], expected, form.delimiter)
    rows: list[RawRow] = []
    bad: list[BadRow] = []
    for record in records:
        found = record if isinstance(record, BadRow) else _row(file, header, *record)
        (bad if isinstance(found, BadRow) else rows).append(found)  # type: ignore[arg-type]
    return Sheet(file, header, tuple(rows), tuple(bad), titles, plain=unfit(text) is None)


def column(title: str) -> str:
    """Return the name by which a column is found: neither case nor space makes a difference."""
    return " ".join(title.split()).lower()


def columns(file: str, titles: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of a header, "" where it is empty; raises UnreadableFileError for one named twice."""
    header = tuple(column(title) for title in titles)
    named = Counter(name for name in header if name)
    if len(header) > MAX_COLUMNS:
        raise UnreadableFileError(FileProblem(file, f"more than {MAX_COLUMNS} columns", "leave out what is not needed"))
    if twice := sorted(shown(name) for name, count in named.items() if count > 1):
        raise UnreadableFileError(FileProblem(file, f"column named twice: {', '.join(twice)}", "keep one of them"))
    return header


def _text(file: str, data: bytes, encoding: str) -> str:
    # Undecodable bytes become lone surrogates, so that only their rows are lost and not the file.
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data[:64].count(0) > len(data[:64]) // 4:
        raise UnreadableFileError(FileProblem(file, "encoded as UTF-16", "save it as CSV UTF-8"))
    text = data.removeprefix(codecs.BOM_UTF8).decode(encoding, "surrogateescape")
    if not text.strip():
        raise UnreadableFileError(FileProblem(file, "the file is empty", "the first line names the columns"))
    return text


def _records(file: str, lines: Sequence[str], form: Form) -> Iterator[tuple[int, list[str]] | BadRow]:
    # A quote that is never closed would swallow the rest of the file: only its first line is given up.
    start, width = form.header_row - 1, 0
    while start < len(lines):
        reader = csv.reader(itertools.islice(lines, start, None), strict=True, delimiter=form.delimiter)
        done = 0
        try:
            for cells in reader:
                several = reader.line_num - done > 1
                if several and width and len(cells) != width:
                    raise csv.Error("a quote is opened and not closed in its row")
                width = width or len(cells)
                if any(map(str.strip, cells)):
                    yield start + done + 1, cells
                done = reader.line_num
        except csv.Error as error:
            yield _broken(file, start + done + 1, lines[start + done], str(error))
            done += 1
        start += done


def _broken(file: str, line: int, text: str, error: str) -> BadRow:
    hint = "close the quotes; a quote inside a quoted cell is written twice"
    return BadRow(file, line, "", shown(text.rstrip("\r\n")), f"not a CSV row: {error}", hint)


def _refuse_delimiter(file: str, line: str, expected: frozenset[str], delimiter: str) -> None:
    for mark, name in _DELIMITERS.items():
        parts = {column(part.strip().strip('"')) for part in line.split(mark)}
        if mark != delimiter and len(parts & expected) > 1:
            hint = "save it with commas, or say so in mapping.yaml" if delimiter == "," else "mend it in mapping.yaml"
            raise UnreadableFileError(FileProblem(file, f"columns are separated by {name}", hint))


def _row(file: str, header: tuple[str, ...], line: int, cells: list[str]) -> RawRow | BadRow:
    if len(cells) != len(header):
        text = shown(",".join(cells))
        fault = "too many" if len(cells) > len(header) else "too few"
        hint = f"the header has {len(header)} columns, this row {len(cells)}; quote cells that hold a comma"
        return BadRow(file, line, "", text, f"{fault} cells", hint)
    return RawRow(line, {name: cell for name, cell in zip(header, map(str.strip, cells), strict=True) if cell})


def unfit(cell: str) -> tuple[str, str] | None:
    """Return problem and hint of a cell that is not plain text, None of a good one."""
    if _NOT_UTF8.search(cell):
        return "not UTF-8 text", "save the file as CSV UTF-8 (it looks like Windows-1252 or another old encoding)"
    if _CONTROL.search(cell):
        return "holds a NUL or another control character", "remove the character"
    return None


def shown(text: str) -> str:
    """Return the text so that it can be printed and stored: odd bytes and characters as escapes."""
    escaped = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", escaped)
