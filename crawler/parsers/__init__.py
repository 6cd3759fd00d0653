"""Pure parsers of official answers: bytes in, document records and further addresses out; no network, no clock.

A new API source registers its parser in PARSERS under the name that its YAML uses.
"""

from collections.abc import Callable
from datetime import date

from crawler.parsers import annex, cellar, csl, ecfr, federal_register, oj_feed, public_inspection
from crawler.parsers.page import Answer, Follow, ParsedPage, ParseError, Parser, Problem, UnreadableError
from ruletrace.model import Document

__all__ = [
    "PARSERS",
    "STANDING",
    "Answer",
    "Follow",
    "ParseError",
    "ParsedPage",
    "Parser",
    "Problem",
    "UnreadableError",
    "documents",
    "versions",
]

PARSERS: dict[str, Parser] = {
    "annex-i": annex.annex,
    "cellar-act": cellar.act,
    "cellar-formex": cellar.formex,
    "cellar-notice": cellar.notice,
    "csl": csl.screening_list,
    "ecfr-part": ecfr.part_xml,
    "ecfr-versions": ecfr.version_list,
    "federal-register": federal_register.listing,
    "oj-feed": oj_feed.feed,
    "public-inspection": public_inspection.listing,
    "rule-xml": federal_register.rule_xml,
}

# Quick checks of bodies that are held for good (`once`), where a parser once took what it refuses today.
STANDING: dict[str, Callable[[bytes], bool]] = {"rule-xml": federal_register.is_rule_xml}


def documents(
    parser_name: str, body: bytes, sha256: str, source: str = "fr-documents", keywords: tuple[str, ...] = ()
) -> tuple[list[Document], list[Problem]]:
    """Return the documents in the archived answer `body` and what is wrong with its rows.

    `keywords` are those of the source's YAML, for a parser that chooses rows (`public-inspection`).
    Raises ParseError when the answer cannot be read at all.
    """
    page = PARSERS[parser_name](Answer(source, "", sha256, body, keywords))
    return list(page.documents), list(page.problems)


def versions(body: bytes) -> list[date]:
    """Return the dates in an archived list of eCFR versions, sorted; raises ParseError."""
    return ecfr.version_days(body)[0]
