"""From a document's page to the rows that cite it, checked against real rows."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from parties import screening
from parties.citations import Citation, not_understood, parse, rows_citing
from parties.model import ListedParty

FIXTURES = Path(__file__).parents[2] / "fixtures" / "company" / "parties"
EXACT = ("2023-22536", "2023-26935", "2025-00480")


@pytest.fixture(scope="module")
def parties() -> list[ListedParty]:
    return screening.read((FIXTURES / "consolidated-rows.composed.json").read_bytes())[0]


def known() -> dict[str, dict[str, str]]:
    with (FIXTURES / "entity-list-citations.csv").open(encoding="utf-8", newline="") as file:
        return {row["document_number"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90 FR 4621", [(90, 4621)]),
        ("65 FR 42664 7/11/00", [(65, 42664)]),
        ("80 F.R. 30435 5/28/15, 81 F.R.45276 7/13/2016", [(80, 30435), (81, 45276)]),
        ("83 FR  37423", [(83, 37423)]),
        ("81 FR 14953; 84 fr 40241", [(81, 14953), (84, 40241)]),
        ("73 FR 54508 (9/22/08), 73 FR 74001 (Dec. 5)", [(73, 54508), (73, 74001)]),
        ("77 FR 61249 No. 195", [(77, 61249)]),
        ("Vol. 59, No. 44, 03/07/1994", []),
        ("", []),
    ],
)
def test_citations_are_found_and_nothing_is_left(text: str, expected: list[tuple[int, int]]) -> None:
    assert list(parse(text)) == expected
    assert not_understood(text) == ""


@pytest.mark.parametrize(
    ("text", "left"), [("85 FR 83420; 88 FR", "88 FR"), ("82 F.R. 2312 1/9/2017, 87 30173 5/18/2022", "87 30173")]
)
def test_what_is_not_understood_is_said(text: str, left: str) -> None:
    assert not_understood(text) == left


@pytest.mark.parametrize("number", EXACT)
@pytest.mark.parametrize("tolerance", [0, 12])
def test_rows_that_cite_a_document_are_exactly_those_known(
    number: str, tolerance: int, parties: list[ListedParty]
) -> None:
    row = known()[number]
    found = rows_citing(parties, parse(row["citation"])[0], None, tolerance)
    assert len(found) == int(row["list_rows_citing_it"])
    countries = Counter(country for citing in found for country in citing.party.countries)
    expected = {pair.split(":")[0]: int(pair.split(":")[1]) for pair in row["list_countries"].split()}
    assert countries == expected


def test_the_page_of_the_amendment_is_matched_by_range_and_said_so(parties: list[ListedParty]) -> None:
    # Supplement no. 4 to part 744 cites 90 FR 4622 for the document that begins at 4621.
    party = next(party for party in parties if party.citations == ((90, 4621),))
    inside = [type(party)(**{name: getattr(party, name) for name in party.__slots__} | {"citations": ((90, 4622),)})]
    assert rows_citing(inside, Citation(90, 4621), None, 0) == []
    assert (
        "within 5 pages after 90 FR 4621; the document's last page is not held"
        in rows_citing(inside, Citation(90, 4621), None, 5)[0].reason
    )
    assert rows_citing(inside, Citation(90, 4621), 4630)[0].reason.endswith("inside the document's pages 4621-4630")
    assert rows_citing(inside, Citation(90, 4612), 4620) == []
    assert rows_citing(inside, Citation(91, 4621), 4630) == []
