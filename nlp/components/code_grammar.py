"""The grammar of control codes: entries, paragraphs, lists, ranges and references relative to an entry.

An entry is category, product group and three digits (15 CFR 738.2(d); Annex I to Regulation (EU) 2021/821 uses the
same form). Finding is here; which entry a bare paragraph belongs to is resolved in `control_codes`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENTRY = r"[0-9][A-E][0-9]{3}"
# .b.1  .c.2.i  .B.7.D  -- each part its own dot; a letter that begins a word is none of them ("3A001.and")
_DOTTED = r"(?:\.(?:[a-z](?![a-z])|[A-Z](?!\w)|[ivx]{2,4}(?![a-z])|\d{1,3}(?![\w]))){1,7}"
# a. 1.  -- letter, dot, number, as converted tables print it ("3A002 a. 1.")
_SPACED = r"\.?\s[a-z]\.(?!\w)(?:\s?\d{1,2}\.(?!\d))?(?:\s?[a-z]\.(?=\s|$|[,;)]))?"
# a7  c2i  -- no dots at all
_DOTLESS = r"[a-z](?:\d{1,2}(?:[a-z](?:\d{1,2})?)?)?(?!\w)"
# 3A001  3A001.b.1  3A002 a. 1.  3A002a7  ECCN7A001.b  -- but not XC3A001, 2023-3A001 or 3A001-7
_CODE = re.compile(rf"(?:(?<![\w.\-/])|(?<=non-)|(?<=ECCN))({_ENTRY})({_DOTTED}|{_SPACED}|{_DOTLESS}|(?!\w))(?!-\d)")
# ", .e.4"  " or .z"  " through .h"  ", b.1"  " 3A001.a.10"  "., .d"
_JOIN = re.compile(
    r"\.?(?:,\s*(?:and\s+|or\s+|and/or\s+)?|\s+(?:and/or|and|or)\s+)|\.?\s+(?:through|to)\s+|\s*-\s*(?=\.[a-z])"
)
_RELATIVE = re.compile(rf"{_DOTTED}(?!\w)")
# b.1  b  -- a bare letter only where the list goes on or ends, so that the article "a" is not taken
_BARE = re.compile(
    r"[a-z](?:\.\d{1,3})+(?:\.[a-z](?![a-z]))*(?!\w)|[b-z](?=[,;)]|\.(?:\s|$)|\s(?:and|or|through)\s\.?[a-z][\s.,;)])"
)
_STANDALONE = re.compile(
    rf"(?<![\w.])({_DOTTED})(?=\s+(?:paragraphs?|entry|entries|items?|through|of)\b|[,;.)]|\s+(?:and|or)\s)"
)
_PARTS = re.compile(r"[ivx]{2,4}|[a-z]|\d+")
MAX_RANGE = 60


@dataclass(frozen=True, slots=True)
class Code:
    """A code at `[start, end)`; `reading` is full, listed, range (between two written ends) or relative."""

    value: str
    start: int
    end: int
    reading: str


def codes(text: str) -> Iterator[Code]:
    """Yield the codes of normalised `text` in order, lists and ranges expanded."""
    done = 0
    for match in _CODE.finditer(text):
        if match.start() < done:
            continue
        for code in _with_list(text, match):
            done = max(done, code.end)
            yield code


def relatives(text: str) -> Iterator[Code]:
    """Yield bare paragraphs (`.x`, `.a through .c`), value as written: they need an entry from their context."""
    done = 0
    for match in _STANDALONE.finditer(text):
        if match.start() < done:
            continue
        first = Code(match.group(1), *match.span(1), "relative")
        yield first
        join = re.compile(r"\s+through\s+").match(text, first.end)
        last = _RELATIVE.match(text, join.end()) if join else None
        if last:
            done = last.end()
            for value in between(first.value, last.group()):
                yield Code(value, first.start, last.end(), "range")


def designation(entry: str, tail: str) -> str:
    """Return `entry` and the parts of `tail` joined by dots: ("3A002", " a. 1.") gives 3A002.a.1."""
    return ".".join([entry, *_PARTS.findall(tail.lower())])


def between(first: str, last: str) -> list[str]:
    """Return the designations after `first` up to `last`; empty when the two do not span a range."""
    head, low = _stem(first)
    other, high = _stem(last)
    if head != other or low.isdigit() != high.isdigit() or not low or not high:
        return []
    if low.isdigit():
        numbers = range(int(low) + 1, int(high) + 1)
        return [head + str(number).zfill(len(low)) for number in numbers] if len(numbers) <= MAX_RANGE else []
    if len(low) > 1 or len(high) > 1:
        return []
    return [head + chr(letter) for letter in range(ord(low) + 1, ord(high) + 1)]


def _stem(value: str) -> tuple[str, str]:
    """Split the part that counts: 3A003 → 3A, 003; 3A611.d → 3A611., d."""
    if re.fullmatch(_ENTRY, value):
        return value[:2], value[2:]
    head, dot, last = value.rpartition(".")
    return head + dot, last


def _with_list(text: str, match: re.Match[str]) -> Iterator[Code]:
    entry, tail = match.group(1), match.group(2)
    end = match.end() - (1 if tail.endswith(".") and not tail.rstrip(".").endswith(" ") and _closes(text, match) else 0)
    previous = Code(designation(entry, tail), match.start(1), end, "full")
    yield previous
    while join := _JOIN.match(text, previous.end):
        following = _next(text, join.end(), previous)
        if following is None:
            return
        if "through" in join.group() or join.group().strip() in {"-", "to"}:
            for value in between(previous.value, following.value)[:-1]:
                yield Code(value, previous.start, following.end, "range")
        yield following
        previous = following


def _closes(text: str, match: re.Match[str]) -> bool:
    """Say whether the stop after a spaced designation ends the sentence."""
    return bool(re.compile(r"\s+[A-Z]|\s*$").match(text, match.end()))


def _next(text: str, position: int, previous: Code) -> Code | None:
    full = _CODE.match(text, position)
    if full:
        return Code(designation(full.group(1), full.group(2)), full.start(1), full.end(), "full")
    entry = previous.value.split(".")[0]
    item = _RELATIVE.match(text, position)
    if item is None and "." in previous.value:
        item = _BARE.match(text, position)
    if item is None:
        return None
    base = previous.value.rpartition(".")[0] if item.group()[1:2].isdigit() and item.group()[0] == "." else entry
    return Code(designation(base, item.group()), item.start(), item.end(), "listed")
