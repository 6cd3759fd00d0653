"""Each verb on small composed texts, and each way it can fail."""

from dataclasses import replace

import pytest
from carrying_out_texts import block, composed, read, shown

from regulation.amendments.model import BodyBlock, Instruction
from regulation.carrying_out import Finding, Result, Text, Unit, carry_out
from regulation.controls.model import Kind

PART = "part 742"


def done(text: Text, *words: str, body: tuple[BodyBlock, ...] = ()) -> tuple[list[str], list[tuple[Result, Finding]]]:
    told = [replace(one, body=body) if body else one for one in read(*words)]
    out = carry_out([text], told)
    return shown(out.after[PART]), [(one.result, one.finding) for one in out.outcomes]


def ends(text: Text, *words: str, body: tuple[BodyBlock, ...] = ()) -> Finding:
    after, outcomes = done(text, *words, body=body)
    assert after == shown(text), "what cannot be carried out changes nothing"
    return outcomes[0][1]


TEXT = composed("a", "a.1", "a.2", "a.2.i", "b", "c", "c.1")
ADD_A3 = "1. Section 742.6 is amended by adding paragraph (a)(3) to read as follows:"


def test_add_stands_after_the_sibling_before_it_and_what_is_below_that() -> None:
    after, _ = done(TEXT, ADD_A3, body=(block("(3) New.", "a", "3"),))
    assert after[:5] == ["a|(a)|Words of a.", "a.1|(1)|Words of a.1.", "a.2|(2)|Words of a.2.",
                         "a.2.i|(i)|Words of a.2.i.", "a.3|(3)|New."]  # fmt: skip


def test_add_before_the_first_and_between_letters_that_look_like_numerals() -> None:
    text = composed("h", "i", "k")
    words = "1. Section 742.6 is amended by adding paragraph (j) to read as follows:"
    after, _ = done(text, words, body=(block("(j) New.", "j"),))
    assert [line.split("|")[0] for line in after] == ["h", "i", "j", "k"]


def test_a_paragraph_that_opens_two_numbers_makes_two() -> None:
    words = "1. Section 742.6 is amended by adding paragraph (d) to read as follows:"
    body = (block("(d) Updates to plan—(1) In general. New.", "d", "1"), block("(2) More.", "d", "2"))
    after, _ = done(TEXT, words, body=body)
    assert after[-3:] == ["d|(d)|Updates to plan", "d.1|(1)|In general. New.", "d.2|(2)|More."]


def test_revise_takes_what_stands_below_with_it() -> None:
    words = "1. Section 742.6 is amended by revising paragraph (a) to read as follows:"
    after, outcomes = done(TEXT, words, body=(block("(a) New.", "a"), block("(1) Only.", "a", "1")))
    assert after == ["a|(a)|New.", "a.1|(1)|Only.", "b|(b)|Words of b.", "c|(c)|Words of c.", "c.1|(1)|Words of c.1."]
    assert outcomes == [(Result.CARRIED_OUT, Finding.NONE)]


def test_introductory_text_leaves_what_stands_below() -> None:
    words = "1. Section 742.6 is amended by revising paragraph (c) introductory text to read as follows:"
    after, _ = done(TEXT, words, body=(block("(c) New.", "c"),))
    assert after[-2:] == ["c|(c)|New.", "c.1|(1)|Words of c.1."]


def test_remove_takes_what_stands_below_with_it() -> None:
    after, _ = done(TEXT, "1. Section 742.6 is amended by removing paragraph (a).")
    assert [line.split("|")[0] for line in after] == ["b", "c", "c.1"]


def test_reserve_keeps_the_number_and_empties_it() -> None:
    after, _ = done(TEXT, "1. Section 742.6 is amended by removing and reserving paragraph (c).")
    assert after[-1] == "c|(c)|[Reserved]"


def test_add_fills_a_reserved_place() -> None:
    reserved = TEXT.with_units([*TEXT.units, Unit(("742.6", "d"), "[Reserved]", "(d)", kind=Kind.RESERVED)])
    words = "1. Section 742.6 is amended by adding paragraph (d) to read as follows:"
    after, _ = done(reserved, words, body=(block("(d) New.", "d"),))
    assert after[-1] == "d|(d)|New."
    assert len(after) == len(TEXT.units)


def test_a_chain_of_redesignations_and_what_depends_on_it() -> None:
    words = (
        "1. Section 742.6 is amended by redesignating paragraphs (a) through (c) as paragraphs (b) through (d) and"
        " revising newly redesignated paragraph (d)(1) to read as follows:"
    )
    after, outcomes = done(TEXT, words, body=(block("(1) New.", "d", "1"),))
    assert after == [
        "b|(b)|Words of a.", "b.1|(1)|Words of a.1.", "b.2|(2)|Words of a.2.", "b.2.i|(i)|Words of a.2.i.",
        "c|(c)|Words of b.", "d|(d)|Words of c.", "d.1|(1)|New.",
    ]  # fmt: skip
    assert {result for result, _ in outcomes} == {Result.CARRIED_OUT}


