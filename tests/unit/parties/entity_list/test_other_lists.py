"""Supplements No. 6 and 7 to part 744, row by row, and beside the screening list of 2026-07-31."""

import gzip
from collections import Counter
from datetime import date

import pytest
from conftest import SAMPLES

from parties.entity_list.comparison import Comparison, compare
from parties.entity_list.differences import Why
from parties.entity_list.layouts import MILITARY, UNVERIFIED
from parties.entity_list.model import EntityList, EntityRow
from parties.screening import read
from ruletrace.pipeline.entity_list import read_lists

DAY = date(2026, 7, 31)


@pytest.fixture(scope="module")
def lists(part_744: bytes) -> dict[str, EntityList]:
    return {one.list: one for one in read_lists(part_744, date(2026, 9, 1), UNVERIFIED, MILITARY)}


@pytest.fixture(scope="module")
def beside(lists: dict[str, EntityList]) -> dict[str, Comparison]:
    parties, _ = read(gzip.decompress((SAMPLES / "csl/consolidated.composed.json.gz").read_bytes()))
    return {code: compare(own, parties, DAY) for code, own in lists.items()}


def row(own: EntityList, name: str) -> EntityRow:
    return next(one for one in own.rows if one.title == name)


def whys(found: Comparison) -> Counter[tuple[str, Why]]:
    return Counter((one.field, one.why) for match in found.matches for one in match.differences)


def test_every_row_of_both_tables_is_read(lists: dict[str, EntityList], part_744: bytes) -> None:
    unverified, military = lists["UVL"], lists["MEU"]
    assert (len(unverified.rows), sum(one.understood for one in unverified.rows)) == (186, 181)
    assert [one.country for one in military.rows if one.reserved] == ["BURMA", "CAMBODIA", "NICARAGUA", "VENEZUELA"]
    held = [one for one in military.rows if not one.reserved]
    assert (len(held), sum(len(one.members) for one in held), sum(one.understood for one in held)) == (57, 15, 56)
    for own in lists.values():
        assert all(one.country_code for one in own.rows)
        assert all(cited.day for one in own.rows for cited in one.citations)
        words = own.rows[0].cells[1]
        assert words.text.split()[0].encode() in part_744[words.byte_start : words.byte_end]


def test_the_institutions_of_a_parent_are_as_many_as_announced(lists: dict[str, EntityList]) -> None:
    eight = row(lists["MEU"], "The following eight subordinate institutions of Aero-Engine Company of China:")
    assert eight.is_group
    names = [one.listed.name.text for one in eight.members if one.listed.name]
    assert names[:2] == ["AECC Aero Science & Technology Co. Ltd.", "AECC Aviation Power Co. Ltd."]
    assert len(names) == 8
    assert eight.problems == ()
    # The entry before it goes on with its own words only.
    assert row(lists["MEU"], "Academy of Aerospace Solid Propulsion Technology (AASPT)").members == ()
    assert len([one for one in lists["MEU"].rows if one.is_group]) == 2


def test_what_stands_above_the_table_holds_for_all_rows(lists: dict[str, EntityList]) -> None:
    first = lists["UVL"].rows[0]
    assert first.requirement is not None
    assert first.requirement.text.endswith("restrictions and requirements outlined in § 744.15 of the EAR.")
    assert first.provisions == ("744.15",)
    listed = lists["MEU"].rows[2]
    assert listed.policy is not None
    assert listed.policy.text.endswith("is specified in § 744.21(d) and (e).")
    assert [str(stay.until) for stay in lists["MEU"].stays] == ["2026-11-09"]


def test_aliases_in_running_text_are_all_read(lists: dict[str, EntityList]) -> None:
    found = row(lists["UVL"], "Roudah Al Hayat General Trading FZE")
    assert [one.name.text for one in found.listed.aliases] == [
        "Rudha Al Hayat General Trading",
        "Rouda Al Hayat General Trading",
        "JSB Logistics",
    ]
    assert found.understood
    assert str(found.citations[0].day) == "2018-05-17"


def test_the_screening_list_has_every_military_end_user(beside: dict[str, Comparison]) -> None:
    found = beside["MEU"]
    assert len({one.party.id for one in found.matches}) == 70
    assert found.alone == ()
    assert list(found.unexplained()) == []
    assert whys(found)["citations", Why.NO_CITATION] == 8


def test_the_screening_list_gives_unverified_aliases_rows_of_their_own(beside: dict[str, Comparison]) -> None:
    found = beside["UVL"]
    assert len(found.matches) == 222
    told = whys(found)
    assert told["citations", Why.NOT_GIVEN] == told["requirement", Why.NOT_GIVEN] == 222
    assert told["name", Why.ALIAS_ROW] == 35
    assert [one.unit.name for one in found.alone if one.unit] == ["Marshal Traders"]
    assert [one.party.name for one in found.alone if one.party] == ["Zongyi Superconductor Technologies Co., Ltd."]
    assert len(list(found.unexplained())) == 2
