"""Asterisks in new text stand for text in force that stays; composed rules on a composed section."""

from dataclasses import replace

from carrying_out_texts import composed, shown

from regulation.amendments.amdpars import rule
from regulation.amendments.instructions import instructions
from regulation.carrying_out import Finding, Outcome, Result, Text, carry_out
from ruletrace.readers.federal_register_xml import documents

BASE = composed("a", "a.1", "a.1.i", "a.1.ii", "a.2", "a.3", "b")


def carried_out(instruction: str, *printed: str, base: Text = BASE) -> tuple[Outcome, list[str]]:
    """Carry out one composed instruction on the base; `printed` are the elements below the section's number."""
    section = f"<SECTION><SECTNO>§ 742.6</SECTNO><SUBJECT>Heading.</SUBJECT>{''.join(printed)}</SECTION>"
    text = f'<RULE><REGTEXT TITLE="15" PART="742"><AMDPAR>{instruction}</AMDPAR>{section}</REGTEXT></RULE>'
    out = carry_out([base], instructions(rule(documents(text.encode())[0])))
    return out.outcomes[0], shown(out.after["part 742"])


def test_asterisks_between_paragraphs_keep_those_between() -> None:
    outcome, after = carried_out(
        "1. In § 742.6, revise paragraph (a) to read as follows:",
        "<STARS/><P>(a) New a.</P><P>(1) New one.</P><STARS/><P>(3) New three.</P><STARS/>",
    )
    assert outcome.result is Result.CARRIED_OUT
    assert after == [
        "a|(a)|New a.", "a.1|(1)|New one.", "a.1.i|(i)|Words of a.1.i.", "a.1.ii|(ii)|Words of a.1.ii.",
        "a.2|(2)|Words of a.2.", "a.3|(3)|New three.", "b|(b)|Words of b.",
    ]  # fmt: skip


def test_asterisks_after_a_number_keep_its_words_and_what_is_below() -> None:
    _, after = carried_out(
        "1. In § 742.6, revise paragraph (a) to read as follows:",
        "<P>(a) New a.</P><P>(1) * * *</P><P>(2) New two.</P>",
    )
    assert after == [
        "a|(a)|New a.", "a.1|(1)|Words of a.1.", "a.1.i|(i)|Words of a.1.i.", "a.1.ii|(ii)|Words of a.1.ii.",
        "a.2|(2)|New two.", "b|(b)|Words of b.",
    ]  # fmt: skip


def test_asterisks_above_a_printed_paragraph_keep_only_the_words() -> None:
    _, after = carried_out(
        "1. In § 742.6, revise paragraph (a)(1) to read as follows:",
        "<P>(a) * * *</P><P>(1) * * *</P><P>(i) New i.</P>",
    )
    assert after[1:4] == ["a.1|(1)|Words of a.1.", "a.1.i|(i)|New i.", "a.2|(2)|Words of a.2."]


def test_asterisks_inside_new_words_are_refused() -> None:
    outcome, after = carried_out(
        "1. In § 742.6, revise paragraph (b) to read as follows:", "<P>(b) New words. * * * More words.</P>"
    )
    assert (outcome.result, outcome.finding) == (Result.NOT_TRIED, Finding.NOT_MODELLED)
    assert after == shown(BASE)


def test_a_revision_that_deletes_most_of_a_paragraph_says_so() -> None:
    outcome, after = carried_out("1. In § 742.6, revise paragraph (a) to read as follows:", "<P>(a) New a.</P>")
    assert after == ["a|(a)|New a.", "b|(b)|Words of b."]
    assert outcome.finding is Finding.FEWER
    assert outcome.message.endswith("it would delete 5 paragraphs that the new text does not print")


def test_words_are_added_beside_those_that_the_instruction_names() -> None:
    outcome, after = carried_out("1. In § 742.6(b), add “New” after “Words”.")
    assert outcome.instruction.anchor == ("after", "Words")
    assert after[-1] == "b|(b)|Words New of b."


def test_a_removal_before_a_later_move_speaks_of_the_old_place() -> None:
    text = (
        '<RULE><REGTEXT TITLE="15" PART="742"><AMDPAR>1. Amend § 742.6 by:</AMDPAR>'
        "<AMDPAR>a. Removing paragraph (a)(2); and</AMDPAR>"
        "<AMDPAR>b. Redesignating paragraph (a)(3) as paragraph (a)(2).</AMDPAR></REGTEXT></RULE>"
    )
    read = instructions(rule(documents(text.encode())[0]))
    assert [one.depends_on for one in read] == [(), ("1.a",)]
    out = carry_out([BASE], read)
    assert "a.2|(2)|Words of a.3." in shown(out.after["part 742"])
    assert {one.result for one in out.outcomes} == {Result.CARRIED_OUT}


def test_several_sentences_are_removed() -> None:
    base = composed("b").with_units(
        replace(one, words="One. Two here. Three. Four. Five.") if one.address[1:] == ("b",) else one
        for one in composed("b").units
    )
    outcome, after = carried_out(
        "1. In § 742.6(b), remove the three sentences that follow the first sentence.", base=base
    )
    assert str(outcome.instruction.target) == "742.6(b) second through fourth sentences"
    assert after == ["b|(b)|One. Five."]


def test_an_introductory_text_printed_with_its_first_paragraph_takes_its_own_words_only() -> None:
    """Composed after 12 CFR 1005.32(c)(3) of 2013-10604: "(3) Covered third-party fees. (i) Imposed as …"."""
    printed = "<STARS/><P>(a) * * *</P><P>(1) <E>New heading.</E> (i) <E>Scope.</E> New i.</P><STARS/>"
    words = "1. In § 742.6, revise paragraphs (a)(1) introductory text and (a)(1)(i) to read as follows:"
    section = f"<SECTION><SECTNO>§ 742.6</SECTNO><SUBJECT>Heading.</SUBJECT>{printed}</SECTION>"
    text = f'<RULE><REGTEXT TITLE="15" PART="742"><AMDPAR>{words}</AMDPAR>{section}</REGTEXT></RULE>'
    read = instructions(rule(documents(text.encode())[0]))
    assert [one.new_text for one in read] == ["(1) New heading.", "(i) Scope. New i."]
    after = carry_out([BASE], read).after["part 742"]
    assert shown(after)[1:4] == ["a.1|(1)|New heading.", "a.1.i|(i)|Scope. New i.", "a.1.ii|(ii)|Words of a.1.ii."]


def test_an_introductory_text_is_tied_where_only_what_follows_it_is_left_out() -> None:
    words = "1. In § 742.6, revise paragraph (a)(1) introductory text to read as follows:"
    outcome, after = carried_out(words, "<P>(a) * * *</P><P>(1) New heading. (i) * * *</P>")
    assert outcome.result is Result.CARRIED_OUT
    assert after[1:3] == ["a.1|(1)|New heading.", "a.1.i|(i)|Words of a.1.i."]
