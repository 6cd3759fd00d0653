"""A regulation of the Union out of the plain text of its official consolidated PDF: articles, paragraphs, annexes.

The only one held is Regulation (EU) No 833/2014 as consolidated on 2022-06-04. A PDF is printed for readers: page
headings, marks of amendment and footnotes stand between the words of the law, and are taken out. What the consolidated
text does not name may have been prohibited since; it is never told as not listed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ruletrace.model import sha256_hex
from ruletrace.readers.xml import ReadError

ACT = "833/2014"
# "02014R0833 — EN — 04.06.2022 — 009.004 — 1"
_PAGE = re.compile(
    r"\s*0(?P<year>\d{4})R0*(?P<number>\d{1,4}) — EN — (?P<day>\d\d)\.(?P<month>\d\d)\.(?P<of>\d{4}) — [\d.]+ — \d+\s*"
)
_MARK = re.compile(r"[▼►](?:\(\d{1,2}\) )?[A-Z]\d{0,3}\s?|◄")
_DIVISION = re.compile(r"\s{16,}(?:(?P<article>Article \d{1,3}[a-z]{0,2})|ANNEX (?P<annex>[IVXLC]{1,8}))\s*")
_FOOTNOTE = re.compile(r"\s*\(\d{1,2}\) [A-Z]")
_PARAGRAPH = re.compile(r"\s{0,12}(?P<number>\d{1,3})(?P<letter>[a-z]{0,2})\.\s")
# The printer breaks words with a soft hyphen; a hyphen of the word's own stays.
_BROKEN = re.compile("\u00ad\n|(?<=[a-z]-)\n(?=[a-z])")


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """A consolidated regulation: `number` "833/2014", the date of its text, the words of each division by citation.

    Citations are "Article 2", "Article 2(1)" and "Annex VII", in text order; the words keep the lines of the print.
    """

    number: str
    version: date
    sha256: str
    words: Mapping[str, str] = field(repr=False)

    def find(self, citation: str) -> str:
        """Return the words that a citation names, of a point ("Article 2(2)(a)") those of its paragraph; "" of none."""
        while citation not in self.words and "(" in citation:
            citation = citation[: citation.rindex("(")]
        return self.words.get(citation, "")

    @property
    def divisions(self) -> tuple[str, ...]:
        """The articles, then the annexes."""
        return tuple(one for one in self.words if "(" not in one)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles: "Article 2a"."""
        return tuple(one for one in self.divisions if one.startswith("Article"))


def read_act(data: bytes, number: str = ACT) -> Act:
    """Return the regulation of that number from unpacked UTF-8 text; raises ReadError when it is another text."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8 at byte {error.start}") from None
    pages = {found.groups() for line in lines if (found := _PAGE.fullmatch(line))}
    if len(pages) != 1:
        raise ReadError(f"no consolidated text of one regulation and day: {len(pages)} page headings")
    year, own, day, month, of = pages.pop()
    if f"{own}/{year}" != number:
        raise ReadError(f"the text is that of {own}/{year}, not of {number}")
    try:
        version = date(int(of), int(month), int(day))
    except ValueError:
        raise ReadError(f"{day}.{month}.{of} is no day") from None
    words = dict(_divisions(lines))
    if not words:
        raise ReadError(f"no article in the text of {number}")
    return Act(number, version, sha256_hex(data), words)


def _divisions(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield citation and words of each article with its paragraphs, then of each annex."""
    heads = [(index, found) for index, line in enumerate(lines) if (found := _DIVISION.fullmatch(line))]
    ends = (*(start for start, _ in heads), len(lines))[1:]
    for (start, found), end in zip(heads, ends, strict=True):
        own = lines[start + 1 : end]
        if found["annex"]:
            yield f"Annex {found['annex']}", _joined(_printed(own))
            continue
        kept = list(_without_footnotes(own))
        yield found["article"], _joined(kept)
        for number, paragraph in _paragraphs(kept):
            yield f"{found['article']}({number})", _joined(paragraph)


def _without_footnotes(lines: Sequence[str]) -> Iterator[str]:
    """Yield the words of the law of an article: a footnote ends its page."""
    below = False
    for line in lines:
        if _PAGE.fullmatch(line):
            below = False
        below = below or bool(_FOOTNOTE.match(line))
        if not below:
            yield from _printed([line])


def _printed(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        words = _MARK.sub("", line).rstrip()
        if words and not _PAGE.fullmatch(line):
            yield words


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the numbered paragraphs of an article: a number opens one where it follows on the one before."""
    starts: list[tuple[int, str]] = []
    last = 0
    for index, line in enumerate(lines):
        found = _PARAGRAPH.match(line)
        if found and int(found["number"]) in ((last, last + 1) if found["letter"] else (last + 1,)):
            last = int(found["number"])
            starts.append((index, f"{last}{found['letter']}"))
    for (start, number), (end, _) in pairwise([*starts, (len(lines), "")]):
        yield number, lines[start:end]


def _joined(lines: Iterator[str] | Sequence[str]) -> str:
    return _BROKEN.sub("", "\n".join(line.strip() for line in lines))
