"""The words of one paragraph of Federal Register XML: emphasis, raised figures, footnote calls, page marks.

Two forms of the same vocabulary are in use. The printed issue lays every inline element out on a line of its own, so
that white space stands before a full stop; single documents have no white space left at such an element at all
("See</E>76 FR"). Both are set right here: a space that the reader adds has no bytes of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ruletrace.readers.xml import SUBSCRIPTS, SUPERSCRIPTS, Node, Run

SKIPPED = frozenset({"AC", "PRTPAGE", "GPH", "GID", "MATH", "MID", "FTREF", "CNTNTS"})
# What STARS prints: text of the code that stays and is left out. The sign tells it from asterisks that are characters.
ASTERISKS = "∗ ∗ ∗ ∗ ∗"
_INSIDE_WORDS = frozenset({"AC"})  # an accent
_RAISED, _LOWERED = frozenset({"51"}), frozenset({"52"})
_THIN_SPACE = "\u2009"  # stands before a call in a table, never before an exponent
_AFTER_STOP = (".", ",", ";", "”")  # no power is taken of a stop
_CLOSING, _OPENING = frozenset(",.;:)]!?”"), frozenset("([“")
_ENDS_WORD, _BEGINS_WORD = frozenset(",;:.?!)”’"), frozenset("§“‘")


@dataclass(frozen=True, slots=True)
class Inline:
    """The runs of a paragraph, the footnotes it calls as (mark, byte), and the mark it begins with when it is one."""

    runs: tuple[Run, ...]
    calls: tuple[tuple[str, int], ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Edge:
    """An element's border; a word may not run over one that is `hard`."""

    hard: bool


def inline(node: Node, *, note: bool = False, table: bool = False) -> Inline:
    """Return the words of `node`; `note` says that it is a footnote's paragraph, `table` that it stands in a table."""
    if node.tag == "STARS":
        return Inline((Run(ASTERISKS, node.byte_start, node.byte_end),))
    calls: list[tuple[str, int]] = []
    mark = _own_mark(node.children) if note else None
    children = [child for child in node.children if child is not mark]
    parts = _parts(Node(node.tag, node.attributes, node.byte_start, node.byte_end, children), calls, table)
    return Inline(tuple(_spaced(parts)), tuple(calls), mark.text() if mark else "")


def _own_mark(children: list[Node | Run]) -> Node | None:
    first = next((one for one in children if isinstance(one, Node) or one.text.strip()), None)
    return first if isinstance(first, Node) and (first.tag == "SU" or _raised(first) is SUPERSCRIPTS) else None


def _parts(node: Node, calls: list[tuple[str, int]], table: bool) -> Iterator[Run | _Edge]:
    for index, child in enumerate(node.children):
        if isinstance(child, Run):
            yield child
        elif child.tag in SKIPPED:
            yield _Edge(hard=child.tag not in _INSIDE_WORDS)
        elif _is_call(node.children, index, table):
            calls += [(mark, child.byte_start) for mark in child.text().replace(",", " ").split()]
            yield _Edge(hard=True)
        else:
            yield from _element(child, calls, table)


def _element(node: Node, calls: list[tuple[str, int]], table: bool) -> Iterator[Run | _Edge]:
    figures = _raised(node)
    if figures is not None:
        for run in node.runs():
            yield Run(run.text.strip().translate(figures), run.byte_start, run.byte_end)
        yield _Edge(hard=False)
        return
    yield _Edge(hard=True)
    yield from _parts(node, calls, table)
    yield _Edge(hard=True)


def _raised(node: Node) -> dict[int, int] | None:
    kind = node.attributes.get("T", "") if node.tag == "E" else ""
    if node.tag == "SU" or kind in _RAISED:
        return SUPERSCRIPTS
    return SUBSCRIPTS if kind in _LOWERED else None


def _is_call(children: list[Node | Run], index: int, table: bool) -> bool:
    """Say whether a raised figure calls a footnote: FTREF stands beside it, or a stop or thin space before it."""
    child = children[index]
    if not isinstance(child, Node) or _raised(child) is not SUPERSCRIPTS:
        return False
    before, after = _neighbour(children, index, -1), _neighbour(children, index, 1)
    if any(isinstance(one, Node) and one.tag == "FTREF" for one in (before, after)):
        return True
    words = before.text.rstrip(" \n\r\t") if isinstance(before, Run) else ""
    return words.endswith(_AFTER_STOP) or (table and words.endswith(_THIN_SPACE))


def _neighbour(children: list[Node | Run], index: int, step: int) -> Node | Run | None:
    """Return what stands before (-1) or after (1), the white space of the layout apart."""
    index += step
    while 0 <= index < len(children):
        one = children[index]
        if isinstance(one, Node) or one.text.strip(" \n\r\t"):
            return one
        index += step
    return None


def _spaced(parts: Iterable[Run | _Edge]) -> Iterator[Run]:
    """Yield the runs; at an element's border the white space of the layout goes and a lost space comes back."""
    waiting: list[Run] = []
    edge: _Edge | None = None
    last = ""
    for part in parts:
        if isinstance(part, _Edge):
            edge = part if edge is None or part.hard else edge
            continue
        space, words, rest = _cut(part)
        waiting += [space] if space.text else []
        if not words.text:
            continue
        yield from _between(waiting, edge, last, words)
        yield words
        waiting, edge, last = [rest] if rest.text else [], None, words.text[-1]


def _between(waiting: list[Run], edge: _Edge | None, last: str, words: Run) -> Iterator[Run]:
    first = words.text[0]
    if edge is None or not last:
        yield from waiting
    elif waiting:
        layout = any("\n" in run.text for run in waiting) and (first in _CLOSING or last in _OPENING)
        yield from () if layout else waiting
    elif edge.hard and _is_glued(last, first):
        yield Run(" ", words.byte_start, words.byte_start)


def _is_glued(last: str, first: str) -> bool:
    if first == "(":
        return last.isalpha() or last in ",;:."
    return (last.isalnum() or last in _ENDS_WORD) and (first.isalnum() or first in _BEGINS_WORD)


def _cut(run: Run) -> tuple[Run, Run, Run]:
    """Return the white space before, the words, and the white space after them."""
    words = run.text.strip()
    if not words or len(words) == len(run.text) or len(run.text.encode()) != run.byte_end - run.byte_start:
        none = Run("", run.byte_end, run.byte_end)
        return (none, run, none) if words else (run, none, none)
    before = run.text[: len(run.text) - len(run.text.lstrip())]
    start = run.byte_start + len(before.encode())
    end = start + len(words.encode())
    after = run.text[len(before) + len(words) :]
    return Run(before, run.byte_start, start), Run(words, start, end), Run(after, end, run.byte_end)
