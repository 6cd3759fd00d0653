"""The plain-text reader on openings of real documents in govinfo's form."""

import time
from pathlib import Path

import pytest

from ruletrace.readers.footnotes import NotedText
from ruletrace.readers.plain import read
from ruletrace.readers.xml import ReadError

FOLDER = Path(__file__).parents[2] / "fixtures" / "readers" / "federal-register"
NAMES = ("2014-29674.txt", "2025-02655.txt", "2026-00789.txt")


@pytest.mark.parametrize("name", NAMES)
def test_the_preamble_is_found(name: str) -> None:
    text = read((FOLDER / name).read_bytes())
    kinds = [block.kind for block in text.blocks]
    assert kinds[:5] == ["issue", "part_of_issue", "pages", "furniture", "number"]
    assert {"agency", "cfr", "docket", "rin"} <= set(kinds)
    assert [kind for kind in kinds if kind in {"title", "action", "abstract", "dates"}] == [
        "title",
        "action",
        "abstract",
        *["dates"] * kinds.count("dates"),
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
    (block,) = [block for block in text.blocks if block.kind == "addresses"]
    assert "to the Federal rulemaking portal at: www.regulations.gov" in text.of(block)
    (page,) = [block for block in text.blocks if block.label.startswith("page")]
    assert (page.kind, page.label, text.of(page)) == ("furniture", "page 9605", "[[Page 9605]]")


def test_a_page_mark_before_a_caption_joins_nothing() -> None:
    text = read((FOLDER / "2026-00789.txt").read_bytes())
    assert [text.of(block)[:8] for block in text.blocks if block.kind == "abstract"] == ["The Bure"]
    headings = [text.of(block) for block in text.blocks if block.kind == "heading" and block.label == "HED"]
    assert headings == ["AGENCY:", "ACTION:", "SUMMARY:", "DATES:", "FOR FURTHER INFORMATION CONTACT:"]


def test_offsets_hold_with_characters_of_several_bytes() -> None:
    data = "Composed: § 744.21 — “read”\nover lines\n\nsecond".encode()
    text = read(data)
    low, high = text.source_range(text.text.index("“read”"), text.text.index("“read”") + 6)
    assert data[low:high].decode() == "“read”"
    assert text.text == "Composed: § 744.21 — “read” over lines\nsecond"


COMPOSED = FOLDER.parent / "plain" / "rule-body.composed.txt"


def test_a_body_has_the_kinds_of_the_xml_form() -> None:
    text = read(COMPOSED.read_bytes())
    told = [(block.kind, block.label) for block in text.blocks if 42 <= int(block.path[5:]) < 95]
    under = "SUPPLEMENTARY INFORMATION / "
    assert told[:3] == [("paragraph", f"{under}Background"), ("footnote", "1"), ("footnote", "2")]
    assert ("caption", "") in told
    assert told[-8:] == [
        ("heading", "15 CFR 744"),
        ("instruction", "15 CFR 744"),
        ("authority", "15 CFR 744"),
        ("instruction", "15 CFR 744"),
        ("heading", "15 CFR 744.99"),
        ("asterisks", "15 CFR 744.99"),
        ("regulation", "15 CFR 744.99"),
        ("signature", ""),
    ]
    assert [text.of(block) for block in text.blocks if block.kind == "row"][1:] == [
        "First item............... 1",
        "Second item.............. 2",
    ]


def test_lines_broken_by_layout_are_one_sentence() -> None:
    text = read(COMPOSED.read_bytes())
    assert "names supplement No. 4 to part 744 of the EAR over two pages." in text.text
    assert "15 CFR parts 730-774." in text.text
    start = text.text.index("730-774")
    low, high = text.source_range(start, start + len("730-774"))
    assert COMPOSED.read_bytes()[low:high] == b"730-\n774"


def test_a_footnotes_call_is_no_part_of_the_number_before_it() -> None:
    text = read(COMPOSED.read_bytes())
    assert isinstance(text, NotedText)
    assert [(call.mark, text.text[: call.position][-5:]) for call in text.calls] == [("1", "2012."), ("2", "ages.")]
    notes = [note for call in text.calls if (note := text.note_of(call))]
    assert [text.of(note)[:8] for note in notes] == ["See 77 F", "A second"]


def test_another_text_has_paragraphs_and_no_front() -> None:
    text = read(b"COMPOSED HEADING\n\nA paragraph over\ntwo lines.\n\n   Set in,\n   all of it.\n")
    assert [(block.kind, text.of(block)) for block in text.blocks] == [
        ("heading", "COMPOSED HEADING"),
        ("paragraph", "A paragraph over two lines."),
        ("paragraph", "Set in, all of it."),
    ]


def test_a_long_text_is_read_in_linear_time() -> None:
    data = (
        b"AGENCY: Composed.\n\nSUPPLEMENTARY INFORMATION:\n\n" + b"    A composed sentence of a body.\\1\\\n" * 60_000
    )
    started = time.perf_counter()
    text = read(data)
    assert len(text.blocks) == 60_003
    assert time.perf_counter() - started < 30


@pytest.mark.parametrize(
    ("data", "message"),
    [(b" \n", "empty where text"), (b"caf\xe9", "not UTF-8 at byte 3"), (b"a\x00b", "binary data")],
)
def test_bad_bytes_say_what_is_wrong(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(data)


def test_a_line_of_very_many_words_is_read_in_linear_time() -> None:
    started = time.perf_counter()
    assert len(read(b"x   " * 200_000).pieces) == 200_000
    assert time.perf_counter() - started < 15
