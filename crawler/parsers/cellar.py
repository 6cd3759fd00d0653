"""The three forms in which CELLAR hands out an act: each is checked readable here and read by the pipeline."""

from crawler.parsers.page import Answer, ParsedPage, ParseError
from ruletrace.readers.eu_notice import read_notice
from ruletrace.readers.eu_xhtml import read_act
from ruletrace.readers.formex_package import read_package
from ruletrace.readers.xml import ReadError


def act(answer: Answer) -> ParsedPage:
    """Check an act's XHTML; raises ParseError."""
    try:
        read = read_act(answer.body)
    except ReadError as error:
        raise ParseError(str(error)) from None
    if not read.text.text:
        raise ParseError("no text in the act's page")
    return ParsedPage(counts={"acts": 1})


def formex(answer: Answer) -> ParsedPage:
    """Check a Formex package: a bounded zip whose manifest's parts are all there; raises ParseError."""
    try:
        package = read_package(answer.body)
    except ReadError as error:
        raise ParseError(str(error)) from None
    if package.missing:
        raise ParseError(f"the Formex zip lacks {', '.join(package.missing)[:200]}")
    return ParsedPage(counts={"formex": 1})


def notice(answer: Answer) -> ParsedPage:
    """Check a notice, and that it is about the act that was asked for; raises ParseError."""
    try:
        read = read_notice(answer.body)
    except ReadError as error:
        raise ParseError(str(error)) from None
    asked = answer.url.rpartition("/celex/")[2]
    found = read.work.celex if read.work else ""
    if asked and found != asked:
        raise ParseError(f"the notice is about {found or 'no act'}, not {asked}")
    return ParsedPage(counts={"notices": 1})
