"""Identity of places over dated texts; the changed texts are composed from the real list."""

from dataclasses import replace
from datetime import date

import pytest

from regulation.controls import ControlList, Entry, Place
from regulation.controls.model import Kind
from regulation.diff import DifferenceKind, differences
from regulation.versions import track


def _one_entry(controls: ControlList, eccn: str, day: date) -> ControlList:
    entry = controls.entry(eccn)
    assert entry is not None
    return replace(controls, version=day, entries=(entry,), places=())


def _with(controls: ControlList, day: date, *places: Place) -> ControlList:
    entry = replace(controls.entries[0], places=places)
    return replace(controls, version=day, entries=(entry,))


def _renumbered(place: Place, number: str) -> Place:
    text = place.text.replace(place.label, f"{number}.", 1)
    return replace(place, place=number, label=f"{number}.", designation=f"{place.entry}.{number}", text=text)


def _find(entry: Entry, name: str) -> Place:
    place = entry.find(name)
    assert place is not None
    return place


def test_ids_hold_over_the_official_texts(june: ControlList, september: ControlList) -> None:
    tracked = track((september, june))
    assert tracked.versions == (june.version, september.version)
    for eccn, name in [("3A090", "a.1"), ("9A012", "a.1"), ("9A012", "b.3"), ("0A502", "note 3")]:
        new = september.entry(eccn)
        old = june.entry(eccn)
        assert new is not None
        assert old is not None
        earlier = "note 1" if name == "note 3" else name
        assert tracked.place_id(september.version, _find(new, name)) == tracked.place_id(
            june.version, _find(old, earlier)
        )
    for controls in (june, september):
        ids = [tracked.place_id(controls.version, place) for place in controls.all_places()]
        assert len(ids) == len(set(ids))


def test_a_licence_row_keeps_its_id_when_its_place_in_the_table_changes(
    june: ControlList, september: ControlList
) -> None:
    old, new = june.entry("9A012"), september.entry("9A012")
    assert old is not None
    assert new is not None
    tracked = track((june, september))
    assert _find(old, "licence row 4").text.startswith("AT applies")
    assert tracked.place_id(june.version, _find(old, "licence row 4")) == tracked.place_id(
        september.version, _find(new, "licence row 3")
    )


def test_a_renumbered_paragraph_keeps_its_id_and_its_number_gets_a_new_one(september: ControlList) -> None:
    first = _one_entry(september, "3A090", date(2030, 1, 1))
    entry = first.entries[0]
    a1, a2 = _find(entry, "a.1"), _find(entry, "a.2")
    inserted = replace(a1, text="a.1. A 'composed property' of 7 or more;")
    moved, further = _renumbered(a1, "a.2"), _renumbered(a2, "a.3")
    rest = [place for place in entry.places if place.place not in ("a.1", "a.2")]
    second = _with(first, date(2030, 2, 1), *rest, inserted, moved, further)
    tracked = track((first, second))
    assert tracked.place_id(second.version, moved) == tracked.place_id(first.version, a1)
    assert tracked.place_id(second.version, further) == tracked.place_id(first.version, a2)
    ids = {tracked.place_id(second.version, place) for place in second.entries[0].places}
    assert len(ids) == len(second.entries[0].places)
    kinds = {(one.place_before, one.place_after): one.kind for one in differences(first, second, tracked)}
    assert kinds == {
        ("", "a.1"): DifferenceKind.ADDED,
        ("a.1", "a.2"): DifferenceKind.MOVED,
        ("a.2", "a.3"): DifferenceKind.MOVED,
    }


def test_a_place_that_returns_has_its_id_again(september: ControlList) -> None:
    first = _one_entry(september, "3A090", date(2030, 1, 1))
    c = _find(first.entries[0], "c")
    without = _with(first, date(2030, 2, 1), *(place for place in first.entries[0].places if place != c))
    third = replace(first, version=date(2030, 3, 1))
    tracked = track((first, without, third))
    assert tracked.place_id(third.version, c) == tracked.place_id(first.version, c)
    (removed,) = differences(first, without, tracked)
    (added,) = differences(without, third, tracked)
    assert (removed.kind, added.kind) == (DifferenceKind.REMOVED, DifferenceKind.ADDED)
    assert removed.paragraph == added.paragraph


def test_an_entry_that_comes_or_goes_is_differences_of_all_its_places(september: ControlList) -> None:
    both = replace(september, version=date(2030, 1, 1), places=(), entries=september.entries[:2])
    one = replace(both, version=date(2030, 2, 1), entries=september.entries[:1])
    words = [place for place in september.entries[1].places if not place.implicit]
    assert {item.kind for item in differences(both, one)} == {DifferenceKind.REMOVED}
    assert len(differences(both, one)) == len(words)


@pytest.mark.parametrize(
    ("before", "after"),
    [("“x” – y", '"x" — y'), ("a  b\nc", "a b c"), ("'z'", "‘z’"), ("entireentry", "entire entry")],
)
def test_layout_makes_no_difference(september: ControlList, before: str, after: str) -> None:
    first = _one_entry(september, "3A090", date(2030, 1, 1))
    place = replace(_find(first.entries[0], "a.1"), text=f"a.1. {before}", label="a.1.")
    again = replace(place, text=f"a.1 {after}", label="a.1")
    old = _with(first, date(2030, 1, 1), place)
    assert differences(old, _with(first, date(2030, 2, 1), again)) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1600 or more", "2400 or more", "threshold value"),
        ("Prior to April 13, 2026", "Prior to December 31, 2026", "date"),
        ("lasers; and", "lasers; or", "scope"),
        ("lasers; and", "lasers;", "editorial"),
        ("UAVs", "“UAVs”", "definition"),
        ("above −40 °C", "above 40 °C", "threshold value"),
        ("a 1.5 GPa", "a 15 GPa", "threshold value"),
        ("lasers", "masers", "scope"),
    ],
)
def test_classes_of_a_revised_paragraph(september: ControlList, before: str, after: str, expected: str) -> None:
    first = _one_entry(september, "3A090", date(2030, 1, 1))
    place = replace(_find(first.entries[0], "a.1"), text=f"a.1. {before}", label="a.1.", kind=Kind.PARAGRAPH)
    old = _with(first, date(2030, 1, 1), place)
    new = _with(first, date(2030, 2, 1), replace(place, text=f"a.1. {after}"))
    (found,) = differences(old, new)
    assert found.change_class == expected


def test_versions_of_one_date_are_refused(september: ControlList) -> None:
    with pytest.raises(ValueError, match="different dates"):
        track((september, september))


def test_versions_that_are_not_neighbours_are_refused(june: ControlList, september: ControlList) -> None:
    middle = replace(june, version=date(2026, 7, 1))
    with pytest.raises(ValueError, match="not neighbours"):
        differences(june, september, track((june, middle, september)))
