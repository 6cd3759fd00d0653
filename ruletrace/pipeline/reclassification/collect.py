"""The queue of one projection: each classification that stands, and why it must be looked at again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from company.history import Dated
from company.model import Classification
from graph.schema import Verdict
from ruletrace.pipeline.reclassification import answers, changes, products
from ruletrace.pipeline.reclassification.book import Book, counting
from ruletrace.pipeline.reclassification.model import Base, Decided, Ground, Item
from ruletrace.pipeline.reclassification.versions import Key, Versions

Names = Callable[[str, str], frozenset[str] | None]
"""By regime and paragraph, the folded names of what it asks; None where that cannot be told."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the queue is made of: rows with and without decisions, changes by regime, answers by SKU, decisions."""

    files: Sequence[Dated]
    versions: Versions
    changes: Mapping[str, Sequence[changes.Dated]]
    names: Names
    verdicts: Mapping[str, Sequence[Verdict]]
    decided: Decided


def open_items(material: Material) -> Iterator[Item]:
    """Yield the items on which nobody has decided, or which say something else since."""
    book = Book(material.versions.rows)
    law = {regime: changes.by_entry(own) for regime, own in material.changes.items()}
    for base in bases(material.files, material.versions):
        told = [
            *changes.items(base, law.get(base.regime, {})),
            *answers.items(base, material.verdicts.get(base.sku, ())),
        ]
        yield from (one for one in told if _is_open(one, material.decided))
        yield from products.items(base, book, lambda own: _asked(own, material.names), material.decided)


def _is_open(one: Item, decided: Decided) -> bool:
    taken = decided.get(one.id)
    return taken is None or taken.payload["said"] != one.said


def bases(files: Sequence[Dated], versions: Versions) -> Iterator[Base]:
    """Yield what is looked at: per product and regime the classification that counts in the company's tables.

    Where decisions were taken on it, it goes on: they decide about their causes alone, and the others stay. Where the
    tables have none any more, the first decision stands for it.
    """
    own, now, firsts = _counting(files), _counting(versions.rows), _firsts(files)
    for key in sorted(now):
        row = own.get(key) or versions.decided[key][0]
        decided = [one for one in versions.decided.get(key, ()) if one.start > row.start]
        yield _base(now[key], row, decided, firsts.get(_same(row), row.start))


def _counting(rows: Iterable[Dated]) -> dict[Key, Dated]:
    """Return the row of each product and regime that counts now."""
    by_product: dict[str, dict[tuple[str, ...], Dated]] = {}
    for row in rows:
        if row.end is None and row.table == Classification.table:
            by_product.setdefault(row.key[0], {})[row.key] = row
    found = {}
    for sku, own in by_product.items():
        counts = counting(row.record for row in own.values() if isinstance(row.record, Classification))
        found.update({(sku, regime): own[one.key()] for regime, one in counts.items()})
    return found


def _firsts(files: Iterable[Dated]) -> dict[tuple[str, ...], datetime]:
    """Return when each classification was first recorded: a version with another rationale is still the same one."""
    found: dict[tuple[str, ...], datetime] = {}
    for row in files:
        if row.table == Classification.table:
            found[_same(row)] = min(found.get(_same(row), row.start), row.start)
    return found


def _same(row: Dated) -> tuple[str, ...]:
    return (*row.key, _record(row).code)


def _record(row: Dated) -> Classification:
    if not isinstance(row.record, Classification):
        raise TypeError(f"{row.table} is no table of classifications")
    return row.record


def _base(now: Dated, row: Dated, decided: Sequence[Dated], start: datetime) -> Base:
    counts = _record(now)
    return Base(
        sku=counts.sku,
        regime=counts.regime,
        code=counts.code,
        rationale=counts.rationale or "",
        by=counts.by or "",
        on=_day(now),
        tested=tuple(Ground(_record(one).code, _record(one).tested_paragraphs, _day(one)) for one in (row, *decided)),
        start=start,
    )


def _day(row: Dated) -> date:
    """Return the day of a classification; of one that states none, that of the first import which has it."""
    return _record(row).on or row.start.date()


def _asked(base: Base, names: Names) -> frozenset[str] | None:
    codes = dict.fromkeys(code for one in base.tested for code in (one.code, *one.paragraphs))
    return products.names_of(names(base.regime, code) for code in codes)
