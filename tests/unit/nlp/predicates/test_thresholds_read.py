"""The command that reads predicates out of a rule's prose, on the real part 742."""

import json
from pathlib import Path

from typer.testing import CliRunner

from ruletrace.cli.app import app

PART = Path(__file__).parents[4] / "samples/ecfr/part-742-2026-09-01.xml.gz"


def test_both_bounds_of_a_sentence_stand_in_one_predicate_with_the_sentence() -> None:
    done = CliRunner().invoke(app, ["thresholds", "read", str(PART), "--json"])
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    (row,) = [one for one in rows if "21,000" in one["sentence"]]
    bounds = [part["bound"] for part in row["condition"]["all"] if "bound" in part]
    assert row["part"] == "742.6"
    assert [(one["quantity"], one["comparator"], one["value"]) for one in bounds] == [
        ("TPP", "<", "21,000"),
        ("total DRAM bandwidth", "<", "6,500"),
    ]


def test_a_form_that_is_not_known_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "composed.bin"
    path.write_bytes(b"\x00\x01")
    done = CliRunner().invoke(app, ["thresholds", "read", str(path)])
    assert done.exit_code == 1
    assert str(path) in done.stderr
