"""Annex I of Regulation (EU) 2021/821 by CELEX: the two converted forms that are held, and no other form yet."""

from crawler.parsers.page import Answer, ParsedPage, ParseError, UnreadableError
from ruletrace.readers.annex_i import read_annex_json, read_annex_text
from ruletrace.readers.eu_refusal import refusal
from ruletrace.readers.xml import ReadError


def annex(answer: Answer) -> ParsedPage:
    """Return how many entries the list has.

    Raises UnreadableError for the official forms (XHTML, Formex), for which no reader is proved yet, and ParseError for
    what is no list at all.
    """
    _refuse(answer.body)
    try:
        entries = _entries(answer)
    except ReadError as error:
        raise ParseError(str(error)) from None
    return ParsedPage(total=len(entries), counts={"entries": len(entries), "texts": 1})


def _refuse(body: bytes) -> None:
    form = "a zip (Formex)" if body.startswith(b"PK") else "XML" if body.lstrip().startswith(b"<") else ""
    if refusal(body, "xml"):
        reason = refusal(body, "act")
        if reason:
            raise ParseError(reason)
        form = "an XHTML page"
    if form:
        raise UnreadableError(f"form not readable yet: {form}; the reader of Annex I is proved on converted text only")


def _entries(answer: Answer) -> set[str]:
    if not answer.body.lstrip().startswith(b"{"):
        return {block.label for block in read_annex_text(answer.body).blocks if block.kind == "entry"}
    read = read_annex_json(answer.body)
    asked = answer.url.rpartition("/celex/")[2]
    if asked and read.celex != asked:
        raise ParseError(f"the text is {read.celex}, not {asked}")
    return {block.path for block in read.text.blocks if block.kind == "line"}
