"""Converted history beside official texts: taken in, shown, compared, replayed, all from archive and journal."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import chain
import pytest
import typer
from typer.testing import CliRunner

from regulation.status.model import EventKind
from ruletrace.cli import backtest, law
from ruletrace.pipeline import list_history
from ruletrace.pipeline.controls import kept
from ruletrace.pipeline.status_lists import first_shown
from ruletrace.settings import Settings

HISTORY = chain.SAMPLES / "ccl-history"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "ccl-history"
ORIGIN = "jacobfeldgoise/ccl-trade, state 3b3c047"
COMMANDS = typer.Typer()
COMMANDS.add_typer(law.app, name="controls")
COMMANDS.registered_commands += backtest.app.registered_commands


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with both official texts, the documents, the history and the lossy text of July 2026."""
    root = tmp_path_factory.mktemp("history")
    chain.place(tmp_path_factory, root, ("ecfr-774", "fr-documents"))
    rules = str(HISTORY / "ccl-rules-2016-2025.json")
    taken = _run(root, *_take("history-runs.jsonl.gz"), "--rules", rules)
    assert taken.exit_code == 0, taken.output
    assert "56 texts, 2017-01-15 to 2025-09-29, 65 rules; taken in" in taken.stdout
    assert _run(root, *_take("ccl-2026-07-23-parsed-by-others.json.gz", FIXTURES)).exit_code == 0
    return root


def _take(name: str, where: Path = HISTORY) -> tuple[str, ...]:
    return ("controls", "take-history", str(where / name), "--origin", ORIGIN, "--licence", "MIT")


def _run(root: Path, *words: str):  # noqa: ANN202  (typer names no type)
    return CliRunner().invoke(COMMANDS, words, env={"RULETRACE_DATA": str(root), "COLUMNS": "200"})


def _rows(root: Path, *words: str) -> list[dict[str, object]]:
    done = _run(root, *words, "--json")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def own(folder: Path) -> Iterator[list_history.Context]:
    with chain.context(Settings(data=folder), datetime(2026, 9, 3, tzinfo=UTC)) as opened:
        yield opened


def test_versions_say_who_converted_them(folder: Path) -> None:
    rows = _rows(folder, "controls", "versions")
    assert len(rows) == 59
    assert {row["converted_by"] for row in rows if str(row["date"]) < "2026-01-01"} == {ORIGIN}
    assert [row["date"] for row in rows if not row["converted_by"]] == ["2026-06-25", "2026-09-01"]


def test_taking_in_again_changes_nothing_and_bad_files_are_refused(folder: Path, tmp_path: Path) -> None:
    again = _run(folder, *_take("history-runs.jsonl.gz"), "--rules", str(HISTORY / "ccl-rules-2016-2025.json"))
    assert "known already" in again.stdout
    bad = tmp_path / "composed.jsonl"
    bad.write_text('{"eccn": "3A090"}\n', encoding="utf-8")
    refused = _run(tmp_path, "controls", "take-history", str(bad), "--origin", "composed", "--licence", "none")
    assert refused.exit_code == 1
    assert "composed.jsonl: line 1, supplement: Field required" in refused.stderr
    assert "no text is held yet" in _run(tmp_path, "controls", "show", "3A090", "--on", "2024-01-01").stderr


def test_the_journal_tells_where_it_is_from(own: list_history.Context) -> None:
    entries = list(own.journal.entries(list_history.KIND))
    payload = entries[0].payload
    assert (payload["converted_by"], payload["licence"], payload["file"]) == (ORIGIN, "MIT", "history-runs.jsonl.gz")
    assert own.archive.get(payload["received"]) == (HISTORY / "history-runs.jsonl.gz").read_bytes()
    assert len(payload["texts"]) == 56
    assert payload["sha256"] in own.archive
    assert own.journal.verify() > 2


