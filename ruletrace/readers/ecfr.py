"""eCFR XML of a CFR part, as `full/{date}/title-N.xml?part=P` answers, into structured text per section or appendix.

Element names: the eCFR XML user guide of the Government Publishing Office.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ruletrace.model import Block, StructuredText, sha256_hex
from ruletrace.readers.xml import (
    SUBSCRIPTS,
    SUPERSCRIPTS,
    Node,
    ReadError,
    Run,
    TextBuilder,
    parse,
    styled_runs,
    uncollected,
)

READER = "ecfr/2"
PART_READER = "ecfr-part/2"
_DIVISION = re.compile(r"DIV[1-9]$")
_BREAKS = ("br", "BR")  # "chart<br/>(see" is not one word
_LEAVES = ("DIV8", "DIV9")  # section, appendix
_RAISED = {"51", "53"}
_LOWERED = {"52", "54"}
_CAPTIONS = {"HD1": "1", "HD2": "2", "HD3": "3"}
_SINGLE = {"HEAD": "heading", "CITA": "citation", "XREF": "link"}
_GROUPS = {
    "AUTH": "authority",
    "SOURCE": "source",
    "NOTE": "note",
    "EDNOTE": "editorial",
    "EFFDNOT": "effective_date_note",
    "EXTRACT": "extract",
    "FTNT": "footnote",
    "EXAMPLE": "example",
    "SCOL2": "item",
}
_NUMBERED = re.compile(r"\(?[a-z0-9]{1,3}[.)] ")  # a list item, although it ends in a colon
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_TEXT_TAGS = {"HED", "P", "PSPACE", "FP", "FP-1", "FP-2", "FP1-2", "HD1", "HD2", "HD3", "LI"}
_ITALIC = "03"


@dataclass(frozen=True, slots=True)
class Division:
    """A section or an appendix of the part: `number` is the publisher's N (`774.1`, `Supplement No. 1 to Part 774`)."""

    tag: str
    number: str
    heading: str
    text: StructuredText


@uncollected()
def read_part(data: bytes) -> tuple[Division, ...]:
    """Return every section and appendix of the eCFR answer `data`, in the order of the source.

    Block kinds: heading, caption (HD1 to HD3, or a paragraph that opens with E; `label` holds the caption's words),
    bold (opens with B), labelled (opens with I, the words in `label`), italic (the whole paragraph is I), paragraph,
    header_cell and cell (`label` holds `colspan=2` and the like), note_heading and note, editorial,
    effective_date_note, citation, link, authority, source, footnote (`label` its mark), example, extract,
    item (of a list in columns). `path` is the element's place: `FP-1[12]`, `DIV[3]/TR[2]/TD[1]`.
    Raises ReadError, with the reason, for anything that is not such an answer.
    """
    root = _root(data)
    sha256 = sha256_hex(data)
    divisions = [_division(node, sha256) for node in _leaves(root)]
    if not divisions:
        raise ReadError(f"no section or appendix in the eCFR answer (root {root.tag})")
    return tuple(divisions)


@dataclass(frozen=True, slots=True)
class PartText:
    """A part as one structured text.

    `number` is the part's ("742"). `divisions` holds, in the order of the source, the publisher's number of a section
    or appendix with the numbers of its first block and of the one after its last; "" is what belongs to the part
    itself. `italics` are the character ranges that the source sets in italics, in text order: paragraph levels five
    and six differ from two and three in nothing else.
    """

    number: str
    text: StructuredText
    divisions: tuple[tuple[str, int, int], ...]
    italics: tuple[tuple[int, int], ...]


@uncollected()
def read_part_text(data: bytes, leave_out: Collection[str] = ()) -> PartText:
    """Return the part in the eCFR answer `data` as one text, without the divisions whose numbers are in `leave_out`.

    Block kinds are those of `read_part`; `path` begins with the division's number: `742.6/P[12]`. Raises ReadError,
    with the reason, for anything that is not the answer for a whole part.
    """
    root = _root(data)
    part = next((node for node in root.walk() if node.tag == "DIV5"), None)
    if part is None:
        raise ReadError(f"no part in the eCFR answer (root {root.tag})")
    builder = TextBuilder(sha256_hex(data), PART_READER)
    divisions: list[tuple[str, int, int]] = []
    emphasised: list[Run] = []
    blocks = 0
    for number, elements in _divided(part, frozenset(leave_out)):
        first = blocks
        for kind, path, element in _places(elements):
            emphasised.extend(_emphasised(element))
            blocks += _add(builder, kind, f"{number}/{path}" if number else path, element) is not None
        divisions.append((number, first, blocks))
    text = builder.build()
    return PartText(part.attributes.get("N", ""), text, tuple(divisions), tuple(_ranges(text, emphasised)))


def _divided(part: Node, leave_out: frozenset[str]) -> Iterator[tuple[str, list[Node]]]:
    """Yield (number, elements) of the part itself, its subparts ("") and its sections and appendices."""
    yield "", [one for one in part.elements() if not _DIVISION.match(one.tag)]
    for inner in part.elements():
        number = inner.attributes.get("N", "")
        if inner.tag in _LEAVES and number not in leave_out:
            yield number, list(inner.elements())
        elif _DIVISION.match(inner.tag) and inner.tag not in _LEAVES:
            yield from _divided(inner, leave_out)


def _emphasised(element: Node) -> Iterator[Run]:
    if element.tag in ("TD", "TH"):
        return
    for node in element.walk():
        if node.tag == "I" or (node.tag == "E" and node.attributes.get("T") == _ITALIC):
            yield from node.runs()


