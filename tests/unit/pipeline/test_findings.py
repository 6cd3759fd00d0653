"""Findings: dates and counts on which sources disagree, doubts, and decisions that survive."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from stating import SAMPLES, day, held, listed, together

from graph import schema as g
from parties.citations import Citation, Citing
from parties.model import ListedParty
from parties.screening import read
from regulation.status import Entered, Event, EventKind, events_of, payload
from ruletrace.model import Document
from ruletrace.pipeline.context import Context, opened
from ruletrace.pipeline.documents import Held
from ruletrace.pipeline.findings.counts import Cited, Fit, Row, count_findings, later_rules, met, stated_counts
from ruletrace.pipeline.findings.dates import date_findings
from ruletrace.pipeline.findings.decisions import Decision, DecisionError, decide, decisions
from ruletrace.pipeline.findings.model import GRAVE, MINOR, NOTABLE, Finding, Side
from ruletrace.pipeline.findings.related import doubt_findings
from ruletrace.pipeline.readings.listed import of_rows
from ruletrace.pipeline.units import findings as unit
from ruletrace.settings import Settings

ENTERED = Path(__file__).parents[2] / "fixtures" / "status" / "entered.composed.json"
AT = datetime(2026, 9, 2, tzinfo=UTC)
RULE = "2021-22774"  # 86 FR 58205: by its listing effective 2022-01-19, delayed by 87 FR 1670


def delays() -> list[Event]:
    rows = json.loads(ENTERED.read_text(encoding="utf-8"))["events"]
    (row,) = [one for one in rows if one["citation"] == "87 FR 1670"]
    words = (row["authority"], row["says"], row["extent"], row["document"])
    first, public = day(row["from"]), day(row["published"])
    given = Entered(
        EventKind(row["kind"]), tuple(row["subjects"]), first, row["citation"], row["by"], None, public, *words
    )
    return list(events_of(payload(given), AT, {}))


def found(own: Held, events: list[Event] | None = None) -> list[Finding]:
    return list(date_findings(together(own), events or []))


def test_a_delay_that_the_listing_does_not_know_is_found() -> None:
    (finding,) = found(held(listed(RULE)), delays())
    assert finding.kind == "effective date"
    assert finding.rank == GRAVE
    assert "the listing says effective 2022-01-19, other sources say delayed to 2022-03-07" in finding.title
    listing, delay = finding.sides
    assert listing.source == "listing of 2021-22774"
    assert delay.source.startswith("87 FR 1670, entered, not read, by ")


def test_a_listing_agrees_when_one_of_the_stated_dates_equals_it() -> None:
    # The DATES part is composed: the sample holds none for this rule.
    row = listed(RULE, dates="Effective January 19, 2022, except instruction 3, effective March 7, 2022.")
    first = ("date", "2022-01-19", "effective", "January 19, 2022")
    second = ("date", "2022-03-07", "effective", "March 7, 2022")
    assert found(held(row, first, second)) == []
    (finding,) = found(held(row, second))
    assert [one.says for one in finding.sides] == ["effective 2022-01-19", "effective 2022-03-07"]
    assert finding.sides[1].quote == row["dates"]
    assert finding.sides[1].fact


def test_an_abstract_counts_only_where_there_is_no_dates_part() -> None:
    row = listed("2020-29037", dates="This rule is effective January 14, 2021.")
    of_another = ("date", "2020-12-14", "effective", "December 14, 2020")
    own = ("date", "2021-01-14", "effective", "January 14, 2021")
    assert found(held(row, of_another, own)) == []


def test_a_comment_deadline_is_compared_too() -> None:
    row = listed("2022-26662", comments_close_on="2023-02-01")  # the day of the listing is composed
    stated = ("date", "2023-01-31", "comment_deadline", "January 31, 2023")
    (finding,) = found(held(row, stated))
    assert finding.title == "2022-26662: comments close 2023-02-01 by the listing, 2023-01-31 by the text"
    assert found(held(listed("2022-26662", comments_close_on="2023-01-31"), stated)) == []


def test_the_id_is_what_it_is_about_and_not_what_is_said() -> None:
    row = listed(RULE, dates="Effective March 7, 2022.")
    stated = ("date", "2022-03-07", "effective", "March 7, 2022")
    first, later = found(held(row, stated))[0], found(held({**row, "effective_on": "2022-02-01"}, stated))[0]
    assert first.id == later.id
    assert first.said != later.said


def test_a_doubt_about_the_source_is_told_once() -> None:
    row = listed("2025-18992")
    own = held(row, ("date", "2024-04-30", "other", "April 30, 2024"), doubt="the year may be mistyped")
    (finding,) = doubt_findings(together(own))
    assert finding.title == "2025-18992 writes “April 30, 2024”: the year may be mistyped"


def cited(number: int, list_day: str) -> Cited:
    rows = tuple(Row(f"Composed {one}", "cites 90 FR 4621, the document's first page") for one in range(number))
    return Cited({"fr:2025-00480": rows}, date.fromisoformat(list_day))


SIXTEEN = ("party_count", "16", "added", "16 entities")


@cache
def screening() -> list[ListedParty]:
    return read(gzip.decompress((SAMPLES / "csl" / "consolidated.composed.json.gz").read_bytes()))[0]


def citing(number: int) -> list[Citing]:
    """Return the first rows of the sample's screening list; that they cite the rule is composed."""
    return [Citing(row, Citation(90, 4621), "composed") for row in screening()[:number]]


