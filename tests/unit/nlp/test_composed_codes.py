"""Control codes in every form they are written in; all sentences are composed for this test."""

import pytest

from nlp.catalogue import Reading, read_catalogue
from nlp.components import control_codes
from nlp.components.code_grammar import between, codes
from nlp.finds import Notes
from nlp.normalise import normalise
from nlp.sentences import Sentences
from ruletrace.model import Block

# (text, designations)
FORMS = [
    ("Sensors of 3A001.b.1, .e.4 or .z need a licence.", ["3A001.b.1", "3A001.e.4", "3A001.z"]),
    ("Gyros of 7A105.a, b.1 and b.3 are listed.", ["7A105.a", "7A105.b.1", "7A105.b.3"]),
    ("Parts of 3A611.a, .d through .f and .x", ["3A611.a", "3A611.d", "3A611.e", "3A611.f", "3A611.x"]),
    ("Entries 6A001 through 6A003 apply.", ["6A001", "6A002", "6A003"]),
    ("Table: 3A001.a.3 3A001.a.10", ["3A001.a.3", "3A001.a.10"]),
    ("Row 3A002 a. 1. Recorders", ["3A002.a.1"]),
    ("Fuels (1C011a2) and toxins (1C351d2i)", ["1C011.a.2", "1C351.d.2.i"]),
    ("Under ECCN9A004.c no licence is needed.", ["9A004.c"]),
    ("Software of 5E002.c.6., .d, and .e", ["5E002.c.6", "5E002.d", "5E002.e"]),
    ("It stands in 4A003.b. Other items do not.", ["4A003.b"]),
    ("The 3A090.a and a further test", ["3A090.a"]),
    ("Cameras of 6A003.b.4.a to b.4.c", ["6A003.b.4.a", "6A003.b.4.b", "6A003.b.4.c"]),
    ("A catalogue prints 5A991.B.7.D here.", ["5A991.b.7.d"]),
    ("Pathogens of 1C351.d.14 and .15", ["1C351.d.14", "1C351.d.15"]),
    ("Any non-3A001 item", ["3A001"]),
    ("Board XC3A001, lot 2023-3A001, type 3A001-7", []),
    ("EAR99 items, 5 km, 2023-23049 and phone 202-482-2440", []),
]


def notes(text: str, *blocks: Block) -> Notes:
    plain = normalise(text)
    return Notes(plain, blocks, Sentences(plain), {})


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(text: str, expected: list[str]) -> None:
    assert [code.value for code in codes(normalise(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Articles of the 0Y521 series expire.", ["0Y521 series"]),
        ("Spacecraft of a 9x515 entry.", ["9x515"]),
        ("Every ``600 series'' item", ["600 series"]),
        ("Items of 7A (except 7A994) are covered.", ["7A", "7A994"]),
    ],
)
def test_families(text: str, expected: list[str]) -> None:
    found = [find for find in control_codes.find(notes(text)) if find.kind == "control_code"]
    assert sorted(find.value for find in found) == sorted(expected)


def test_a_bare_paragraph_takes_the_entry_of_its_heading() -> None:
    text = "9A610 Composed aircraft heading\nItems of .a through .c of this entry"
    heading = Block("heading", "", 0, text.index("\n"))
    body = Block("paragraph", "", text.index("\n") + 1, len(text))
    found = [find for find in control_codes.find(notes(text, heading, body)) if find.kind == "control_code"]
    relative = [find.value for find in found if find.detail == (("reading", "relative"),)]
    assert relative == ["9A610.a", "9A610.b", "9A610.c"]


def test_a_bare_paragraph_takes_the_last_code_of_its_sentence() -> None:
    found = control_codes.find(notes("Parts under 3A611 other than the .x paragraph stay free."))
    assert [find.value for find in found if find.kind == "control_code"] == ["3A611", "3A611.x"]


def test_a_bare_paragraph_without_context_is_not_guessed() -> None:
    found = list(control_codes.find(notes("See the .x paragraph of that entry.")))
    assert [(find.kind, find.value) for find in found] == [("unresolved_code", ".x")]


# (text, {code: action})
ACTIONS = [
    ("This rule adds ECCN 0A988 to the list.", {"0A988": "added"}),
    ("The rule adds new ECCNs 2B910, 2D910 and 2E910.", {"2B910": "added", "2D910": "added", "2E910": "added"}),
    ("It classifies such printers under ECCN 2B910.", {"2B910": "added"}),
    ("It revises ECCN 3B001 and removes ECCN 3B991.", {"3B001": "revised", "3B991": "removed"}),
    ("It adds a paragraph on lasers to ECCN 6A005.", {"6A005": "revised"}),
    ("It adds a licence requirement for items controlled under ECCN 9A012.", {"9A012": "mentioned"}),
    ("ECCN 1C350 is amended by this rule.", {"1C350": "revised"}),
    ("ECCNs 1D991 and 1E991 are removed.", {"1D991": "removed", "1E991": "removed"}),
    ("Cameras not described in 6A003 or 6A203 remain free.", {"6A003": "mentioned", "6A203": "mentioned"}),
    ("The addition of ECCN 4A906 follows.", {"4A906": "added"}),
]


@pytest.mark.parametrize(("text", "expected"), ACTIONS)
def test_actions_are_bound_to_their_codes(text: str, expected: dict[str, str]) -> None:
    found = list(control_codes.find(notes(text)))
    assert {find.value: find.role for find in found if find.kind == "control_code"} == expected
    acted = {dict(find.detail)["target"]: find.value for find in found if find.kind == "action"}
    assert acted == {code: role for code, role in expected.items() if role != "mentioned"}


def test_between_is_exact_for_every_pair_of_letters() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    for low in range(26):
        for high in range(low, 26):
            made = between(f"3A001.{letters[low]}", f"3A001.{letters[high]}")
            assert made == [f"3A001.{letter}" for letter in letters[low + 1 : high + 1]]


@pytest.mark.parametrize(
    ("value", "reading", "code"),
    [
        ("5A991.B.7.D", Reading.CODE, "5A991.b.7.d"),
        ("eccn: 3a001 a 1", Reading.CODE, "3A001.a.1"),
        ("4A994.l", Reading.CODE, "4A994.l"),
        ("5A992CN3", Reading.UNREADABLE, "5A992"),
        ("EAR99", Reading.EAR99, ""),
        ("NLR", Reading.NONE, ""),
        ("n/a", Reading.NONE, ""),
        ("XC3A001-2", Reading.UNREADABLE, ""),
    ],
)
def test_catalogue_values(value: str, reading: Reading, code: str) -> None:
    read = read_catalogue(value)
    assert (read.reading, read.code) == (reading, code)
