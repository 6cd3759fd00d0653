"""ISO 8601 weeks: the only clock that a digest has."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_FORM = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
SOON, LATER = 30, 90


class WeekError(ValueError):
    """What was given is no ISO week."""


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO 8601 week, Monday to Sunday; `name` is written 2026-W36."""

    name: str
    first: date
    last: date

    @classmethod
    def parse(cls, name: str) -> "Week":
        """Read `2026-W36`; raises WeekError for another form or a week that the year does not have."""
        found = _FORM.fullmatch(name)
        try:
            if found:
                return cls.of(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except (ValueError, OverflowError):
            pass
        raise WeekError(f"no week {name!r}: write year and week as 2026-W36 (ISO 8601, W01 to W52 or W53)")

    @classmethod
    def of(cls, day: date) -> "Week":
        """Return the week that holds a day."""
        monday = day - timedelta(days=day.weekday())
        year, number, _ = monday.isocalendar()
        return cls(f"{year}-W{number:02d}", monday, monday + timedelta(days=6))

    @classmethod
    def last_complete(cls, now: datetime) -> "Week":
        """Return the last week that was over at `now` (with time zone), in UTC."""
        return cls.of(now.astimezone(UTC).date() - timedelta(days=7))

    def holds(self, day: str) -> bool:
        """Tell whether an ISO date falls into the week; an unknown one ("") does not."""
        return self.first.isoformat() <= day <= self.last.isoformat()

    def after(self, days: int) -> str:
        """Return the ISO date so many days after the week's last."""
        return (self.last + timedelta(days=days)).isoformat()