# 2025-17893 of 2025-09-16 states 32 added and 28 revised (27 and one); a list of 2026-07-31 has 58 rows that cite it.
BOTH = (
    ("party_count", "32", "added", "32 entities"),
    ("party_count", "27", "revised", "27 existing entries"),
    ("party_count", "1", "revised", "an entry"),
)


@pytest.mark.parametrize(
    ("rows", "list_day", "told"),
    [
        (16, "2026-07-31", ""),
        (15, "2026-07-31", "15 of 16 still cite it; no later rule that is held says why"),
        (17, "2026-07-31", "17 rows of the screening list cite it"),
        (15, "2025-02-01", "15 rows of the screening list cite it"),
    ],
)
def test_stated_counts_meet_the_rows_that_cite_the_rule(rows: int, list_day: str, told: str) -> None:
    own = held(listed("2025-00480"), SIXTEEN)
    found = list(count_findings([own], cited(rows, list_day)))
    assert [one.title for one in found] == ([f"2025-00480 states 16 added; {told}"] if told else [])
    assert [one.rank for one in found] == ([MINOR if "still" in told else NOTABLE] if told else [])


def test_fewer_rows_are_explained_by_later_rules_that_are_held() -> None:
    own = held(listed("2025-00480"), SIXTEEN)
    later = held(listed("2025-17893"), *BOTH)
    assert list(count_findings([own, later], cited(15, "2026-07-31"))) == []
    # Not by one that came after the list, or that only adds.
    assert len(list(count_findings([own, later], cited(15, "2025-09-15")))) == 1
    assert len(list(count_findings([own, held(listed("2025-17893"), BOTH[0])], cited(15, "2026-07-31")))) == 1


@pytest.mark.parametrize(
    ("rows", "fresh", "fit"),
    [
        (60, False, Fit.ALL),
        (58, False, Fit.FEWER),
        (58, True, Fit.DISAGREES),
        # Neither one action alone nor a part of one is what the rule states.
        (32, True, Fit.DISAGREES),
        (28, True, Fit.DISAGREES),
        (27, True, Fit.DISAGREES),
        (59, True, Fit.DISAGREES),
        (61, False, Fit.DISAGREES),
    ],
)
def test_only_the_total_of_its_actions_is_what_a_rule_states(rows: int, fresh: bool, fit: Fit) -> None:
    told = met(stated_counts(held(listed("2025-17893"), *BOTH)), rows, fresh)
    assert told is not None
    assert told.fit is fit


