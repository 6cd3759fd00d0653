"""Citations: CFR parts, sections and supplements, Federal Register pages, document numbers."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from nlp.finds import Find, Notes, Pairs, notes_of, record

NAME, VERSION = "citations", "1"
EAR_TITLE = "15"

_PARAGRAPHS = r"(?:\([A-Za-z0-9]{1,4}\))*"
# No "15" of a following "15 CFR" is a part of this list.
_ITEM = rf"\d{{1,4}}(?:\.\d{{1,4}}[a-z]?(?!\d)(?:-\d{{1,2}})?)?{_PARAGRAPHS}(?!\d|\s+(?:CFR|C\.F\.R|FR\b|U\.?S\.?C))"
_JOIN = r"(?:\s*,\s*(?:and|or)?\s*|\s+(?:and|or|through|to)\s+|\s*-\s*)"
_LIST = rf"{_ITEM}(?:{_JOIN}(?:(?:§{{1,2}}|[Pp]arts?|[Ss]ections?)\s*)?{_ITEM})*"
# 15 CFR parts 730-774   15 CFR 744.23   22 CFR Part 121
_TITLED = re.compile(
    rf"\b(?P<title>\d{{1,2}})\s+(?:CFR|C\.F\.R\.)\s*(?:[Pp]arts?|[Ss]ections?|§{{1,2}}|Subtitle)?\s*"
    rf"(?P<list>{_LIST})(?![\w])"
)
# part 734 of the EAR   parts 736 and 744   §§ 744.21 and 744.22   section 744.11
_UNTITLED = re.compile(rf"(?:§{{1,2}}\s*|\b(?:[Pp]arts?|PARTS?|[Ss]ections?)\s+)(?P<list>{_LIST})(?![\w])")
# supplement No. 4 to part 744   supplement nos. 4, 5 or 6 to this part
_SUPPLEMENT = re.compile(
    r"\b[Ss]upp(?:lement|\.)s?\s+[Nn]os?\.\s*"
    r"(?P<list>\d{1,2}(?:(?:\s*,\s*(?:and|or)?\s*|\s+(?:and|or|through)\s+)\d{1,2})*)"
    r"(?:\s+to\s+(?:(?:15\s+CFR\s+)?[Pp]art\s+(?P<part>\d{3})|this\s+part))?"
)
_ONE = re.compile(rf"(?P<join>through|to|-)?\s*(?P<value>{_ITEM})")
# 90 FR 47201   88 FR 73458-73517   -- not "90 FR 30 pgs. 9604", where 30 is the issue
_FR = re.compile(
    r"\b(?P<volume>\d{1,3})\s+(?:FR|F\.R\.|Fed\. Reg\.)\s+"
    r"(?P<page>\d{1,3}(?:,\d{3})|\d{1,6})(?P<last>-\d{1,6})?(?!\s*pgs?\b)(?![\w,]*\d)"
)
# FR Doc. 2025-00480   FR Doc No: 2023-23049   document number 2024-28270
_NUMBER = re.compile(
    r"(?:FR\s+Doc(?:ument)?\.?(?:\s*No\.?)?:?\s*|\b[Dd]ocument\s+(?:[Nn]umber|[Nn]o\.)\s*|\(|\b)"
    r"(?P<number>(?:20\d\d|[A-Z]\d|\d\d)-\d{4,6})(?![\w-])"
)
_PUBLICATION_CUE = re.compile(r"FR\s+Doc|[Dd]ocument\s+(?:[Nn]umber|[Nn]o\.)")


@Language.component("ruletrace_citations")
def citations(doc: Doc) -> Doc:
    """Write CFR citations, Federal Register citations and document numbers."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield the citations of a text."""
    yield from _cfr(notes.text)
    yield from _supplements(notes.text)
    yield from _federal_register(notes.text)
    yield from _numbers(notes)


def _cfr(text: str) -> Iterator[Find]:
    taken: set[int] = set()
    for match in _TITLED.finditer(text):
        taken.add(match.start("list"))
        yield from _items(match, match.group("title"))
    for match in _UNTITLED.finditer(text):
        if match.start("list") not in taken:
            yield from _items(match, "")


def _items(match: re.Match[str], title: str) -> Iterator[Find]:
    """Yield each part or section of one list, a range as one citation `first-last`."""
    offset, low = match.start("list"), None
    items = list(_ONE.finditer(match.group("list")))
    for index, item in enumerate(items):
        value = item.group("value")
        if not title and not _is_ear(value):
            continue
        if index + 1 < len(items) and items[index + 1].group("join"):
            low = item
            continue
        first = low if low is not None and item.group("join") else item
        low = None
        named = value if first is item else f"{first.group('value')}-{value}"
        yield Find(
            "cfr_citation",
            named,
            "cited",
            offset + first.start("value"),
            offset + item.end("value"),
            _level(title, value),
        )


def _is_ear(value: str) -> bool:
    return 730 <= int(re.split(r"\D", value)[0]) <= 774


def _level(title: str, value: str) -> Pairs:
    level = "section" if "." in value else "part"
    return (("level", level), ("title", title or EAR_TITLE))


def _supplements(text: str) -> Iterator[Find]:
    for match in _SUPPLEMENT.finditer(text):
        for number in re.finditer(r"\d+", match.group("list")):
            part = match.group("part")
            value = f"{part} supplement {number.group()}" if part else f"supplement {number.group()}"
            detail = (("level", "supplement"), ("part", part or "not stated"), ("title", EAR_TITLE))
            yield Find("cfr_citation", value, "cited", match.start(), match.end(), detail)


def _federal_register(text: str) -> Iterator[Find]:
    for match in _FR.finditer(text):
        volume, page = int(match.group("volume")), int(match.group("page").replace(",", ""))
        # A volume is a year from 1936 on; none before volume 45 reached page 66000: such a number is misprinted.
        doubt = (("doubt", f"volume {volume} has no page {page}"),) if volume < 45 and page > 60_000 else ()
        value = f"{volume} FR {page}" + (match.group("last") or "")
        yield Find("fr_citation", value, "cited", match.start(), match.end(), doubt)


def _numbers(notes: Notes) -> Iterator[Find]:
    own = notes.within("number")
    for match in _NUMBER.finditer(notes.text):
        start, end = match.span("number")
        self_block = any(low <= start < high for low, high in own)
        cue = _PUBLICATION_CUE.search(notes.text, match.start(), end)
        if not self_block and not cue:
            continue
        yield Find("document_number", match.group("number"), "self" if self_block else "cited", start, end)
