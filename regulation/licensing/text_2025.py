"""A part of the code out of the text of January 2025 that others converted to Markdown, as a tree like those of XML.

The conversion keeps numbers and words of paragraphs; it mangles headings, drops italics (with the numbers that were
set in them: "() Food"), supplements and the editors' notes. So a section's source line there does not tell how far back
the text reaches, and it is left out: the text answers for its own date and later days only.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from regulation.parts import PartTree, part_tree
from ruletrace.model import Block, StructuredText, sha256_hex
from ruletrace.readers.ecfr import PartText
from ruletrace.readers.xml import ReadError

READER = "converted-part/1"
# The source names a month. Its newest source line is of 16 January 2025; the last day of the month is the first for
# which the text is not younger than the question.
JANUARY_2025 = date(2025, 1, 31)
REMARK = "text of January 2025 (day not known), converted by others"
_PART = re.compile(r"### Part (?P<number>\d+)$")
_SECTION = re.compile(r"#### § § (?P<number>\d+\.\d+)$")
_HEADING = re.compile(r"§ (?P<number>\d+\.\d+) {2,}(?P<words>.+)")
_NEXT_PART = re.compile(r"PART \d+\b")


def read_converted_part(data: bytes, number: str, version: date = JANUARY_2025) -> PartTree:
    """Return part `number` ("746") of the unpacked Markdown `data`; raises ReadError when it does not hold the part."""
    try:
        lines = [line.strip() for line in data.decode("utf-8").splitlines()]
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8 at byte {error.start}") from None
    starts = [index for index, line in enumerate(lines) if _PART.match(line)]
    for start, end in pairwise([*starts, len(lines)]):
        if lines[start] == f"### Part {number}":
            return part_tree(_text(lines[start:end], number, sha256_hex(data)), version)
    raise ReadError(f"no heading of part {number} (### Part {number}) in the text")


def _text(lines: Sequence[str], number: str, sha256: str) -> PartText:
    """Return the sections as one text, one line of it for each paragraph."""
    blocks: list[Block] = []
    divisions: list[tuple[str, int, int]] = []
    words: list[str] = []
    position = 0
    for section, paragraphs in _sections(lines):
        first = len(blocks)
        for index, paragraph in enumerate(paragraphs):
            tag = "P" if index else "HEAD"
            path = f"{section}/{tag}[{index}]"
            blocks.append(Block("paragraph" if index else "heading", path, position, position + len(paragraph)))
            words.append(paragraph)
            position += len(paragraph) + 1
        divisions.append((section, first, len(blocks)))
    return PartText(number, StructuredText(sha256, READER, "\n".join(words), tuple(blocks), ()), tuple(divisions), ())


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each section's number with its heading and paragraphs; the line before a section's own is its heading."""
    headings = {match["number"]: match["words"] for line in lines if (match := _HEADING.match(line))}
    starts = [index for index, line in enumerate(lines) if _SECTION.match(line)]
    for start, end in pairwise([*starts, len(lines)]):
        number = lines[start].rpartition(" ")[2]
        kept = (line for line in lines[start + 1 : end] if line and not _is_frame(line))
        yield (
            number,
            [f"§ {number} {headings.get(number, '')}", *(one.replace("_", "") for one in kept)],
        )  # marks of emphasis


def _is_frame(line: str) -> bool:
    """Return whether a line is a heading of something or the source line of a section."""
    return line.startswith(("#", "> ", "**")) or bool(_HEADING.match(line) or _NEXT_PART.match(line))
