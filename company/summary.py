"""What an import says on the command line, and all of its problems as a CSV file."""

import csv
import io
from collections.abc import Iterable

from company.cells import shown
from company.model import TABLES
from company.report import NO_ROW, BadRow, FileProblem, Remark
from company.tables import Import

SHOWN = 50
WIDTH = 120
COLUMNS = ("kind", "file", "row", "field", "value", "problem", "hint")

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_ENDS = str.maketrans({"\n": "\\n", "\r": "\\r", "\t": "\\t"})


def lines(content: Import, limit: int = SHOWN) -> list[str]:
    """Return what was read in lines of plain text: places, counts, then problems and remarks, `limit` of each at most.

    A problem reads `file row N, field: value: problem (hint)`; control characters and ends of line are escaped.
    """
    told = [_table(content, model.table) for model in TABLES if model.table in content.read]
    told += _bounded(
        "problem", [_problem(one) for one in content.files] + [_problem(one) for one in content.bad], limit
    )
    return told + _bounded("remark", [_problem(one) for one in content.remarks], limit)


def problems_csv(content: Import) -> bytes:
    """Return every problem and remark as CSV (UTF-8 with byte order mark, so that spreadsheets read it rightly).

    Cells that a spreadsheet would compute are neutralised with an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([neutral(cell) for cell in row] for row in _rows(content))
    return text.getvalue().encode("utf-8-sig")


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _rows(content: Import) -> Iterable[tuple[str, ...]]:
    for one in content.files:
        yield "file", one.file, "", "", "", one.problem, one.hint
    for kind, problems in (("row", content.bad), ("remark", content.remarks)):
        for row in problems:
            number = "" if row.row == NO_ROW else str(row.row)
            yield kind, row.file, number, row.field, row.value, row.problem, row.hint


def _table(content: Import, table: str) -> str:
    good, read = len(content.rows[table]), content.read[table]
    return _line(f"{table} from {content.places[table]}: {good} rows good, {read - good} bad")


def _problem(one: FileProblem | BadRow | Remark) -> str:
    hint = f" ({one.hint})" if one.hint else ""
    if isinstance(one, FileProblem):
        return _line(f"{one.file}: {one.problem}{hint}")
    place = one.file if one.row == NO_ROW else f"{one.file} row {one.row}"
    value = one.value if len(one.value) <= WIDTH else f"{one.value[:WIDTH]}…"
    cell = (f", {one.field}" if one.field else "") + (f": {value}" if value else "")
    return _line(f"{place}{cell}: {one.problem}{hint}")


def _bounded(kind: str, told: list[str], limit: int) -> list[str]:
    more = len(told) - limit
    kept = [f"{kind}: {line}" for line in told[:limit]]
    return [*kept, f"and {more} more {kind}s"] if more > 0 else kept


def _line(text: str) -> str:
    return shown(text.translate(_ENDS))
