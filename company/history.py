"""Successive imports as dated rows: what the company's tables said, from when to when."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from company import shorthand
from company.model import TABLES, Product, Record
from company.tables import Import, parse

Key = tuple[str, ...]
Delivery = Mapping[str, bytes]


class Dated(NamedTuple):
    """One version of a row, be it of the table itself or of a column of `products` that stands for it.

    `start` is the time of the import that first had this content, `end` of the one in which the row had changed or
    disappeared; None while it is in force.
    """

    table: str
    key: Key
    record: Record
    start: datetime
    end: datetime | None


def merge(imports: Sequence[tuple[datetime, Import]]) -> list[Dated]:
    """Return every version of every row, sorted by table, key and start.

    A row is ended only by an import that read its table and neither holds the row nor lists it as bad. A file that is
    absent or unreadable leaves its rows in force. Where a table has bad rows whose key cannot be read, none of its
    missing rows is ended: one of those may be it. Raises ValueError for times without zone or out of order.
    """
    _check_times([at for at, _ in imports])
    state = _State()
    return _sorted([row for at, imported in imports for row in state.advance(at, imported)], state)


def replay(deliveries: Iterable[tuple[datetime, Delivery]]) -> list[tuple[datetime, Import]]:
    """Parse the archived files of successive imports, each with the keys that those before it left in force."""
    return [(at, imported) for at, imported, _ in _read(deliveries, _State())]


def versions(deliveries: Iterable[tuple[datetime, Delivery]]) -> list[Dated]:
    """Return what `merge` makes of what `replay` reads, holding no more than one delivery at a time."""
    state = _State()
    return _sorted([row for _, _, ended in _read(deliveries, state) for row in ended], state)


def _read(
    deliveries: Iterable[tuple[datetime, Delivery]], state: "_State"
) -> Iterator[tuple[datetime, Import, list[Dated]]]:
    last: tuple[Delivery, Import] | None = None
    for at, files in deliveries:
        # The files of the last delivery need no second reading where no earlier one had a part in what they say.
        if last is None or last[0] != files or not last[1].whole:
            last = files, parse(files, {table: rows.keys() for table, rows in state.own.items()})
        yield at, last[1], state.advance(at, last[1])


def _sorted(ended: Sequence[Dated], state: "_State") -> list[Dated]:
    found = [*ended, *(dated for rows in state.current.values() for dated in rows.values())]
    order = {model.table: place for place, model in enumerate(TABLES)}
    return sorted(found, key=lambda dated: (order[dated.table], dated.key, dated.start, dated.end is None))


Rows = dict[Key, Record]


def _nothing() -> dict[str, Rows]:
    return {model.table: {} for model in TABLES}


@dataclass(slots=True)
class _State:
    """What is in force: rows of the tables themselves, of the shorthand in `products`, and both as dated rows."""

    own: dict[str, Rows] = field(default_factory=_nothing)
    short: dict[str, Rows] = field(default_factory=_nothing)
    current: dict[str, dict[Key, Dated]] = field(default_factory=lambda: {model.table: {} for model in TABLES})

    def advance(self, at: datetime, imported: Import) -> list[Dated]:
        """Take in one import and return the versions that it ended."""
        for table in imported.read:
            new = {placed.key: placed.record for placed in imported.rows[table]}
            _replace(self.own[table], new, _bad(table, imported))
        touched = set(imported.read)
        if Product.table in touched:
            self._shorten(imported)
            touched |= {model.table for model in shorthand.TABLES}
        return [row for model in TABLES if model.table in touched for row in self._date(model.table, at)]

    def _shorten(self, imported: Import) -> None:
        bad = _bad(Product.table, imported)
        for table, rows in imported.short().items():
            new = {key: record for key, (_, record) in rows.items()}
            # A product that could not be read may still say what it said.
            kept = None if bad is None else {key for key in self.short[table] if key[:1] in bad}
            _replace(self.short[table], new, kept)

    def _date(self, table: str, at: datetime) -> Iterator[Dated]:
        # A row of the table itself counts before a shorthand of the same key.
        there, current = self.short[table] | self.own[table], self.current[table]
        for key in sorted(current.keys() - there.keys()):
            yield current.pop(key)._replace(end=at)
        for key, record in there.items():
            before = current.get(key)
            if before is None or (before.record is not record and before.record != record):
                current[key] = Dated(table, key, record, at, None)
                if before:
                    yield before._replace(end=at)


def _bad(table: str, imported: Import) -> set[Key] | None:
    """Return the keys of bad rows, or None where one of them cannot be read: it may be any row."""
    keys = {bad.key for bad in imported.bad if bad.table == table}
    return None if () in keys else keys


def _replace(rows: Rows, new: Rows, bad: set[Key] | None) -> None:
    kept = rows.keys() if bad is None else rows.keys() & bad
    for key in rows.keys() - new.keys() - kept:
        del rows[key]
    rows.update(new)


def _check_times(times: Sequence[datetime]) -> None:
    if any(at.tzinfo is None for at in times):
        raise ValueError("an import time needs a time zone")
    if any(later < earlier for earlier, later in pairwise(times)):
        raise ValueError("imports must be given in the order of their times")
