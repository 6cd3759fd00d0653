"""Licence exceptions by symbol or by name."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.finds import Find, Notes, notes_of, record
from nlp.vocabulary import load

NAME, VERSION = "licence_exceptions", "1"
REACH = 300

_AMBIGUOUS = frozenset({"HBM", "AIA", "ACM", "ACA", "APP", "MED", "GOV", "CTP", "ACE"})
_ANCHOR = re.compile(r"\b[Ll]icen[sc]e\s+[Ee]xceptions?\b|\bLICENSE\s+EXCEPTIONS?\b")
# What may stand between two symbols of one list.
_BRIDGE = re.compile(
    r"(?:[\s,;:()\"'§/]|\b[A-Z][\w.\-]*+|\b\d{3}\.\d++|\b(?:and|or|the|in|of|for|to|eligibility|use|under|paragraph"
    r"|including|such|as|specifically|namely|certain|following|provisions|portions)\b)*+"
)


@Language.component("ruletrace_licence_exceptions")
def licence_exceptions(doc: Doc) -> Doc:
    """Write the licence exceptions that a text names."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield symbols (STA) and names (Strategic Trade Authorization) that stand with "License Exception"."""
    for anchor in _ANCHOR.finditer(notes.text):
        _low, high = notes.sentences.at(anchor.start())
        yield from _after(notes.text, anchor.end(), min(high, anchor.end() + REACH))
        yield from _right_before(notes.text, anchor.start())


def _after(text: str, position: int, end: int) -> Iterator[Find]:
    for match in _known().finditer(text, position, end):
        if _is_listed(text[position : match.start()], match.group()):
            yield Find("licence_exception", _symbol(match.group()), "named", match.start(), match.end())
            position = match.end()


def _is_listed(between: str, words: str) -> bool:
    """Say whether `words` belong to the list after "License Exception"; an unmistakable symbol need not stand in it."""
    if words in load("licence_exceptions") and words not in _AMBIGUOUS:
        return True
    # "License Exception eligibility for high bandwidth memory (HBM)" names the goods.
    direct = not between.strip(" \"'")
    return direct or (not words.islower() and bool(_BRIDGE.fullmatch(between)) and " for " not in f"{between} ")


def _right_before(text: str, position: int) -> Iterator[Find]:
    match = re.compile(r"\b([A-Z]{3})\)?\s+$").search(text, max(0, position - 9), position)
    if match and match.group(1) in load("licence_exceptions"):
        yield Find("licence_exception", match.group(1), "named", match.start(1), match.end(1))


def _symbol(words: str) -> str:
    table = load("licence_exceptions")
    if words in table:
        return words
    folded = re.sub(r"\s+", " ", words).lower()
    key = next(key for key, row in table.items() if row["name"].lower() == folded)
    return str(table[key].get("symbol", key))


@cache
def _known() -> re.Pattern[str]:
    table = load("licence_exceptions")
    symbols = "|".join(symbol for symbol in table if len(symbol) == 3)
    names = "|".join(re.escape(row["name"]).replace(r"\ ", r"\s+") for row in table.values())
    return re.compile(rf"\b(?:{symbols})\b|(?i:\b(?:{names})\b)")
