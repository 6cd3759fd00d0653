"""Real crawls of the European sources against the replay server: the feed, acts in three forms, the annex by CELEX."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.health import State, health
from crawler.records import FETCH, fetch_of
from crawler.replay import Fault, ReplayServer, replay
from crawler.run import crawl, crawl_all
from crawler.sources import FOLDER, load_source
from ruletrace.archive import Archive
from ruletrace.journal import Journal
from ruletrace.model import Fetch, Outcome
from ruletrace.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
CELEX = "https://publications.europa.eu/resource/celex/"
ACT, CORRIGENDUM = "00000000-9901-11f1-9800-01aa75ed71a1", "00000000-9902-11f1-9800-01aa75ed71a1"
FEED = "display-feed"
ANNEX_2025 = "00000000-0821-11f1-9800-020251115000"
BOMB = "a document type (bomb) is not accepted"


def clock() -> datetime:
    return datetime.now(UTC)


def fetches(settings: Settings) -> list[Fetch]:
    journal = Journal(settings.journal_location())
    found = [fetch_of(entry.payload) for entry in journal.entries(FETCH)]
    journal.close()
    return found


def standing(settings: Settings, source: str) -> tuple[State, str, str]:
    journal = Journal(settings.journal_location())
    line = health(journal.entries(), clock(), [load_source(source)])[0]
    journal.close()
    return line.state, line.silence, line.reason


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with replay(SAMPLES) as running:
        yield running


@pytest.fixture
def settings(server: ReplayServer, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, base_url=server.base_url, crawl_timeout=60)


def test_feed_leads_to_the_three_forms_of_each_relevant_act(server: ReplayServer, settings: Settings) -> None:
    first, second = crawl("oj-l", settings, clock), crawl("oj-l", settings, clock)
    assert (first.outcome, first.reasons) == (Outcome.OK, ())
    assert {name: first.counts[name] for name in ("documents", "relevant", "acts", "formex", "notices")} == {
        "documents": 3, "relevant": 2, "acts": 2, "formex": 2, "notices": 2,
    }  # fmt: skip
    # Acts and their Formex do not change after publication; the feed and the notices are asked for again.
    assert (second.outcome, second.counts["fetched"], second.counts["held"]) == (Outcome.UNCHANGED, 3, 4)
    good = {(fetch.url, fetch.role): fetch for fetch in fetches(settings)}
    assert sorted(good) == sorted(
        [("https://eur-lex.europa.eu/EN/display-feed.rss?rssId=222", "feed")]
        + [
            (CELEX + number, role)
            for number in ("32026R9901", "32026R9901R(01)")
            for role in ("act", "formex", "notice")
        ]
    )
    headers = dict(good[CELEX + "32026R9901", "act"].headers)
    assert headers["content-location"] == f"https://publications.europa.eu/resource/cellar/{ACT}.0006.01/DOC_1"
    assert headers["x-ruletrace-replay"] == "composed"
    # The front end is asked for its robots.txt and the feed, and never for a page.
    assert {asked.path for asked in server.asked if asked.host == "eur-lex.europa.eu"} == {
        "/robots.txt",
        "/EN/display-feed.rss",
    }
    assert standing(settings, "oj-l") == (State.FINE, "proved", "")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("challenge", "HTTP 202 where 200 was expected: a challenge script of the web application firewall"),
        ("feed-html", "an HTML page ('Error (composed) - EUR-Lex') where XML was expected"),
        ("stale", "stale feed: newest item of 2026-08-"),
        ("entity-bomb", "a document type is not accepted in a feed"),
        ("elsewhere", "redirected elsewhere, to https://www.example.org/elsewhere: not followed"),
        ("truncated", "not well-formed: "),
    ],
)
def test_feed_that_is_none_is_a_gap_and_never_no_news(
    server: ReplayServer, settings: Settings, fault: str, reason: str
) -> None:
    server.faults[FEED] = Fault(fault)
    report = crawl("oj-l", settings, clock)
    assert report.outcome is Outcome.FAILED
    assert reason in " ".join(report.reasons)
    state, silence, said = standing(settings, "oj-l")
    assert (state, silence) == (State.FAILED, "gap")
    assert reason in said


def test_each_form_that_cannot_be_had_or_read_has_its_reason(server: ReplayServer, settings: Settings) -> None:
    shown = {
        f"{ACT}.0006.01": ("does-not-exist", "the service answers that the requested document does not exist"),
        f"{ACT}.0006.02": ("zip-bomb", "a zip bomb is refused"),
        ACT: ("entity-bomb", BOMB),
        f"{CORRIGENDUM}.0006.01": ("elsewhere", "redirected elsewhere, to https://www.example.org/elsewhere"),
        f"{CORRIGENDUM}.0006.02": ("challenge", "HTTP 202 where 200 was expected: a challenge script"),
        CORRIGENDUM: ("missing", "HTTP 404 where 200 was expected"),
    }
    server.faults.update({part: Fault(name) for part, (name, _reason) in shown.items()})
    report = crawl("oj-l", settings, clock)
    assert (report.outcome, report.counts["documents"], report.counts["failed"]) == (Outcome.FAILED, 3, 6)
    failed = {(fetch.url, fetch.role): fetch.reason for fetch in fetches(settings) if fetch.outcome is Outcome.FAILED}
    expected = [reason for _name, reason in shown.values()]
    places = [
        (CELEX + number, role) for number in ("32026R9901", "32026R9901R(01)") for role in ("act", "formex", "notice")
    ]
    for place, reason in zip(places, expected, strict=True):
        assert reason in failed[place]
        assert reason in standing(settings, "oj-l")[2]


def test_annex_of_two_dates_and_a_corrigendum_in_place(server: ReplayServer, settings: Settings) -> None:
    first, second = crawl("eu-annex-i", settings, clock), crawl("eu-annex-i", settings, clock)
    assert (first.outcome, first.counts["entries"], first.counts["texts"]) == (Outcome.OK, 366 + 384, 2)
    assert (second.outcome, second.counts["fetched"]) == (Outcome.UNCHANGED, 2)
    server.faults[ANNEX_2025] = Fault("corrected")
    third = crawl("eu-annex-i", settings, clock)
    assert (third.outcome, third.counts["unchanged"]) == (Outcome.OK, 1)

    texts = [fetch for fetch in fetches(settings) if fetch.url == CELEX + "02021R0821-20251115"]
    assert [fetch.outcome for fetch in texts] == [Outcome.OK, Outcome.UNCHANGED, Outcome.OK]
    archive = Archive(settings.archive_location())
    before, after = archive.get(texts[0].sha256), archive.get(texts[2].sha256)
    assert b"3B501.f.1.a Not used;" in before
    assert b"3B501.f.1.a [Composed: the words of the corrigendum of 9 February 2026 are not held];" in after
    trust = [(dict(fetch.headers)["x-ruletrace-replay"], dict(fetch.headers)["x-ruletrace-form"]) for fetch in texts]
    assert trust == [("recorded", "converted by others")] * 2 + [("composed", "converted by others")]


def test_official_form_of_the_annex_is_kept_and_reported(server: ReplayServer, settings: Settings) -> None:
    server.faults[ANNEX_2025] = Fault("official-form")
    report = crawl("eu-annex-i", settings, clock)
    assert (report.outcome, report.counts["entries"]) == (Outcome.FAILED, 366)
    assert "form not readable yet: an XHTML page" in report.reasons[0]
    failed = next(fetch for fetch in fetches(settings) if fetch.outcome is Outcome.FAILED)
    assert Archive(settings.archive_location()).get(failed.sha256) == (SAMPLES / "eu/act.composed.xhtml").read_bytes()


def test_a_page_of_50_mb_and_bombs_hurt_no_other_source(server: ReplayServer, settings: Settings) -> None:
    server.faults.update(
        {
            ANNEX_2025: Fault("large"),
            f"{ACT}.0006.01": Fault("entity-bomb"),
            f"{ACT}.0006.02": Fault("bomb"),
            "celex/32026R9901R": Fault("elsewhere"),
        }
    )
    annex, inspection, journal = crawl_all(settings, clock, ["eu-annex-i", "fr-public-inspection", "oj-l"])
    assert (annex.outcome, annex.counts["entries"], annex.counts["failed"]) == (Outcome.FAILED, 366, 1)
    assert "larger than 33554432 bytes" in annex.reasons[0]
    assert inspection.outcome is Outcome.OK
    assert (journal.outcome, journal.counts["documents"], journal.counts["notices"]) == (Outcome.FAILED, 3, 1)
    reasons = " ".join(journal.reasons)
    assert "not an XHTML page" in reasons  # the bomb's own opening: an XML document that is no page
    assert "not a readable zip" in reasons
    assert reasons.count("redirected elsewhere, to https://www.example.org/elsewhere") == 3


def test_unknown_celex_is_a_failed_fetch(server: ReplayServer, settings: Settings, tmp_path: Path) -> None:
    text = (FOLDER / "eu-annex-i.yaml").read_text("utf-8")
    changed = text.replace("id: eu-annex-i", "id: annex-composed").replace("02021R0821-20210909", "02021R0821-20990101")
    (tmp_path / "annex-composed.yaml").write_text(changed, "utf-8")
    report = crawl(str(tmp_path / "annex-composed.yaml"), settings, clock)
    assert report.reasons == (f"text {CELEX}02021R0821-20990101: HTTP 404 where 200 was expected",)
    assert server.asked
