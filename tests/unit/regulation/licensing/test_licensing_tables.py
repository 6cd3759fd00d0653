"""Country Chart and Country Groups against the tables that others converted, and how far a text reaches."""

import json
from datetime import date
from pathlib import Path

import pytest
from licensing_law import DAY

from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.places import country

OTHERS = Path(__file__).parents[3] / "fixtures" / "licensing" / "tables-2026-07-23-converted-by-others.json"
EMBARGOED = {"CU", "IR", "KP", "SY"}  # rows without marks, which the conversion leaves out


def test_every_row_of_the_chart_agrees_with_the_conversion_but_the_four_it_leaves_out(law: Law) -> None:
    held = law.chart(DAY)
    theirs = {country(name): row for name, row in json.loads(OTHERS.read_text())["chart"].items()}
    assert set(held.rows) - set(theirs) == EMBARGOED
    assert set(theirs) - set(held.rows) == set()
    for code, row in theirs.items():
        assert held.rows[code].marked == {mark.replace(" ", " Column ") for mark in row["marks"]}, code
        assert [int(number) for number, _ in held.rows[code].footnotes] == row["footnotes"], code


def test_rows_of_embargoed_destinations_send_to_part_746_and_mark_nothing(law: Law) -> None:
    rows = law.chart(DAY).rows
    assert all(not rows[code].marked and "746" in rows[code].refers for code in EMBARGOED)


def test_every_group_has_the_members_of_the_conversion(law: Law) -> None:
    held = law.groups(DAY)
    theirs: dict[str, set[str]] = {}
    for group, names in json.loads(OTHERS.read_text())["groups"].items():
        for name in names:
            theirs.setdefault(country(name), set()).add(group)
    assert {code: set(groups) for code, groups in held.members.items()} == theirs


def test_macau_is_not_in_d5_and_the_emirates_are_out_of_d(law: Law) -> None:
    held = law.groups(DAY)
    assert "D:5" not in held.of("MO")
    assert "D:5" in held.of("CN")
    assert held.of("AE") == {"A", "A:5", "B"}
    assert "License Exception STA" in held.footnotes["AE"][0]


def test_a_territory_has_the_treatment_of_its_country(law: Law) -> None:
    chart = law.chart(DAY)
    assert "the Cayman Islands, a dependent territory of the United Kingdom" in law.place("738.3(b)", DAY)[1].text
    assert chart.row("KY") == chart.row("GB") is not None
    assert chart.row("LI") == chart.row("CH") is not None
    assert chart.row("US") is None


def test_how_far_back_a_text_reaches(law: Law) -> None:
    assert "86 FR 54811" in law.section("738.4", date(2024, 1, 1)).remark
    with pytest.raises(NotHeldError, match="was amended by 91 FR 1687 of 2026-01-15"):
        law.section("744.23", date(2025, 12, 1))
    with pytest.raises(NotHeldError, match="does not tell its last amendment"):
        law.section("742.6", date(2026, 8, 31))
    assert law.section("742.6", date(2026, 10, 1)).remark == "text of 2026-09-01; later amendments not seen"
    with pytest.raises(NotHeldError, match="no text of part 746 is held"):
        law.section("746.2", DAY)


def test_words_are_quoted_only_where_they_stand(law: Law) -> None:
    quote = law.quote("742.6(a)(6)(iii)(A)", "to  or within any\ndestination worldwide.", DAY)
    assert (quote.words, quote.text_of) == ("to or within any destination worldwide.", DAY)
    with pytest.raises(NotHeldError, match="no longer says: to or within any destination but Canada"):
        law.quote("742.6(a)(6)(iii)(A)", "to or within any destination but Canada", DAY)
    with pytest.raises(NotHeldError, match="no longer says"):
        law.quote("742.6(a)(6)(iii)(A)", "nation worldwide.", DAY)
