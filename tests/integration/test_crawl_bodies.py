"""Full texts that a composed listing leads to: wrong addresses, answers of another kind, robots.txt out of reach."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_crawl import RULE, clock, fetches, settings_for, variant

from crawler.records import Recorder
from crawler.replay import Fault, ReplayServer, replay
from crawler.run import crawl
from ruletrace.archive import Archive
from ruletrace.journal import Journal
from ruletrace.model import Outcome
from ruletrace.settings import Settings

AGENCY = "comptroller-of-the-currency"
HOST = "https://www.federalregister.gov"
ERROR = b"<Error><Code>SlowDown</Code></Error>"
GOOD, BUSY = (f"{HOST}/documents/full_text/xml/2014/12/30/{number}.xml" for number in ("2014-30419", "2014-30420"))
HELD = f"{HOST}/documents/full_text/xml/2014/12/30/2014-30421.xml"
WRONG = {
    "https://[::1": "not followed: Invalid IPv6 URL",
    f"{HOST}:99999/x.xml": "not followed: Port out of range 0-65535",
    f"{HOST}:8443/x.xml": "not followed: address outside www.federalregister.gov",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ReplayServer]:
    """Serve a composed listing around a real rule of another agency, which stands for two of its documents."""
    folder = tmp_path / "samples/federalregister"
    (folder / "bodies").mkdir(parents=True)
    for name in ("2014-30419", "2014-30421"):
        (folder / f"bodies/{name}.xml").write_bytes(RULE.read_bytes())
    (folder / "bodies/2014-30420.xml").write_bytes(ERROR)
    rows = [
        {"document_number": f"composed-{place}", "title": "Composed", "publication_date": "2014-12-30",
         "type": "Rule", "full_text_xml_url": url}
        for place, url in enumerate([*WRONG, HELD, BUSY, GOOD])
    ]  # fmt: skip
    store = {"agency": AGENCY, "documents": [{"origin": ["composed"], "document": row} for row in rows]}
    (folder / "documents.composed.json").write_text(json.dumps(store), "utf-8")
    with replay(tmp_path / "samples") as running:
        yield running


@pytest.fixture
def source(tmp_path: Path) -> str:
    changes = {"industry-and-security-bureau": AGENCY, "gte%5D=2016": "gte%5D=2014", "min: 100": "min: 1"}
    return variant(tmp_path, "fr-documents", changes)


def hold(settings: Settings, url: str, body: bytes) -> None:
    """Record a body as good that an earlier version took for one."""
    journal = Journal(settings.journal_location())
    recorder = Recorder("fr-documents-composed", "", Archive(settings.archive_location()), journal, clock)
    recorder.good(url, "body", 200, {"etag": '"composed"'}, body)
    journal.close()


def test_a_wrong_address_or_body_hinders_no_other(server: ReplayServer, source: str, tmp_path: Path) -> None:
    settings = settings_for(server, tmp_path)
    hold(settings, HELD, ERROR)
    report = crawl(source, settings, clock)
    kinds = "CORRECT, NOTICE, PRESDOCU, PRORULE, RULE"
    busy = f"no Federal Register document ({kinds}) in the XML: its root is Error ('SlowDown')"
    assert {fetch.url: fetch.reason for fetch in fetches(settings) if fetch.reason} == {**WRONG, BUSY: busy}
    assert (report.outcome, report.counts["failed"], report.counts["bodies"]) == (Outcome.FAILED, 4, 2)
    assert report.counts.get("held", 0) == 0, "what an earlier version took is asked for again"
    assert not any("the spider itself" in reason for reason in report.reasons)

    asked = len(server.asked)
    again = crawl(source, settings, clock)
    assert (again.counts["held"], again.counts["failed"]) == (2, 4)
    bodies = [one.path for one in server.asked[asked:] if one.path.endswith(".xml")]
    assert bodies == [BUSY.removeprefix(HOST)], "a refused answer is asked for again"


def test_robots_out_of_reach_allows_nothing(server: ReplayServer, source: str, tmp_path: Path) -> None:
    server.faults["robots.txt"] = Fault("error")
    report = crawl(source, settings_for(server, tmp_path), clock)
    assert report.outcome is Outcome.FAILED
    assert report.reasons[0].endswith("robots.txt is out of reach (HTTP 500), so nothing may be asked for (RFC 9309)")
    assert {asked.path for asked in server.asked} == {"/robots.txt"}

    server.faults["robots.txt"] = Fault("missing")
    assert crawl(source, settings_for(server, tmp_path), clock).counts["documents"] == 6
