"""Spans of names inside an item of a list: trimmed, divided, ended where an address begins."""

import re
from itertools import pairwise

from nlp.components.parties.grammar import (
    address_start,
    address_words,
    form_after_comma,
    form_alone,
    legal_forms,
    organisation_words,
)
from nlp.vocabulary import load

Span = tuple[int, int]
_LOCATED = re.compile(r"\s*,?\s*\b(?:which\s+is\s+)?(?:located|situated)\s+(?:at|in)\s+", re.I)
_JOIN = re.compile(r"\s*[,;]?\s*\b(?:and|or)\s*$|[\s,;]+$")
_LEAD = re.compile(r"(?:and|or),?\s+(?=\S)|[-•*●▪]\s*|\(\d{1,3}\)\s*|[\s,;:.]+")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}$")
SEMICOLON = re.compile(r";")
_STOP = re.compile(r"\.['\"]?\s+(?=[A-Z0-9#])")
_WORD = re.compile(r"[\w.']+$")
REACH = 24


def split_name(text: str, start: int, end: int) -> tuple[Span, int]:
    """Return the name at `start` and where the rest (an address) begins; legal forms after a comma go with the name."""
    located = _LOCATED.search(text, start, end)
    if located:
        return trim(text, start, located.start()), located.end()
    stop = stop_before_address(text, start, end)
    position = start
    while (comma := text.find(",", position, stop)) >= 0:
        more = form_after_comma().match(text, comma, stop) or _organisation(text, comma, stop)
        if more is None:
            return trim(text, start, comma), comma + 1
        position = more.end()
    return trim(text, start, stop), stop


def _organisation(text: str, comma: int, stop: int) -> re.Match[str] | None:
    """Return the part after `comma` that goes on with an organisation's name: "Academy of X, Institute of Y"."""
    part = re.compile(r",\s*[^,;\d]+(?=[,;]|$)").match(text, comma, stop)
    if part is None or address_words().search(part.group()) or not organisation_words().search(part.group()):
        return None
    return part


def starts_address(text: str, position: int, end: int) -> bool:
    """Say whether `text[position:end]` begins as an address does: with a number, a floor, a street."""
    return bool(address_start().match(text, position, end))


def stop_before_address(text: str, start: int, end: int) -> int:
    """Return the end of the name at the full stop before an address ("Co., Ltd. Floor 10"), or `end` without one."""
    for mark in _STOP.finditer(text, start, end):
        formal = ends_with_form(text, start, mark.start() + 1)
        if form_alone().match(text, mark.end(), end) or (not formal and _goes_on(text, start, mark.start())):
            continue
        return mark.start() + formal
    return end


def _goes_on(text: str, start: int, position: int) -> bool:
    """Say whether the word before a full stop is an initial or an abbreviation, which ends no name."""
    word = _WORD.search(text, max(start, position - REACH), position)
    words = frozenset(load("parties")["abbreviations"])
    return word is not None and (len(word.group().rpartition(".")[2]) == 1 or word.group().lower() in words)


def ends_with_form(text: str, start: int, position: int) -> bool:
    """Say whether `text[start:position]` ends with a legal form."""
    return bool(re.search(rf"(?i:{legal_forms()})$", text[max(start, position - REACH) : position]))


def pieces(text: str, start: int, end: int, mark: re.Pattern[str] = SEMICOLON) -> list[Span]:
    """Return what stands between the marks, without pieces that hold no word."""
    cuts = [start, *(found.end() for found in mark.finditer(text, start, end)), end]
    return [(low, high) for low, high in pairwise(cuts) if re.sub(r"\b(?:and|or)\b|\W", "", text[low:high])]


def trim_left(text: str, low: int, high: int) -> Span:
    """Return the span without bullets, numbers, dashes and "and" at its beginning."""
    while (lead := _LEAD.match(text, low, high)) and lead.end() > low:
        low = lead.end()
    return low, high


def trim(text: str, low: int, high: int) -> Span:
    """Return the span without list marks at its ends; a full stop stays where it belongs to a legal form."""
    low, high = trim_left(text, low, high)
    while joint := _JOIN.search(text, max(low, high - 12), high):
        high = joint.start()
    if text[high - 1 : high] == "." and not ends_with_form(text, low, high) and not _INITIALS.search(text, low, high):
        high -= 1
    return low, max(low, high)
