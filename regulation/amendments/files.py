"""The instructions of a file: a rule, a printed issue, a list of AMDPARs in JSON, or an amending act of the EU."""

from pathlib import Path

from regulation.amendments.amdpars import rule, rules_of_json
from regulation.amendments.eu import eu_instructions
from regulation.amendments.eu_points import celex_of, passages_of_blocks, passages_of_print
from regulation.amendments.instructions import instructions
from regulation.amendments.model import Instruction
from ruletrace.model import StructuredText
from ruletrace.readers import eu_xhtml, formex
from ruletrace.readers.federal_register_xml import DOCUMENTS, documents
from ruletrace.readers.packed import MAX_BYTES, unpacked
from ruletrace.readers.xml import ReadError, parse

MAX_ELEMENTS = 2_000_000  # an issue of 2.5 MB has 16,000
_ISSUES = frozenset({"FEDREG", *DOCUMENTS})


def read_file(path: Path) -> tuple[Instruction, ...]:
    """Return the elementary instructions of a file, gzipped or not.

    Raises ReadError naming the file when it cannot be read, is too large, or holds nothing that amends.
    """
    try:
        data = _bytes(path)
        found = _instructions(data)
    except (OSError, ReadError) as error:
        raise ReadError(f"{path}: {error}") from None
    if not found:
        raise ReadError(f"{path}: no amendatory instruction is found in it")
    return found


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(f"more than {MAX_BYTES} bytes")
    with path.open("rb") as file:
        packed = file.read(MAX_BYTES + 1)
    if len(packed) > MAX_BYTES:  # a pipe or device tells no size
        raise ReadError(f"more than {MAX_BYTES} bytes")
    data = unpacked(packed, MAX_BYTES)
    if not data.strip():
        raise ReadError("the file is empty")
    return data


def _instructions(data: bytes) -> tuple[Instruction, ...]:
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096]
    if head[:1] in (b"{", b"["):
        return tuple(one for found in rules_of_json(data) for one in instructions(found))
    if head[:1] != b"<":
        return _of_print(data)
    if data.count(b"<") - data.count(b"</") > MAX_ELEMENTS:
        raise ReadError(f"more than {MAX_ELEMENTS} elements")
    if b"<html" in head.lower():
        act = eu_xhtml.read_act(data)
        return _of_act(act.celex, act.text)
    if parse(data).tag in _ISSUES:
        return tuple(one for text in documents(data) for one in instructions(rule(text)))
    return _of_act("", formex.read_formex(data).text)


def _of_act(celex: str, text: StructuredText) -> tuple[Instruction, ...]:
    return eu_instructions(celex or celex_of(text.text), passages_of_blocks(text))


def _of_print(data: bytes) -> tuple[Instruction, ...]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"neither XML, JSON nor UTF-8 text: {error.reason} at byte {error.start}") from None
    return eu_instructions(celex_of(text), passages_of_print(text))
