"""The new text of an instruction as addressed words, in the same form as the text it goes into."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from regulation.amendments.model import BodyBlock, Instruction, Verb
from regulation.amendments.run_in import starts
from regulation.carrying_out.outcome import Finding, RefusalError
from regulation.carrying_out.places import Spot
from regulation.carrying_out.text import ENTRY, Address, Unit
from regulation.carrying_out.units import CCL, entry_units
from regulation.carrying_out.unprinted import GAP, STARS
from regulation.controls.entry_builder import EntryBuilder
from regulation.controls.model import Kind
from regulation.controls.sections import label as labelled
from ruletrace.model import Block, StructuredText, sha256_hex

_STARS = re.compile(r"(?:\s*\*){3,}\s*$")
_ITEM = re.compile(r"\s*\(?\w{1,5}[.)]\s*")
_STEP = re.compile(r"\w{1,5}")
_RUN_IN = re.compile(r"[A-Z][^.;:—]{2,120}(?:\.(?=\s)|\s*—)")
_NOTE = re.compile(r"(?:Technical )?Notes?\b|N\.B\.", re.IGNORECASE)
_ENTRY_HEADING = re.compile(rf"{ENTRY.pattern}[.:]?\s*")
READER = "amendment-body/1"
_OVER_TEXT = (Verb.REVISE, Verb.REPUBLISH)
_Line = tuple[str, str, int]  # kind, words, column of a cell (1 for what is none)
_KINDS = {
    "row": Kind.TABLE_ROW,
    "table": Kind.CAPTION,
    "note": Kind.NOTE,
    "footnote": Kind.FOOTNOTE,
    "authority": Kind.AUTHORITY,
}


def new_units(one: Instruction, where: Spot) -> tuple[Unit, ...]:
    """Return the units that an instruction's body brings to a spot, in reading order; () when it brings none.

    A revision keeps its asterisks, which stand for text in force; what is added has none to stand for.
    """
    blocks = list(one.body) if one.verb in _OVER_TEXT else [_without_stars(block) for block in one.body]
    blocks = [block for block in blocks if block.text.strip()]
    if not blocks:
        return ()
    if len(where.address) > 1 and where.address[0] == CCL and ENTRY.fullmatch(where.address[1]):
        return _of_entry(blocks, where)
    if where.element:
        return (_element(blocks, where),)
    if " " in where.address[0]:
        return tuple(_of_container(blocks, where.address))
    return tuple(_of_section(blocks, where.address))


def _without_stars(block: BodyBlock) -> BodyBlock:
    return replace(block, text=_STARS.sub("", block.text))


def _is_gap(block: BodyBlock) -> bool:
    return block.kind == "asterisks" and not block.text.strip("* ")


def _element(blocks: Sequence[BodyBlock], where: Spot) -> Unit:
    """Return the one unit of an element: its words without the paragraph's number, nor those of paragraphs below it."""
    words = "\n".join("\n".join(cell for cell in block.cells if cell) or block.text for block in blocks)
    kind = Kind.AUTHORITY if where.element == "authority citation" else _KINDS.get(blocks[0].kind, Kind.TEXT)
    heading = ""
    if where.element in ("introductory text", "heading") and len(where.address) > 1:
        units = list(_split(blocks[0], where.address[:1]))
        own = next((one for one in units if one.address == where.address), units[-1])
        words, heading = own.words, own.heading if where.element == "introductory text" else ""
    cells = blocks[0].cells if len(blocks) == 1 else ()
    return Unit(where.address, words, name=where.element, kind=kind, cells=cells, heading=heading)


def _of_section(blocks: Sequence[BodyBlock], address: Address) -> Iterator[Unit]:
    counts: dict[str, int] = {}
    seen = False
    for block in blocks:
        held = (address[0], *block.designation)
        if _is_gap(block):
            yield Unit(held, STARS, name=GAP)
        elif block.kind == "heading" and not block.designation:
            yield Unit(address[:1], block.text, f"§ {address[0]}", kind=Kind.HEADING)
        elif block.kind in ("paragraph", "asterisks") and block.designation:
            for unit in _split(block, address[:1]):
                if unit.address[: len(address)] == address:
                    yield unit
            seen = True
        else:
            name = "introductory text" if block.kind == "paragraph" and not seen else _name(block)
            counts[name] = counts.get(name, 0) + 1
            numbered = name if name == "introductory text" and counts[name] == 1 else f"{name} {counts[name]}"
            yield Unit(held, block.text, name=numbered, kind=_KINDS.get(block.kind, Kind.TEXT), cells=block.cells)


def _name(block: BodyBlock) -> str:
    return {"row": "table row", "table": "table header", "note": "note", "footnote": "footnote"}.get(block.kind, "text")


