"""Weeks: their form, their days, and the last one that is over."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from alerts.report import Week, WeekError


def test_week_has_its_days() -> None:
    week = Week.parse("2026-W36")
    assert (week.first, week.last) == (date(2026, 8, 31), date(2026, 9, 6))
    assert [week.holds(day) for day in ("2026-08-30", "2026-08-31", "2026-09-06", "2026-09-07", "")] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert (week.after(30), week.after(90)) == ("2026-10-06", "2026-12-05")


def test_week_of_another_calendar_year() -> None:
    assert Week.parse("2026-W53").last == date(2027, 1, 3)
    assert Week.of(date(2027, 1, 3)).name == "2026-W53"


@pytest.mark.parametrize(
    "wrong", ["2026-36", "2026W36", "2026-W00", "2026-W54", "2025-W53", "w36", "", "2026-W٣٦", "0000-W01"]
)
def test_wrong_week_names_the_form(wrong: str) -> None:
    with pytest.raises(WeekError, match=r"write year and week as 2026-W36"):
        Week.parse(wrong)


def test_last_complete_week_is_told_in_utc() -> None:
    assert Week.last_complete(datetime(2026, 9, 6, 23, 59, tzinfo=UTC)).name == "2026-W35"
    assert Week.last_complete(datetime(2026, 9, 7, 0, 0, tzinfo=UTC)).name == "2026-W36"
    tokyo = timezone(timedelta(hours=9))
    assert Week.last_complete(datetime(2026, 9, 7, 8, 0, tzinfo=tokyo)).name == "2026-W35"
