"""What notes qualify: forms in composed sentences, and notes of the list of 2026-09-01 with what their words name."""

import pytest

from regulation.controls import ControlList
from regulation.controls.designations import within
from regulation.controls.entry_reading import EntryReading, read_entry
from regulation.controls.note_names import named_by_note, spoken_of

COMPOSED = [
    ("For purposes of 3A090.a and .b, chips are small.", ("3A090.a", "3A090.b")),
    (
        "For the purposes of 3A090.a hot chips, 3A090.b.2 chips, and 3A090.c parts, heat is",
        ("3A090.a", "3A090.b.2", "3A090.c"),
    ),
    (
        "For the purposes of calculating “heat” of “chips” in 3A090.a, 3A090.b or 3A090.c the",
        ("3A090.a", "3A090.b", "3A090.c"),
    ),
    ("For the purposes of 3A090.b.2, 'able' in 3A090.b means able.", ("3A090.b.2",)),
    ("For the purposes of paragraph d.1, heat counts.", ("3A090.d.1",)),
    ("3A090.a.1 and 3A090.a.2 apply only to chips.", ("3A090.a.1", "3A090.a.2")),
    ("3A090.a.1. to 3A090.a.3. does not control toys.", ("3A090.a.1", "3A090.a.2", "3A090.a.3")),
    ("The restrictions in 3A090.c.1 do not apply to toys.", ("3A090.c.1",)),
    ("'Peak heat' in 3A090.c.1 is the heat.", ("3A090.c.1",)),
    ("In 3A090.c. the term 'heat' does not refer to fire.", ("3A090.c",)),
    ("The control status of a chip in 3A090.c.1 through 3A090.c.2 is determined by heat.", ("3A090.c.1", "3A090.c.2")),
    ("This entry does not control toys of 3A090.b.", ("3A090",)),
    ("Chips and coolers in 3A090 include fans.", ("3A090",)),
    ("Coolers that lack the traits described in 3A090.b should be tested.", ("3A090.b",)),  # above 3A090.b.2
    # What follows is named as the place of something else.
    ("For coolers, see 3A090.b.", ()),
    ("Coolers are only specified by 3A090.b.", ()),
    ("Chips for equipment not specified in 3A090 are judged by that equipment.", ()),
    ("Parts specified in ECCN 3A090.y are subject to the controls of that paragraph.", ()),
    ("Chips are fast.", ()),
]


@pytest.mark.parametrize(("words", "expected"), COMPOSED)
def test_what_a_sentence_speaks_of(words: str, expected: tuple[str, ...]) -> None:
    assert spoken_of(words, "3A090", "3A090.b.2") == expected


def test_numbered_paragraphs_together_tell_what_a_note_qualifies() -> None:
    note = "Technical Notes:\n1. For the purposes of 3A090.a, 'x' is 1.\n2. For the purposes of 3A090.c.1, 'y' is 2."
    assert named_by_note(note, "3A090", "3A090.c.2") == ("3A090.a", "3A090.c.1")
    assert named_by_note(note + "\n3. Heat is warm.", "3A090", "3A090.c.2") == ("3A090.a", "3A090.c.1", "3A090.c.2")


def test_items_of_a_list_are_no_sentences_of_their_own() -> None:
    note = "Note: 3A090.b does not control any of the following:\n1. 3A090.c applies to this.\n2. Toys."
    assert named_by_note(note, "3A090", "3A090.c") == ("3A090.b",)


@pytest.fixture(scope="module")
def entries(september: ControlList) -> dict[str, EntryReading]:
    return {entry.eccn: read_entry(entry, september) for entry in september.entries}


