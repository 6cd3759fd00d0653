"""Paragraph numbers and run-in headings at the beginning of a paragraph."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from regulation.controls.levels import Marker

# (a) (iii) (12) (A), and (A.1.) in Supplement No. 6 to part 774
_NUMBER = re.compile(r"\((?:[a-z]{1,2}|[ivxl]{1,7}|\d{1,3}|[A-Z]{1,2}|[A-Z]\.\d{1,2}\.?)\)")
_POINTED = re.compile(r"(?:\d{1,2}|[a-z])\.(?=\s)")
# "(b)-(d) [Reserved]", "(c) through (e) [Reserved]"
_RANGE = re.compile(r"\s?(?:-|–|through|to|and)\s?(?P<last>\((?:[a-z]{1,2}|[ivxl]{1,7}|\d{1,3}|[A-Z]{1,2})\))(?= ?\[R)")
_BETWEEN = re.compile(r"[\s.:—–-]*")
_JOINED = re.compile(r"[\s“”\"'‘’,.—–-]*$")


@dataclass(frozen=True, slots=True)
class Opening:
    """A number at the beginning of a paragraph, with the run-in heading after it ("" for none).

    `last` is the last number of a range that is kept empty ("(b)-(d) [Reserved]").
    """

    marker: Marker
    heading: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class Italics:
    """The ranges of a text that are in italics, in text order."""

    ranges: Sequence[tuple[int, int]]

    def covers(self, start: int, end: int) -> bool:
        """Return whether anything between the two characters is in italics."""
        index = bisect_right(self.ranges, start, key=lambda one: one[1])
        return index < len(self.ranges) and self.ranges[index][0] < end

    def heading_end(self, text: str, start: int, end: int) -> int:
        """Return where the run-in heading that begins at `start` ends; `start` itself when none begins there."""
        index = bisect_left(self.ranges, start, key=lambda one: one[0])
        reached = start
        while index < len(self.ranges) and self.ranges[index][0] < end:
            first, last = self.ranges[index]
            if not _JOINED.match(text[reached:first]) or (reached > start and first - reached > 2):
                break
            reached, index = last, index + 1
        words = text[start : min(reached, end)]
        # The source ends the italics before the mark that closes a quotation: “Direct product” of “technology.</I>”
        closes = text.startswith("”", reached) and words.count("“") > words.count("”")
        return min(reached + closes, end)


def openings(text: str, start: int, end: int, italics: Italics, announced: bool, pointed: bool) -> list[Opening]:
    """Return the numbers with which the paragraph `text[start:end]` opens: "(a) Scope—(1) Definitions." opens two.

    `announced` says that the paragraph before announces a list, `pointed` that "1." and "a." are numbers here.
    """
    found: list[Opening] = []
    position = start
    while match := (_NUMBER.match(text, position, end) or (_POINTED.match(text, position, end) if pointed else None)):
        ranged = _RANGE.match(text, match.end(), end)
        closing = ranged.end() if ranged else match.end()
        heading = closing + len(text[closing:end]) - len(text[closing:end].lstrip())
        reached = italics.heading_end(text, heading, end)
        italic = italics.covers(match.start(), match.end())
        marker = Marker(match.group(), match.start(), closing, italic, bool(found), announced and not found)
        found.append(Opening(marker, text[heading:reached].strip(" —–"), ranged["last"] if ranged else ""))
        between = _BETWEEN.match(text, reached, end)
        position = between.end() if between else end
    return found
