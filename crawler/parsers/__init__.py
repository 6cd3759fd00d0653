"""Pure parsers of official answers: bytes in, document records and further addresses out; no network, no clock.

A new API source registers its parser in PARSERS under the name that its YAML uses.
"""

from datetime import date

from crawler.parsers import csl, ecfr, federal_register
from crawler.parsers.page import Answer, Follow, ParsedPage, ParseError, Parser, Problem
from ruletrace.model import Document

__all__ = ["PARSERS", "Answer", "Follow", "ParseError", "ParsedPage", "Parser", "Problem", "documents", "versions"]

PARSERS: dict[str, Parser] = {
    "csl": csl.screening_list,
    "ecfr-part": ecfr.part_xml,
    "ecfr-versions": ecfr.version_list,
    "federal-register": federal_register.listing,
    "rule-xml": federal_register.rule_xml,
}


def documents(
    parser_name: str, body: bytes, sha256: str, source: str = "fr-documents"
) -> tuple[list[Document], list[Problem]]:
    """Return the documents in the archived answer `body` and what is wrong with its rows.

    Raises ParseError when the answer cannot be read at all.
    """
    page = PARSERS[parser_name](Answer(source, "", sha256, body))
    return list(page.documents), list(page.problems)


def versions(body: bytes) -> list[date]:
    """Return the dates in an archived list of eCFR versions, sorted; raises ParseError."""
    page = ecfr.version_list(Answer("", "", "", body))
    return [date.fromisoformat(key) for key in page.keys]
