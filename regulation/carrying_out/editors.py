"""What the editors of the code say in a later text: amendments not incorporated, and documents in the source line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from regulation.alignment import key
from regulation.amendments.model import Instruction, Target
from regulation.carrying_out.outcome import Finding
from regulation.carrying_out.places import scope_of
from regulation.carrying_out.text import Text, Unit
from regulation.controls.model import Kind
from regulation.parts.amended import day_of

_NOTE = re.compile(
    r"At (?P<citation>\d+ FR \d+), (?P<day>[A-Z][a-z]+\.? \d{1,2}, \d{4}), (?P<place>[^;]+?) was amended (?P<how>[^;]+)"
    r"; however, (?:this amendment|the amendment|these amendments) could not be incorporated (?P<why>[^\n]+)"
)
_CITED = re.compile(r"(?P<citation>\d+ FR \d+), (?P<day>[A-Z][a-z]+\.? \d{1,2}, \d{4})")
_REASONS = (
    ("not exist", Finding.ABSENT),
    ("already exist", Finding.EXISTS),
    ("no text was supplied", Finding.NO_TEXT),
    ("missing text", Finding.NO_TEXT),
)
_PAGES = re.compile(r"(?P<volume>\d+) FR (?P<first>\d+)(?:\s*[-–]\s*(?P<last>\d+))?")


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a document was printed: its day, and volume and pages of the Federal Register (0 when not known)."""

    day: date | None = None
    volume: int = 0
    first: int = 0
    last: int = 0

    def printed_at(self, citation: str, day: date | None) -> bool:
        """Tell whether a citation ("90 FR 4615") of a day is of this document, by its pages, else by its day."""
        match = _PAGES.fullmatch(citation)
        if self.volume and match:
            return int(match["volume"]) == self.volume and self.first <= int(match["first"]) <= self.last
        return self.day is not None and self.day == day


@dataclass(frozen=True, slots=True)
class NotIncorporated:
    """A note that amendments could not be incorporated: of which document's page, where, how, and why."""

    citation: str
    day: date | None
    place: str
    how: str
    why: str
    quote: str

    @property
    def finding(self) -> Finding:
        """The finding that the note's reason is, NOT_MODELLED for a reason of another kind."""
        found = (finding for words, finding in _REASONS if words in self.why)
        return next(found, Finding.NOT_MODELLED)


def pages(words: str, day: date | None = None) -> Publication:
    """Return the publication that "90 FR 4612-4617" names; raises ValueError when the words name no pages."""
    match = _PAGES.fullmatch(words.strip())
    if match is None:
        raise ValueError(f"{words!r} names no pages of the Federal Register, as 90 FR 4612-4617 does")
    first = int(match["first"])
    last = int(match["last"] or first)
    if last < first:
        raise ValueError(f"{words!r}: the last page comes before the first")
    return Publication(day, int(match["volume"]), first, last)


def refused_by_editors(text: Text, one: Instruction, printed: Publication) -> NotIncorporated | None:
    """Return the editors' note that this instruction could not be carried out, None when the text has none."""
    if one.target is None:
        return None
    notes = (note for unit in text.units if unit.kind is Kind.EDITORIAL for note in not_incorporated(unit))
    found = (note for note in notes if printed.printed_at(note.citation, note.day) and _speaks_of(note, one.target))
    return next(found, None)


def not_incorporated(unit: Unit) -> Iterator[NotIncorporated]:
    """Yield the amendments that an editorial note says could not be incorporated."""
    for match in _NOTE.finditer(unit.words):
        quote = match.group().strip()
        yield NotIncorporated(
            match["citation"], day_of(match["day"]), match["place"].strip("§ "), match["how"], match["why"], quote
        )


def source_line(text: Text, one: Instruction, printed: Publication) -> str:
    """Return the citation in the source line of the target's section that is of this document, "" when none is."""
    if one.target is None:
        return ""
    section = one.target.section or one.target.container
    for unit in text.units:
        if unit.kind is Kind.CITATION and unit.address[:1] == (section,):
            for match in _CITED.finditer(unit.words):
                if printed.printed_at(match["citation"], day_of(match["day"])):
                    return match.group()
    return ""


def _speaks_of(note: NotIncorporated, target: Target) -> bool:
    place, how = key(note.place).casefold(), key(note.how).casefold()
    where = target.section or target.container
    if key(where).casefold() not in place or not scope_of(target):
        return False
    named = [step.removeprefix("ECCN ").removeprefix("entry ") for step in target.steps]
    own = "".join(f"({one})" for one in target.paragraphs) or (named[-1] if named else target.element)
    return bool(own) and key(own).casefold() in how
