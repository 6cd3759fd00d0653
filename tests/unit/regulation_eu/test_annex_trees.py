"""Annex I as trees: entries, paragraphs at full depth, notes and doubts, in both held texts."""

from collections import Counter
from datetime import date

import pytest

from regulation.annex import Consolidated, flattened, read_2021
from regulation.controls.exponents import uncertainties
from regulation.controls.model import ControlList, Kind, Place
from ruletrace.readers.xml import ReadError


def place(controls: ControlList, eccn: str, name: str) -> Place:
    entry = controls.entry(eccn)
    assert entry is not None
    found = entry.find(name)
    assert found is not None, [one.place for one in entry.places]
    return found


def test_both_texts_have_their_entries(adopted: ControlList, consolidated: Consolidated) -> None:
    assert (adopted.regime, adopted.list, adopted.version) == ("EU", "annex-i", date(2021, 5, 20))
    assert len(adopted.entries) == 366
    assert consolidated.controls.version == date(2025, 11, 15)
    assert len(consolidated.controls.entries) == 384
    assert consolidated.celex == "02021R0821-20251115"


def test_kinds_are_counted(adopted: ControlList, consolidated: Consolidated) -> None:
    old = Counter(one.kind for one in adopted.all_places())
    assert old == {Kind.HEADING: 366, Kind.PARAGRAPH: 2822, Kind.RESERVED: 104, Kind.NOTE: 733, Kind.CAPTION: 53}
    new = Counter(one.kind for one in consolidated.controls.all_places())
    assert new == {Kind.HEADING: 384, Kind.PARAGRAPH: 2939, Kind.RESERVED: 111, Kind.NOTE: 772, Kind.TEXT: 2}


def test_entries_by_category_and_group(adopted: ControlList, consolidated: Consolidated) -> None:
    old, new = (Counter(one.category for one in side.entries) for side in (adopted, consolidated.controls))
    assert [old[number] for number in "0123456789"] == OLD_BY_CATEGORY
    more = {number: new[number] - old[number] for number in "0123456789"}
    assert {number: count for number, count in more.items() if count} == {"1": 1, "2": 3, "3": 12, "4": 2}
    assert {one.group for one in adopted.entries} == set("ABCDE")


# Lines of the print that open with a code and are no "continued": grep -cE '^0[A-E][0-9]{3} '.
OLD_BY_CATEGORY = [15, 92, 52, 39, 11, 13, 36, 37, 8, 63]


@pytest.mark.parametrize("side", ["adopted", "consolidated"])
def test_every_place_is_a_span_of_the_text_and_unique(
    side: str, adopted: ControlList, consolidated: Consolidated
) -> None:
    controls = adopted if side == "adopted" else consolidated.controls
    for one in controls.all_places():
        assert controls.source.text[one.start : one.end] == one.text
    paths = [one.id_path for entry in controls.entries for one in entry.places]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("side", ["adopted", "consolidated"])
def test_every_paragraph_has_its_parent(side: str, adopted: ControlList, consolidated: Consolidated) -> None:
    controls = adopted if side == "adopted" else consolidated.controls
    held = controls.designations()
    for entry in controls.entries:
        assert entry.places[0].kind is Kind.HEADING
        assert all(one.parent in held for one in entry.paragraphs() if one.kind is not Kind.HEADING)


DEEP = [
    ("3A001", "b.1.a", 'Travelling-wave "vacuum electronic devices", pulsed or continuous wave, as follows:'),
    ("3A001", "a.5.b.2.a.1", "A settling time less than 9 ns"),
    ("9D004", "c", '"Software" specially designed to control directional solidification'),
    ("1C350", "14", "Potassium fluoride (CAS 7789-23-3);"),
    ("9E101", "a", '"Technology" according to the General Technology Note for the "development" of goods'),
    ("6A008", "l.4", "Configured to provide superposition and correlation"),
]


@pytest.mark.parametrize(("eccn", "name", "opening"), DEEP)
def test_paragraphs_at_full_depth(
    eccn: str, name: str, opening: str, adopted: ControlList, consolidated: Consolidated
) -> None:
    assert place(adopted, eccn, name).text.startswith(opening)
    assert place(consolidated.controls, eccn, name).text.startswith(opening)
    assert place(adopted, eccn, name).designation == f"{eccn}.{name}"


def test_the_print_and_the_consolidated_text_agree_on_nearly_every_designation(
    adopted: ControlList, consolidated: Consolidated
) -> None:
    entries = {one.eccn for one in adopted.entries}
    new = {code for code in consolidated.controls.designations() if code[:5] in entries}
    old = adopted.designations()
    # Every one of them is a change of law (2E003.b.2, 2B352.c, 1C006.b); none is a list misread.
    assert sorted(old - new) == [
        "1C006.b.1",
        "1C006.b.2",
        *(f"2B352.c.{number}" for number in (3, 4)),
        *(f"2E003.b.2.{code}" for code in _PROCESSES),
    ]
    assert len(new - old) == 41


_PROCESSES = ["a", "a.1", "a.2", "a.3", "a.4", "b", "b.1", "b.2", "b.3", "c", "c.1", "c.2", "d", "d.1", "d.2", "d.3"]


