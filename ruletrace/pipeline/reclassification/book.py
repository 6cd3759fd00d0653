"""The company's rows by product, as they stood at any time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TypeVar

from company import facts
from company.history import Dated
from company.model import Classification, Component, Product, Record

R = TypeVar("R", bound=Record)


class Book:
    """Every version of the rows that speak of a product; `when` is a time, None the present."""

    def __init__(self, rows: Iterable[Dated]) -> None:
        self._rows: dict[tuple[str, str], list[Dated]] = defaultdict(list)
        self._moved: dict[str, datetime] = {}
        self._whole: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            self._rows[row.table, row.key[0]].append(row)
            self._moved[row.key[0]] = max(self._moved.get(row.key[0], row.start), row.end or row.start)
            if isinstance(row.record, Component):
                self._whole[row.record.component_sku].add(row.record.sku)
        self.moved_after = cache(self._moved_after)

    def of(self, model: type[R], sku: str, when: datetime | None = None) -> list[R]:
        """Return the rows of a table about a product."""
        rows = self._rows.get((model.table, sku), ())
        return [row.record for row in rows if _stood(row, when) and isinstance(row.record, model)]

    def versions(self, model: type[Record], sku: str) -> Sequence[Dated]:
        """Return every version of the rows of a table about a product."""
        return self._rows.get((model.table, sku), ())

    def firmware(self, sku: str, when: datetime | None = None) -> str:
        """Return the firmware of a product, "" where none is told."""
        return next((one.firmware or "" for one in self.of(Product, sku, when)), "")

    def counting(self, sku: str, when: datetime | None = None) -> Mapping[str, Classification]:
        """Return by regime the classification that counts: our own or a ruling, a vendor's where there is none."""
        return counting(self.of(Classification, sku, when))

    def tree(self, sku: str, when: datetime | None = None) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Return everything that a product contains, at any depth: where it is built in, and how many of it."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        open_, seen = [sku], {sku}
        while open_:
            for part in self.of(Component, open_.pop(), when):
                found[part.component_sku].add((part.sku, f"{part.quantity.normalize():f}"))
                if part.component_sku not in seen:
                    seen.add(part.component_sku)
                    open_.append(part.component_sku)
        return {part: tuple(sorted(where)) for part, where in sorted(found.items())}

    def _moved_after(self, when: datetime) -> frozenset[str]:
        """Return the products of which a row is newer, or ended later, with all that contain them at any depth."""
        found = {sku for sku, last in self._moved.items() if last > when}
        open_ = list(found)
        while open_:
            more = self._whole.get(open_.pop(), set()) - found
            found |= more
            open_ += more
        return frozenset(found)


def counting(rows: Iterable[Classification]) -> Mapping[str, Classification]:
    """Return by regime the classification of one product that counts."""
    ours_last = sorted(facts.standing(rows), key=lambda one: one.basis != "vendor")
    return {one.regime: one for one in ours_last}


def ours(rows: Iterable[Classification]) -> Iterator[Classification]:
    """Yield the company's own classifications and rulings."""
    return (one for one in rows if one.basis != "vendor")


def _stood(row: Dated, when: datetime | None) -> bool:
    return row.end is None if when is None else row.start <= when and (row.end is None or row.end > when)
