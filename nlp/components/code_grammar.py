"""The grammar of control codes: entries, paragraphs, lists, ranges and references relative to an entry.

An entry is category, product group and three digits (15 CFR 738.2(d); Annex I to Regulation (EU) 2021/821 uses the
same form). Finding is here; which entry a bare paragraph belongs to is resolved in `control_codes`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENTRY = r"[0-9][A-E][0-9]{3}"
# One part of a designation; a letter that begins a word is none ("3A001.and"), "3a" and "1equipment" are misprints.
_PART = r"(?:[a-z](?![a-z])|[A-Z](?!\w)|[ivx]{2,4}(?![a-z])|\d{1,3}(?!\w)|\d{1,2}[a-z](?!\w)|\d{1,2}(?=[a-z]{3}))"
# .b.1  .c.2.i  .B.7.D  -- each part its own dot
_DOTTED = rf"(?:\.{_PART}){{1,7}}"
# z.1.a after "5A002. " or "6A003 ", never "e.g." or "i.e."
_LETTERED = rf"(?!e\.g\b|i\.e\b|a\.k\b)[a-z]\.\d{{1,2}}(?:(?!\d)(?=\W|$)|(?=[a-z](?!\w)))(?:[a-z](?!\w))?(?:\.{_PART})*"
# 3A002 a. 1.   6A003 b.4.b   5A002. z.1.a   3B001. q to   -- as converted tables print them
_SPACED = (
    rf"\.?[ ]{_LETTERED}"
    r"|\.?[ ][a-z]\.(?!\w)(?:[ ]?\d{1,2}\.(?!\d))?(?:[ ]?[a-z]\.(?=\s|$|[,;)]))?"
    r"|\.[ ][b-z](?=[ ](?:to|or|and|for|are|is|may|that)\b|[,;)])"
)
# a7  c2i  -- no dots at all; then perhaps a dotted rest: 9E003a.1
_DOTLESS = rf"[a-z](?:\d{{1,2}}(?:[a-z](?:\d{{1,2}})?)?)?(?!\w)(?:\.{_PART})*"
# 3A001  3A001.b.1  3A002 a. 1.  3A002a7  ECCN7A001.b  -- but not XC3A001, 2023-3A001 or 3A001-7
_TAIL = rf"{_DOTTED}(?:\.[ ]\d{{1,2}}\.[a-z](?!\w))?|{_SPACED}|{_DOTLESS}|(?!\w)"
_CODE = re.compile(rf"(?:(?<![\w.\-/])|(?<=non-)|(?<=ECCN))({_ENTRY})({_TAIL})(?!-(?:\d|[A-Z]\b))")
_CANDIDATE = re.compile(_ENTRY)
# A comment in brackets between two items: "b.2 (exported or reexported …), b.3"
_COMMENT = r"(?:\s*\((?P<comment>(?:[^()\n]|\([^()\n]{0,200}\)){1,400})\))?"
# ", .e.4"  " or .z"  " through .h"  ", b.1"  " 3A001.a.10"  "., .d"  " z.2.a"  " .and .x"
_JOIN = re.compile(
    rf"{_COMMENT}\.?(?:(?P<plain>[,;]\s*(?:and/or\s+|and\s+|or\s+)?|\s+\.?(?:and/or|and|or)\s+)(?:paragraphs?\s+)?"
    r"|(?P<range>\s+(?:through|to)\s+|\s*-\s*(?=\.[a-z]))(?:paragraph\s+)?"
    r"|\s+(?=\.[a-z](?![a-z]))|[ ](?=[a-z]\.\d))"
)
_LETTER_FIRST = re.compile(_LETTERED)
_RELATIVE = re.compile(rf"{_DOTTED}(?!\w)")
# b.1  b  -- a bare letter only where the list goes on or ends, so that the article "a" is not taken
_BARE = re.compile(
    rf"{_LETTERED}"
    r"|[a-z](?=[ ](?:through|to)[ ]\.?[a-z]\b)"
    r"|[b-z](?=[,;)]|[ ]\(|\.?(?:\s*$|\n)|\.\s|\s(?:and|or)\s\.?[a-z\d][\s.,;)\dA-E])"
)
# The last letter of "k to n, p.2", "p.4, or r)".
_LAST = re.compile(r"[a-z](?![\w'])(?!\.\w)")
# .x (after a space or bracket)   paragraph b.1   except a.3 -- what may be a paragraph without its entry
_LONE = re.compile(rf"(?P<item>\.(?<=[ (\"]\.)(?=[a-z]){_PART}(?:\.{_PART}){{0,6}})(?!\w)")
_NAMED = re.compile(rf"aragraphs?\s+(?P<item>{_DOTTED}(?!\w)|{_LETTERED}|[a-z](?![\w'’])(?!\.[a-z]))")
_EXCEPTED = re.compile(rf"except\s+(?:for\s+)?(?P<item>{_LETTERED})")
_LONE_TRIGGERS = (((" .", "(.", '".'), _LONE), (("aragraph",), _NAMED), (("except ",), _EXCEPTED))
_PARTS = re.compile(r"[ivx]{2,4}|[a-z]|\d+")
MAX_RANGE = 60


@dataclass(frozen=True, slots=True)
class Code:
    """A code at `[start, end)`; `reading` is full, listed, range (between two written ends) or relative.

    The value of a relative one begins with its dot: its entry is not known here.
    """

    value: str
    start: int
    end: int
    reading: str


def codes(text: str) -> Iterator[Code]:
    """Yield the codes of normalised `text` in order, lists and ranges expanded, without relative ones."""
    return (code for group in groups(text) for code in group if not code.value.startswith("."))


def groups(text: str) -> Iterator[list[Code]]:
    """Yield the codes of normalised `text` list by list; a list that begins with a bare paragraph is relative."""
    done = 0
    for start in _starts(text):
        if start < done:
            continue
        full = _CODE.match(text, start)
        first = Code(designation(*full.groups()), start, _end(text, full), "full") if full else _lone(text, start)
        group = list(_with_list(text, first)) if first else []
        if group:
            done = max(code.end for code in group)
            yield group


def _starts(text: str) -> list[int]:
    """Return where codes and bare paragraphs may begin, in order."""
    found = {match.start() for match in _CANDIDATE.finditer(text)}
    for triggers, pattern in _LONE_TRIGGERS:
        if any(trigger in text for trigger in triggers):
            found.update(match.start("item") for match in pattern.finditer(text))
    return sorted(found)


def _lone(text: str, start: int) -> Code | None:
    """Return the bare paragraph at `start`, its value as .x; None where a code only seems to begin."""
    if text[start].isdigit():
        return None
    item = _RELATIVE.match(text, start) or _LETTER_FIRST.match(text, start) or _LAST.match(text, start)
    return Code(designation("", item.group()), start, item.end(), "relative") if item else None


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


def _with_list(text: str, first: Code, limit: int | None = None) -> Iterator[Code]:
    """Yield `first` and what follows it in its list, with the paragraphs that comments in brackets name."""
    previous, end = first, len(text) if limit is None else limit
    yield first
    while join := _JOIN.match(text, previous.end, end):
        following = _next(text, join, previous, end)
        if following is None:
            break
        if join["comment"]:
            yield from _in_comment(text, *join.span("comment"), previous)
        if join["range"]:
            for value in between(previous.value, following.value)[:-1]:
                yield Code(value, previous.start, following.end, "range")
        yield following
        previous = following
    comment = _OPEN_COMMENT.match(text, previous.end, end)
    if comment:
        yield from _in_comment(text, *comment.span("comment"), previous)


_OPEN_COMMENT = re.compile(r"\s*\((?P<comment>(?:[^()\n]|\([^()\n]{0,200}\)){1,400})\)")


def _in_comment(text: str, start: int, end: int, owner: Code) -> Iterator[Code]:
    """Yield the codes that a comment in brackets names: full ones, and paragraphs of the code it stands with."""
    position, entry = start, owner.value.split(".")[0]
    while (found := _COMMENTED.search(text, position, end)) is not None:
        start = found.start("full") if found["full"] else found.start("item")
        full = _CODE.match(text, start, end) if found["full"] else None
        first: Code | None = Code(designation(*full.groups()), start, _end(text, full), "full") if full else None
        if not found["full"]:
            first = Code(designation(entry, found["item"]), start, found.end("item"), "listed")
        position = found.end()
        for code in _with_list(text, first, end) if first else ():
            yield code
            position = max(position, code.end)
            entry = code.value.split(".")[0]


_COMMENTED = re.compile(
    rf"(?P<full>{_ENTRY})|(?:(?<=[\s(])(?P<dotted>)|(?:except|for|and|or|other than|,)\s+(?:for\s+)?)"
    rf"(?P<item>(?<!\w){_DOTTED}(?!\w)|{_LETTERED})"
)


def _end(text: str, match: re.Match[str]) -> int:
    """Return where the code ends, without the stop that ends its sentence."""
    tail = match.group(2)
    closes = tail.endswith(".") and not tail.rstrip(".").endswith(" ") and _closes(text, match.end())
    return match.end() - (1 if closes else 0)


def _closes(text: str, position: int) -> bool:
    return bool(re.compile(r"\s+[A-Z]|\s*$").match(text, position))


def _next(text: str, join: re.Match[str], previous: Code, end: int) -> Code | None:
    """Return the item after `join`: a full code, or a paragraph of the entry of `previous`."""
    position = join.end()
    full = _CODE.match(text, position, end)
    if full:
        return Code(designation(*full.groups()), full.start(1), _end(text, full), "full")
    entry, _dot, paragraph = previous.value.partition(".")
    item = _RELATIVE.match(text, position, end)
    if item is None and paragraph and "\n" not in join.group():
        item = _BARE.match(text, position, end) or (_LAST.match(text, position, end) if join["range"] else None)
    if item is None:
        return None
    numbered = item.group()[0] == "." and item.group()[1:2].isdigit()
    base = previous.value.rpartition(".")[0] if numbered else entry
    reading = "relative" if previous.value.startswith(".") else "listed"
    return Code(designation(base, item.group()), item.start(), item.end(), reading)
