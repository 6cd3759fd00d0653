"""Successive imports as dated rows: what the company's tables said, from when to when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from company.model import TABLES, Record
from company.tables import Import, parse

Key = tuple[str, ...]
Delivery = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Dated:
    """One version of a row.

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
    current = _nothing()
    ended = [row for at, imported in imports for row in _advance(current, at, imported)]
    versions = ended + [dated for rows in current.values() for dated in rows.values()]
    order = {model.table: place for place, model in enumerate(TABLES)}
    return sorted(versions, key=lambda dated: (order[dated.table], dated.key, dated.start, dated.end is None))


def replay(deliveries: Iterable[tuple[datetime, Delivery]]) -> list[tuple[datetime, Import]]:
    """Parse the archived files of successive imports, each with the keys that those before it left in force."""
    current = _nothing()
    imports: list[tuple[datetime, Import]] = []
    for at, files in deliveries:
        imported = parse(files, {table: rows.keys() for table, rows in current.items()})
        _advance(current, at, imported)
        imports.append((at, imported))
    return imports


def _nothing() -> dict[str, dict[Key, Dated]]:
    return {model.table: {} for model in TABLES}


def _advance(current: dict[str, dict[Key, Dated]], at: datetime, imported: Import) -> list[Dated]:
    return [row for table in imported.read for row in _apply(current[table], table, at, imported)]


def _apply(current: dict[Key, Dated], table: str, at: datetime, imported: Import) -> list[Dated]:
    new = {placed.record.key(): placed.record for placed in imported.rows[table]}
    gone = _gone(set(current) - set(new), table, imported)
    ended = [replace(current.pop(key), end=at) for key in gone]
    for key, record in new.items():
        before = current.get(key)
        if before and before.record == record:
            continue
        if before:
            ended.append(replace(before, end=at))
        current[key] = Dated(table, key, record, at, None)
    return ended


def _gone(missing: set[Key], table: str, imported: Import) -> list[Key]:
    bad = {bad.key for bad in imported.bad if bad.table == table}
    return [] if () in bad else sorted(missing - bad)


def _check_times(times: Sequence[datetime]) -> None:
    if any(at.tzinfo is None for at in times):
        raise ValueError("an import time needs a time zone")
    if any(later < earlier for earlier, later in pairwise(times)):
        raise ValueError("imports must be given in the order of their times")
