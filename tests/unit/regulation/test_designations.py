"""Designations in the forms that legal text uses; the sentences are composed, the forms are the list's."""

import pytest

from regulation.controls.designations import expanded, find_mentions, steps
from regulation.controls.note_names import note_scope
from regulation.controls.scope import row_scope, text_scope

CASES = [
    ("3A001.b.2 or b.3", "3A001", ["3A001.b.2", "3A001.b.3"]),
    ("items controlled by 3A001.z.1.b, z.2.b", "", ["3A001.z.1.b", "3A001.z.2.b"]),
    ("6A003.b.3, 6A003.b.4.b, or 6A008.d to .h", "", ["6A003.b.3", "6A003.b.4.b", *(f"6A008.{x}" for x in "defgh")]),
    ("3B001.a.1 to a.3, b, e, f.1 to f.2", "", ["3B001.a.1", "3B001.a.2", "3B001.a.3", "3B001.b", "3B001.e"]),
    ("1C351.d.15 and .16", "", ["1C351.d.15", "1C351.d.16"]),
    ("9A610.t, .u, .v, and .w and to aircraft", "", [f"9A610.{x}" for x in "tuvw"]),
    ("paragraph .a or .b of this entry", "0A501", ["0A501.a", "0A501.b"]),
    ("Note 2 to paragraph i:", "0A504", ["0A504.i"]),
    ("5E001.c.6., .d, and .e", "", ["5E001.c.6", "5E001.d", "5E001.e"]),
    ("ECCN7A001.b", "", ["7A001.b"]),
    ("the parameters in ECCN 4A090a; or", "", ["4A090.a"]),
    ("0A606 .g, .r", "", ["0A606.g", "0A606.r"]),
    ("3A001.a, a computer", "", ["3A001.a"]),
    ("1C111a.2.a. and 1C111a.2.b. controls", "", ["1C111.a.2.a", "1C111.a.2.b"]),
    ("part number XC3A001 and § 742.6(a)(6)(iii)", "", []),
    ("a caliber of .50 or 0.5 inches, e.g. rifles", "0A501", []),
    ("1A999, n.e.s., as follows", "", ["1A999"]),
]


@pytest.mark.parametrize(("text", "entry", "expected"), CASES)
def test_lists_ranges_and_relative_parts(text: str, entry: str, expected: list[str]) -> None:
    found = [code for mention in find_mentions(text, entry) for code in expanded(mention)]
    assert found[: len(expected)] == expected
    assert len(found) == len(expected) or text.startswith("3B001")


def test_offsets_point_at_the_words() -> None:
    text = "equipment controlled by 9A001 to 9A004, 9A012 (except 9A012.a.1), 9B001 to 9B010"
    found = find_mentions(text)
    assert [text[one.start : one.end] for one in found] == [
        "9A001 to 9A004",
        "9A012",
        "9A012.a.1",
        "9B001 to 9B010",
    ]
    assert [one.excepted for one in found] == [False, False, True, False]


def test_steps_expand_only_the_last_step() -> None:
    assert steps("3A001.a.1", "3A001.a.3") == ("3A001.a.1", "3A001.a.2", "3A001.a.3")
    assert steps("3A001.b", "3A002.h") == ()


