"""Differences of converted texts: the law's apart from the converter's, among them and towards the official text."""

import csv
import json
from pathlib import Path

import pytest

from regulation.change_classes import ChangeClass
from regulation.controls import ControlList
from regulation.controls.model import Kind
from regulation.diff import DifferenceKind, differences
from regulation.history.compare import NO_WORDS, SELDOM, Compared, compare
from regulation.history.crossing import ITEMS, ONE_CELL, REFERENCES, written
from regulation.history.faults import GAP
from regulation.history.model import UNSURE, Converted
from regulation.history.noise import BLOCKS_GONE, ELSEWHERE, NOTES_GONE
from regulation.redline import redline, to_text

HISTORY = Path(__file__).parents[3] / "samples" / "ccl-history"
KNOWN = Path(__file__).parents[2] / "fixtures" / "ccl-history"
UAE = {
    *("3A001", "3A090", "3D001", "4A003", "4A004", "4A005", "4A090", "4D001", "4D090", "4E001", "5A002", "5A004"),
    *("5A992", "5D002", "5D992", "5E002", "5E992"),
}
DAMAGED = {"0D606", "0E982", "1C350", "1D018", "1E355", "3D005", "3E001", "5D001", "8C609"}
MISSING = {"0D614", "2B352", "3D006", "3E002", "8D001"}


def test_versions_without_a_change_have_none(steps: dict[str, Compared]) -> None:
    """Where the converter's own count has neither paragraph nor context changed, nothing is found."""
    counted = ("added", "removed", "revised", "heading_context_changed_only")
    rows = csv.DictReader((HISTORY / "version_change_counts.csv").open(encoding="utf-8"))
    quiet = {row["version"] for row in rows if not any(int(row[one]) for one in counted)}
    assert {"2018-10-24", "2021-01-14", "2024-12-02", "2025-01-13"} <= quiet
    for day in quiet:
        assert steps[day] == Compared((), ())


@pytest.mark.parametrize(
    ("day", "entry", "place", "line"),
    [
        ("2024-04-04", "3A090", "a.1", "[-a-] {+A+} 'total processing performance' of 4800 or more, or"),
        ("2025-01-16", "3A090", "a.1", "A 'total processing performance' of 4800 or more[-,-] {+;+} or"),
        ("2023-10-18", "6A005", "d.1.a.2", "Wavelength greater than [-1,510-] {+1,570+} nm and average or CW output"),
        ("2023-11-17", "3A090", "b.1", "{+a 'total processing performance' of 2400 or more and less than 4800 and a"),
        ("2024-12-23", "3A090", "c", "{+High bandwidth memory (HBM) having a 'memory bandwidth density' greater"),
    ],
)
def test_changes_of_a_day(steps: dict[str, Compared], day: str, entry: str, place: str, line: str) -> None:
    (found,) = [one for one in steps[day].changes if (one.entry, one.place) == (entry, place)]
    assert to_text(redline(found.before, found.after)).startswith(line)


def test_a_swallowed_block_is_no_change_of_law(steps: dict[str, Compared]) -> None:
    """In 2019 and 2020 the converter's count has 64 paragraphs of 3A001.b come or go at once."""
    for day in ("2019-05-23", "2020-06-17", "2020-12-04", "2023-08-18"):
        moved = [one for one in steps[day].changes if one.entry == "3A001" and one.place.startswith("b.")]
        assert len([one for one in moved if one.kind is not DifferenceKind.REVISED]) < 12


def test_words_that_the_entry_has_in_both_texts_are_no_change_of_law(steps: dict[str, Compared]) -> None:
    """In 2019 the swallowed 3A001.b has its paragraphs' words as loose text; in 2025 4D004 is read as a leaf again."""
    loose = [one for one in steps["2019-05-23"].changes if one.entry == "3A001" and one.place_kind is Kind.TEXT]
    assert len(loose) < 8
    theirs = [one for one, reason in steps["2019-05-23"].converter if one.entry == "3A001" and reason == ELSEWHERE]
    assert len(theirs) > 50
    assert not [one for one in steps["2025-09-28"].changes if one.change_class is not ChangeClass.EDITORIAL]
    assert {reason for one, reason in steps["2025-09-28"].converter if one.entry == "4D004"} <= {BLOCKS_GONE, GAP}


