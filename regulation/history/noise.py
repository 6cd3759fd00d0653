"""Differences between two converted texts that say nothing new: the entry has the very words in both."""

import re

from regulation.alignment import words
from regulation.controls.model import ControlList, Entry, Kind
from regulation.controls.sections import number
from regulation.diff import Difference, DifferenceKind
from regulation.history.model import BLOCKS, UNSURE, keeps_blocks

ELSEWHERE = "the entry has these words in both texts: the converter cut or placed them otherwise"
BLOCKS_GONE = "the converter keeps rows, exceptions and the like of entries without paragraphs alone"
NOTES_GONE = f"{UNSURE}: the converter has no note of the entry any more, and what the note stood under is unchanged"
_LOOSE = (Kind.NOTE, Kind.TEXT)
_JOINING = {"", " and ", " or "}
_WORD = re.compile(r"\w+")


class Noise:
    """Two converted texts of one list, asked which of their differences say nothing new."""

    def __init__(self, old: ControlList, new: ControlList) -> None:
        self._entries = [{one.eccn: one for one in controls.entries} for controls in (old, new)]
        self._said: dict[str, tuple[str, str]] = {}

    def reason(self, one: Difference) -> str:
        """Return why the difference is, or may be, the converter's, or "" when words of the entry came or went.

        A paragraph that kept its words under another number was renumbered, and marks and capitals may be the law's.
        """
        if one.kind is DifferenceKind.MOVED:
            return ""
        before, after = (_bare(_unnumbered(text)) for text in (one.before, one.after))
        if before == after:
            return ""
        old, new = (entries.get(one.entry) for entries in self._entries)
        if old is None or new is None:
            return ""
        if one.place_kind in (*BLOCKS, *_LOOSE) and keeps_blocks(old) != keeps_blocks(new):
            return BLOCKS_GONE
        if one.entry not in self._said:
            self._said[one.entry] = _said(old), _said(new)
        then, now = self._said[one.entry]
        came = bool(after) and now.count(after) > then.count(after)
        went = bool(before) and then.count(before) > now.count(before)
        if not (came or went) or (one.place_kind in _LOOSE and {before, after} <= _JOINING):
            return ELSEWHERE
        return NOTES_GONE if _lost_with_all(one, old, new) else ""


def _lost_with_all(one: Difference, old: Entry, new: Entry) -> bool:
    """Return whether a note went with all others of the entry while the paragraph above it stayed as it was."""
    if one.place_kind not in _LOOSE or one.after or any(place.kind in _LOOSE for place in new.places):
        return False
    above = [
        {_bare(words(place)) for place in each.paragraphs() if place.designation == one.designation}
        for each in (old, new)
    ]
    return above[0] == above[1]


def _bare(text: str) -> str:
    """Return the words alone, without marks and capitals, between single spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} " if text else ""


def _said(entry: Entry) -> str:
    """Return the words of the whole entry, without the numbers that swallowed paragraphs still have before them."""
    return "".join(_bare(_unnumbered(words(place))) for place in entry.places)


def _unnumbered(text: str) -> str:
    found = number(text)
    return text[found[2] :] if found else text
