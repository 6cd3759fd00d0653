"""Aliases of a party, and where the addresses after them begin."""

import re
from collections.abc import Callable

from nlp.components.parties.grammar import address_runs_on, alias_block, alias_cue, between_aliases
from nlp.components.parties.spans import (
    SEMICOLON,
    Span,
    pieces,
    split_name,
    starts_address,
    stop_before_address,
    trim,
    trim_left,
)
from nlp.numbers import read_number
from nlp.vocabulary import load

# the dash that leads an alias stands before its first letter: "-A; and -B"
_BETWEEN_DASHES = re.compile(r";|\s(?=-[A-Z\"'])")


def aliases_after(text: str, cue: re.Match[str], end: int) -> tuple[list[tuple[str, Span]], int]:
    """Return (kind, span) of the aliases that `cue` opens, and where the addresses after them begin."""
    kind = _kind(cue.group("cue"))
    block = alias_block().match(text, cue.start("cue"), end)
    if block is None:
        return _one_alias(text, cue, kind, end)
    dashed = begins_with_dash(text, block.end(), end)
    parts = pieces(text, block.end(), end, _BETWEEN_DASHES if dashed else SEMICOLON)
    count = min(_count(text, block, parts, dashed), len(parts))
    if count == 0:
        return [], block.end()
    names = [trim(text, *part) for part in parts[: count - 1]]
    low, high = trim(text, *parts[count - 1])
    last, rest = _last(text, low, high)
    # nothing was left of the last piece: the addresses begin with the next one
    after = parts[count][0] if rest >= high and count < len(parts) else rest
    return [(kind, span) for span in (*names, last) if span[1] > span[0]], after


def _count(text: str, block: re.Match[str], parts: list[Span], dashed: bool) -> int:
    """Return how many parts are aliases: as many as stated, and every one that a dash leads."""
    stated = read_number(block.group("number")) if block.group("number") else 0
    if dashed:
        return max(stated, _until(text, parts, begins_with_dash, wanted=True))
    return stated or _until(text, parts, _is_address_part, wanted=False)


def _until(text: str, parts: list[Span], test: Callable[[str, int, int], bool], *, wanted: bool) -> int:
    """Return how many of the first parts pass `test` (or fail it, where not `wanted`); at least one."""
    for index, (low, high) in enumerate(parts):
        if test(text, low, high) != wanted:
            return max(1, index)
    return len(parts)


def _is_address_part(text: str, low: int, high: int) -> bool:
    return starts_address(text, trim_left(text, low, high)[0], high)


def _one_alias(text: str, cue: re.Match[str], kind: str, end: int) -> tuple[list[tuple[str, Span]], int]:
    """Return the alias of "(a.k.a. A)" or "a.k.a., A, 12 B Road", and further "a.k.a." ones in brackets."""
    close = text.find(")", cue.end(), end) if "(" in cue.group() else -1
    if close >= 0:
        marks = list(between_aliases().finditer(text, cue.end(), close))
        starts = [cue.end(), *(mark.end() for mark in marks)]
        ends = [*(mark.start() for mark in marks), close]
        found = [(kind, trim(text, low, high)) for low, high in zip(starts, ends, strict=True) if high > low]
        return found, close + 1
    (low, high), rest = _last(text, *trim(text, cue.end(), end))
    return [(kind, (low, high))], rest


def _last(text: str, low: int, high: int) -> tuple[Span, int]:
    """Return the last alias of a block and where the address after it begins."""
    name, rest = split_name(text, low, high)
    stopped = stop_before_address(text, low, high) < high
    runs_on = None if stopped else address_runs_on().search(text, name[0] + 1, name[1])
    if runs_on:
        name, rest = trim(text, name[0], runs_on.start()), runs_on.end()
    more = alias_cue().search(text, *name)
    return (trim(text, name[0], more.start()), rest) if more else (name, rest)


def _kind(cue: str) -> str:
    kinds = load("parties")["alias_kinds"].items()
    return next((kind for kind, patterns in kinds if re.match("|".join(patterns), cue, re.I)), "a.k.a.")


def pending_aliases(text: str, start: int, end: int) -> bool:
    """Say whether an alias block in `text[start:end]` has fewer aliases than the number it states."""
    block = alias_block().search(text, start, end)
    if block is None or not block.group("number"):
        return False
    return text.count(";", block.end(), end) + 1 < read_number(block.group("number"))


def begins_with_dash(text: str, position: int, end: int) -> bool:
    """Say whether an alias led by a dash begins at `position`, after white space and "and"."""
    return bool(re.compile(r"\s*(?:and,?\s+)?-(?=\S)").match(text, position, end))
