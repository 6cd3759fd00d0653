"""Instructions of real rules and proposed rules."""

from amendments_helpers import document, lines, of

from regulation.amendments.amdpars import rule
from regulation.amendments.model import Instruction, Verb
from ruletrace.model import sha256_hex
from ruletrace.readers.federal_register_xml import documents

Read = tuple[Instruction, ...]


def test_every_amdpar_of_the_printed_issue_is_taken(issue_bytes: bytes) -> None:
    rules = [rule(text) for text in documents(issue_bytes)]
    amending = [one for one in rules if one.amdpars]
    assert sum(len(one.amdpars) for one in amending) == 148
    assert sum(len(one.amdpars) for one in amending if not one.amdpars[0].part) == 43  # proposed rules: no REGTEXT
    assert all(one.document_number.startswith("2024-0") for one in amending)


def test_a_span_holds_words_and_a_hash_is_of_the_text_tied(issue: Read, remittances: Read) -> None:
    for one in (*issue, *remittances):
        start, end = one.span
        assert 0 <= start < end <= len(one.text)
        assert one.new_text_sha256 == (sha256_hex(one.new_text.encode()) if one.body else None)
        assert (one.verb is None) == bool(one.not_understood)
        assert (one.verb is None) == (one.target is None)
        if one.verb is None:
            assert one.not_understood == one.text[start:end]


def test_several_targets_and_verbs_in_one_sentence(remittances: Read) -> None:
    assert lines(remittances, "4") == [
        ("4", "revise", "1005.32(b)(2)(ii)"),
        ("4", "revise", "1005.32(c)(3) introductory text"),
        ("4", "revise", "1005.32(c)(3)(i)"),
        ("4", "revise", "1005.32(c)(3)(ii) introductory text"),
        ("4", "add", "1005.32(b)(3)"),
        ("4", "revise", "1005.32(c)(4)"),
        ("4", "remove", "1005.32(c)(5)"),
    ]


def test_numbers_follow_the_printed_lists(remittances: Read) -> None:
    comments = lines(remittances, "7.D.i")
    assert comments[0] == ("7.D.i.a", "redesignate", "Supplement I to part 1005, comment 33(a), 9")
    assert ("7.D.i.b", "revise", "Supplement I to part 1005, comment 33(a), 3.iii") in comments
    assert lines(remittances, "7.G")[0] == ("7.G", "revise", "Supplement I to part 1005, Appendix A, 2")  # E, then G
    assert lines(remittances, "7.B.viii") == [("7.B.viii", "add", "Supplement I to part 1005, comment 31(c)(4), 2.xi")]


def test_words_of_the_new_text_marked_as_instructions_are_none(remittances: Read) -> None:
    assert max(one.ordinal for one in remittances) == 38  # 39 and 40 are a lead-in and a heading


def test_an_instruction_knows_what_it_builds_on(issue: Read, remittances: Read) -> None:
    revised = of(remittances, "Supplement I to part 1005, comment 33(a), 10")[1]
    assert revised.verb is Verb.REVISE
    assert revised.depends_on == ("7.D.i.a",)
    moved, added = of(document(issue, "2024-02447"), "1006.215(g)")[0], of(issue, "1006.215(f)")[0]
    assert str(moved.old_target) == "1006.215(f)"
    assert added.depends_on == ("7.b",)


def test_a_shortened_paragraph_is_completed(issue: Read) -> None:
    targets = [str(one.target) for one in document(issue, "2024-02236") if one.number.startswith(("4", "5", "7.e"))]
    assert targets[:4] == ["648.11(k)(1)", "648.11(k)(2)", "648.11(k)(3)", "648.11(k)(4)(i)"]
    assert "648.14(i)(1)(vi)(C)(1)" in targets
    assert "648.59(e)(2)" in targets


def test_a_proposed_rule_takes_its_part_from_the_words(issue: Read) -> None:
    assert {one.part for one in document(issue, "2024-02236")} == {"648"}
    # The printer's REGTEXT says part 414; the section is of part 424.
    assert {one.part for one in document(issue, "2024-02705") if one.number.startswith("4")} == {"424"}


def test_words_changed_inside_a_text(issue: Read) -> None:
    (one,) = [one for one in issue if str(one.target) == "414.1405(b)(9)(iii)"]
    assert one.verb is Verb.REPLACE_WORDS
    assert (one.old_words, one.new_words) == ("2025 MIPS payment year", "2026 MIPS payment year")
    assert one.text[slice(*one.span)].startswith("removing the phrase")


def test_words_that_time_an_instruction_are_kept(issue: Read) -> None:
    telecom = document(issue, "2024-01667")
    assert {one.effective for one in telecom if one.number == "2"} == {"Effective March 13, 2024"}
    assert {one.effective for one in telecom if one.number in ("3", "4")} == {"Delayed indefinitely"}


def test_the_bureaus_nine_instructions(bis: Read) -> None:
    assert [(one.number, one.part, one.verb, str(one.target)) for one in bis] == [
        ("1", "740", "continue", "part 740 authority citation"),
        ("2", "740", "add", "740.6(a)(1)(iv)"),
        ("3", "742", "revise", "part 742 authority citation"),
        ("4", "742", "revise", "742.4(b)(11)"),
        ("5", "742", "add", "742.6(a)(13)"),
        ("5", "742", "add", "742.6(b)(14)"),
        ("6", "758", "continue", "part 758 authority citation"),
        ("7", "758", "add", "758.1(b)(11)"),
        ("8", "774", "continue", "part 774 authority citation"),
        ("9", "774", "add", "Supplement No. 1 to part 774, ECCN 3A069"),
        ("9", "774", "revise", "Supplement No. 1 to part 774, ECCN 3A999"),
        ("9", "774", "revise", "Supplement No. 1 to part 774, ECCN 3E001"),
        ("9", "774", "add", "Supplement No. 1 to part 774, ECCN 3E069"),
    ]
    assert [one.target.eccn for one in bis if one.target and one.number == "9"] == ["3A069", "3A999", "3E001", "3E069"]