@pytest.mark.parametrize(
    ("rows", "fresh", "stance", "says"),
    [
        (16, True, "states", "states 16 added"),
        (12, True, "contradicts", "states 16 added; 12 rows of the screening list cite it"),
        (12, False, "silent", "states 16 added; 12 of 16 still cite it; no later rule that is held says why"),
    ],
)
def test_fewer_rows_of_an_old_rule_are_no_agreement(rows: int, fresh: bool, stance: str, says: str) -> None:
    own = held(listed("2025-00480"), SIXTEEN)
    reading = of_rows(own, citing(rows), fresh)[1]
    assert (reading.stance.value, reading.says) == (stance, says)


def test_fewer_rows_name_the_later_rules_that_explain_them() -> None:
    own, later = held(listed("2025-00480"), SIXTEEN), held(listed("2025-17893"), *BOTH)
    reading = of_rows(own, citing(12), False, later_rules([own, later], own, date(2026, 7, 31)))[1]
    assert (reading.stance.value, reading.says) == (
        "silent",
        "states 16 added; 12 of 16 still cite it; later rules remove or revise 28 parties: 2025-17893",
    )


def test_entities_and_entries_are_both_stated_numbers() -> None:
    quote = "49 entities under 52 entries"
    (stated,) = stated_counts(held(listed("2023-22536"), ("party_count", "49", "added", quote)))
    assert (stated.entities, stated.entries) == (49, 52)
    # 2025-19508 counts them the other way round.
    quote = "29 entries (26 entities)"
    row = listed("2025-19508", abstract=f"In this rule, BIS adds {quote} to the Entity List.")  # composed
    (other,) = stated_counts(held(row, ("party_count", "26", "added", quote)))
    assert (other.entities, other.entries) == (26, 29)


def test_names_read_are_compared_with_the_number_stated() -> None:
    row = listed("2025-00480", abstract="BIS adds 16 entities to the Entity List: Composed One and Composed Two.")
    names = [("party_name", name, "added", name) for name in ("Composed One", "Composed Two")]
    (finding,) = count_findings([held(row, SIXTEEN, *names)], Cited({}, None))
    assert finding.title == "2025-00480 states 16 added; 2 names are read in its text"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    with opened(Settings(data=tmp_path), lambda: AT) as own:
        yield own


FOUND = Finding("effective date", ("fr:1",), "title", (Side("listing", "says"),), "look", GRAVE, ("fr:1",))


def node(finding: Finding, context: Context) -> Any:
    (made,) = unit.unit([finding], decisions(context)).nodes
    assert isinstance(made, g.Finding)
    return made


def test_a_decision_holds_for_the_words_it_was_taken_on(context: Context) -> None:
    assert node(FOUND, context).state == "open"
    entry = decide(context, FOUND.id, FOUND.said, FOUND.title, Decision.NOT_RELEVANT, " A.  Tester ", "read elsewhere")
    assert (
        decide(context, FOUND.id, FOUND.said, FOUND.title, Decision.NOT_RELEVANT, "A. Tester", "read elsewhere")
        == entry
    )
    kept = node(FOUND, context)
    assert (kept.state, kept.decided_by, kept.decided_why) == ("not relevant", "A. Tester", "read elsewhere")
    assert kept.decided_at == AT.isoformat()
    other = Finding("effective date", ("fr:1",), "title", (Side("listing", "says more"),), "look", GRAVE, ("fr:1",))
    again = node(other, context)
    assert again.id == kept.id
    assert again.state == "open"
    assert "decided as not relevant" in again.reopened
    assert context.journal.verify() == 1


@pytest.mark.parametrize(("by", "why", "field"), [(" ", "why", "by"), ("A", "", "why"), ("A", "x" * 2001, "why")])
def test_a_decision_needs_a_name_and_a_reason(context: Context, by: str, why: str, field: str) -> None:
    with pytest.raises(DecisionError, match=f"^{field}:"):
        decide(context, FOUND.id, FOUND.said, FOUND.title, Decision.ACCEPTED, by, why)


def test_documents_without_a_listed_date_disagree_with_nothing() -> None:
    own = held(listed("2026-14132"))
    assert isinstance(own.document, Document)
    assert own.document.effective is None
    assert found(own) == []
