"""What the European readers share: XHTML with its document type, Formex with its processing instructions, changes.

The rule of `readers.xml` stands: nothing is fetched and no entity is declared. A document type without an internal
subset declares nothing here; named characters (&nbsp;) come from the HTML standard's table.
"""

import re
from dataclasses import dataclass, replace
from html import unescape
from html.entities import html5
from html.parser import HTMLParser
from itertools import accumulate
from xml.parsers import expat

from ruletrace.model import StructuredText
from ruletrace.readers.xml import MAX_DEPTH, Node, ReadError, Run, _Tree

_ATTRIBUTE = re.compile(r"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"))
_HEADED = ("article", "annex")


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a consolidated text that another act wrote: `text[start:end]`.

    `mark` is the publisher's (M3, C1, B for the act itself), `celex` the act that did it, `action` its word (REPLACED,
    INSERTED, DELETED, ADDED; "" where none is given), `location` the place in that act ("AR:1 .AND. AX:0").
    """

    mark: str
    celex: str
    action: str
    location: str
    start: int
    end: int


def with_headings(text: StructuredText) -> StructuredText:
    """Return `text` with the heading of each article and annex in the label of its own block: "3 Definitions"."""
    blocks = list(text.blocks)
    for index, (block, after) in enumerate(zip(text.blocks, text.blocks[1:], strict=False)):
        if block.kind in _HEADED and after.kind == f"{block.kind}_title":
            blocks[index] = replace(block, label=f"{block.label} {text.of(after)}".strip())
    return replace(text, blocks=tuple(blocks))


class _XhtmlTree(_Tree):
    """Accepts `<!DOCTYPE html>` without an internal subset and resolves the named characters of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.parser.SkippedEntityHandler = self._named

    def _refuse(self, name: str, *rest: object) -> None:
        if name.lower() != "html" or rest[-1]:
            super()._refuse(name)

    def _named(self, name: str, is_parameter: bool) -> None:
        text = html5.get(f"{name};")
        if is_parameter or text is None:
            raise ReadError(f"unknown entity &{name}; at line {self.parser.CurrentLineNumber}")
        self._characters(text)


class _FormexTree(_Tree):
    """Keeps processing instructions as empty elements named `?` and the target."""

    def __init__(self) -> None:
        super().__init__()
        self.parser.ProcessingInstructionHandler = self._instruction

    def _instruction(self, target: str, data: str) -> None:
        self._close_run()
        if self._stack:
            pairs = {name: double or single for name, double, single in _ATTRIBUTE.findall(data)}
            at = self.parser.CurrentByteIndex
            self._stack[-1].children.append(Node(f"?{target}", pairs, at, at))


def parse_xhtml(data: bytes) -> Node:
    """Return the root of an XHTML page, or of an older HTML page whose elements are closed but for the empty ones.

    Raises ReadError, with the line, for anything else: no page is repaired by guessing.
    """
    opening = data[:2000]
    xhtml = b"xmlns=" in opening or opening.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")
    return _finish(_XhtmlTree(), data) if xhtml else _HtmlTree(data).root()


def parse_formex(data: bytes) -> Node:
    """Return the root of a Formex document; processing instructions are elements named `?CLG.MDFO` and the like."""
    return _finish(_FormexTree(), data)


def _finish(tree: _Tree, data: bytes) -> Node:
    if not data.strip():
        raise ReadError("empty where XML was expected")
    try:
        tree.parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise ReadError(f"not well-formed XML at line {error.lineno}, column {error.offset}: {reason}") from None
    except (LookupError, ValueError) as error:  # an encoding that is unknown, or of several bytes
        raise ReadError(f"not readable XML: {error}") from None
    if tree.root is None:
        raise ReadError("no element where XML was expected")
    return tree.root


class _HtmlTree(HTMLParser):
    """Reads HTML that is not XML, strictly: what is opened must be closed, but for HTML's empty elements."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=False)
        try:
            self._source = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ReadError(f"not UTF-8 at byte {error.start}") from None
        lengths = (len(line) + 1 for line in self._source.split("\n"))
        self._lines = [0, *accumulate(lengths)]
        self._seen = (0, 0)  # the last position asked for, in characters and in bytes
        self._top = Node("", {}, 0)
        self._stack = [self._top]

    def root(self) -> Node:
        """Return the html element; raises ReadError when an element is left open (a truncated page)."""
        self.feed(self._source)
        self.close()
        if len(self._stack) > 1:
            raise ReadError(f"not closed: <{self._stack[-1].tag}> opened at byte {self._stack[-1].byte_start}")
        root = self._top.first("html")
        if root is None:
            raise ReadError("no html element in the page")
        return root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        node = Node(tag, {name: value or "" for name, value in attrs}, self._byte())
        if len(self._stack) >= MAX_DEPTH:
            raise ReadError(f"elements nested deeper than {MAX_DEPTH} at line {self.getpos()[0]}")
        self._stack[-1].children.append(node)
        if tag not in _VOID:
            self._stack.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element that closes itself."""
        self._stack[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}, self._byte()))

    def handle_endtag(self, tag: str) -> None:
        """Close the element opened last, which must be this one."""
        if tag in _VOID:
            return
        if tag != self._stack[-1].tag:
            raise ReadError(f"</{tag}> closes <{self._stack[-1].tag}> at line {self.getpos()[0]}")
        self._stack.pop().byte_end = self._byte()

    def handle_data(self, data: str) -> None:
        """Add characters."""
        self._add(data, len(data.encode()))

    def handle_entityref(self, name: str) -> None:
        """Add a named character."""
        text = html5.get(f"{name};")
        if text is None:
            raise ReadError(f"unknown entity &{name}; at line {self.getpos()[0]}")
        self._add(text, len(name) + 2)

    def handle_charref(self, name: str) -> None:
        """Add a numbered character."""
        self._add(unescape(f"&#{name};"), len(name) + 3)

    def _add(self, text: str, length: int) -> None:
        at = self._byte()
        self._stack[-1].children.append(Run(text, at, at + length))

    def _byte(self) -> int:
        line, column = self.getpos()
        position = self._lines[line - 1] + column
        last, offset = self._seen
        # Positions only grow, so that each character is measured once, however long a line is.
        self._seen = position, offset + len(self._source[last:position].encode())
        return self._seen[1]
