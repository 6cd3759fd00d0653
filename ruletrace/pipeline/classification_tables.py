"""Tables of items to be classified: a chip a row, or a parameter a row; good rows in, bad rows told."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from regulation.classification import (
    EntryTest,
    Item,
    form,
    keyed,
    parameter,
)
from regulation.classification.presumption import APPLICABLE, DATACENTER, asks
from regulation.classification.vocabulary import quotients
from regulation.thresholds import unit
from regulation.thresholds.model import folded
from ruletrace.pipeline import classification_cells as cells
from ruletrace.pipeline.classification_cells import CellError

MAX_FILE = 256 * 1024 * 1024
CHIP_COLUMNS = {
    "chip": True,
    "tpp": True,
    "tpp_other_source": False,
    "die_mm2": False,
    "die_other_source": False,
    "performance_density": False,
    "memory_bandwidth_gb_s": False,
    "link_bandwidth_gb_s": False,
    "datacenter": False,
    "origin": False,
    "remark": False,
    "role": False,
    "contains": False,
    "applicable_logic": False,
    "presumption_overcome": False,
    "rates": False,
}
PARAMETER_COLUMNS = {"sku": True, "parameter": True, "value": True, "unit": True, "source": False}
PERFORMANCE = "total processing performance"
# Columns of one quantity, in the unit of their name.
_MEASURED = {
    PERFORMANCE: (("tpp", "tpp_other_source"), ""),
    "applicable die area": (("die_mm2", "die_other_source"), "mm²"),
    "performance density": (("performance_density",), ""),
    "link bandwidth": (("link_bandwidth_gb_s",), "Gbyte/s"),
}
_NOT_USED = {
    "memory_bandwidth_gb_s": "no paragraph tests the memory bandwidth of a processor; that of HBM is tested by its area"
    " (3A090.c)"
}
CONTAINS = "contains"
_ENOUGH = 3  # words by which part of a condition's words names it


class TableError(Exception):
    """The file as a whole cannot be read as a table of items."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not answered: `row` counts the lines of the table from 1, the header among them."""

    file: str
    row: int
    field: str
    value: str
    problem: str
    hint: str


@dataclass(frozen=True, slots=True)
class Table:
    """The items of a file in its order, its bad rows, columns that nobody asks for, and remarks on the file."""

    items: tuple[Item, ...]
    bad: tuple[BadRow, ...]
    unused: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _File:
    name: str
    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]
    bad: list[BadRow] = field(default_factory=list)


def columns(path: Path) -> frozenset[str]:
    """Return the columns of a file; raises TableError when it is no table."""
    return frozenset(_opened(path).columns)


def chips(path: Path) -> Table:
    """Return the chips of a file: one item a row; raises TableError when its header lacks a needed column.

    A row that names others in `contains` (separated by ";", with a count before each or not) is a computer, an assembly
    or a component that contains them.
    """
    file = _opened(path)
    unused = _check(file, CHIP_COLUMNS)
    read = [(number, row, _row(file, number, row, _chip)) for number, row in file.rows]
    by_name = {item.name: item for _number, _row, item in read if item}
    named = {row["chip"]: row.get("contains", "") for _number, row in file.rows}
    items = []
    for number, row, item in read:
        whole = _row(file, number, row, lambda one: _with_parts(one["chip"], by_name, named)) if item else None
        # Two rows may have one name: only the parts are taken from it.
        items += [replace(item, contains=whole.contains)] if item and whole else []
    remarks = tuple(f"column {name} is not used: {why}" for name, why in _NOT_USED.items() if name in file.columns)
    return Table(tuple(items), tuple(sorted(file.bad, key=lambda one: one.row)), unused, remarks)


def _with_parts(name: str, by_name: Mapping[str, Item], named: Mapping[str, str]) -> Item:
    return _inside(by_name, named, name, ())


