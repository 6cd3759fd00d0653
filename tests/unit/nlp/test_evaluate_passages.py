"""Evaluation of passages and heads: figures by hand on composed rows, bad rows, the labelled files' form."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from nlp.evaluation import evaluate
from nlp.evaluation.passages import check_head, check_passage
from nlp.evaluation.rows import Row, rows_of
from nlp.training.__main__ import CLOSED

GOLD = Path(__file__).parents[2] / "gold"


def _file(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "composed.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def _passage(name: str, text: str, **labels: Any) -> dict[str, Any]:
    return {"id": name, "section": "744.99", "text": text, "labels": labels}


def test_whole_items_are_counted(tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        _passage("p1", "Items under ECCN 3A001 or 3A002 need a license.", codes=["3A001", "3A003"]),
        _passage("p2", "This rule is effective March 3, 2031.", dates=[["2031-03-03", "expiry"]]),
    )
    fields = evaluate(path)["fields"]
    assert fields["codes"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 2}
    assert (fields["dates"]["f1"], fields["dates.date"]["f1"]) == (0.0, 1.0)
    assert fields["exceptions"] == {"precision": None, "recall": None, "f1": None, "support": 0}


def test_an_error_shows_the_words_of_what_is_wrong(tmp_path: Path) -> None:
    path = _file(tmp_path, _passage("p1", "Items under ECCN 3A001 need a license.", codes=[]))
    (error,) = evaluate(path, errors=True)["fields"]["codes"]["errors"]
    assert error == {"document": "p1", "missed": [], "wrong": [["3A001"]], "quotes": {"['3A001']": "3A001"}}


def test_the_heading_is_context_and_is_not_counted(tmp_path: Path) -> None:
    row = {"id": "p1", "section": "3A001", "text": "No code stands here.", "labels": {}}
    assert evaluate(_file(tmp_path, row))["fields"]["codes"]["precision"] is None


def test_numbers_of_thresholds_are_equal_however_printed(tmp_path: Path) -> None:
    text = "Items having more than 1,500 km of range."
    row = _passage("p1", text, thresholds=[[">", "1500", "km"]])
    assert evaluate(_file(tmp_path, row))["fields"]["thresholds"]["f1"] == 1.0


def test_heads_give_accuracy_of_the_kind(tmp_path: Path) -> None:
    labels = {"kind": "final_rule", "relevant": False, "dates": [["2031-03-03", "effective"]], "refers_to": []}
    row = {"id": "d1", "title": "Composed", "action": "Final rule.", "labels": labels}
    row |= {"summary": "This final rule changes a form.", "dates": "Effective March 3, 2031."}
    fields = evaluate(_file(tmp_path, row))["fields"]
    assert (fields["kind"]["accuracy"], fields["relevant"]["accuracy"], fields["dates"]["f1"]) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"id": "p9", "section": "", "text": "x"}, "missing: labels"),
        (_passage("p9", "x", code=["3A001"]), "unknown labels: code"),
        (_passage("p9", "x", thresholds=[[">", "5"]]), "labels.thresholds is not of the guide's form"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_is_used(tmp_path: Path, wrong: dict[str, Any], said: str) -> None:
    report = evaluate(_file(tmp_path, _passage("p1", "x"), wrong))
    assert report["documents"] == 1
    assert report["bad_rows"] == [{"line": 2, "error": said}]


ROWS = {
    "passages/seen.jsonl": 250,
    "passages/unseen.jsonl": 250,
    "heads/seen.jsonl": 50,
    "heads/unseen.jsonl": 49,
    "heads/export-controls-seen.jsonl": 62,
    "heads/export-controls-unseen.jsonl": 59,
    "heads/more-seen.jsonl": 51,
    "heads/more-unseen.jsonl": 48,
    "heads/seen-3.jsonl": 49,
    "heads/other-agencies-seen.jsonl": 91,
    "heads/third-seen.jsonl": 53,
    "heads/third-unseen.jsonl": 54,
    "heads/fourth-seen.jsonl": 79,
    "heads/fourth-unseen.jsonl": 81,
    "heads/fifth-seen.jsonl": 185,
    "heads/fifth-unseen.jsonl": 132,
    "heads/other-agencies-2-seen.jsonl": 98,
    "heads/composed-relations.jsonl": 160,
    "heads/composed-others.jsonl": 160,
    "heads/composed-2.jsonl": 420,
    "heads/eighth-seen.jsonl": 368,
    "heads/seventh-seen.jsonl": 702,
    "heads/sixth-seen.jsonl": 1034,
    "heads/composed-3.jsonl": 372,
}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_labelled_files_are_of_the_guides_form(name: str) -> None:
    rows, bad = rows_of(GOLD / name, check_head if name.startswith("heads/") else check_passage)
    assert bad == []
    assert len(rows) == ROWS[name]


def test_no_open_head_is_one_of_the_closed_sets() -> None:
    """A document that a component learns from measures nothing: compared by citation and number, title and words."""
    closed, opened = [], []
    for path in sorted((GOLD / "heads").glob("*.jsonl")):
        rows, _bad = rows_of(path, lambda _row: None)
        (closed if path.stem in CLOSED else opened).extend(rows)
    assert len(closed) == 213
    twins = [(one["id"], other["id"]) for one in closed for other in opened if _is_same(one, other)]
    assert twins == []


def _is_same(one: Row, other: Row) -> bool:
    """Say whether two rows hold the same document; two on one page have different numbers."""
    numbers = one.get("document_number") or "", other.get("document_number") or ""
    if all(numbers):
        return numbers[0] == numbers[1]
    if one.get("fr_citation") and one["fr_citation"] == other.get("fr_citation"):
        return True
    return bool(one.get("title")) and _words(one, "title") == _words(other, "title") and _alike(one, other)


def _words(row: Row, name: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+", str(row.get(name) or "").lower())


def _alike(one: Row, other: Row) -> bool:
    """Say whether the words of the shorter summary nearly all stand in the longer one, and the same DATES are told."""
    words = sorted((set(_words(one, "summary")), set(_words(other, "summary"))), key=len)
    return len(words[0] & words[1]) >= 0.8 * len(words[0]) and _words(one, "dates") == _words(other, "dates")


@pytest.mark.parametrize(
    ("field", "goal"),
    [("codes", 0.98), ("citations", 0.98), ("destinations", 0.95), ("exceptions", 0.97), ("thresholds", 0.9)],
)
def test_unseen_passages_keep_the_goals_that_they_met(field: str, goal: float) -> None:
    assert evaluate(GOLD / "passages/unseen.jsonl")["fields"][field]["f1"] >= goal