def test_new_words_beside_swallowed_ones_stay_the_laws(steps: dict[str, Compared]) -> None:
    changes = {(one.entry, one.place): one for one in steps["2019-05-23"].changes}
    assert changes["3A001", "b.3.f"].kind is DifferenceKind.ADDED
    assert changes["3D005", "licence row 1"].kind is DifferenceKind.ADDED


def test_faults_are_the_converters(steps: dict[str, Compared]) -> None:
    theirs = {(one.entry, one.place): reason for one, reason in steps["2025-01-16"].converter}
    assert theirs["3A003", "a"].startswith("3A069 was never read")
    notes = [(one, reason) for one, reason in steps["2025-09-28"].converter if one.entry == "3A090"]
    assert len(notes) == 6
    assert all("datacenters" in reason for _, reason in notes)
    assert all(one.kind is DifferenceKind.REMOVED for one, _ in notes)
    entry = [reason for one, reason in steps["2023-02-24"].converter if (one.entry, one.place) == ("7A008", "heading")]
    assert entry == [GAP]


def test_the_same_edit_in_a_paragraph_and_its_note_is_the_laws_in_both(steps: dict[str, Compared]) -> None:
    """9A610: "UAVs or drones" became "UAVs" in .u and .v and in the notes to them, and back in 2020."""
    changes = {(one.entry, one.place): one for one in steps["2018-08-30"].changes}
    for place in ("u", "v", "w.1", "note 4", "note 5"):
        one = changes["9A610", place]
        assert "drones" in one.before
        assert "drones" not in one.after


def test_words_that_read_otherwise_meanwhile_are_never_called_no_law(steps: dict[str, Compared]) -> None:
    theirs = [(one, reason) for compared in steps.values() for one, reason in compared.converter]
    assert not [one for one, reason in theirs if reason == GAP and one.before and one.after]
    unsure = [one for one, reason in theirs if reason.startswith(UNSURE)]
    assert len([one for one in unsure if one.before and one.after]) > 200


def test_a_swallowed_paragraph_is_not_removed(steps: dict[str, Compared]) -> None:
    """5A002.z.3 stands on a line of z.2 in the texts of 2024-04-04 to 2025-01-13."""
    assert not [one for one in steps["2024-04-04"].changes if (one.entry, one.place) == ("5A002", "z.3")]
    assert not [one for one, _ in steps["2024-04-04"].converter if (one.entry, one.place) == ("5A002", "z.3")]


def test_notes_that_go_with_all_others_are_not_taken_as_removed_by_a_rule(steps: dict[str, Compared]) -> None:
    gone = [(one.place, reason) for one, reason in steps["2023-02-24"].converter if one.entry == "3A090"]
    assert gone == [("note 1", NOTES_GONE), ("note 2", NOTES_GONE)]
    assert not [one for one in steps["2023-02-24"].changes if one.entry == "3A090" and not one.after]


def test_a_note_told_as_a_paragraph_is_no_revision(steps: dict[str, Compared]) -> None:
    for day, entry, place in (("2024-04-04", "3A001", "b"), ("2017-08-15", "9A515", "a")):
        reasons = {one.place: reason for one, reason in steps[day].converter if one.entry == entry}
        assert reasons[place] == NO_WORDS
        assert SELDOM in reasons.values()
    rows = [one for one in steps["2024-04-19"].changes if one.entry == "1C351" and one.place_kind is Kind.NOTE]
    assert any(one.before.startswith("CW applies to") for one in rows)


def test_a_threshold_that_changes_back_is_the_laws(steps: dict[str, Compared]) -> None:
    for day in ("2023-11-17", "2024-12-23"):
        assert "3D002" in {one.entry for one in steps[day].changes if one.place == "heading"}


def test_towards_the_official_text_only_the_law_is_left(converted: Converted, june: ControlList) -> None:
    """2025-09-29 to 2026-06-25: the firearms rule of 2025-09-30, and of the converter's text next to nothing."""
    compared = compare(converted.lists[-1], june, converted.faults)
    changed = {one.entry for one in compared.changes}
    # 1C001.b, which the source sets inside a note, is no change of the law: the converter left it in the note.
    # 2E003.f, and the words of 1C018 and others that tell where their items went, are declared faults.
    assert changed == {"0A501", "0A502", "0A506", "0A508"}
    gone = [one.place for one in compared.changes if one.entry == "0A506" and one.kind is DifferenceKind.REMOVED]
    assert gone == ["a.1", "a.2", "a.3", "a.4", "a.5", "a.6"]
    reasons = {reason for _, reason in compared.converter}
    assert {ITEMS, REFERENCES} < reasons
    never = [one for one, reason in compared.converter if reason.startswith("3A069 was never read")]
    assert {(one.entry, one.place) for one in never} >= {("3A069", "heading"), ("3A003", "a"), ("3A003", "b")}


