"""eCFR XML of a CFR part, as `full/{date}/title-N.xml?part=P` answers, into structured text per section or appendix.

Element names: the eCFR XML user guide of the Government Publishing Office.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.xml import SUBSCRIPTS, SUPERSCRIPTS, Node, ReadError, Run, TextBuilder, parse, styled_runs

READER = "ecfr/1"
_DIVISION = re.compile(r"DIV[1-9]$")
_LEAVES = ("DIV8", "DIV9")  # section, appendix
_RAISED = {"51", "53"}
_LOWERED = {"52", "54"}
_CAPTIONS = {"HD1": "1", "HD2": "2", "HD3": "3"}
_SINGLE = {"HEAD": "heading", "CITA": "citation", "XREF": "link", "AUTH": "authority", "SOURCE": "source"}
_GROUPS = {"NOTE": "note", "EDNOTE": "editorial", "EFFDNOT": "effective_date_note", "EXTRACT": "extract"}
_NUMBERED = re.compile(r"\(?[a-z0-9]{1,3}[.)] ")  # a list item, although it ends in a colon
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_TEXT_TAGS = {"HED", "P", "PSPACE", "FP", "FP-1", "FP-2", "FP1-2", "HD1", "HD2", "HD3"}


@dataclass(frozen=True, slots=True)
class Division:
    """A section or an appendix of the part: `number` is the publisher's N (`774.1`, `Supplement No. 1 to Part 774`)."""

    tag: str
    number: str
    heading: str
    text: StructuredText


def read_part(data: bytes) -> tuple[Division, ...]:
    """Return every section and appendix of the eCFR answer `data`, in the order of the source.

    Block kinds: heading, caption (HD1 to HD3, or a paragraph that opens with E; `label` holds the caption's words),
    bold (opens with B), labelled (opens with I, the words in `label`), italic (the whole paragraph is I), paragraph,
    header_cell and cell (`label` holds `colspan=2` and the like), note_heading and note, editorial,
    effective_date_note, citation, link, authority, source. `path` is the element's place: `FP-1[12]`,
    `DIV[3]/TR[2]/TD[1]`.
    Raises ReadError, with the reason, for anything that is not such an answer.
    """
    root = _root(data)
    sha256 = sha256_hex(data)
    divisions = [_division(node, sha256) for node in root.walk() if node.tag in _LEAVES]
    if not divisions:
        raise ReadError(f"no section or appendix in the eCFR answer (root {root.tag})")
    return tuple(divisions)


def division(divisions: Iterable[Division], number: str) -> Division:
    """Return the division that the publisher numbers `number`; raises ReadError when it is not there."""
    for one in divisions:
        if one.number == number:
            return one
    raise ReadError(f"no division {number!r} in the eCFR answer")


def _root(data: bytes) -> Node:
    if _HTML.match(data):
        raise ReadError("an HTML page where eCFR XML was expected")
    root = parse(data)
    if root.tag == "ECFR":
        return root
    if not _DIVISION.match(root.tag):
        raise ReadError(f"root element {root.tag} where DIV1 to DIV9 was expected")
    return root


def _division(node: Node, sha256: str) -> Division:
    _open_breaks(node)
    builder = TextBuilder(sha256, READER)
    for kind, path, element in _places(node):
        _add(builder, kind, path, element)
    head = node.first("HEAD")
    return Division(node.tag, node.attributes.get("N", ""), head.text() if head else "", builder.build())


def _open_breaks(node: Node) -> None:
    # A line break parts words: "chart<br/>(see" is not one word.
    for one in node.walk():
        if one.tag in ("br", "BR"):
            one.children.append(Run(" ", one.byte_start, one.byte_start))


def _places(node: Node) -> Iterator[tuple[str, str, Node]]:
    """Yield (kind, path, element) of everything that becomes a block."""
    seen: dict[str, int] = {}
    for child in node.elements():
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
    for caption in (one for one in node.walk() if one.tag == "CAPTION"):
        yield "caption", f"{path}/CAPTION", caption
    rows = (one for one in node.walk() if one.tag == "TR")
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row.elements("TH", "TD"), 1):
            kind = "header_cell" if cell.tag == "TH" else "cell"
            yield kind, f"{path}/TR[{number}]/{cell.tag}[{column}]", cell


def _add(builder: TextBuilder, kind: str, path: str, element: Node) -> None:
    if kind in ("cell", "header_cell"):
        label = " ".join(
            f"{key}={element.attributes[key]}" for key in ("colspan", "rowspan") if key in element.attributes
        )
        builder.add(kind, path, _runs(element), label)
        return
    found, label = ("caption", _CAPTIONS[element.tag]) if element.tag in _CAPTIONS else _opening(element)
    builder.add(kind or found, path, _runs(element), label if not kind else "")


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
