"""Files that are refused, the comparison with a key, and the commands."""

import gzip
import json
from pathlib import Path

import pytest
from amendments_helpers import FOLDER
from typer.testing import CliRunner

from regulation.amendments.evaluation import evaluate
from regulation.amendments.files import read_file
from ruletrace.cli.app import app
from ruletrace.readers.xml import ReadError

KEYS = {
    "document_number", "ordinal", "part", "instruction", "verb", "target", "old_target", "span", "new_text_sha256",
    "not_understood", "unread", "old_words", "new_words",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.xml", b"", "empty"),
        ("cut.xml", b"<RULE><AMDPAR>1. Revise", "not well-formed"),
        ("notes.json", (FOLDER / "bis_ednote_defects.json").read_bytes(), "amdpars"),
        ("row.json", b'{"amdpars": [{"ordinal": 1}]}', r"amdpars\[1\]: text is missing"),
        ("broken.json", b"{", "not valid JSON"),
        ("prose.txt", b"Nothing is changed here.", "no amendatory instruction"),
        ("cut.xml.gz", gzip.compress(b"<RULE/>" * 1000)[:40], "cut off"),
        ("picture.txt", b"\xff\xd8\xff\xe0 JPEG", "UTF-8"),
    ],
)
def test_bad_input_is_refused_with_the_name_of_the_file(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=reason) as refused:
        read_file(path)
    assert name in str(refused.value)


def test_figures_against_a_composed_key(tmp_path: Path) -> None:
    real = {"document_number": "2025-00723", "ordinal": 7, "instruction": "7", "verb": "add", "split": "seen"}
    key = tmp_path / "key.jsonl"
    rows = [
        {**real, "target": "758.1(b)(11)", "old_target": None, "old_words": None, "new_words": None},
        {**real, "target": "758.1(b)(12)", "old_target": None, "old_words": None, "new_words": None},
        {**real, "document_number": "2099-00001", "target": "1.1"},
    ]
    key.write_text("\n".join([*map(json.dumps, rows), "no json"]), "utf-8")
    figures = evaluate(key, FOLDER)
    assert figures["groups"]["seen"] == {"precision": 0.0769, "recall": 0.5, "support": 2, "found": 13}
    assert figures["groups"]["held_out"]["support"] == 0
    missed = [one for one in figures["errors"] if one["kind"] == "missed"]
    assert [one["target"] for one in missed] == ["758.1(b)(12)"]
    assert missed[0]["text"].startswith("7. Section 758.1 is amended")
    assert [one["line"] for one in figures["bad_rows"]] == [4, 0]


def test_the_command_prints_a_line_an_instruction() -> None:
    result = CliRunner().invoke(app, ["amendments", str(FOLDER / "2025-00723_amdpars.json"), "--json"])
    assert result.exit_code == 0
    printed = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(printed) == 13
    assert all(set(one) == KEYS for one in printed)
    assert "13 understood, 0 not understood" in result.stderr


def test_the_command_shows_a_table_and_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["amendments", str(FOLDER / "2014-30419.xml")])
    assert shown.exit_code == 0
    assert "part 1026 authority" in shown.stdout
    refused = CliRunner().invoke(app, ["amendments", str(tmp_path / "none.xml")])
    assert refused.exit_code == 1
    assert "none.xml" in refused.stderr


def test_errors_of_held_out_documents_are_shown_only_when_asked(tmp_path: Path) -> None:
    key = tmp_path / "key.jsonl"
    row = {"document_number": "2025-00723", "ordinal": 1, "instruction": "1", "verb": "add", "target": "x"}
    key.write_text(json.dumps({**row, "split": "held out"}), "utf-8")
    command = ["evaluate", "amendments", str(key), "--files", str(FOLDER), "--json"]
    quiet, asked = (CliRunner().invoke(app, [*command, *more]) for more in (["--errors"], ["--errors-held-out"]))
    assert json.loads(quiet.stdout)["errors"] == []
    assert len(json.loads(asked.stdout)["errors"]) == 14
    assert json.loads(quiet.stdout)["groups"]["held_out"]["support"] == 1
