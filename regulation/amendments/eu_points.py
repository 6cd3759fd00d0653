"""The amending points of an act of the EU, each with the quoted text that follows it.

Amending acts follow the Interinstitutional style guide and the Joint Handbook (chapter C): an Article that says
"Regulation … is amended as follows:", numbered points, new text between ‘ and ’, and annexes that amend annexes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from regulation.amendments.labels import Numbering, Path
from ruletrace.model import StructuredText

# The page marks of the Official Journal's PDF.
_FURNITURE = re.compile(r"^.*\bEN\s+Official Journal of the European Union.*$", re.MULTILINE)
_STARTS = re.compile(r"\(\d{1,3}\)\s|\([a-z]{1,3}\)\s|‘|“?ANNEX\b|Article \d+\w*$|\d{1,2}\.\s{2,}")
_HEADING = re.compile(r"(?P<kind>Article|ANNEX)(?: (?P<label>\d+[a-z]*|[IVXLC]+))?")
_POINT = re.compile(r"\((?P<label>\d{1,3}|[a-z]{1,2}|[ivxl]+)\)\s+(?P<words>.*)", re.DOTALL)
_AMENDS = re.compile(
    r"\b(?:is|are) (?:hereby )?(?:further )?(?:amended|replaced|deleted|added|inserted|repealed|renumbered)\b"
)
# How an amending sentence begins; other sentences of an act say "is amended" of themselves.
_BEGINS = re.compile(
    r"(?:in |the following |(?:the )?(?:articles?|annex(?:es)?|paragraphs?|(?:sub)?points?|sections?|parts?|"
    r"introductory|headings?|titles?|words?|(?:first|second|third|fourth|fifth|last) |entr(?:y|ies)|tables?)|"
    r"(?:(?:council|commission|implementing|delegated) )*(?:regulation|directive|decision) )",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"’\s*[;.,]?(?:\s+and)?\s*\.?$")
_ENACTING = re.compile(r"HAVE? ADOPTED THIS|HAS ADOPTED THIS|HAVE ADOPTED THIS")
_ACT = re.compile(
    r"(?P<kind>REGULATION|DIRECTIVE|DECISION) \((?:EU|EC|CFSP|EU, Euratom|EEC)\)(?: No)? (?P<a>\d+)/(?P<b>\d+)",
    re.IGNORECASE,
)
_LETTER = {"regulation": "R", "directive": "L", "decision": "D"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the act: `quoted` when it is new text for another act."""

    text: str
    quoted: bool


@dataclass(slots=True)
class Point:
    """An amending sentence: its printed path, where it stands ("Article 1", "ANNEX V"), its words, its new text."""

    number: Path
    place: str
    text: str
    body: list[str] = field(default_factory=list)


def celex_of(text: str) -> str:
    """Return the CELEX number of the act whose title opens the text (32022R0576), "" when there is none."""
    match = _ACT.search(text)
    if not match:
        return ""
    year, number = (
        (match["a"], match["b"]) if len(match["a"]) == 4 and match["a"] > "1950" else (match["b"], match["a"])
    )
    return f"3{year}{_LETTER[match['kind'].lower()]}{int(number):04d}"


def passages_of_print(text: str) -> list[Passage]:
    """Return the paragraphs after the enacting words of the plain text of a printed act (`pdftotext -layout`)."""
    opened = _ENACTING.search(text)
    lines = _FURNITURE.sub("", text[opened.end() :] if opened else text).replace("\f", "\n").splitlines()
    return list(_quoted(_paragraphs(lines)))


def passages_of_blocks(text: StructuredText) -> list[Passage]:
    """Return the paragraphs of an act read from Formex or XHTML."""
    found = []
    for block in text.blocks:
        words = text.of(block)
        if block.kind in ("recital", "citation", "preamble", "signatory", "title") or not words.strip(" ;."):
            continue
        inside = "/quoted" in block.path or block.kind == "quoted"
        found.append(Passage(words, inside))
    return found if any(one.quoted for one in found) else list(_quoted(one.text for one in found))


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    words: list[str] = []
    for line in lines:
        bare = line.strip()
        if words and (not bare or _STARTS.match(bare)):
            yield " ".join(words)
            words = []
        if bare:
            words.append(" ".join(bare.split()))
    if words:
        yield " ".join(words)


def _quoted(paragraphs: Iterator[str]) -> Iterator[Passage]:
    """Tell new text by its quotation marks: it begins with ‘ and ends with ’ at the end of a paragraph."""
    inside = False
    for text in paragraphs:
        inside = inside or text.startswith("‘")
        yield Passage(text, inside)
        if re.search(r"’\s*[;.,]?$|’; and$", text):
            inside = False


def points(passages: Sequence[Passage]) -> list[Point]:
    """Return the amending sentences in order; sentences that amend nothing are left out."""
    found: list[Point] = []
    numbering, place, in_annex = Numbering(), "", False
    for passage in passages:
        heading = None if passage.quoted else _HEADING.fullmatch(passage.text.strip())
        if heading:
            place = f"{heading['kind']} {heading['label'] or ''}".strip()
            numbering, in_annex = Numbering(), heading["kind"] == "ANNEX"
        elif passage.quoted:
            if found and found[-1].place == place:
                found[-1].body.append(passage.text)
        else:
            _take(passage.text, place, numbering, found, in_annex=in_annex)
    return [_without_marks(one) for one in _numbered(found)]


def _without_marks(point: Point) -> Point:
    """Take the quotation marks off the new text."""
    if point.body:
        point.body[0] = point.body[0].removeprefix("‘")
        point.body[-1] = _CLOSES.sub("", point.body[-1])
        point.body = [line for line in point.body if line]
    return point


def _take(text: str, place: str, numbering: Numbering, found: list[Point], *, in_annex: bool) -> None:
    point = _POINT.match(text)
    words = point["words"] if point else text
    if not _AMENDS.search(words) or not _BEGINS.match(words):
        return
    if not place or (in_annex and not place.removeprefix("ANNEX")):
        place = place or "Article 1"
    path = numbering.place(point["label"], "") if point else ()
    found.append(Point(path, place, " ".join(words.split())))


def _numbered(found: list[Point]) -> list[Point]:
    """Put the Article's number before its points where several Articles amend; an annex's always."""
    articles = {one.place for one in found if one.place.startswith("Article")}
    for one in found:
        label = one.place.partition(" ")[2]
        if one.place.startswith("ANNEX") or len(articles) > 1:
            one.number = (label, *one.number) if label else one.number
    return found
