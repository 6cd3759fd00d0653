"""Numbers whose exponent the converters flattened: "5 × 103 Gy" is 5×10³, but only a reader of the law may say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# "5 × 103 Gy", "1 x 10-4", "5 x 10 13": a power of ten with its exponent on the line
_JOINED = re.compile(r"\d?\s?[x×]\s?10\s?(?P<exponent>[-–−]?\s?[1-9]\d?)(?![\d,.]\d)")
# "5 x 10 Gy": the exponent is gone
_LOST = re.compile(r"\d\s?[x×]\s?10(?!\d)(?!\s?[-–−]?\s?\d)")
# "(1012) operations", "units of 1012 adjusted": a bare power of ten, beyond the numbers that the annex writes out
_BARE = re.compile(r"(?<=\()101[0-9](?=\))|(?<=units of )101\d\b")
# "2n levels": a power with a letter
_LETTER = re.compile(r"\b2\s?n(?= levels)")


@dataclass(frozen=True, slots=True)
class Flattened:
    """A number of doubtful value at `[start, end)` of a text, with its words and why."""

    start: int
    end: int
    words: str
    reason: str


def flattened(text: str) -> tuple[Flattened, ...]:
    """Return the numbers of `text` whose exponent was flattened or lost, in text order."""
    return tuple(sorted(_find(text), key=lambda one: one.start))


def uncertainties(text: str) -> tuple[str, ...]:
    """Return in words what the source leaves open about the numbers of `text`, each once."""
    return tuple(dict.fromkeys(f'{one.reason}: "{one.words}"' for one in flattened(text)))


def _find(text: str) -> Iterator[Flattened]:
    for pattern, reason in (
        (_JOINED, "exponent flattened"),
        (_LOST, "exponent lost"),
        (_BARE, "exponent flattened"),
        (_LETTER, "exponent flattened"),
    ):
        for match in pattern.finditer(text):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            start = _whole_number(text, start)
            yield Flattened(start, match.end(), text[start : match.end()], reason)


def _whole_number(text: str, start: int) -> int:
    """Return where the number begins that stands before the sign of multiplication ("7,62 x 104")."""
    found = re.search(r"\d[\d,. ]*$", text[:start])
    return found.start() if found and start < len(text) and (text[start].isdigit() or text[start] in "x×") else start
