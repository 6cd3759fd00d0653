"""The two held forms of Annex I as structured text: blocks, furniture, joined lines and the way back to the bytes."""

import gzip
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ruletrace.model import StructuredText
from ruletrace.readers.annex_i import AnnexJson, read_annex_json, read_annex_text
from ruletrace.readers.xml import ReadError

SAMPLES = Path(__file__).parents[3] / "samples" / "eu"
CONSOLIDATED = (SAMPLES / "annex-i-2025-11-15.json.gz").read_bytes()


@pytest.fixture(scope="module")
def print_bytes() -> bytes:
    return gzip.decompress((SAMPLES / "annex-i-2021.txt.gz").read_bytes())


@pytest.fixture(scope="module")
def printed(print_bytes: bytes) -> StructuredText:
    return read_annex_text(print_bytes)


@pytest.fixture(scope="module")
def consolidated() -> AnnexJson:
    return read_annex_json(CONSOLIDATED)


def test_the_print_is_read_in_blocks(printed: StructuredText) -> None:
    kinds = Counter(block.kind for block in printed.blocks)
    assert kinds == {"item": 3550, "note": 747, "entry": 366, "section": 42, "category": 11, "raised": 21}


def test_page_furniture_is_left_out(printed: StructuredText) -> None:
    assert "3A001.b.4. continued" not in printed.text
    assert "1C351 continued" not in printed.text
    assert printed.text.count("CATEGORY 3 - ELECTRONICS") == 1
    assert "\n108\n" not in printed.text


def test_lines_are_joined(printed: StructuredText) -> None:
    assert "prepared for the control of the fission process in a" in printed.text
    assert "uses a fluid-filled flexible bladder" in printed.text


def test_every_piece_of_the_print_leads_back_to_its_bytes(print_bytes: bytes, printed: StructuredText) -> None:
    for piece in printed.pieces:
        assert print_bytes[piece.byte_start : piece.byte_end].decode() == printed.text[piece.start : piece.end]


def test_every_word_of_the_print_is_kept(print_bytes: bytes, printed: StructuredText) -> None:
    furniture = ("continued", "CATEGORY")
    lines = [line.strip() for line in print_bytes.decode().replace("\f", "").splitlines()]
    kept = [line for line in lines if not line.isdigit() and not any(word in line for word in furniture)]
    missing = Counter("".join(kept).replace(" ", "")) - Counter(printed.text.replace(" ", ""))
    assert not missing


def test_the_consolidated_text_is_read_line_by_line(consolidated: AnnexJson) -> None:
    assert (consolidated.celex, consolidated.version) == ("02021R0821-20251115", date(2025, 11, 15))
    kinds = Counter(block.kind for block in consolidated.text.blocks)
    assert kinds == {"line": 4222, "document": 609, "authorisation": 121, "common_list": 16}


def test_every_piece_of_the_json_leads_back_to_its_bytes(consolidated: AnnexJson) -> None:
    raw = gzip.decompress(CONSOLIDATED)
    for piece in consolidated.text.pieces:
        source = json.loads(f'"{raw[piece.byte_start : piece.byte_end].decode()}"')
        assert source == consolidated.text.text[piece.start : piece.end]


def test_packed_and_unpacked_json_are_one_text(consolidated: AnnexJson) -> None:
    assert read_annex_json(gzip.decompress(CONSOLIDATED)).text.sha256 == consolidated.text.sha256


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not the JSON"),
        (b"{}", "celex"),
        (CONSOLIDATED[:5000], "not readable gzip"),
        (gzip.decompress(CONSOLIDATED)[:5000], "not the JSON"),
        (b'{"celex": "02021R0821", "valid_from": "soon"}', "soon"),
        (gzip.compress(b" " * 70_000_000), "unpacks to more"),
    ],
)
def test_what_is_no_consolidated_annex_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_annex_json(body)


@pytest.mark.parametrize(
    ("body", "reason"), [(b"", "no entry"), (b"\xff\xfe", "not UTF-8"), (b"words", "line 1 stands")]
)
def test_what_is_no_print_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_annex_text(body)
