"""Federal Register full-text XML (one document or a whole printed issue) as structured text.

The vocabulary is that of the printer's "Federal Register XML Rendition" guide (GPO, 1.1 of 2015): PREAMB with its
captions, SUPLINF, amendatory instructions (AMDPAR, in proposed rules also outside REGTEXT), SIG, FRDOC.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.federal_register_inline import ASTERISKS, SKIPPED, inline
from ruletrace.readers.footnotes import with_calls
from ruletrace.readers.xml import Node, ReadError, TextBuilder, parse, uncollected

__all__ = ["ASTERISKS", "DOCUMENTS", "READER", "documents"]

READER = "federal-register-xml/3"
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
    "AUTH": "authority",
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
    "TTITLE": "caption",
    "TDESC": "caption",
    "TNOTE": "table_note",
    "ENT": "cell",
    "STARS": "asterisks",
    "CHED": "header_cell",
}
# Elements that stand inside a line of text; any other child makes its parent a container of blocks.
_INLINE = frozenset(
    {"E", "SU", "FR", "AC", "PRTPAGE", "FTREF", "LDRWK", "LDRFIG", "BR", "STARS", "MID", "GID", "LINK", "I"}
)
_SIGNATURE = {"DATED": "dated", "NAME": "name", "TITLE": "title"}
# Levels of headings, the highest first (SOURCE of HD).
_LEVELS = ("HED", "HD1", "HD2", "HD3", "HD4")
_SECTION_NUMBER = re.compile(r"\d[\w]*\.\d[\w.-]*\w|\d\w*\.\d")


@uncollected()
def documents(data: bytes, sha256: str = "") -> list[StructuredText]:
    """Return the documents of `data` in order: one for a single document, many for a whole issue.

    Block kinds: agency, cfr, docket, rin, title, action, abstract, dates, addresses, contact, heading (`label` its
    level: HED, HD1, …), paragraph (in SUPPLEMENTARY INFORMATION `label` names the headings it stands under), subjects,
    instruction and regulation (`label` "15 CFR 744", "15 CFR 744.21"), authority, asterisks, caption, header_cell, cell
    (`label` its span; row and column stand in `path`: ROW[2]/ENT[3]), table_note and footnote (`label` the mark),
    signature (`label` dated, name or title), number (FR Doc.), furniture. Each text is a `footnotes.NotedText`.
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
    reading = _Reading(TextBuilder(sha256, READER))
    reading.walk(node, path, _Place("paragraph"))
    return with_calls(reading.builder.build(), reading.calls)


@dataclass(frozen=True, slots=True)
class _Place:
    """What surrounds a block: the kind of its paragraphs, their label, and whether a table or a footnote holds them."""

    kind: str
    label: str = ""
    table: bool = False
    mark: str = ""

    def into(self, node: Node) -> "_Place":
        """Return the place inside `node`."""
        kind = _SECTIONS.get(node.tag, self.kind)
        table = self.table or node.tag == "GPOTABLE"
        mark = _first_mark(node) if node.tag == "FTNT" else self.mark
        return _Place(kind, _law(node, self.label), table, mark)


@dataclass(slots=True)
class _Reading:
    """Walks a document once; blocks and the calls of footnotes in the order of the source."""

    builder: TextBuilder
    calls: list[tuple[str, int]] = field(default_factory=list)
    _headings: list[tuple[str, str]] = field(default_factory=list)

    def walk(self, node: Node, path: str, place: _Place) -> None:
        """Add the blocks below `node`."""
        for child, where in _numbered(node, path):
            if child.tag in SKIPPED:
                continue
            if child.tag in _LINES or not _has_blocks(child):
                self._line(child, node, where, place)
            else:
                self.walk(child, where, place.into(child))

    def _line(self, child: Node, parent: Node, path: str, place: _Place) -> None:
        kind = _line_kind(child, parent, place.kind)
        read = inline(child, note=kind == "footnote" or child.tag == "TNOTE", table=place.table)
        self.calls += read.calls
        if kind == "heading" and parent.tag == "SUPLINF":
            self._head(child)
        label = _label(child, place, read.mark) or (
            self._under() if "/SUPLINF[" in path and kind == "paragraph" else ""
        )
        self.builder.add(kind, path, read.runs, label)

    def _head(self, node: Node) -> None:
        """Keep the headings that are open: a heading closes those of its own level and below."""
        level = node.attributes.get("SOURCE", "")
        if level in _LEVELS:
            self._headings = [one for one in self._headings if _LEVELS.index(one[0]) < _LEVELS.index(level)]
            self._headings.append((level, node.text().rstrip(":")))

    def _under(self) -> str:
        return " / ".join(words for _level, words in self._headings)


def _line_kind(child: Node, parent: Node, kind: str) -> str:
    if child.tag == "SUBJECT" and parent.tag != "PREAMB":
        return "heading"
    return _LINES.get(child.tag, kind)


def _has_blocks(node: Node) -> bool:
    return any(child.tag not in _INLINE for child in node.elements())


def _first_mark(node: Node) -> str:
    return next((one.text() for one in node.walk() if one.tag == "SU"), "")


def _law(node: Node, label: str) -> str:
    """Return the part, section or appendix of the Code that `node` holds: "15 CFR 744", "15 CFR 744.21"."""
    if node.tag == "REGTEXT":
        return f"{node.attributes.get('TITLE', '')} CFR {node.attributes.get('PART', '')}".strip()
    if node.tag == "SECTION":
        number = node.first("SECTNO")
        found = _SECTION_NUMBER.search(number.text()) if number else None
        title, known, _part = label.partition(" CFR ")
        return (f"{title} CFR {found[0]}" if known else f"§ {found[0]}") if found else label
    if node.tag == "APPENDIX":
        heading = node.first("HD")
        return f"{label} {heading.text()}".strip() if heading else label
    return label


def _label(node: Node, place: _Place, mark: str) -> str:
    """Return what tells a block from its like: a heading's level, a footnote's mark, a cell's span, the law amended."""
    if node.tag == "ENT" and node.attributes.get("A", "").isdigit():
        return f"colspan={int(node.attributes['A']) + 1}"
    if node.tag == "ENT":
        return ""
    if node.tag == "CHED":
        return f"level={node.attributes.get('H', '1')}"
    if node.tag == "HD":
        return node.attributes.get("SOURCE", "")
    if place.kind == "signature":
        return _SIGNATURE.get(node.tag, "")
    return mark or place.mark or place.label
