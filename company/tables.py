"""A folder of tables to checked rows: good rows go in, bad rows are listed with place, reason and hint."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from company import cells, facts, remarks, shorthand, translate
from company.cycles import cyclic
from company.draft import Draft
from company.model import REQUIRED_TABLES, TABLES, Component, Product, Record, Reference
from company.report import NO_ROW, BadRow, FileProblem, Remark, UnreadableFileError
from company.shorthand import Short
from company.sources import Delivery, files, locate
from company.sources import remarks as strangers
from company.translate import Columns, Row

__all__ = ["Import", "Placed", "files", "parse", "read"]

Key = tuple[str, ...]
R = TypeVar("R", bound=Record)

MAX_UNUSED = 20
_MESSAGES = {
    "missing": ("required value is missing", "fill in the cell"),
    "string_too_short": ("required value is missing", "fill in the cell"),
    "greater_than": ("must be more than 0", "write how many"),
}


class Placed(NamedTuple):
    """A good row, the line of its file where it begins, and its key."""

    line: int
    record: Record
    key: Key


@dataclass(frozen=True, slots=True)
class Import:
    """What one delivery of the company's tables holds.

    `rows` has the good rows by table name; `read` how many rows each readable file held: for every table in `read`,
    good rows and bad rows together are that many. A table that is not in `read` was absent or unreadable, which says
    nothing about its rows. `places` names, for those that were read, the file and sheet.
    """

    rows: Mapping[str, tuple[Placed, ...]]
    bad: tuple[BadRow, ...]
    remarks: tuple[Remark, ...]
    files: tuple[FileProblem, ...]
    read: Mapping[str, int]
    places: Mapping[str, str] = field(default_factory=dict)

    def of(self, model: type[R]) -> tuple[R, ...]:
        """Return the good rows of one table, in the order of the file."""
        return tuple(placed.record for placed in self.rows.get(model.table, ()) if isinstance(placed.record, model))

    def facts(self, model: type[R]) -> tuple[R, ...]:
        """Return the rows of one table and those that columns of `products` stand for, sorted by key."""
        theirs = (record for _, record in self.short()[model.table].values() if isinstance(record, model))
        return facts.effective(self.of(model), theirs)

    @property
    def whole(self) -> bool:
        """Whether all tables were read that others refer to, so that no earlier import has a part in this one."""
        return self.read.keys() >= REQUIRED_TABLES

    def short(self) -> Short:
        """Return what columns of the good products say as rows of other tables."""
        return shorthand.short({placed.line: placed.record for placed in self.rows.get(Product.table, ())})

    def bad_lines(self, table: str) -> frozenset[int]:
        """Return the rows of a table's file, as the user's program counts them, that did not go in."""
        return frozenset(bad.row for bad in self.bad if bad.table == table)


_Targets = tuple[Collection[str], Mapping[Key, int]]  # keys of good rows (of one column), lines of bad ones by key


@dataclass(slots=True)
class _State:
    known: Mapping[str, Collection[Key]]
    drafts: dict[str, Draft] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    files: list[FileProblem] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)
    targets: dict[str, _Targets] = field(default_factory=dict)


def read(folder: Path) -> Import:
    """Read the tables of a folder, loading nothing; raises what `files` raises."""
    return parse(files(folder))


def parse(files: Mapping[str, bytes], known: Mapping[str, Collection[Key]] | None = None) -> Import:
    """Check the tables in `files` (name to bytes) and return good rows, bad rows, remarks and unreadable files.

    `known` holds, by table name, the keys that earlier imports left in force: references to a table whose file is
    absent or unreadable are looked up there. A mapping among the files is applied; one that cannot be read keeps
    everything out.
    """
    state = _State(known or {})
    try:
        delivery = locate(files)
    except UnreadableFileError as error:
        return Import({model.table: () for model in TABLES}, (), (), (error.problem,), {})
    state.remarks.extend(strangers(delivery))
    state.files.extend(delivery.broken)
    for model in TABLES:
        state.drafts[model.table] = _draft(model, delivery, state)
        _reject_duplicates(state.drafts[model.table])
        _reject_dangling(model, state)
    _reject_cycles(state.drafts[Component.table])
    return _import(state)


def _draft(model: type[Record], delivery: Delivery, state: _State) -> Draft:
    source = delivery.sources.get(model.table)
    if source is None:
        _note_unread(model, delivery.problems.get(model.table), state)
        return Draft(model, model.file())
    found = translate.columns(model, source.layout)
    draft = Draft(model, source.label, found.titles)
    try:
        sheet = delivery.read(source, found.wanted())
        _check_columns(model, sheet, found, state)
    except UnreadableFileError as error:
        state.files.append(error.problem)
        return draft
    state.read[model.table] = sheet.read
    draft.bad.extend(replace(bad, table=model.table) for bad in sheet.bad)
    ours = source.layout is None and found.own(sheet.header)
    for raw in sheet.rows:
        row = Row(raw.line, raw.cells, raw.faults) if ours else translate.row(model, raw, found, source.layout)
        _check_row(draft, row, state, plain=sheet.plain and not source.layout)
    return draft


def _check_columns(model: type[Record], sheet: cells.Sheet, found: Columns, state: _State) -> None:
    titles = [title for title in sheet.titles if title]
    if lacking := translate.missing(model, sheet, found):
        hint = f"columns of the file: {', '.join(cells.shown(title) for title in titles)[:500]}"
        if all(title in model.columns() for title in found.titles.values()):
            hint = f"columns of this table: {', '.join(model.columns())}"
        raise UnreadableFileError(FileProblem(sheet.file, f"missing column: {', '.join(lacking)}", hint))
    unused = [title for title in titles if cells.column(title) not in found.wanted()]
    for title in unused[:MAX_UNUSED]:
        hint = f"not used; columns of this table: {', '.join(found.titles.values())}"
        state.remarks.append(Remark(sheet.file, 1, cells.shown(title), "", "unknown column", hint))
    if len(unused) > MAX_UNUSED:
        problem = f"{len(unused) - MAX_UNUSED} more columns are not used"
        state.remarks.append(Remark(sheet.file, 1, "", "", problem, "mapping.yaml can name them"))
    if not sheet.read:
        state.remarks.append(Remark(sheet.file, NO_ROW, "", "", "the table has no rows", "earlier rows will end"))


def _check_row(draft: Draft, found: Row, state: _State, *, plain: bool) -> None:
    record = _record(draft, found, plain=plain)
    if record is not None:
        draft.accept(found.line, record)
        state.remarks.extend(remarks.of_row(draft, found.line, found.values, record))


def _record(draft: Draft, found: Row, *, plain: bool) -> Record | None:
    model, line, values = draft.model, found.line, found.values
    if found.faults or not (plain or cells.unfit("\n".join(values.values())) is None):
        key = () if {fault.column for fault in found.faults} & set(model.key_columns) else model.key_of(values)
        for fault in (*found.faults, *_unfit(values)):
            draft.fault(line, fault.column, fault.value, fault.problem, fault.hint, key)
        return None
    try:
        record = model.model_validate(values)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            column, problem, hint = _reason(dict(detail))
            shown = found.shown.get(column, values.get(column, ""))
            draft.fault(line, column, shown, problem, hint, model.key_of(values))
        return None
    lacking = record.lacking()
    for column in lacking:
        draft.fault(line, column, "", *_MESSAGES["missing"], model.key_of(values))
    return None if lacking else record


def _unfit(values: Mapping[str, str]) -> Iterable[cells.CellFault]:
    for name, cell in sorted(values.items()):
        if fault := cells.unfit(cell):
            yield cells.CellFault(name, cell, *fault)


def _reason(detail: Mapping[str, Any]) -> tuple[str, str, str]:
    kind, message = str(detail["type"]), str(detail["msg"])
    column = str(detail["loc"][0]) if detail["loc"] else kind
    problem, hint = _MESSAGES.get(kind, (message, ""))
    context = detail.get("ctx", {})
    if kind == "literal_error":
        problem, hint = "not one of the values allowed", f"write {context['expected']}"
    elif kind == "string_too_long":
        problem, hint = "too long", f"at most {context['max_length']} characters"
    return column, problem, str(context.get("hint", hint))


def _reject_duplicates(draft: Draft) -> None:
    if len(set(draft.keys.values())) == len(draft.keys):
        return
    lines: dict[Key, list[int]] = defaultdict(list)
    for line, key in draft.keys.items():
        lines[key].append(line)
    for same in lines.values():
        if len(same) > 1:
            _reject_same(draft, same)


def _reject_same(draft: Draft, lines: list[int]) -> None:
    # Rows that say the same need one of them; of rows that differ none can be chosen without guessing.
    agree = len({draft.good[line] for line in lines}) == 1
    rest = ", ".join(str(line) for line in lines)
    for line in lines[1:] if agree else lines:
        column = next(name for name in reversed(draft.model.key_columns) if getattr(draft.good[line], name) is not None)
        if agree:
            draft.reject(line, column, f"duplicate of row {lines[0]}", "remove the repeated row")
        else:
            draft.reject(line, column, f"duplicate key with different values: rows {rest}", "keep the right row")


def _reject_dangling(model: type[Record], state: _State) -> None:
    draft = state.drafts[model.table]
    for reference in model.references:
        if not draft.good:
            return
        good, bad = _targets(reference.table, state)
        named = [(line, getattr(record, reference.column)) for line, record in draft.good.items()]
        for line, value in [one for one in named if one[1] is not None and one[1] not in good]:
            draft.reject(line, reference.column, *_dangling(reference, value, bad, state))


def _targets(table: str, state: _State) -> _Targets:
    # Tables stand before those that refer to them: what is found is final.
    if table not in state.targets:
        draft = state.drafts[table]
        read = table in state.read
        good = draft.keys.values() if read else state.known.get(table, ())
        bad = {bad.key: bad.row for bad in draft.bad if bad.key} if read else {}
        state.targets[table] = (frozenset(key for (key,) in good), bad)
    return state.targets[table]


def _dangling(reference: Reference, value: str, bad: Mapping[Key, int], state: _State) -> tuple[str, str]:
    file = state.drafts[reference.table].file
    if (value,) in bad:
        return f"depends on {file} row {bad[(value,)]}, which is bad", "mend that row"
    if reference.table not in state.read:
        return f"{file} was not read and earlier imports do not hold this key", f"add a readable {file}"
    return f"{file} has no such row", f"add the row to {file} or correct the key"


def _reject_cycles(draft: Draft) -> None:
    lines = {line: record for line, record in draft.good.items() if isinstance(record, Component)}
    knots = cyclic((part.sku, part.component_sku) for part in lines.values())
    for line, part in lines.items():
        if knot := knots.get((part.sku, part.component_sku)):
            problem = f"component cycle among {', '.join(knot[:10])}{' …' if len(knot) > 10 else ''}"
            draft.reject(line, "component_sku", problem, "a product cannot contain itself")


def _note_unread(model: type[Record], problem: FileProblem | None, state: _State) -> None:
    file = model.file()
    if problem:
        if problem not in state.files:
            state.files.append(problem)
    elif model.table in REQUIRED_TABLES and not state.known.get(model.table):
        state.files.append(FileProblem(file, "the file is missing", "required in a first import"))
    else:
        hint = "its rows of earlier imports stay in force"
        state.remarks.append(Remark(file, NO_ROW, "", "", "the file is not part of this import", hint))


def _placed(draft: Draft) -> Iterator[Placed]:
    return (Placed(line, draft.good[line], draft.keys[line]) for line in sorted(draft.good))


def _import(state: _State) -> Import:
    drafts = state.drafts.values()
    state.remarks.extend(remarks.of_all(state.drafts))
    rows = {draft.model.table: tuple(_placed(draft)) for draft in drafts}
    bad = sorted((bad for draft in drafts for bad in draft.bad), key=lambda bad: (bad.file, bad.row, bad.field))
    told = sorted(state.remarks, key=lambda remark: (remark.file, remark.row, remark.field))
    places = {table: state.drafts[table].file for table in state.read}
    return Import(rows, tuple(bad), tuple(told), tuple(state.files), dict(state.read), places)
