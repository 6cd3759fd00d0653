"""XLSX workbooks to rows of cells; sizes are bounded, formulas never computed, links to other files refused."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from company import cells, typed
from company.cells import CellFault, Form, RawRow, Sheet
from company.report import FileProblem, UnreadableFileError

MAX_UNPACKED = 512 * 1024 * 1024
MAX_PARTS = 10_000
MAX_ROWS = 1_048_576  # what the format allows
MAX_ROW_BYTES = 16 * 1024 * 1024

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of encrypted workbooks and of the old .xls
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1024 * 1024
# <f>A1*2</f>, <x:f t="shared" si="0"/>
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
_ROW_END = re.compile(rb"row>|<(?:\w+:)?row\s")
_ZEROS = re.compile("0{2,}")  # number format 000000: the user sees leading zeros

Cells = Sequence[Any]


class Book:
    """An open workbook; `sheets` are the titles of its visible worksheets."""

    def __init__(self, file: str, data: bytes) -> None:
        """Open a workbook from its bytes; raises UnreadableFileError when it is none or not to be trusted."""
        self.file = file
        self._formulas = _inspect(file, data)
        with _readable(file):
            self._values = _load(data, data_only=True)
            self._texts = _load(data, data_only=False) if self._formulas else self._values
            sheets = self._values.worksheets
            self.sheets = tuple(sheet.title for sheet in sheets if sheet.sheet_state == "visible")
        if not self.sheets:
            raise UnreadableFileError(FileProblem(file, "the workbook has no visible sheet", "save it as .xlsx again"))

    def label(self, title: str) -> str:
        """Return how a sheet is named in messages."""
        return f"{self.file} [{title}]"

    def sheet(self, title: str, wanted: frozenset[str], form: Form) -> Sheet:
        """Read one sheet; only cells of the `wanted` columns are kept. Raises UnreadableFileError."""
        file = self.label(title)
        with _readable(file):
            rows = self._rows(file, title)
            head = next((row for row in rows if row[0] >= form.header_row), None)
            titles = tuple(str(_value(cell) or "").strip() for cell in head[1]) if head else ()
            if not head or head[0] > form.header_row or not any(titles):
                hint = f"row {form.header_row} names the columns"
                raise UnreadableFileError(FileProblem(file, "the header is empty", hint))
            header = cells.columns(file, titles)
            found = tuple(row for row in (_row(header, wanted, *row) for row in rows) if row)
        return Sheet(file, header, found, (), titles)

    def _rows(self, file: str, title: str) -> Iterator[tuple[int, Cells, Cells]]:
        # Two readings side by side, for the library gives a formula or its last value, never both.
        values = _sized(self._values, title)
        texts = _sized(self._texts, title) if self._formulas else repeat(())
        for number, (row, text) in enumerate(zip(values, texts, strict=False), start=1):
            if number > MAX_ROWS:
                raise UnreadableFileError(FileProblem(file, f"more than {MAX_ROWS} rows", "split it"))
            if row:
                yield number, row, text


def _inspect(file: str, data: bytes) -> bool:
    # Before anything is parsed; tells whether the workbook holds formulas.
    if data.startswith(_OLE):
        encrypted = _ENCRYPTED in data
        problem = "the workbook is encrypted" if encrypted else "an old .xls workbook or another program's file"
        hint = "save it without a password" if encrypted else "save it as .xlsx"
        raise UnreadableFileError(FileProblem(file, problem, hint))
    with _readable(file), zipfile.ZipFile(io.BytesIO(data)) as parts:
        _refuse_parts(file, parts.infolist())
        found = [_scan(file, parts, part) for part in parts.infolist() if part.filename.lower().endswith(".xml")]
        return any(found)


def _refuse_parts(file: str, parts: Sequence[zipfile.ZipInfo]) -> None:
    # zipfile never unpacks more of a part than the size it declares.
    size = sum(part.file_size for part in parts)
    if size > MAX_UNPACKED or len(parts) > MAX_PARTS:
        problem = f"the workbook unpacks to {size} bytes in {len(parts)} parts"
        raise UnreadableFileError(FileProblem(file, problem, f"at most {MAX_UNPACKED} bytes; split it or use CSV"))
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError(FileProblem(file, "the workbook is encrypted", "save it without a password"))
    if any(part.filename.lower().startswith("xl/externallinks/") for part in parts):
        hint = "replace the links by values (Data, Edit links, Break link) and save it"
        raise UnreadableFileError(FileProblem(file, "the workbook has links to other workbooks", hint))


def _scan(file: str, parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    sheet = "worksheets/" in part.filename.lower()
    formulas, since, tail = False, 0, b""
    with parts.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            window, tail = tail + chunk, chunk[-64:]
            if _DOCTYPE.search(window):
                raise UnreadableFileError(FileProblem(file, "the workbook declares XML entities", "save it again"))
            formulas = formulas or (sheet and _FORMULA.search(window) is not None)
            # A row is held in memory as a whole.
            since = 0 if _ROW_END.search(window) else since + len(chunk)
            if sheet and since > MAX_ROW_BYTES:
                raise UnreadableFileError(FileProblem(file, "a row of the workbook is too large", "split it"))
    return formulas


def _load(data: bytes, *, data_only: bool) -> Workbook:
    return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)


@contextmanager
def _readable(file: str) -> Iterator[None]:
    # The library raises whatever its parsers happen to raise on a damaged file.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnreadableFileError:
        raise
    except Exception as error:
        hint = "open it in a spreadsheet program and save it as .xlsx"
        raise UnreadableFileError(FileProblem(file, "the workbook is damaged or no .xlsx file", hint)) from error


def _sized(book: Workbook, title: str) -> Iterator[Cells]:
    sheet: Any = book[title]
    # The size that the writing program declares is often wrong.
    sheet.reset_dimensions()
    rows: Iterator[Cells] = sheet.iter_rows()
    return rows


def _value(cell: Any) -> object:
    return cell.value if cell is not None else None


def _row(header: Sequence[str], wanted: frozenset[str], number: int, row: Cells, texts: Cells) -> RawRow | None:
    found: dict[str, str] = {}
    numbers: list[str] = []
    faults: list[CellFault] = []
    filled = False
    for place, (name, cell) in enumerate(zip(header, row, strict=False)):
        text = texts[place] if place < len(texts) else None
        filled = filled or bool(name and (cell.value is not None or _is_formula(text)))
        if name not in wanted:
            continue
        try:
            value = _text(cell, text)
        except typed.UnusableCellError as fault:
            faults.append(CellFault(name, fault.value, fault.problem, fault.hint))
            continue
        if value:
            found[name] = value
            if cell.data_type == "n":
                numbers.append(name)
    return RawRow(number, found, frozenset(numbers), tuple(faults)) if filled else None


def _text(cell: Any, text: Any) -> str:
    value, kind = cell.value, cell.data_type
    if value is None:
        # A formula whose value is an empty text is no missing value: its type is str.
        if _is_formula(text) and kind != "str":
            formula = getattr(text.value, "text", None) or str(text.value)
            hint = "open it in a spreadsheet program and save it, or replace the formula by its value"
            raise typed.UnusableCellError(formula, "a formula without a stored value", hint)
        return ""
    if kind == "e":
        raise typed.UnusableCellError(value, "an error value of the spreadsheet", "mend the formula or type the value")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(cell, value)
    return typed.text(value)


def _number(cell: Any, value: int | float) -> str:
    shape = cell.number_format
    if "%" in shape:  # 0.125 in the file, 12.5% on the screen
        return f"{typed.spreadsheet(value * 100)}%"
    found = typed.spreadsheet(value)
    return found.zfill(len(shape)) if found.isdigit() and _ZEROS.fullmatch(shape) else found


def _is_formula(text: Any) -> bool:
    return text is not None and text.data_type == "f"
