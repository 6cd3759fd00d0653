"""Lines of a printed text put together to paragraphs; page marks and rulers told from words."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ruletrace.readers.offsets import ByteOffsets
from ruletrace.readers.xml import ReadError, Run

INDENT = 3  # columns from which a line opens a paragraph
_RULER = re.compile(r"[-=_]{5,}$")
_PAGE = re.compile(r"\[\[Page (?P<page>\w+)\]\]$")
STOPS = ".:;!?\\"  # what ends a sentence, or a footnote's call (\1\) after one


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its outer white space: `text` stands at the characters `[start, end)`."""

    number: int
    start: int
    end: int
    indent: int
    text: str


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `kind` is words, ruler or page. `apart` says that an empty line stands before it."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    apart: bool = True

    @property
    def text(self) -> str:
        """The words on one line."""
        return " ".join(line.text for line in self.lines)

    @property
    def indented(self) -> bool:
        """Whether the first line is indented."""
        return self.lines[0].indent >= INDENT


def decoded(data: bytes) -> str:
    """Return `data` as text; raises ReadError when it is empty, binary, or not UTF-8."""
    if not data.strip():
        raise ReadError("empty where text was expected")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8 at byte {error.start}: {error.reason}") from None
    if "\x00" in text:
        raise ReadError("binary data where text was expected")
    return text


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of `text`, empty ones included; a form feed begins a line."""
    for number, match in enumerate(re.finditer(r"[^\n\f]*(?:[\n\f]|\Z)", text), 1):
        words = match.group().strip()
        before = match.group()[: len(match.group()) - len(match.group().lstrip())] if words else ""
        start = match.start() + len(before)
        yield Line(number, start, start + len(words), len(before.expandtabs()), words)


def paragraphs(found: Iterable[Line], opens: Callable[[Line, Line], bool]) -> Iterator[Paragraph]:
    """Yield paragraphs, rulers and page marks in order; what a page mark cuts in two is one paragraph before the mark.

    Empty lines and indented first lines part paragraphs; `opens(before, line)` says where else one begins.
    """
    current: Paragraph | None = None
    marks: list[Paragraph] = []
    gap = True
    for line in found:
        if not line.text:
            gap = True
        elif _PAGE.match(line.text):
            marks.append(Paragraph("page", [line]))
        elif _RULER.match(line.text):
            yield from _closed(current, marks)
            yield Paragraph("ruler", [line])
            current, marks, gap = None, [], True
        elif current is not None and _goes_on(current.lines[-1], line, gap, bool(marks), opens):
            current.lines.append(line)
            gap = False
        else:
            yield from _closed(current, marks)
            current, marks, gap = Paragraph("words", [line], gap), [], False
    yield from _closed(current, marks)


def _closed(current: Paragraph | None, marks: list[Paragraph]) -> Iterator[Paragraph]:
    if current is not None:
        yield current
    yield from marks


def _goes_on(before: Line, line: Line, gap: bool, paged: bool, opens: Callable[[Line, Line], bool]) -> bool:
    if opens(before, line):
        return False
    if paged:
        return before.text[-1] not in STOPS and line.indent < INDENT
    if line.indent < INDENT:
        return not gap
    # One line after another at the same column: a paragraph set in, unless each is a sentence of its own.
    return not gap and abs(line.indent - before.indent) < INDENT and before.text[-1] not in STOPS


def page_of(paragraph: Paragraph) -> str:
    """Return the number of a page mark."""
    match = _PAGE.match(paragraph.lines[0].text)
    return match["page"] if match else ""


def runs(found: Iterable[Line], offsets: ByteOffsets, without: re.Pattern[str] | None = None) -> Iterator[Run]:
    """Yield the words of the lines, a space of the reader's own between them, none after a hyphen: "730-⏎774".

    What `without` matches is left out.
    """
    before = ""
    for line in found:
        if before and not before.endswith("-"):
            yield Run(" ", offsets(line.start), offsets(line.start))
        yield from _words(line, offsets, without)
        before = line.text


def _words(line: Line, offsets: ByteOffsets, without: re.Pattern[str] | None) -> Iterator[Run]:
    position = 0
    for match in without.finditer(line.text) if without else ():
        if match.start() > position:
            yield _run(line, position, match.start(), offsets)
        position = match.end()
    if position < len(line.text):
        yield _run(line, position, len(line.text), offsets)


def _run(line: Line, start: int, end: int, offsets: ByteOffsets) -> Run:
    return Run(line.text[start:end], offsets(line.start + start), offsets(line.start + end))
