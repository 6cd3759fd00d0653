"""Federal Register citations of listed parties: the way from a published document to the rows that cite it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from parties.model import ListedParty


class Citation(NamedTuple):
    """A page of the Federal Register: `Citation(90, 4621)` is 90 FR 4621."""

    volume: int
    page: int

    def __str__(self) -> str:
        return f"{self.volume} FR {self.page}"


@dataclass(frozen=True, slots=True)
class Citing:
    """A party whose row cites a page of the document; `reason` says how the pages were matched."""

    party: ListedParty
    citation: Citation
    reason: str


# 90 FR 4621 | 65 F.R. 42664 | 81 F.R.45276 | 84 fr 40241 | 67.F.R. 1
_CITATION = re.compile(r"(?<!\d)(\d{1,3})\s*\.?\s*F\.?\s*R\.?\s*(\d{1,6})(?![\d/])", re.IGNORECASE)
# What may stand beside a citation: dates, a note in brackets, the issue's number, joining words
_BESIDE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\([^()]*\)|\bNo\.? \d{1,3}\b|\band\b|\bdated\b", re.IGNORECASE)
# Vol. 59, No. 44, 03/07/1994: a volume and an issue, no page
_ISSUE = re.compile(r"Vol\. \d{1,3}, No\. \d{1,3}, \d{2}/\d{2}/\d{4}")


def parse(text: str) -> tuple[Citation, ...]:
    """Return the page citations of a text in its order, none twice."""
    found = (Citation(int(match[1]), int(match[2])) for match in _CITATION.finditer(text))
    return tuple(dict.fromkeys(found))


def not_understood(text: str) -> str:
    """Return what a citation text holds besides citations, dates and notes; "" when it is wholly understood."""
    for known in (_ISSUE, _CITATION, _BESIDE):
        text = known.sub(" ", text)
    return " ".join(re.sub(r"[;,.\s]+", " ", text).split())


def rows_citing(
    parties: Iterable[ListedParty], first_page: Citation, last_page: int | None, tolerance: int = 0
) -> list[Citing]:
    """Return the parties that cite a page of the document which begins at `first_page`, sorted by party id.

    `last_page` None: the document's end is not held; pages up to `tolerance` after the first are taken, and each
    reason says so. The screening list cites a document's first page, supplement no. 4 to part 744 the page of the
    amendment inside it.
    """
    end = first_page.page + tolerance if last_page is None else last_page
    pages = range(first_page.page, end + 1)
    found: list[Citing] = []
    for party in parties:
        cited = next((pair for pair in party.citations if pair[0] == first_page.volume and pair[1] in pages), None)
        if cited:
            found.append(Citing(party, Citation(*cited), _reason(cited, first_page, last_page, tolerance)))
    return sorted(found, key=lambda citing: citing.party.id)


def _reason(cited: tuple[int, int], first: Citation, last: int | None, tolerance: int) -> str:
    words = f"cites {Citation(*cited)}"
    if cited[1] == first.page:
        return f"{words}, the document's first page"
    if last is not None:
        return f"{words}, inside the document's pages {first.page}-{last}"
    return f"{words}, within {tolerance} pages after {first}; the document's last page is not held"
