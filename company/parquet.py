"""Parquet files to rows of cells: types mapped to the text of a CSV cell, decimals exact, sizes bounded."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from company import cells, typed
from company.cells import CellFault, RawRow, Sheet
from company.report import FileProblem, UnreadableFileError

BATCH = 10_000
MAX_UNPACKED = 1024 * 1024 * 1024

_ENCRYPTED = b"PARE"  # in place of PAR1 where the footer is encrypted
Cell = str | CellFault


def sheet(file: str, data: bytes, wanted: frozenset[str]) -> Sheet:
    """Read one Parquet file; only `wanted` columns are read. Rows count from 1. Raises UnreadableFileError."""
    if data[:4] == _ENCRYPTED:
        raise UnreadableFileError(FileProblem(file, "the file is encrypted", "write it without encryption"))
    with _readable(file):
        parquet = _opened(file, data)
        titles = tuple(str(name) for name in parquet.schema_arrow.names)
        header = cells.columns(file, titles)
        used = [title for title, name in zip(titles, header, strict=True) if name in wanted]
        for title in used:
            _check_type(file, title, parquet.schema_arrow.field(title).type)
        rows = tuple(_rows(parquet, used))
    return Sheet(file, header, rows, (), titles)


def _opened(file: str, data: bytes) -> pq.ParquetFile:
    schema = pq.read_schema(pa.BufferReader(data))
    # Texts stay in their dictionary: a long one that is repeated in every row is held once.
    texts = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]
    parquet = pq.ParquetFile(pa.BufferReader(data), read_dictionary=texts)
    meta = parquet.metadata
    size = sum(meta.row_group(place).total_byte_size for place in range(meta.num_row_groups))
    if size > MAX_UNPACKED or meta.num_rows > cells.MAX_ROWS:
        problem = f"the file unpacks to {size} bytes in {meta.num_rows} rows"
        hint = f"at most {MAX_UNPACKED} bytes and {cells.MAX_ROWS} rows; split it"
        raise UnreadableFileError(FileProblem(file, problem, hint))
    return parquet


@contextmanager
def _readable(file: str) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError, ValueError, LookupError, OverflowError) as error:
        hint = "write it again with a current Parquet library"
        raise UnreadableFileError(FileProblem(file, "the file is damaged or no Parquet file", hint)) from error


def _check_type(file: str, title: str, kind: pa.DataType) -> None:
    inner = kind.value_type if _has_values(kind) else kind
    if not any(fits(inner) for fits in _FITTING) or (_is_list(kind) and not _is_text(inner)):
        hint = "write it as text, whole number, decimal, date or timestamp"
        raise UnreadableFileError(FileProblem(file, f"column {cells.shown(title)} has the type {kind}", hint))


def _rows(parquet: pq.ParquetFile, used: Sequence[str]) -> Iterator[RawRow]:
    names = [cells.column(title) for title in used]
    kinds = [parquet.schema_arrow.field(title).type for title in used]
    numbers = frozenset(name for name, kind in zip(names, kinds, strict=True) if _is_number(kind))
    done = 0
    for batch in parquet.iter_batches(BATCH, columns=list(used)):
        batch.validate(full=True)  # damaged pages decode to places outside the dictionary
        columns = [_column(name, batch.column(title)) for name, title in zip(names, used, strict=True)]
        for place in range(batch.num_rows):
            done += 1
            yield _row(done, names, [column[place] for column in columns], numbers)


def _row(line: int, names: Sequence[str], row: Sequence[Cell], numbers: frozenset[str]) -> RawRow:
    found = {name: cell for name, cell in zip(names, row, strict=True) if cell and isinstance(cell, str)}
    return RawRow(line, found, numbers, tuple(cell for cell in row if isinstance(cell, CellFault)))


def _column(name: str, column: pa.Array) -> list[Cell]:
    if isinstance(column, pa.DictionaryArray):
        words = _column(name, column.dictionary)
        return ["" if place is None else words[place] for place in column.indices.to_pylist()]
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz))
    as_text = _converter(column.type)
    return [_cell(name, value, as_text) for value in column.to_pylist()]


def _cell(name: str, value: object, as_text: Callable[[Any], str]) -> Cell:
    try:
        return "" if value is None else as_text(value)
    except typed.UnusableCellError as fault:
        return CellFault(name, fault.value, fault.problem, fault.hint)


def _converter(kind: pa.DataType) -> Callable[[Any], str]:
    if pa.types.is_floating(kind):
        single = not pa.types.is_float64(kind)
        return lambda value: typed.exact(value, single=single)
    return _joined if _is_list(kind) else typed.text


def _joined(parts: Sequence[str | None]) -> str:
    words = [part.strip() for part in parts if part and part.strip()]
    if any(";" in word for word in words):
        raise typed.UnusableCellError(words, "a part of the list holds a semicolon", "take the semicolon out")
    return "; ".join(words)


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def _has_values(kind: pa.DataType) -> bool:
    return _is_list(kind) or pa.types.is_dictionary(kind)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


_FITTING: tuple[Callable[[pa.DataType], bool], ...] = (
    _is_text,
    _is_number,
    pa.types.is_boolean,
    pa.types.is_date,
    pa.types.is_timestamp,
    pa.types.is_null,
)
