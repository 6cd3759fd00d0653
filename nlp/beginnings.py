"""Phrases found by the letters with which they begin: a search for fixed letters passes a text by many times faster."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# "policy" of "policy\s+of", "application" of "applications?", "will", "are" and "is" of "(?:will|are|is)\s+denied"
_OPENING = re.compile(r"(?:\\b)?(?:\(\?:(?P<several>[a-z]+(?:\|[a-z]+)+)\)|(?P<one>[a-z]+)(?![?*{]))(?![?*{])")


@dataclass(frozen=True, slots=True)
class Phrases:
    """A pattern whose matches begin with a word, and the searches for the places where one may begin."""

    pattern: re.Pattern[str]
    starts: tuple[re.Pattern[str], ...]

    def finditer(self, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Yield what `pattern.finditer(text)` does; `lowered` is the text in lower case, of the same length."""
        done = 0
        for start in sorted(place.start() for one in self.starts for place in one.finditer(lowered)):
            match = self.pattern.match(text, start) if start >= done else None
            if match:
                done = match.end()
                yield match


def phrases(pattern: re.Pattern[str], words: Iterable[str]) -> Phrases:
    """Return `pattern` with the lower-case letters of which one stands at the beginning of a word at each match."""
    kept: list[str] = []
    for word in sorted(set(words)):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return Phrases(pattern, tuple(re.compile(rf"{word}(?<!\w{word})") for word in kept))


def beginnings(expressions: Iterable[str]) -> Iterator[str]:
    r"""Yield the letters with which what the expressions match begins.

    They have no alternatives outside brackets; raises ValueError for one that begins neither with letters nor with
    "(?:" and plain words, "\b" before them.
    """
    for expression in expressions:
        found = _OPENING.match(expression)
        if found is None:
            raise ValueError(f"begins with no plain letters: {expression!r}")
        yield from (found["several"] or found["one"]).split("|")
