"""XML with byte offsets, and the builder that turns it into structured text.

Parsing is expat's; document types and entities are refused, so neither external entities nor entity bombs exist here.
"""

import gc
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.parsers import expat

from ruletrace.model import Block, Piece, StructuredText

MAX_DEPTH = 200
SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_RAISED = frozenset(chr(code) for table in (SUPERSCRIPTS, SUBSCRIPTS) for code in table.values())
_SPACE = re.compile(r"\s+")
_WORDS = re.compile(r"\S+(?: \S+)*")  # words with single spaces between them are one piece


class ReadError(Exception):
    """The bytes are not what the reader expects; the message says where and why."""


@dataclass(slots=True)
class Run:
    """Characters that stand in the source at `[byte_start, byte_end)`."""

    text: str
    byte_start: int
    byte_end: int


@dataclass(slots=True)
class Node:
    """An element with its attributes, its children in order, and where it stands in the source."""

    tag: str
    attributes: dict[str, str]
    byte_start: int
    byte_end: int = 0
    children: "list[Node | Run]" = field(default_factory=list)

    def elements(self, *tags: str) -> "Iterator[Node]":
        """Yield the child elements, only those named in `tags` when any is given."""
        return (child for child in self.children if isinstance(child, Node) and (not tags or child.tag in tags))

    def first(self, *tags: str) -> "Node | None":
        """Return the first child element of one of these names, or None."""
        return next(self.elements(*tags), None)

    def walk(self) -> "Iterator[Node]":
        """Yield this element and all below it, in document order."""
        open_nodes = [self]
        while open_nodes:
            node = open_nodes.pop()
            yield node
            open_nodes.extend([child for child in reversed(node.children) if isinstance(child, Node)])

    def runs(self) -> Iterator[Run]:
        """Yield all characters below this element, in document order."""
        for child in self.children:
            if isinstance(child, Run):
                yield child
            else:
                yield from child.runs()

    def text(self) -> str:
        """Return all characters below this element with white space folded."""
        return _SPACE.sub(" ", "".join(run.text for run in self.runs())).strip()


class _Tree:
    """Builds the element tree from expat's calls; an element named in `breaks` holds a space of its own."""

    def __init__(self, breaks: Collection[str] = ()) -> None:
        self._breaks = breaks
        self.parser = expat.ParserCreate(namespace_separator=None)
        self.parser.buffer_text = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.DefaultHandler = self._between
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.root: Node | None = None
        self._stack: list[Node] = []
        self._open: Run | None = None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._close_run()
        node = Node(tag, attributes, self.parser.CurrentByteIndex)
        if len(self._stack) >= MAX_DEPTH:
            raise ReadError(f"elements nested deeper than {MAX_DEPTH} at line {self.parser.CurrentLineNumber}")
        if self._stack:
            self._stack[-1].children.append(node)
        else:
            self.root = node
        self._stack.append(node)

    def _end(self, tag: str) -> None:
        self._close_run()
        node = self._stack.pop()
        node.byte_end = self.parser.CurrentByteIndex
        if tag in self._breaks:
            node.children.append(Run(" ", node.byte_start, node.byte_start))

    def _characters(self, text: str) -> None:
        begins = self.parser.CurrentByteIndex
        if self._open is not None:
            self._open.byte_end = begins
        self._open = run = Run(text, begins, 0)
        self._stack[-1].children.append(run)

    def _between(self, _data: str) -> None:
        self._close_run()

    def _close_run(self) -> None:
        # Expat tells where a run begins; it ends where the next call begins.
        if self._open is not None:
            self._open.byte_end = self.parser.CurrentByteIndex
            self._open = None

    def _refuse(self, name: str, *_rest: object) -> None:
        raise ReadError(f"a document type ({name}) is not accepted in official XML")


def parse(data: bytes, breaks: Collection[str] = ()) -> Node:
    """Return the root element of `data`; raises ReadError with line and column when it is not well-formed XML.

    The elements named in `breaks` part words: each holds a space of its own, which stands nowhere in the source.
    """
    if not data.strip():
        raise ReadError("empty where XML was expected")
    tree = _Tree(breaks)
    try:
        with uncollected():
            tree.parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise ReadError(f"not well-formed XML at line {error.lineno}, column {error.offset}: {reason}") from None
    except (LookupError, ValueError) as error:
        raise ReadError(f"an encoding that cannot be read: {error}") from None
    if tree.root is None:
        raise ReadError("no element where XML was expected")
    return tree.root


