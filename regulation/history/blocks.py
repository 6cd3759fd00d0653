"""The labelled blocks of an entry without paragraphs: licence rows, exceptions, conditions, references and items.

The converter keeps them of such entries alone, cut in pieces: a caption, a label ("LVS:") and each run of its words are
pieces of their own, and the cells of a table are told once in its HTML and once more as pieces.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regulation.controls.model import Kind
from regulation.controls.scope import ROW
from regulation.controls.sections import KINDS, Section, caption, label
from regulation.history.runs import Item, TextOfFile, Words

_LINE = re.compile(r"<tr\b.*?</tr>", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NEXT_CATEGORY = re.compile(r"EAR99\b")
_IN_SECTION = {Section.STA: (Kind.STA, "STA"), Section.REPORTING: (Kind.REPORTING, "reporting")}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One block: its kind, the name of its place ("" for what is counted), its words, the cells of a licence row."""

    kind: Kind
    name: str
    words: Words
    cells: tuple[str, ...] = ()


def read_blocks(content: Iterable[Item], text: TextOfFile) -> Iterator[Labelled]:
    """Yield the blocks of an entry in the order of the source; what stands before its first caption is its heading."""
    return _Reader(text).read(content)


class _Reader:
    """Goes through the pieces of one entry."""

    def __init__(self, text: TextOfFile) -> None:
        self._text = text
        self._section = Section.HEADING
        self._open: tuple[Kind, str] | None = None
        self._pieces: list[str] = []
        self._in_cells = False  # the pieces after a table are its cells again

    def read(self, content: Iterable[Item]) -> Iterator[Labelled]:
        """Yield the blocks."""
        for item in content:
            words = (item.text or "").strip()
            if item.tag in ("NOTE", "TABLE"):
                yield from self._close()
                yield from self._note(words) if item.tag == "NOTE" else self._table(item)
            elif _NEXT_CATEGORY.match(words):
                break  # the line after the last entry of a category
            elif words:
                yield from self._piece(words)
        yield from self._close()

    def _piece(self, words: str) -> Iterator[Labelled]:
        opened, named = caption(words), label(words)
        if opened and not words[opened[1] :].strip():
            yield from self._close()
            self._section, self._in_cells = opened[0], False
        elif named:
            yield from self._labelled(named, words)
        elif self._section is Section.HEADING or self._in_cells:
            return
        elif self._open is None:
            yield from self._unlabelled(words)
        else:
            self._pieces.append(words)

    def _labelled(self, named: tuple[str, str, int], words: str) -> Iterator[Labelled]:
        yield from self._close()
        what, said, length = named
        if what in ("controls", "chart"):
            return  # the head of the table
        self._in_cells = False
        if what == "items":
            self._section = Section.ITEMS
            self._begin(Kind.TEXT, "items", words[length:].strip())
        elif what == "note":
            self._begin(Kind.NOTE, "", words)
        elif what == "exception":
            self._begin(Kind.EXCEPTION, f"exception {said.upper()}", words)
        else:
            self._section = Section.REQUIREMENTS if what == "reason" else self._section
            self._begin(KINDS[what], str(KINDS[what]), words)

    def _unlabelled(self, words: str) -> Iterator[Labelled]:
        if self._section in _IN_SECTION:
            self._begin(*_IN_SECTION[self._section], words)
        elif self._section is Section.REQUIREMENTS and ROW.match(words):
            yield Labelled(Kind.LICENCE_ROW, "", self._text.joined((words,)), (words,))
        else:
            self._begin(Kind.NOTE if self._section is Section.REQUIREMENTS else Kind.TEXT, "", words)

    def _begin(self, kind: Kind, name: str, words: str) -> None:
        self._open = (kind, name)
        self._pieces = [words] if words else []

    def _close(self) -> Iterator[Labelled]:
        if self._open and self._pieces:
            yield Labelled(*self._open, self._text.joined(self._pieces, " "))
        self._open, self._pieces = None, []

    def _note(self, words: str) -> Iterator[Labelled]:
        if words:
            yield Labelled(Kind.NOTE, "", self._text.joined((words,)))

    def _table(self, item: Item) -> Iterator[Labelled]:
        self._in_cells = True
        for line in _LINE.findall(item.html or ""):
            cells = tuple(cell for cell in map(_plain, _CELL.findall(line)) if cell)
            if cells and ROW.match(cells[0]):
                yield Labelled(Kind.LICENCE_ROW, "", self._text.joined(cells), cells)


def _plain(cell: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", cell)).split())
