"""The Consolidated Screening List, read strictly from real rows in both official forms."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parties import screening
from parties.model import ListedParty

FIXTURES = Path(__file__).parents[2] / "fixtures" / "company" / "parties"
ROWS = FIXTURES / "consolidated-rows.composed.json"


def raw() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(ROWS.read_bytes())["results"]
    return rows


def body(rows: list[Any], **envelope: Any) -> bytes:
    return json.dumps({"results": rows, **envelope}).encode()


def named(parties: list[ListedParty], name: str) -> ListedParty:
    return next(party for party in parties if party.name == name)


def test_rows_of_the_json_form_are_read_whole() -> None:
    parties, _ = screening.read(ROWS.read_bytes())
    assert len(parties) == len(raw())
    party = named(parties, "Sophgo Technologies Ltd.")
    assert (party.list, party.countries, party.citations) == ("EL", ("CN",), ((90, 4621),))
    assert party.aliases == ("Beijing Sophgo", "Beijing Suanneng Technology Co., Ltd", "Sophgo", "SOPHON")
    assert party.list_name == "Entity List (EL) - Bureau of Industry and Security"
    assert party.licence_policy
    bank = named(parties, "BANK OF KUNLUN CO LTD")
    assert (bank.list, bank.entity_number, bank.type, bank.programs) == ("CAP", "15268", "Entity", ("561-Related",))


def test_rows_of_the_csv_form_are_read_whole() -> None:
    parties, problems = screening.read((FIXTURES / "consolidated_csv_sample_2026-09-04.csv").read_bytes())
    assert problems == []
    assert [party.list for party in parties] == ["UVL", "DPL", "EL", "MEU", "CMIC"]
    ghoura = parties[2]
    assert (ghoura.countries, ghoura.citations, ghoura.start) == (("AF", "PK"), ((76, 71867),), date(2011, 11, 21))
    assert (parties[1].start, parties[1].end) == (date(1992, 3, 20), date(2000, 10, 4))
    assert parties[4].aliases == ("CHINA TELECOM", "CHINA TELECOM CO., LTD", "CHINA TELECOM CORP LTD")


def test_an_id_outlives_the_publishers_own() -> None:
    # Between these two excerpts the publisher changed this row's _id together with two links.
    name = "Academy of Aerospace Solid Propulsion Technology (AASPT)"
    old, _ = screening.read((FIXTURES / "csl-2023-excerpt.csv").read_bytes())
    new, _ = screening.read((FIXTURES / "consolidated_csv_sample_2026-09-04.csv").read_bytes())
    assert named(old, name).id == named(new, name).id
    assert named(old, name).source_url != named(new, name).source_url


def test_ids_differ_and_do_not_depend_on_the_order_of_rows() -> None:
    parties, _ = screening.read(ROWS.read_bytes())
    ids = {party.id for party in parties}
    assert len(ids) == len(parties)
    assert {party.id for party in screening.read(body(raw()[::-1]))[0]} == ids


def test_an_id_stays_when_a_later_notice_is_added() -> None:
    row = next(row for row in raw() if row["name"] == "Sophgo Technologies Ltd.")
    later = row | {
        "federal_register_notice": "90 FR 4621; 91 FR 100",
        "license_policy": "Case-by-case",
        "alt_names": [],
    }
    assert screening.read(body([row]))[0][0].id == screening.read(body([later]))[0][0].id


def test_a_repeated_row_is_kept_once_and_reported() -> None:
    row = raw()[0]
    parties, problems = screening.read(body([row, dict(row)]))
    assert len(parties) == 1
    assert [(p.row, p.problem) for p in problems] == [(2, "row repeated, kept once")]


def test_odd_notices_and_countries_are_reported_not_repaired() -> None:
    parties, problems = screening.read(ROWS.read_bytes())
    words = {(problem.field, problem.value) for problem in problems}
    assert ("federal_register_notice", "85 FR 83420; 88 FR") in words
    assert ("addresses/country", "CRIMEA (OCCUPIED)") in words
    assert all(
        len(country) == 2 and country != "UA"
        for party in parties
        for country in party.countries
        if "CRIMEA" in party.name
    )
    cut = next(party for party in parties if party.citation == "85 FR 83420; 88 FR")
    assert cut.citations == ((85, 83420),)


def test_unknown_fields_are_reported_once() -> None:
    rows = [row | {"risk_score": 1} for row in raw()[:5]]
    _, problems = screening.read(body(rows, search_performed_at="2026"))
    assert [(p.row, p.field) for p in problems] == [(0, "/search_performed_at"), (1, "risk_score")]


def test_an_unknown_list_is_kept_under_its_name() -> None:
    parties, problems = screening.read(body([raw()[0] | {"source": "New List (NL) - Somebody"}]))
    assert parties[0].list == "New List (NL) - Somebody"
    assert problems[0].problem.startswith("unknown list")


def test_bad_rows_are_reported_and_the_rest_goes_in() -> None:
    broken: list[Any] = [
        raw()[0],
        {"name": "nobody's"},
        None,
        "text",
        raw()[1] | {"start_date": "soon", "addresses": "AE"},
    ]
    parties, problems = screening.read(body(broken))
    assert len(parties) == 2
    assert [(p.row, p.field) for p in problems] == [(2, ""), (3, ""), (4, ""), (5, "addresses"), (5, "start_date")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ROWS.read_bytes()[:5000], "truncated or corrupt JSON at character"),
        (b"<html><body>Please wait</body></html>", "HTML"),
        (b"", "empty body"),
        (b'{"results":' + b"[" * 200_000, "nested too deeply|corrupt JSON"),
        (b'{"message": "Forbidden"}', "no list named results"),
        (b"a,b\n1,2\n", "no column name, source"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(screening.ScreeningError, match=words):
        screening.read(data)


def test_personal_data_is_not_kept() -> None:
    row = raw()[0] | {"dates_of_birth": ["1970-01-01"], "places_of_birth": ["Somewhere"], "remarks": "passport 123"}
    parties, problems = screening.read(body([row]))
    assert problems == []
    assert "1970" not in repr(parties[0])
    assert "passport" not in repr(parties[0])
