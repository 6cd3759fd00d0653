"""Tests of where an entity, or its ultimate parent, is headquartered."""

import re
from collections.abc import Iterator

from nlp.finds import Find, Notes

REACH, MAX_PLACES = 90, 600
_WORD = re.compile(r"[Hh](?<!\w.)eadquarter(?:ed\b|s(?=\s+(?:is\s+|are\s+)?(?:located\s+)?in\b))")
# "has its headquarters in", not "at its headquarters in"
_HAS = re.compile(r"\b(?:have|has|with|whose)\s+(?:its\s+|their\s+)?$")
_PARENT = re.compile(
    r"\bultimate\s+parent(?:\s+(?:company|entity))?(?:\s+(?:that\s+)?(?:is|are))?(?:\s+(?:not|also))?\s+$", re.I
)
_NOT = re.compile(
    r"\bnot\s+(?:(?:located|be)\s+(?:in\s+)?(?:or|and)\s+)?$|\bnot\s+headquartered\s+or\s+have\s+an\b[^.;]{0,40}$"
    r"|\b(?:neither|nor|without)\b[^.;,]{0,60}$",
    re.I,
)
# "headquartered in, or whose ultimate parent company is headquartered in, either Macau …": the places follow the second
_SHARED = re.compile(
    r"\s*,?\s*(?:(?:in|outside\s+of)\s*,?\s*)?(?:or|and|nor)\s+"
    r"(?:(?:whose|which\s+have|that\s+ha(?:s|ve)|with|have|has)\s+)?(?:an?\s+|the\s+)?"
    r"ultimate\s+parent(?:\s+(?:company|entity))?(?:\s+(?:is|are))?(?:\s+not)?\s+(?=headquartered\b)",
    re.I,
)
_IN = re.compile(
    r"\s*,?\s*(?:(?:is|are)\s+)?(?:located\s+)?(?P<sense>in|outside\s+of|outside|somewhere\s+other\s+than)\s*,?\s+(?:or\s+located\s+outside\s+of\s+)?(?:either\s+)?",
    re.I,
)
# Where the places end; "(a)" is part of a citation.
_END = re.compile(
    r"(?P<citation>\([A-Za-z0-9]{1,4}\))|[;:.](?=\s|$)|\)|\s+\((?=e\.g|see|i\.e)"
    r"|\s*,?\s*\b(?:wherever\s+located|when|where|with\s+an\s+additional|without|as\s+long\s+as|as\s+well|unless|but|for\s+the"
    r"|that(?!\s+(?:is|are)\s+(?:also|listed))|is\s+a\s+party|is\s+transferring|and\s+(?:the\s+(?:entity|end|item)|located)|must|will|refer"
    r"|whose|to\s+conduct|pursuant|consistent|of\s+this\s+section)\b"
    r"|,\s+(?:is|are|for|or\s+by|and\s+is|and\s+are|those|that|which|who|refer|e\.g)\b",
    re.I,
)
_NUMBER = re.compile(r"\b(?:no|nos|supp|U\.S|U)\.$", re.I)
_BEFORE = re.compile(r"(?<![\w-])(?P<place>[A-Z][\w.]*)-$")


def headquarters_tests(notes: Notes) -> Iterator[Find]:
    """Yield `headquarters_test` finds: value headquarters or ultimate parent, role in or not in.

    The detail `places` holds the places as the text writes them: "Macau or a destination specified in Country
    Group D:5". "headquartered in, or whose ultimate parent is headquartered in, X" is two tests of the same places.
    """
    for match in _WORD.finditer(notes.text):
        low, high = notes.sentences.at(match.start())
        before = notes.text[max(low, match.start() - REACH) : match.start()]
        if match.group().lower().endswith("s") and not _HAS.search(before):
            continue
        compound = _BEFORE.search(before)
        found = (False, compound.group("place")) if compound else _places(notes.text, match.end(), high)
        if found:
            outside, places = found
            value = "ultimate parent" if _PARENT.search(before) else "headquarters"
            role = "not in" if bool(_NOT.search(before)) != outside else "in"
            start = match.start() - (len(places) + 1 if compound else 0)
            yield Find("headquarters_test", value, role, start, match.end(), (("places", places),))


def _places(text: str, position: int, high: int) -> tuple[bool, str] | None:
    """Return (outside, the places) after "headquartered", or None where no place follows."""
    shared = _SHARED.match(text, position, high)
    if shared:
        position = shared.end() + len("headquartered")
    high = min(high, position + MAX_PLACES)
    start = _IN.match(text, position, high)
    if start is None:
        return None
    ends = (end for end in _END.finditer(text, start.end(), high) if not (end["citation"] or _is_number(text, end)))
    end = next((end.start() for end in ends), high)
    words = re.sub(r"\s+", " ", text[start.end() : end]).strip(" ,.")
    outside = not start.group("sense").lower().startswith("in")
    return (outside, words) if words else None


def _is_number(text: str, end: re.Match[str]) -> bool:
    return end.group() == "." and bool(_NUMBER.search(text[max(0, end.start() - 6) : end.end()]))
