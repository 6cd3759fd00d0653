"""The AMDPAR elements of a Federal Register document, each with the text that follows it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ruletrace.model import Block, StructuredText
from ruletrace.readers.xml import ReadError

_NUMBER = re.compile(r"FR Doc\. ?(\S+?)(?:[;,]| |$)")
_TAG = re.compile(r"/(\w+)\[\d+\](?=/|$)")
_REGTEXT = re.compile(r".*?/REGTEXT\[\d+\]")
_ROW = re.compile(r".*/ROW\[\d+\](?=/ENT\[\d+\]$)")
_SPAN = re.compile(r"colspan=(\d+)")
_JSON = '{"document_number": …, "amdpars": [{"ordinal", "regtext_title", "regtext_part", "text"}, …]}'
_ENDS = frozenset({"signature", "number", "furniture", "footnote"})
# "§ 1006.210 [Amended]" between two instructions announces the second.
_ANNOUNCED = re.compile(r"\[(?:Amended|Removed|Corrected|Redesignated)[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Line:
    """A block of new text after an instruction: its element (P, SECTNO, HD, ROW, STARS), what it stands in, its words.

    `cells` are those of a table's row by column, "" for an empty one; the row's words are its cells with spaces.
    """

    tag: str
    parents: tuple[str, ...]
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amdpar:
    """One AMDPAR: `ordinal` from 1 in its document, its words, title and part of its REGTEXT ("" in a proposed rule).

    `opens` tells that a part's heading stands before it, so that its numbers may begin again at 1.
    """

    ordinal: int
    text: str
    title: str
    part: str
    opens: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A document with the instructions it prints."""

    document_number: str
    amdpars: tuple[Amdpar, ...]


def rule(text: StructuredText) -> Rule:
    """Return the AMDPARs of one document read by `federal_register_xml`; none when it amends nothing."""
    blocks = text.blocks
    places = [index for index, block in enumerate(blocks) if block.kind == "instruction"]
    amdpars = []
    for ordinal, index in enumerate(places, 1):
        end = places[ordinal] if ordinal < len(places) else len(blocks)
        title, _, part = blocks[index].label.partition(" CFR ")
        inside = "/REGTEXT[" in blocks[index].path
        following = tuple(_following(text, blocks[index], blocks[index + 1 : end], last=ordinal == len(places)))
        before = blocks[places[ordinal - 2] + 1 if ordinal > 1 else 0 : index]
        opens = any("/PART[" in block.path and block.kind == "heading" for block in before)
        amdpars.append(
            Amdpar(ordinal, text.of(blocks[index]), title if inside else "", part if inside else "", opens, following)
        )
    return Rule(_document_number(text), tuple(amdpars))


def rule_of_json(value: Any) -> Rule:
    """Return the rule of a JSON object `{document_number, amdpars: [{ordinal, regtext_title, regtext_part, text}]}`.

    Raises ReadError naming the first entry that lacks its text.
    """
    if not isinstance(value, dict) or not isinstance(value.get("amdpars"), list):
        raise ReadError(f"the JSON accepted is {_JSON}; a list `amdpars` is missing")
    found: list[Amdpar] = []
    for index, row in enumerate(value["amdpars"], 1):
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ReadError(f"amdpars[{index}]: text is missing")
        part = str(row.get("regtext_part") or "")
        opens = not found or found[-1].part != part
        ordinal = row.get("ordinal") if isinstance(row.get("ordinal"), int) else index
        words = " ".join(row["text"].split())
        found.append(Amdpar(int(ordinal or index), words, str(row.get("regtext_title") or ""), part, opens, ()))
    return Rule(str(value.get("document_number") or ""), tuple(found))


def rules_of_json(data: bytes) -> list[Rule]:
    """Return the rules of a JSON file; raises ReadError when the bytes are no such JSON."""
    try:
        return [rule_of_json(json.loads(data))]
    except ValueError as error:
        raise ReadError(f"not valid JSON: {error}") from None
    except RecursionError:
        raise ReadError("JSON nested too deeply") from None


def _document_number(text: StructuredText) -> str:
    for block in text.blocks:
        match = _NUMBER.search(text.of(block)) if block.kind == "number" else None
        if match:
            return match.group(1).replace("–", "-")
    return ""


def _following(text: StructuredText, own: Block, blocks: Sequence[Block], *, last: bool) -> Iterator[Line]:
    """Yield the lines of the body; in a rule the body stays within its REGTEXT, or in one without instructions."""
    regtext = _REGTEXT.match(own.path)
    kept: list[Line] = []
    row = ""
    for index, block in enumerate(blocks):
        if block.kind in _ENDS:
            break
        if regtext and not block.path.startswith(f"{regtext.group()}/"):
            continue
        if not regtext and not last and _announces(text, blocks[index:]):
            break
        own_row = _ROW.match(block.path)
        if own_row and own_row.group() == row:
            kept[-1] = _with_cell(kept[-1], _cells(text, block))
        else:
            kept.append(_line(text, block))
        row = own_row.group() if own_row else ""
    yield from kept


def _announces(text: StructuredText, rest: Sequence[Block]) -> bool:
    """Tell whether only headings of the next part, subpart or section are left."""
    return all(
        "/SUBPART[" in block.path or "/PART[" in block.path or _is_announced(text, block, rest) for block in rest
    )


def _is_announced(text: StructuredText, block: Block, rest: Sequence[Block]) -> bool:
    section = block.path.rpartition("/")[0]
    return "/SECTION[" in section and any(
        other.path.startswith(f"{section}/") and _ANNOUNCED.search(text.of(other)) for other in rest
    )


def _with_cell(row: Line, cells: tuple[str, ...]) -> Line:
    own = (*row.cells, *cells[len(row.cells) :])
    return replace(row, text=" ".join(cell for cell in own if cell), cells=own)


def _cells(text: StructuredText, block: Block) -> tuple[str, ...]:
    """Return a cell in its column: empty ones before it, and after it where it stretches over several."""
    column = int(block.path.rpartition("[")[2].rstrip("]"))
    span = _SPAN.search(block.label)
    return (*[""] * (column - 1), text.of(block), *[""] * (int(span[1]) - 1 if span else 0))


def _line(text: StructuredText, block: Block) -> Line:
    tags = _TAG.findall(block.path)
    if tags[-2:] == ["ROW", "ENT"]:
        return Line("ROW", tuple(tags[:-2]), text.of(block), _cells(text, block))
    if tags[-1:] == ["STARS"]:
        return Line("STARS", tuple(tags[:-1]), "* * *")
    return Line(tags[-1] if tags else "", tuple(tags[:-1]), text.of(block))
