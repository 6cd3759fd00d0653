"""Numbers in figures and in words."""

import re
from functools import cache

from nlp.vocabulary import load


@cache
def number_pattern() -> str:
    """Return a regular expression without groups for a count: 140, twenty-four, one hundred and six."""
    vocabulary = load("numbers")
    units, tens = "|".join(vocabulary["units"]), "|".join(vocabulary["tens"])
    below = rf"(?:(?:{tens})(?:[-\s](?:{units}))?|(?:{units}))"
    return rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|(?:(?:{units}|an?)\s+hundred(?:\s+(?:and\s+)?{below})?)|{below})"


def read_number(words: str) -> int:
    """Return the value of what `number_pattern` matches, or of an article (1); raises ValueError for anything else."""
    text = words.strip().lower().replace(",", "")
    if text.isdigit():
        return int(text)
    vocabulary = load("numbers")
    if text in vocabulary["articles"]:
        return 1
    head, hundred, rest = text.rpartition("hundred")
    total = (vocabulary["units"].get(head.strip(), 1) if hundred else 0) * 100
    for word in re.findall(r"[a-z]+", rest):
        if word != "and":
            total += _word(word)
    return int(total)


def _word(word: str) -> int:
    vocabulary = load("numbers")
    value = vocabulary["units"].get(word) or vocabulary["tens"].get(word)
    if value is None:
        raise ValueError(f"not a number word: {word!r}")
    return int(value)