def test_notes_belong_to_their_paragraph(adopted: ControlList) -> None:
    note = place(adopted, "3A001", "a.1.c note")
    assert note.text == "Note: 3A001.a.1.c. does not control Metal Insulator Semiconductors (MIS)."
    assert (note.designation, note.parent) == ("3A001.a.1.c", "3A001.a.1.c")
    assert place(adopted, "0A001", "h technical note").text.startswith("Technical Note: In 0A001.h. 'nuclear reactor")
    assert place(adopted, "4A001", "N.B.").text.endswith("SEE ALSO 4A101.")


@pytest.mark.parametrize(
    ("eccn", "name", "targets"),
    [
        ("3C001", "note", ("3C001.d",)),
        ("3A002", "a.7.b note", ("3A002.a.7",)),
        ("2B352", "d.1.b note", ("2B352.d",)),
        ("9A001", "a note 1", ("9A001",)),
        ("1C010", "e.1 note 2", ("1C010.e",)),
        ("1C111", "a.2 note", ("1C111.a.2.a", "1C111.a.2.b")),  # "1C111a.2.a. and 1C111a.2.b. controls"
        ("2B201", "note 3", ("2B201.a.3", "2B201.b.3")),
        ("5A001", "f note", ("5A001.f.1", "5A001.f.2")),
        ("6A001", "a.1.c note 1", ("6A001.a.1.c",)),  # "other equipment not specified in 6A001"
    ],
)
def test_notes_of_the_consolidated_text_hang_on_what_they_name(
    consolidated: Consolidated, eccn: str, name: str, targets: tuple[str, ...]
) -> None:
    """The converter's line code stays the note's place."""
    assert place(consolidated.controls, eccn, name).scope == targets


def test_notes_of_the_print_hang_on_what_they_name(adopted: ControlList) -> None:
    assert place(adopted, "2B201", "note 3").scope == ("2B201.a.3", "2B201.b.3")
    between = {one.place: one.scope for one in adopted.places if one.scope}
    assert {code[:2] for code in between["2B technical note"]} == {"2B"}
    assert between["9E note"] == ("9E001", "9E002", "9E003")


def test_a_note_keeps_what_it_lists(adopted: ControlList) -> None:
    note = place(adopted, "4A003", "note 2").text
    assert note.count("\n") == 5
    assert "N.B. 1: The control status" in note
    assert note.endswith("determined by 4E.")


def test_a_sentence_after_a_list_stays_in_its_note(adopted: ControlList) -> None:
    assert place(adopted, "6A004", "a technical note (2)").text.endswith("also known as adaptive optic mirrors.")
    assert place(adopted, "6A004", "a.2").kind is Kind.PARAGRAPH


def test_not_used_is_kept(adopted: ControlList, consolidated: Consolidated) -> None:
    assert place(adopted, "4A003", "a").reserved
    assert place(consolidated.controls, "3B501", "f.1.a").reserved


def test_a_flattened_exponent_is_uncertain_on_place_and_span(adopted: ControlList, consolidated: Consolidated) -> None:
    dose = place(consolidated.controls, "3A001", "a.1.a")
    assert dose.uncertain == ('exponent flattened: "5 × 103"',)
    (number,) = flattened(dose.text)
    assert dose.text[number.start : number.end] == "5 × 103"
    assert place(adopted, "3A001", "a.1.a").uncertain == ('exponent flattened: "5 x 103"',)


def test_an_exponent_that_the_print_put_on_another_line_is_lost(adopted: ControlList) -> None:
    dose = place(adopted, "4A001", "a.2.b")
    assert "5 x 10 Gy" in dose.text
    assert any(one.startswith("exponent lost") for one in dose.uncertain)


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("5 × 1013 n/cm² or higher", ['exponent flattened: "5 × 1013"']),
        ("less than 1 × 10-4; or", ['exponent flattened: "1 × 10-4"']),
        ("exceeding 12,7 x 10 m; and", ['exponent lost: "12,7 x 10"']),
        ("7,62 x 104 m", ['exponent flattened: "7,62 x 104"']),
        ("26 mm x 8 mm", []),
        ("20 W x 10 cm³/W = 200 cm³", []),
        ("in 100 x 100 pixels", []),
        ("1 024 points", []),
    ],
)
def test_doubtful_numbers(text: str, doubts: list[str]) -> None:
    assert list(uncertainties(text)) == doubts


def test_what_the_converter_did_to_numbers_is_undone_and_said(consolidated: Consolidated) -> None:
    resin = place(consolidated.controls, "1C010", "e.2.a")
    assert resin.text == "Resin or pitch, specified in 1C008 or 1C009.b.;"
    assert resin.uncertain == ("the converter names it 1C010.1.2.a",)
    assert place(consolidated.controls, "3A201", "a.1.d").text == "Series inductance less than 50 nH; or"
    assert place(consolidated.controls, "4A001", "a.2.c").uncertain[0] == "the converter names it 4A001.a.2"
    methods = place(consolidated.controls, "9A106", "c technical note")
    assert "Thrust tabs." in methods.text


def test_authorisations_and_common_list_stand_apart(consolidated: Consolidated) -> None:
    names = dict.fromkeys(block.path for block in consolidated.authorisations)
    assert list(names) == [f"EU00{number}" for number in range(1, 9)]
    assert len(consolidated.common_list) == 16
    assert not consolidated.controls.places


def test_what_is_no_list_is_refused() -> None:
    with pytest.raises(ReadError):
        read_2021(b"CATEGORY 0\n0A001\n")
    with pytest.raises(ReadError):
        read_2021(b"0A       Systems, Equipment and Components\n         a.    loose\n0A001    x\n")