def test_known_change_of_the_uae_rule(parsed: Converted, june: ControlList) -> None:
    known = json.loads((KNOWN / "uae_rule_ccl_diff.json").read_text(encoding="utf-8"))["changes"]
    assert {one["eccn"] for one in known} == UAE
    compared = compare(june, parsed.lists[0], parsed.faults)
    rows = {one.entry: one for one in compared.changes if "United Arab Emirates" in one.after}
    assert set(rows) == UAE
    for one in known:
        assert written(rows[one["eccn"]].before) == written(f"{one['control']}\n{one['before']}")
        assert written(rows[one["eccn"]].after) == written(f"{one['control']}\n{one['after']}")


def test_the_lossy_text_of_july(parsed: Converted, june: ControlList, september: ControlList) -> None:
    compared = compare(june, parsed.lists[0], parsed.faults)
    stops = {"7D001", "7E002", "9E003"}  # one full stop each, which the text of September has too
    assert {one.entry for one in compared.changes} == UAE | {"0A502"} | stops
    reworded = [one for one in compared.changes if one.entry == "0A502"]
    assert [one.place for one in reworded] == ["heading", "licence row 4"]
    assert "{+paragraphs .c, .d, and .e+}" in to_text(redline(reworded[1].before, reworded[1].after))
    for one in compared.changes:
        if one.entry in stops:
            assert one.after == f"{one.before}."
            entry = september.entry(one.entry)
            assert entry is not None
            assert one.after in {place.text for place in entry.of(Kind.LICENCE_ROW)}


def test_damage_of_the_lossy_text_is_named(parsed: Converted, june: ControlList) -> None:
    named = {one.entry for one in parsed.faults}
    assert named == DAMAGED | MISSING | {"2B351"}
    theirs = dict.fromkeys(compare(june, parsed.lists[0], parsed.faults).converter)
    lost = {one.entry for one, reason in theirs if reason == "the entry is missing in the converted file"}
    assert lost == MISSING
    # The row of 0E982 reads the same in spite of the damage: the fault is told without a difference.
    of_july = {one.entry for one in parsed.faults if one.at(parsed.lists[0].version)}
    assert {one.entry for one, _ in theirs} | of_july >= DAMAGED
    assert len([one for one, reason in theirs if reason == ONE_CELL]) == 28


def test_known_change_of_the_designers_date(dated: dict[str, ControlList], june: ControlList) -> None:
    known = json.loads((KNOWN / "3A090_ic_designer_date_before_after.json").read_text(encoding="utf-8"))
    for side, controls in (("before", dated["2025-02-11"]), ("after", june)):
        entry = controls.entry("3A090")
        assert entry is not None
        notes = written(" ".join(note.text for note in entry.of(Kind.NOTE)))
        assert all(written(text.rstrip("*")) in notes for text in known[side]["text"][:1])


def test_same_number_other_meaning_in_2026(june: ControlList, september: ControlList) -> None:
    """A drone of two hours moves from 9A012.a.2 to a.1, although both numbers stay."""
    told = {
        f"{one.entry}.{one.place}": one.meaning_changed for one in differences(june, september) if one.meaning_changed
    }
    assert told == {
        "9A012.a.1": "same number, other words: less than half are those of before",
        "9A012.a.2": "same number; it now meets at 3 instead of 1 with 9A012.a.1, so items change between them",
    }


def test_other_meanings_are_few_in_eight_years(steps: dict[str, Compared]) -> None:
    changes = [one for compared in steps.values() for one in compared.changes]
    told = [one for one in changes if one.meaning_changed]
    assert 0 < len(told) < len(changes) * 0.07
    met = {(one.entry, one.place) for one in told if "meets at" in one.meaning_changed}
    assert {("6A005", "d.1.a.1"), ("6A005", "d.1.a.2")} <= met
    taken = [one for one in steps["2020-06-17"].changes if "stood for" in one.meaning_changed]
    assert {one.entry for one in taken} == {"1C350", "1C351"}  # what is put in between renumbers those after it
