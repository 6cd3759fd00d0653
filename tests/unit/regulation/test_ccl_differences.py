"""June to September 2026: the differences are the raw difference of the two official files, no more and no less."""

import html
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

import pytest

from regulation.alignment import key
from regulation.change_classes import ChangeClass
from regulation.controls import ControlList, Entry, Kind, Place
from regulation.diff import Difference, DifferenceKind, differences

UAE = (
    "3A001 3A090 3D001 4A003 4A004 4A005 4A090 4D001 4D090 4E001 5A002 5A004 5A992 5D002 5D992 5E002 5E992".split()  # noqa: SIM905
)
DRONES = {"9A012": 14, "9A610": 20, "9D001": 6, "9D002": 6, "9D004": 5, "9E001": 5}
LONE_STOPS = {"5D001": 1, "7D001": 1, "7E002": 1, "9E003": 2}


@pytest.fixture(scope="module")
def found(june: ControlList, september: ControlList) -> list[Difference]:
    return differences(june, september)


def test_changed_entries_and_how_many_places_of_each(found: list[Difference]) -> None:
    expected = {"": 1, "0A502": 15, **dict.fromkeys(UAE, 1), **DRONES, **LONE_STOPS}
    assert Counter(one.entry for one in found) == expected


class Lines:
    """The lines of a file, and the places of a list that stand on them."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.decode().splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line.encode()))

    def holding(self, controls: ControlList, span: tuple[int, int]) -> range:
        """Return the numbers of the lines that hold these characters of the list."""
        start, end = controls.source.source_range(*span)
        return range(bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1))


def _words(lines: list[str]) -> str:
    return key(html.unescape(re.sub(r"<[^>]*>", " ", "".join(lines))))


def test_differences_are_the_raw_difference(
    found: list[Difference],
    june: ControlList,
    september: ControlList,
    june_bytes: bytes,
    september_bytes: bytes,
) -> None:
    old, new = Lines(june_bytes), Lines(september_bytes)
    before = {line for one in found if one.before_span for line in old.holding(june, one.before_span)}
    after = {line for one in found if one.after_span for line in new.holding(september, one.after_span)}
    hunks = _hunks(old.lines, new.lines)
    assert len(hunks) > 60
    for low, high, start, end in hunks:
        explained = before & set(range(low, high)) or after & set(range(start, end))
        layout = _words(old.lines[low:high]) == _words(new.lines[start:end])
        assert explained or layout, (low, old.lines[low:high], new.lines[start:end])
    gone = {line for low, high, _, _ in hunks for line in range(low, high)}
    come = {line for _, _, start, end in hunks for line in range(start, end)}
    for one in found:
        touches_old = one.before_span and gone & set(old.holding(june, one.before_span))
        touches_new = one.after_span and come & set(new.holding(september, one.after_span))
        assert touches_old or touches_new, (one.entry, one.place)


def _hunks(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the changed stretches of lines; two that only a line or two part are one (text moved over a tag)."""
    hunks: list[tuple[int, int, int, int]] = []
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if hunks and low - hunks[-1][1] <= 2:
            low, start = hunks[-1][0], hunks[-1][2]
            hunks.pop()
        hunks.append((low, high, start, end))
    return hunks


def test_the_words_of_the_uae_rule(found: list[Difference]) -> None:
    rows = [one for one in found if one.entry in UAE]
    assert all(one.place_kind is Kind.LICENCE_ROW and one.kind is DifferenceKind.REVISED for one in rows)
    assert all(one.change_class is ChangeClass.LICENCE for one in rows)
    for one in rows:
        assert one.after.replace("the United Arab Emirates or ", "") == one.before


@pytest.mark.parametrize(
    ("entry", "place", "kind", "change_class"),
    [
        ("9A012", "a.1", "revised", "threshold value"),
        ("9A012", "a.2", "revised", "threshold value"),
        ("9A012", "a.1.a", "removed", "scope"),
        ("9A012", "a.1.b", "removed", "scope"),
        ("9A012", "a.3", "added", "scope"),
        ("9A012", "a.4", "added", "scope"),
        ("9A012", "a.5", "added", "scope"),
        ("9A012", "heading", "revised", "scope"),
        ("9A012", "STA", "added", "exception"),
        ("9A012", "related controls", "revised", "related controls"),
        ("9A610", "licence row 4", "revised", "licence requirement"),
        ("9A610", "u", "revised", "definition"),
        ("9A610", "y.31", "revised", "editorial"),
        ("9A610", "y.33", "added", "scope"),
        ("9D004", "licence row 1", "revised", "licence requirement"),
        ("9D004", "note 1", "revised", "editorial"),
        ("0A502", "heading", "revised", "scope"),
        ("0A502", "exception LVS", "revised", "exception"),
        ("0A502", "note 3", "revised", "editorial"),
        ("0A502", "related definitions", "revised", "editorial"),
        ("5D001", "licence row 3", "revised", "editorial"),
        ("7D001", "licence row 3", "revised", "editorial"),
        ("", "pending amendment 1", "added", "pending amendment"),
    ],
)
def test_single_differences(found: list[Difference], entry: str, place: str, kind: str, change_class: str) -> None:
    named = [(one.kind, one.change_class) for one in found if (one.entry, one.place) == (entry, place)]
    assert (kind, change_class) in named


def test_the_removed_row_of_9a012(found: list[Difference]) -> None:
    (removed,) = [one for one in found if one.place_kind is Kind.LICENCE_ROW and one.kind is DifferenceKind.REMOVED]
    assert removed.before == "NS applies to 9A012.a.1\nNS Column 2."
    assert (removed.place_before, removed.place_after, removed.scope) == ("licence row 2", "", ("9A012.a.1",))


def test_ids_are_unique_and_stable(found: list[Difference], june: ControlList, september: ControlList) -> None:
    again = differences(june, september)
    assert [one.change_id for one in again] == [one.change_id for one in found]
    assert len({one.change_id for one in found}) == len(found)


def test_no_difference_of_a_text_with_itself(september: ControlList) -> None:
    assert differences(september, _dated(september)) == []


def _dated(controls: ControlList) -> ControlList:
    return replace(controls, version=date(2026, 9, 2))


def test_an_x_that_moves_to_another_column_is_a_change() -> None:
    row = Place("Supplement No. 1 to part 740", "table row 1", Kind.TABLE_ROW, "", "", "Austria\nX", 0, 9)
    before, after = (replace(row, cells=cells) for cells in (("Austria", "X", ""), ("Austria", "", "X")))
    old, new = (
        ControlList("US", "ecfr-740", day, "", "", (Entry(row.entry, "", "740", "supplement", (place,)),))
        for day, place in ((date(2026, 6, 25), before), (date(2026, 9, 1), after))
    )
    (found,) = differences(old, new)
    assert (found.kind, found.change_class) == ("revised", "scope")
    assert (found.before, found.after) == ("Austria | X | ", "Austria |  | X")
    (back,) = differences(replace(new, version=date(2026, 6, 25)), replace(old, version=date(2026, 9, 1)))
    assert back.change_id != found.change_id
    assert differences(old, replace(old, version=new.version)) == []
