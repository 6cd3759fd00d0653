"""Which effective days of documents a computation asked for: the inputs that only the computation itself can name."""

from collections.abc import Callable, Iterable
from datetime import date

Asked = list[list[str]]
"""Rows of citation, day of publication and effective day ("" for none known), as JSON holds them."""


class Effective:
    """Gives the effective day of a document by a page of it and its day, and remembers every answer.

    A law keeps the sections that it has read, so a later computation by the same law may rest on an earlier question:
    `asked` is everything since the law was made, which is never too little.
    """

    def __init__(self, known: Callable[[str, date], date | None]) -> None:
        self._known = known
        self._asked: dict[tuple[str, date], date | None] = {}

    def __call__(self, citation: str, published: date) -> date | None:
        """Return the effective day of the document of that day that holds the page; None where none is known."""
        key = (citation, published)
        if key not in self._asked:
            self._asked[key] = self._known(citation, published)
        return self._asked[key]

    @property
    def asked(self) -> Asked:
        """Everything asked so far with its answer, sorted."""
        return sorted([page, day.isoformat(), _iso(found)] for (page, day), found in self._asked.items())

    def agrees(self, asked: Iterable[Iterable[str]]) -> bool:
        """Tell whether each of these questions has the same answer now."""
        return all(_iso(self._known(page, date.fromisoformat(day))) == found for page, day, found in asked)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
