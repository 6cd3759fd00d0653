"""Real crawls: Scrapy in child processes against the replay server, over real sockets."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.health import State, health
from crawler.polite import scrapy_settings
from crawler.records import FETCH, FINISHED, STARTED, fetch_of
from crawler.replay import Fault, ReplayServer, replay
from crawler.run import RefusedError, crawl, crawl_all
from crawler.sources import FOLDER, load_source
from ruletrace.archive import Archive
from ruletrace.journal import Journal
from ruletrace.model import Fetch, Outcome, RunReport
from ruletrace.settings import MEGABYTE, Settings

FIRST = ["csl", "ecfr-774", "fr-documents"]  # the others: test_crawl_*.py
ROOT = Path(__file__).parents[2]
SOURCES = [load_source(name) for name in FIRST]
SAMPLES = ROOT / "samples"
RULE = ROOT / "tests/fixtures/fr-documents/recorded-rule-2014-30419/input.xml"
PARENT = """
from datetime import UTC, datetime
from crawler.run import crawl
from ruletrace.settings import Settings
crawl("csl", Settings(), lambda: datetime.now(UTC))
"""
RULE_URL = "https://www.federalregister.gov/documents/full_text/xml/2014/12/30/2014-30419.xml"


def clock() -> datetime:
    return datetime.now(UTC)


def settings_for(server: ReplayServer, data: Path, max_body: int = 64 * MEGABYTE, crawl_timeout: int = 60) -> Settings:
    return Settings(data=data, base_url=server.base_url, max_body=max_body, crawl_timeout=crawl_timeout)


def fetches(settings: Settings) -> list[Fetch]:
    journal = Journal(settings.journal_location())
    found = [fetch_of(entry.payload) for entry in journal.entries(FETCH)]
    journal.close()
    return found


def variant(folder: Path, name: str, changes: Mapping[str, str]) -> str:
    """Write a shipped source with changes as one of its own, and return its YAML's path."""
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path = folder / f"{name}-composed.yaml"
    path.write_text(text.replace(f"id: {name}", f"id: {name}-composed"), "utf-8")
    return str(path)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with replay(SAMPLES) as running:
        yield running


def test_all_sources_and_then_nothing_new(server: ReplayServer, tmp_path: Path) -> None:
    settings = settings_for(server, tmp_path)
    first = {report.source: report for report in crawl_all(settings, clock, FIRST)}
    assert {name: report.outcome for name, report in first.items()} == dict.fromkeys(first, Outcome.OK)
    assert first["fr-documents"].counts["documents"] == 135
    assert (first["ecfr-774"].counts["versions"], first["ecfr-774"].counts["texts"]) == (2, 2)
    assert first["csl"].counts["parties"] == 25921

    second = crawl_all(settings, clock, FIRST)
    assert [report.outcome for report in second] == [Outcome.UNCHANGED] * 3
    found = fetches(settings)
    assert [fetch.outcome for fetch in found] == [Outcome.OK] * 6 + [Outcome.UNCHANGED] * 6
    assert [fetch.status for fetch in found if fetch.source == "csl"] == [200, 304]
    assert len({fetch.sha256 for fetch in found}) == 6
    _check_kept(settings, found)
    assert {asked.headers["user-agent"] for asked in server.asked} == {"Ruletrace/0.1.0 (+replay)"}
    assert {asked.host for asked in server.asked if asked.path == "/robots.txt"} == {
        "data.trade.gov",
        "www.ecfr.gov",
        "www.federalregister.gov",
    }


def _check_kept(settings: Settings, found: list[Fetch]) -> None:
    archive, journal = Archive(settings.archive_location()), Journal(settings.journal_location())
    for fetch in found:
        assert fetch.url.startswith("https://")
        assert len(archive.get(fetch.sha256)) == fetch.size
        assert dict(fetch.headers)["x-ruletrace-replay"] == ("recorded" if fetch.role == "text" else "composed")
    assert len([*journal.entries(STARTED)]) == len([*journal.entries(FINISHED)]) == 6
    assert journal.verify() == 24
    now = clock()
    assert [line.state for line in health(journal.entries(), now, SOURCES)] == [State.FINE] * 3
    assert [line.silence for line in health(journal.entries(), now + timedelta(days=2), SOURCES)] == ["gap"] * 3
    journal.close()


# Each round shows one fault a source; the reason is the report's first.
ROUNDS = [
    {
        "fr-documents": ("documents.json", "unblock", "redirected elsewhere, to https://unblock.federalregister.gov/"),
        "ecfr-774": ("full/2026-06-25", "corrupt", "not well-formed XML at line"),
        "csl": ("consolidated.json", "truncated", "truncated or corrupt JSON at line 1, column"),
    },
    {
        "fr-documents": ("documents.json", "miscount", "the pages count 135 and 142 documents"),
        "ecfr-774": ("versions", "shrunken", "shrunken: 1 versions where 2 to 400 versions"),
        "csl": ("consolidated.json", "short", "the connection ended before the whole body came"),
    },
]


