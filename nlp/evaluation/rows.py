"""Rows of a labelled file: JSON lines, checked one by one; bad ones are listed and the rest is used."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruletrace.readers.xml import ReadError

Row = dict[str, Any]


def rows_of(path: Path, check: Callable[[Row], None]) -> tuple[list[Row], list[dict[str, Any]]]:
    """Return the rows that pass `check` and `{"line", "error"}` of the others; raises OSError."""
    rows, bad = [], []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = _object(line)
            check(row)
            rows.append(row)
        except ReadError as error:
            bad.append({"line": number, "error": str(error)})
    return rows, bad


def _object(line: bytes) -> Row:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"not JSON: {error}") from None
    if not isinstance(row, dict):
        raise ReadError("not a JSON object")
    return row


def require(row: Row, names: tuple[str, ...]) -> None:
    """Raise ReadError naming the fields of `names` that `row` lacks."""
    missing = [name for name in names if name not in row]
    if missing:
        raise ReadError(f"missing: {', '.join(missing)}")
