"""The history of one entry over converted and official texts, and renumbering by instruction."""

from dataclasses import replace
from datetime import date

from regulation.controls import ControlList
from regulation.diff import DifferenceKind, differences
from regulation.history.entry import stages
from regulation.history.model import Converted
from regulation.history.stretches import stretches
from regulation.versions import track


def test_stages_of_a_paragraph(converted: Converted, june: ControlList, september: ControlList) -> None:
    found = stages((*converted.lists, june, september), converted.faults, "3A090")
    told = [
        (str(one.stretch.since), str(one.stretch.until), one.began.difference.kind.value if one.began else "")
        for one in found
        if one.stretch.place.place == "a.1"
    ]
    assert told == [
        ("2023-01-17", "2023-10-18", "added"),
        ("2023-11-17", "2024-03-13", "revised"),
        ("2024-04-04", "2025-01-13", "revised"),
        ("2025-01-16", "2026-09-01", "revised"),
    ]
    notes = [one for one in found if one.stretch.place.text.startswith("Note 2 to 3A090.a and 3A090.b")]
    lost = [one for one in notes if one.ended and one.ended.fault]
    assert [str(one.stretch.until) for one in lost] == ["2025-02-11"]
    assert "datacenters" in lost[0].ended.fault if lost[0].ended else False


def test_an_entry_that_no_text_has(converted: Converted) -> None:
    assert stages(converted.lists, converted.faults, "9Z999") == ()


def test_stretches_hold_every_place_of_every_text(converted: Converted) -> None:
    lists = converted.lists[-6:]
    found = list(stretches(lists, track(lists)))
    standing = [one for one in found if one.since <= lists[2].version <= one.until]
    assert len(standing) == len(list(lists[2].all_places()))
    assert {one.last for one in found if one.until == lists[-1].version} == {True}


def _entries(controls: ControlList, day: date, *eccns: str) -> ControlList:
    kept = tuple(one for one in controls.entries if one.eccn in eccns)
    return replace(controls, version=day, places=(), entries=kept)


def _moved(controls: ControlList, day: date, eccn: str, old: str, new: str, words: str) -> ControlList:
    """Return the list with a composed renumbering of `old` to `new`, reworded beyond likeness."""
    entries = []
    for entry in controls.entries:
        places = entry.places
        if entry.eccn == eccn:
            places = tuple(
                replace(one, place=new, designation=f"{eccn}.{new}", text=words, label="", scope=(f"{eccn}.{new}",))
                if one.place == old
                else one
                for one in places
            )
        entries.append(replace(entry, places=places))
    return replace(controls, version=day, entries=tuple(entries))


def test_an_instruction_links_what_words_do_not(september: ControlList) -> None:
    first = _entries(september, date(2030, 1, 1), "3A090")
    second = _moved(first, date(2030, 2, 1), "3A090", "c", "k", "Composed words that share nothing.")
    entry, later = first.entries[0], second.entries[0]
    c, k = entry.find("c"), later.find("k")
    assert c is not None
    assert k is not None
    assert track((first, second)).ids[second.version, k.id_path] != track((first, second)).ids[first.version, c.id_path]
    tracked = track((first, second), {second.version: {"3A090.c": "3A090.k"}})
    assert tracked.place_id(second.version, k) == tracked.place_id(first.version, c)
    (found,) = differences(first, second, tracked)
    assert (found.kind, found.place_before, found.place_after) == (DifferenceKind.REVISED, "c", "k")


def test_an_instruction_moves_what_is_below_and_to_another_entry(september: ControlList) -> None:
    first = _entries(september, date(2030, 1, 1), "3A090")
    entry = first.entries[0]
    places = tuple(
        replace(
            one,
            entry="3A999",
            designation=one.designation.replace("3A090", "3A999"),
            scope=tuple(code.replace("3A090", "3A999") for code in one.scope),
        )
        for one in entry.places
        if one.is_paragraph
    )
    second = replace(first, version=date(2030, 2, 1), entries=(replace(entry, eccn="3A999", places=places),))
    tracked = track((first, second), {second.version: {"3A090": "3A999"}})
    for place in places:
        was = next(one for one in entry.places if one.place == place.place)
        assert tracked.place_id(second.version, place) == tracked.place_id(first.version, was)
    moved = [one for one in differences(first, second, tracked) if one.kind is DifferenceKind.MOVED]
    assert {(one.place_before, one.place_after) for one in moved} >= {("3A090 a.1", "a.1"), ("3A090 c", "c")}


def test_an_instruction_about_what_is_not_there_does_nothing(september: ControlList) -> None:
    first = _entries(september, date(2030, 1, 1), "3A090")
    second = replace(first, version=date(2030, 2, 1))
    tracked = track((first, second), {second.version: {"3A090.q": "3A090.r", "3A090.a": "9A999.z"}})
    assert differences(first, second, tracked) == []
