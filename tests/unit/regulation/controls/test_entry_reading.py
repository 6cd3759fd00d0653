"""Entries read whole: golden readings, and what must hold for all of them."""

from pathlib import Path

import pytest

from regulation.controls import ControlList, Kind
from regulation.controls.entry_reading import EntryReading, read_entry
from regulation.controls.notes import NoteKind
from regulation.controls.readable import readable

GOLDEN = Path(__file__).parents[3] / "golden" / "entries"
ENTRIES = ("0E982", "1C350", "1E355", "2E003", "3A090", "5A002", "8D001", "9A610")


@pytest.fixture(scope="module")
def entries(september: ControlList) -> dict[str, EntryReading]:
    return {entry.eccn: read_entry(entry, september) for entry in september.entries}


@pytest.mark.parametrize("eccn", ENTRIES)
def test_golden_readings(entries: dict[str, EntryReading], eccn: str) -> None:
    found, path = readable(entries[eccn]), GOLDEN / f"{eccn}.txt"
    if not path.exists():
        path.write_text(found, encoding="utf-8")
        pytest.fail(f"{path.name} written: review it and commit it")
    assert path.read_text(encoding="utf-8") == found


def test_counts(entries: dict[str, EntryReading]) -> None:
    assert len(entries) == 638
    assert sum(len(one.requirements) for one in entries.values()) == 1580
    assert sum(len(one.exceptions) for one in entries.values()) == 1055
    notes = [note for one in entries.values() for note in one.notes]
    assert sum(note.kind is NoteKind.TECHNICAL for note in notes) > 250
    assert sum(len(note.parts) for note in notes) == 1701


def test_reasons_of_the_line_and_of_the_rows_agree(entries: dict[str, EntryReading]) -> None:
    differ = {
        one.eccn: (one.reasons, tuple(sorted({symbol for row in one.requirements for symbol in row.reasons})))
        for one in entries.values()
        if set(one.reasons) != {symbol for row in one.requirements for symbol in row.reasons}
    }
    # The source itself: 3A232 says "AT, RS, foreign policy" and has a row for NP and none for RS.
    assert set(differ) == {"3A232"}


def test_every_character_of_a_note_stands_in_its_heading_or_one_part(
    september: ControlList, entries: dict[str, EntryReading]
) -> None:
    text = september.source.text
    for note in (note for one in entries.values() for note in one.notes):
        end = note.place.start + len(note.heading)
        between = ""
        for part in note.parts:
            assert part.start >= end or part is note.parts[0]
            between += text[end : part.start]
            assert text[part.start : part.end].endswith(part.words[-20:])
            end = part.end
        between += text[end : note.place.end]
        inner = {part.inner for part in note.parts if part.inner}
        for title in sorted(inner, key=len, reverse=True):
            between = between.replace(title, "")
        assert between.strip(" :>\n") == "", note.place.id_path


def test_a_list_that_goes_on_after_a_note_in_its_middle(entries: dict[str, EntryReading]) -> None:
    notes = {note.place.place: note for note in entries["5A002"].notes}
    going_on = [part for part in notes["note 11"].parts if part.path == "j.1.a.2"]
    assert [part.of for part in going_on] == ["note 8"]
    assert notes["note 8"].part("a.1.a.1.c") is not None
    assert not any(part.uncertain for note in notes.values() for part in note.parts)


def test_what_speaks_of_a_paragraph(entries: dict[str, EntryReading]) -> None:
    entry = entries["3A090"]
    assert [row.place.place for row in entry.requirements_for("3A090.a.1")] == ["licence row 1", "licence row 4"]
    assert [one.symbol for one, _ in entry.exceptions_for("3A090.c")] == ["LVS", "GBS", "NAC/ACA", "HBM", "ACM"]
    assert [note.place.id_path for note in entry.notes_for("3A090.b.1")] == [
        "/note 8",  # of category 3, group A
        *(f"3A090/note {number}" for number in (3, 4, 5, 6)),
    ]
    paragraph = next(one for one in entry.paragraphs if one.designation == "3A090.a.1")
    assert (paragraph.depth, paragraph.words) == (2, "A 'total processing performance' of 4800 or more; or")


