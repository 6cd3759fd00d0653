"""What the Effective Date Notes stay, until when, and which words exactly."""

from collections.abc import Mapping
from datetime import date

import pytest

from regulation.parts import Extent, PartTree, Stay, amendments, read_part_tree, stays, stays_of

UNTIL = date(2026, 11, 9)


def _all(trees: Mapping[str, PartTree]) -> list[Stay]:
    return [stay for part in ("734", "738", "740", "742", "744") for stay in stays(trees[part])]


def test_every_stay_of_the_affiliates_rule(trees: Mapping[str, PartTree]) -> None:
    found = [(stay.designation, stay.extent, len(stay.spans)) for stay in _all(trees)]
    assert found == [
        ("734.9(e)", Extent.SENTENCES, 3),
        ("734.9(g)", Extent.SENTENCES, 2),
        ("744.8(a)(2)", Extent.SENTENCES, 2),
        ("744.8(b)", Extent.SENTENCES, 1),
        ("744.11(a)(1)", Extent.WHOLE, 1),
        ("744.16(e)", Extent.OWN_WORDS, 1),
        ("744.21(a)(3)", Extent.WHOLE, 1),
        ("744.21(b)(2)", Extent.OWN_WORDS, 1),
        ("744.21(d)", Extent.SENTENCES, 1),
        ("Supplement No. 4 to part 744", Extent.OWN_WORDS, 1),
        ("Supplement No. 7 to part 744", Extent.OWN_WORDS, 1),
        ("Supplement No. 8 to part 744", Extent.WHOLE, 1),
    ]
    assert {(stay.citation, stay.published, stay.until) for stay in _all(trees)} == {
        ("90 FR 50857", date(2025, 11, 12), UNTIL)
    }


@pytest.mark.parametrize(
    ("part", "designation", "number", "opening", "ending"),
    [
        ("734", "734.9(e)", 0, "Consistent with the introductory text to the Entity List", "under this provision."),
        ("734", "734.9(e)", 1, "This end-user scope applies to all entities", "under this paragraph (e)."),
        ("744", "744.8(a)(2)", 0, "These EAR controls also apply to any foreign affiliate", "(a)(1) of this section."),
        ("744", "744.8(b)", 0, "Unless the export, reexport, or transfer (in-country)", "§ 748.5(c) through (f)."),
        ("744", "744.11(a)(1)", 0, "(1) Entity List entries extend to other foreign affiliates", "to part 732)."),
        ("744", "744.21(d)", 0, "See supplement no. 2 to part 748, paragraph (c)(c)", "(a)(3) of this section."),
        ("744", "Supplement No. 8 to part 744", 0, "Supplement No. 8 to Part 744", "from the listed entity."),
    ],
)
def test_the_stayed_words(
    trees: Mapping[str, PartTree], part: str, designation: str, number: int, opening: str, ending: str
) -> None:
    (stay,) = [one for one in stays(trees[part]) if one.designation == designation]
    start, end = stay.spans[number]
    words = trees[part].law.source.text[start:end]
    assert words.startswith(opening)
    assert words.endswith(ending)


def test_a_stay_has_its_days(trees: Mapping[str, PartTree]) -> None:
    stay = stays(trees["744"])[0]
    assert [stay.stays_on(day) for day in (date(2025, 11, 11), date(2025, 11, 12), UNTIL, date(2026, 11, 10))] == [
        False,
        True,
        True,
        False,
    ]


def test_stays_are_found_from_above_and_from_below(trees: Mapping[str, PartTree]) -> None:
    tree = trees["744"]
    section, stayed, free = tree.find("744.11"), tree.find("744.11(a)(1)"), tree.find("744.11(a)(2)")
    assert section is not None
    assert stayed is not None
    assert free is not None
    assert [len(stays_of(tree, place)) for place in (section, stayed, free)] == [1, 1, 0]
    inside = tree.find("Supplement No. 8 to part 744 (b)")
    assert inside is not None
    assert [stay.extent for stay in stays_of(tree, inside)] == [Extent.WHOLE]


def test_a_note_that_is_not_understood_says_so() -> None:
    """Composed: a note in words that no rule of 2026 uses."""
    data = (
        '<DIV5 N="744" TYPE="PART"><DIV8 N="744.1" TYPE="SECTION"><HEAD>§ 744.1 General.</HEAD><P>(a) Words.</P>'
        "<EFFDNOT><HED>Effective Date Note:</HED><PSPACE>At 90 FR 1, Jan. 2, 2025, parts of the section were stayed, "
        "effective until Feb. 3, 2025.</PSPACE></EFFDNOT></DIV8></DIV5>"
    )
    (stay,) = stays(read_part_tree(data.encode(), date(2025, 1, 3)))
    assert (stay.extent, stay.spans, stay.until) == (Extent.UNKNOWN, (), date(2025, 2, 3))


@pytest.mark.parametrize(
    ("part", "entry", "last", "complete"),
    [
        ("742", "742.6", None, False),  # the note refers to the List of CFR Sections Affected
        ("742", "742.4", None, False),
        ("740", "740.2", None, False),
        ("734", "734.12", None, False),  # no source line
        ("734", "734.9", ("90 FR 47211", date(2025, 9, 30)), True),
        ("740", "740.5", ("90 FR 42320", date(2025, 9, 2)), True),
        ("740", "Supplement No. 8 to part 740", ("91 FR 43038", date(2026, 7, 14)), True),
    ],
)
def test_the_source_line_tells_the_last_amendment_or_not(
    trees: Mapping[str, PartTree], part: str, entry: str, last: tuple[str, date] | None, complete: bool
) -> None:
    held = trees[part].law.entry(entry)
    assert held is not None
    made = amendments(held)
    assert made.complete is complete
    assert (made.last and (made.last.citation, made.last.day)) == last


def test_editors_tell_of_amendments_that_could_not_be_carried_out(trees: Mapping[str, PartTree]) -> None:
    held = trees["742"].law.entry("742.4")
    assert held is not None
    (note,) = amendments(held).notes
    assert "could not be incorporated because (b)(11) does not exist" in note.text
