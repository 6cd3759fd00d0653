"""How well extraction agrees with labelled documents, field by field of the labelling guide (tests/gold)."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from nlp.extract import extract, summary
from ruletrace.readers.federal_register_json import read
from ruletrace.readers.xml import ReadError

Split = Literal["all", "built_on", "held_out"]
Items = Counter[tuple[Any, ...]]
# Every third document by sorted number was kept out while the rules were written (tests/gold/README.md says how far).
HELD_OUT_EVERY = 3

FIELDS = (
    "document_number", "relevant", "kind", "topics", "control_codes", "parties", "party_names", "destinations",
    "dates", "refers_to", "cfr_parts", "licence_exceptions", "thresholds",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """Hits, misses and false finds of one field, and the errors with their document."""

    hits: int = 0
    missed: int = 0
    wrong: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

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


def evaluate(gold_path: Path, split: Split = "all", *, errors: bool = False) -> dict[str, Any]:
    """Return `{"fields": {name: figures}, "documents": n, "bad_rows": [{"line", "error"}]}` for a labelled file.

    `kind` and `relevant` give accuracy and support; every list field gives micro-averaged precision, recall, F1 and
    support over whole items: control codes with their action (`control_codes.code`: the code alone), dates with their
    role (`dates.date`: the date alone), refers_to with date and relation, parties as the three stated numbers.
    Thresholds are equal when the number and unit of one stand in the other after spaces, quotes and case are folded.
    `split` takes every document, those the rules were built on, or every third one, which were held out.
    With `errors`, each field's `errors` lists document, what was missed and what was wrong.
    Rows that are no labelled document are listed and left out. Raises OSError when the file cannot be read.
    """
    rows, bad = _rows(gold_path)
    chosen = _chosen(rows, split)
    tallies: dict[str, Tally] = {}
    for row in chosen:
        _judge(row, _predicted(row), tallies)
    return {
        "documents": len(chosen),
        "split": split,
        "fields": {name: _figures(name, tally, errors) for name, tally in sorted(tallies.items())},
        "bad_rows": bad,
    }


def _rows(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows, bad = [], []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            rows.append(_checked(line))
        except ReadError as error:
            bad.append({"line": number, "error": str(error)})
    return rows, bad


def _checked(line: bytes) -> dict[str, Any]:
    """Return the row of one line; raises ReadError naming what is wrong with it."""
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"not JSON: {error}") from None
    if not isinstance(row, dict):
        raise ReadError("not a JSON object")
    missing = [name for name in (*FIELDS, "title", "abstract") if name not in row]
    if missing:
        raise ReadError(f"missing: {', '.join(missing)}")
    wrong = [name for name in FIELDS[3:] if not isinstance(row[name], dict if name == "parties" else list)]
    if wrong:
        raise ReadError(f"not of the guide's form: {', '.join(wrong)}")
    try:
        for items in _ITEMS.values():
            items(row)
    except (KeyError, TypeError, AttributeError) as error:
        raise ReadError(f"an item is not of the guide's form: {error!r}") from None
    return row


def _chosen(rows: list[dict[str, Any]], split: Split) -> list[dict[str, Any]]:
    ordered = sorted(rows, key=lambda row: str(row["document_number"]))
    if split == "all":
        return ordered
    held_out = split == "held_out"
    return [row for index, row in enumerate(ordered) if (index % HELD_OUT_EVERY == HELD_OUT_EVERY - 1) == held_out]


def _predicted(row: dict[str, Any]) -> dict[str, Any]:
    """Extract from title and abstract alone, as the labellers read them."""
    document = {name: row[name] for name in ("title", "abstract") if row[name]}
    return summary(extract(read(json.dumps(document).encode())))


def _judge(row: dict[str, Any], found: dict[str, Any], tallies: dict[str, Tally]) -> None:
    number = str(row["document_number"])
    for name in ("kind", "relevant"):
        _tally(tallies, name, number, Counter([(row[name],)]), Counter([(found[name],)]))
    for name, items in _ITEMS.items():
        _tally(tallies, name, number, items(row), items(found))
    _tally_thresholds(tallies, number, row["thresholds"], found["thresholds"])


def _tally(tallies: dict[str, Tally], name: str, number: str, gold: Items, found: Items) -> None:
    tally = tallies.setdefault(name, Tally())
    missed, wrong = gold - found, found - gold
    tally.hits += (gold & found).total()
    tally.missed += missed.total()
    tally.wrong += wrong.total()
    if missed or wrong:
        tally.errors.append({"document": number, "missed": _listed(missed), "wrong": _listed(wrong)})


def _listed(items: Items) -> list[list[Any]]:
    return sorted((list(item) for item in items.elements()), key=str)


def _tally_thresholds(tallies: dict[str, Tally], number: str, gold: list[str], found: list[str]) -> None:
    left = list(found)
    matched: list[str] = []
    for threshold in gold:
        partner = next((other for other in left if _same_threshold(threshold, other)), None)
        if partner is not None:
            left.remove(partner)
            matched.append(threshold)
    missed = list((Counter(gold) - Counter(matched)).elements())
    renamed = Counter((text,) for text in [*matched, *left])
    _tally(tallies, "thresholds", number, Counter((text,) for text in [*matched, *missed]), renamed)


def _same_threshold(one: str, other: str) -> bool:
    """Say whether the first number with its unit of either stands in the other."""
    first, second = _fold(one), _fold(other)
    core = re.search(r"\d[\d.,]*[^\d]{0,6}", second)
    return first in second or second in first or bool(core and core.group().strip() in first)


def _fold(text: str) -> str:
    return re.sub(r"[\s\"'“”‘’`,]", "", text).lower()


def _figures(name: str, tally: Tally, errors: bool) -> dict[str, Any]:
    figures: dict[str, Any] = tally.accuracy() if name in {"kind", "relevant"} else tally.figures()
    return figures | {"errors": tally.errors} if errors else figures


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _plain(name: str) -> Callable[[dict[str, Any]], Items]:
    return lambda row: Counter({(value,) for value in row[name]})


def _pairs(name: str, *keys: str) -> Callable[[dict[str, Any]], Items]:
    return lambda row: Counter({tuple(item[key] for key in keys) for item in row[name]})


def _party_numbers(row: dict[str, Any]) -> Items:
    return Counter((role, number) for role, number in row["parties"].items() if number is not None)


_ITEMS: dict[str, Callable[[dict[str, Any]], Items]] = {
    "topics": _plain("topics"),
    "control_codes": _pairs("control_codes", "code", "action"),
    "control_codes.code": _pairs("control_codes", "code"),
    "parties": _party_numbers,
    "party_names": _plain("party_names"),
    "destinations": _plain("destinations"),
    "dates": _pairs("dates", "date", "role"),
    "dates.date": _pairs("dates", "date"),
    "refers_to": _pairs("refers_to", "date", "document_number", "relation"),
    "cfr_parts": _plain("cfr_parts"),
    "licence_exceptions": _plain("licence_exceptions"),
}
