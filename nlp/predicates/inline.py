"""Lists in one line: "does not control any of the following: a. …; b. …; or c. …", as Annex I prints notes."""

import re
from dataclasses import dataclass

from nlp.predicates.openings import Opening, ending, opening
from regulation.thresholds import Junction

_BEGINS = re.compile(r":\s*(?P<marker>a\.|1\.|\(a\)|\(1\)|—|-\s)\s*(?=\S)")
_ASIDE = re.compile(r"\bN\.B\.|\bTechnical Notes?\b|\bNote:")


@dataclass(frozen=True, slots=True)
class InlineList:
    """The opening before a list in one line, and the ranges of its items; () when they hold lists of their own."""

    told: Opening
    items: tuple[tuple[int, int], ...]


def inline_list(plain: str, start: int, end: int) -> InlineList | None:
    """Return the list that stands inside the words `[start, end)`, None when there is none."""
    match = _BEGINS.search(plain, start, end)
    if match is None:
        return None
    marks = _marks(plain, match, end)
    ends = [mark[0] for mark in marks[1:]] + [end]
    items = tuple(_item(plain, mark[1], stop) for mark, stop in zip(marks, ends, strict=True))
    told = opening(plain[: match.start() + 1])
    if told.junction is None:
        told = Opening(match.start(), _junction(plain, items))
    nested = any(_BEGINS.search(plain, first, last) for first, last in items)
    return InlineList(told, () if nested or len(items) < 2 or _goes_on(plain, items, end) else items)


def _goes_on(plain: str, items: tuple[tuple[int, int], ...], end: int) -> bool:
    """Return whether the last item announces another, which was not found."""
    return re.compile(r"[;,.\s]*(?:and|or)\b").match(plain, items[-1][1], end) is not None


def _junction(plain: str, items: tuple[tuple[int, int], ...]) -> Junction:
    """Return how the items join that nothing announces: by the word behind the last but one."""
    joint = re.compile(r"[;,.\s]*and\b").match(plain, items[-2][1]) if len(items) > 1 else None
    return Junction.ALL if joint else Junction.ANY


def _marks(plain: str, first: re.Match[str], end: int) -> list[tuple[int, int]]:
    """Return the ranges of the markers a., b., c. in their order, or of the dashes."""
    marks = [first.span("marker")]
    marker = first["marker"]
    while True:
        due = _due(marker)
        found = re.compile(rf"(?<=\s){re.escape(due)}(?=\s)").search(plain, marks[-1][1], end)
        if found is None:
            return marks
        marks.append(found.span())
        marker = due


def _due(marker: str) -> str:
    sign = marker.strip("().")
    if not sign.isalnum():
        return marker.strip()
    return marker.replace(sign, str(int(sign) + 1) if sign.isdigit() else chr(ord(sign) + 1))


def _item(plain: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of an item's words without what a note inside it says."""
    aside = _ASIDE.search(plain, start, end)
    stop = aside.start() if aside else end
    return start, start + ending(plain[start:stop])[0]
