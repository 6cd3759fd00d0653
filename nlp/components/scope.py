"""Which places and groups of a sentence are an exception ("other than Canada") and which are reached."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

from nlp.finds import Notes
from nlp.vocabulary import load

REACH = 260  # characters between an exception and the first name that it governs
# What may stand between two names of one list.
_LISTED = re.compile(
    r"(?:[\s,/\"']|\(|(?<=[A-Z])\)|\(\s*[Ss]ee\s[^()]{1,80}\)"
    r"|\b(?:and/or|and|or|nor|the|any|an|a|to|in|of|by|as|also|well|destinations?|countr(?:y|ies)|those|specified|listed"
    r"|identified|included|designated|Country\s+Groups?|within|from|supplement\s+no\.\s*\d+\s+to\s+part\s+\d+)\b)*+"
)


_JOINED = re.compile(r"[,/(]|\b(?:and|or|nor)\b")
# "excluding A:5 or A:6, and Country Group B": what comes last is no exception any more.
_NEW = re.compile(r",\s+and\s+Country\s+Group")
# Letters of every exception, for a quick look.
_SIGNS = ("xcept", "xclu", "ther", "utside", "ot ", "XCEPT", "XCLU", "THER", "UTSIDE", "OT ")


@dataclass(slots=True)
class Exceptions:
    """Follows the names of a text from left to right; a name in a list has the role of the one before it."""

    notes: Notes
    sentence: tuple[int, int] = (-1, -1)
    last: int = 0
    excepted: bool = False
    cues: list[tuple[int, int]] = field(default_factory=list)

    def reaches(self, start: int, end: int) -> bool:
        """Say whether the name at `[start, end)` is an exception. Names must be asked for in text order."""
        text = self.notes.text
        if not self.sentence[0] <= start < self.sentence[1]:
            self._begin(start)
        gap = _LISTED.fullmatch(text, self.last, start) if self.last > self.sentence[0] else None
        chained = gap is not None and _JOINED.search(gap.group()) is not None
        if not chained or (self.excepted and _NEW.search(text, self.last, end)):
            self.excepted = self._cued(start)
        self.last = max(self.last, end)
        return self.excepted

    def _begin(self, position: int) -> None:
        self.sentence = self.notes.sentences.at(position)
        self.last, self.excepted = self.sentence[0], False
        words = self.notes.text[self.sentence[0] : self.sentence[1]]
        found = _exception().finditer(self.notes.text, *self.sentence) if any(sign in words for sign in _SIGNS) else ()
        self.cues = [cue.span() for cue in found]

    def _cued(self, start: int) -> bool:
        """Say whether an exception that stands after the last name governs the one at `start`."""
        index = bisect_right(self.cues, start, key=lambda cue: cue[1]) - 1
        if index < 0:
            return False
        cue = self.cues[index]
        if cue[0] < self.last or start - cue[1] > REACH:
            return False
        between = self.notes.text[cue[1] : start]
        return not _ends().search(between) and _depth(between) == 0


def _depth(between: str) -> int:
    """Return 0 when `between` leaves no bracket and enters none."""
    depth = 0
    for letter in between:
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return depth
    return depth


@cache
def _exception() -> re.Pattern[str]:
    return re.compile("|".join(load("destinations")["exception"]), re.I)


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(load("destinations")["exception_ends"])
