"""The converted history of the Commerce Control List: one line a paragraph, with its words from version to version.

The form is that of `history-runs.jsonl` (see samples/ccl-history): a line names a paragraph that has no other below it,
and its runs say from which dated version to which it read how. What the converter took for one paragraph with its
conditions stands in `children`; the paragraphs above are only told as context (`ancestors`, `breadcrumbs`).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ValidationError

from ruletrace.model import Piece, StructuredText, sha256_hex
from ruletrace.readers.xml import ReadError

MAX_BYTES = 256 * 1024 * 1024
MAX_DEPTH = 12


class Item(BaseModel):
    """A block under a paragraph; `tag` is NOTE, P, TABLE or HD3, None for loose text; `html` tells a table's cells."""

    tag: str | None = None
    text: str | None = None
    html: str | None = None


class Child(BaseModel):
    """A paragraph that the converter keeps inside the one above it."""

    identifier: str
    heading: str | None = None
    content: tuple[Item, ...] = ()
    children: tuple["Child", ...] = ()


class Run(BaseModel):
    """How a paragraph read from the version `first_version` to the version `last_version`, both included."""

    first_version: date
    last_version: date
    heading: str | None
    breadcrumbs: tuple[str, ...]
    ancestors: tuple[str, ...]
    content: tuple[Item, ...]
    children: tuple[Child, ...]


class Line(BaseModel):
    """A paragraph with its runs; `supplement` is that of part 774 it was read from."""

    eccn: str
    supplement: str
    runs: tuple[Run, ...]


def lines(data: bytes) -> Iterator[tuple[int, bytes, Line]]:
    """Yield (byte offset, bytes, content) of every line; raises ReadError that names the line and the field."""
    offset = 0
    for number, raw in enumerate(data.splitlines(keepends=True), 1):
        try:
            yield offset, raw, Line.model_validate_json(raw)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"])) or "the line"
            raise ReadError(f"line {number}, {where}: {first['msg']}") from None
        offset += len(raw)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the file and where they stand in the structured text."""

    text: str
    start: int
    end: int


NO_WORDS = Words("", 0, 0)


@dataclass(slots=True)
class TextOfFile:
    """Builds the structured text of the file: words that one paragraph's line repeats are kept once."""

    sha256: str
    reader: str
    _parts: list[str] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _length: int = 0
    _known: dict[str, Words] = field(default_factory=dict)
    _together: dict[str, Words] = field(default_factory=dict)
    _line: bytes = b""
    _offset: int = 0

    def begin(self, offset: int, line: bytes) -> None:
        """Go to the line that stands at the byte `offset`."""
        self._line, self._offset = line, offset
        self._known, self._together = {}, {}

    def words(self, text: str | None) -> Words:
        """Return where the words of the present line stand; raises ReadError when they are not in it."""
        if not text or not text.strip():
            return NO_WORDS
        held = self._known.get(text)
        if held is None:
            held = self._known[text] = self._add(text)
        return held

    def joined(self, parts: Sequence[str], mark: str = "\n") -> Words:
        """Return where the parts stand side by side, put down anew at the end with `mark` between them.

        Parts that the present line repeats are kept once. Raises ReadError when one is not in the line.
        """
        whole = mark.join(parts)
        held = self._together.get(whole)
        if held is None:
            added, after = list[Words](), 0
            for part in parts:
                found = self._find(part, after)
                after = sum(found)
                added.append(self._put(part, found, mark))
            held = self._together[whole] = Words(whole, added[0].start, added[-1].end)
        return held

    def build(self) -> StructuredText:
        """Return what was collected."""
        return StructuredText(self.sha256, self.reader, "".join(self._parts), (), tuple(self._pieces))

    def _add(self, text: str) -> Words:
        return self._put(text, self._find(text), "\n")

    def _put(self, text: str, found: tuple[int, int], mark: str) -> Words:
        position, length = found
        start, end = self._length, self._length + len(text)
        self._parts += (text, mark)
        self._pieces.append(Piece(start, end, self._offset + position, self._offset + position + length))
        self._length = end + len(mark)
        return Words(text, start, end)

    def _find(self, text: str, after: int = 0) -> tuple[int, int]:
        """Return position and length of the words in the line, after the byte `after` if they stand there too."""
        for start in (after, 0) if after else (0,):
            for plain in (False, True):
                written = json.dumps(text, ensure_ascii=plain)[1:-1].encode()
                position = self._line.find(written, start)
                if position >= 0:
                    return position, len(written)
        raise ReadError(f"the line at byte {self._offset} writes {text[:40]!r} in a way that cannot be found again")


def begin_text(data: bytes, reader: str) -> TextOfFile:
    """Return an empty structured text of the file `data`."""
    return TextOfFile(sha256_hex(data), reader)
