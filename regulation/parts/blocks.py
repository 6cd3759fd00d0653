"""Blocks of a section that make one place: the cells of a row, the paragraphs of a note, each item of a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regulation.controls.model import Kind
from ruletrace.model import Block

_ROW = re.compile(r"(?:DIV|TABLE)\[\d+\](?:/\w+\[\d+\])*?/TR\[\d+\]")
_ELEMENT = re.compile(r"(?:^|/)(?P<element>(?P<tag>[A-Z][A-Z0-9-]*)\[\d+\])")
# Elements whose inner paragraphs are one place, with its kind and name.
_WHOLE = {
    "AUTH": (Kind.AUTHORITY, "authority"),
    "SOURCE": (Kind.CITATION, "source"),
    "NOTE": (Kind.NOTE, "note"),
    "EDNOTE": (Kind.EDITORIAL, "editorial note"),
    "EFFDNOT": (Kind.EFFECTIVE_DATE, "effective date note"),
    "EXAMPLE": (Kind.EXAMPLE, "example"),
    "EXTRACT": (Kind.EXTRACT, "extract"),
}
_SINGLE = {
    "HEAD": (Kind.HEADING, "heading"),
    "CITA": (Kind.CITATION, "citation"),
    "XREF": (Kind.PENDING, "pending amendment"),
    "FTNT": (Kind.FOOTNOTE, "footnote"),
    "SCOL2": (Kind.TEXT, "item"),
    "FP-1": (Kind.TEXT, "item"),
    "HD1": (Kind.CAPTION, "caption"),
    "HD2": (Kind.CAPTION, "caption"),
    "HD3": (Kind.CAPTION, "caption"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that make one place, with its kind and the word that names it."""

    kind: Kind
    name: str
    blocks: tuple[Block, ...]


def groups(blocks: Sequence[Block]) -> Iterator[Group]:
    """Yield the groups of a section's blocks, in text order; every block stands in exactly one."""
    held: list[Block] = []
    for block in blocks:
        if held and _key(block) and _key(block) == _key(held[0]):
            held.append(block)
            continue
        if held:
            yield _group(held)
        held = [block]
    if held:
        yield _group(held)


def _key(block: Block) -> str:
    """Return what blocks of one place have in common; "" for a block that stands alone."""
    element = _ELEMENT.search(block.path)
    if element and element["tag"] in _WHOLE:
        return element["element"]
    row = _ROW.search(block.path)
    return row.group() if row else ""


def _group(blocks: list[Block]) -> Group:
    first = blocks[0]
    element = _ELEMENT.search(first.path)
    tag = element["tag"] if element else ""
    if tag in _WHOLE:
        kind, name = _WHOLE[tag]
    elif _ROW.search(first.path):
        headed = first.kind == "header_cell"
        kind, name = (Kind.CAPTION, "table header") if headed else (Kind.TABLE_ROW, "table row")
    elif first.path.endswith("/CAPTION"):
        kind, name = Kind.CAPTION, "table caption"
    else:
        kind, name = _SINGLE.get(tag, (Kind.PARAGRAPH, "paragraph"))
    return Group(kind, name, tuple(blocks))
