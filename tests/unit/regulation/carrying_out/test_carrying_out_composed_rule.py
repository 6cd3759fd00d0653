"""A composed rule on the real list of June 2026, compared with the real list of September: the whole route."""

from pathlib import Path

import pytest
from carrying_out_texts import FIXTURES

from regulation.amendments.files import read_file
from regulation.carrying_out import CarriedOut, Result, Text, Verdict, by_scope, carry_out, compare

RULE = FIXTURES / "rule-ccl-june-to-september-2026.composed.xml"
CCL = "Supplement No. 1 to part 774"


@pytest.fixture(scope="module")
def done(june: tuple[Text, ...]) -> CarriedOut:
    return carry_out(june, read_file(RULE))


def test_every_instruction_is_carried_out_and_confirmed(done: CarriedOut, september: tuple[Text, ...]) -> None:
    found = compare(done, september)
    assert len(found) == 24
    assert {one.outcome.result for one in found} == {Result.CARRIED_OUT}
    assert [(one.verdict, one.differences) for one in found] == [(Verdict.CONFIRMED, ())] * 24


def test_the_entries_after_it_are_those_of_september(done: CarriedOut, september: tuple[Text, ...]) -> None:
    official = by_scope(september)[CCL]
    ours = done.after[CCL]
    for eccn in ("0A502", "9A012", "9D004"):
        places = [[text.units[index].place for index in text.below((CCL, eccn))] for text in (ours, official)]
        assert places[0] == places[1]


def test_the_united_arab_emirates_stand_in_each_redline(done: CarriedOut) -> None:
    added = [one for one in done.outcomes if one.instruction.new_words]
    assert len(added) == 17
    for one in added:
        (edit,) = one.edits
        inserted = [words for op, words in edit.redline() if op.value == "insert"]
        assert [words.strip() for words in inserted] == ["the United Arab Emirates or"]


def test_the_drone_entry_is_revised_place_by_place(done: CarriedOut) -> None:
    outcome = next(one for one in done.outcomes if one.instruction.target and one.instruction.target.eccn == "9A012")
    edits = {one.place: one for one in outcome.edits}
    assert edits["9A012.a.2"].before.endswith("of 1 hour or greater;")
    assert edits["9A012.a.2"].after.endswith("of 3 hours or greater;")
    assert edits["9A012.a.1.a"].after == ""
    assert edits["9A012.a.3"].before == ""


def test_a_text_that_has_not_changed_yet(done: CarriedOut, june: tuple[Text, ...]) -> None:
    found = compare(done, june)
    verdicts = {one.verdict for one in found if one.outcome.edits}
    assert verdicts == {Verdict.NOT_YET}


def test_a_mutated_body_differs_here(tmp_path: Path, june: tuple[Text, ...], september: tuple[Text, ...]) -> None:
    mutated = tmp_path / "mutated.composed.xml"
    mutated.write_text(RULE.read_text(encoding="utf-8").replace("of 3 hours or greater", "of 4 hours or greater"))
    found = [one for one in compare(carry_out(june, read_file(mutated)), september) if one.differences]
    (one,) = found
    assert one.verdict is Verdict.DIFFERS
    (edit,) = one.differences
    assert edit.place == "9A012.a.2"
    assert [words for op, words in edit.redline() if op.value != "equal"] == ["4", "3"]


def test_the_same_input_gives_the_same_output(done: CarriedOut, june: tuple[Text, ...]) -> None:
    again = carry_out(june, read_file(RULE))
    assert again == done


def test_a_text_of_before_is_not_changed(june: tuple[Text, ...]) -> None:
    before = by_scope(june)[CCL].units
    carry_out(june, read_file(RULE))
    assert by_scope(june)[CCL].units is before
