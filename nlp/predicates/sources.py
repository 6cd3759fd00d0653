"""The words of one place, normalised for the rules, with the way back to the list's structured text."""

from dataclasses import dataclass

from nlp.normalise import normalise
from regulation.thresholds import Words


@dataclass(frozen=True, slots=True)
class Source:
    """Words of a place: `plain` is `raw` normalised, of equal length; `start` its offset in the structured text."""

    raw: str
    plain: str
    start: int
    designation: str
    place: str

    def words(self, start: int, end: int) -> Words:
        """Return the words of `[start, end)` without white space at the ends."""
        text = self.raw[start:end]
        start += len(text) - len(text.lstrip())
        kept = text.strip()
        first = self.start + start
        return Words(self.designation, self.place, first, first + len(kept), kept)


def source(raw: str, start: int = 0, designation: str = "", place: str = "") -> Source:
    """Return the source made of `raw`, which stands at `start` of the structured text."""
    return Source(raw, normalise(raw), start, designation, place)
