"""The full-text reader on single rules and on a whole printed issue."""

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

from ruletrace.model import StructuredText
from ruletrace.readers.federal_register_xml import documents
from ruletrace.readers.footnotes import NotedText
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


def test_a_call_never_glues_to_the_number_before_it(issue: list[StructuredText]) -> None:
    text = documents((FOLDER / "2014-30419.xml").read_bytes())[0]
    assert isinstance(text, NotedText)
    assert "the Paperwork Reduction Act of 1995, the agencies reviewed" in text.text
    notes = {block.label: text.of(block) for block in text.blocks if block.kind == "footnote"}
    assert notes["2"] == "78 FR 10368 (Feb. 13, 2013)."
    called = [text.note_of(call) for call in text.calls]
    assert [note.label for note in called if note] == [str(number) for number in range(1, 11)]
    joined = "\n".join(one.text for one in issue)
    assert "micrograms per cubic meter (ug/m³), and" in joined  # a power is no call
    assert not re.search(r"(?:19|20)\d\d[⁰¹²³⁴-⁹]", joined)


def test_white_space_of_the_layout_stands_before_no_stop(issue: list[StructuredText]) -> None:
    joined = "\n".join(one.text for one in issue)
    assert "Go to regulations.gov. Follow" in joined
    assert "(e.g., application for app" in joined
    rule = documents((FOLDER / "2014-21847.xml").read_bytes())[0]
    assert "under Section 213.2—Definitions, under 2(e) Consumer Lease, paragraph 9.vi" in rule.text
    assert "See 5 U.S.C. 603 and 604." in rule.text


def test_paragraphs_know_their_headings_and_regulation_its_section(issue: list[StructuredText]) -> None:
    rule = documents((FOLDER / "2014-30419.xml").read_bytes())[0]
    labels = [block.label for block in rule.blocks if block.kind == "paragraph"]
    assert labels[0] == "SUPPLEMENTARY INFORMATION / I. Background"
    assert "SUPPLEMENTARY INFORMATION / III. Administrative Law Matters / Paperwork Reduction Act" in labels
    laws = {block.label for text in issue for block in text.blocks if block.kind == "regulation"}
    assert {"50 CFR 22.200", "24 CFR 1006.377", "§ 648.59"} <= laws


def test_every_part_of_a_document_has_a_telling_kind(issue: list[StructuredText]) -> None:
    kinds = Counter(block.kind for text in issue for block in text.blocks)
    assert (kinds["header_cell"], kinds["table_note"], kinds["authority"], kinds["number"]) == (320, 63, 21, 96)
    signed = Counter(b.label for text in issue for b in text.blocks if b.kind == "signature")
    assert signed["dated"] > 40
    assert signed["name"] > 90
    levels = {b.label for text in issue for b in text.blocks if b.kind == "heading" and b.path.endswith("/HD[1]")}
    assert {"HED", "HD1", "HD2"} <= levels


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