class _Found(Exception):  # noqa: N818 - no error: what was looked for
    """The element is there."""


def holds_element(data: bytes, tags: Collection[str]) -> bool:
    """Tell whether an element of one of these names begins in `data`; what comes after it is not looked at."""

    def start(tag: str, _attributes: dict[str, str]) -> None:
        if tag in tags:
            raise _Found

    parser = expat.ParserCreate(namespace_separator=None)
    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except _Found:
        return True
    except (expat.ExpatError, LookupError, ValueError):
        pass
    return False


@contextmanager
def uncollected() -> Iterator[None]:
    """Stop the collector of cycles while a tree is built or read, which has none; it would walk it again and again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class TextBuilder:
    """Collects blocks of text with folded white space, and remembers for each run the bytes it came from."""

    def __init__(self, sha256: str, reader: str, separator: str = "\n") -> None:
        self._sha256, self._reader, self._separator = sha256, reader, separator
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(self, kind: str, path: str, runs: Iterable[Run], label: str = "") -> Block | None:
        """Add one block made of `runs`; returns it, or None when it has no characters but white space."""
        start = self._length + (len(self._separator) if self._blocks else 0)
        parts: list[str] = []
        pieces: list[Piece] = []
        position, pending = start, False
        for run in runs:
            if run.text.isspace():
                pending = True
                continue
            for word, place, byte_start, byte_end in _words(run):
                # A superscript belongs to what stands before it: the source breaks the line inside 10³.
                pending = (pending or place > 0) and word[0] not in _RAISED
                if pending and parts:
                    parts.append(" ")
                    position += 1
                end = position + len(word)
                pieces.append(Piece(position, end, byte_start, byte_end))
                parts.append(word)
                position, pending = end, False
            pending = pending or (bool(run.text) and run.text[-1].isspace())
        if not parts:
            return None
        self._keep(parts, pieces, position)
        self._blocks.append(Block(kind, path, start, position, label))
        return self._blocks[-1]

    def build(self) -> StructuredText:
        """Return what was collected."""
        return StructuredText(
            self._sha256, self._reader, "".join(self._parts), tuple(self._blocks), tuple(self._pieces)
        )

    def _keep(self, parts: list[str], pieces: list[Piece], position: int) -> None:
        if self._blocks:
            self._parts.append(self._separator)
        self._parts.extend(parts)
        self._pieces.extend(pieces)
        self._length = position


def _words(run: Run) -> list[tuple[str, int, int, int]]:
    """Return the words of a run with where each begins in it and its bytes; the run is measured once."""
    text, byte = run.text, run.byte_start
    if _WORDS.fullmatch(text):
        return [(text, 0, byte, run.byte_end)]
    plain = text.isascii()
    if (len(text) if plain else len(text.encode())) != run.byte_end - byte:
        # an escape, or a character changed by the reader
        return [(word.group(), word.start(), byte, run.byte_end) for word in _WORDS.finditer(text)]
    if plain:
        return [(word.group(), word.start(), byte + word.start(), byte + word.end()) for word in _WORDS.finditer(text)]
    found, character = [], 0
    for word in _WORDS.finditer(text):
        start = byte + len(text[character : word.start()].encode())
        byte = start + len(word.group().encode())
        character = word.end()
        found.append((word.group(), word.start(), start, byte))
    return found


def styled_runs(node: Node, style: Callable[[Node], dict[int, int] | None]) -> Iterator[Run]:
    """Yield the runs below `node`; where `style` gives a table for an element, its characters are translated.

    Used to keep 10³ apart from 103: superscript elements are translated with SUPERSCRIPTS.
    """
    for child in node.children:
        if isinstance(child, Run):
            yield child
            continue
        table = style(child)
        for run in styled_runs(child, style):
            yield Run(run.text.strip().translate(table), run.byte_start, run.byte_end) if table else run
