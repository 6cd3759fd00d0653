"""An entry over time, on the words of 9A012 (15 CFR part 774, Supplement No. 1) of 2026-06-25 and 2026-09-01."""

from dataclasses import replace

from dashboard.law.bounds import COMPARABLE, Bounds
from dashboard.law.history import lives
from dashboard.law.over_time import compared, on, since
from dashboard.law.places import has_number, name, plain_words
from graph.reads.dashboard_entry import Stretch
from graph.schema import Control, Text

JUNE, SEPTEMBER = "2026-06-25", "2026-09-01"


def stretch(place: str, words: str, from_: str = JUNE, to: str = "", order: int = 0, **more: str) -> Stretch:
    """Return words of a place of 9A012; `more` may give its kind, id and the designation that it had."""
    code = f"9A012.{place}"
    control = Control(
        id=more.get("id", place), list="ccl", entry="9A012", designation=code, place=place,
        kind=more.get("kind", "paragraph"), order=order,
    )  # fmt: skip
    return Stretch(control, Text(id=f"{place} {from_}", text=words), from_, to, designation=more.get("had", code))


# The places that are gone know only their position in the older text, which is another count.
ENTRY = (
    stretch("a", "a. having any of the following:", order=13),
    stretch("a.1", "a.1. Having all of the following:", to=SEPTEMBER, order=14),
    stretch("a.1", "a.1. A maximum 'endurance' less than 3 hours;", SEPTEMBER, order=14),
    stretch("a.1.a", "a.1.a. greater than or equal to 30 minutes but less than 1 hour; and", to=SEPTEMBER, order=3),
    stretch("a.1.b", "a.1.b. Designed to take-off and have stable controlled flight", to=SEPTEMBER, order=4),
    stretch("a.2", "a.2. A maximum 'endurance' of 1 hour or greater;", to=SEPTEMBER, order=15),
    stretch("a.2", "a.2. A maximum 'endurance' of 3 hours or greater;", SEPTEMBER, order=15),
    stretch("a.3", "a.3. incorporating items specified in ECCN 6A003.b.3", SEPTEMBER, order=16),
    stretch("note 1", "Technical Notes:", order=17, kind="note"),
)


def test_each_date_has_its_places_in_the_order_of_its_text() -> None:
    assert [one.control.place for one in on(ENTRY, JUNE)] == ["a", "a.1", "a.1.a", "a.1.b", "a.2", "note 1"]
    assert [one.control.place for one in on(ENTRY, SEPTEMBER)] == ["a", "a.1", "a.2", "a.3", "note 1"]
    assert on(ENTRY, "2026-06-24") == ()


def test_only_what_differs_is_differing() -> None:
    found = compared(ENTRY, JUNE, SEPTEMBER)
    assert [(pair.shown.control.place, pair.kind) for pair in found.differing] == [
        ("a.1", "revised"),
        ("a.1.a", "removed"),
        ("a.1.b", "removed"),
        ("a.2", "revised"),
        ("a.3", "added"),
    ]
    assert [one.control.place for one in found.same] == ["a", "note 1"]
    assert found.untold == ()


def test_a_converted_text_cannot_tell_of_kinds_that_it_lacks() -> None:
    converted = [one for one in ENTRY if one.control.kind == "paragraph"]
    notes = [stretch("note 1", "Technical Notes:", SEPTEMBER, order=17, kind="note")]
    found = compared([*converted, *notes], JUNE, SEPTEMBER, COMPARABLE)
    assert [one.control.place for one in found.untold] == ["note 1"]
    assert "note 1" not in {pair.shown.control.place for pair in found.differing}


def test_an_entry_that_a_converted_text_lacks_is_added_whole() -> None:
    new = [stretch("a", "a. words", SEPTEMBER), stretch("note 1", "Note", SEPTEMBER, kind="note")]
    assert [pair.kind for pair in compared(new, JUNE, SEPTEMBER, COMPARABLE).differing] == ["added", "added"]


