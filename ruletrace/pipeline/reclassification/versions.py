"""Decisions as versions of the company's classifications, beside those of its files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from company.history import Dated
from company.model import TABLES, Classification, Product
from ruletrace.journal import Entry
from ruletrace.pipeline.reclassification.book import ours
from ruletrace.pipeline.reclassification.decisions import record

_ORDER = {model.table: place for place, model in enumerate(TABLES)}
Key = tuple[str, str]  # SKU and regime


@dataclass(frozen=True, slots=True)
class Versions:
    """All rows with those that decisions made, these alone by product and regime, and where the files say otherwise."""

    rows: list[Dated]
    decided: Mapping[Key, tuple[Dated, ...]]
    problems: tuple[str, ...]


def versions(rows: Sequence[Dated], entries: Iterable[Entry]) -> Versions:
    """Return the company's rows with the classifications that were decided, in the order of `company.history.merge`.

    A decision ends the version that it was taken on, and is in force until the next decision about the product, a row
    of the files with the same key, or the end of the product. Of what is in force the latest day counts, as ever.
    """
    taken: dict[Key, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.seq):
        taken.setdefault((entry.payload["sku"], entry.payload["regime"]), []).append(entry)
    if not taken:
        return Versions(list(rows), {}, ())
    ends = {row.key[0]: row.end for row in rows if row.table == Product.table}
    files: dict[Key, list[Dated]] = {key: [] for key in taken}
    ended: dict[tuple[str, ...], list[datetime]] = {}
    for row in rows:
        if row.table == Classification.table and (row.key[0], row.key[1]) in taken:
            files[row.key[0], row.key[1]].append(row)
    for entry in (one for own in taken.values() for one in own):
        ended.setdefault(tuple(entry.payload["supersedes"]), []).append(entry.at)
    made = {key: tuple(_made(own, files[key], ends.get(key[0]))) for key, own in sorted(taken.items())}
    found = [*(_superseded(row, ended) for row in rows), *(row for own in made.values() for row in own)]
    found.sort(key=lambda row: (_ORDER[row.table], row.key, row.start, row.end is None))
    return Versions(found, made, tuple(_problems(files, made)))


def _made(entries: Sequence[Entry], files: Sequence[Dated], gone: datetime | None) -> Iterator[Dated]:
    for place, entry in enumerate(entries):
        own = record(entry.payload)
        later = [one.at for one in entries[place + 1 : place + 2]]
        later += [row.start for row in files if row.key == own.key() and row.start > entry.at]
        later += [gone] if gone and gone > entry.at else []
        yield Dated(Classification.table, own.key(), own, entry.at, min(later, default=None))


def _superseded(row: Dated, ended: Mapping[tuple[str, ...], Sequence[datetime]]) -> Dated:
    """Return a row, ended by the decision that was taken on it."""
    if row.table != Classification.table or row.key not in ended:
        return row
    times = [at for at in ended[row.key] if row.start <= at and (row.end is None or row.end > at)]
    return Dated(row.table, row.key, row.record, row.start, min(times)) if times else row


def _problems(files: Mapping[Key, Sequence[Dated]], made: Mapping[Key, tuple[Dated, ...]]) -> Iterator[str]:
    """Yield where the files' newest own classification is another one than what was decided last."""
    for key, own in made.items():
        last = own[-1].record
        stated = [row.record for row in files[key] if row.end is None]
        theirs = ours(one for one in stated if isinstance(one, Classification))
        newest = max(theirs, key=lambda one: one.on or date.min, default=None)
        if newest is None or not isinstance(last, Classification) or newest.code == last.code:
            continue
        told = f"{key[0]} ({key[1]}): the company's tables say {newest.code} of {newest.on or 'no day'}"
        if own[-1].end is None and (newest.on or date.min) <= (last.on or date.min):
            yield f"{told}; {last.code} was decided on {last.on} by {last.by} and counts: bring the tables up to date"
        else:
            yield f"{told}, which counts; {last.code} was decided on {last.on} by {last.by}: settle which one holds"