def test_an_add_waits_for_the_move_that_frees_its_place() -> None:
    told = read(
        "1. Section 742.6 is amended by adding new paragraph (c) to read as follows:",
        "2. Section 742.6 is amended by redesignating paragraph (c) as paragraph (d).",
    )
    told[0] = replace(told[0], body=(block("(c) New.", "c"),), depends_on=("2",))
    out = carry_out([TEXT], told)
    assert [one.result for one in out.outcomes] == [Result.CARRIED_OUT] * 2
    assert shown(out.after[PART])[-3:] == ["c|(c)|New.", "d|(d)|Words of c.", "d.1|(1)|Words of c.1."]


def test_two_paragraphs_change_places() -> None:
    told = read("1. Section 742.6 is amended by redesignating paragraphs (a) and (b) as paragraphs (b) and (a).")
    out = carry_out([TEXT], told)
    assert [line for line in shown(out.after[PART]) if line.count(".") == 1] == [
        "a|(a)|Words of b.", "b|(b)|Words of a.", "c|(c)|Words of c.",
    ]  # fmt: skip


def test_words_in_each_place_as_whole_words_whatever_the_quotation_marks() -> None:
    text = TEXT.with_units([Unit(("742.6", "a"), "An “item” and items; the “item”.", "(a)"), *TEXT.units[2:]])
    words = "1. In § 742.6, remove “item” wherever it appears and add in its place “thing”."
    told = carry_out([text], read(words)).after[PART]
    assert told.units[0].words == "An “thing” and items; the “thing”."


def test_words_added_after_others() -> None:
    words = "1. Section 742.6 is amended by adding the words “or Macau” after the words “of b” in paragraph (b)."
    after, _ = done(TEXT, words)
    assert "b|(b)|Words of b or Macau." in after


def test_a_sentence_is_removed() -> None:
    text = TEXT.with_units([Unit(("742.6", "a"), "First one. Second one.", "(a)")])
    out = carry_out([text], read("1. Section 742.6 is amended by removing the last sentence of paragraph (a)."))
    assert out.after[PART].units[0].words == "First one."


def test_a_new_note_stands_after_its_paragraph() -> None:
    told = read("1. Section 742.6 is amended by adding note 1 to paragraph (a) to read as follows:")
    out = carry_out([TEXT], [replace(told[0], body=(block("Note 1 to paragraph (a): New.", "a", kind="note"),))])
    places = [one.place for one in out.after[PART].units]
    assert places.index("742.6(a) note 1") == places.index("742.6(a)(2)(i)") + 1


NEW = (block("(x) New.", "x"),)
DEFECTS = [
    ("1. Section 742.6 is amended by revising paragraph (f) to read as follows:", NEW, Finding.ABSENT),
    ("1. Section 742.6 is amended by adding paragraph (b) to read as follows:", NEW, Finding.EXISTS),
    ("1. Section 742.6 is amended by adding paragraph (f)(2) to read as follows:", NEW, Finding.ABSENT),
    ("1. Section 742.6 is amended by revising paragraph (b) to read as follows:", (), Finding.NO_TEXT),
    ("1. Section 742.6 is amended by adding paragraph (f) to read as follows:", (), Finding.NO_TEXT),
    ("1. Section 742.6 is amended by removing paragraph (f).", (), Finding.ABSENT),
    ("1. Section 742.6 is amended by removing and reserving paragraph (f).", (), Finding.ABSENT),
    ("1. Section 742.6 is amended by redesignating paragraph (f) as paragraph (g).", (), Finding.ABSENT),
    ("1. Section 742.6 is amended by redesignating paragraph (b) as paragraph (c).", (), Finding.EXISTS),
    ("1. In § 742.6(a), remove the words “no such words” and add “others” in its place.", (), Finding.NO_WORDS),
    ("1. In § 742.6, remove the word “Words” and add “Others” in its place.", (), Finding.MANY_WORDS),
    ("1. Section 742.6 is amended by transmogrifying paragraph (a).", (), Finding.NOT_UNDERSTOOD),
    ("1. Subpart B of part 742 is removed.", (), Finding.NOT_MODELLED),
    ("1. Section 999.1 is amended by removing paragraph (a).", (), Finding.BASE_NOT_HELD),
]


@pytest.mark.parametrize(("words", "body", "finding"), DEFECTS, ids=[one[2].name + one[0][22:52] for one in DEFECTS])
def test_what_cannot_be_carried_out_is_a_finding(words: str, body: tuple[BodyBlock, ...], finding: Finding) -> None:
    assert ends(TEXT, words, body=body) is finding


def test_a_move_that_fails_takes_what_builds_on_it_along() -> None:
    told = read(
        "1. Section 742.6 is amended by redesignating paragraph (f) as paragraph (g) and removing newly redesignated"
        " paragraph (g)."
    )
    assert [one.finding for one in carry_out([TEXT], told).outcomes] == [Finding.ABSENT, Finding.DEPENDS]


