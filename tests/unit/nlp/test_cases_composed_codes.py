"""Cases 1 to 5 and 12 of the extraction notes: control codes; all sentences are composed for this test."""

import time

import pytest

from nlp.catalogue import CatalogueValue, Reading, read_catalogue
from nlp.components import control_codes
from nlp.components.code_grammar import codes
from nlp.finds import Find, Notes
from nlp.normalise import normalise
from nlp.sentences import Sentences
from ruletrace.model import Block


def notes(text: str, heading: str = "") -> Notes:
    whole = f"{heading}\n{text}" if heading else text
    start = len(whole) - len(text)
    blocks = (Block("heading", "", 0, len(heading)), Block("paragraph", "", start, len(whole))) if heading else ()
    return Notes(normalise(whole), blocks, Sentences(normalise(whole)), {})


def found(text: str, heading: str = "", kind: str = "control_code") -> list[Find]:
    """Return the finds of one kind below the heading."""
    low = len(heading) + 1 if heading else 0
    return [find for find in control_codes.find(notes(text, heading)) if find.kind == kind and find.start >= low]


def values(text: str, heading: str = "") -> list[str]:
    return sorted({find.value for find in found(text, heading)})


LISTS = [
    ("Mixers of 3A001.b.7, .e.2 or .h stay listed.", ["3A001.b.7", "3A001.e.2", "3A001.h"]),
    ("Rate tables of 2B120.a, b.2 and b.4", ["2B120.a", "2B120.b.2", "2B120.b.4"]),
    ("Shelters under 1A613.b, .d through .f and .x", ["1A613.b", "1A613.d", "1A613.e", "1A613.f", "1A613.x"]),
    ("See entries 9B001 through 9B004.", ["9B001", "9B002", "9B003", "9B004"]),
    ("Column: 5A001.b.5 5A001.h 5A001.j", ["5A001.b.5", "5A001.h", "5A001.j"]),
    ("Etchers of 3B001.c.1, d, f.2, k to n, p.3, or r), see", "c.1 d f.2 k l m n p.3 r"),
    ("Tapes of 3A002.a.2 (except those for voice), a.5 and .h", ["3A002.a.2", "3A002.a.5", "3A002.h"]),
    (
        "All of 5A001.b (except .b.3), .c, and .f (except f.1)",
        ["5A001.b", "5A001.b.3", "5A001.c", "5A001.f", "5A001.f.1"],
    ),
    ("Software (for 4A004.b, c) and 4E001.a", ["4A004.b", "4A004.c", "4E001.a"]),
    ("NS applies to 6A005.a.1 to a.3 and 6A005.c", ["6A005.a.1", "6A005.a.2", "6A005.a.3", "6A005.c"]),
    ("Toxins of 1C351.d.3 and .5", ["1C351.d.3", "1C351.d.5"]),
    ("Keys of 5D002.z.1.a z.2.a, and z.3.a.", ["5D002.z.1.a", "5D002.z.2.a", "5D002.z.3.a"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_case_1_lists_and_ranges(text: str, expected: list[str] | str) -> None:
    wanted = [f"3B001.{part}" for part in expected.split()] if isinstance(expected, str) else expected
    assert values(text) == sorted(wanted)


SPACED = [
    ("3A002 h. 2. Converters", ["3A002.h.2"]),
    ("Row: 9A004b", ["9A004.b"]),
    ("Agents (1C353a3) listed", ["1C353.a.3"]),
    ("classified as ECCN6A003.a", ["6A003.a"]),
    ("Blades of 9E003.a.5., .c, and .h", ["9E003.a.5", "9E003.c", "9E003.h"]),
    ("It falls under 4A994.l. Others do not.", ["4A994.l"]),
    ("cameras in 6A003 b.3 may leave", ["6A003.b.3"]),
    ("a mask of 3B001. g to the plant", ["3B001.g"]),
    ("parts of 9E003a.1 through a.3", ["9E003.a.1", "9E003.a.2", "9E003.a.3"]),
    ("Kits under 0B505.a .and .x go too.", ["0B505.a", "0B505.x"]),
    ("software of 5D002.c.3a, only", ["5D002.c.3.a"]),
    ("The 3A090.a and a further limit, i.e. power.", ["3A090.a"]),
]


@pytest.mark.parametrize(("text", "expected"), SPACED)
def test_case_2_spaced_and_dotless(text: str, expected: list[str]) -> None:
    assert values(text) == expected


FAMILIES = [
    ("Any 9x515 item may qualify.", ["9x515"]),
    ("A “600 series” .x entry is broad.", ["600 series"]),
    ("non-600 series goods", ["600 series"]),
    ("The 0Y521 series is temporary.", ["0Y521 series"]),
    ("Goods of 7A. (except 7A994) need care.", ["7A", "7A994"]),
    ("items specified in Category 3B, 3C, or 3E ECCNs", ["3B", "3C", "3E"]),
    ("equipment under the 6A or 6B provisions", ["6A", "6B"]),
    ("Formerly the 500 series, not 900 series or 600 series aircraft", ["500 series"]),
    ("Room 3A, Block 7B, a 3D printer and 2D maps", []),
]


@pytest.mark.parametrize(("text", "expected"), FAMILIES)
def test_case_3_families(text: str, expected: list[str]) -> None:
    assert values(text) == expected


HEADING = "9A610 Composed aircraft heading"
RELATIVE = [
    ("Parts specified in paragraph .a or .b of this entry", ["9A610.a", "9A610.b"]),
    ("Items of .c through .e of this entry", ["9A610.c", "9A610.d", "9A610.e"]),
    ("anything other than the .x paragraph", ["9A610.x"]),
    ("TSR: Yes, except .f and .g", ["9A610.f", "9A610.g"]),
    ("As paragraphs f.1 and f.2 of this ECCN say", ["9A610.f.1", "9A610.f.2"]),
    (
        "GBS: Yes, except a.3 (of one kind), c.1.a (of another), .e and .f",
        ["9A610.a.3", "9A610.c.1.a", "9A610.e", "9A610.f"],
    ),
    ("Limits of paragraph a.1 of this Note and paragraph b. of Note 3", []),
    ("See paragraph .d of ECCN 8A609.", ["8A609", "8A609.d"]),
    ("the .y paragraph of any “600 series” ECCN", ["600 series"]),
    ("Weapons chambered for .50 calibre", []),
]


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_case_4_paragraphs_take_the_entry_of_their_heading(text: str, expected: list[str]) -> None:
    assert values(text, HEADING) == expected


def test_case_4_a_resolved_paragraph_says_so_and_keeps_its_words() -> None:
    text = "Parts specified in paragraph .a of this entry"
    find = found(text, HEADING)[0]
    assert find.detail == (("reading", "relative"),)
    assert notes(text, HEADING).text[find.start : find.end] == ".a"


@pytest.mark.parametrize(
    "text", ["the .y paragraph of any entry", "Under paragraph .b of another ECCN", "See .z items."]
)
def test_case_4_an_entry_that_is_not_told_is_not_guessed(text: str) -> None:
    assert values(text) == []
    assert len(found(text, kind="unresolved_code")) == 1


CATALOGUE = [
    ("5A991.C.2.B", CatalogueValue(Reading.CODE, "5A991.c.2.b")),
    ("4a003 b", CatalogueValue(Reading.CODE, "4A003.b")),
    ("ECCN 5E002", CatalogueValue(Reading.CODE, "5E002")),
    ("5A992CN3", CatalogueValue(Reading.UNREADABLE, "5A992", "CN3")),
    ("5A002.a.1 / 5A992.c", CatalogueValue(Reading.UNREADABLE, "5A002", ".a.1 / 5A992.c")),
    ("EAR99", CatalogueValue(Reading.EAR99)),
    ("EAR 99", CatalogueValue(Reading.EAR99)),
    ("nlr", CatalogueValue(Reading.NONE)),
    ("N/A", CatalogueValue(Reading.NONE)),
    ("ZX3A001", CatalogueValue(Reading.UNREADABLE, "", "ZX3A001")),
]


@pytest.mark.parametrize(("value", "expected"), CATALOGUE)
def test_case_5_catalogue_values(value: str, expected: CatalogueValue) -> None:
    assert read_catalogue(value) == expected


@pytest.mark.parametrize(
    "text", ["Module ZX3A001", "kit 77-3A001", "model 3A001-B", "lot 5A002/7", "EAR99 or NLR", "bus 3A00"]
)
def test_case_5_part_numbers_are_no_codes_of_legal_text(text: str) -> None:
    assert [code for code in codes(text) if not code.value.startswith("5A002")] == []


def test_case_5_a_long_cell_is_read_in_no_time() -> None:
    start = time.process_time()
    assert read_catalogue("3A001." + "1" * 20_000 + "!").reading is Reading.UNREADABLE
    assert time.process_time() - start < 1


REDESIGNATED = [
    ("ECCN 3A001.b.4 is redesignated as 3A001.b.5.", {("3A001.b.4", "3A001.b.5")}),
    ("Paragraph 6A003.c was moved to 6A993.d.", {("6A003.c", "6A993.d")}),
    (
        "This rule redesignates 2B006.a.1, a.2 and a.3 as 2B006.b.1, b.2 and b.3.",
        {("2B006.a.1", "2B006.b.1"), ("2B006.a.2", "2B006.b.2"), ("2B006.a.3", "2B006.b.3")},
    ),
    ("It moves signal analysers from ECCN 3A002 to new ECCN 3A992.", {("3A002", "3A992")}),
    ("ECCNs 5B001 and 5B002 are moved to ECCN 5B991.", {("5B001", "5B991"), ("5B002", "5B991")}),
    ("Chillers of 2B993 (formerly 2B350.d) stay.", {("2B350.d", "2B993")}),
    ("By renumbering 1C350.b.1 as 1C350.b.4.", {("1C350.b.1", "1C350.b.4")}),
    (
        "7A003.a through .c are redesignated as 7A003.b through .d.",
        {("7A003.a", "7A003.b"), ("7A003.b", "7A003.c"), ("7A003.c", "7A003.d")},
    ),
    (
        "8A002.o is redesignated as 8A002.p and 8A002.r is redesignated as 8A002.s.",
        {("8A002.o", "8A002.p"), ("8A002.r", "8A002.s")},
    ),
    ("The rule revises 3B001 and adds 3B901.", set()),
    ("Moving vehicles of 9A012 and 9A120 are listed.", set()),
]


@pytest.mark.parametrize(("text", "expected"), REDESIGNATED)
def test_case_12_old_and_new_code_are_linked(text: str, expected: set[tuple[str, str]]) -> None:
    links = {(dict(find.detail)["old"], find.value) for find in found(text, kind="redesignation")}
    assert links == expected
