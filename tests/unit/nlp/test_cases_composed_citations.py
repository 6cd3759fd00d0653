"""Cases 6, 7 and 13 of the extraction notes, and references that depend on their place; all text is composed."""

import pytest

from nlp.components import citations
from nlp.finds import Find, Notes
from nlp.normalise import normalise
from nlp.sentences import Sentences
from ruletrace.model import Block

Lines = tuple[tuple[str, str, str], ...]


def notes(text: str) -> Notes:
    plain = normalise(text)
    return Notes(plain, (), Sentences(plain), {})


def placed(*lines: tuple[str, str, str]) -> Notes:
    """Return notes of a text of `(kind, label, line)` blocks."""
    text, blocks = "", []
    for kind, label, line in lines:
        start = len(text)
        text += line + "\n"
        path = "/RULE/REGTEXT[1]/P[1]" if label else "/RULE/PREAMB[1]/P[1]"
        blocks.append(Block(kind, path, start, start + len(line), label))
    return Notes(normalise(text), tuple(blocks), Sentences(normalise(text)), {})


def cited(prepared: Notes, kind: str = "cfr_citation") -> list[Find]:
    return sorted((find for find in citations.find(prepared) if find.kind == kind), key=lambda find: find.start)


def values(text: str) -> list[str]:
    return [f"{dict(find.detail)['title']} CFR {find.value}" for find in cited(notes(text))]


