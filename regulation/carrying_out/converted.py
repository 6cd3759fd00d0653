"""Text of parts of the code that others converted to Markdown; its headings are mangled, its paragraphs are not.

A part opens with `### Part 758`, a section with the line `#### § § 758.1` after one that holds its number and heading;
a paragraph is a line of its own, the source line stands in a quotation (`> [85 FR 63012, Oct. 6, 2020]`).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from regulation.carrying_out.text import Text, Unit
from regulation.carrying_out.units import section_units
from regulation.controls.model import Kind
from regulation.parts.entry_reader import EntryReader
from regulation.parts.markers import Italics
from ruletrace.model import Block, StructuredText, sha256_hex
from ruletrace.readers.xml import ReadError

READER = "converted-parts/1"
REMARK = "converted by others"
_PART = re.compile(r"### Part (\d+)$")
_SECTION = re.compile(r"#### § § (\d+\.\d+)")
_HEADING = re.compile(r"§ \d+\.\d+ {2,}(.+)")
_AUTHORITY = re.compile(r"\*\*Authority:\*\* (?:Authority: )?(.+)")


def read_converted(data: bytes, name: str) -> Text:
    """Return the parts of such a file as one text without a day; raises ReadError when it holds none."""
    try:
        lines = [line.strip() for line in data.decode("utf-8").splitlines()]
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8 at byte {error.start}") from None
    starts = [index for index, line in enumerate(lines) if _PART.match(line)]
    if not starts:
        raise ReadError("no heading of a part (### Part 758) in the text")
    units: list[Unit] = []
    for start, end in pairwise([*starts, len(lines)]):
        units.extend(_part(lines[start:end], sha256_hex(data)))
    scopes = frozenset(f"part {lines[start].rpartition(' ')[2]}" for start in starts)
    return Text(name, scopes, tuple(units), remark=REMARK)


def _part(lines: Sequence[str], sha256: str) -> Iterator[Unit]:
    part = f"part {lines[0].rpartition(' ')[2]}"
    yield Unit((part,), lines[0].lstrip("# "), name="heading", kind=Kind.HEADING)
    starts = [index for index, line in enumerate(lines) if _SECTION.match(line)]
    for line in lines[: starts[0] if starts else len(lines)]:
        authority = _AUTHORITY.match(line)
        if authority:
            yield Unit((part,), authority[1], name="authority citation", kind=Kind.AUTHORITY)
    for start, end in pairwise([*starts, len(lines)]):
        yield from _section(lines[start:end], _heading(lines[:start]), sha256)


def _heading(before: Sequence[str]) -> str:
    found = (match[1] for line in reversed(before[-3:]) if (match := _HEADING.match(line)))
    return next(found, "")


def _section(lines: Sequence[str], heading: str, sha256: str) -> Iterator[Unit]:
    number = lines[0].rpartition(" ")[2]
    kept = [line for line in lines[1:] if line and not line.startswith("#") and not _HEADING.match(line)]
    blocks: list[Block] = []
    body = ""
    for index, line in enumerate([f"§ {number} {heading}", *kept], 1):
        tag = "HEAD" if index == 1 else "CITA" if line.startswith("> ") else "P"
        start = len(body) + bool(body)
        body += ("\n" if body else "") + line.removeprefix("> ")
        blocks.append(Block("paragraph", f"{number}/{tag}[{index}]", start, len(body)))
    source = StructuredText(sha256, READER, body, tuple(blocks), ())
    reader = EntryReader(source, Italics(()), number, number.partition(".")[0])
    yield from section_units(reader.read(blocks), reader.headings)
