"""A text corrected in place stands between its day and the next, whatever text the next day has."""

import copy
from dataclasses import replace
from datetime import date

from regulation.controls import ControlList
from regulation.controls.edition import Edition
from regulation.versions import track

DAY = date(2026, 9, 1)


def test_an_edition_sorts_between_its_day_and_the_next() -> None:
    first, second = Edition.of(DAY, 1), Edition.of(DAY, 2)
    assert sorted([date(2026, 9, 2), second, DAY, first]) == [DAY, first, second, date(2026, 9, 2)]
    assert DAY < first <= second
    assert second > first >= DAY
    assert not first <= DAY
    assert first != DAY
    assert Edition.of(DAY, 0) == DAY
    assert len({DAY, first, second, Edition.of(DAY, 1)}) == 3
    assert copy.deepcopy(second) == second
    assert str(first) == "2026-09-01 as corrected 1"


def test_a_correction_and_the_text_of_the_next_day_are_tracked_together(september: ControlList) -> None:
    texts = [replace(september, version=one) for one in (DAY, Edition.of(DAY, 1), date(2026, 9, 2))]
    tracked = track(texts)
    place = next(september.all_places())
    assert len({tracked.place_id(one.version, place) for one in texts}) == 1
    assert list(tracked.versions) == [DAY, Edition.of(DAY, 1), date(2026, 9, 2)]