ABSOLUTE = [
    ("See 15 CFR 742.6(a)(6) and 22 CFR 121.1.", ["15 CFR 742.6(a)(6)", "22 CFR 121.1"]),
    ("Under §§ 740.2(a)(4) or (5) of the EAR", ["15 CFR 740.2(a)(4)", "15 CFR 740.2(a)(5)"]),
    ("as in § 748.5(c) through (f), then", ["15 CFR 748.5(c)-(f)"]),
    ("§ 740.17(b)(3)(i)(A)–(C) holds", ["15 CFR 740.17(b)(3)(i)(A)-(b)(3)(i)(C)"]),
    (
        "§ 734.13(b)(1)(i), (ii) and (b)(2) hold",
        ["15 CFR 734.13(b)(1)(i)", "15 CFR 734.13(b)(1)(ii)", "15 CFR 734.13(b)(2)"],
    ),
    ("§§ 742.4(a)³, 744.21(b), and 746.8 apply", ["15 CFR 742.4(a)", "15 CFR 744.21(b)", "15 CFR 746.8"]),
    ("as § 120.41 of the ITAR and ITAR § 123.9 say", ["22 CFR 120.41", "22 CFR 123.9"]),
    ("paragraphs (a)(2) through (4) of § 744.6", ["15 CFR 744.6(a)(2)-(a)(4)"]),
    ("paragraph (g)(1) of supplement no. 2 to part 748", ["15 CFR 748 supplement 2(g)(1)"]),
    ("see supplement no. 2 to part 748, paragraph (z)", ["15 CFR 748 supplement 2(z)"]),
    ("22 CFR parts 120 through 130", ["22 CFR 120-130"]),
    ("see § 740.20of the EAR", ["15 CFR 740.20"]),
    ("paragraph (b) of the “specially designed” definition in § 772.1", ["15 CFR 772.1"]),
    ("paragraph (a) of USML Category IV and paragraph (c) of this Note", []),
    ("section 1758 of the Act, section 4(a) of it, § 1005.36 and part 2 of Category 5", []),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
def test_absolute_citations(text: str, expected: list[str]) -> None:
    assert values(text) == expected


NOT_CITED = [
    "FR Doc No: 2024-01234",
    "Printed in 90 FR 30 pgs. 9604-9607.",
    "Call 202-482-2440 on lot 2024-01234.",
    "Change “Part 34” to read “Part 734”.",
    "In the first column, “part 42” should read “part 742”.",
    "By removing “Section 40.20” and adding in its place “Section 740.20”.",
]


@pytest.mark.parametrize("text", NOT_CITED)
def test_case_6_what_is_no_citation(text: str) -> None:
    finds = [find for find in citations.find(notes(text)) if find.kind in {"cfr_citation", "fr_citation"}]
    assert [find for find in finds if find.role == "cited"] == []


CORRECTIONS = [
    ("Change “Part 34” to read “Part 734”.", "34", "734"),
    ("In the first column, “part 42” should read “part 742”.", "42", "742"),
    ("By removing “§ 744.1” and adding in its place “§ 744.11”.", "744.1", "744.11"),
    ("Replace “15 CFR 740.9(a)” with “15 CFR 740.10(a)”.", "740.9(a)", "740.10(a)"),
    ("On page 4, “section 736.2” is corrected to read “section 736.3”.", "736.2", "736.3"),
    ("Correct “part 44” to read as “part 744”.", "44", "744"),
]


@pytest.mark.parametrize(("text", "wrong", "right"), CORRECTIONS)
def test_case_6_a_quoted_error_and_its_correction_are_told_apart(text: str, wrong: str, right: str) -> None:
    assert [(find.value, find.role) for find in cited(notes(text))] == [(wrong, "quoted_error"), (right, "correction")]


def test_case_6_a_document_number_is_no_page() -> None:
    finds = list(citations.find(notes("FR Doc No: 2024-01234 corrects 89 FR 96790.")))
    assert [(find.kind, find.value) for find in finds] == [
        ("fr_citation", "89 FR 96790"),
        ("document_number", "2024-01234"),
    ]


BROKEN = [
    ("the list in supplement No. 1 to\npart 774", ["15 CFR 774 supplement 1"]),
    ("all of 15 CFR parts 730–\n774", ["15 CFR 730-774"]),
    ("under 15 CFR\n744.21", ["15 CFR 744.21"]),
    ("paragraph\n(c)(1) of § 740.2", ["15 CFR 740.2(c)(1)"]),
    ("see §§ 744.2,\n744.3 and 744.4", ["15 CFR 744.2", "15 CFR 744.3", "15 CFR 744.4"]),
    ("as stated in § 744.2:\n(a) Scope,\n(b) Rule", ["15 CFR 744.2"]),
    ("supplement nos. 1 and 2 to\npart 740", ["15 CFR 740 supplement 1", "15 CFR 740 supplement 2"]),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_case_7_citations_broken_across_lines(text: str, expected: list[str]) -> None:
    assert values(text) == expected


SECTION = ("heading", "", "§ 744.99 Composed restrictions.")
SUPPLEMENT = ("heading", "", "Supplement No. 9 to Part 742—Composed guidance")
RELATIVE = [
    (SECTION, "as provided in this section.", ["744.99"]),
    (SECTION, "under paragraph (b)(2) of this section", ["744.99(b)(2)"]),
    (SECTION, "This paragraph (d) applies.", ["744.99(d)"]),
    (SECTION, "paragraphs (a)(1) through (3), or (c), hold", ["744.99(a)(1)-(a)(3)", "744.99(c)"]),
    (SECTION, "supplement nos. 4, 6 or 7 to this part", ["744 supplement 4", "744 supplement 6", "744 supplement 7"]),
    (SECTION, "All of this part", ["744"]),
    (SECTION, "§ 744.2 of this part", ["744.2"]),
    (SUPPLEMENT, "criteria of this supplement", ["742 supplement 9"]),
    (SUPPLEMENT, "entries (a)(2) and (a)(3) must be filled", ["742 supplement 9(a)(2)", "742 supplement 9(a)(3)"]),
    (SUPPLEMENT, "see paragraph (e) of this Supplement", ["742 supplement 9(e)"]),
]


@pytest.mark.parametrize(("heading", "text", "expected"), RELATIVE)
def test_case_7_what_depends_on_its_place(heading: tuple[str, str, str], text: str, expected: list[str]) -> None:
    finds = cited(placed(heading, ("paragraph", "", text)))
    assert [find.value for find in finds] == expected
    assert all(dict(find.detail)["title"] == "15" for find in finds)


def test_case_7_a_resolved_reference_keeps_its_words_and_says_how_it_was_read() -> None:
    prepared = placed(SECTION, ("paragraph", "", "as provided in this section."))
    find = cited(prepared)[0]
    assert prepared.text[find.start : find.end] == "this section"
    assert dict(find.detail)["reading"] == "relative"


@pytest.mark.parametrize(
    "text", ["as this section says", "in this part", "supplement no. 4 to this part", "paragraph (b) of this section"]
)
def test_case_7_without_its_place_a_reference_is_kept_as_written(text: str) -> None:
    assert values(text) == []
    unresolved = cited(notes(text), "unresolved_citation")
    assert [find.value in text for find in unresolved] == [True]


INSTRUCTIONS: list[tuple[Lines, list[str]]] = [
    ((("instruction", "15 CFR 744", "2. Section 744.98 is amended by revising paragraph (b)(1)."),), ["744.98(b)(1)"]),
    ((("instruction", "15 CFR 740", "4. In § 740.97, add paragraph (e)."),), ["740.97(e)"]),
    (
        (
            ("instruction", "15 CFR 742", "3. Amend § 742.96 as follows:"),
            ("instruction", "15 CFR 742", "a. By removing paragraph (c)."),
        ),
        ["742.96(c)"],
    ),
    (
        (("heading", "15 CFR 744", "§ 744.95"), ("regulation", "15 CFR 744", "(a) This section and this part hold.")),
        ["744.95", "744"],
    ),
    (
        (("regulation", "12 CFR 1090", "All of this part"), ("paragraph", "", "and this part")),
        ["1090"],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), INSTRUCTIONS)
def test_an_instruction_says_what_its_paragraphs_belong_to(lines: Lines, expected: list[str]) -> None:
    relative = [find.value for find in cited(placed(*lines)) if ("reading", "relative") in find.detail]
    assert relative == expected


def test_a_rule_on_another_title_cites_no_section_of_the_ear() -> None:
    prepared = placed(
        ("cfr", "", "12 CFR Part 741"), ("paragraph", "", "Sections 741.8 and 745.2 hold; so do § 744.11 and part 740.")
    )
    assert [find.value for find in cited(prepared)] == ["741"]


MISPRINTS = [
    ("(8 FR 66187)", "8 FR 66187", True),
    ("[8 FR 66187, Aug. 14, 2024]", "8 FR 66187", True),
    ("98 FR 12345 (March 3, 2023)", "98 FR 12345", True),
    ("the rule (78 FR 73458, October 25, 2023)", "78 FR 73458", True),
    ("89 FR 66187, Aug. 14, 2024", "89 FR 66187", False),
    ("44 FR 50,000", "44 FR 50000", False),
    ("61 FR 12746-12755", "61 FR 12746-12755", False),
]


@pytest.mark.parametrize(("text", "value", "doubtful"), MISPRINTS)
def test_case_13_a_misprint_is_reported_and_not_repaired(text: str, value: str, doubtful: bool) -> None:
    finds = cited(notes(text), "fr_citation")
    assert [find.value for find in finds] == [value]
    assert ("doubt" in dict(finds[0].detail)) is doubtful


def test_case_13_a_letter_in_a_section_number_is_doubted() -> None:
    find = cited(notes("See § 744.2l(b) of the EAR."))[0]
    assert (find.value, dict(find.detail).get("doubt")) == ("744.2l(b)", "a letter in the number")
