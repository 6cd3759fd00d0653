"""Licence rows: reasons, Country Chart columns, sections and destinations."""

from collections import Counter

import pytest

from regulation.controls import ControlList, Kind
from regulation.controls.requirements import Basis, Destinations, Requirement, read_requirement


@pytest.fixture(scope="module")
def rows(september: ControlList) -> dict[str, Requirement]:
    places = (place for entry in september.entries for place in entry.of(Kind.LICENCE_ROW))
    return {place.id_path: read_requirement(place) for place in places}


def test_all_rows_are_read(rows: dict[str, Requirement]) -> None:
    counts = Counter((row.basis, row.complete) for row in rows.values())
    assert counts == {
        (Basis.COUNTRY_CHART, True): 1273,
        (Basis.DESTINATIONS, True): 165,
        (Basis.SECTION, True): 124,
        (Basis.NOT_APPLICABLE, True): 1,
        (Basis.DESTINATIONS, False): 12,
        (Basis.SECTION, False): 2,
        (Basis.WORDS, False): 3,
    }
    nameless = {row.place.entry for row in rows.values() if not row.reasons}
    # "Russian industry sector sanctions apply", and two sentences that the source sets under "Control(s)"
    assert nameless == {"0A998", "0D001", "0E001", "1C992", "3A229", "3A231", "3A232", "6A991", "8A992", "8D999"}


UAE = Destinations(countries=("United Arab Emirates",), groups=("D:1", "D:4", "D:5"), except_groups=("A:5", "A:6"))


@pytest.mark.parametrize(
    ("row", "reasons", "columns", "sections", "destinations"),
    [
        ("3A090/licence row 1", ("RS",), (), ("742.6(a)(6)(iii)(A)",), Destinations(worldwide=True)),
        ("3A090/licence row 2", ("RS",), (), ("742.6(a)(6)(iii)(B)",), UAE),
        (
            "3A090/licence row 3",
            ("RS",),
            (),
            ("742.6(a)(6)(i)(B)",),
            Destinations(countries=("Macau",), groups=("D:5",)),
        ),
        ("3A090/licence row 4", ("AT",), ("AT Column 1",), (), Destinations()),
        (
            "9A610/licence row 3",
            ("RS",),
            (),
            ("742.6(a)(7)",),
            Destinations(countries=("China", "Russia", "Venezuela")),
        ),
        ("9A610/licence row 6", ("UN",), (), ("746.1(b)",), Destinations()),
        ("1A231/licence row 1", ("NP", "AT"), ("NP Column 1", "AT Column 1"), (), Destinations()),
        ("5A980/licence row 1", ("SL", "AT"), (), ("742.13",), Destinations(worldwide=True)),
        (
            "0E982/licence row 1",
            ("CC",),
            (),
            ("part 742",),
            Destinations(worldwide=True, except_countries=("Canada",)),
        ),
        (
            "1E355/licence row 1",
            ("CW",),
            (),
            ("742.18",),
            Destinations(states=("CWC non-States Parties",), except_countries=("Israel", "Taiwan")),
        ),
        ("1C980/licence row 1", ("SS",), (), ("part 754",), Destinations()),
        ("1C350/licence row 1", ("CB",), ("CB Column 2",), (), Destinations()),
        (
            "2A994/licence row 1",
            ("AT",),
            (),
            ("742.19", "part 746"),
            Destinations(countries=("Iran", "North Korea")),
        ),
    ],
)
def test_single_rows(
    rows: dict[str, Requirement],
    row: str,
    reasons: tuple[str, ...],
    columns: tuple[str, ...],
    sections: tuple[str, ...],
    destinations: Destinations,
) -> None:
    found = rows[row]
    assert found.reasons == reasons
    assert tuple(map(str, found.columns)) == columns
    assert found.sections == sections
    assert found.destinations == destinations


def test_two_sections_in_one_reference(rows: dict[str, Requirement]) -> None:
    referring = [row for row in rows.values() if row.words.startswith("Worldwide control. See § 742.4")]
    assert len(referring) == 23
    assert {row.sections for row in referring} == {("742.4(a)(5)", "742.4(b)(10)")}


def test_a_row_with_further_words_is_not_complete(rows: dict[str, Requirement]) -> None:
    partly = sorted({row.place.entry for row in rows.values() if not row.complete})
    assert "2B999" in partly  # "other than 2B999.h.2"
    assert "1C350" in partly


def test_a_column_without_its_reason_is_uncertain(rows: dict[str, Requirement]) -> None:
    doubtful = {row.place.entry: row.uncertain for row in rows.values() if row.uncertain}
    assert doubtful == {"1C351": ("the source names the column without its reason",)}
