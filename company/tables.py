"""A folder of CSV tables to checked rows: good rows go in, bad rows are listed with place, reason and hint."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from company import cells
from company.cycles import cyclic
from company.model import REQUIRED_TABLES, TABLES, Component, Product, Record, Reference
from company.report import NO_ROW, BadRow, FileProblem, Remark, UnreadableFileError

Key = tuple[str, ...]
R = TypeVar("R", bound=Record)

_FORMULA = "=+-@"
_MESSAGES = {
    "missing": ("required value is missing", "fill in the cell"),
    "string_too_short": ("required value is missing", "fill in the cell"),
    "greater_than": ("must be more than 0", "write how many"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A good row and the line of its file where it begins."""

    line: int
    record: Record


@dataclass(frozen=True, slots=True)
class Import:
    """What one delivery of the company's tables holds.

    `rows` has the good rows by table name; `read` how many rows each readable file held: for every table in `read`,
    good rows and bad rows together are that many. A table that is not in `read` was absent or unreadable, which says
    nothing about its rows.
    """

    rows: Mapping[str, tuple[Placed, ...]]
    bad: tuple[BadRow, ...]
    remarks: tuple[Remark, ...]
    files: tuple[FileProblem, ...]
    read: Mapping[str, int]

    def of(self, model: type[R]) -> tuple[R, ...]:
        """Return the good rows of one table, in the order of the file."""
        return tuple(placed.record for placed in self.rows.get(model.table, ()) if isinstance(placed.record, model))

    def bad_lines(self, table: str) -> frozenset[int]:
        """Return the lines of a table's file whose rows did not go in."""
        return frozenset(bad.row for bad in self.bad if bad.file == f"{table}.csv")


@dataclass(slots=True)
class _Draft:
    model: type[Record]
    good: dict[int, Record] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)

    def reject(self, line: int, column: str, value: str, problem: str, hint: str) -> None:
        key = self.good.pop(line).key()
        self.bad.append(BadRow(self.model.file(), line, column, value, problem, hint, key))


@dataclass(slots=True)
class _State:
    known: Mapping[str, Collection[Key]]
    drafts: dict[str, _Draft] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    files: list[FileProblem] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)


