"""How well extraction agrees with labelled documents, field by field of the labelling guide (tests/gold)."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from nlp.evaluation.rows import Row, require, rows_of
from nlp.evaluation.tally import Items, Tally
from nlp.extract import extract, summary
from ruletrace.readers.federal_register_json import read
from ruletrace.readers.xml import ReadError

Split = Literal["all", "built_on", "held_out"]
# Every third document by sorted number was kept out while the rules were written (tests/gold/README.md says how far).
HELD_OUT_EVERY = 3

FIELDS = (
    "document_number", "relevant", "kind", "topics", "control_codes", "parties", "party_names", "destinations",
    "dates", "refers_to", "cfr_parts", "licence_exceptions", "thresholds",
)  # fmt: skip


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
    rows, bad = rows_of(gold_path, _check)
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


def _check(row: Row) -> None:
    """Raise ReadError naming what is wrong with the row."""
    require(row, (*FIELDS, "title", "abstract"))
    wrong = [name for name in FIELDS[3:] if not isinstance(row[name], dict if name == "parties" else list)]
    if wrong:
        raise ReadError(f"not of the guide's form: {', '.join(wrong)}")
    try:
        for items in _ITEMS.values():
            items(row)
    except (KeyError, TypeError, AttributeError) as error:
        raise ReadError(f"an item is not of the guide's form: {error!r}") from None


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
    tallies.setdefault(name, Tally()).count(number, gold, found, {})


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
