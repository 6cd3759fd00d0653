"""Classification values of catalogues and product tables, where the strict grammar of legal text is too narrow."""

import re
from dataclasses import dataclass
from enum import StrEnum

from nlp.components.code_grammar import designation

_PREFIX = re.compile(r"^(?:ECCN|US|EU|EAR)?[\s:#-]*", re.I)
_ENTRY = re.compile(r"(?P<entry>[0-9][A-E][0-9]{3})(?P<tail>.*)", re.I | re.S)
# .B.7.D   a7   . a . 1   -- any mixture of dots and spaces
_TAIL = re.compile(r"(?:[.\s]*+(?:[a-z](?![a-z])|[ivx]{2,4}(?![a-z])|\d{1,3}(?!\d)))*+[.\s]*+", re.I)
_UNCONTROLLED = re.compile(r"(?:ECCN[\s:#-]*)?EAR[\s-]?99", re.I)
_EMPTY = frozenset({"", "N/A", "NA", "NLR", "NONE", "-", "NOT CONTROLLED", "NOT APPLICABLE"})


class Reading(StrEnum):
    """What a catalogue value turned out to be."""

    CODE = "code"
    EAR99 = "ear99"
    NONE = "none"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class CatalogueValue:
    """A value as read: `code` is the designation for a code, `rest` what follows it and was not understood."""

    reading: Reading
    code: str = ""
    rest: str = ""


def read_catalogue(value: str) -> CatalogueValue:
    """Return what a catalogue's classification cell says; nothing is cut off in silence.

    `5A991.B.7.D` is 5A991.b.7.d. `5A992CN3` is unreadable, with the entry 5A992 and the rest CN3 to show to a person:
    the suffix may be a paragraph and a note, or the vendor's own. NLR, N/A and an empty cell say nothing (none).
    """
    if _UNCONTROLLED.fullmatch(value.strip()):
        return CatalogueValue(Reading.EAR99)
    text = _PREFIX.sub("", value.strip(), count=1)
    if text.upper() in _EMPTY:
        return CatalogueValue(Reading.NONE)
    match = _ENTRY.fullmatch(text)
    if match is None:
        return CatalogueValue(Reading.UNREADABLE, "", text)
    entry, tail = match.group("entry").upper(), match.group("tail")
    if not _TAIL.fullmatch(tail):
        return CatalogueValue(Reading.UNREADABLE, entry, tail.strip())
    return CatalogueValue(Reading.CODE, designation(entry, tail))
