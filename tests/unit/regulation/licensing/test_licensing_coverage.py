"""The coverage table says what rules really read: nothing is called modelled that no rule relies on."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from licensing_law import DAY, JANUARY_FILE

from regulation.licensing import scope
from regulation.licensing.coverage import Row, State, coverage
from regulation.licensing.law import Law
from regulation.licensing.text_2025 import JANUARY_2025, read_converted_part
from regulation.parts import PartTree
from ruletrace.readers.packed import unpacked


@pytest.fixture(scope="module")
def whole(law: Law, texts: Mapping[str, tuple[PartTree, ...]]) -> Law:
    tree = read_converted_part(unpacked(JANUARY_FILE.read_bytes()), "746")
    return replace(law, parts={**texts, "746": (tree,)}, _kept={})


@pytest.fixture(scope="module")
def rows(whole: Law) -> Mapping[str, Row]:
    return {one.section: one for one in coverage(whole)}


def test_every_section_held_has_a_row(rows: Mapping[str, Row], whole: Law) -> None:
    held = [entry.eccn for part in sorted(whole.parts) for tree in whole.parts[part] for entry in tree.law.entries]
    assert list(rows) == held
    assert {one.state for one in rows.values()} == set(State)


@pytest.mark.parametrize(
    ("section", "state", "told"),
    [
        ("Supplement No. 1 to part 738", State.MODELLED, ""),
        ("Supplement No. 1 to part 740", State.MODELLED, ""),
        ("740.4", State.MODELLED, ""),
        ("740.17", State.PARTLY, "ENC: never eligible"),
        ("740.2", State.PARTLY, "General Prohibitions Four and Seven to Ten"),
        ("742.6", State.PARTLY, "RS columns come from the entry's rows"),
        ("744.16", State.NOT, "addresses of high diversion risk"),
        ("742.10", State.NOT, "reserved"),
        ("746.8", State.PARTLY, "foreign direct product"),
        ("734.13", State.PARTLY, "a deemed export is a fact given"),
    ],
)
def test_a_section_is_told_as_it_is(rows: Mapping[str, Row], section: str, state: State, told: str) -> None:
    assert rows[section].state is state
    assert told in "; ".join(rows[section].missing)


def test_each_row_tells_what_is_missing_and_of_which_text(rows: Mapping[str, Row]) -> None:
    for one in rows.values():
        assert bool(one.missing) == (one.state is not State.MODELLED), one.section
        assert one.text_of == (JANUARY_2025 if one.part == "746" else DAY)
    assert rows["744.23"].reaches == "2026-01-15"
    assert rows["742.6"].reaches == ""


def test_words_that_no_longer_stand_are_named(whole: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "WORDS", (*scope.WORDS, ("738.3(a)", "composed words of no law")))
    told = {one.section: one for one in coverage(whole)}
    assert told["738.3"].state is State.PARTLY
    assert told["738.3"].missing == ("738.3(a) of 2026-09-01 no longer says: composed words of no law",)


def test_a_part_that_is_not_held_has_no_rows(whole: Law) -> None:
    assert {one.part for one in coverage(replace(whole, parts={"742": whole.parts["742"]}, _kept={}))} == {"742"}
