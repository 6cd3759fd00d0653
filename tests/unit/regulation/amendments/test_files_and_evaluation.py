"""Files that are refused, the comparison with a key, and the commands."""

import gzip
import json
from pathlib import Path

import pytest
from amendments_helpers import FOLDER
from typer.testing import CliRunner

from regulation.amendments.evaluation import evaluate
from regulation.amendments.files import MAX_BYTES, MAX_ELEMENTS, read_file
from ruletrace.cli.app import app
from ruletrace.readers.xml import ReadError

KEYS = {
    "document_number", "ordinal", "part", "instruction", "verb", "target", "old_target", "text", "span",
    "new_text_sha256", "not_understood", "unread", "old_words", "new_words",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.xml", b"", "empty"),
        ("cut.xml", b"<RULE><AMDPAR>1. Revise", "not well-formed"),
        ("notes.json", (FOLDER / "bis_ednote_defects.json").read_bytes(), "amdpars"),
        ("row.json", b'{"amdpars": [{"ordinal": 1}]}', r"amdpars\[1\]: text is missing"),
        ("broken.json", b"{", "not valid JSON"),
        ("deep.json", b"[" * 200_000, "nested too deeply"),
        ("digits.json", b"[" + b"9" * 5000 + b"]", "not valid JSON"),
        ("bomb.xml.gz", gzip.compress(bytes(MAX_BYTES + 1)), "unpacks to more than"),
        ("many.xml", b"<RULE>" + b"<P/>" * MAX_ELEMENTS + b"</RULE>", "elements"),
        ("prose.txt", b"Nothing is changed here.", "no amendatory instruction"),
        ("cut.xml.gz", gzip.compress(b"<RULE/>" * 1000)[:40], "not readable gzip"),
        ("picture.txt", b"\xff\xd8\xff\xe0 JPEG", "UTF-8"),
    ],
)
def test_bad_input_is_refused_with_the_name_of_the_file(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=reason) as refused:
        read_file(path)
    assert name in str(refused.value)


def test_a_large_plain_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match=r"large\.xml: more than"):
        read_file(path)


def test_all_members_of_a_gzip_file_are_read(tmp_path: Path) -> None:
    data = (FOLDER / "2014-30419.xml").read_bytes()
    path = tmp_path / "members.xml.gz"
    path.write_bytes(gzip.compress(data[:500]) + gzip.compress(data[500:]))
    assert read_file(path) == read_file(FOLDER / "2014-30419.xml")


def test_an_amdpar_far_too_long_is_not_read_and_said(tmp_path: Path) -> None:
    long = "2. Section 3.1 " + "is amended by adding paragraph (a)(1)(iv), " * 20_000
    texts = ["1. Revise § 3.2.", long, "3. Remove § 3.3."]
    path = tmp_path / "long.json"
    path.write_text(json.dumps({"amdpars": [{"text": text, "regtext_part": "3"} for text in texts]}), "utf-8")
    first, second, third = read_file(path)
    assert (str(first.target), str(third.target), third.number) == ("3.2", "3.3", "3")
    assert (second.number, second.verb, second.target) == ("2", None, None)
    assert second.text == " ".join(long.split())
    assert second.not_understood.startswith("Section 3.1 is amended by adding paragraph (a)(1)(iv), is")
    assert "860,014 characters, more than 20,000, and was not read" in second.not_understood
    assert len(second.not_understood) < 500


ROW = {"document_number": "2025-00723", "ordinal": 7, "verb": "add", "target": "758.1(b)(11)", "instruction": "7"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("document_number", " "),
        ("ordinal", "7"),
        ("ordinal", True),
        ("verb", "insert"),
        ("verb", ["add"]),
        ("target", 758.1),
        ("old_target", []),
        ("old_words", 1),
        ("new_words", {}),
        ("split", "other"),
        ("split", ["seen"]),
    ],
)
def test_a_row_of_the_key_with_a_bad_field_is_listed(tmp_path: Path, name: str, value: object) -> None:
    key = tmp_path / "key.jsonl"
    key.write_text(f"{json.dumps(ROW)}\n{json.dumps({**ROW, name: value})}", "utf-8")
    result = CliRunner().invoke(app, ["evaluate", "amendments", str(key), "--files", str(FOLDER), "--json"])
    assert result.exit_code == 3
    figures = json.loads(result.stdout)
    assert figures["groups"]["all"]["recall"] == 1.0  # the good row is measured
    assert [one["line"] for one in figures["bad_rows"]] == [2]
    assert name in figures["bad_rows"][0]["error"]


def test_a_line_of_the_key_twice_is_listed(tmp_path: Path) -> None:
    key = tmp_path / "key.jsonl"
    key.write_text(f"{json.dumps(ROW)}\n\n{json.dumps(ROW)}", "utf-8")
    assert evaluate(key, FOLDER)["bad_rows"] == [{"line": 3, "error": "the same as line 1"}]


@pytest.mark.parametrize(("content", "reason"), [(b"\xff\xfe", "utf-8"), (b" \n", "the file is empty")])
def test_a_key_that_is_none_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    key = tmp_path / "key.jsonl"
    key.write_bytes(content)
    result = CliRunner().invoke(app, ["evaluate", "amendments", str(key), "--files", str(FOLDER)])
    assert result.exit_code == 1
    assert reason in result.stderr


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
    spoken = [one["text"][slice(*one["span"])] for one in printed]
    assert [words for words in spoken if "3A069" in words]  # the span counts within the text printed with it
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