def test_delayed_indefinitely_is_not_carried_out() -> None:
    told = replace(read("1. Section 742.6 is amended by removing paragraph (a).")[0], effective="Delayed indefinitely")
    out = carry_out([TEXT], [told])
    assert (out.outcomes[0].result, out.outcomes[0].finding) == (Result.NOT_TRIED, Finding.DELAYED)


def test_a_body_that_is_not_held_is_not_said_to_be_missing() -> None:
    out = carry_out([TEXT], read(ADD_A3), bodies_held=False)
    assert (out.outcomes[0].result, out.outcomes[0].finding) == (Result.NOT_TRIED, Finding.BODY_NOT_HELD)


def test_the_redline_of_a_revision() -> None:
    told: Instruction = read("1. Section 742.6 is amended by revising paragraph (b) to read as follows:")[0]
    (outcome,) = carry_out([TEXT], [replace(told, body=(block("(b) Words of c.", "b"),))]).outcomes
    (edit,) = outcome.edits
    assert (edit.place, edit.before, edit.after) == ("742.6(b)", "(b) Words of b.", "(b) Words of c.")
    assert [(op.value, words) for op, words in edit.redline()] == [
        ("equal", "(b) Words of "), ("delete", "b"), ("insert", "c"), ("equal", "."),
    ]  # fmt: skip


def test_a_paragraph_that_came_with_the_one_above_it_is_not_refused() -> None:
    told = read("1. Section 742.6 is amended by adding paragraphs (d) and (d)(1) to read as follows:")
    above, below = block("(d) New.", "d"), block("(1) More.", "d", "1")
    out = carry_out([TEXT], [replace(told[0], body=(above, below)), replace(told[1], body=(below,))])
    assert [one.result for one in out.outcomes] == [Result.CARRIED_OUT] * 2
    assert out.outcomes[1].message == "came with 742.6(d)"
    assert shown(out.after[PART])[-2:] == ["d|(d)|New.", "d.1|(1)|More."]


def test_the_old_paragraph_goes_before_another_takes_its_number() -> None:
    told = read(
        "1. Section 742.6 is amended by:", "a. Removing paragraph (a);", "b. Redesignating paragraphs (b) and (c) as"
        " paragraphs (a) and (b); and", "c. Revising newly redesignated paragraph (b).",
    )  # fmt: skip
    told[-1] = replace(told[-1], body=(block("(b) New.", "b"),))
    out = carry_out([TEXT], told)
    assert [one.result for one in out.outcomes] == [Result.CARRIED_OUT] * 4
    assert shown(out.after[PART]) == ["a|(a)|Words of b.", "b|(b)|New."]


def test_words_at_the_end_and_a_heading_that_was_not_there() -> None:
    words = "1. Section 742.6 is amended by adding the word “and” at the end of paragraph (b)."
    after, _ = done(TEXT, words)
    assert "b|(b)|Words of b. and" in after
    words = "1. Section 742.6 is amended by adding a heading to paragraph (b) to read as follows:"
    after, _ = done(TEXT, words, body=(block("(b) Scope.", "b"),))
    assert "b|(b)|Scope. Words of b." in after


WORDS = Text(
    "a composed text",
    frozenset({PART}),
    (
        Unit(("742.6",), "Heading.", "§ 742.6"),
        Unit(
            ("742.6", "a"),
            "Items and parts; or software; or technology. They are not free. Not one, and not two; and",
            "(a)",
        ),
    ),
)
PLACED = [
    ("removing the word “and” at the end of paragraph (a)", "Not one, and not two;"),
    ("removing the word “or” after the semicolon in paragraph (a)", None),
    ("removing the word “and” after “Items” in paragraph (a)", "Items parts; or software"),
    ("removing, in the last sentence of paragraph (a), the word “not”", "Not one, and two; and"),
    ("removing the word “not” in the second sentence of paragraph (a)", "They are free. Not one, and not two"),
    ("adding the word “also” at the beginning of paragraph (a)", "also Items and parts"),
    ("adding a comma after “software” in paragraph (a)", "or software,; or technology"),
]


@pytest.mark.parametrize(("words", "after"), PLACED, ids=[words for words, _ in PLACED])
def test_of_several_words_those_are_meant_that_stand_where_it_is_said(words: str, after: str | None) -> None:
    told, outcomes = done(WORDS, f"1. Section 742.6 is amended by {words}.")
    if after is None:  # "or" stands after a semicolon twice
        assert (told, outcomes[0][1]) == (shown(WORDS), Finding.MANY_WORDS)
    else:
        assert outcomes == [(Result.CARRIED_OUT, Finding.NONE)]
        assert after in told[0]


def test_words_that_do_not_stand_where_it_is_said_are_not_there() -> None:
    told, outcomes = done(WORDS, "1. Section 742.6 is amended by removing the word “free” at the end of paragraph (a).")
    assert (told, outcomes) == (shown(WORDS), [(Result.REFUSED, Finding.NO_WORDS)])
