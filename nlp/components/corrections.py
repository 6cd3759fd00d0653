"""Wrong words that a document quotes in order to correct them: they cite nothing."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp.finds import Find
from nlp.ranges import inside

_QUOTED = r"\"(?P<{name}>[^\"\n]{{1,120}})\""
# "Part 42" to read "Part 742"   "8 FR 66187" should read "89 FR 66187"   correcting "744.1" to "744.11"
_CORRECTION = re.compile(
    _QUOTED.format(name="wrong")
    + r"(?:,|\s+in\s+[^\".;\n]{1,60})?\s+(?:to\s+(?:correctly\s+)?read|(?:should|is\s+corrected\s+to)\s+read"
    r"|should\s+(?:have\s+)?(?:been|be)|(?:is|was)\s+(?:corrected|changed)\s+to"
    r"|and\s+(?:adding|inserting)(?:\s+in\s+its\s+place)?|to|with|by)(?:\s+as)?(?:\s+follows)?:?\s+"
    + _QUOTED.format(name="right")
)
_WORDS = re.compile(r"correct|read|replac|remov|revis|chang|insert|should", re.I)
_NUMBER = re.compile(r"(?:\d{1,2}\s+CFR\s+)?(?:[Pp]art|[Ss]ection|§)\s*(?P<number>\d{1,4}(?:\.\d{1,4})?)$")


def quoted_corrections(text: str, finds: Iterable[Find]) -> Iterator[Find]:
    """Yield `finds`, those inside a quoted wrong text with role `quoted_error`, inside the right one `correction`."""
    pairs = list(_pairs(text))
    if not pairs:
        yield from finds
        return
    known = sorted(finds, key=lambda find: find.start)
    wrong, right = sorted(pair.span("wrong") for pair in pairs), sorted(pair.span("right") for pair in pairs)
    for find in known:
        role = "quoted_error" if inside(find.start, wrong) else "correction" if inside(find.start, right) else find.role
        yield replace(find, role=role)
    for pair in pairs:
        yield from _unread(text, pair, known)


def _pairs(text: str) -> Iterator[re.Match[str]]:
    for match in _CORRECTION.finditer(text) if '"' in text else ():
        if _WORDS.search(text, max(0, match.start() - 80), match.start("right")):
            yield match


def _unread(text: str, pair: re.Match[str], known: list[Find]) -> Iterator[Find]:
    """Yield the wrong number that is none of the EAR and so was not read, with the title of the right one."""
    low, high = pair.span("wrong")
    wrong = _NUMBER.search(text, low, high)
    right = _within(known, *pair.span("right")) if wrong else []
    if wrong and right and not _within(known, low, high):
        yield replace(right[0], value=wrong["number"], role="quoted_error", start=wrong.start("number"), end=high)


def _within(known: list[Find], low: int, high: int) -> list[Find]:
    """Return the finds that begin in `[low, high)`; `known` is sorted by start."""
    first, last = (bisect_left(known, edge, key=lambda find: find.start) for edge in (low, high))
    return known[first:last]
