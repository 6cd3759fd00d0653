"""Federal Register citations: volume and page, and document numbers."""

import re
from collections.abc import Iterator

from nlp.finds import Find, Notes, Pairs
from nlp.ranges import inside

FIRST_YEAR = 1935  # volume 1 is of 1936
# None before volume 45 (1980) reached page 66000.
EARLY_VOLUME, EARLY_PAGES = 45, 60_000

# 90 FR 47201   88 FR 73458-73517   -- not "90 FR 30 pgs. 9604", where 30 is the issue
_PAGES = re.compile(
    r"F(?:R|\.R\.|ed\. Reg\.)\s+"
    r"(?P<page>\d{1,3}(?:,\d{3})|\d{1,6})(?:\s?-\s?(?P<last>\d{1,6}))?(?!\s*pgs?\b)(?![\w,]*\d)"
)
_VOLUME = re.compile(r"(?<![\w.,])(?P<volume>\d{1,3})\s+$")
# 8 FR 66187, Aug. 14, 2024   8 FR 66187 (August 14, 2024)
_YEAR = re.compile(r",?\s*\(?\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2},\s+(?P<year>(?:19|20)\d\d)\b")
_NUMBER = r"(?P<number>(?:20\d\d|[A-Z]\d|\d\d)-\d{4,6})(?![\w-])"
# FR Doc. 2025-00480   FR Doc No: 2023-23049   document number 2024-28270
_CITED = (
    re.compile(rf"FR\s+Doc(?:ument)?\.?(?:\s*No\.?)?:?\s*{_NUMBER}"),
    re.compile(rf"ocument\s+(?:[Nn]umber|[Nn]o\.)\s*{_NUMBER}"),
)
_OWN = re.compile(rf"(?<![\w-]){_NUMBER}")


def pages(text: str) -> Iterator[Find]:
    """Yield citations of pages; one that cannot be right has the detail `doubt` and is not repaired."""
    for match in _PAGES.finditer(text):
        volume = _VOLUME.search(text, max(0, match.start() - 6), match.start())
        if volume:
            value = f"{volume['volume']} FR {int(match['page'].replace(',', ''))}"
            value += f"-{match['last']}" if match["last"] else ""
            doubt = _doubt(text, int(volume["volume"]), match)
            yield Find("fr_citation", value, "cited", volume.start(), match.end(), doubt)


def _doubt(text: str, volume: int, match: re.Match[str]) -> Pairs:
    page = int(match["page"].replace(",", ""))
    dated = _YEAR.match(text, match.end())
    if dated and int(dated["year"]) != volume + FIRST_YEAR:
        return (("doubt", f"{dated['year']} is volume {int(dated['year']) - FIRST_YEAR}, not {volume}"),)
    if volume < EARLY_VOLUME and page > EARLY_PAGES:
        return (("doubt", f"volume {volume} has no page {page}"),)
    return ()


def document_numbers(notes: Notes) -> Iterator[Find]:
    """Yield document numbers: the document's own (role self) and those that are cited as such."""
    own = notes.within("number")
    for low, high in own:
        for match in _OWN.finditer(notes.text, low, high):
            yield Find("document_number", match["number"], "self", *match.span("number"))
    for pattern in _CITED:
        for match in pattern.finditer(notes.text):
            if not inside(match.start("number"), own):
                yield Find("document_number", match["number"], "cited", *match.span("number"))