@pytest.mark.parametrize("shown", ROUNDS, ids=["first", "second"])
def test_faults_are_failed_runs_with_a_reason(
    server: ReplayServer, tmp_path: Path, shown: dict[str, tuple[str, str, str]]
) -> None:
    settings = settings_for(server, tmp_path)
    server.faults.update({part: Fault(name) for part, name, _reason in shown.values()})
    reports = {report.source: report for report in crawl_all(settings, clock, FIRST)}
    for source, (_part, _name, reason) in shown.items():
        assert reports[source].outcome is Outcome.FAILED
        assert reason in reports[source].reasons[0]
    journal = Journal(settings.journal_location())
    for line in health(journal.entries(), clock(), SOURCES):
        assert (line.state, line.silence) == (State.FAILED, "gap")
        assert shown[line.source][2] in line.reason
    journal.close()


def test_block_page_is_kept_as_evidence_and_the_good_pages_too(server: ReplayServer, tmp_path: Path) -> None:
    settings = settings_for(server, tmp_path)
    server.faults["documents?"] = Fault("block")  # the second page only
    report = crawl("fr-documents", settings, clock)
    good, blocked = fetches(settings)
    assert (good.outcome, blocked.outcome, blocked.status) == (Outcome.OK, Outcome.FAILED, 200)
    assert b"Request Access" in Archive(settings.archive_location()).get(blocked.sha256)
    assert report.counts["documents"] == 100
    assert report.reasons[1] == "listing: the service counts 135 documents, 100 came"


def test_passing_error_is_retried(server: ReplayServer, tmp_path: Path) -> None:
    server.faults["consolidated.json"] = Fault("error", times=2)
    report = crawl("csl", settings_for(server, tmp_path), clock)
    assert (report.outcome, report.counts["parties"]) == (Outcome.OK, 25921)


def test_full_text_is_followed_and_asked_for_once(tmp_path: Path) -> None:
    """A composed listing around a real rule of another agency: no body of the Bureau's is held."""
    samples = tmp_path / "samples/federalregister"
    (samples / "bodies").mkdir(parents=True)
    (samples / "bodies/2014-30419.xml").write_bytes(RULE.read_bytes())
    title = "Appraisals for Higher-Priced Mortgage Loans Exemption Threshold Adjustment—Final Rule"
    row = {"document_number": "2014-30419", "title": title, "publication_date": "2014-12-30", "type": "Rule",
           "full_text_xml_url": RULE_URL}  # fmt: skip
    agency = "comptroller-of-the-currency"
    store = {"agency": agency, "documents": [{"origin": ["composed"], "document": row}]}
    (samples / "documents.composed.json").write_text(json.dumps(store), "utf-8")
    source = variant(
        tmp_path,
        "fr-documents",
        {"industry-and-security-bureau": agency, "gte%5D=2016": "gte%5D=2014", "min: 100": "min: 1"},
    )
    with replay(tmp_path / "samples") as server:
        settings = settings_for(server, tmp_path)
        first, second = crawl(source, settings, clock), crawl(source, settings, clock)
    assert (first.outcome, first.counts["documents"], first.counts["bodies"]) == (Outcome.OK, 1, 1)
    assert (second.outcome, second.counts["fetched"], second.counts["held"]) == (Outcome.UNCHANGED, 1, 1)
    body = next(fetch for fetch in fetches(settings) if fetch.role == "body")
    assert body.url == RULE_URL
    assert Archive(settings.archive_location()).get(body.sha256) == RULE.read_bytes()


def test_redirect_loop_ends_with_a_reason(server: ReplayServer, tmp_path: Path) -> None:
    server.faults["consolidated.json"] = Fault("loop")
    report = crawl("csl", settings_for(server, tmp_path), clock)
    assert report.outcome is Outcome.FAILED
    assert report.reasons[0].endswith("consolidated.json: more than 5 redirects")


def test_robots_txt_is_obeyed(server: ReplayServer, tmp_path: Path) -> None:
    source = variant(tmp_path, "csl", {"data.trade.gov/downloadable": "data.trade.gov/private/downloadable"})
    report = crawl(source, settings_for(server, tmp_path), clock)
    assert report.outcome is Outcome.FAILED
    assert "robots.txt does not allow this address" in report.reasons[0]
    assert {asked.path for asked in server.asked} == {"/robots.txt"}


@pytest.mark.parametrize("fault", ["", "bomb"])
def test_answer_that_is_too_large_is_a_failed_fetch(server: ReplayServer, tmp_path: Path, fault: str) -> None:
    server.faults.update({"consolidated.json": Fault(fault)} if fault else {})
    report = crawl("csl", settings_for(server, tmp_path, max_body=1_000_000), clock)
    assert report.outcome is Outcome.FAILED
    assert "larger than 1000000 bytes" in report.reasons[0]


def test_timeout_ends_the_whole_child(server: ReplayServer, tmp_path: Path) -> None:
    server.faults["consolidated.json"] = Fault("slow")
    settings = settings_for(server, tmp_path, crawl_timeout=3)
    report = crawl("csl", settings, clock)
    assert report.outcome is Outcome.FAILED
    assert report.reasons == ("the crawl's process timed out after 3 s and was ended",)
    assert _children() == []


