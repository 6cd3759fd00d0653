"""Evaluation: figures by hand on composed rows, bad rows, the split, and floors on the labelled documents."""

import json
from pathlib import Path
from typing import Any

import pytest

from nlp.evaluation import evaluate

GOLD = Path(__file__).parents[2] / "gold" / "labelled-documents.jsonl"
EMPTY: dict[str, Any] = {
    "relevant": True,
    "kind": "final_rule",
    "topics": [],
    "control_codes": [],
    "parties": {"added": None, "revised": None, "removed": None},
    "party_names": [],
    "destinations": [],
    "dates": [],
    "refers_to": [],
    "cfr_parts": [],
    "licence_exceptions": [],
    "thresholds": [],
}


def row(number: str, abstract: str, **labels: Any) -> str:
    return json.dumps({**EMPTY, "document_number": number, "title": "Composed", "abstract": abstract, **labels})


def test_figures_are_micro_averaged_over_whole_items(tmp_path: Path) -> None:
    path = tmp_path / "composed.jsonl"
    lines = [
        row("2020-00001", "This final rule adds ECCN 0A988.", control_codes=[{"code": "0A988", "action": "added"}]),
        row("2020-00002", "This final rule adds ECCN 2B910.", control_codes=[{"code": "2B910", "action": "revised"}]),
        row("2020-00003", "This final rule is short.", destinations=["CN"], kind="notice"),
    ]
    path.write_text("\n".join(lines))
    fields = evaluate(path)["fields"]
    assert fields["control_codes"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 2}
    assert fields["control_codes.code"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "support": 2}
    assert fields["destinations"] == {"precision": None, "recall": 0.0, "f1": 0.0, "support": 1}
    assert fields["party_names"] == {"precision": None, "recall": None, "f1": None, "support": 0}
    assert fields["kind"] == {"accuracy": 0.6667, "support": 3}


def test_thresholds_are_equal_by_number_and_unit(tmp_path: Path) -> None:
    path = tmp_path / "composed.jsonl"
    path.write_text(
        row("2020-00001", "A payload of at least 500 kg.", thresholds=["payload of “at least 500 kg”", "9 km"])
    )
    assert evaluate(path)["fields"]["thresholds"] == {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "support": 2}


def test_bad_rows_are_listed_and_the_rest_is_evaluated(tmp_path: Path) -> None:
    path = tmp_path / "composed.jsonl"
    good = row("2020-00001", "This final rule is short.")
    missing = json.loads(good)
    del missing["kind"]
    wrong = json.loads(good) | {"dates": [{"when": "2020-01-01"}]}
    path.write_text("\n".join([good, "{cut", json.dumps(missing), "[]", json.dumps(wrong)]))
    report = evaluate(path)
    assert report["documents"] == 1
    assert [bad["line"] for bad in report["bad_rows"]] == [2, 3, 4, 5]
    assert report["bad_rows"][1]["error"] == "missing: kind"


def test_the_split_holds_out_every_third_document() -> None:
    assert [evaluate(GOLD, split)["documents"] for split in ("all", "built_on", "held_out")] == [84, 56, 28]


def test_errors_name_their_document(tmp_path: Path) -> None:
    path = tmp_path / "composed.jsonl"
    path.write_text(row("2020-00009", "This final rule is short.", destinations=["CN"]))
    errors = evaluate(path, errors=True)["fields"]["destinations"]["errors"]
    assert errors == [{"document": "2020-00009", "missed": [["CN"]], "wrong": []}]


@pytest.mark.parametrize(
    ("name", "floor"),
    [("control_codes", 0.95), ("destinations", 0.95), ("parties", 0.95), ("dates", 0.85), ("topics", 0.88)],
)
def test_figures_do_not_fall(name: str, floor: float) -> None:
    assert evaluate(GOLD)["fields"][name]["f1"] >= floor


@pytest.mark.parametrize("name", ["kind", "relevant"])
def test_accuracy_does_not_fall(name: str) -> None:
    assert evaluate(GOLD)["fields"][name]["accuracy"] >= 0.95
