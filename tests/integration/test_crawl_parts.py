"""The other parts of the EAR, crawled for real: five texts that the reader of parts can read, or a reason."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawler.health import State, health
from crawler.records import FETCH, fetch_of
from crawler.replay import Fault, ReplayServer, replay
from crawler.run import crawl
from crawler.sources import load_source
from regulation.parts import read_part_tree
from ruletrace.archive import Archive
from ruletrace.journal import Journal
from ruletrace.model import Fetch, Outcome
from ruletrace.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
NAME = "ecfr-parts"
FULL = "https://www.ecfr.gov/api/versioner/v1/full/2026-09-01/title-15.xml?part="
PARTS = ("734", "738", "740", "742", "744")
# One paragraph a part that its text must hold.
HELD = {
    "734": "734.9(e)",
    "738": "738.2(d)",
    "740": "740.2(a)(9)",
    "742": "742.6(a)(6)(iii)",
    "744": "Supplement No. 4 to part 744",
}


def clock() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with replay(SAMPLES) as running:
        yield running


@pytest.fixture
def settings(server: ReplayServer, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, base_url=server.base_url)


def texts(settings: Settings) -> dict[str, Fetch]:
    journal = Journal(settings.journal_location())
    found = [fetch_of(entry.payload) for entry in journal.entries(FETCH)]
    journal.close()
    return {fetch.url.removeprefix(FULL): fetch for fetch in found if fetch.role == "text"}


def standing(settings: Settings) -> tuple[State, str, str]:
    journal = Journal(settings.journal_location())
    (line,) = health(journal.entries(), clock(), [load_source(NAME)])
    journal.close()
    return line.state, line.silence, line.reason


def test_five_texts_come_and_are_read(settings: Settings) -> None:
    first, second = crawl(NAME, settings, clock), crawl(NAME, settings, clock)
    assert (first.outcome, first.reasons, first.counts["versions"], first.counts["texts"]) == (Outcome.OK, (), 5, 5)
    assert (second.outcome, second.counts["unchanged"]) == (Outcome.UNCHANGED, 10)
    assert standing(settings) == (State.FINE, "proved", "")
    archive, found = Archive(settings.archive_location()), texts(settings)
    assert sorted(found) == sorted(PARTS)
    for part, fetch in found.items():
        tree = read_part_tree(archive.get(fetch.sha256), date(2026, 9, 1))
        assert (tree.part, tree.law.sha256) == (part, fetch.sha256)
        assert tree.find(HELD[part]) is not None


@pytest.mark.parametrize(
    ("address", "fault", "reason"),
    [
        (f"{FULL}738", "missing", f"text {FULL}738: HTTP 404 where 200 was expected"),
        (f"{FULL}740", "html", f"text {FULL}740: HTML where text/xml, application/xml was expected"),
        (f"{FULL}742", "block", f"text {FULL}742: block page: HTML with 'Request Access'"),
        (f"{FULL}744", "truncated", f"text {FULL}744: shrunken: 1255193 bytes where at least 1800000 were expected"),
        (f"{FULL}734", "corrupt", f"text {FULL}734: not well-formed XML at line"),
        ("json?part=742", "html", "title-15.json?part=742&issue_date%5Bgte%5D=2025-09-29: HTML where application/json"),
    ],
)
def test_a_part_that_does_not_come_is_named(
    server: ReplayServer, settings: Settings, address: str, fault: str, reason: str
) -> None:
    server.faults[address] = Fault(fault)
    report = crawl(NAME, settings, clock)
    assert (report.outcome, report.counts["texts"], len(report.reasons)) == (Outcome.FAILED, 4, 1)
    assert reason in report.reasons[0]
    state, silence, said = standing(settings)
    assert (state, silence, said) == (State.FAILED, "gap", report.reasons[0])
    assert sum(fetch.outcome is Outcome.OK for fetch in texts(settings).values()) == 4


def test_a_part_without_any_version_is_named(tmp_path: Path) -> None:
    """Composed: the service answers an empty list for part 740."""
    samples = tmp_path / "samples/ecfr"
    samples.mkdir(parents=True)
    for path in (SAMPLES / "ecfr").glob("part-7[34]*.gz"):
        (samples / path.name).symlink_to(path)
    listed = (SAMPLES / "ecfr/versions-title-15.composed.json").read_text("utf-8")
    (samples / "versions-title-15.composed.json").write_text(listed.replace('"part": "740"', '"part": "999"'), "utf-8")
    with replay(tmp_path / "samples") as server:
        report = crawl(NAME, Settings(data=tmp_path, base_url=server.base_url), clock)
    assert (report.outcome, report.counts["texts"]) == (Outcome.FAILED, 4)
    assert "title-15.json?part=740" in report.reasons[0]
    assert "shrunken: 0 versions where 1 to 400 versions" in report.reasons[0]
