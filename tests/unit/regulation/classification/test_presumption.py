"""Note 1 to 3A090.a: a front-end fabricator or an OSAT company bears its presumption until it overcomes it."""

from dataclasses import replace

import pytest
from classification_law import LawOn, item

from regulation.classification import Answer, Index, Item, Law, Verdict, answer, verdict_of, verdicts_of
from regulation.classification.presumption import APPLICABLE, BEARERS
from regulation.classification.vocabulary import ways
from regulation.thresholds.model import folded

DAY = "2026-09-01"
SMALL, ONLY_B = item("small", "1000", "100"), item("only b", "3000", "1000")


def asked(law_on: LawOn, one: Item) -> Answer:
    law = law_on(DAY)
    test = law.test("3A090")
    assert test is not None
    return answer(law, test, one)


def of(one: Item, role: str, **said: bool) -> Item:
    return replace(one, role=role, answers={**one.answers, **said})


@pytest.mark.parametrize("role", BEARERS)
def test_what_meets_only_b_is_presumed_to_be_a(law_on: LawOn, role: str) -> None:
    assert asked(law_on, ONLY_B).paragraphs == ("3A090.b.1",)
    found = asked(law_on, of(ONLY_B, role))
    assert (found.verdict, found.paragraphs) == (Verdict.PRESUMED, ("3A090.a", "3A090.b.1"))
    assert "by numbers alone: in (meets 3A090.b.1" in found.reason
    assert role in found.reason


def test_in_by_number_though_not_marketed_for_datacenters(law_on: LawOn) -> None:
    card = item("card", "5285", "608.5", datacenter=False)
    assert asked(law_on, card).paragraphs == ("3A090.a.1", "3A090.a.2")
    found = asked(law_on, of(card, "OSAT"))
    assert (found.verdict, found.paragraph) == (Verdict.IN, "3A090.a.1")
    assert any("presumes it designed or marketed for datacenters too" in words for words in found.remarks)
    assert not any("presumes" in words for words in asked(law_on, card).remarks)


@pytest.mark.parametrize("letter", ["a", "b", "c"])
def test_each_way_overcomes_it(law_on: LawOn, letter: str) -> None:
    way = ways()[letter]
    for name in way.names:
        found = asked(law_on, of(SMALL, "OSAT", **{name: True}))
        assert (found.verdict, found.paragraphs) == (Verdict.OUT, ())
        assert any(f"recorded as overcome, by way {letter}: {way.fact}" in words for words in found.remarks)
        assert asked(law_on, of(SMALL, "OSAT", **{name: False})).verdict is Verdict.PRESUMED
    # What is overcome is the presumption, not the numbers.
    assert asked(law_on, of(ONLY_B, "OSAT", **{folded(way.fact): True})).paragraphs == ("3A090.b.1",)


def test_overcome_without_its_way_and_not_applicable(law_on: LawOn) -> None:
    for name in ways()[""].names:
        assert asked(law_on, of(SMALL, "OSAT", **{name: True})).verdict is Verdict.OUT
    other = asked(law_on, of(SMALL, "OSAT", **{APPLICABLE: False}))
    assert other.verdict is Verdict.OUT
    assert any("presumes nothing" in words for words in other.remarks)


def test_what_is_no_circuit_is_not_presumed_one(law_on: LawOn) -> None:
    drone = Item("drone", role="OSAT", answers={"integrated circuits": False})
    assert asked(law_on, drone).verdict is Verdict.OUT
    assert asked(law_on, of(drone, "OSAT", **{APPLICABLE: True})).verdict is Verdict.PRESUMED


def test_the_ways_are_told_whole_with_their_facts(law_on: LawOn) -> None:
    found = asked(law_on, of(SMALL, "front-end fabricator"))
    assert found.missing == (
        "whether it is an “applicable advanced logic integrated circuit”",
        *(f"way {letter}: {ways()[letter].fact}" for letter in "abc"),
    )
    lettered = {words.text[0]: words.text for words in found.quotes if words.place == "note 1" and words.text[1] == "."}
    assert sorted(lettered) == ["a", "b", "c", "d"]
    assert lettered["a"].endswith("180 days after the submission of its application to become an approved IC designer.")
    assert lettered["d"].startswith("d. It is not sufficient for the “front-end fabricator”")
    # The note counts three ways, a. through c.; d. says what is not enough.
    assert any(words.startswith("paragraph d of note 1 says what is not enough") for words in found.remarks)
    assert {(one.when[0].partition(":")[0], one.verdict) for one in found.outcomes} == {
        ("whether it is an “applicable advanced logic integrated circuit”", Verdict.OUT),
        *((f"way {letter}", Verdict.OUT) for letter in "abc"),
    }
    assert {share for _fact, share in found.deciding} == {1 / 2}


def test_where_numbers_decide_nothing_overcoming_leaves_it_open(law_on: LawOn) -> None:
    found = asked(law_on, of(item("no die", "3000"), "OSAT"))
    assert found.verdict is Verdict.PRESUMED
    assert found.missing[-1] == "applicable die area"
    assert all(one.when[0] == "the presumption overcome" for one in found.outcomes)
    overcome = asked(law_on, of(item("no die", "3000"), "OSAT", **{folded(ways()["a"].fact): True}))
    assert overcome.verdict is Verdict.UNDECIDED


def test_all_three_ways_to_compute_agree(law_on: LawOn) -> None:
    test = law_on(DAY).test("3A090")
    assert test is not None
    index = Index([test])
    law = Law({"3A090": test}.get, index)
    empty = Item("nothing known", role="OSAT")
    for one in (SMALL, ONLY_B, item("card", "5285", "608.5"), item("no die", "3000"), empty):
        for role in (*BEARERS, "designer"):
            whole = of(one, role)
            found = answer(law, test, whole)
            assert verdict_of(law, test, whole) == (found.verdict, found.paragraphs)
            told = list(verdicts_of(law, index, whole))
            assert told == ([] if one is empty and role == "designer" else [("3A090", found.verdict, found.paragraphs)])


def test_a_note_whose_ways_a_converter_lost_presumes_as_well(law_on: LawOn) -> None:
    law = law_on("2025-02-11")
    test = law.test("3A090")
    assert test is not None
    found = answer(law, test, of(SMALL, "OSAT"))
    assert found.verdict is Verdict.PRESUMED
    assert "that the note states" in found.reason
