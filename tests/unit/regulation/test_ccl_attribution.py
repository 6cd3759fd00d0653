"""Candidates for the changes of June to September 2026.

Titles, abstracts, dates and numbers are those of the documents; 91 FR 46261 stands with a composed title, as its own
is not held.
"""

from dataclasses import replace
from datetime import date

import pytest

from regulation.attribution import Candidate, DocumentSummary, attribute
from regulation.controls import ControlList
from regulation.diff import Difference, differences
from regulation.impact_scope import Reach, reach

JUNE, SEPTEMBER = date(2026, 6, 25), date(2026, 9, 1)
UAE = DocumentSummary(
    "fr:2026-14132",
    "2026-14132",
    "Enhanced Favorable Treatment for the United Arab Emirates Under the Export Administration Regulations",
    "Specifically, BIS is removing the UAE from Country Groups D:3 and D:4 and adding the UAE to Country Group A:5. The"
    " UAE Government and approved commercial entities will also have license-free access to advanced computing items.",
    date(2026, 7, 14),
    date(2026, 7, 10),
    "rule",
    destinations=("AE",),
    country_groups=("A:5", "D:3", "D:4"),
)
DRONES = DocumentSummary(
    "fr:2026-16628",
    "2026-16628",
    "Streamlining Export Controls for Drone Exports",
    "",
    date(2026, 8, 14),
    date(2026, 8, 13),
    "rule",
)
PENDING = DocumentSummary(
    "fr:composed", "composed", "Composed title", "", date(2026, 7, 23), None, "rule", citation="91 FR 46261"
)


@pytest.fixture(scope="module")
def found(june: ControlList, september: ControlList) -> list[Difference]:
    return differences(june, september)


@pytest.fixture(scope="module")
def candidates(found: list[Difference], june: ControlList, september: ControlList) -> dict[str, list[Candidate]]:
    return attribute(found, (UAE, DRONES, PENDING), JUNE, SEPTEMBER, {**june.headings(), **september.headings()})


def _entries(found: list[Difference], candidates: dict[str, list[Candidate]], *documents: str) -> set[str]:
    return {one.entry for one in found if [each.document_id for each in candidates[one.change_id]] == list(documents)}


def test_each_change_has_its_documents_or_none(found: list[Difference], candidates: dict[str, list[Candidate]]) -> None:
    uae = _entries(found, candidates, UAE.id)
    assert len(uae) == 17
    assert {"3A001", "3A090", "5E992"} <= uae
    assert _entries(found, candidates, DRONES.id) == {"9A012", "9A610", "9D001", "9D002", "9D004", "9E001"}
    assert _entries(found, candidates, PENDING.id) == {""}
    assert _entries(found, candidates) == {"0A502", "5D001", "7D001", "7E002", "9E003"}


def test_reasons_are_in_words(found: list[Difference], candidates: dict[str, list[Candidate]]) -> None:
    reasons = {(one.entry, one.place): candidates[one.change_id] for one in found}
    (drone,) = reasons["9A012", "a.1"]
    assert drone.reasons == (
        "published 2026-08-14, inside 2026-06-25 – 2026-09-01; effective 2026-08-13, inside 2026-06-25 – 2026-09-01",
        "title says “Drone”; the entry says “Unmanned Aerial Vehicles”",
    )
    (row,) = reasons["9D001", "licence row 1"]
    assert row.reasons[1] == "title says “Drone”; it names 9A012, whose heading says “Unmanned Aerial Vehicles”"
    (emirates,) = reasons["3A090", "licence row 2"]
    assert emirates.reasons[1] == (
        "the document names United Arab Emirates; the changed words say “United Arab Emirates”"
    )


@pytest.mark.parametrize("kind", ["proposed rule", "notice", "presidential document", "other"])
def test_what_makes_no_law_is_no_candidate(found: list[Difference], kind: str) -> None:
    told = attribute(found, [replace(DRONES, kind=kind)], JUNE, SEPTEMBER)
    assert set(map(len, told.values())) == {0}


@pytest.mark.parametrize(
    ("published", "effective"),
    [
        (date(2026, 6, 25), None),
        (date(2026, 9, 2), date(2026, 9, 2)),
        (date(2026, 8, 1), date(2026, 11, 9)),
        (None, None),
    ],
)
def test_outside_the_interval_or_not_yet_in_force(
    found: list[Difference], published: date | None, effective: date | None
) -> None:
    told = attribute(found, [replace(DRONES, published=published, effective=effective)], JUNE, SEPTEMBER)
    assert set(map(len, told.values())) == {0}


def test_several_candidates_stay_a_set(found: list[Difference]) -> None:
    told = attribute(found, [DRONES, replace(DRONES, id="fr:composed-2", codes=("9A012.a",))], JUNE, SEPTEMBER)
    one = next(one for one in found if (one.entry, one.place) == ("9A012", "a.1"))
    assert [each.document_id for each in told[one.change_id]] == ["fr:2026-16628", "fr:composed-2"]
    assert "the document names 9A012.a; the change is in 9A012" in told[one.change_id][1].reasons


@pytest.mark.parametrize(
    ("entry", "place", "expected"),
    [
        ("9A012", "a.1", Reach(("9A012.a.1",))),
        ("3A090", "licence row 2", Reach(("3A090.b",))),
        ("3A001", "licence row 5", Reach(("3A001.z.1.b", "3A001.z.2.b", "3A001.z.3.b", "3A001.z.4.b"))),
        ("9A610", "note 4", Reach(("9A610.u",))),
        ("9A012", "STA", Reach(("9A012.a",))),
        ("9D001", "licence row 1", Reach(("9D001",), (), True)),
        ("9A610", "licence row 6", Reach(("9A610",), ("9A610.y",))),
        ("", "pending amendment 1", Reach(())),
    ],
)
def test_what_a_difference_reaches(found: list[Difference], entry: str, place: str, expected: Reach) -> None:
    one = next(one for one in found if (one.entry, one.place) == (entry, place))
    assert reach(one) == expected


def test_a_changed_note_of_a_category_reaches_what_it_names(june: ControlList, september: ControlList) -> None:
    """Composed change: the Cryptography Note of 2026-09-01 with another word."""
    places = tuple(
        replace(one, text=one.text.replace("Mail order", "Post")) if "Mail order" in one.text else one
        for one in september.places
    )
    later = replace(september, version=date(2026, 9, 2), places=places)
    changed = differences(september, later)
    assert [reach(one).designations[:2] for one in changed] == [("5A002", "5D002.a.1")]


def test_reach_honours_what_a_row_excepts() -> None:
    row = Reach(("9A610",), ("9A610.y",))
    assert row.covers("9A610.u")
    assert not row.covers("9A610.y.31")
    assert not row.covers("9A6101")


def test_an_exception_that_is_new_reaches_what_it_takes_out(found: list[Difference]) -> None:
    """9D004: "entire entry" became "entire entry, except 9D004.e …": 9D004.e is touched."""
    one = next(one for one in found if (one.entry, one.place) == ("9D004", "licence row 1"))
    assert reach(one).covers("9D004.e")
