"""`ruletrace entity-list` on the official text."""

import json
from pathlib import Path

from typer.testing import CliRunner

from ruletrace.cli.entity_list import app

TEXT = str(Path(__file__).resolve().parents[4] / "samples/ecfr/part-744-2026-09-01.xml.gz")


def test_rows_of_a_citation_as_json() -> None:
    result = CliRunner().invoke(app, ["show", "--citation", "90 FR 4622", "--file", TEXT, "--json"])
    rows = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert len(rows) == 16
    assert {row["country_code"] for row in rows} == {"CN", "SG"}
    assert all(row["citations"][0]["day"] == "2025-01-16" for row in rows)


def test_a_party_named_in_regulation_text_only_and_the_stay() -> None:
    result = CliRunner().invoke(app, ["show", "Reconnaissance General Bureau", "--file", TEXT])
    assert "744.22(f)(2)(vi) Reconnaissance General Bureau, Korea, North" in result.output
    assert "stayed until 2026-11-09 by 90 FR 50857" in result.output


def test_nothing_found_is_no_clearance() -> None:
    assert CliRunner().invoke(app, ["show", "No Such Party Anywhere", "--file", TEXT]).exit_code == 1


def test_the_other_lists_are_asked_for_by_their_code() -> None:
    result = CliRunner().invoke(app, ["show", "AECC Aviation Power", "--list", "meu", "--file", TEXT])
    assert "1 entries, 0 parties named in part 744" in result.output
    assert "subordinate institution: AECC Aviation Power Co. Ltd." in result.output
