"""Where in a document its kind, relevance and topics are sought, and the first match there."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from nlp.finds import Find, Notes
from nlp.ranges import Range, first_part

HEAD = 20_000  # characters of title and summary that are searched
OPENING = 12  # paragraphs of a document without a summary that count as its head
PLAIN_HEAD = 6_000  # characters of a plain text that count as its head
SECTION_HEAD = 1_500  # characters of a section of law that do


def head(notes: Notes) -> list[Range]:
    """Return title and abstract; the beginning of a text that has neither."""
    stated = notes.within("title", "abstract")
    return (
        first_part(stated, HEAD) if stated else first_part(notes.head(), SECTION_HEAD if notes.blocks else PLAIN_HEAD)
    )


def ranges(notes: Notes, where: str) -> list[Range]:
    """Return the ranges of title, action or abstract. A text without title and abstract is all abstract."""
    found = first_part(notes.within(where), HEAD)
    if where != "abstract" or found:
        return found
    return _opening(notes) if notes.within("title") else head(notes)


def _opening(notes: Notes) -> list[Range]:
    """Return the first paragraphs of a document that has a title and no summary."""
    return first_part(notes.within("paragraph")[:OPENING], HEAD)


def first(notes: Notes, where: Iterable[Range], patterns: Iterable[str]) -> Range | None:
    """Return where the first of `patterns` (in their order) matches in one of the ranges."""
    # Slices, so that ^ means the beginning of the block.
    places = [(start, notes.text[start:end]) for start, end in where]
    for pattern in patterns:
        for start, words in places:
            match = compiled(pattern).search(words)
            if match and match.end() > match.start():
                return start + match.start(), start + match.end()
    return None


def earliest(notes: Notes, where: Iterable[Range], patterns: Iterable[str]) -> Range | None:
    """Return the match of any of `patterns` that stands first."""
    places = list(where)
    found = [place for pattern in patterns if (place := first(notes, places, [pattern]))]
    return min(found, default=None)


def every(notes: Notes, where: Iterable[Range], patterns: Iterable[str]) -> Iterator[Range]:
    """Yield every match of every pattern in the ranges."""
    places = [(start, notes.text[start:end]) for start, end in where]
    for pattern in patterns:
        for start, words in places:
            for match in compiled(pattern).finditer(words):
                yield start + match.start(), start + match.end()


def no_cue(notes: Notes, kind: str, value: str) -> Find:
    """Return the find that says that nothing was stated, at the first word of the head."""
    start, _end = head(notes)[0]
    match = compiled(r"\S+").search(notes.text, start)
    return Find(kind, value, "no cue", start, match.end() if match else start)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return `pattern` compiled without regard to case."""
    return re.compile(pattern, re.I)
