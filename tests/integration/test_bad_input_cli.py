"""What the command line says to bad input: the reason in words, and an exit code that programs can rely on."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import chain
import pytest
import test_faults_small as small
from typer.testing import CliRunner

from ruletrace.cli.app import app
from ruletrace.pipeline.demo import begin
from ruletrace.settings import Settings

TESTS = Path(__file__).parents[1]
RULE = TESTS / "fixtures/fr-documents/recorded-rule-2014-30419/input.xml"
GOLD = TESTS / "gold/labelled-documents.jsonl"
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "truncated.json": (lambda: GOLD.read_bytes()[:500], "not JSON at line 1, column"),
    "corrupt.xml": (lambda: RULE.read_bytes().replace(b"</", b"<", 1), "not well-formed XML at line"),
    "encoding.xml": (lambda: RULE.read_bytes()[:400] + b"\xa7\xe9" + RULE.read_bytes()[400:], "not well-formed XML"),
    "encoding.txt": (lambda: "§ 744.11 of the EAR".encode("latin-1"), "not UTF-8"),
    "page.html": (lambda: b"<!DOCTYPE html><html><body>composed</body></html>", "an HTML page"),
    "empty.txt": (lambda: b"", "empty"),
}


@pytest.mark.parametrize("name", FILES)
def test_extract_of_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    content, reason = FILES[name]
    path = tmp_path / name
    path.write_bytes(content())
    done = small.command(Settings(data=tmp_path), "extract", str(path), "--json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"ruletrace: {path}: " in done.stderr
    assert reason in done.stderr


def test_evaluation_leaves_out_a_broken_line_and_names_it(tmp_path: Path) -> None:
    good = GOLD.read_text("utf-8").splitlines()[:3]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join([good[0], good[1][:200], good[2]]), "utf-8")
    done = small.command(Settings(data=tmp_path), "evaluate", "extraction", str(path), "--json")
    assert done.exit_code == 3
    figures = json.loads(done.stdout)
    assert figures["documents"] == 2
    assert [bad["line"] for bad in figures["bad_rows"]] == [2]
    assert "not used:" in done.stderr


REFUSED = {
    "a folder that is not there": (("import", "/no/such/folder"), "/no/such/folder is not a folder: give the folder"),
    "an unknown source": (("crawl", "no-such-source"), "no-such-source"),
    "a file that is not there": (("extract", "/no/such/file.xml"), "/no/such/file.xml: No such file or directory"),
    "labels that are not there": (("evaluate", "extraction", "/no/such.jsonl"), "no file /no/such.jsonl"),
    "no text yet": (
        ("controls", "diff", "--from", "2026-06-25", "--to", "2026-09-01"),
        "no text of 2026-06-25 is held (no text is held yet: run `ruletrace crawl`",
    ),
    "an unknown list": (("controls", "versions", "--list", "usml"), "unknown list 'usml': the lists "),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_the_reason(tmp_path: Path, case: str) -> None:
    words, reason = REFUSED[case]
    done = small.command(Settings(data=tmp_path, contact="desk@example.org"), *words)
    assert done.exit_code == 1
    assert reason in done.stderr


def test_wrong_usage_has_a_code_of_its_own(tmp_path: Path) -> None:
    assert small.command(Settings(data=tmp_path), "controls", "diff", "--from", "yesterday").exit_code == 2
    assert small.command(Settings(data=tmp_path), "no-such-command").exit_code == 2


def test_live_crawl_without_a_contact(tmp_path: Path) -> None:
    done = small.command(Settings(data=tmp_path, base_url="", contact=""), "crawl", "csl")
    assert done.exit_code == 1
    assert "a live crawl needs RULETRACE_CONTACT" in done.stderr


def test_live_crawl_in_the_folder_of_the_demo(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, base_url="", contact="desk@example.org")
    with chain.context(settings) as own:
        begin(own)
    done = small.command(settings, "crawl")
    assert done.exit_code == 1
    assert f"{tmp_path} is the demo's folder: set RULETRACE_DATA" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("RULETRACE_MAX_BODY", "many"), ("RULETRACE_CRAWL_TIMEOUT", ""), ("RULETRACE_ENGINE_IDLE", "1h")],
)
def test_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    environment = {**small.environment(Settings(data=tmp_path)), name: value}
    done = CliRunner().invoke(app, ["journal"], env=environment)
    assert done.exit_code == 1
    assert f"setting {name}: Input should be a valid integer" in done.stderr


def test_difference_names_the_dates_held(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = Settings(data=small.folders(tmp_path_factory).imported)
    asked = small.command(settings, "controls", "diff", "--from", "2026-06-25", "--to", "2026-08-01")
    assert asked.exit_code == 1
    assert "no text of 2026-08-01 is held (dates held: 2026-06-25, 2026-09-01)" in asked.stderr
    held = small.command(settings, "controls", "diff", "--from", "2026-06-25", "--to", "2026-09-01", "--json")
    assert held.exit_code == 0
    assert {json.loads(line)["entry"] for line in held.stdout.splitlines()} >= {"9A012", "9D004"}


def test_journal_that_was_changed_is_refused(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    small.place(small.folders(tmp_path_factory).imported, tmp_path)
    with closing(sqlite3.connect(tmp_path / "journal.sqlite")) as database, database:
        database.execute("UPDATE journal SET payload = replace(payload, 'failed', 'good') WHERE seq = 2")
        database.execute("UPDATE journal SET at = '2026-09-03T00:00:00+00:00' WHERE seq = 3")
    done = small.command(Settings(data=tmp_path), "journal")
    assert done.exit_code == 1
    assert "the journal's chain breaks at entry" in done.stderr


def test_archive_that_was_changed_is_refused(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    small.place(small.folders(tmp_path_factory).imported, tmp_path)
    for path in (tmp_path / "archive").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])
    done = small.command(Settings(data=tmp_path), "controls", "versions")
    assert done.exit_code == 1
    assert "archive is damaged: " in done.stderr