@pytest.mark.parametrize(
    ("eccn", "note", "targets"),
    [
        ("4A090", "note 1", ("4A090.a", "4A090.b")),
        ("3E002", "note 6", ("3E002.a", "3E002.b", "3E002.c")),
        ("4A004", "note 2", ("4A004.a", "4A004.b", "4A004.c")),
        ("7A003", "note 2", ("7A003.a.1", "7A003.a.2", "7A003.a.3")),
        ("1C008", "note 3", ("1C008.a.2", "1C008.a.4", "1C008.f", "1C008.a.3")),
        ("3A002", "note 4", ("3A002.c.4.a", "3A002.c.4.b.1", "3A002.c.4.b.2")),
        ("6A001", "note 15", ("6A001.a.2.a",)),
        ("9E003", "note 4", ("9E003.a.2.a", "9E003.a.2.d")),
        ("6C005", "note 2", ("6C005.b",)),
        ("5A001", "note 12", ("5A001.f.1", "5A001.f.2")),
        ("7A107", "note 1", ("7A107",)),
        ("9E003", "note 9", ("9E003.a.9",)),  # tells where the items of the reserved paragraph went
        ("9E003", "note 10", ("9E003.a.10",)),
    ],
)
def test_notes_hang_on_all_that_they_name(
    entries: dict[str, EntryReading], eccn: str, note: str, targets: tuple[str, ...]
) -> None:
    assert next(one.targets for one in entries[eccn].notes if one.place.place == note) == targets


def test_a_numbered_paragraph_speaks_of_its_own(entries: dict[str, EntryReading]) -> None:
    note = next(one for one in entries["4A004"].notes if one.place.place == "note 2")
    assert {part.path: part.targets for part in note.parts} == {
        "1": ("4A004.a",),
        "2": ("4A004.b",),
        "3": ("4A004.c",),
    }


def test_notes_name_what_their_entry_holds(september: ControlList) -> None:
    """License exceptions apart (1C351.c.12), no note hangs on a paragraph that its entry does not have."""
    held = {
        code
        for entry in september.entries
        for place in entry.paragraphs()
        for code in (place.designation, *place.scope)
    }
    notes = [note for entry in september.entries for note in read_entry(entry, september).notes]
    assert [(note.place.id_path, code) for note in notes for code in note.targets if code not in held] == []


def test_notes_between_the_entries_name_what_they_qualify(september: ControlList) -> None:
    scopes = {place.place: place.scope for place in september.places if place.scope}
    assert scopes["note 36"] == ("5A002", "5D002.a.1", "5D002.b", "5D002.c.1", "5D002.z.1", "5D002.z.5", "5D002.z.6")
    assert scopes["note 37"] == scopes["note 38"] == scopes["note 40"] == scopes["note 36"]  # of the Cryptography Note
    assert scopes["note 4"][:10] == (*(f"2B00{number}" for number in range(1, 10)), "2B201")
    assert scopes["note 2"] == tuple(f"1C{number:03}" for number in range(1, 12))  # "in 1C001 to 1C011"
    assert scopes["note 5"] == ("3A001", "3A002", "3A901")
    assert scopes["note 6"] == (
        *(f"3A001.a.{number}" for number in (3, 4, 5, 6, 7, 8, 9, 12, 13, 14)),
        "3A001.z",
        "3A901",
    )
    assert scopes["note 9"] == scopes["note 10"] == ("3E001", "3E905")
    assert scopes["note 43"] == ("9E001", "9E002", "9E003")
    assert scopes["editorial 5"] == ("9A005",)
    assert all(place.scope for place in september.places if place.kind == "note")


def test_a_note_that_names_nothing_qualifies_its_category_or_group(september: ControlList) -> None:
    scopes = {place.place: place.scope for place in september.places}
    assert {code[:2] for code in scopes["note 8"]} == {"3A"}
    assert {code[:1] for code in scopes["note 11"]} == {"4"}
    assert set(scopes["note 29"]) & {"5A001", "5A002"} == {"5A001"}  # Part 1 of category 5
    assert set(scopes["note 35"]) & {"5A001", "5A002"} == {"5A002"}  # Part 2
    assert {code[:2] for code in scopes["note 41"]} == {"7A"}


def test_notes_of_the_category_speak_of_paragraphs(entries: dict[str, EntryReading]) -> None:
    general = [note.place.place for note in entries["5D002"].notes_for("5D002.c.1") if not note.place.entry]
    assert general == ["note 34", "note 35", "note 36", "note 37", "note 38", "note 39", "note 40"]
    assert "note 36" not in [
        note.place.place for note in entries["5D002"].notes_for("5D002.c.2") if not note.place.entry
    ]
    assert all(
        any(within(code, "5D002") or within("5D002", code) for code in note.targets)
        for note in entries["5D002"].general
    )