def parameters(path: Path, tests: Sequence[EntryTest]) -> Table:
    """Return the items of a file with one parameter a row, named as the entries asked name it.

    The value of a condition that is no number is yes, no or unknown; its name may be part of the condition's words.
    """
    file = _opened(path)
    unused = _check(file, PARAMETER_COLUMNS)
    items: dict[str, Item] = {}
    named: dict[str, str] = {}
    first: dict[str, tuple[int, dict[str, str]]] = {}
    spoiled: set[str] = set()
    for number, row in file.rows:
        sku = row["sku"]
        read = _row(file, number, row, lambda one: _parameter(one, tests))
        if read is None:
            spoiled.add(sku)
            continue
        first.setdefault(sku, (number, row))
        items[sku] = _merged(items.get(sku), read)
        if folded(row["parameter"]) == CONTAINS:
            named[sku] = "; ".join(filter(None, (named.get(sku, ""), row["value"])))
    good = {sku: item for sku, item in items.items() if sku not in spoiled}
    whole = (_row(file, *first[sku], lambda one: _with_parts(one["sku"], good, named)) for sku in good)
    kept = tuple(item for item in whole if item)
    return Table(kept, tuple(sorted(file.bad, key=lambda one: one.row)), unused)


def _opened(path: Path) -> _File:
    try:
        if path.stat().st_size > MAX_FILE:
            raise TableError(f"{path.name} is larger than {MAX_FILE:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TableError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise TableError(f"{path.name} is no text in UTF-8: save it as CSV in UTF-8") from None
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        read = [(lines.line_num, [cell.strip() for cell in row]) for row in lines if any(row)]
    except csv.Error as error:
        raise TableError(f"{path.name}, line {lines.line_num}: {error}") from None
    if not read:
        raise TableError(f"{path.name} is empty: its first line must name the columns")
    header = tuple(name.lower() for name in read[0][1])
    file = _File(path.name, header, [])
    for number, row in read[1:]:
        if len(row) > len(header):
            problem = f"{len(row)} cells under {len(header)} columns"
            file.bad.append(BadRow(path.name, number, "", row[-1], problem, "put a cell that holds commas in quotes"))
        else:
            file.rows.append((number, dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=True))))
    return file


def _check(file: _File, known: Mapping[str, bool]) -> tuple[str, ...]:
    lacking = [name for name, needed in known.items() if needed and name not in file.columns]
    if lacking:
        raise TableError(f"{file.name}: no column {', '.join(lacking)}; its columns are {', '.join(file.columns)}")
    twice = sorted({name for name in file.columns if file.columns.count(name) > 1})
    if twice:
        raise TableError(f"{file.name}: column {', '.join(twice)} stands there twice")
    return tuple(name for name in file.columns if name not in known)


def _row(file: _File, number: int, row: Mapping[str, str], read: Callable[[Mapping[str, str]], Item]) -> Item | None:
    try:
        return read(row)
    except CellError as error:
        file.bad.append(BadRow(file.name, number, error.column, error.value, error.problem, error.hint))
        return None


def _chip(row: Mapping[str, str]) -> Item:
    name = row["chip"]
    if not name:
        raise CellError("chip", "", "the name is missing", "name the chip")
    kind = form("assembly" if row.get("contains") else "integrated circuit")
    values = {}
    for quantity, (names, printed) in _MEASURED.items():
        measured = tuple(cells.measured(row[one], printed, one) for one in names if row.get(one))
        if quantity == PERFORMANCE and row.get("rates"):
            measured += tuple(cells.from_rates(row["rates"]))
        if measured:
            values[keyed(folded(quantity), unit(printed).base)] = measured
    answers = dict(kind.answers)
    for column, fact in (("datacenter", DATACENTER), ("applicable_logic", APPLICABLE)):
        answer = cells.answer(row.get(column, ""), column)
        answers |= {} if answer is None else {fact: answer}
    answers |= dict.fromkeys(cells.overcome(row.get("presumption_overcome", "")), True)
    return Item(name, values, answers, (), cells.role(row.get("role", "")), (kind.told, *_told(row)))


def _told(row: Mapping[str, str]) -> Iterator[str]:
    origin = row.get("origin", "")
    if origin.upper() != "US":
        yield f"origin {origin or 'not stated'}: whether the item is subject to the EAR (part 734) is not checked"
    if row.get("rates") and not row["tpp"] and not any(cells.from_rates(row["rates"])):
        yield "only sparse rates are given: they say nothing of the total processing performance"


