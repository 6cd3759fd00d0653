"""The date of a text that its publisher corrected in place: the same day, and after the text that stood there."""

from datetime import date
from typing import Self


class Edition(date):
    """The `number`-th correction (from 1) of the text of a day; it sorts after that day and before the next."""

    number: int

    def __new__(cls, year: int, month: int, day: int, number: int = 0) -> Self:
        """Make the edition; without a number it equals the day itself."""
        self = super().__new__(cls, year, month, day)
        self.number = number
        return self

    @classmethod
    def of(cls, day: date, number: int) -> Self:
        """Return the edition of a day."""
        return cls(day.year, day.month, day.day, number)

    def isoformat(self) -> str:
        """Return the day in ISO form, with what it is when it is a correction; `str` is the same."""
        return f"{super().isoformat()} as corrected {self.number}" if self.number else super().isoformat()

    __str__ = isoformat

    def __eq__(self, other: object) -> bool:
        """Compare day and number; a plain date has the number 0."""
        return _key(self) == _key(other) if isinstance(other, date) else NotImplemented

    def __ne__(self, other: object) -> bool:
        """Compare day and number: the comparison of dates would leave the number out."""
        return not self == other

    def __lt__(self, other: date) -> bool:
        """Compare by day, then by number."""
        return _key(self) < _key(other)

    def __le__(self, other: date) -> bool:
        """Compare by day, then by number."""
        return _key(self) <= _key(other)

    def __gt__(self, other: date) -> bool:
        """Compare by day, then by number."""
        return _key(self) > _key(other)

    def __ge__(self, other: date) -> bool:
        """Compare by day, then by number."""
        return _key(self) >= _key(other)

    def __hash__(self) -> int:
        """Hash as the day does, which an edition without a number equals."""
        return super().__hash__()

    def __reduce__(self) -> tuple[type[Self], tuple[int, int, int, int]]:
        """Keep the number when copied."""
        return type(self), (self.year, self.month, self.day, self.number)


def _key(one: date) -> tuple[int, int]:
    return one.toordinal(), one.number if isinstance(one, Edition) else 0
