"""A table in the user's columns and spelling to our fields, so that an export needs no editing."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, get_args, get_origin

from company.cells import CellFault, RawRow, Sheet, column
from company.mapping import Layout
from company.model import Record

_ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
# -140,5  1,2e26  12,5 %
_PARTS = re.compile(r"(?P<sign>[-+−]?)(?P<number>.*?)(?P<end>(?:[eE][+-]?[0-9]{1,2})?(?: ?%)?)")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " "))


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of the user's holds which field: `names` field to column in lower case, `titles` as written."""

    names: Mapping[str, str]
    titles: Mapping[str, str]

    def own(self, header: Collection[str]) -> bool:
        """Tell whether a table of this header has our own names and no other columns: its cells are our values."""
        return all(field == name for field, name in self.names.items()) and self.names.keys() >= set(header)

    def wanted(self) -> frozenset[str]:
        """Return the columns to be read, in lower case."""
        return frozenset(self.names.values())


class Row(NamedTuple):
    """One row in our fields; `shown` has the user's own cells, by our field, where they were rewritten."""

    line: int
    values: Mapping[str, str]
    faults: tuple[CellFault, ...] = ()
    shown: Mapping[str, str] = MappingProxyType({})


def columns(model: type[Record], layout: Layout | None) -> Columns:
    """Return the columns that a table is read from: the layout's, or our own names."""
    if layout is None or not layout.columns:
        own = [name for name in model.columns() if layout is None or name not in layout.constants]
        return Columns({name: name for name in own}, {name: name for name in own})
    named = {name: column(title) for name, title in layout.columns.items()}
    constant = {name: f"{name} (constant of the mapping)" for name in layout.constants}
    return Columns(named, dict(layout.columns) | constant)


def missing(model: type[Record], sheet: Sheet, found: Columns) -> list[str]:
    """Return the columns that the table needs and the sheet lacks, as the user names them."""
    # Whoever maps a column says that it is there; of our own names the optional ones may be absent.
    own = all(field == name for field, name in found.names.items())
    needed = model.required() & set(found.names) if own else set(found.names)
    return sorted(found.titles[field] for field in needed if found.names[field] not in sheet.header)


def row(model: type[Record], raw: RawRow, found: Columns, layout: Layout | None) -> Row:
    """Return a row in our fields; a cell that cannot be rewritten without guessing becomes a fault."""
    cells = {name: raw.cells[theirs] for name, theirs in found.names.items() if theirs in raw.cells}
    ours = _faults(raw, found) if raw.faults else []
    if layout is None:
        return Row(raw.line, cells, tuple(ours))
    numbers = {name for name, theirs in found.names.items() if theirs in raw.numbers}
    values: dict[str, str] = dict(layout.constants)
    for name, cell in cells.items():
        rewritten = _rewritten(model, layout, name, cell, typed=name in numbers)
        if isinstance(rewritten, CellFault):
            ours.append(rewritten)
        elif rewritten:
            values[name] = rewritten
    return Row(raw.line, values, tuple(ours), cells)


def _faults(raw: RawRow, found: Columns) -> list[CellFault]:
    faults = {fault.column: fault for fault in raw.faults}
    return [replace(faults[theirs], column=name) for name, theirs in found.names.items() if theirs in faults]


def _rewritten(model: type[Record], layout: Layout, name: str, cell: str, *, typed: bool) -> str | CellFault:
    if name in layout.values and cell in layout.values[name]:
        return layout.values[name][cell].strip()
    if name in fields_of(model, Decimal):
        return cell if typed else _number(layout, name, cell)
    if name in fields_of(model, date):
        return _day(layout, name, cell)
    if name in fields_of(model, tuple) and layout.list_separator != ";":
        return _listed(layout, name, cell)
    return cell


def _number(layout: Layout, name: str, cell: str) -> str | CellFault:
    mark, text = "," if layout.decimal_comma else ".", cell.translate(_SPACES)
    parts = _PARTS.fullmatch(text)
    if (mark == "." and not layout.thousands) or parts is None or not any(map(str.isdigit, parts["number"])):
        return cell
    whole, point, rest = parts["number"].partition(mark)
    groups = whole.split(layout.thousands) if layout.thousands else [whole]
    grouped = all(len(group) == 3 for group in groups[1:]) and (len(groups) == 1 or 1 <= len(groups[0]) <= 3)
    digits = groups if not point else [*groups, rest]
    if not grouped or not all(group.isascii() and group.isdigit() for group in digits):
        hint = f"the mapping says: decimal mark {mark}, between thousands {layout.thousands or 'nothing'}"
        return CellFault(name, cell, "not a number", hint)
    return parts["sign"] + "".join(groups) + (f".{rest}" if point else "") + parts["end"]


def _day(layout: Layout, name: str, cell: str) -> str | CellFault:
    shape = layout.day()
    if shape is None or _ISO.fullmatch(cell):
        return cell
    if found := shape.fullmatch(cell):
        return f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}"
    return CellFault(name, cell, "not a date", f"the mapping says: {layout.date_format}")


def _listed(layout: Layout, name: str, cell: str) -> str | CellFault:
    if ";" in cell:
        hint = "take the semicolon out, or make it the list_separator of the mapping"
        return CellFault(name, cell, "holds a semicolon, which separates names in our tables", hint)
    return "; ".join(part.strip() for part in cell.split(layout.list_separator))


@lru_cache
def fields_of(model: type[Record], kind: type) -> frozenset[str]:
    """Return the columns of a table that hold days (`date`), amounts (`Decimal`) or several names (`tuple`)."""
    found = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
    return frozenset(name for name, annotation in found.items() if _holds(annotation, kind))


def _holds(annotation: object, kind: type) -> bool:
    origin = get_origin(annotation)
    return (
        annotation is kind
        or origin is kind
        or (origin is not tuple and any(_holds(a, kind) for a in get_args(annotation)))
    )