def _inside(by_name: Mapping[str, Item], named: Mapping[str, str], name: str, above: tuple[str, ...]) -> Item:
    """Return an item with what it contains; raises CellError for a ring, and for what has no good row."""
    found = []
    cell = named.get(name, "")
    for part in _parts(cell):
        if part in (*above, name):
            raise CellError("contains", cell, f"{part} contains itself", "name what is inside, not what is around")
        if part not in by_name:
            raise CellError("contains", cell, f"no good row named {part}", "give what it contains a row of its own")
        found.append(_inside(by_name, named, part, (*above, name)))
    return replace(by_name[name], contains=tuple(found))


def _parts(cell: str) -> Iterator[str]:
    """Yield the names in "8 x H100 SXM; CPU": a count may stand before each."""
    for part in filter(None, (one.strip() for one in cell.split(";"))):
        count, times, rest = part.partition(" x ")
        yield rest.strip() if times and count.strip().isdigit() else part


def _parameter(row: Mapping[str, str], tests: Sequence[EntryTest]) -> Item:
    for column in ("sku", "parameter", "value"):
        if not row[column]:
            raise CellError(column, "", "required value is missing", "fill in the cell")
    name, cell = row["parameter"], row["value"]
    if folded(name) == "role":
        return Item(row["sku"], role=cells.role(cell))
    if folded(name) == CONTAINS:
        return Item(row["sku"])
    if cells.is_answer(cell):
        return _stated(row, tests)
    return _valued(row, tests)


def _stated(row: Mapping[str, str], tests: Sequence[EntryTest]) -> Item:
    """Return the answer to a condition that is no number, under the words of the entries that it names."""
    name, answer = folded(row["parameter"]), cells.answer(row["value"], "value")
    facts = {fact for test in tests for fact in test.facts if _is_named(name, fact)} | ({name} if asks(name) else set())
    told = () if facts else (f"{row['parameter']}: the entry asks for nothing of that name",)
    return Item(row["sku"], answers={} if answer is None else dict.fromkeys(sorted(facts), answer), told=told)


def _is_named(name: str, fact: str) -> bool:
    return name == fact or (len(name.split()) >= _ENOUGH and f" {name} " in f" {fact} ")


def _valued(row: Mapping[str, str], tests: Sequence[EntryTest]) -> Item:
    own = parameter(row["parameter"])
    name, printed = folded(own.name if own else row["parameter"]), row["unit"]
    words, mark = cells.marked(row["value"])
    measured = cells.as_measured(cells.quantity(words), mark, printed, row.get("source", "") or "no source named")
    base, asked = unit(printed).base, _asked(name, tests)
    if asked and base not in asked:
        wanted = " or ".join(sorted(asked)) or "no unit"
        raise CellError(
            "unit", printed, f"no unit of {row['parameter']}", f"give it in {wanted}, or a unit of the kind"
        )
    told = () if asked else (f"{row['parameter']}: the entry asks for nothing of that name",)
    means = dict.fromkeys(own.means, True) if own else {}
    return Item(row["sku"], {keyed(name, base): (measured,)}, means, told=told)


def _asked(name: str, tests: Sequence[EntryTest]) -> set[str]:
    """Return the base units in which entries ask for a quantity, or for a quotient that is computed from it."""
    keys = {key for test in tests for key in test.takes}
    keys |= {part for one in quotients() if one.quantity in keys for part in (one.of, one.by)}
    return {base for known, base in map(_split, keys) if known == name}


def _split(key: str) -> tuple[str, str]:
    name, _, base = key.partition(" [")
    return name, base.removesuffix("]")


def _merged(one: Item | None, other: Item) -> Item:
    """Return what two rows say of one item; several values of one parameter stand side by side."""
    if one is None:
        return other
    values = {key: one.values.get(key, ()) + other.values.get(key, ()) for key in {**one.values, **other.values}}
    told = tuple(dict.fromkeys((*one.told, *other.told)))
    return Item(one.name, values, {**one.answers, **other.answers}, role=one.role or other.role, told=told)
