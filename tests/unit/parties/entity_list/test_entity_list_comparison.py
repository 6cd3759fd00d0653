"""The official list of 2026-09-01 beside the screening list of 2026-07-31, and the counts of seven documents."""

from pathlib import Path

import pytest

from parties.entity_list.comparison import Comparison
from parties.entity_list.counts import count, read_expected
from parties.entity_list.differences import Why
from parties.entity_list.model import EntityList

COUNTS = Path(__file__).resolve().parents[3] / "fixtures/entity-list/entity-list-citations.csv"


def _whys(compared: Comparison, name: str, field: str) -> set[Why]:
    of = (match for match in compared.matches if match.unit.name == name)
    return {one.why for match in of for one in match.differences if one.field == field}


def test_every_official_entity_has_its_row_and_few_are_left(compared: Comparison) -> None:
    assert not [alone for alone in compared.alone if alone.unit]
    left = sorted(alone.party.name for alone in compared.alone if alone.party)
    assert len(left) == 4
    assert left[1].startswith("Atempo")


def test_how_many_agree_and_how_many_stay_unexplained(compared: Comparison) -> None:
    rows = {match.unit.row.number for match in compared.matches}
    agreeing = rows - {match.unit.row.number for match in compared.matches if not match.agrees}
    assert len(rows) == 3410
    assert len(agreeing) >= 2140
    assert len(list(compared.unexplained())) <= 120


def test_names_are_read_as_the_screening_list_has_them(compared: Comparison) -> None:
    differing = {match.unit.id for match in compared.matches for one in match.differences if one.field == "name"}
    assert len(differing) <= 50


@pytest.mark.parametrize(
    ("name", "field", "why"),
    [
        ("Arrow Electronics (Hong Kong) Co., Ltd.", "citations", Why.LATER),
        ("Comsum Technologies (Group) Ltd.", "citations", Why.BEHIND),
        ("Dart Aviation", "countries", Why.SEVERAL),
        ("204th Research Institute", "citations", Why.COUNTED),
        ("Mohamad Reza Rajabi", "name", Why.SPELLING),
        ("IKCO Finance 6 Lothbury", "name", Why.BOUNDARY),
        ("Sophgo Technologies Ltd.", "citations", Why.PAGE),
        ("Naura Technology Group Co., Ltd.", "citations", Why.NEAR),
        ("AHD International", "citations", Why.UNEXPLAINED),
    ],
)
def test_each_difference_has_its_class(compared: Comparison, name: str, field: str, why: Why) -> None:
    assert why in _whys(compared, name, field)


@pytest.mark.parametrize(
    ("number", "added", "names", "revised", "countries"),
    [
        ("2023-22536", 52, 49, 0, {"INDIA": 3, "TURKEY": 2, "CHINA, PEOPLE'S REPUBLIC OF": 42}),
        ("2023-26935", 44, 42, 0, {"RUSSIA": 28, "CYPRUS": 4, "ARMENIA": 3, "BELGIUM": 3}),
        ("2025-00480", 16, 16, 0, {"CHINA, PEOPLE'S REPUBLIC OF": 14, "SINGAPORE": 2}),
        ("2024-31468", 13, 13, 1, {"BURMA": 1, "PAKISTAN": 1, "CHINA, PEOPLE'S REPUBLIC OF": 11}),
        ("2025-05427", 12, 12, 0, {"TAIWAN": 1, "CHINA, PEOPLE'S REPUBLIC OF": 11}),
    ],
)
def test_rows_that_a_document_added_are_as_many_as_it_states(
    official: EntityList, number: str, added: int, names: int, revised: int, countries: dict[str, int]
) -> None:
    (expected,) = [one for one in read_expected(COUNTS.read_bytes()) if one.number == number]
    found = count(official, expected)
    assert len(found.added) == added
    assert len({row.title for row in found.added}) == names == expected.added
    assert len(found.revised) == revised
    assert countries.items() <= dict(found.countries).items()


def test_a_count_that_differs_says_why(official: EntityList, compared: Comparison) -> None:
    (expected,) = [one for one in read_expected(COUNTS.read_bytes()) if one.number == "2025-17893"]
    found = count(official, expected, compared)
    assert len(found.revised) == 28  # the document states 28 revisions
    assert found.reasons[0] == "32 stated, 31 rows added: 28 different names"


def test_a_table_of_counts_that_is_wrong_names_its_row() -> None:
    with pytest.raises(ValueError, match="row 2"):
        read_expected(
            b"document_number,citation,publication_date,stated_added,list_rows_citing_it\nx,90 FR 1,never,1,1\n"
        )
