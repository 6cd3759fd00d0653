"""The eCFR reader on the official text of 15 CFR part 774, and on answers that are not one."""

import gzip
import html
from pathlib import Path

import pytest

from ruletrace.readers.ecfr import Division, division, read_part
from ruletrace.readers.xml import ReadError

SAMPLE = Path(__file__).parents[3] / "samples" / "ecfr" / "part-774-2026-09-01.xml.gz"


@pytest.fixture(scope="module")
def data() -> bytes:
    return gzip.decompress(SAMPLE.read_bytes())


@pytest.fixture(scope="module")
def part(data: bytes) -> tuple[Division, ...]:
    return read_part(data)


def test_every_section_and_supplement_is_read(part: tuple[Division, ...]) -> None:
    expected = ["774.1", "774.2", *(f"Supplement No. {number} to Part 774" for number in range(1, 8))]
    assert [one.number for one in part] == expected


def test_every_piece_of_text_leads_back_to_its_bytes(data: bytes, part: tuple[Division, ...]) -> None:
    text = division(part, "Supplement No. 1 to Part 774").text
    raised = {"²": "2", "³": "3", "⁻": "\u2212", "₂": "2"}
    for piece in text.pieces:
        source = html.unescape(data[piece.byte_start : piece.byte_end].decode())
        words = text.text[piece.start : piece.end]
        if words.isascii() or source == words:
            assert source == words
        elif len(words) == 1 and words in raised:
            assert source.strip() == raised[words]


def test_superscripts_are_kept(part: tuple[Division, ...]) -> None:
    text = division(part, "Supplement No. 1 to Part 774").text.text
    assert "Tera (10¹²) operations" in text
    assert "7 × 10⁶ N/m²" in text


def test_a_line_break_parts_words(part: tuple[Division, ...]) -> None:
    text = division(part, "Supplement No. 1 to Part 774").text.text
    assert "chart(see" not in text.casefold()


@pytest.mark.parametrize(
    ("path_start", "kind", "label", "words"),
    [
        ("XREF", "link", "", "Link to an amendment published at 91 FR 46261, July 23, 2026."),
        ("FP-2", "bold", "0A002", "0A002 Power generating or propulsion equipment"),
        ("FP-1", "caption", "License Requirements", "License Requirements"),
        ("FP-1", "labelled", "Reason for Control:", "Reason for Control: NS, RS, FC, UN, AT"),
        ("DIV", "cell", "colspan=2", "CB applies to entire entry CB Column 2."),
        ("NOTE", "note_heading", "", "License Requirement Note:"),
        ("CITA", "citation", "", "[63 FR 2459, Jan. 15, 1998]"),
    ],
)
def test_blocks_keep_their_role(part: tuple[Division, ...], path_start: str, kind: str, label: str, words: str) -> None:
    text = division(part, "Supplement No. 1 to Part 774").text
    found = [block for block in text.blocks if text.of(block).startswith(words) and block.kind == kind]
    assert found
    assert found[0].path.startswith(path_start)
    assert found[0].label.startswith(label)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"<!DOCTYPE html><html><body>Request Access</body></html>", "HTML page"),
        (b"<HTML><body/></HTML>", "HTML page"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "root element rss"),
        (b'<?xml version="1.0"?><DIV5 N="774"><HEAD>x</HEAD></DIV5>', "no section or appendix"),
        (b"not found", "not well-formed"),
    ],
)
def test_other_answers_are_refused_with_a_reason(answer: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_part(answer)


def test_a_truncated_answer_is_refused_with_its_line(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"not well-formed XML at line \d+"):
        read_part(data[: len(data) // 2])


def test_a_missing_division_is_named(part: tuple[Division, ...]) -> None:
    with pytest.raises(ReadError, match=r"Supplement No\. 9"):
        division(part, "Supplement No. 9 to Part 774")