def test_a_renumbered_paragraph_stands_under_the_number_of_the_date() -> None:
    moved = (
        stretch("a.3", "same words", to=SEPTEMBER, order=9, id="x", had="9A012.a.1"),
        stretch("a.3", "same words", SEPTEMBER, order=9, id="x"),
        stretch("a.2", "others", order=8),
    )
    assert [name(one) for one in on(moved, JUNE)] == ["9A012.a.1", "9A012.a.2"]
    assert [name(one) for one in on(moved, SEPTEMBER)] == ["9A012.a.2", "9A012.a.3"]
    assert [(name(pair.shown), pair.kind) for pair in compared(moved, JUNE, SEPTEMBER).differing] == [
        ("9A012.a.3", "moved")
    ]


def test_ten_comes_after_nine_among_the_gone() -> None:
    rows = [stretch(f"licence row {n}", "words", to=SEPTEMBER, kind="licence row") for n in (10, 9, 2)]
    assert [one.control.place for one in on(rows, JUNE)] == ["licence row 2", "licence row 9", "licence row 10"]


def test_lives_hold_all_stretches_of_a_place_oldest_first() -> None:
    found = {one.last.control.place: one for one in lives(ENTRY)}
    assert [one.from_ for one in found["a.1"].stretches] == [JUNE, SEPTEMBER]
    assert [place for place, one in found.items() if one.has_changed(Bounds(JUNE))] == [
        "a.1",
        "a.1.a",
        "a.1.b",
        "a.2",
        "a.3",
    ]


def test_a_note_that_only_official_texts_tell_alike_is_not_known_to_be_new() -> None:
    bounds = Bounds("2017-01-15", JUNE)
    (official,) = lives([stretch("note 1", "Technical Notes:", kind="note")])
    (paragraph,) = lives([stretch("a", "a. words")])
    assert not official.has_changed(bounds)
    assert paragraph.has_changed(bounds)


def test_the_number_that_a_converter_leaves_out_is_no_change() -> None:
    official, bare = (
        stretch("a.1", "a.1. Of 4800 or more; or"),
        stretch("a.1", "Of 4800 or more; or", "2025-01-16", JUNE),
    )
    assert not compared([bare, official], "2025-01-16", JUNE).differing
    assert since(official, [bare, official]) == bare
    assert plain_words(official) == "a.1. Of 4800 or more; or"
    assert not has_number(stretch("a", "a 'total processing performance' of 4800 or more, or"))
    assert has_number(stretch("b.1", "b.1 [Reserved]"))


def test_between_official_texts_only_a_change_that_was_found_is_one() -> None:
    old = stretch("a.2", "N.B. 1 SEE ALSO 9A112.", to=SEPTEMBER)
    new = stretch("a.2", "N.B.1: SEE ALSO 9A112.", SEPTEMBER)
    printed = Bounds(JUNE, told=frozenset({("a.1", SEPTEMBER)}))
    assert not compared([old, new], JUNE, SEPTEMBER, None, printed.goes_on).differing
    changed = Bounds(JUNE, told=frozenset({("a.2", SEPTEMBER)}))
    assert [pair.kind for pair in compared([old, new], JUNE, SEPTEMBER, None, changed.goes_on).differing] == ["revised"]
    assert compared([old, new], JUNE, SEPTEMBER).differing


def test_a_flattened_raised_number_is_no_change() -> None:
    flat = stretch("a.1.a", "A total dose of 5 × 10 3 Gy (Si), or higher;", "2024-09-06", JUNE)
    converted = replace(flat, origin="composed converter")
    official = stretch("a.1.a", "a.1.a. A total dose of 5 × 10³ Gy (Si), or higher;")
    assert Bounds("2024-09-06", JUNE, frozenset()).goes_on(converted, official)
    assert compared([flat, official], "2024-09-06", JUNE).differing


def test_notes_of_converted_texts_are_not_compared_with_official_ones() -> None:
    converted = replace(stretch("note 1", "Notes:", "2024-09-06", JUNE, kind="note"), origin="composed converter")
    (life,) = lives([converted, stretch("note 1", "Technical Notes:", kind="note")])
    assert not life.has_changed(Bounds("2024-09-06", JUNE, frozenset()))
    (ended,) = lives([converted])
    assert not ended.has_changed(Bounds("2024-09-06", JUNE, frozenset()))
    (removed,) = lives([replace(converted, to="2025-01-16")])
    assert removed.has_changed(Bounds("2024-09-06", JUNE, frozenset()))
