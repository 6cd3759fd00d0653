"""The full-text reader on single rules and on a whole printed issue."""

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

from ruletrace.model import StructuredText
from ruletrace.readers.federal_register_xml import documents
from ruletrace.readers.xml import ReadError

FOLDER = Path(__file__).parents[2] / "fixtures" / "readers" / "federal-register"


@pytest.fixture(scope="module")
def issue_bytes() -> bytes:
    return gzip.decompress((FOLDER / "FR-2024-02-12.xml.gz").read_bytes())


@pytest.fixture(scope="module")
def issue(issue_bytes: bytes) -> list[StructuredText]:
    return documents(issue_bytes)


def test_a_whole_issue_holds_its_documents(issue: list[StructuredText]) -> None:
    kinds = Counter(
        tag for text in issue for tag in re.findall(r"/(RULE|PRORULE|NOTICE|PRESDOCU)\[", text.blocks[0].path)
    )
    assert kinds == {"RULE": 13, "PRORULE": 7, "NOTICE": 75, "PRESDOCU": 1}


def test_every_amendatory_instruction_is_read(issue: list[StructuredText]) -> None:
    instructions = [(text, block) for text in issue for block in text.blocks if block.kind == "instruction"]
    assert len(instructions) == 148
    outside = [block for _text, block in instructions if "REGTEXT" not in block.path]
    assert len(outside) == 43
    assert all("PRORULE" in block.path for block in outside)


def test_an_instruction_knows_the_part_it_amends(issue: list[StructuredText]) -> None:
    labels = {block.label for text in issue for block in text.blocks if block.kind == "instruction"}
    assert "14 CFR 39" in labels


def test_the_preamble_has_its_parts(issue: list[StructuredText]) -> None:
    rule = issue[0]
    parts = {block.kind: rule.of(block) for block in reversed(rule.blocks)}
    assert parts["title"] == "Airworthiness Directives; The Boeing Company Airplanes"
    assert parts["action"] == "Final rule; request for comments."
    assert parts["dates"] == "This AD is effective February 12, 2024."
    assert parts["cfr"] == "14 CFR Part 39"
    assert parts["number"].startswith("[FR Doc. 2024–")


def test_every_piece_leads_back_to_its_bytes(issue_bytes: bytes, issue: list[StructuredText]) -> None:
    differing = [
        (issue_bytes[piece.byte_start : piece.byte_end].decode(), text.text[piece.start : piece.end])
        for text in issue
        for piece in text.pieces
        if issue_bytes[piece.byte_start : piece.byte_end].decode() != text.text[piece.start : piece.end]
    ]
    # Only escapes and raised or lowered figures differ from the bytes they were read from.
    assert all(source.startswith("&") or not read.isascii() for source, read in differing)


def test_single_rules_are_one_document() -> None:
    for name in ("2014-21847.xml", "2014-30419.xml"):
        texts = documents((FOLDER / name).read_bytes())
        assert len(texts) == 1
        assert any(name[:10] in texts[0].of(block) for block in texts[0].blocks if block.kind == "number")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty where XML was expected"),
        (b"<RULE><PREAMB></RULE>", "not well-formed XML at line 1"),
        (b"<html><body>Request Access</body></html>", "no Federal Register document"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><RULE>&b;</RULE>', "document type"),
    ],
)
def test_what_is_no_document_is_an_error(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        documents(data)
