"""Classes of change: a first reading of what kind of thing was changed, from the changed words."""

import re
from calendar import month_name
from collections import Counter
from enum import StrEnum

from regulation.alignment import words
from regulation.controls.model import Kind, Place
from regulation.redline import Op, plain, redline, tokens


class ChangeClass(StrEnum):
    """What a change is about."""

    THRESHOLD = "threshold value"
    SCOPE = "scope"
    LICENCE = "licence requirement"
    EXCEPTION = "exception"
    NOTE = "note"
    DATE = "date"
    DEFINITION = "definition"
    REFERENCE = "related controls"
    PENDING = "pending amendment"
    EDITORIAL = "editorial"


_BY_KIND = {
    Kind.LICENCE_ROW: ChangeClass.LICENCE,
    Kind.REASON: ChangeClass.LICENCE,
    Kind.REPORTING: ChangeClass.LICENCE,
    Kind.EXCEPTION: ChangeClass.EXCEPTION,
    Kind.STA: ChangeClass.EXCEPTION,
    Kind.NOTE: ChangeClass.NOTE,
    Kind.RELATED_CONTROLS: ChangeClass.REFERENCE,
    Kind.RELATED_DEFINITIONS: ChangeClass.DEFINITION,
    Kind.PENDING: ChangeClass.PENDING,
    Kind.CAPTION: ChangeClass.EDITORIAL,
    Kind.EDITORIAL: ChangeClass.EDITORIAL,
    Kind.UNIT: ChangeClass.EDITORIAL,
}
_POINTING = re.compile(r"the lists? of items controlled (?:is|are|in) contained in the ECCN headings?", re.IGNORECASE)
_MARKS = re.compile(r"[.,;:()\[\]\"'/]+$|\s+$")
_CONNECTOR = re.compile(r"[;,]?\s*\b(and|or)\s*[.;]?$", re.IGNORECASE)
_MONTHS = frozenset(name.casefold() for name in month_name[1:])
_SIGNS = str.maketrans({"×": "x", "µ": "μ"})
_WORD = re.compile(r"[a-z]{4,}(?:-[a-z]+)*|[a-z]+(?:-[a-z]+)+")
_THOUSANDS = re.compile(r"(?<=\d)[ ,](?=\d{3}(?!\d))")  # 1,510 and the Union's 1 510
_CODE = re.compile(r"\b\d[A-E]\d{3}(?:\.\w{1,2})*|(?<!\w)\.?[a-z](?:\.\w{1,2})+(?!\w)")
_COMPARING = frozenset(
    ("greater", "less", "more", "equal", "exceeding", "least", "most", "above", "below", "over", "under", "lower")
)
_BESIDE = frozenset(["than", "or", "to", "of", "at", "the", "not", "better", "in", "excess"])
_NUMBER = re.compile(r"[-−]?\d[\d.,]*[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]*$")


def classify(kind: Kind, before: Place | None, after: Place | None) -> ChangeClass:
    """Return the class of a change of a place of `kind`; None on a side means that the place is absent there."""
    old, new = (words(place) if place else "" for place in (before, after))
    if before and after and _loose(old) == _loose(new):
        # Equal words are a change only where they stand in other columns of a table.
        return ChangeClass.SCOPE if old == new and kind is Kind.TABLE_ROW else _by_marks(old, new)
    if kind in _BY_KIND and kind is not Kind.NOTE:
        return ChangeClass.DATE if before and after and _is_date(old, new) else _BY_KIND[kind]
    if before and after and _is_date(old, new):
        return ChangeClass.DATE
    if kind is Kind.NOTE:
        return _note(old, new)
    if kind is Kind.TEXT and _POINTING.search(old + new):
        return ChangeClass.EDITORIAL
    kept = before and after and not (before.reserved or after.reserved)
    return ChangeClass.THRESHOLD if kept and _bound(old, new) else ChangeClass.SCOPE


def _by_marks(old: str, new: str) -> ChangeClass:
    """Return the class of a change of marks or capitals alone: a term put in quotation marks becomes a defined one."""
    ends = [match[1].lower() for match in map(_CONNECTOR.search, (old, new)) if match]
    if len(set(ends)) > 1:
        return ChangeClass.SCOPE
    quoted = plain(old).count('"') != plain(new).count('"')
    return ChangeClass.DEFINITION if quoted else ChangeClass.EDITORIAL


def _note(old: str, new: str) -> ChangeClass:
    bodies = [text.partition("\n")[2] for text in (old, new)]
    same = all(bodies) and _loose(bodies[0]) == _loose(bodies[1])
    return ChangeClass.EDITORIAL if same else ChangeClass.NOTE


def _loose(text: str) -> str:
    """Return `text` without marks, capitals, spelling and the and/or that joins a list, numbers kept as they are."""
    bare = _THOUSANDS.sub("", _CONNECTOR.sub("", plain(text)).translate(_SIGNS))
    return "".join(_spelt(one.casefold()) for one in tokens(bare) if not _MARKS.match(one))


def _spelt(word: str) -> str:
    """Return a word in one form for both spellings of English, with and without hyphens (utilising, solid-state)."""
    return word.replace("-", "").replace("z", "s") if _WORD.fullmatch(word) else word


def _changed(old: str, new: str) -> list[str]:
    steps = redline(old, new)
    return [one for op, part in steps if op is not Op.EQUAL for one in tokens(part) if not _MARKS.match(one)]


def _is_date(old: str, new: str) -> bool:
    changed = [one.casefold() for one in _changed(old, new)]
    dated = any(one in _MONTHS or re.fullmatch(r"(?:19|20)\d\d", one) for one in changed)
    return dated and all(one in _MONTHS or re.fullmatch(r"\d{1,4}", one) for one in changed)


def _bound(old: str, new: str) -> bool:
    """Return whether a number changed, or nothing but the words of comparison beside one."""
    if numbers(old) != numbers(new):
        return True
    changed = {one.casefold() for one in _changed(old, new) if not _NUMBER.match(one)}
    return bool(numbers(new)) and bool(changed & _COMPARING) and changed <= _COMPARING | _BESIDE


def numbers(text: str) -> Counter[str]:
    """Return how often each number stands in `text`: 1 000, 1,000 and 1000 are one, codes of paragraphs are none."""
    bare = _THOUSANDS.sub("", _CODE.sub(" ", plain(text)))
    return Counter(one for one in tokens(bare) if _NUMBER.match(one))
