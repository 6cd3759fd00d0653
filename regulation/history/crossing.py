"""What a converter did to the words of a list, seen by laying its text beside an official one."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from regulation.controls.model import ControlList, Entry, Kind
from regulation.controls.scope import ROW
from regulation.diff import Difference
from regulation.redline import Op, plain, redline, tokens

ITEMS = "the converter did not read the paragraph that stands on the line of “Items:”"
RESERVED = "reserved paragraphs are named otherwise"
ONE_CELL = "the converter lost a licence row of one cell"
CUT = "the converter cut the words at a number or a superscript"
ELSEWHERE = "the converter took words for this paragraph that stand elsewhere in the list"
IN_NOTE = "the converter left the words in a note"
REFERENCES = "the converter writes references out in full"

_SIGNS = str.maketrans({"×": "x", "µ": "μ", "`": "'"})
_SPACE = re.compile(r"\s")
_SHORT = 20  # characters: "Any of the following:" stands everywhere
_JOINING = re.compile(r"[,.;()\s]|and|or|through|to|ECCNs?")


def written(text: str) -> str:
    """Return the text in the form that all writings of the same words share."""
    return _SPACE.sub("", plain(unicodedata.normalize("NFKC", text.translate(_SIGNS))))


_list_written = lru_cache(maxsize=2)(written)  # of a whole list: two million characters, crossed with many texts


@dataclass(frozen=True, slots=True)
class Crossing:
    """A converted and an official text side by side.

    `official` are all words of the official one, as `written`; `older` says that the converted one is the older.
    """

    converted: dict[str, Entry]
    official: str
    older: bool

    @classmethod
    def of(cls, old: ControlList, new: ControlList, older: bool) -> "Crossing":
        """Return the two texts side by side."""
        theirs, ours = (old, new) if older else (new, old)
        return cls({one.eccn: one for one in theirs.entries}, _list_written(ours.source.text), older)

    def reason(self, one: Difference) -> str:
        """Return why the difference is the converter's, or ""."""
        theirs, ours = (one.before, one.after) if self.older else (one.after, one.before)
        if one.place_kind is Kind.RESERVED:
            return RESERVED
        if theirs and ours:
            return self._revised(one, theirs, ours)
        if ours and one.place_kind is Kind.LICENCE_ROW and "\n" not in ours:
            return ONE_CELL
        if ours and self._in_note(one.entry, ours):
            return IN_NOTE
        if ours:
            return ITEMS if self._first_missing(one) else ""
        return ELSEWHERE if self._elsewhere(theirs) else ""

    def _revised(self, one: Difference, theirs: str, ours: str) -> str:
        short, whole = written(theirs), written(ours)
        if whole.endswith(short) or (whole.startswith(short.rstrip(".,;(")) and one.place_kind is Kind.HEADING):
            return CUT
        if one.place_kind is Kind.PARAGRAPH and _only_references(one):
            return REFERENCES
        taken = one.place_kind is Kind.PARAGRAPH and (ROW.match(theirs) or self._elsewhere(theirs))
        return ELSEWHERE if taken else ""

    def _elsewhere(self, theirs: str) -> bool:
        return len(theirs) >= _SHORT and written(theirs) in self.official

    def _in_note(self, eccn: str, ours: str) -> bool:
        entry = self.converted.get(eccn)
        notes = entry.of(Kind.NOTE) if entry and len(ours) >= _SHORT else ()
        return any(written(ours) in written(place.text) for place in notes)

    def _first_missing(self, one: Difference) -> bool:
        entry = self.converted.get(one.entry)
        first = one.place.partition(".")[0]
        if entry is None or first != "a":
            return False
        return not any(place.place.partition(".")[0] == first for place in entry.places)


def _only_references(one: Difference) -> bool:
    """Return whether nothing but designations of one entry and what joins them was changed."""
    changed = (token for op, words in redline(one.before, one.after) if op is not Op.EQUAL for token in _pieces(words))
    return all(_JOINING.fullmatch(token) or _is_step(token) for token in changed)


def _pieces(words: str) -> Iterator[str]:
    yield from tokens(re.sub(r"\d[A-E]\d{3}(?=\.)", "", words))


def _is_step(token: str) -> bool:
    return re.fullmatch(r"[a-z]|\d{1,2}|[a-z](?:\.\w{1,2})+", token) is not None
