"""Real crawls of the documents on public inspection against the replay server."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.health import State, health
from crawler.parsers import documents
from crawler.records import FETCH, fetch_of
from crawler.replay import Fault, replay
from crawler.run import crawl
from crawler.sources import load_source
from ruletrace.archive import Archive
from ruletrace.journal import Journal
from ruletrace.model import Outcome
from ruletrace.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
SOURCE = load_source("fr-public-inspection")


def clock() -> datetime:
    return datetime.now(UTC)


def test_filed_and_withdrawn_documents_are_told_apart(tmp_path: Path) -> None:
    with replay(SAMPLES) as server:
        settings = Settings(data=tmp_path, base_url=server.base_url)
        first, second = crawl(SOURCE.id, settings, clock), crawl(SOURCE.id, settings, clock)
    assert (first.outcome, second.outcome) == (Outcome.OK, Outcome.UNCHANGED)
    assert {name: first.counts[name] for name in ("rows", "documents", "withdrawn")} == {
        "rows": 4, "documents": 3, "withdrawn": 1,
    }  # fmt: skip
    assert first.reasons == (
        "warning: listing publication_date: 2026-99903 was withdrawn: "
        "Composed: this document was withdrawn by the agency. (1 times)",
    )
    journal = Journal(settings.journal_location())
    fetch = fetch_of(next(iter(journal.entries(FETCH))).payload)
    journal.close()
    assert "etag" not in dict(fetch.headers)
    body = Archive(settings.archive_location()).get(fetch.sha256)
    held, _problems = documents("public-inspection", body, fetch.sha256, SOURCE.id, SOURCE.keywords)
    assert [(one.id, one.kind, one.published and one.published.isoformat()) for one in held] == [
        ("pi:2026-99901", "rule", "2026-11-27"),
        ("pi:2026-99902", "notice", "2026-11-30"),
        ("pi:2026-99903", "withdrawn", None),
    ]


@pytest.mark.parametrize(
    ("fault", "outcome", "reason"),
    [
        ("night", Outcome.OK, ""),
        ("no-count", Outcome.FAILED, "the envelope has no count but the keys regular_filings_updated_at, results"),
        ("unblock", Outcome.FAILED, "redirected elsewhere, to https://unblock.federalregister.gov/ (block page)"),
    ],
)
def test_an_empty_list_is_an_answer_and_a_broken_one_is_a_gap(
    tmp_path: Path, fault: str, outcome: Outcome, reason: str
) -> None:
    with replay(SAMPLES, faults={"current.json": Fault(fault)}) as server:
        settings = Settings(data=tmp_path, base_url=server.base_url)
        report = crawl(SOURCE.id, settings, clock)
    assert report.outcome is outcome
    assert reason in " ".join(report.reasons)
    journal = Journal(settings.journal_location())
    line = health(journal.entries(), clock(), [SOURCE])[0]
    journal.close()
    assert line.state is (State.FINE if outcome is Outcome.OK else State.FAILED)
    assert line.silence == ("proved" if outcome is Outcome.OK else "gap")
