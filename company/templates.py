"""Templates of the company's tables: columns, an example and what each column means, in every form that is read.

The same bytes on any machine: fixed times, no compression, nothing taken from the surroundings.
"""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from company import mapping, quantities
from company.model import TABLES, Record
from company.sources import MEANINGS
from company.translate import fields_of

WORKBOOK = "company.xlsx"
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - the format has no time zone
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)
_HEADER = ("table", "column", "must be filled in", "meaning")
_WIDEST = 60


def write(folder: Path) -> list[Path]:
    """Write the templates into a folder and return their paths, sorted; each of its folders can be imported as it is.

    `csv/` has one file a table, `xlsx/` one workbook with a sheet a table, `mapping/` an export with a commented
    mapping; `columns.md` says what each column means. Files of these names are overwritten.
    """
    written: list[Path] = []
    for name, data in sorted(contents().items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return written


def contents() -> dict[str, bytes]:
    """Return the templates as bytes by relative path."""
    tables = {model.file(): _csv(model) for model in TABLES}
    found = {f"csv/{name}": data for name, data in tables.items()}
    found |= {f"mapping/{name}": data for name, data in tables.items() if name != "products.csv"}
    found[f"mapping/{mapping.NAME}"] = _held()["mapping"].encode()
    found[f"mapping/{_held()['export']['name']}"] = _held()["export"]["text"].encode()
    found[f"xlsx/{WORKBOOK}"] = _workbook()
    found["columns.md"] = _meanings().encode()
    return found


def _csv(model: type[Record]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, model.columns(), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_examples(model))
    return text.getvalue().encode()


def _meanings() -> str:
    told = ["# Columns of the tables", ""]
    for model in TABLES:
        told += [f"## {model.table}", "", str(model.__doc__).splitlines()[0], ""]
        told += ["| column | must be filled in | meaning |", "|---|---|---|"]
        told += [f"| `{column}` | {must} | {meaning} |" for _, column, must, meaning in _described(model)]
        told.append("")
    return "\n".join([*told, *_names()])


def _names() -> list[str]:
    told = ["## Names of parameters", "", "Case, hyphens and underscores make no difference. Other names are kept too."]
    told += ["", "| parameter | also written | units | an entry that compares it |", "|---|---|---|---|"]
    for one in quantities.quantities():
        units = "none" if one.bare else ", ".join(f"`{symbol}`" for symbol in quantities.symbols(one.dimension))
        told.append(f"| {one.name} | {', '.join(one.names)} | {units} | {one.entry} |")
    return [*told, ""]


def _described(model: type[Record]) -> list[tuple[str, str, str, str]]:
    return [
        (model.table, info.alias or name, "yes" if info.is_required() else "no", info.description or "")
        for name, info in model.model_fields.items()
    ]


def _workbook() -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for model in TABLES:
        rows = _examples(model)
        cells = [[_typed(model, column, row.get(column, "")) for column in model.columns()] for row in rows]
        sheet = _sheet(book, model.table, model.columns(), cells)
        _format(sheet, model)
    sheet = _sheet(book, MEANINGS, _HEADER, [list(row) for model in TABLES for row in _described(model)])
    for (cell,) in sheet.iter_rows(min_row=2, min_col=len(_HEADER)):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return _fixed(book)


def _sheet(book: Workbook, title: str, header: tuple[str, ...], rows: list[list[Any]]) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, column in enumerate(zip(header, *rows, strict=True), start=1):
        width = max(len(str(value)) for value in column if value is not None) + 2
        sheet.column_dimensions[get_column_letter(place)].width = min(width, _WIDEST)
    sheet.freeze_panes = "A2"
    return sheet


def _format(sheet: Worksheet, model: type[Record]) -> None:
    # Cells of text columns are text from the start: a spreadsheet would take the zeros off 00123.
    days, numbers = fields_of(model, date), fields_of(model, Decimal)
    for place, column in enumerate(model.columns(), start=1):
        shape = "yyyy-mm-dd" if column in days else "General" if column in numbers else "@"
        sheet.column_dimensions[get_column_letter(place)].number_format = shape
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, place).number_format = shape


def _typed(model: type[Record], column: str, text: str) -> date | Decimal | str | None:
    if not text:
        return None
    if column in fields_of(model, date):
        return date.fromisoformat(text)
    return Decimal(text) if column in fields_of(model, Decimal) else text


def _fixed(book: Workbook) -> bytes:
    # The library stamps the current time on the workbook and on each part of it.
    book.properties.creator = "Ruletrace"
    book.properties.created = book.properties.modified = _MADE
    first, last = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(first, "w")).save()
    with zipfile.ZipFile(first) as parts, zipfile.ZipFile(last, "w", zipfile.ZIP_STORED) as fixed:
        for name in parts.namelist():
            fixed.writestr(zipfile.ZipInfo(name, _ZIP_TIME), parts.read(name))
    return last.getvalue()


def _examples(model: type[Record]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = _held()["rows"][model.table]
    return found


@lru_cache
def _held() -> dict[str, Any]:
    # Every scalar stays the text that stands in the file.
    text = files("company").joinpath("templates.yaml").read_text("utf-8")
    held: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - constructs texts only
    return held
