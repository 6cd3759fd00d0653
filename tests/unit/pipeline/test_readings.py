"""Readings of the real changes of June to September 2026: what agrees, what is silent, what contradicts."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from stating import held, listed

from regulation.carrying_out import from_list
from regulation.diff import Difference
from ruletrace.pipeline.comparison import Compared, compared
from ruletrace.pipeline.controls import History
from ruletrace.pipeline.documents import Held
from ruletrace.pipeline.findings.contradictions import Read, contradiction_findings, order_findings
from ruletrace.pipeline.instructions import read_instructions
from ruletrace.pipeline.readings import LISTING, ORDERS, PREAMBLE, TEXTS, Reading, Stance, agreement, of_change, witness
from ruletrace.pipeline.readings.agreement import ONE_OFFICE
from ruletrace.pipeline.readings.orders import Carried, carried, own_instructions, read_rows
from ruletrace.pipeline.readings.preamble import holds
from ruletrace.pipeline.readings.witness import Delay

FIXTURES = Path(__file__).parents[2] / "fixtures"
COMPOSED = FIXTURES / "carrying-out" / "rule-ccl-june-to-september-2026.composed.xml"
EMIRATES = ("destination", "AE", "added", "United Arab Emirates")
# A rule composed for tests of what contradicts: no such rule was published.
RULE: dict[str, Any] = {
    "document_number": "2026-99999",
    "title": "Composed rule on unmanned aerial vehicles",
    "abstract": "This rule removes ECCN 9A012 and adds ECCN 9A099. It sets a limit of 4,321 hours.",
    "dates": "This rule is effective August 13, 2026.",
    "publication_date": "2026-08-14",
    "effective_on": "2026-08-13",
}
EFFECTIVE = ("date", "2026-08-13", "effective", "August 13, 2026")
REFUSED = b"""<RULE><PREAMB><SUBJECT>Composed for a test: no such rule was published</SUBJECT></PREAMB>
<REGTEXT TITLE="15" PART="774"><AMDPAR>1. In Supplement No. 1 to part 774, ECCN 9A012 is amended by removing the words
\xe2\x80\x9cnowhere to be found\xe2\x80\x9d from paragraph a.1.</AMDPAR></REGTEXT></RULE>"""


@pytest.fixture(scope="module")
def pair(history: History) -> Compared:
    (one,) = compared(history)
    return one


def change(pair: Compared, entry: str, place: str) -> Difference:
    return next(one for one in pair.differences if (one.entry, one.place) == (entry, place))


def read(pair: Compared, entry: str, place: str, *own: Held, **more: Any) -> dict[str, Reading]:
    found = of_change(change(pair, entry, place), pair, [witness(one, **more) for one in own])
    assert [one.reading for one in found] == [TEXTS, PREAMBLE, ORDERS, LISTING]
    return {one.reading: one for one in found}


def stances(found: dict[str, Reading]) -> list[str]:
    return [one.stance.value for one in found.values()]


def orders(history: History, own: Held) -> tuple[Carried, ...]:
    chosen = own_instructions(read_instructions(own), ("3A090", "9A012"))
    old, new = (from_list(one.controls) for one in history.versions)
    return read_rows(carried(own.document, chosen, (old, new), 0))


def test_without_a_document_only_the_texts_speak(pair: Compared) -> None:
    found = read(pair, "3A090", "licence row 2")
    assert stances(found) == ["states", "not held", "not held", "not held"]
    told = "text difference alone states it; abstract, instructions and listing not held"
    assert agreement(list(found.values())) == told


def test_an_abstract_that_names_only_the_country_is_silent_on_the_entry(pair: Compared) -> None:
    found = read(pair, "3A090", "licence row 2", held(listed("2026-14132"), EMIRATES))
    assert stances(found) == ["states", "silent", "not held", "silent"]
    assert "does not name 3A090" in found[PREAMBLE].says
    assert found[LISTING].says == "gives no effective date"
    told = "text difference alone states it; abstract and listing silent; instructions not held"
    assert agreement(list(found.values())) == told


def test_an_effective_date_between_the_texts_alone_is_silence(pair: Compared) -> None:
    found = read(pair, "9A012", "a.1", held(listed("2026-16628")))
    assert stances(found) == ["states", "not held", "not held", "silent"]
    assert found[LISTING].says == (
        "effective 2026-08-13, between the texts of 2026-06-25 and 2026-09-01, and names no place; published 2026-08-14"
    )


def test_a_title_that_names_the_place_states_the_change(pair: Compared) -> None:
    row = {**RULE, "title": "Composed revisions to ECCN 9A012.a.2"}
    own = held(row, ("control_code", "9A012.a.2", "revised", "9A012.a.2"))
    found = read(pair, "9A012", "a.2", own)[LISTING]
    assert (found.stance, found.says) == (Stance.STATES, "the title names 9A012.a.2; effective 2026-08-13")
    assert found.quote == row["title"]
    assert read(pair, "9A012", "a.1", own)[LISTING].stance is Stance.SILENT


def test_an_abstract_that_names_the_entry_as_revised_agrees(pair: Compared) -> None:
    row = {**RULE, "abstract": "This rule revises ECCN 9A012."}
    found = read(pair, "9A012", "a.1", held(row, ("control_code", "9A012", "revised", "9A012"), EFFECTIVE))
    assert stances(found) == ["states", "states", "not held", "silent"]
    assert (found[PREAMBLE].quote, found[PREAMBLE].place) == (row["abstract"], "2026-99999, abstract")
    assert found[PREAMBLE].fact


PAYLOAD = ("threshold", "payload >= 500 kg", "stated", "500 kg")


@pytest.mark.parametrize(
    ("abstract", "dates", "code", "stance"),
    [
        ("It excludes 9A610.a items of 500 kg.", "", "9A610", "states"),
        # The figure stands in another sentence than the entry; or its sentence names another paragraph of it.
        ("It revises exceptions of 9A610.", "Items of 500 kg count.", "9A610", "silent"),
        ("It speaks of 9A610.b items of 500 kg.", "", "9A610.b", "silent"),
        ("It speaks of items of 500 kg.", "", "", "silent"),
    ],
)
def test_a_figure_counts_where_its_sentence_names_the_place(
    pair: Compared, abstract: str, dates: str, code: str, stance: str
) -> None:
    names = [("control_code", code, "mentioned", code)] if code else []
    own = held({**RULE, "abstract": abstract, "dates": dates}, PAYLOAD, *names)
    found = read(pair, "9A610", "STA", own)[PREAMBLE]
    assert found.stance.value == stance
    assert (found.says == "states “500”, which the new words have") is (stance == "states")


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("a limit of 4,321 hours", "4,321", True),
        ("a limit of 4,321 hours", "321", False),
        ("a limit of 4,321.", "4,321", True),
        ("4,321.5 hours", "4,321", False),
        ("a 321-hour limit", "321", True),
        ("from 300-321 hours", "321", True),
        ("below -321 °C", "321", False),
        ("3A321", "321", False),
        ("destined to Nigeria", "Niger", False),
        ("destined to Niger, or", "Niger", True),
        ("destined to Guinea-Bissau", "Guinea", False),
        ("on July 23, 2026", "July 23, 2026", True),
    ],
)
def test_words_and_figures_are_found_whole(text: str, words: str, found: bool) -> None:
    assert holds(text, words) is found


def test_what_is_said_to_be_removed_and_still_stands_is_contradicted(pair: Compared) -> None:
    own = held(RULE, ("control_code", "9A012", "removed", "9A012"), EFFECTIVE)
    found = read(pair, "9A012", "a.1", own)
    assert found[PREAMBLE].stance is Stance.CONTRADICTS
    assert found[PREAMBLE].says == "says that 9A012 is removed; it stands in the text of 2026-09-01"
    told = agreement(list(found.values()))
    assert told.startswith("abstract contradicts; text difference alone states it; listing silent")
    # Before it takes effect nothing can be contradicted; and where it is also revised, parts may be meant.
    later = {**RULE, "dates": "", "effective_on": None}
    assert read(pair, "9A012", "a.1", held(later, ("control_code", "9A012", "removed", "9A012")))[
        PREAMBLE
    ].stance is not (Stance.CONTRADICTS)
    both = held(RULE, ("control_code", "9A012", "removed", "9A012"), ("control_code", "9A012", "revised", "9A012"))
    assert read(pair, "9A012", "a.1", both)[PREAMBLE].stance is Stance.STATES


def test_an_effective_date_after_the_text_contradicts_all_changes_in_one_finding(pair: Compared) -> None:
    row = {**RULE, "dates": "This rule is effective October 1, 2026.", "effective_on": None}
    own = held(row, ("date", "2026-10-01", "effective", "October 1, 2026"))
    chosen = [change(pair, "9A012", place) for place in ("heading", "a.1", "a.2")]
    told = [Read(pair, one, of_change(one, pair, [witness(own)])) for one in chosen]
    (finding,) = contradiction_findings(told)
    assert finding.title == (
        "2026-99999 takes effect on 2026-10-01 at the earliest; the text of 2026-09-01 has the change already "
        "(9A012 heading, 9A012 a.1, 9A012 a.2)"
    )
    assert len(finding.changes) == 3
    assert finding.documents == ("ccl:2026-09-01", "fr:2026-99999")


def test_a_delay_beyond_the_text_contradicts_the_listing(pair: Compared) -> None:
    delay = Delay("", "91 FR 99999 (composed)", date(2026, 12, 1), "composed words")
    found = read(pair, "9A012", "a.1", held(RULE), delays=[delay])
    assert found[LISTING].stance is Stance.CONTRADICTS
    assert found[LISTING].says.startswith("91 FR 99999 (composed) delays it to 2026-12-01")


def test_instructions_carried_out_agree_and_are_one_witness_with_the_text(history: History, pair: Compared) -> None:
    own = held(listed("2026-14132"), EMIRATES, body=COMPOSED.read_bytes())
    found = read(pair, "3A090", "licence row 2", own, orders=orders(history, own))
    assert found[ORDERS].stance is Stance.STATES
    assert found[ORDERS].says == "confirmed: the words are those ordered"
    assert found[ORDERS].place == "2026-14132, instruction 3"
    assert "To or within the United Arab Emirates" in found[ORDERS].quote
    told = agreement(list(found.values()))
    assert told == f"text difference and instructions agree; abstract and listing silent ({ONE_OFFICE})"


def test_an_instruction_that_cannot_be_carried_out_contradicts_and_is_found(history: History, pair: Compared) -> None:
    own = held(RULE, body=REFUSED)
    rows = orders(history, own)
    found = read(pair, "9A012", "a.1", own, orders=rows)
    assert found[ORDERS].stance is Stance.CONTRADICTS
    assert "could not be carried out" in found[ORDERS].says
    a1 = change(pair, "9A012", "a.1")
    (finding,) = order_findings(own.document, pair, rows, [a1])
    assert finding.title == "2026-99999: the instruction not shown as ordered by the text of 2026-09-01 (1)"
    assert finding.changes == (a1.change_id,)
    # Told once, by the instructions' own finding.
    assert list(contradiction_findings([Read(pair, a1, tuple(found.values()))])) == []


def test_instructions_on_other_places_are_silent(history: History, pair: Compared) -> None:
    own = held(RULE, body=REFUSED)
    found = read(pair, "3A090", "licence row 2", own, orders=orders(history, own))
    assert (found[ORDERS].stance, found[ORDERS].says) == (Stance.SILENT, "none of 2026-99999 acts on this place")


def test_every_reading_is_kept_as_one_line(pair: Compared) -> None:
    found: Sequence[Reading] = list(read(pair, "9A012", "a.1", held(listed("2026-16628"))).values())
    assert found[3].row() == (
        '{"document":"fr:2026-16628","place":"listing of 2026-16628","reading":"metadata of the listing",'
        '"says":"effective 2026-08-13, between the texts of 2026-06-25 and 2026-09-01, and names no place; '
        'published 2026-08-14","stance":"silent"}'
    )
