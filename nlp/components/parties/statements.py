"""Parties named in a sentence that changes a list: "adds A Co., Ltd. and B to the Entity List", "the entry for C"."""

import re
from collections.abc import Iterator
from functools import cache

from nlp.components.parties.grammar import list_comma
from nlp.components.parties.lists import TABLES, list_name, role_of
from nlp.components.parties.members import read_member
from nlp.finds import Find, Notes
from nlp.nearby import Nearby
from nlp.ranges import inside

# A name does not run over a full stop unless a legal form or an initial ends with it.
_NAMES = r"(?P<names>\"?[A-Z](?:[^.;:\n]|\.(?!\s+[A-Z][a-z]+\s+[a-z])){1,300}?)"
_REACH = 400
# what stands where a name would and is none
_NO_NAME = re.compile(
    r"(?:ECCNs?|Supplement|Section|Part|Footnote|License|Country|Entit(?:y|ies)|BIS|EAR|The|This|These|All|Each"
    r"|Executive)\b|\d"
)


def changed(notes: Notes) -> Iterator[Find]:
    """Yield `party_name` finds (role added, revised, removed) of sentences that name the list they change."""
    nearby = Nearby(notes)
    tables = notes.within(*TABLES)
    for match in _statement().finditer(notes.text):
        low, high = notes.sentences.at(match.start())
        words = list_name().search(notes.text, low, min(high, match.end() + _REACH))
        if words is None or inside(match.start(), tables):
            continue
        names = "entry" if match.group("entry") else "names"
        role = "revised" if match.group("entry") else role_of(notes.text, low, match.start("names"))
        for start, end in _parts(notes.text, *match.span(names)):
            yield from _name(notes.text, nearby, start, end, role, words.group("list"))


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    marks = list(list_comma().finditer(text, start, end))
    return list(zip([start, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), end], strict=True))


def _name(text: str, nearby: Nearby, start: int, end: int, role: str, of_list: str) -> Iterator[Find]:
    member = None if _NO_NAME.match(text, start, end) else read_member(text, start, end)
    # a country or a code is no party; nor is one capital word, which may be anything
    if member is None or any(find.end >= member.name[1] for find in nearby.between(start, start + 5, "destination")):
        return
    low, high = member.name
    if " " in text[low:high]:
        detail = (("list", of_list), *((("short", member.short),) if member.short else ()))
        yield Find("party_name", re.sub(r"\s+", " ", text[low:high]), role, low, high, detail)


@cache
def _statement() -> re.Pattern[str]:
    verb = r"\b(?:add(?:s|ed|ing)?|remov(?:e|es|ed|ing)|delet(?:e|es|ed|ing))\s+(?:the\s+entities\s+)?"
    entry = r"\b(?:entry|entries|listings?)\s+(?:of|for)\s+"
    to = r"(?=,?\s+(?:to|from|on)\s+the\s+(?:Entity|Unverified|Military|MEU|UVL)|\s+under\s+the\s+destinations?)"
    ends = (
        r"(?=,?\s+(?:under|first|which|by|to|on|in|from|located|consisting)\b|[,;]\s+(?:which|first|by)\b|[.;]\s|\.?$)"
    )
    return re.compile(rf"(?:{verb}{_NAMES}{to}|{entry}{_NAMES.replace('names', 'entry')}{ends})")