@pytest.mark.parametrize(
    ("on", "text_of", "unseen", "words"),
    [
        ("2024-12-23", "2024-12-23", False, "A 'total processing performance' of 4800 or more, or"),
        ("2024-12-25", "2024-12-23", False, "A 'total processing performance' of 4800 or more, or"),
        ("2026-02-01", "2025-09-29", False, "A 'total processing performance' of 4800 or more; or"),
        ("2026-08-01", "2026-06-25", False, "a.1. A 'total processing performance' of 4800 or more; or"),
        ("2026-09-01", "2026-09-01", False, "a.1. A 'total processing performance' of 4800 or more; or"),
        ("2026-11-26", "2026-09-01", True, "a.1. A 'total processing performance' of 4800 or more; or"),
    ],
)
def test_show_answers_from_the_newest_text_of_the_day(
    folder: Path, on: str, text_of: str, unseen: bool, words: str
) -> None:
    (row,) = _rows(folder, "controls", "show", "3A090.a.1", "--on", on)
    assert (row["text_of"], row["later_amendments_not_seen"], row["text"]) == (text_of, unseen, words)
    said = _run(folder, "controls", "show", "3A090.a.1", "--on", on)
    assert f"from the text of {text_of}" in said.stderr
    assert ("later amendments not seen" in said.stderr) is unseen
    assert ("not in it: licence requirement rows" in said.stderr) is (text_of < "2026")


def test_show_of_what_a_day_did_not_have(folder: Path) -> None:
    assert (
        "no 3A090 in any text of 2022-10-07 or before"
        in _run(folder, "controls", "show", "3A090", "--on", "2022-10-07").stderr
    )
    before = _run(folder, "controls", "show", "3A090", "--on", "2016-12-31")
    assert before.exit_code == 1
    assert "no text of 2016-12-31 or before is held" in before.stderr


def test_an_entry_without_paragraphs_is_shown_with_its_rows(folder: Path) -> None:
    said = _run(folder, "controls", "show", "0A918", "--on", "2019-01-01")
    assert "LVS: $1500" in said.stdout
    assert "Bayonets." in said.stdout
    assert "not in it: licence requirement rows" not in said.stderr


def test_the_elimination_of_an_exception_is_shown(folder: Path) -> None:
    rows = _rows(folder, "controls", "diff", "--from", "2020-06-17", "--to", "2020-06-29")
    gone = [row for row in rows if row["place"] == "exception CIV" and row["kind"] == "removed"]
    assert len(gone) > 200
    assert all("2020-07240" in row["documents"] for row in gone)
    assert all("2020-07240" not in row["by_date_alone"] for row in gone)


def test_history_of_a_paragraph(folder: Path) -> None:
    rows = [row for row in _rows(folder, "controls", "history", "3A090.a.1") if row["place"] == "a.1"]
    assert [(row["from"], row["to"]) for row in rows] == [
        ("2023-01-17", "2023-10-18"),
        ("2023-11-17", "2024-03-13"),
        ("2024-04-04", "2025-01-13"),
        ("2025-01-16", ""),
    ]
    began = [row["began"] for row in rows]
    assert [one["documents"] for one in began if isinstance(one, dict)] == [
        ["2022-21658", "2023-00397"],  # 2023-00888 came a day later: its Macau first stands in the text of 2023-02-24
        ["2023-23049", "2023-23055"],
        ["2024-07004"],
        ["2025-00636", "2025-00711"],  # a comma became a semicolon: tied by words alone
    ]
    told = _run(folder, "controls", "history", "3A003.a").stdout
    assert "the converter's, not the law's (3A069 was never read" in told


def test_difference_of_the_official_texts(folder: Path) -> None:
    rows = _rows(folder, "controls", "diff", "--from", "2026-06-25", "--to", "2026-09-01")
    assert {"entry", "place", "kind", "class", "before", "after", "documents"} <= set(rows[0])
    assert len([row for row in rows if row["documents"] == ["2026-14132"]]) == 17
    drones = {row["entry"] for row in rows if row["documents"] == ["2026-16628"]}
    assert drones == {"9A012", "9A610", "9D001", "9D002", "9D004", "9E001"}
    assert {row["class"] for row in rows if row["pending"]} == {"pending amendment"}
    again = {f"{row['entry']}.{row['place']}" for row in rows if row["meaning_changed"]}
    assert again == {"9A012.a.1", "9A012.a.2"}
    shown = _run(folder, "controls", "diff", "--from", "2026-06-25", "--to", "2026-09-01").stdout
    assert "look again at what is classified here: same number" in shown


