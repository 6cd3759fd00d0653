"""The source line of a section: where its text was made, and how far back the line proves it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from regulation.controls.model import Entry, Kind, Place

_CITED = re.compile(r"(?P<citation>\d+ FR \d+), (?P<day>[A-Z][a-z]+\.? \d{1,2}, \d{4})")
_LIST_AFFECTED = re.compile(r"List of CFR Sections Affected", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Amendment:
    """A document that made or amended a section: `citation` "91 FR 43038", `day` of publication."""

    citation: str
    day: date


@dataclass(frozen=True, slots=True)
class Amendments:
    """What the source line of a section tells.

    `listed` are its documents in the order given. `complete` is False where no source line stands or an editorial note
    refers to the List of CFR Sections Affected instead: then the line does not tell the last amendment, and the text
    is proved for its own date only. `notes` are the editors' notes, such as amendments that could not be carried out.
    """

    listed: tuple[Amendment, ...]
    complete: bool
    notes: tuple[Place, ...]

    @property
    def last(self) -> Amendment | None:
        """The last amendment, or None where the source line does not tell it."""
        return max(self.listed, key=lambda one: one.day) if self.complete and self.listed else None


def amendments(entry: Entry) -> Amendments:
    """Return what the source line and the editorial notes of a section or supplement tell of its making."""
    lines = [place for place in entry.places if place.kind is Kind.CITATION and place.text.startswith("[")]
    listed = tuple(
        Amendment(match["citation"], day)
        for line in lines
        for match in _CITED.finditer(line.text)
        if (day := day_of(match["day"])) is not None
    )
    notes = entry.of(Kind.EDITORIAL)
    referred = any(_LIST_AFFECTED.search(note.text) for note in notes)
    return Amendments(listed, bool(listed) and not referred, notes)


def day_of(words: str) -> date | None:
    """Return the day that "Nov. 12, 2025" or "June 3, 2016" names; None when it names none."""
    match = re.fullmatch(r"(?P<month>[A-Za-z]{3})[a-z]*\.? (?P<day>\d{1,2}), (?P<year>\d{4})", words)
    if match is None or match["month"].lower() not in _MONTHS:
        return None
    month = _MONTHS.index(match["month"].lower()) + 1
    try:
        return datetime(int(match["year"]), month, int(match["day"]), tzinfo=UTC).date()
    except ValueError:
        return None
