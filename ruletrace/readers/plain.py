r"""Plain text, above all the Federal Register's text form at govinfo, as structured text.

The captions are those of the Document Drafting Handbook; the layout is that of the printer's text files: paragraphs are
indented, headings stand at the margin between empty lines, `0` stands for the bullet of an amendatory instruction,
`\1\` calls a footnote, which stands between rulers, and page marks such as [[Page 9605]] may cut a sentence in two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.footnotes import with_calls
from ruletrace.readers.offsets import ByteOffsets
from ruletrace.readers.plain_lines import STOPS, Line, Paragraph, decoded, lines, page_of, paragraphs, runs
from ruletrace.readers.xml import Run, TextBuilder

READER = "plain/2"

_KINDS = {
    "AGENCY": "agency",
    "AGENCIES": "agency",
    "ACTION": "action",
    "SUMMARY": "abstract",
    "DATE": "dates",
    "DATES": "dates",
    "EFFECTIVE DATE": "dates",
    "EFFECTIVE DATES": "dates",
    "ADDRESS": "addresses",
    "ADDRESSES": "addresses",
    "FOR FURTHER INFORMATION CONTACT": "contact",
    "FOR FURTHER INFORMATION, CONTACT": "contact",
    "SUPPLEMENTARY INFORMATION": "paragraph",
}
_CAPTION = re.compile(rf"(?P<caption>{'|'.join(sorted(_KINDS, key=len, reverse=True))}):")
# Lines that are a block of their own wherever they stand; the group's name is the block's kind.
_LINE = re.compile(
    r"(?P<issue>\[Federal Register Volume \d+, Number \d+ )"
    r"|(?P<part_of_issue>\[(?:Rules and Regulations|Proposed Rules|Notices|Presidential Documents)\]$)"
    r"|(?P<pages>\[Pages? [\d-]+\]$)"
    r"|(?P<furniture>From the Federal Register Online |BILLING CODE )"
    r"|(?P<number>\[FR Doc\.? No:? ?[\w-]+\]$|\[FR Doc\. [\w-]+ Filed )"
    r"|(?P<docket>\[Docket|Docket No)"
    r"|(?P<rin>RINs? \d{4}-)"
    r"|(?P<cfr>\d+ CFR (?:Parts?|Chapter) )"
    r"|(?P<asterisks>\* \* \* \* \*$)"
)
_OWN = frozenset({"issue", "part_of_issue", "pages", "furniture", "number", "asterisks"})
_FRONT = frozenset({"docket", "rin", "cfr"})
_FRONT_LINES = 200
_FILED = re.compile(r"\[FR Doc\. [\w-]+ Filed ")
_CALL = re.compile(r"\\(?P<mark>\d{1,3})\\")
_NOTE = re.compile(r"\\(?P<mark>\d{1,3})\\ ?")
_BULLET = "0"
_PART = re.compile(r"PART (?P<part>\d+)(?:--|$)")
_SECTION = re.compile(r"(?:Sec\.|§)\s+(?P<section>\d+\.\d[\w.-]*)")
_TITLE = re.compile(r"(\d+) CFR ")
_SUBJECTS = re.compile(r"Lists? of Subjects")
_SIGNED = re.compile(r"(?:Dated(?: this|:)|(?:Signed|Issued) (?:at|in|on)) .{0,80}\d{4}\.?$")
_COLUMNS = re.compile(r"\S {3,}\S|\.{4,}")
_LONGEST_HEADING = 120  # characters, in a text that is none of the Federal Register


def read(data: bytes, sha256: str = "") -> StructuredText:
    """Return the structured text of `data` (UTF-8); raises ReadError when it is empty or in another encoding.

    Block kinds of a Federal Register text: issue, part_of_issue, pages, number (FR Doc.), agency, cfr, docket, rin,
    title, action, abstract, dates, addresses, contact, heading (`label` HED for captions), paragraph (in
    SUPPLEMENTARY INFORMATION `label` names the heading it stands under), subjects,
    instruction and regulation (`label` "15 CFR 744", "15 CFR 744.21"), authority, asterisks, row (a line of a table),
    footnote (`label` the mark), signature, furniture (page marks with the page in `label`), front (what stands before
    AGENCY: and is none of these). Any other text has paragraphs and headings (lines in capitals). `path` is the line
    at which a block begins: `line 12`. The text is a `footnotes.NotedText`.
    """
    text = decoded(data)
    found = list(lines(text))
    reading = _Reading(TextBuilder(sha256 or sha256_hex(data), READER), ByteOffsets(text, data))
    groups = list(paragraphs(found, _opens))
    if any(_CAPTION.match(line.text) or _kind_of(line) == "issue" for line in found[:_FRONT_LINES]):
        reading.federal_register(groups)
    else:
        reading.other(groups)
    return with_calls(reading.builder.build(), reading.calls)


def _kind_of(line: Line) -> str:
    match = _LINE.match(line.text)
    return (match.lastgroup or "") if match else ""


def _opens(before: Line, line: Line) -> bool:
    """Say whether a line begins a paragraph although nothing parts it from the line before."""
    above = _kind_of(before)
    if above in _OWN or before.text == _BULLET or line.text == _BULLET:
        return True
    if above in _FRONT and before.text.endswith("]"):
        return True
    begins = _CAPTION.match(line.text) or _SIGNED.match(line.text)
    return begins is not None or _kind_of(line) in (*_OWN, "docket", "rin")


@dataclass(slots=True)
class _Reading:
    """Gives each paragraph its kind, in order; `region` is the part of the document that it stands in."""

    builder: TextBuilder
    offsets: ByteOffsets
    calls: list[tuple[str, int]] = field(default_factory=list)
    region: str = "front"
    _title: str = ""
    _law: str = ""
    _mark: str = ""
    _listing: bool = False
    _heading: str = ""

    def other(self, groups: Sequence[Paragraph]) -> None:
        """Read a text that is none of the Federal Register."""
        for group in groups:
            if group.kind != "ruler":
                words = group.lines[0].text
                heading = len(group.lines) == 1 and words.isupper() and len(words) <= _LONGEST_HEADING
                self._add("heading" if heading else "paragraph", group.lines)

    def federal_register(self, groups: Sequence[Paragraph]) -> None:
        """Read a document of the Federal Register."""
        groups = _rejoined(groups)
        title = _title_at(groups)
        between = _between_rulers(groups)
        bullet = False
        for index, group in enumerate(groups):
            if group.kind == "page":
                self._add("furniture", group.lines, f"page {page_of(group)}")
            elif group.kind == "ruler":
                self._mark = ""
            elif group.text == _BULLET:
                bullet = True
            elif index == title:
                self._add("title", group.lines)
            else:
                self._paragraph(group, between.get(index, ""), bullet)
                bullet = False

    def _paragraph(self, group: Paragraph, between: str, bullet: bool) -> None:
        kind = _kind_of(group.lines[0])
        caption = _CAPTION.match(group.lines[0].text)
        if caption:
            self._captioned(group, caption)
        elif kind in _OWN or (kind in _FRONT and self.region == "front"):
            self._own(kind, group)
        elif between == "footnote":
            self._footnote(group)
        elif between == "table":
            for line in group.lines:
                self._add("row", [line])
        elif between == "caption":
            self._add("caption", group.lines)
        elif between == "signature" or _SIGNED.match(group.lines[0].text) or self.region == "signature":
            self.region = "signature"
            for line in group.lines:
                self._add("signature", [line])
        else:
            self._body(group, bullet)

    def _own(self, kind: str, group: Paragraph) -> None:
        if kind == "cfr":
            found = _TITLE.match(group.text)
            self._title = self._title or (found[1] if found else "")
        self._add(kind, group.lines, self._law if kind == "asterisks" else "")

    def _captioned(self, group: Paragraph, caption: re.Match[str]) -> None:
        first = group.lines[0]
        self.region = _KINDS[caption["caption"]]
        self._add("heading", [_part(first, 0, caption.end())], "HED")
        rest = _part(first, caption.end(), len(first.text))
        self._add(self.region, [*([rest] if rest.text else []), *group.lines[1:]])

    def _footnote(self, group: Paragraph) -> None:
        found = _NOTE.match(group.lines[0].text)
        if found is None:
            self._add("footnote", group.lines, self._mark)
            return
        self._mark = found["mark"]
        first = _part(group.lines[0], found.end(), len(group.lines[0].text))
        self._add("footnote", [first, *group.lines[1:]], self._mark)

    def _body(self, group: Paragraph, bullet: bool) -> None:
        part, section = _PART.match(group.text), _SECTION.match(group.text)
        if self.region == "front":
            self._add("front" if self._title or not group.apart else "agency", group.lines)
        elif bullet:
            self.region = "regulation"
            self._add("instruction", group.lines, self._law)
        elif part or (section and self.region == "regulation"):
            self.region = "regulation"
            self._law = f"{self._title} CFR {part['part'] if part else section['section'] if section else ''}".strip()
            self._add("heading", group.lines, self._law)
        elif self._is_heading(group):
            self._head(group)
        else:
            kind = "authority" if group.text.startswith("Authority:") else self.region
            self._add(kind, group.lines, self._law if self.region == "regulation" else self._under(kind))
            self.region = "paragraph" if self.region == "subjects" else self.region

    def _is_heading(self, group: Paragraph) -> bool:
        """Say whether a paragraph is a heading: at the margin after an empty line, and no sentence."""
        body = self.region in ("paragraph", "subjects", "regulation")
        return body and group.apart and not group.indented and len(group.lines) <= 3 and group.text[-1] not in ".;:,"

    def _under(self, kind: str) -> str:
        above = ("SUPPLEMENTARY INFORMATION", self._heading) if self._heading else ("SUPPLEMENTARY INFORMATION",)
        return " / ".join(above) if kind == "paragraph" else ""

    def _head(self, group: Paragraph) -> None:
        """Add a heading; below "List of Subjects" one paragraph stands, or one below each part's number."""
        listed = _SUBJECTS.match(group.text) is not None
        self._listing = listed or (self._listing and _TITLE.match(group.text) is not None)
        if self.region != "regulation":
            self.region = "subjects" if self._listing else "paragraph"
            self._heading = group.text
        self._add("heading", group.lines)

    def _add(self, kind: str, found: Sequence[Line], label: str = "") -> None:
        for line in found:
            self.calls += [(one["mark"], self.offsets(line.start + one.start())) for one in _CALL.finditer(line.text)]
        if found:
            self.builder.add(kind, f"line {found[0].number}", list(_runs(found, self.offsets)), label)


