"""Licence exceptions by symbol or by name."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.words import alternation
from nlp.finds import Find, Notes, notes_of, record
from nlp.vocabulary import load

NAME, VERSION = "licence_exceptions", "2"
REACH = 300

# Symbols that mean other things, too: only with "License Exception" or in an entry's line.
_AMBIGUOUS = frozenset({"HBM", "ACM", "APP", "MED", "CTP", "ACE", "CCD", "KMI"})
_ANCHOR = re.compile(r"[Ll](?:icen[sc]e\s+[Ee]xceptions?|(?<=L)ICENSE\s+EXCEPTIONS?)\b")
# What may stand between two symbols of one list.
_BRIDGE = re.compile(
    r"(?:[\s,;:()\"'§/]|\b[A-Z][\w.\-]*+|\b\d{3}\.\d++|\b(?:and|or|the|in|of|for|to|eligibility|use|under|paragraph"
    r"|including|such|as|specifically|namely|certain|following|provisions|portions)\b)*+"
)
# LVS: $5000   NAC/ACA: Yes   -- a line of the list-based exceptions of an entry
_LINE = re.compile(r"^(?P<symbols>[A-Z]{3}(?:/[A-Z]{3})*):", re.M)
# HBM under the provisions of § 740.25   GOV (740.11(a))   LE HBM discrepancy reports
_CUE = r"(?:(?<=LE ...)|(?=,?\s+under\s+the\s+provisions\b|\s+\((?:§+\s*)?740\.|,?\s+(?:is\s+)?restricted\s+to\b))"
# "the ENC Encryption Request Coordinator" is an office, "ISO/IEC" another body.
_OFFICE = re.compile(r"\s+Encryption\s+Request")


@Language.component("ruletrace_licence_exceptions")
def licence_exceptions(doc: Doc) -> Doc:
    """Write the licence exceptions that a text names."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield symbols (STA) and names (Strategic Trade Authorization) of licence exceptions.

    They stand with "License Exception", begin a line of an entry's list, or stand alone in a text on the EAR.
    """
    anchors = list(_ANCHOR.finditer(notes.text))
    for anchor in anchors:
        _low, high = notes.sentences.at(anchor.start())
        yield from _after(notes.text, anchor.end(), min(high, anchor.end() + REACH))
        yield from _right_before(notes.text, anchor.start())
    yield from _lines(notes.text)
    if anchors or notes.context.is_on_ear:
        yield from _alone(notes)


def _lines(text: str) -> Iterator[Find]:
    for line in _LINE.finditer(text):
        for found in re.finditer("[A-Z]{3}", line["symbols"]):
            if found.group() in load("licence_exceptions"):
                start = line.start() + found.start()
                yield Find("licence_exception", found.group(), "named", start, start + 3)


def _alone(notes: Notes) -> Iterator[Find]:
    """Yield symbols that can mean nothing else in a text on the EAR; in a list of parties they are names of parties."""
    for found in _unmistakable().finditer(notes.text):
        place = notes.context.at(found.start())
        if not _OFFICE.match(notes.text, found.end()) and (place.part, place.supplement) not in _PARTY_LISTS:
            yield Find("licence_exception", found.group(), "named", *found.span())
    for found in _cued().finditer(notes.text):
        yield Find("licence_exception", found.group(), "named", *found.span())


def _after(text: str, position: int, end: int) -> Iterator[Find]:
    for match in _known().finditer(text, position, end):
        if _is_listed(text[position : match.start()], match.group()) and not _OFFICE.match(text, match.end()):
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
    match = _BEFORE.search(text, max(0, position - 9), position)
    if match and match.group(1) in load("licence_exceptions"):
        yield Find("licence_exception", match.group(1), "named", match.start(1), match.end(1))


def _symbol(words: str) -> str:
    table = load("licence_exceptions")
    if words in table:
        return words
    folded = re.sub(r"\s+", " ", words).lower()
    key = next(key for key, row in table.items() if row["name"].lower() == folded)
    return str(table[key].get("symbol", key))


_BEFORE = re.compile(r"\b([A-Z]{3})\)?\s+$")
_PARTY_LISTS = frozenset({("744", "4"), ("744", "6"), ("744", "7")})


@cache
def _unmistakable() -> re.Pattern[str]:
    table = load("licence_exceptions")
    symbols = alternation(symbol for symbol in table if len(symbol) == 3 and symbol not in _AMBIGUOUS)
    return re.compile(rf"(?:{symbols})(?<![\w.\-]...)(?<!ISO/...)(?<!gov/...)(?!\w|-(?!Yes))")


@cache
def _cued() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(sorted(_AMBIGUOUS))})(?<![\w.\-]...)(?!\w){_CUE}")


@cache
def _known() -> re.Pattern[str]:
    table = load("licence_exceptions")
    symbols = "|".join(symbol for symbol in table if len(symbol) == 3)
    names = "|".join(re.escape(row["name"]).replace(r"\ ", r"\s+") for row in table.values())
    return re.compile(rf"\b(?:{symbols})\b|(?i:\b(?:{names})\b)")
