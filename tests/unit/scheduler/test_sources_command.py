"""`ruletrace sources`: when each source last succeeded and last failed, and why (runs are composed)."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.records import FINISHED, report_payload, start_run
from ruletrace.cli import dashboard as command
from ruletrace.cli import screen
from ruletrace.journal import Journal
from ruletrace.model import Outcome, RunReport
from ruletrace.settings import Settings

GOOD, BAD = datetime(2026, 11, 25, 6, 0, tzinfo=UTC), datetime(2026, 11, 26, 7, 30, 15, tzinfo=UTC)
REASON = "list https://data.trade.gov/x/consolidated.json: block page: HTML with 'Request Access'"


@pytest.fixture(autouse=True)
def _runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RULETRACE_DATA", str(tmp_path))
    journal = Journal(Settings(data=tmp_path).journal_location())
    for number, at, outcome, reasons in ((1, GOOD, Outcome.OK, ()), (2, BAD, Outcome.FAILED, (REASON,))):
        run = f"csl#{number}"
        start_run(journal, "csl", "composed", run, at)
        journal.append(FINISHED, report_payload(RunReport("csl", run, at, at, outcome, "composed", {}, reasons)), at)
    journal.close()


def test_json_tells_both_times_and_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    command.sources_command(as_json=True)
    lines = {line["source"]: line for line in map(json.loads, capsys.readouterr().out.splitlines())}
    assert lines["csl"] == {
        "source": "csl",
        "state": "failed",
        "silence": "gap",
        "last success (UTC)": "2026-11-25 06:00:00+00:00",
        "last failure (UTC)": "2026-11-26 07:30:15+00:00",
        "rhythm (hours)": 24,
        "reason": REASON,
    }
    assert (lines["oj-l"]["last failure (UTC)"], lines["oj-l"]["reason"]) == ("never", "")


def test_table_is_readable_at_120_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")  # a width that is set on the console stays after the test
    with screen.out.capture() as captured:
        command.sources_command()
    lines = captured.get().splitlines()
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if line.startswith("│")]
    (csl,) = (row for row in rows if row[0] == "csl")
    assert csl[:6] == ["csl", "failed", "gap", "2026-11-25 06:00", "2026-11-26 07:30", "24"]
    assert {row[0] for row in rows} >= {"csl", "fr-public-inspection", "oj-l"}, "no id is broken"
    assert max(map(len, lines)) <= 120
    start = rows.index(csl)
    reason = "".join(row[6] for row in rows[start : start + 6] if row[0] in ("csl", ""))
    assert re.sub(r"\s", "", REASON) == re.sub(r"\s", "", reason)
