"""The command `ruletrace carry-out`."""

import json
from pathlib import Path

import pytest
from carrying_out_texts import AMENDMENTS, ECFR, FIXTURES
from typer.testing import CliRunner, Result

from regulation.carrying_out import read_texts
from ruletrace.cli.app import app

RULE = AMENDMENTS / "2025-00723_amdpars.json"
PART_742 = ECFR / "part-742-2026-09-01.xml.gz"
SUPPLEMENTS_1005 = FIXTURES / "supplements-1005.composed.jsonl"
BASE_1005 = FIXTURES / "part-1005-2013-05-21.composed.xml"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["carry-out", *map(str, words)])


def test_json_prints_one_line_per_instruction() -> None:
    told = run(RULE, "--next", PART_742, "--json")
    assert told.exit_code == 0
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(rows) == 13
    refused = [row for row in rows if row["verdict"] == "could not be carried out"]
    assert [(row["instruction"], row["target"], row["finding"]) for row in refused] == [
        ("4", "742.4(b)(11)", "does not exist"),
        ("5", "742.6(a)(13)", "already exists"),
        ("5", "742.6(b)(14)", "already exists"),
    ]
    assert sum(row["verdict"] == "undecided: text not held" for row in rows) == 9


def test_the_table_shows_the_outcome_and_the_evidence() -> None:
    told = run(RULE, "--next", PART_742)
    assert told.exit_code == 0
    assert "742.4(b)(11)" in told.stdout
    assert "editors" in told.stdout
    assert "13 instructions" in told.stderr


def test_texts_after_are_written_and_can_be_the_next_base(tmp_path: Path) -> None:
    told = run(AMENDMENTS / "2013-10604.xml.gz", "--base", BASE_1005, "--write-after", tmp_path, "--json")
    assert told.exit_code == 0
    (text,) = read_texts(tmp_path / "part-1005.jsonl")
    assert text.at(("1005.30", "h", "2")) is not None
    again = run(AMENDMENTS / "2013-10604.xml.gz", "--base", tmp_path / "part-1005.jsonl", "--json")
    rows = [json.loads(line) for line in again.stdout.splitlines()]
    assert [row["finding"] for row in rows if row["target"] == "1005.30(h)"] == ["already exists"]


def test_the_order_of_the_texts_decides_nothing() -> None:
    """The part's XML holds sections only, and so does not speak for the supplements that the other file holds."""
    told = [
        run(AMENDMENTS / "2013-10604.xml.gz", "--base", first, "--base", second, "--json")
        for first, second in ((BASE_1005, SUPPLEMENTS_1005), (SUPPLEMENTS_1005, BASE_1005))
    ]
    assert told[0].stdout == told[1].stdout
    rows = [json.loads(line) for line in told[0].stdout.splitlines()]
    assert [row["target"] for row in rows if row["result"] != "carried out"] == []


BAD = [
    ((RULE, "--next", PART_742, "--next", PART_742), "two texts hold part 742: the text of part 742 of 2026-09-01"),
    ((RULE, "--base", PART_742), "is later than the document of 2025-01-16"),
    ((RULE, "--next", RULE), "2025-00723_amdpars.json: line 1"),
    ((RULE, "--next", "no-such-2026-01-01.xml"), "No such file"),
    ((RULE, "--document", "2020-1"), "no instructions of a document 2020-1"),
    ((RULE, "--pages", "page 7"), "names no pages of the Federal Register"),
    ((AMENDMENTS / "FR-2024-02-12.xml.gz",), "name one by --document"),
    ((FIXTURES / "README.md",), "README.md"),
    (("no-such.xml",), "no-such.xml"),
]


@pytest.mark.parametrize(("words", "reason"), BAD, ids=[one[1][:30] for one in BAD])
def test_wrong_use_ends_with_the_reason(words: tuple[str | Path, ...], reason: str) -> None:
    told = run(*words)
    assert told.exit_code == 1
    assert reason in " ".join(told.stderr.split())
    assert told.exception is None or isinstance(told.exception, SystemExit)