def test_killed_child_is_a_failed_run(server: ReplayServer, tmp_path: Path) -> None:
    server.faults["consolidated.json"] = Fault("slow")
    settings = settings_for(server, tmp_path)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(crawl, "csl", settings, clock)
        wait_for(lambda: len(server.asked) == 2)
        os.kill(_children()[0], signal.SIGKILL)
        report: RunReport = waiting.result(timeout=20)
    assert report.reasons == ("the crawl's process was killed by signal 9",)
    assert report.outcome is Outcome.FAILED


def test_run_of_which_nobody_reported_the_end_reads_as_failed(server: ReplayServer, tmp_path: Path) -> None:
    """Child and parent are gone at once, as in a power cut; the next run makes the source fine again."""
    server.faults["consolidated.json"] = Fault("slow", times=1)
    settings = settings_for(server, tmp_path)
    environment = {**os.environ, "RULETRACE_DATA": str(tmp_path), "RULETRACE_BASE_URL": server.base_url}
    child = subprocess.Popen([sys.executable, "-m", "crawler.child", "csl"], env=environment)
    wait_for(lambda: len(server.asked) == 2)
    child.kill()
    child.wait()
    journal = Journal(settings.journal_location())
    assert [entry.kind for entry in journal.entries()] == [STARTED]
    later = clock() + timedelta(hours=1)
    assert health(journal.entries(), later)[0].reason.startswith("interrupted: the run that started at ")
    report = crawl("csl", settings, clock)
    assert (report.run, report.outcome) == ("csl#2", Outcome.OK)
    assert health(journal.entries(), clock())[0].state is State.FINE
    journal.close()


def test_child_ends_with_its_parent(server: ReplayServer, tmp_path: Path) -> None:
    """The parent is killed alone; its crawl would go on, and report, while the next one begins."""
    server.faults["consolidated.json"] = Fault("slow", times=1)
    environment = {**os.environ, "RULETRACE_DATA": str(tmp_path), "RULETRACE_BASE_URL": server.base_url}
    parent = subprocess.Popen([sys.executable, "-c", PARENT], env=environment)
    wait_for(lambda: len(server.asked) == 2)
    children = [int(pid) for pid in Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()]
    parent.kill()
    parent.wait()
    wait_for(lambda: children != [] and not any(_lives(child) for child in children))
    journal = Journal(settings_for(server, tmp_path).journal_location())
    assert [entry.kind for entry in journal.entries(STARTED, FETCH, FINISHED)] == [STARTED]
    journal.close()


def test_child_prints_its_report_and_an_exit_code(server: ReplayServer, tmp_path: Path) -> None:
    server.faults["documents.json"] = Fault("moved")
    child = _child("fr-documents", RULETRACE_DATA=str(tmp_path), RULETRACE_BASE_URL=server.base_url)
    report = json.loads(child.stdout)
    assert (child.returncode, report["outcome"], report["run"]) == (1, "failed", "fr-documents#1")
    # Moved within the host: followed, and what is there is judged.
    assert report["reasons"] == ["listing https://www.federalregister.gov/moved: HTTP 404 where 200 was expected"]


def test_live_crawl_without_a_contact_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="a live crawl needs RULETRACE_CONTACT"):
        crawl_all(Settings(data=tmp_path, base_url="", contact=""), clock)
    child = _child("csl", RULETRACE_DATA=str(tmp_path), RULETRACE_BASE_URL="", RULETRACE_CONTACT="")
    assert (child.returncode, child.stdout) == (2, "")
    assert "a live crawl needs RULETRACE_CONTACT" in child.stderr
    assert not (tmp_path / "journal.sqlite").exists()


def test_live_crawl_is_polite() -> None:
    live = scrapy_settings(load_source("fr-documents"), Settings(base_url="", contact="desk@example.org"))
    assert live["USER_AGENT"] == "Ruletrace/0.1.0 (+desk@example.org)"
    assert (live["ROBOTSTXT_OBEY"], live["AUTOTHROTTLE_ENABLED"]) == (True, True)
    assert (live["DOWNLOAD_DELAY"], live["CONCURRENT_REQUESTS_PER_DOMAIN"], live["DOWNLOAD_HANDLERS"]) == (1.0, 1, {})
    far = scrapy_settings(load_source("fr-documents"), Settings(base_url="http://replay.example.org"))
    assert far["DOWNLOAD_DELAY"] == 1.0


def _child(source: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "crawler.child", source]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


def _lives(pid: int) -> bool:
    # Nobody may be there to take an orphan's end: it then stays as a zombie.
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def _children() -> list[int]:
    """Return the crawls among our child processes; other tests' engines are children too."""
    lists = Path("/proc/self/task").glob("*/children")
    found = [int(number) for path in lists for number in path.read_text().split()]
    return [child for child in found if b"crawler.child" in Path(f"/proc/{child}/cmdline").read_bytes()]
