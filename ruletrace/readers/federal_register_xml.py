"""Federal Register full-text XML (one document or a whole printed issue) as structured text.

The vocabulary is that of the printer's "Federal Register XML Rendition" guide (GPO, 1.1 of 2015): PREAMB with its
captions, SUPLINF, amendatory instructions (AMDPAR, in proposed rules also outside REGTEXT), SIG, FRDOC.
"""

from collections.abc import Iterator

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.xml import SUBSCRIPTS, SUPERSCRIPTS, Node, ReadError, Run, TextBuilder, parse, styled_runs

READER = "federal-register-xml/2"
DOCUMENTS = frozenset({"RULE", "PRORULE", "NOTICE", "PRESDOCU", "CORRECT"})

# Element → block kind of each paragraph below it; what is not named keeps the kind of what surrounds it.
_SECTIONS = {
    "AGY": "agency",
    "ACT": "action",
    "SUM": "abstract",
    "DATES": "dates",
    "EFFDATE": "dates",
    "ADD": "addresses",
    "FURINF": "contact",
    "SUPLINF": "paragraph",
    "LSTSUB": "subjects",
    "REGTEXT": "regulation",
    "SECTION": "regulation",
    "PART": "regulation",
    "SIG": "signature",
    "FTNT": "footnote",
    "GPOTABLE": "table",
}
# Element → block kind of its own characters.
_LINES = {
    "AGENCY": "agency",
    "SUBAGY": "agency",
    "CFR": "cfr",
    "DEPDOC": "docket",
    "RIN": "rin",
    "SUBJECT": "title",
    "HD": "heading",
    "AMDPAR": "instruction",
    "SECTNO": "heading",
    "FRDOC": "number",
    "BILCOD": "furniture",
    "TTITLE": "heading",
    "ENT": "cell",
    "STARS": "asterisks",
    "CHED": "table",
}
# Elements that stand inside a line of text; any other child makes its parent a container of blocks.
_INLINE = frozenset(
    {"E", "SU", "FR", "AC", "PRTPAGE", "FTREF", "LDRWK", "LDRFIG", "BR", "STARS", "MID", "GID", "LINK", "I"}
)
_SKIPPED = frozenset({"PRTPAGE", "GPH", "GID", "MATH", "MID", "FTREF", "CNTNTS"})
# What STARS prints: text of the code that stays and is left out. The sign tells it from asterisks that are characters.
ASTERISKS = "∗ ∗ ∗ ∗ ∗"
_RAISED, _LOWERED = frozenset({"51"}), frozenset({"52"})


def documents(data: bytes, sha256: str = "") -> list[StructuredText]:
    """Return the documents of `data` in order: one for a single document, many for a whole issue.

    Raises ReadError when the bytes are no well-formed XML or hold no Federal Register document.
    """
    digest = sha256 or sha256_hex(data)
    found = [_document(node, digest, path) for node, path in _roots(parse(data), "")]
    if not found:
        raise ReadError(f"no Federal Register document ({', '.join(sorted(DOCUMENTS))}) in the XML")
    return found


def _roots(node: Node, path: str) -> Iterator[tuple[Node, str]]:
    """Yield the elements that are documents, with their place, in document order."""
    if node.tag in DOCUMENTS:
        yield node, path or f"/{node.tag}"
        return
    for child, place in _numbered(node, path or f"/{node.tag}"):
        yield from _roots(child, place)


def _numbered(node: Node, path: str) -> Iterator[tuple[Node, str]]:
    """Yield the child elements with their place: /RULE/PREAMB[1]/P[2]."""
    counts: dict[str, int] = {}
    for child in node.elements():
        counts[child.tag] = counts.get(child.tag, 0) + 1
        yield child, f"{path}/{child.tag}[{counts[child.tag]}]"


def _document(node: Node, sha256: str, path: str) -> StructuredText:
    builder = TextBuilder(sha256, READER)
    _walk(node, path, "paragraph", "", builder)
    return builder.build()


def _walk(node: Node, path: str, kind: str, label: str, builder: TextBuilder) -> None:
    """Add the blocks below `node`; `label` names the CFR part that an instruction amends."""
    for child, place in _numbered(node, path):
        if child.tag in _SKIPPED:
            continue
        if child.tag in _LINES or not _has_blocks(child):
            builder.add(_line_kind(child, node, kind), place, _characters(child), _label(child, label))
        else:
            _walk(child, place, _SECTIONS.get(child.tag, kind), _label(child, label), builder)


def _line_kind(child: Node, parent: Node, kind: str) -> str:
    if child.tag == "SUBJECT" and parent.tag != "PREAMB":
        return "heading"
    return _LINES.get(child.tag, kind)


def _has_blocks(node: Node) -> bool:
    return any(child.tag not in _INLINE for child in node.elements())


def _label(node: Node, label: str) -> str:
    if node.tag == "ENT" and node.attributes.get("A", "").isdigit():
        return f"colspan={int(node.attributes['A']) + 1}"
    if node.tag == "REGTEXT":
        return f"{node.attributes.get('TITLE', '')} CFR {node.attributes.get('PART', '')}".strip()
    return node.attributes.get("SOURCE", label) if node.tag == "HD" else label


def _characters(node: Node) -> Iterator[Run]:
    """Yield the characters of one block: page marks left out, raised and lowered figures kept as such."""
    if node.tag == "STARS":
        yield Run(ASTERISKS, node.byte_start, node.byte_end)
        return
    yield from styled_runs(_without_skipped(node), _style)


def _without_skipped(node: Node) -> Node:
    children = [
        _without_skipped(child) if isinstance(child, Node) else child
        for child in node.children
        if isinstance(child, Run) or child.tag not in _SKIPPED
    ]
    return Node(node.tag, node.attributes, node.byte_start, node.byte_end, children)


def _style(node: Node) -> dict[int, int] | None:
    kind = node.attributes.get("T", "")
    if node.tag == "E" and kind in _RAISED:
        return SUPERSCRIPTS
    return SUBSCRIPTS if node.tag == "E" and kind in _LOWERED else None
