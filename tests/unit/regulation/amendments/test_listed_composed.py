"""Places that only the new text names, entries of the list and cells of rows; the rules are composed."""

from regulation.amendments.amdpars import rule
from regulation.amendments.instructions import instructions
from regulation.amendments.model import Instruction
from ruletrace.readers.federal_register_xml import documents


def read(words: str, body: str, part: str = "3") -> list[Instruction]:
    """Return the instructions of a composed rule with one AMDPAR and what is printed below it."""
    text = f'<RULE><REGTEXT TITLE="15" PART="{part}"><AMDPAR>1. {words}</AMDPAR>{body}</REGTEXT></RULE>'
    return list(instructions(rule(documents(text.encode())[0])))


def section(number: str, printed: str) -> str:
    return f"<SECTION><SECTNO>§ {number}</SECTNO><SUBJECT>Subject.</SUBJECT>{printed}</SECTION>"


def rows(*cells: tuple[str, ...]) -> str:
    lines = "".join(f"<ROW>{''.join(f'<ENT>{cell}</ENT>' for cell in row)}</ROW>" for row in cells)
    return f'<GPOTABLE><BOXHD><CHED H="1">A</CHED><CHED H="1">B</CHED></BOXHD>{lines}</GPOTABLE>'


def targets(found: list[Instruction]) -> list[str]:
    return [f"{one.verb} {one.target}" for one in found]


DEFINED = section(
    "3.2",
    '<STARS/><P><E T="03">Alpha (AL)</E> means a thing.</P><P>(1) One.</P><STARS/>'
    '<P><E T="03">Beta and gamma</E> has the same meaning as in § 3.3.</P><STARS/>',
)


def test_definitions_are_named_by_the_new_text() -> None:
    found = read("In § 3.2, add the following definitions in alphabetical order:", DEFINED)
    assert targets(found) == ["add 3.2 definition “Alpha (AL)”", "add 3.2 definition “Beta and gamma”"]
    assert found[0].new_text == "Alpha (AL) means a thing.\n(1) One."
    assert found[1].new_text.startswith("Beta and gamma has")


def test_a_term_with_and_in_it_is_one_where_the_new_text_says_so() -> None:
    found = read("In § 3.2, add definitions of Alpha (AL) and Beta and gamma to read as follows:", DEFINED)
    assert targets(found) == ["add 3.2 definition “Alpha (AL)”", "add 3.2 definition “Beta and gamma”"]


def test_without_new_text_they_are_not_understood() -> None:
    (one,) = read("In § 3.2, add the following definitions in alphabetical order:", "")
    assert (one.verb, one.target) == (None, None)
    assert one.not_understood


def test_entries_are_named_by_their_rows() -> None:
    table = rows(("Aa", "1"), ("*    *    *", ""), ("Bb", "2"))
    found = read("Amend the table in § 3.9 by adding the following entries to read as follows:", section("3.9", table))
    assert targets(found) == ["add 3.9 table row “Aa”", "add 3.9 table row “Bb”"]
    assert [one.body[0].cells for one in found] == [("Aa", "1"), ("Bb", "2")]


def test_a_table_of_old_and_new_numbers() -> None:
    found = read(
        "Redesignate the sections of subpart B as set forth in the following table:",
        rows(("3.5", "3.15"), ("§ 3.6(a)", "§ 3.16(a)")),
    )
    assert [(str(one.old_target), str(one.target)) for one in found] == [("3.5", "3.15"), ("3.6(a)", "3.16(a)")]


def test_a_table_of_words_out_and_in() -> None:
    found = read(
        "In the following table, for each section indicated in the left column, remove the words indicated in the "
        "middle column, and add in their place the words indicated in the right column:",
        rows(("3.5(a)", "“old”", "“new words”"), ("§ 3.7", "x", "y")),
    )
    assert [(str(one.target), one.old_words, one.new_words) for one in found] == [
        ("3.5(a)", "old", "new words"),
        ("3.7", "x", "y"),
    ]


def test_an_entry_of_the_list_is_tied_up_to_the_next_one() -> None:
    found = read(
        "Supplement No. 1 to part 774 is amended by revising ECCNs 3A001 and 3A002 to read as follows:",
        "<HD>Supplement No. 1 to Part 774—The Commerce Control List</HD><STARS/>"
        "<P>3A001 Composed items.</P><P>License Requirements</P><P>Items:</P><P>a. First;</P><P>b. Second.</P><STARS/>"
        "<P>3A002 Other items.</P><P>Items:</P><P>a. Third.</P>",
        part="774",
    )
    first, second = found
    assert [block.text for block in first.body] == [
        "3A001 Composed items.", "License Requirements", "Items:", "a. First;", "b. Second.",
    ]  # fmt: skip
    assert [block.text for block in second.body] == ["3A002 Other items.", "Items:", "a. Third."]
