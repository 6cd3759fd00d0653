"""Companies by the legal form their name ends with, where the text is about listed parties."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from nlp.components.parties.lists import TABLES, names_parties
from nlp.finds import Find, Notes
from nlp.ranges import inside
from nlp.vocabulary import load


def company_names(notes: Notes, known: list[Find]) -> list[Find]:
    """Return the companies that title and abstract of a document about parties name, without those in `known`."""
    if not names_parties(notes):
        return []
    tables = notes.within(*TABLES)
    names = (name for start, end in notes.head() for name in _names(notes.text, start, end))
    return without((name for name in names if not inside(name.start, tables)), known)


def without(finds: Iterable[Find], known: list[Find]) -> list[Find]:
    """Return the finds that overlap none of `known`."""
    taken = sorted((find.start, find.end) for find in known)
    starts = [start for start, _end in taken]
    return [find for find in finds if not _overlaps(taken, bisect_left(starts, find.end), find)]


def _overlaps(taken: list[tuple[int, int]], after: int, find: Find) -> bool:
    return after > 0 and taken[after - 1][1] > find.start


def _names(text: str, start: int, end: int) -> Iterator[Find]:
    for match in _name().finditer(text, start, end):
        words = list(re.finditer(r"\S+", match.group()))
        while words and words[0].group().strip(",:'\"") in load("parties")["not_in_name"]:
            words.pop(0)
        if len(words) < 2:
            continue
        first, last = match.start() + words[0].start(), match.start() + words[-1].end()
        yield Find("party_name", re.sub(r"\s+", " ", text[first:last]), "named", first, last)


@cache
def _name() -> re.Pattern[str]:
    suffixes = "|".join(load("parties")["suffixes"])
    # A lower-case word belongs to a name only after capitals ("SK hynix").
    small = r"(?<=[A-Z]{2}\s)(?!(?:for|to|of|in|by|and|or|the|is|as|on|under|with|from)\b)[a-z]+"
    word = rf"(?:[A-Z][\w&\-]*|[A-Z]\.|\([A-Z]\w+\)|of|and|&|{small})"
    return re.compile(rf"\b[A-Z][\w&\-]*(?:[^\S\n]+{word}){{0,9}}?,?[^\S\n]+(?:{suffixes})(?![\w])")
