"""The grammar of CFR citations: paragraph markers, lists and ranges of parts, sections and paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# (b)  (2)  (iii)  (A)  (aa)   -- the Federal Register's XML prints the italic levels as ( 1 )
_INSIDE = r"(?:[a-z]|[ivx]{2,5}|aa|bb|cc|dd|ee|ff|[A-Z]{1,2}|\d{1,3})"
_MARK = rf"\({_INSIDE}\)|\(\s{_INSIDE}\s\)"
PATH = rf"(?:{_MARK})(?:{_MARK}|\s\(\s{_INSIDE}\s\))*"
# 744.11(b)(2)   744   740.9  240.19b-4  102-3.140  -- a section number ends before a letter ("740.20of the EAR")
_NUMBER = r"\d{2,3}-\d{1,2}\.\d{1,4}|\d{1,4}(?:\.\d{1,4}(?!\d)(?:[a-z](?![a-z\d]))?(?:-\d{1,2}(?!\d|\.\d))?)?"
# No "15" of a following "15 CFR", no "5" of "5 FR 100" is an item of a list.
_NO_TITLE = r"(?!\d|\s+(?:CFR|C\.F\.R|FR\b|U\.?\s?S\.?\s?C))"
ITEM = re.compile(rf"(?P<number>{_NUMBER}){_NO_TITLE}(?P<path>{PATH})?|(?P<only>{PATH})")
# Raised footnote marks and a comment in brackets may stand after an item: 742.4(b),³   (a)(1) ('PRODUCT NAME')
JOIN = re.compile(
    r"[¹²³⁴⁵⁶⁷⁸⁹]?(?:\s\('[^()]{1,40}'\))?"
    r"(?:\s*,\s*(?:and/or|and|or)?\s*|\s+(?:and/or|and|or)\s+|(?P<range>\s+through\s+|\s+to\s+(?=[\d(])|\s*-\s*(?=[\d(])))"
    r"(?:§{1,2}\s*|(?:[Pp]arts?|[Ss]ections?)\s+)?"
)
_MARKS = re.compile(_MARK)
_ROMAN = re.compile(r"\([ivx]+\)")


@dataclass(frozen=True, slots=True)
class Cited:
    """One item of a list at `[start, end)`: what it names, and the last item when it is a range."""

    number: str
    path: str
    start: int
    end: int
    last: str = ""

    @property
    def value(self) -> str:
        """Return the item as it is cited: 744.11(b)-(d)."""
        return f"{self.number}{self.path}" + (f"-{self.last}" if self.last else "")


def items(text: str, position: int, number: str = "") -> Iterator[Cited]:
    """Yield the items of the list at `position`, ranges as one; `number` is what bare paragraphs belong to."""
    opened: Cited | None = None
    for item, joined, goes_on in _walk(text, position, number):
        first = opened if joined and opened else item
        if goes_on:
            opened = first
        else:
            yield item if first is item else _ranged(first, item)
            opened = None


def _walk(text: str, position: int, number: str) -> Iterator[tuple[Cited, bool, bool]]:
    """Yield each item, whether a range ends in it and whether one begins with it."""
    item, joined = _item(text, position, Cited(number, "", position, position)), False
    while item:
        join = JOIN.match(text, item.end)
        following = _item(text, join.end(), item) if join else None
        # A marker that begins the next line is the marker of a paragraph, no item of this list.
        if join and following and "\n" in join.group() and text[following.start] == "(":
            following = None
        ranged = bool(join and following and join["range"])
        yield item, joined, ranged
        item, joined = following, ranged


def _item(text: str, position: int, previous: Cited) -> Cited | None:
    found = ITEM.match(text, position)
    if found is None or (found["only"] and not previous.number):
        return None
    if found["only"]:
        return Cited(previous.number, continued(previous.path, _plain(found["only"])), found.start(), found.end())
    level = "." in found["number"]
    # "§ 744.11, 15 entities": an item of another level begins something else.
    if previous.number and previous.end > previous.start and level != ("." in previous.number):
        return None
    return Cited(found["number"], _plain(found["path"] or ""), found.start(), found.end())


def _plain(path: str) -> str:
    return re.sub(r"\s", "", path)


def _ranged(first: Cited, last: Cited) -> Cited:
    told = last.path if last.number == first.number and last.path else last.value
    return Cited(first.number, first.path, first.start, last.end, told)


def continued(path: str, following: str) -> str:
    """Return what `following` means after `path` in a list: (a)(1), (4) gives (a)(4); (c)(2)(i), (ii) gives (c)(2)(ii).

    The levels of a section are (a)(1)(i)(A)(1)(i) (Document Drafting Handbook of the Federal Register).
    """
    marks, first = _MARKS.findall(path), _MARKS.match(following)
    if not first:
        return path
    for depth in range(len(marks) - 1, -1, -1):
        if _same_level(marks[depth], first.group(), depth):
            return "".join(marks[:depth]) + following
    return following


def _same_level(known: str, mark: str, depth: int) -> bool:
    if known[1].isdigit() or mark[1].isdigit():
        return known[1].isdigit() and mark[1].isdigit()
    if known[1].isupper() or mark[1].isupper():
        return known[1].isupper() and mark[1].isupper()
    return depth % 3 != 2 or bool(_ROMAN.fullmatch(mark))
