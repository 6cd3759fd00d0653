"""New text tied to the instruction that brings it, on real rules."""

from amendments_helpers import FOLDER, document, of

from regulation.amendments.files import read_file
from regulation.amendments.model import Instruction

Read = tuple[Instruction, ...]


def opening(read: Read | list[Instruction], target: str) -> list[str]:
    """Return how each block of the text tied to a target begins."""
    return [block.text[:24] for block in of(read, target)[0].body]


def test_a_body_is_split_among_paragraphs(issue: Read) -> None:
    scallops = document(issue, "2024-02236")
    assert opening(scallops, "648.14(i)(1)(vi)(B)(2)") == ["(2) Enter or transit Sca"[:24]]
    assert opening(scallops, "648.14(i)(2)(vi)(B)") == ["(B) Enter or transit Scal"[:24]]
    assert of(scallops, "648.14(i)(3)(v)(E)")[0].body[0].designation == ("i", "3", "v", "E")
    # (b)(3)(i)(B) holds its own lists and tables, up to (ii).
    whole = of(scallops, "648.59(b)(3)(i)(B)")[0].body
    assert len(whole) == 23
    (unprinted,) = [block for block in whole if block.kind == "asterisks"]
    assert (unprinted.text, unprinted.designation[4:]) == ("(2) * * *", ("2",))  # its words stay
    assert {block.designation[:4] for block in whole} == {("b", "3", "i", "B")}


def test_context_is_not_new_text(issue: Read) -> None:
    (one,) = of(issue, "1006.205(a)(9)")
    assert one.new_text.startswith("(9) The development and rehabilitation")
    assert "* * *" not in one.new_text


def test_steps_without_text_share_the_body_of_the_last(issue: Read) -> None:
    housing = document(issue, "2024-02447")
    assert opening(housing, "1006.215(e)") == ["(e) Management of tenant"]
    assert opening(housing, "1006.215(f)") == ["(f) The costs of operati"]
    assert of(housing, "1006.215(g)")[0].new_text_sha256 is None  # redesignated: no text


def test_introductory_text_and_heading_are_told_from_the_paragraph(remittances: Read, issue: Read) -> None:
    assert opening(remittances, "1005.30 introductory text") == ["Except as otherwise prov"]
    assert opening(remittances, "1005.33(c)(2) introductory text") == ["(2) Remedies. Except as "]
    assert opening(remittances, "1005.33(c)(2)(ii)(A)(2)") == ["(2) Making available to "]
    assert opening(issue, "1006.235 heading") == ["Types of investments and"]
    assert opening(issue, "subpart U of part 64 heading") == ["Subpart U—Privacy of Cus"]


def test_a_definition_takes_its_paragraphs(issue: Read) -> None:
    definition = of(issue, "1006.10 definition “Annual income”")[0].body
    assert len(definition) == 12
    assert definition[0].text.startswith("Annual income has one or more")
    assert len(of(issue, "1006.10 definition “Income”")[0].body) == 1


def test_a_row_of_a_table_and_an_appendix(issue: Read) -> None:
    (row,) = of(issue, "52.385 table 52.385 row “22a–174–1”")[0].body
    assert (row.kind, row.section) == ("row", "52.385")
    assert row.cells[0] == "22a–174–1"
    assert " ".join(cell for cell in row.cells if cell) == row.text
    assert opening(issue, "Appendix A to part 70, Connecticut, (b)") == ["(b) Connecticut Departme"]


def test_official_interpretations_are_split_by_comment(remittances: Read) -> None:
    assert opening(remittances, "Supplement I to part 1005, comment 31(b), 1") == ["1. Disclosures provided "]
    assert opening(remittances, "Supplement I to part 1005, comment 33(a), 3.ii") == ["ii. A consumer requests "]
    assert len(of(remittances, "Supplement I to part 1005, comment 30(h)")[0].body) == 7
    for file, target in (
        ("2014-30419.xml", "Appendix C to subpart G of part 34, Section 34.203, 34.203(b)(2)-1.ii"),
        ("2014-21847.xml", "Supplement I to part 213, Section 213.2, 2(e) Consumer Lease, 9.vi"),
    ):
        (found,) = of(read_file(FOLDER / file), target)
        assert len(found.body) == 1
        assert " From January 1, 2015 through" in found.new_text


def test_an_authority_citation_has_its_own_text(issue: Read) -> None:
    (one,) = of(document(issue, "2024-02741"), "part 601 authority citation")
    assert {block.kind for block in one.body} == {"authority"}
    assert one.new_text.startswith("15 U.S.C. 1451")


def test_the_authority_below_a_section_is_its_citation(issue: Read) -> None:
    veterans = document(issue, "2024-02590")
    for section, paragraph, blocks in (("3.814", "(c)", 5), ("3.815", "(c)(1)", 1), ("3.816", "(f)(3)", 14)):
        (cited,) = of(veterans, f"{section} authority citation")[0].body
        assert (cited.kind, cited.text[:24]) == ("authority", "(Authority: 38 U.S.C. 50")
        (own,) = of(veterans, f"{section}{paragraph}")
        assert len(own.body) == blocks
        assert {block.kind for block in own.body} == {"paragraph"}


def test_a_text_for_one_target_is_all_of_it(issue: Read) -> None:
    (one,) = of(document(issue, "2024-02930"), "39.13 airworthiness directive")
    assert one.new_text.startswith("2024–03–04 The Boeing Company")
    assert "Note 2 to paragraph (h) of this AD" in one.new_text


def test_a_footnote_of_a_table_has_its_own_words_only(issue: Read) -> None:
    (note,) = of(document(issue, "2024-02182"), "13.11(d)(4) table footnote 1")[0].body
    assert (note.kind, note.text[:40]) == ("footnote", "A reimbursable agreement may be required")