def _ranges(text: StructuredText, runs: Iterable[Run]) -> list[tuple[int, int]]:
    """Return the character ranges that were read from `runs`, which are in the order of the source, joined."""
    starts = [piece.byte_start for piece in text.pieces]
    found: list[tuple[int, int]] = []
    for run in runs:
        first, last = bisect_left(starts, run.byte_start), bisect_left(starts, run.byte_end)
        if first == last:
            continue
        start, end = text.pieces[first].start, text.pieces[last - 1].end
        if found and not text.text[found[-1][1] : start].strip(" "):
            start = found.pop()[0]
        found.append((start, end))
    return found


def division(divisions: Iterable[Division], number: str) -> Division:
    """Return the division that the publisher numbers `number`; raises ReadError when it is not there."""
    for one in divisions:
        if one.number == number:
            return one
    raise ReadError(f"no division {number!r} in the eCFR answer")


def _root(data: bytes) -> Node:
    if _HTML.match(data):
        raise ReadError("an HTML page where eCFR XML was expected")
    root = parse(data, _BREAKS)
    if root.tag == "ECFR":
        return root
    if not _DIVISION.match(root.tag):
        raise ReadError(f"root element {root.tag} where DIV1 to DIV9 was expected")
    return root


def _leaves(node: Node) -> Iterator[Node]:
    """Yield the sections and appendices from `node` on, in document order; none of them holds another."""
    if node.tag in _LEAVES:
        yield node
        return
    for child in node.elements():
        yield from _leaves(child)


def _division(node: Node, sha256: str) -> Division:
    builder = TextBuilder(sha256, READER)
    for kind, path, element in _places(node.elements()):
        _add(builder, kind, path, element)
    head = node.first("HEAD")
    return Division(node.tag, node.attributes.get("N", ""), head.text() if head else "", builder.build())


def _places(elements: Iterable[Node]) -> Iterator[tuple[str, str, Node]]:
    """Yield (kind, path, element) of everything that becomes a block."""
    seen: dict[str, int] = {}
    for child in elements:
        seen[child.tag] = seen.get(child.tag, 0) + 1
        path = f"{child.tag}[{seen[child.tag]}]"
        if child.tag in _GROUPS:
            yield from _group(_GROUPS[child.tag], path, child)
        elif child.tag in ("DIV", "TABLE"):
            yield from _table(path, child)
        elif child.tag != "img":
            yield _SINGLE.get(child.tag, ""), path, child


def _group(kind: str, path: str, node: Node) -> Iterator[tuple[str, str, Node]]:
    inner = [child for child in node.elements() if child.tag in _TEXT_TAGS or child.tag in ("DIV", "TABLE")]
    if not inner:
        yield kind, path, node
        return
    for number, child in enumerate(inner, 1):
        below = f"{path}/{child.tag}[{number}]"
        if child.tag in ("DIV", "TABLE"):
            yield from _table(below, child)
        else:
            yield f"{kind}_heading" if child.tag == "HED" else kind, below, child


def _table(path: str, node: Node) -> Iterator[tuple[str, str, Node]]:
    inner = [one for one in node.walk() if one.tag in ("CAPTION", "TR")]
    for caption in (one for one in inner if one.tag == "CAPTION"):
        yield "caption", f"{path}/CAPTION", caption
    rows = (one for one in inner if one.tag == "TR")
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row.elements("TH", "TD"), 1):
            kind = "header_cell" if cell.tag == "TH" else "cell"
            yield kind, f"{path}/TR[{number}]/{cell.tag}[{column}]", cell


def _add(builder: TextBuilder, kind: str, path: str, element: Node) -> Block | None:
    if kind in ("cell", "header_cell"):
        label = " ".join(
            f"{key}={element.attributes[key]}" for key in ("colspan", "rowspan") if key in element.attributes
        )
        return builder.add(kind, path, _runs(element), label)
    if kind == "footnote":
        return builder.add(kind, path, _runs(element), _mark(element))
    found, label = ("caption", _CAPTIONS[element.tag]) if element.tag in _CAPTIONS else _opening(element)
    return builder.add(kind or found, path, _runs(element), label if not kind else "")


def _mark(element: Node) -> str:
    """Return the raised figure that a footnote opens with, or nothing."""
    first = next((one for one in element.children if isinstance(one, Node) or one.text.strip()), None)
    return first.text() if isinstance(first, Node) and _style(first) is SUPERSCRIPTS else ""


def _runs(element: Node) -> Iterator[Run]:
    return styled_runs(element, _style)


def _style(node: Node) -> dict[int, int] | None:
    kind = node.attributes.get("T", "")
    if node.tag in ("SU", "sup") or (node.tag == "E" and kind in _RAISED):
        return SUPERSCRIPTS
    if node.tag == "sub" or (node.tag == "E" and kind in _LOWERED):
        return SUBSCRIPTS
    return None


def _opening(element: Node) -> tuple[str, str]:
    """Return the kind of a paragraph by the inline element it opens with, and that element's words."""
    parts = [one for one in element.children if isinstance(one, Node) or one.text.strip()]
    first = parts[0] if parts else None
    if not isinstance(first, Node) or first.tag not in ("B", "I", "E") or first.attributes.get("T") == "03":
        return "paragraph", ""
    words = first.text()
    if first.tag == "E":
        return "caption", words
    if first.tag == "B":
        return "bold", words
    whole = len(parts) == 1 and (not words.endswith(":") or _NUMBERED.match(words))
    return ("italic", "") if whole else ("labelled", words)
