"""The plain-text reader on openings of real documents in govinfo's form."""

from pathlib import Path

import pytest

from ruletrace.readers.plain import read
from ruletrace.readers.xml import ReadError

FOLDER = Path(__file__).parents[2] / "fixtures" / "readers" / "federal-register"
NAMES = ("2014-29674.txt", "2025-02655.txt", "2026-00789.txt")


@pytest.mark.parametrize("name", NAMES)
def test_the_preamble_is_found(name: str) -> None:
    text = read((FOLDER / name).read_bytes())
    kinds = [block.kind for block in text.blocks]
    assert kinds[0] == "number"
    assert [kind for kind in kinds if kind in {"title", "action", "abstract", "dates"}] == [
        "title",
        "action",
        "abstract",
        "dates",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_piece_leads_back_to_its_bytes(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    text = read(data)
    assert all(
        data[piece.byte_start : piece.byte_end].decode() == text.text[piece.start : piece.end] for piece in text.pieces
    )


def test_a_sentence_over_a_page_mark_is_one() -> None:
    text = read((FOLDER / "2025-02655.txt").read_bytes())
    assert "to the Federal rulemaking portal at: www.regulations.gov" in text.text
    assert "[[Page" not in text.text


def test_a_page_mark_before_a_caption_joins_nothing() -> None:
    text = read((FOLDER / "2026-00789.txt").read_bytes())
    assert [text.of(block)[:8] for block in text.blocks if block.kind == "abstract"] == ["SUMMARY:"]


def test_offsets_hold_with_characters_of_several_bytes() -> None:
    data = "Composed: § 744.21 — “read”\nover lines\n\nsecond".encode()
    text = read(data)
    low, high = text.source_range(text.text.index("“read”"), text.text.index("“read”") + 6)
    assert data[low:high].decode() == "“read”"
    assert text.text == "Composed: § 744.21 — “read” over lines\nsecond"


@pytest.mark.parametrize(
    ("data", "message"),
    [(b" \n", "empty where text"), (b"caf\xe9", "not UTF-8 at byte 3"), (b"a\x00b", "binary data")],
)
def test_bad_bytes_say_what_is_wrong(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(data)