def test_a_row_that_takes_out_a_part_of_a_paragraph_still_speaks_of_it(entries: dict[str, EntryReading]) -> None:
    """The NS row of 9A610 takes out 9A610.x only for use in an aircraft of 9A610.b."""
    rows = [row.place.place for row in entries["9A610"].requirements_for("9A610.x")]
    assert rows == ["licence row 1", "licence row 2", "licence row 5", "licence row 6"]
    assert [row.place.place for row in entries["9A610"].requirements_for("9A610.y.1")][-1] == "licence row 5"


@pytest.mark.parametrize(
    ("eccn", "note", "targets"),
    [
        ("5A002", "note 6", ("5A002.a",)),  # goes outwards: the technical notes before it are for 5A002.a
        ("5A002", "note 7", ("5A002.a",)),
        ("3A001", "note 31", ("3A001.b.4",)),  # after 3A001.b.4.f, which is reserved
        ("3A001", "note 33", tuple(f"3A001.b.4.{step}" for step in "abcde")),  # "as defined by 3A001.b.4.a through"
        ("2E003", "note 1", ("2E003.b",)),
        ("1C007", "note 3", ("1C007.d",)),  # tells where the items of the reserved paragraph went
        ("4E001", "note 2", ("4E001.a", "4E001.c")),
        ("9A610", "note 6", ("9A610.w.1",)),
    ],
)
def test_what_a_note_qualifies(
    entries: dict[str, EntryReading], eccn: str, note: str, targets: tuple[str, ...]
) -> None:
    assert next(one.targets for one in entries[eccn].notes if one.place.place == note) == targets


def test_a_table_stands_by_column_at_its_paragraph(entries: dict[str, EntryReading]) -> None:
    tabled = {one.designation: one.table for entry in entries.values() for one in entry.paragraphs if one.table}
    assert list(tabled) == ["2E003.f"]
    rows = {row.place: row.cells for row in tabled["2E003.f"]}
    assert rows["table header 2"] == ("1. Coating process (1)¹", "2. Substrate", "3. Resultant coating")
    assert rows["table row 11"] == ("", "", "Aluminides")
    assert rows["table row 57"][:2] == ("G. Ion Implantation", "High temperature bearing steels")
    assert len(rows) == 63


def test_lists_inside_a_note(entries: dict[str, EntryReading]) -> None:
    notes = entries["1C350"].notes
    mixtures = [part for part in notes[0].parts if part.inner == "Note to Mixtures"]
    assert [part.path for part in mixtures] == ["", "a", "b"]
    assert notes[0].part("1.a.B") is not None
    technical = next(note for note in entries["2E003"].notes if note.place.place == "note 4")
    assert [part.path for part in technical.parts if part.words.startswith("For Ion Plating")] == ["5.g"]
    doubts = [
        note.place.entry for entry in entries.values() for note in entry.notes for part in note.parts if part.uncertain
    ]
    assert doubts == ["1B608", "1C355"]  # lists that the source begins in their middle


def test_a_paragraph_that_the_source_sets_inside_a_note(september: ControlList) -> None:
    for eccn, place, parent, words in (
        ("1C001", "b", "1C001", "b. Materials not transparent to visible light"),
        ("6A002", "a.3", "6A002.a", "a.3. Non-“space-qualified” “focal plane arrays” as follows:"),
    ):
        entry = september.entry(eccn)
        found = entry.find(place) if entry else None
        assert found is not None
        assert (found.kind, found.parent, found.uncertain) == (
            Kind.PARAGRAPH,
            parent,
            ("the source sets the paragraph inside a note",),
        )
        assert found.text.startswith(words)
    notes = {note.place: note for entry in september.entries if entry.eccn == "6A002" for note in entry.of(Kind.NOTE)}
    assert notes["note 4"].text.endswith("but not exceeding 1,800 nm.")
    assert (notes["note 4 (2)"].scope, notes["note 4 (2)"].text[:5]) == (("6A002.a.3",), "N.B.:")


def test_labels_are_no_words(entries: dict[str, EntryReading]) -> None:
    assert entries["0E982"].items_in_heading
    assert entries["1A999"].reasons == ("AT",)
    assert entries["8A992"].reason_words == "Foreign policy"
    assert not any(one.related_controls.startswith("Related") for one in entries.values())
