"""Sentence boundaries of legal text, where most full stops end no sentence."""

import re
from bisect import bisect_right

from nlp.vocabulary import load

# Ends of lines; or a stop, what may close after it, white space, and in the same line something that can begin a
# sentence. What tells the two apart stands behind the first character, for which a search is quick.
_STOP = re.compile(r"[.!?\n](?:(?<=\n)\n*|(?<!\n)[\"')\]]{0,3}[^\S\n]+(?=[\"'(\[]{0,2}[A-Z0-9§]))")
_LAST_WORD = re.compile(r"(?:^|[\s(\[\"'])([A-Za-z0-9][A-Za-z0-9.]*)$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")


class Sentences:
    """The sentences of one text as sorted offsets; newlines (block ends) always end a sentence."""

    def __init__(self, text: str) -> None:
        self.bounds = split(text)
        self._starts = [start for start, _ in self.bounds]

    def at(self, position: int) -> tuple[int, int]:
        """Return the sentence that holds the character at `position`, or the nearest one before it."""
        if not self.bounds:
            return 0, 0
        return self.bounds[max(0, bisect_right(self._starts, position) - 1)]


def split(text: str) -> list[tuple[int, int]]:
    """Return the `(start, end)` of each sentence of normalised `text`, without outer white space."""
    pieces, begin = [], 0
    for stop in _STOP.finditer(text):
        start, end = stop.span()
        if text[start] == "\n" or _ends_sentence(text, begin, start):
            pieces.append((begin, end))
            begin = end
    pieces.append((begin, len(text)))
    return [trimmed for piece in pieces if (trimmed := _trim(text, *piece))]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _ends_sentence(text: str, begin: int, stop: int) -> bool:
    if text[stop] != ".":
        return True
    word = _LAST_WORD.search(text[max(begin, stop - 24) : stop])
    if word is None:
        return True
    if word.group(1).lower() in _abbreviations():
        return False
    # Initials (U.S., E.O., A.) never end one: a sentence too long costs less than one cut in two.
    return not _INITIALS.fullmatch(word.group(1)) or word.group(1) in {"I", "a"}


def _abbreviations() -> frozenset[str]:
    return frozenset(load("abbreviations")["never_end_a_sentence"])
