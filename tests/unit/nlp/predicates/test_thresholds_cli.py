"""`ruletrace thresholds show` and `coverage` on the list of 2026-09-01."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from regulation.controls.ccl import read_ccl
from ruletrace.cli import thresholds
from ruletrace.pipeline.controls import kept
from ruletrace.pipeline.list_history import DatedText, Held

TEXT = Path(__file__).parents[4] / "samples/ecfr/part-774-2026-09-01.xml.gz"
DAY = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.fixture(scope="module")
def held() -> Held:
    own = kept("ccl")
    assert own is not None
    controls = read_ccl(gzip.decompress(TEXT.read_bytes()), date(2026, 9, 1))
    return Held(own, (DatedText(controls, "2026-09-01", DAY, ""),), (), ())


@pytest.fixture
def run(held: Held, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    @contextmanager
    def folder() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(now=lambda: DAY)

    monkeypatch.setattr(thresholds, "folder", folder)
    monkeypatch.setattr(thresholds, "held_of", lambda _context, _name: held)
    return CliRunner()


def test_show_prints_the_tree_with_the_words_beside_it(run: CliRunner) -> None:
    found = run.invoke(thresholds.app, ["show", "3a090.A.2"])
    assert found.exit_code == 0
    assert "    performance density >= 5.92  « and a 'performance density' of 5.92 or more »" in found.stdout
    assert "not: fact: designed or marketed for use in datacenters" in found.stdout
    assert "from the text of 2026-09-01; later amendments not seen" in found.stderr


def test_show_as_json(run: CliRunner) -> None:
    found = run.invoke(thresholds.app, ["show", "4E091", "--json"])
    row = json.loads(found.stdout)
    assert (row["designation"], row["text_of"], row["converted_by"]) == ("4E091", "2026-09-01", "")
    (bound,) = (part["bound"] for part in row["condition"]["all"] if "bound" in part)
    assert (bound["comparator"], bound["number"]) == (">=", "1E+26")
    assert [note["kind"] for note in row["notes"]].count("excludes") == 3


def test_show_refuses_what_the_text_has_not(run: CliRunner) -> None:
    found = run.invoke(thresholds.app, ["show", "3A090.x"])
    assert found.exit_code == 1
    assert "no 3A090.x in the ccl of 2026-09-01" in found.stderr
    early = run.invoke(thresholds.app, ["show", "3A090", "--on", "2020-01-01"])
    assert "no 3A090 on 2020-01-01 (texts held: 2026-09-01)" in " ".join(early.stderr.split())


def test_coverage_as_json(run: CliRunner) -> None:
    found = run.invoke(thresholds.app, ["coverage", "--json"])
    rows = {row["entry"]: row for row in map(json.loads, found.stdout.splitlines())}
    assert (rows["3A090"]["read"], rows["3A090"]["unread"]) == (11, 0)
    assert rows["6A004"]["not_read"][0]["paragraph"] == "6A004.b.2"


def test_coverage_prints_a_table_by_category(run: CliRunner) -> None:
    found = run.invoke(thresholds.app, ["coverage"])
    assert found.exit_code == 0
    assert "By category" in found.stdout
    assert "not read: 6A004.b.2: …" in found.stdout
