"""The columns of the Entity List beside the entity: licence requirement, review policy, citations."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

from parties.citations import Citation
from parties.entity_list.lines import Source
from parties.entity_list.model import Cited, Words
from regulation.controls.model import Place

_PROVISION = re.compile(r"\d{3}\.\d{1,2}(?:\([0-9a-zA-Z]{1,4}\))*")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_SPACES = re.compile(r"\s+")
# "For all items subject to the EAR. (See §§ 734.9(g),³ 746.8(a)(3), and 744.21(b) of the EAR)"
_SECTIONS = r"(?:§+\s*)?\d{3}\.\d{1,2}(?:\([0-9a-z]{1,4}\))*"
_SEE = rf"[.,]?\s*\(?see?\s*{_SECTIONS}(?:[\s,.]*(?:and\s*)?{_SECTIONS})*[).\s,]*(?:of\s*the\s*ear)?[).\s]*"
_GOV = (
    r"(?:this license requirement may be overcome by license exception gov under § ?740\.11\(b\)"
    r"(?:\(2\) and \(e\)|\s?when used by the u\.s\.? geological survey)[.\s]*)?"
)
_WORLDWIDE = (
    r"(?:the license requirements under this entry also extend to any export, reexport and transfer \(in-country\) "
    r"to the entity wherever located worldwide[.\s]*)?"
)
_REQUIREMENTS = (
    re.compile(rf"(?:for )?all items subject to the ear[.\s]*(?:{_SEE})?{_GOV}{_WORLDWIDE}$"),
    re.compile(
        r"for all items subject to the ear when used in projects specified in § 746\.8\(a\)\(4\) of the ear[.]?$"
    ),
    re.compile(r"for items on the ccl and (?:ear ?99 items )?listed in supplement no\. 7 to part 746 of the ear[.]?$"),
)
_POLICIES = {
    "presumption of denial": re.compile(r"presumption (?:of|for) denial", re.IGNORECASE),
    "policy of denial": re.compile(r"policy of denial", re.IGNORECASE),
    "case-by-case review": re.compile(r"case-by-case", re.IGNORECASE),
    "presumption of approval": re.compile(r"presumption of approval", re.IGNORECASE),
}
_BY_REFERENCE = re.compile(r"^see §+", re.IGNORECASE)
_MONTHS = {
    "January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6,
    "July": 7, "August": 8, "September": 9, "October": 10, "November": 11, "December": 12,
}  # fmt: skip
# 84 FR 22963, 5/21/19 | 73 FR 54508. 9/22/08 | 77 FR 23116 4/18/12 | 88 FR FR 12158, 2/27/23
# 85 FR 64017, October 9, 2020
_CITED = re.compile(
    r"(?P<volume>\d{2,3})\s*FR(?: FR)?\s*(?P<page>\d{1,6})(?: preview citation details)?"
    r"(?:[.,]?\s*(?P<day>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|[A-Z][a-z]+ \d{1,2}, \d{4}))?"
)


def provisions(text: str) -> tuple[str, ...]:
    """Return the sections of the EAR that words name, in order, none twice: "734.9(g)"."""
    return tuple(dict.fromkeys(_PROVISION.findall(_RAISED.sub("", text))))


def footnotes(text: str, notes: Mapping[str, Place]) -> tuple[str, ...]:
    """Return the numbers of the table's footnotes whose raised numbers stand in a cell, in order, none twice."""
    marks = (mark for mark in _RAISED.findall(text) if mark in notes)
    return tuple(dict.fromkeys(unicodedata.normalize("NFKC", mark) for mark in marks))


def is_requirement(text: str) -> bool:
    """Return whether a licence requirement is one of the forms that are wholly understood."""
    plain = _SPACES.sub(" ", _RAISED.sub("", text)).strip().casefold()
    plain = re.sub(r"(\d{3}\.\d)l\(", r"\g<1>1(", plain)  # the list prints 744.2l(b), with a letter, for 744.21(b)
    return any(pattern.match(plain) for pattern in _REQUIREMENTS)


def policies(text: str) -> tuple[str, ...]:
    """Return what a review policy holds to, in the order of its words; "by reference" when it only names sections."""
    found = [(match.start(), name) for name, pattern in _POLICIES.items() if (match := pattern.search(text))]
    named = tuple(name for _, name in sorted(found))
    return named or (("by reference",) if _BY_REFERENCE.match(text) else ())


def cited(source: Source, cell: Words) -> Iterator[Cited]:
    """Yield the citations of a cell in its order."""
    for match in _CITED.finditer(cell.text):
        words = source.words(cell.start + match.start(), cell.start + match.end())
        yield Cited(Citation(int(match["volume"]), int(match["page"])), _day(match["day"]), words)


def citations_left(text: str) -> str:
    """Return what a citation cell holds besides citations; "" when it is wholly understood."""
    return re.sub(r"[\s.,;]+", " ", _CITED.sub(" ", text)).strip()


def _day(written: str | None) -> date | None:
    """Return the day of 9/22/08 or October 9, 2020; None for none, or for no day.

    Years of two figures lie between 1970 and 2069.
    """
    if written is None:
        return None
    first, *rest = re.split(r"[/, ]+", written)
    month = int(first) if first.isdigit() else _MONTHS.get(first, 0)
    day, year = map(int, rest)
    if len(rest[-1]) == len("yy"):
        year += 2000 if year < 70 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None