@pytest.mark.parametrize(
    ("control", "entry", "codes", "excepted", "conditional"),
    [
        ("RS applies to 3A090.b", "3A090", ("3A090.b",), (), False),
        ("NS applies to entire entry, except .a.1", "9A012", ("9A012",), ("9A012.a.1",), False),
        ("UN applies to entireentry, except 0A606.b", "0A606", ("0A606",), ("0A606.b",), False),
        ("RS applies to 4A003.z.1.b, z.2.b", "4A003", ("4A003.z.1.b", "4A003.z.2.b"), (), False),
        ("NS applies to “software” for equipment controlled by 9A001 to 9A004", "9D001", ("9D001",), (), True),
        ("AT applies to entire entry", "3A090", ("3A090",), (), False),
        ("MT applies to UAVs that meet the requirements of 9A120", "9A012", ("9A012",), (), True),
        ("RS applies to 6A002.a.1, a.2 (except a.2.d for cells), .c", "6A002",
         ("6A002.a.1", "6A002.a.2", "6A002.c"), (), True),
        ("RS applies to 6A002.a.1 (except a.1.d and a.1.e for lead arrays (FPAs)), .c, and .f.", "6A002",
         ("6A002.a.1", "6A002.c", "6A002.f"), (), True),
        ("NS applies to 4A003 (except .a and .b)", "4A003", ("4A003",), ("4A003.a", "4A003.b"), False),
        ("NS applies to entire entry, except 8A620. b and .y", "8A620", ("8A620",), ("8A620.b", "8A620.y"), False),
        ("NS applies to 9A004 .g and .w", "9A004", ("9A004.g", "9A004.w"), (), False),
        ("MT applies to entire entry, except 1B001.d.4, e and f. Note: MT applies to equipment in 1B001.d that meet"
         " or exceed the parameters of 1B101", "1B001", ("1B001",), ("1B001.d.4", "1B001.e", "1B001.f"), True),
        ("NP applies to entire entry, except 2B004.b.3 and presses with pressures below 69 MPa", "2B004",
         ("2B004",), ("2B004.b.3",), True),
        ("NS applies to entire entry except 0A509.a for items for ECCN 0A502 or ECCN 0A508, and 0A509.d", "0A509",
         ("0A509",), ("0A509.d",), True),
        ("NS applies to entire entry except: 9A610.b; parts and components controlled in 9A610.x if being exported or"
         " reexported for use in an aircraft controlled in 9A610.b; and 9A610.y", "9A610",
         ("9A610",), ("9A610.b", "9A610.y"), True),
        ("NS applies to amplifiers in 3A001.b.2 and transistors in 3A001.b.3, except those 3A001.b.2 and b.3 items"
         " being exported or reexported for use in civil telecommunications applications", "3A001",
         ("3A001.b.2", "3A001.b.3"), (), True),
        ("NS applies to entire entry, except 9D004.e for 9A012.a.1 items", "9D004", ("9D004",), (), True),
        ("NS applies to entire entry, except .a, if exported for use in aircraft", "9D004", ("9D004",), (), True),
    ],
)  # fmt: skip
def test_scope_of_licence_rows(
    control: str, entry: str, codes: tuple[str, ...], excepted: tuple[str, ...], conditional: bool
) -> None:
    scope = row_scope(control, entry)
    assert (scope.codes, scope.excepted, scope.conditional) == (codes, excepted, conditional)


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        ("Note 1 to 3A090.a:", "…", ("3A090.a",)),
        ("Note 2 to 3A090.a and 3A090.b:", "…", ("3A090.a", "3A090.b")),
        ("Technical Notes for paragraphs a and b:", "…", ("3A090.a", "3A090.b")),
        ("Note to paragraph .x:", "…", ("3A090.x",)),
        ("Note:", "3A090.c does not control …", ("3A090.c",)),
        ("Technical Notes:", "1. For the purposes of 3A090.b, 'x' is …", ("3A090.b",)),
        ("Note:", "3A090 includes graphical processing units.", ("3A090",)),
        ("Technical Note to paragraph b.2 of Note 2:", "For the purposes of 3A090.b Note 2.b.2, …", ("3A090.b",)),
        ("Note:", "See part 744.", ("3A090.a.2",)),
        ("Note 1:", "3A090.a and .c do not apply to gifts.", ("3A090.a", "3A090.c")),
        ("Technical Note:", "3A090.b.3 and c.3 include machines.", ("3A090.b.3", "3A090.c.3")),
        ("Note 3:", "Items specified by 3A090.b include chips.", ("3A090.b",)),
    ],
)
def test_what_a_note_qualifies(heading: str, body: str, expected: tuple[str, ...]) -> None:
    assert note_scope(f"{heading}\n{body}", "3A090", "3A090.a.2") == expected


def test_exceptions_speak_for_the_codes_they_name() -> None:
    assert text_scope("LVS: $500 for 0A502.c, and .d.", "0A502").codes == ("0A502.c", "0A502.d")
    scope = text_scope("TSR: Yes, except 2E003.b, .e and .f", "2E003")
    assert (scope.codes, scope.excepted) == (("2E003",), ("2E003.b", "2E003.e", "2E003.f"))


@pytest.mark.parametrize(
    ("text", "codes", "excepted"),
    [
        ("any item in 3A001.b.2 or b.3, except those that are for civil use, or 3A001.z to Group A:5",
         ("3A001.b.2", "3A001.b.3", "3A001.z"), ()),
        ("Yes, except a.3 (grown from 3A001.j), c.1.a and .f (not of .g)", ("3A001",),
         ("3A001.a.3", "3A001.c.1.a", "3A001.f")),
        ("a.2.e.1, a.2.e.2", ("3A001.a.2.e.1", "3A001.a.2.e.2"), ()),
        ("3A001.a (except a.5.a when controlled), b.2 (for telephones), b.4", ("3A001.a", "3A001.b.2", "3A001.b.4"),
         ("3A001.a.5.a",)),
        ("Yes, except for 3A001.c and exports to destinations outside Group A:5 of items in 3A001.a", ("3A001",),
         ("3A001.c",)),
        ("3A001.a provided that they are not also controlled by 3A001.b", ("3A001.a",), ()),
    ],
)  # fmt: skip
def test_what_brackets_exceptions_and_conditions_name(
    text: str, codes: tuple[str, ...], excepted: tuple[str, ...]
) -> None:
    scope = text_scope(text, "3A001")
    assert (scope.codes, scope.excepted) == (codes, excepted)
