"""`ruletrace crawl` beside a running `ruletrace up`: one of them crawls a source at a time (crawls are composed)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crawler.sources import load_source
from ruletrace.cli import crawl as command
from ruletrace.journal import Journal
from ruletrace.model import Outcome, RunReport
from ruletrace.scheduler.lease import KIND, held, new_holder, take
from ruletrace.settings import Settings

MORNING = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    monkeypatch.setenv("RULETRACE_DATA", str(tmp_path))
    opened = Journal(Settings(data=tmp_path).journal_location())
    yield opened
    opened.close()


@pytest.fixture
def crawled(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Give what was crawled, and whether its lease was held meanwhile."""
    done: list[tuple[str, bool]] = []

    def crawl(source: str, *_: object) -> RunReport:
        name = load_source(source).id
        done.append((name, held(journal.entries(KIND), f"crawl {name}", datetime.now(UTC)) is not None))
        return RunReport(name, f"{name}#1", MORNING, MORNING, Outcome.OK, "composed")

    monkeypatch.setattr(command, "crawl", crawl)
    return done


def test_what_another_process_crawls_is_left_to_it_and_told(journal: Journal, crawled: list[tuple[str, bool]]) -> None:
    holder = new_holder()
    assert take(journal, "crawl csl", holder, datetime.now(UTC), 60)
    result = CliRunner().invoke(command.app, ["csl", "fr-documents"])
    assert result.exit_code == 1
    assert f"crawl csl: another process was at it (held by {holder} until " in result.stderr
    assert crawled == [("fr-documents", True)]
    now = datetime.now(UTC)
    assert held(journal.entries(KIND), "crawl fr-documents", now) is None
    assert held(journal.entries(KIND), "crawl csl", now) is not None


def test_a_source_described_by_a_file_has_the_lease_of_its_id(
    journal: Journal, crawled: list[tuple[str, bool]], tmp_path: Path
) -> None:
    path = tmp_path / "csl.yaml"
    path.write_text((Path(command.__file__).parents[2] / "crawler/sources/csl.yaml").read_text("utf-8"), "utf-8")
    assert CliRunner().invoke(command.app, [str(path)]).exit_code == 0
    assert crawled == [("csl", True)]
    assert {entry.payload["name"] for entry in journal.entries(KIND)} == {"crawl csl"}
