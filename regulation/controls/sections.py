"""The words by which the parts of a Commerce Control List entry are recognised."""

import re
from enum import StrEnum

from regulation.controls.model import Kind


class Section(StrEnum):
    """The part of an entry that a block stands in."""

    HEADING = "heading"
    REQUIREMENTS = "license requirements"
    REPORTING = "reporting requirements"
    EXCEPTIONS = "list based license exceptions"
    STA = "special conditions for sta"
    DETAILS = "list of items controlled"
    ITEMS = "items"


_CAPTIONS = (
    (re.compile(r"License Requirements?\b(?! Notes?)\s*:?"), Section.REQUIREMENTS),
    (re.compile(r"(?:Special )?Reporting(?: Requirements)?\b\s*:?"), Section.REPORTING),
    (
        re.compile(r"(?:List Based )?License Exceptions?\b(?! Note)(?: \(See Part 740[^)]*\))?\s*:?", re.I),
        Section.EXCEPTIONS,
    ),
    (re.compile(r"Special Conditions for (?:STA|Strategic Trade Authorization \(STA\))\s*:?"), Section.STA),
    (re.compile(r"List of Items Controlled\b\s*:?"), Section.DETAILS),
)
_EXCEPTION = r"LVS|GBS|TSR|IEC|AIA|ACM|NAC/ACA|LPP|ACE|ENC|HBM|APP|CIV|CTP|GOV|TMP|RPL"
# "Items:", and "Items a. …" as 9D604 prints it
_LABEL = re.compile(
    rf"(?P<reason>Reasons? for Control\b:?)|(?P<exception>{_EXCEPTION}):|(?P<sta>STA):"
    r"|(?P<controls>Controls?(?:\(s\))?)(?::|$)"
    r"|(?P<chart>Country Chart[.:])\s|(?P<related>Related Controls?\b:?)|(?P<definitions>Related Definitions?\b:?)"
    r"|(?P<unit>Units?:)|(?P<entry>ECCN Controls:)|(?P<items>Items(?::|(?= a\. )))"
    r"|(?P<note>(?:License (?:Requirements?|Exceptions?) Notes?|(?:Technical )?Notes?"
    r"|N\.B\.(?: to paragraph [a-z.0-9]+)?):)",
    re.IGNORECASE,
)
KINDS = {
    "reason": Kind.REASON,
    "sta": Kind.STA,
    "related": Kind.RELATED_CONTROLS,
    "definitions": Kind.RELATED_DEFINITIONS,
    "unit": Kind.UNIT,
    "entry": Kind.ENTRY_CONTROLS,
}
# a. | a.1. | a.1.a | z.1.b | (none: "(a)" and "1." are no paragraphs of an entry)
_STEP = r"(?:\d{1,3}|[a-z]{1,2})"
_NUMBER = re.compile(
    rf"(?P<path>[a-z]{{1,2}}(?:\.{_STEP})+|[a-z]{{1,2}}(?=\.)|[a-z](?= \[Reserved))"
    r"(?:\.{0,2}(?=[\s\[]|$)|\.(?=['“‘]))\s*"
)
_RANGE = re.compile(
    rf"(?P<path>[a-z](?:\.{_STEP})*)\.?(?: (?:through|to|and) |-)\.?(?P<last>[a-z](?:\.{_STEP})*)\.? ?(?=\[Reserved)",
    re.IGNORECASE,
)
_LONE = re.compile(r"(?P<path>\d{1,3})\.\s+(?=\[Reserved)")
RESERVED = re.compile(r"\[Reserved\.?\][.;]?(?:\s*(?:and|or))?[.;]?$|Not used[.;]?$", re.IGNORECASE)


def caption(text: str) -> tuple[Section, int] | None:
    """Return the section that `text` opens and where its words end, or None."""
    for pattern, section in _CAPTIONS:
        match = pattern.match(text)
        if match:
            return section, match.end()
    return None


def label(text: str) -> tuple[str, str, int] | None:
    """Return (what, words, end) of the label that `text` opens with, such as ("exception", "LVS", 4), or None."""
    match = _LABEL.match(text)
    if not match:
        return None
    what = str(match.lastgroup)
    return what, match[what], match.end()


def number(text: str) -> tuple[str, str, int] | None:
    """Return (path, last, end) of the paragraph number that `text` opens with; `last` is set for a range."""
    match = _RANGE.match(text)
    if match:
        return match["path"].lower(), match["last"].lower(), match.end()
    match = _NUMBER.match(text) or _LONE.match(text)
    return (match["path"], "", match.end()) if match else None