def _split(block: BodyBlock, section: Address) -> Iterator[Unit]:
    """Yield a unit for each number that a paragraph opens with: "(c) Updates to plan—(1) In general." opens two."""
    path, text = block.designation, block.text.lstrip()
    printed = starts(path, text)
    if not printed:  # words that go on below a number without one of their own
        yield Unit((*section, *path), text, name="text 1", kind=Kind.TEXT)
        return
    first = len(path) - len(printed)
    ends = [start for start, _ in printed[1:]] + [len(text)]
    for depth, ((start, after), end) in enumerate(zip(printed, ends, strict=True), first + 1):
        words = text[after:end].strip()
        run_in = _RUN_IN.match(words)
        heading = run_in.group() if run_in else ""
        yield Unit(
            (*section, *path[:depth]),
            words.rstrip(" —") if depth < len(path) else words,
            text[start:after].strip(),
            heading=heading,
        )


def _of_container(blocks: Sequence[BodyBlock], address: Address) -> Iterator[Unit]:
    """Yield the units of a comment or appendix: its heading, then its items by their numbers."""
    base = address[: max(size for size in range(1, len(address) + 1) if not _STEP.fullmatch(address[size - 1]))]
    for number, block in enumerate(blocks, 1):
        held = (*base, *block.designation)
        if _is_gap(block):
            yield Unit(held, STARS, name=GAP)
        elif block.kind == "heading":
            yield Unit(base, block.text, kind=Kind.HEADING)
        elif block.designation:
            match = _ITEM.match(block.text)
            start = match.end() if match else 0
            yield Unit(held, block.text[start:], block.text[:start].strip())
        else:
            named = "" if number == 1 and len(blocks) == 1 else f"text {number}"
            yield Unit(address, block.text, name=named, kind=_KINDS.get(block.kind, Kind.TEXT), cells=block.cells)


def _of_entry(blocks: Sequence[BodyBlock], where: Spot) -> tuple[Unit, ...]:
    """Return the units of an entry of the list, read as the list itself is read."""
    eccn = where.address[1]
    if any(STARS in block.text for block in blocks):
        raise RefusalError(Finding.NOT_MODELLED, f"{eccn}: asterisks in an entry of the list are not modelled")
    lines = [line for block in blocks for line in _lines(block)]
    first = next((index for index, (_, words, _) in enumerate(lines) if words.startswith(eccn)), None)
    whole = where.address == (CCL, eccn) and not where.element
    if whole and first is not None:
        lines = lines[first:]
    else:
        opened = [("labelled", "Items:", 1)] if len(where.address) > 2 else []
        lines = [("bold", f"{eccn} -", 1), *opened, *lines]
    units = tuple(_read_entry(eccn, lines))
    if whole:
        return units
    if len(where.address) > 2 and not where.element:
        size = len(where.address)
        return tuple(one for one in units if one.address[:size] == where.address)
    return tuple(one for one in units if one.kind is not Kind.HEADING and one.place != f"{eccn} caption items")


def _lines(block: BodyBlock) -> list[_Line]:
    cells = [(column, cell) for column, cell in enumerate(block.cells, 1) if cell]
    return [(_kind(block), cell, column) for column, cell in cells] or [(_kind(block), block.text, 1)]


def _kind(block: BodyBlock) -> str:
    if block.kind == "row":
        return "cell"
    if block.kind == "table":
        return "header_cell"
    if block.kind == "heading":
        return "caption"
    if block.kind == "note" or _NOTE.match(block.text):
        return "note"
    return "labelled" if labelled(block.text) else "paragraph"


def _read_entry(eccn: str, lines: Iterable[_Line]) -> Iterator[Unit]:
    blocks: list[Block] = []
    text = ""
    for (kind, words), path in _paths(lines):
        start = len(text) + bool(text)
        text += ("\n" if text else "") + words
        blocks.append(Block(kind, path, start, len(text)))
    source = StructuredText(sha256_hex(text.encode()), READER, text, tuple(blocks), ())
    heading = _ENTRY_HEADING.match(text)
    yield from entry_units(EntryBuilder(source, eccn, heading.end() if heading else 0).read(blocks[0], blocks[1:]))


def _paths(lines: Iterable[_Line]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield each line with a place as the list's reader gives them: parts of one note together, rows apart."""
    rows = notes = tables = last = 0
    before = ""
    for number, (kind, words, column) in enumerate(lines, 1):
        if kind == "note":
            notes += before != "note" or _NOTE.match(words) is not None
            yield (kind, words), f"NOTE[{notes}]/P[{number}]"
        elif kind in ("cell", "header_cell"):
            follows = before == "cell" and column > last  # the next cell of the same row
            rows += kind == "cell" and not follows
            tables += before not in ("cell", "header_cell")
            row, cell = (rows, column) if kind == "cell" else (0, number)
            yield (kind, words), f"TABLE[{tables}]/TR[{row}]/TD[{cell}]"
        else:
            yield (kind, words), f"P[{number}]"
        before, last = kind, column
