"""Names that a text gives to other documents: "(October 7 IFR)", "(collectively the 2012 Final Rule)"."""

import re
from dataclasses import dataclass
from functools import cache

from nlp.finds import Notes
from nlp.ranges import Range
from nlp.references.find import Reference
from nlp.vocabulary import load

AFTER = 240  # characters after a reference in which its name is given
LATER = 100  # characters between a name and the reference that explains it elsewhere
_DEFINED = re.compile(
    r"\((?:the |hereinafter,? |hereafter,? |collectively,? |together,? |referred to as |or )*\"?"
    r"(?P<name>(?!this\b)[A-Z0-9][^()\"\n]{1,60}?)\"?\)"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name with the documents it stands for."""

    name: str
    meant: tuple[Reference, ...]


def names(notes: Notes, found: list[Reference], where: list[Range]) -> list[Name]:
    """Return the names that are given in the ranges `where`, longest first."""
    given: dict[str, tuple[Reference, ...]] = {}
    for start, end in where:
        for match in _DEFINED.finditer(notes.text, start, end):
            name = match.group("name").strip()
            if _is_document(name):
                given.setdefault(name, _meant(notes, name, match.start(), found))
    return [Name(name, meant) for name, meant in sorted(given.items(), key=lambda item: (-len(item[0]), item[0]))]


def _is_document(name: str) -> bool:
    return _noun().search(name) is not None and len(name.split()) > 1


def _meant(notes: Notes, name: str, at: int, found: list[Reference]) -> tuple[Reference, ...]:
    """Return what a name stands for: by the day or year in it, else the nearest reference of its sentence."""
    by_day = dated(name, found)
    if by_day:
        return by_day
    low, high = notes.sentences.at(at)
    own = [one for one in found if low <= one.start < high]
    before = [one for one in own if one.start < at and at - one.end <= AFTER]
    return tuple(before[-1:] or own[:1] or _told_later(notes.text, name, found)[:1])


def _told_later(text: str, name: str, found: list[Reference]) -> list[Reference]:
    """Return the references that follow the name: "The Affiliates Rule, published September 30, 2025"."""
    return [one for one in found if name in text[max(0, one.start - LATER) : one.start]]


def dated(name: str, found: list[Reference]) -> tuple[Reference, ...]:
    """Return the references whose day a name tells: "October 7 IFR", "July 2012 rule", "2012 Final Rule"."""
    said, year = _month_of().search(name), re.search(r"\b(?:19|20)\d\d\b", name)
    if not said and not year:
        return ()
    month = load("calendar")["months"][said.group("month").lower()] if said else 0
    day = int(said.group("day") or 0) if said else 0
    kept = [one for one in found if one.day and (not year or one.day[:4] == year.group())]
    kept = [one for one in kept if (not month or int(one.day[5:7]) == month) and (not day or int(one.day[8:]) == day)]
    return tuple(_once(kept))


def _once(found: list[Reference]) -> list[Reference]:
    return [one for index, one in enumerate(found) if not any(one.same(other) for other in found[:index])]


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load('relations')['nouns']})\b", re.I)


@cache
def _month_of() -> re.Pattern[str]:
    months = "|".join(load("calendar")["months"])
    return re.compile(rf"\b(?P<month>{months})\b\.?(?:\s+(?P<day>\d{{1,2}})(?!\d))?", re.I)
