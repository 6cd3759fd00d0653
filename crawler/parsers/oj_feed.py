"""Feeds of the Official Journal (EUR-Lex, `display-feed.rss?rssId=222`): RSS 2.0 items become document records.

Quirks of the service: a stray `/./` in links; `uri=CELEX:32026R1465`, or `uri=OJ:L_202601386` while the act has no
CELEX number; days as midnight of Brussels; an HTML page under the feed's address.
"""

import re
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from feedparser.api import parse

from crawler.parsers.page import ERROR, Answer, Follow, ParsedPage, ParseError, Problem, words
from ruletrace.model import Document
from ruletrace.readers.eu_refusal import refusal

CELLAR = "https://publications.europa.eu/resource/celex/"
ROLES = ("act", "formex", "notice")  # the three forms of an act at its address in CELLAR
# What feedparser makes of an item's elements.
KNOWN = words(
    "title title_detail summary summary_detail link links id guidislink tags published published_parsed "
    "author author_detail authors"
)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_URI = re.compile(r"[?&]uri=(?P<form>CELEX|OJ):(?P<number>[\w()-]+)$")  # ?uri=CELEX:32026R9901R(01)
_PREFIX = re.compile(r"CELEX:(?P<celex>\S+): +")  # CELEX:32026R1465: Council Regulation …
# 32026R1465; 22026A0123(01); 32026R1465R(01)
_CELEX = re.compile(r"(?P<sector>\d)\d{4}(?P<letter>[A-Z]{1,2})\d{4}(?:\(\d\d\))?(?P<corrigendum>R\(\d\d\))?")
_CORRIGENDUM = re.compile(r"Corrigendum\b")
_ACT = re.compile(r"(?:(?!of \d).)*\b(?:Regulation|Decision|Directive)\b")  # named before the day


def feed(answer: Answer) -> ParsedPage:
    """Return the feed's items, and the addresses in CELLAR of the relevant acts; raises ParseError.

    An item is relevant when one of the answer's keywords stands in its title or CELEX number.
    """
    parsed = _parsed(answer)
    problems = [Problem("/channel", "feed", f"not well-formed: {parsed.bozo_exception}", ERROR)] if parsed.bozo else []
    documents: list[Document] = []
    keys: list[str] = []
    for index, entry in enumerate(parsed.entries):
        pointer = f"/channel/item/{index}"
        try:
            documents.append(_document(answer, entry, pointer))
            keys.append(documents[-1].id)
        except ValueError as error:
            problems.append(Problem(pointer, "item", str(error), ERROR))
            keys.append(pointer)
        problems += [Problem(pointer, name, "unknown field") for name in sorted(entry.keys() - KNOWN)]
    relevant = [document for document in documents if is_relevant(document, answer.keywords)]
    problems += [
        Problem(document.pointer, "link", f"{document.id} is relevant and has no CELEX number yet: not fetched")
        for document in relevant
        if not document.body_url
    ]
    urls = dict.fromkeys(document.body_url for document in relevant if document.body_url)
    follow = tuple(Follow(url, role) for url in urls for role in ROLES)
    counts = {"documents": len(documents), "relevant": len(relevant)}
    return ParsedPage(tuple(documents), follow, tuple(keys), len(set(keys)), tuple(problems), counts)


def is_relevant(document: Document, keywords: tuple[str, ...]) -> bool:
    """Return whether a keyword stands in the document's title or number, as a whole word, in any case."""
    text = f"{document.title} {document.number}"
    return any(re.search(rf"(?<!\w){re.escape(keyword)}(?!\w)", text, re.IGNORECASE) for keyword in keywords)


def _parsed(answer: Answer) -> Any:
    reason = refusal(answer.body, "xml")
    if reason:
        raise ParseError(reason)
    if _DOCTYPE.search(answer.body):
        raise ParseError("a document type is not accepted in a feed")
    headers = {"content-location": answer.url, "content-type": "application/rss+xml"}
    parsed: Any = parse(answer.body, response_headers=headers)
    if not parsed.entries:
        raise ParseError(f"no items: {parsed.get('bozo_exception') or 'not a feed'}")
    return parsed


def _document(answer: Answer, entry: Any, pointer: str) -> Document:
    """Return the record of one item; raises ValueError with what is missing or wrong."""
    link = str(entry.get("link", "")).replace("eu/./", "eu/", 1)
    uri = _URI.search(link)
    if uri is None:
        raise ValueError(f"no CELEX or OJ number in the link {link!r:.120}")
    prefix = _PREFIX.match(entry.get("title", ""))
    title = " ".join(entry.get("title", "")[prefix.end() if prefix else 0 :].split())
    if not title:
        raise ValueError("no title")
    number, celex = uri["number"], uri["form"] == "CELEX"
    if celex and prefix and prefix["celex"] != number:
        raise ValueError(f"the title says {prefix['celex']}, the link {number}")
    return Document(
        id=f"{'celex' if celex else 'oj'}:{number}",
        source=answer.source,
        kind=_kind_by_celex(number) if celex else _kind_by_title(title),
        number=number,
        title=title,
        abstract="",
        action="",
        dates_text="",
        published=_day(entry),
        effective=None,
        comments_close=None,
        citation="",
        url=link,
        body_url=CELLAR + number if celex else "",
        cfr_parts=(),
        sha256=answer.sha256,
        pointer=pointer,
    )


def _kind_by_celex(number: str) -> str:
    """Return `corrigendum`, `act` (a regulation, decision or directive) or `other`."""
    celex = _CELEX.fullmatch(number)
    if celex is None:
        raise ValueError(f"not a CELEX number: {number!r:.60}")
    if celex["corrigendum"]:
        return "corrigendum"
    return "act" if celex["sector"] == "3" and celex["letter"] in ("R", "D", "L") else "other"


def _kind_by_title(title: str) -> str:
    if _CORRIGENDUM.match(title):
        return "corrigendum"
    return "act" if _ACT.match(title) else "other"


def _day(entry: Any) -> date | None:
    # The day is Brussels' own: midnight there is still the day before in UTC, which feedparser's struct gives.
    text = entry.get("published", "")
    try:
        return parsedate_to_datetime(text).date() if text else None
    except (ValueError, IndexError):
        raise ValueError(f"not a date: {text!r:.60}") from None
