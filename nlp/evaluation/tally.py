"""Hits, misses and false finds, counted over whole items."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Items = Counter[tuple[Any, ...]]


@dataclass(slots=True)
class Tally:
    """Hits, misses and false finds of one field; each error names its document and quotes the words."""

    hits: int = 0
    missed: int = 0
    wrong: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

    def count(self, document: str, gold: Items, found: Items, quotes: dict[tuple[Any, ...], str]) -> None:
        """Count one document's items; an item is a hit only when it is wholly equal."""
        missed, wrong = gold - found, found - gold
        self.hits += (gold & found).total()
        self.missed += missed.total()
        self.wrong += wrong.total()
        if missed or wrong:
            error = {"document": document, "missed": _listed(missed), "wrong": _listed(wrong)}
            told = {str(list(item)): quotes[item] for item in sorted(wrong, key=str) if quotes.get(item)}
            self.errors.append(error | ({"quotes": told} if told else {}))

    def figures(self) -> dict[str, float | int | None]:
        """Return precision, recall, F1 and support; null where there is nothing to divide by."""
        precision = _ratio(self.hits, self.hits + self.wrong)
        recall = _ratio(self.hits, self.hits + self.missed)
        f1 = _ratio(2 * self.hits, 2 * self.hits + self.missed + self.wrong)
        return {"precision": precision, "recall": recall, "f1": f1, "support": self.hits + self.missed}

    def accuracy(self) -> dict[str, float | int | None]:
        """Return accuracy and support of a field that has exactly one value."""
        support = self.hits + self.missed
        return {"accuracy": _ratio(self.hits, support), "support": support}


def _listed(items: Items) -> list[list[Any]]:
    return sorted((list(item) for item in items.elements()), key=str)


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