def read(folder: Path) -> Import:
    """Read the CSV tables of a folder; raises NotADirectoryError when there is no such folder."""
    return parse(files(folder))


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every CSV file in a folder by lower-case name; raises NotADirectoryError."""
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder: give the folder that holds {_table_names()}")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.is_file())
    return {path.name.lower(): path.read_bytes() for path in paths}


def parse(files: Mapping[str, bytes], known: Mapping[str, Collection[Key]] | None = None) -> Import:
    """Check the tables in `files` (name to bytes) and return good rows, bad rows, remarks and unreadable files.

    `known` holds, by table name, the keys that earlier imports left in force: references to a table whose file is
    absent or unreadable are looked up there.
    """
    state = _State(known or {})
    _remark_strangers(files, state)
    for model in TABLES:
        state.drafts[model.table] = _draft(model, files, state)
        _reject_duplicates(state.drafts[model.table])
        _reject_dangling(model, state)
    _reject_cycles(state.drafts[Component.table])
    return _import(state)


def _draft(model: type[Record], files: Mapping[str, bytes], state: _State) -> _Draft:
    draft = _Draft(model)
    data = files.get(model.file())
    if data is None:
        _note_absent(model, state)
        return draft
    try:
        sheet = cells.sheet(model.file(), data, frozenset(model.columns()))
        _check_columns(model, sheet, state)
    except UnreadableFileError as error:
        state.files.append(error.problem)
        return draft
    state.read[model.table] = sheet.read
    draft.bad.extend(sheet.bad)
    columns = frozenset(model.columns())
    for row in sheet.rows:
        _check_row(draft, row, columns, state)
    _remark_basis(draft, state)
    return draft


def _check_columns(model: type[Record], sheet: cells.Sheet, state: _State) -> None:
    missing = sorted(model.required() - set(sheet.header))
    if missing:
        problem = f"missing column: {', '.join(missing)}"
        hint = f"columns of this table: {', '.join(model.columns())}"
        raise UnreadableFileError(FileProblem(sheet.file, problem, hint))
    for name in sheet.header:
        if name not in model.columns():
            hint = f"not used; columns of this table: {', '.join(model.columns())}"
            state.remarks.append(Remark(sheet.file, 1, cells.shown(name), "", "unknown column", hint))
    if not sheet.read:
        state.remarks.append(Remark(sheet.file, NO_ROW, "", "", "the table has no rows", "earlier rows will end"))


def _check_row(draft: _Draft, row: cells.RawRow, columns: frozenset[str], state: _State) -> None:
    file, line = draft.model.file(), row.line
    values = {name: cell for name, cell in row.cells.items() if name in columns}
    if cells.unfit("\n".join(values.values())):
        draft.bad.extend(_unfit(draft.model, line, values))
        return
    try:
        draft.good[line] = record = draft.model.model_validate(values)
    except ValidationError as error:
        key = _raw_key(draft.model, values)
        draft.bad.extend(_bad(file, line, values, key, dict(detail)) for detail in error.errors(include_url=False))
        return
    state.remarks.extend(_formulas(file, line, values))
    state.remarks.extend(_odd(file, line, values, record))


def _unfit(model: type[Record], line: int, values: Mapping[str, str]) -> list[BadRow]:
    faults = [(name, cell, cells.unfit(cell)) for name, cell in sorted(values.items())]
    key = _raw_key(model, values)
    return [BadRow(model.file(), line, name, cells.shown(cell), *fault, key) for name, cell, fault in faults if fault]


def _bad(file: str, line: int, values: Mapping[str, str], key: Key, detail: Mapping[str, Any]) -> BadRow:
    kind, message = str(detail["type"]), str(detail["msg"])
    column = str(detail["loc"][0]) if detail["loc"] else kind
    problem, hint = _MESSAGES.get(kind, (message, ""))
    context = detail.get("ctx", {})
    if kind == "literal_error":
        problem, hint = "not one of the values allowed", f"write {context['expected']}"
    elif kind == "string_too_long":
        problem, hint = "too long", f"at most {context['max_length']} characters"
    return BadRow(file, line, column, values.get(column, ""), problem, str(context.get("hint", hint)), key)


def _raw_key(model: type[Record], values: Mapping[str, str]) -> Key:
    key = tuple(values.get(column, "") for column in model.key_columns)
    return key if all(key) and not any(cells.unfit(part) for part in key) else ()


def _formulas(file: str, line: int, values: Mapping[str, str]) -> Iterable[Remark]:
    # Kept as text; whoever writes a spreadsheet from it must neutralise it again.
    for name, cell in values.items():
        if cell[0] in _FORMULA and len(cell) > 1:
            yield Remark(file, line, name, cell, "looks like a spreadsheet formula", "kept as text, never computed")


def _odd(file: str, line: int, values: Mapping[str, str], record: Record) -> Iterable[Remark]:
    if not isinstance(record, Product):
        return
    for column, kept in (("eccn", record.eccn), ("eu_code", record.eu_code)):
        if kept and kept != values[column]:
            yield Remark(file, line, column, values[column], f"read as {kept}", "write it in the legal form")


def _remark_basis(draft: _Draft, state: _State) -> None:
    # One remark for the whole table: a catalogue without rationales would have as many as it has rows.
    products = {line: record for line, record in draft.good.items() if isinstance(record, Product) and record.eccn}
    basis = {
        line: (one.classification_rationale, one.classified_by, one.classified_on) for line, one in products.items()
    }
    bare = [line for line, parts in basis.items() if not all(parts)]
    if bare:
        problem = f"{len(bare)} products classified without rationale, author or day; first in row {bare[0]}"
        hint = "fill in classification_rationale, classified_by and classified_on"
        state.remarks.append(Remark(draft.model.file(), NO_ROW, "eccn", "", problem, hint))


def _reject_duplicates(draft: _Draft) -> None:
    lines: dict[Key, list[int]] = defaultdict(list)
    for line, record in draft.good.items():
        lines[record.key()].append(line)
    for key, same in lines.items():
        if len(same) > 1:
            _reject_same(draft, key, same)


def _reject_same(draft: _Draft, key: Key, lines: list[int]) -> None:
    # Rows that say the same need one of them; of rows that differ none can be chosen without guessing.
    agree = len({draft.good[line] for line in lines}) == 1
    rest = ", ".join(str(line) for line in lines)
    for line in lines[1:] if agree else lines:
        column, value = draft.model.key_columns[-1], key[-1]
        if agree:
            draft.reject(line, column, value, f"duplicate of row {lines[0]}", "remove the repeated row")
        else:
            draft.reject(line, column, value, f"duplicate key with different values: rows {rest}", "keep the right row")


def _reject_dangling(model: type[Record], state: _State) -> None:
    draft = state.drafts[model.table]
    for reference in model.references:
        good, bad = _targets(reference, state)
        for line, record in list(draft.good.items()):
            value = getattr(record, reference.column)
            if value is None or (value,) in good:
                continue
            draft.reject(line, reference.column, value, *_dangling(reference, value, bad, state))


def _targets(reference: Reference, state: _State) -> tuple[Collection[Key], Mapping[Key, int]]:
    if reference.table not in state.read:
        return frozenset(state.known.get(reference.table, ())), {}
    target = state.drafts[reference.table]
    return {record.key() for record in target.good.values()}, {bad.key: bad.row for bad in target.bad if bad.key}


def _dangling(reference: Reference, value: str, bad: Mapping[Key, int], state: _State) -> tuple[str, str]:
    file = f"{reference.table}.csv"
    if (value,) in bad:
        return f"depends on {file} row {bad[(value,)]}, which is bad", "mend that row"
    if reference.table not in state.read:
        return f"{file} was not read and earlier imports do not hold this key", f"add a readable {file}"
    return f"{file} has no such row", f"add the row to {file} or correct the key"


def _reject_cycles(draft: _Draft) -> None:
    lines = {line: record for line, record in draft.good.items() if isinstance(record, Component)}
    knots = cyclic((part.sku, part.component_sku) for part in lines.values())
    for line, part in lines.items():
        if knot := knots.get((part.sku, part.component_sku)):
            problem = f"component cycle among {', '.join(knot[:10])}{' …' if len(knot) > 10 else ''}"
            draft.reject(line, "component_sku", part.component_sku, problem, "a product cannot contain itself")


def _note_absent(model: type[Record], state: _State) -> None:
    file = model.file()
    if model.table in REQUIRED_TABLES and not state.known.get(model.table):
        state.files.append(FileProblem(file, "the file is missing", "required in a first import"))
    else:
        hint = "its rows of earlier imports stay in force"
        state.remarks.append(Remark(file, NO_ROW, "", "", "the file is not part of this import", hint))


def _remark_strangers(files: Mapping[str, bytes], state: _State) -> None:
    for name in sorted(set(files) - {model.file() for model in TABLES}):
        state.remarks.append(Remark(name, NO_ROW, "", "", "not a table of ours", f"tables: {_table_names()}"))


def _table_names() -> str:
    return ", ".join(model.file() for model in TABLES)


def _import(state: _State) -> Import:
    drafts = state.drafts.values()
    rows = {draft.model.table: tuple(Placed(line, draft.good[line]) for line in sorted(draft.good)) for draft in drafts}
    bad = sorted((bad for draft in drafts for bad in draft.bad), key=lambda bad: (bad.file, bad.row, bad.field))
    remarks = sorted(state.remarks, key=lambda remark: (remark.file, remark.row, remark.field))
    return Import(rows, tuple(bad), tuple(remarks), tuple(state.files), dict(state.read))
