"""Individual notices that people entered, and which items they name."""

import re
from collections.abc import Iterator
from datetime import date

from regulation.status import Event
from regulation.thresholds.model import folded

# A single letter behind a number belongs to it: the RTX 4090 D is no RTX 4090.
_SUFFIX = re.compile(r"(?<=\d) (?=[a-z]\b)")
_SIZE = re.compile(r"\d+(?:gb|tb|mb|nm|mm|w|v)")
_ENOUGH = 2  # words of a subject that name an item without a number


def in_force(event: Event, on: date) -> bool:
    """Return whether a notice binds on a day."""
    return (event.start is None or event.start <= on) and (event.until is None or on <= event.until)


def names(event: Event, name: str) -> bool:
    """Return whether a notice names an item: by a designation of both, else by the whole name of one in the other.

    A designation holds a number: H20 in "NVIDIA H20 integrated circuits", RTX 4090 in "GeForce RTX 4090". A10 is no
    A100, and RTX 4090 D no RTX 4090.
    """
    told, own = (_plain(words) for words in (f"{event.subject} ; {event.extent}", name))
    if not set(_designations(told)).isdisjoint(_designations(own)):
        return True
    named = (_plain(words) for words in (event.subject, event.extent))
    return _holds(told, own) or any(_holds(own, words) for words in named if len(words.split()) >= _ENOUGH)


def _plain(words: str) -> str:
    return _SUFFIX.sub("", folded(words))


def _holds(words: str, part: str) -> bool:
    return bool(part) and f" {part} " in f" {words} "


def _designations(plain: str) -> Iterator[str]:
    """Yield the words with a number: one that mixes letters and digits alone, a bare number with the word before it.

    Of "a100-sxm4-80gb" the first part is meant.
    """
    before = ""
    for word in plain.split():
        if word.isdigit() and before:
            yield f"{before} {word}"
        elif _is_mixed(word) and not _SIZE.fullmatch(word):
            yield word
            first = word.partition("-")[0]
            yield from [first] if _is_mixed(first) else []
        before = word


def _is_mixed(word: str) -> bool:
    return any(map(str.isdigit, word)) and any(map(str.isalpha, word))