def _runs(found: Sequence[Line], offsets: ByteOffsets) -> Iterator[Run]:
    return runs(found, offsets, _CALL)


def _part(line: Line, start: int, end: int) -> Line:
    """Return a stretch of the line without its outer white space."""
    words = line.text[start:end]
    low = line.start + start + len(words) - len(words.lstrip())
    return Line(line.number, low, low + len(words.strip()), line.indent, words.strip())


def _title_at(groups: Sequence[Paragraph]) -> int:
    """Return the number of the title: the last paragraph before AGENCY:, the one that says what the document is."""
    for index, group in enumerate(groups):
        if group.kind == "words" and group.text.startswith(("AGENCY:", "AGENCIES:")):
            before = [at for at in range(index) if groups[at].kind == "words"]
            return before[-1] if before and not _kind_of(groups[before[-1]].lines[0]) else -1
    return -1


def _rejoined(groups: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the groups with a sentence put together that footnotes and page marks cut in two."""
    found: list[Paragraph] = []
    cut: Paragraph | None = None
    inside = False
    for index, group in enumerate(groups):
        if group.kind == "words" and cut is not None and not inside:
            before, cut = cut, None
            if not group.indented and not _is_own(group):
                before.lines += group.lines
                continue
        if group.kind == "ruler":
            inside = not inside and _opens_notes(groups, index)
            ends = not found or found[-1].kind != "words" or found[-1].text[-1] in STOPS
            cut = found[-1] if inside and not ends else cut
        found.append(group)
    return found


def _opens_notes(groups: Sequence[Paragraph], index: int) -> bool:
    following = groups[index + 1] if index + 1 < len(groups) else None
    return groups[index].kind == "ruler" and following is not None and _NOTE.match(following.text) is not None


def _is_own(group: Paragraph) -> bool:
    return _CAPTION.match(group.text) is not None or _kind_of(group.lines[0]) != "" or group.text == _BULLET


def _between_rulers(groups: Sequence[Paragraph]) -> dict[int, str]:
    """Return what position tells of a paragraph: footnote or table between rulers, caption of a table, signature."""
    found: dict[int, str] = {}
    for index, (group, after) in enumerate(pairwise(groups)):
        if group.kind == "words" and not group.indented and _FILED.match(after.text):
            found[index] = "signature"
    rulers = [index for index, group in enumerate(groups) if group.kind == "ruler"]
    for start, end in pairwise(rulers):
        inside = [index for index in range(start + 1, end) if groups[index].kind == "words"]
        if inside and _NOTE.match(groups[inside[0]].lines[0].text):
            found.update(dict.fromkeys(inside, "footnote"))
        elif inside and any(_COLUMNS.search(line.text) for index in inside for line in groups[index].lines):
            found.update(dict.fromkeys(inside, "table"))
            if start and groups[start - 1].kind == "words" and found.get(start - 1) is None:
                found[start - 1] = "caption"
    return found
