"""What a run's report says."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crawler.parsers import PARSERS, Answer, ParsedPage, Problem
from crawler.sources import load_source
from crawler.tally import MAX_ERRORS, REPLAY_DAY, Tally
from ruletrace.model import Document, Fetch, Outcome, RunReport

AT = datetime(2026, 11, 26, tzinfo=UTC)
SOURCE = load_source("fr-documents")


def fetch(outcome: Outcome, reason: str = "") -> Fetch:
    return Fetch("fr-documents", "fr-documents#1", "https://x/1", AT, 200, (), "", 0, outcome, "listing", reason)


def page(*keys: str, total: int | None = None, problems: tuple[Problem, ...] = ()) -> ParsedPage:
    return ParsedPage(keys=keys, total=total, problems=problems, counts={"documents": len(keys)})


def report(*answers: tuple[Fetch, ParsedPage | None]) -> RunReport:
    tally = Tally(SOURCE)
    for answer in answers:
        tally.add(*answer)
    return tally.report("fr-documents#1", AT, AT)


OK, SAME, BAD = fetch(Outcome.OK), fetch(Outcome.UNCHANGED), fetch(Outcome.FAILED, "empty body")


@pytest.mark.parametrize(
    ("answers", "outcome", "reasons"),
    [
        ([(OK, page("1", "2", total=3)), (OK, page("3", total=3))], Outcome.OK, ()),
        ([(SAME, page("1", total=1)), (SAME, None)], Outcome.UNCHANGED, ()),
        ([(SAME, page("1", total=1)), (OK, None)], Outcome.OK, ()),
        ([(OK, page("1", "2", total=3)), (OK, page("1", "2", total=3))], Outcome.FAILED,
         ("listing: the service counts 3 documents, 2 came",)),
        ([(OK, page("1", "2", total=3)), (OK, page("3", total=4))], Outcome.FAILED,
         ("listing: the pages count 3 and 4 documents: they do not belong together",)),
        ([(OK, page("1", total=1)), (BAD, None)], Outcome.FAILED, ("listing https://x/1: empty body",)),
        ([(OK, page("1", total=1, problems=(Problem("/results/0", "novelty", "unknown field"),)))], Outcome.OK,
         ("warning: listing novelty: unknown field (1 times)",)),
        ([(OK, page("1", total=1, problems=(Problem("/results/0", "title", "missing", "error"),)))], Outcome.FAILED,
         ("listing https://x/1: error: /results/0 title: missing",)),
        ([], Outcome.FAILED, ("nothing was fetched",)),
    ],
)  # fmt: skip
def test_outcome(answers: list[tuple[Fetch, ParsedPage | None]], outcome: Outcome, reasons: tuple[str, ...]) -> None:
    found = report(*answers)
    assert (found.outcome, found.reasons) == (outcome, reasons)


def test_lists_of_versions_of_several_parts_do_not_belong_together() -> None:
    tally, got = Tally(load_source("ecfr-parts")), fetch(Outcome.OK)
    for days in (("2026-09-01",), ("2026-07-14", "2026-09-01")):
        rows = [{"identifier": "composed", "date": day} for day in days]
        body = json.dumps({"content_versions": rows}).encode()
        url = "https://www.ecfr.gov/api/versioner/v1/versions/title-15.json?part=1"
        tally.add(replace(got, role="versions"), PARSERS["ecfr-versions"](Answer("ecfr-parts", url, "", body)))
    found = tally.report("ecfr-parts#1", AT, AT)
    assert (found.outcome, found.reasons, found.counts["versions"]) == (Outcome.OK, (), 3)


FEED = load_source("oj-l")
ITEM = Document("oj:L_1", "oj-l", "act", "L_1", "composed", "", "", "", date(2026, 11, 18), None, None, "", "", "", (),
                "", "/channel/item/0")  # fmt: skip


@pytest.mark.parametrize(
    ("at", "headers", "published", "reasons"),
    [
        (datetime(2026, 11, 25, 23, tzinfo=UTC), (), date(2026, 11, 18), ()),
        (datetime(2026, 11, 26, tzinfo=UTC), (), date(2026, 11, 18), ("stale feed: newest item of 2026-11-18",)),
        (datetime(2026, 11, 26, tzinfo=UTC), (), None, ("stale feed: no item has a date",)),
        # A replayed sample stands for a day of its own.
        (datetime(2027, 5, 1, tzinfo=UTC), ((REPLAY_DAY, "2026-11-25"),), date(2026, 11, 18), ()),
    ],
)
def test_feed_whose_newest_item_is_old_is_a_failed_run(
    at: datetime, headers: tuple[tuple[str, str], ...], published: date | None, reasons: tuple[str, ...]
) -> None:
    tally = Tally(FEED)
    fetched = replace(OK, source="oj-l", role="feed", at=at, headers=headers)
    tally.add(fetched, ParsedPage((replace(ITEM, published=published),), keys=("oj:L_1",), total=1))
    found = tally.report("oj-l#1", at, at)
    assert (found.reasons, found.outcome) == (reasons, Outcome.FAILED if reasons else Outcome.OK)


def test_report_counts_what_came_and_says_what_was_expected() -> None:
    found = report((OK, page("1", "2", total=3)), (SAME, page("3", total=3)), (BAD, None))
    assert found.expected == "100 to 5000 documents (band of 2026-11-26)"
    assert found.counts == {"documents": 3, "failed": 1, "fetched": 3, "unchanged": 1, "warnings": 0}


def test_a_thousand_broken_rows_do_not_flood_the_report() -> None:
    problems = tuple(Problem(f"/results/{index}", "title", "missing", "error") for index in range(1000))
    found = report((OK, page("1", total=1, problems=problems)))
    assert len(found.reasons) == MAX_ERRORS + 1
    assert found.reasons[-1] == f"listing https://x/1: and {1000 - MAX_ERRORS} errors more"