def test_difference_with_the_lossy_text(folder: Path) -> None:
    words = ("controls", "diff", "--from", "2026-06-25", "--to", "2026-07-23")
    rows = _rows(folder, *words)
    assert len([row for row in rows if row["documents"] == ["2026-14132"]]) == 17
    assert {row["entry"] for row in rows if not row["documents"]} == {"0A502", "7D001", "7E002", "9E003"}
    told = _run(folder, *words).stderr
    nine = {"0D606", "0E982", "1C350", "1D018", "1E355", "3D005", "3E001", "5D001", "8C609"}
    for damaged in nine:  # 0E982 by its known fault alone: its row reads the same
        assert damaged in told
    assert "the entry is missing in the converted file: 0D614, 2B352, 3D006, 3E002, 8D001" in told
    faulty = [row for row in _rows(folder, *words, "--faults") if row.get("fault")]
    assert {"3E001", "5D001"} <= {row["entry"] for row in faulty if row["kind"] != "known fault"}
    known = {row["entry"]: row for row in faulty if row["kind"] == "known fault"}
    assert nine < set(known)
    assert (known["0E982"]["since"], known["0E982"]["fault"]) == (
        "2026-07-23",
        "the one cell of its licence row stands twice",
    )


def test_what_is_neither_the_laws_nor_the_converters_for_certain_is_said(folder: Path) -> None:
    told = _run(folder, "controls", "history", "3A090.a").stdout
    assert "removed in the text of 2023-02-24: uncertain, law or converter: the converter has no note" in told
    summary = _run(folder, "controls", "diff", "--from", "2023-01-17", "--to", "2023-02-24").stderr
    assert "\nuncertain, law or converter: the converter has no note of the entry any more" in summary
    shown = _run(folder, "controls", "show", "3A001.b", "--on", "2024-06-15").stdout
    assert shown.startswith("b  (not held)\n  uncertain: ")
    assert "744.17" not in shown


def test_dates_alone_do_not_show_that_a_rule_stands_in_a_text(own: list_history.Context) -> None:
    """2024-12-23 mixes two rules: words tie one of them; 2025-02655 is tied by none, and 2024-30425 by date alone."""
    shown = first_shown(own, "2024-28270", date(2024, 12, 2))[-1]
    assert (shown.kind, str(shown.start)) == (EventKind.CODIFIED, "2024-12-23")
    assert "(199 places changed since 2024-12-02 that dates and words tie to it)" in shown.source.citation
    assert first_shown(own, "2024-30425", date(2024, 12, 23)) == []
    assert first_shown(own, "2025-02655", date(2025, 2, 11)) == []


def test_backtest_as_table_lines_and_drawing(folder: Path, tmp_path: Path) -> None:
    plot = tmp_path / "replay.svg"
    done = _run(folder, "backtest", "--plot", str(plot))
    assert done.exit_code == 0, done.output
    assert "rules missed by the texts: 2021-22774, 2025-02655\n" in done.stdout
    assert "2024-28270    2024-12-05 2024-12-02 2024-12-02 2024-12-23" in done.stdout
    assert "2025-18992    2025-09-30 2025-09-30 2025-09-29 2026-06-25 18      18       ≤268" in done.stdout
    assert plot.read_bytes().startswith(b"<?xml")
    rows = _rows(folder, "backtest", "--list", "ccl")
    rules = {row["number"]: row for row in rows if row["row"] == "rule"}
    assert (rules["2026-16628"]["stood"], rules["2026-16628"]["days_to_text"]) == ("2026-09-01", 18)
    assert (rules["2025-18992"]["not_yet"], rules["2025-18992"]["stood"]) == ("2025-09-29", "2026-06-25")
    emirates = rules["2026-14132"]  # its rows stand in the text of July that holds no paragraphs
    assert (emirates["not_yet"], emirates["stood"], emirates["changes"]) == ("2026-06-25", "2026-07-23", 17)
    assert emirates["days_to_text"] == 9
    assert rules["2020-07240"]["by_words"] > 200
    texts = {row["date"]: row for row in rows if row["row"] == "text"}
    assert len(texts) == 58
    assert texts["2023-11-17"]["invented"] == 0
    told = [(texts[day]["invented"], texts[day]["editorial"]) for day in ("2026-07-23", "2026-09-01")]
    assert told == [(2, 4), (11, 4)]  # what July showed does not arrive again in September


def test_backtest_without_texts(tmp_path: Path) -> None:
    done = _run(tmp_path, "backtest")
    assert done.exit_code == 1
    assert "fewer than two texts of the ccl are held" in done.stderr


def test_another_list_has_no_converted_form(folder: Path, own: list_history.Context) -> None:
    annex = kept("annex-i")
    assert annex is not None
    with pytest.raises(list_history.HistoryRefusedError, match="no converted form of annex-i is known"):
        list_history.take_in(own, annex, HISTORY / "history-runs.jsonl.gz", ORIGIN, "MIT")
