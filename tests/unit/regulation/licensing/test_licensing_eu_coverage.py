"""The coverage table says what is read of the Union's law: nothing is called modelled that no rule relies on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from licensing_eu_law import APPLIES, CONSOLIDATED, SAMPLES, eu_law

from regulation.licensing.coverage import coverage
from regulation.licensing.covered import Row, State
from regulation.licensing.eu import coverage as eu_coverage
from regulation.licensing.eu import scope
from regulation.licensing.eu.book import authorisations
from regulation.licensing.eu.coverage import coverage_eu
from regulation.licensing.law import Law
from regulation.licensing.text_2022 import read_act
from ruletrace.readers.packed import unpacked

VERSION = date(2022, 6, 4)


@pytest.fixture(scope="module")
def whole() -> Law:
    held = read_act(unpacked((SAMPLES / "reg-833-2014-2022-06-04.txt.xz").read_bytes()))
    return replace(eu_law(), acts=lambda: (held,))


@pytest.fixture(scope="module")
def rows(whole: Law) -> Mapping[str, Row]:
    return {one.section: one for one in coverage(whole)}


def test_every_article_asked_about_has_a_row(rows: Mapping[str, Row], whole: Law) -> None:
    assert {one.part for one in rows.values()} == {"EU"}
    assert {f"2021/821, Article {number}" for number in range(2, 12)} <= rows.keys()
    assert {one.symbol for one in authorisations()} <= rows.keys()
    (act,) = whole.acts()
    assert [one for one in rows if one.startswith("833/2014")] == [f"833/2014, {one}" for one in act.divisions]
    assert len(coverage(whole)) == len(rows)


@pytest.mark.parametrize(
    ("section", "state", "told"),
    [
        ("EU001", State.MODELLED, ""),
        ("EU006", State.MODELLED, ""),
        ("EU007", State.PARTLY, "a parent company controls another company"),
        ("EU008", State.PARTLY, "for reasons of national security"),
        ("2021/821, Annex I", State.PARTLY, "the General Notes of Annex I are not tested"),
        ("2021/821, Article 2", State.PARTLY, "of the definitions those of export are read"),
        ("2021/821, Article 3", State.NOT, "Article 3 is not held"),
        ("2021/821, Article 4", State.PARTLY, "3.A Member State may adopt or maintain national legislation"),
        ("2021/821, Article 8", State.NOT, "technical assistance"),
        ("2021/821, Annex IV", State.NOT, "no text of it is held"),
        ("national lists", State.NOT, "no text of it is held"),
        ("833/2014, Article 2", State.PARTLY, "positive finds only"),
        ("833/2014, Article 3", State.NOT, "no rule reads it"),
        ("833/2014, Article 13", State.PARTLY, "on board any aircraft"),
        ("833/2014, Annex VII", State.NOT, "asked as a fact"),
        ("Regulation (EC) No 765/2006", State.NOT, "no answer for BY is positive"),
    ],
)
def test_a_section_is_told_as_it_is(rows: Mapping[str, Row], section: str, state: State, told: str) -> None:
    assert rows[section].state is state
    assert told in "; ".join(rows[section].missing)


def test_each_row_tells_what_is_missing_and_of_which_text(rows: Mapping[str, Row]) -> None:
    for one in rows.values():
        assert bool(one.missing) == (one.state is not State.MODELLED), one.section
        assert one.text_of == (VERSION if one.section.startswith("833/2014") else CONSOLIDATED)
    assert rows["833/2014, Article 3"].title.startswith("833/2014, Article 3 1. It shall be prohibited")


def test_words_that_no_longer_stand_are_named(whole: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    words = (*scope.WORDS, ("Article 2(3)", "composed words of no law"))
    monkeypatch.setattr(eu_coverage, "WORDS", words)
    told = {one.section: one for one in coverage_eu(whole)}["2021/821, Article 2"]
    assert told.missing[0] == f"Article 2 of {CONSOLIDATED} does not say: composed words of no law"


def test_only_what_is_held_is_told(whole: Law) -> None:
    assert coverage_eu(replace(whole, annexes=lambda: (), acts=lambda: ())) == ()
    adopted = tuple(one for one in whole.annexes() if one.controls.version == APPLIES)
    early = {one.section: one for one in coverage_eu(replace(whole, annexes=lambda: adopted, acts=lambda: ()))}
    assert early["EU001"].state is State.NOT
    assert early["Regulation (EU) No 833/2014"].missing == ("no text of it is held; no answer for RU is positive",)
    assert {one.part for one in coverage_eu(replace(whole, annexes=lambda: ()))} == {"EU"}
