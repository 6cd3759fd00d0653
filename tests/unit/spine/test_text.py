"""Structured text leads back to the bytes it was read from."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruletrace.model import StructuredText
from ruletrace.readers.xml import SUPERSCRIPTS, Node, ReadError, TextBuilder, parse, styled_runs

CCL = gzip.decompress(Path("samples/ecfr/part-774-2026-06-25.xml.gz").read_bytes())


def _text(data: bytes, *tags: str) -> StructuredText:
    builder = TextBuilder("sha", "test/1")
    for node in parse(data).walk():
        if node.tag in tags:
            builder.add(node.tag, node.tag, styled_runs(node, lambda one: SUPERSCRIPTS if one.tag == "SU" else None))
    return builder.build()


@pytest.fixture(scope="module")
def ccl() -> StructuredText:
    return _text(CCL, "P", "FP-1", "TD")


def test_a_quote_is_found_again_in_the_source(ccl: StructuredText) -> None:
    quote = "A 'total processing performance' of 4800 or more;"
    start = ccl.text.index(quote)
    low, high = ccl.source_range(start, start + len(quote))
    assert CCL[low:high].decode() == quote


def test_an_escape_leads_to_the_whole_escape(ccl: StructuredText) -> None:
    start = ccl.text.index("“Monolithic integrated circuits”")
    low, high = ccl.source_range(start, start + 1)
    assert CCL[low:high] == b"&#x201C;"


def test_superscripts_stay_apart_from_digits(ccl: StructuredText) -> None:
    assert "A total dose of 5 × 10³ Gy (Si), or higher;" in ccl.text


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_range_leads_to_bytes_that_read_the_same(ccl: StructuredText, data: st.DataObject) -> None:
    piece = data.draw(st.sampled_from(ccl.pieces))
    low, high = ccl.source_range(piece.start, piece.end)
    words = parse(b"<x>" + CCL[low:high] + b"</x>").text()
    assert words.translate(SUPERSCRIPTS) == ccl.text[piece.start : piece.end].translate(SUPERSCRIPTS)


def test_block_at(ccl: StructuredText) -> None:
    block = ccl.blocks[100]
    assert ccl.block_at(block.start) == ccl.block_at(block.end - 1) == block
    assert ccl.block_at(block.end) is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<a><b></a>", "line 1"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "document type"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>', "document type"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "encoding"),
        (b"<a>" * 300 + b"</a>" * 300, "nested deeper"),
        (b"<a>\xff</a>", "line 1"),
    ],
)
def test_what_is_not_plain_xml_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        parse(data)


def test_nodes_know_where_they_stand() -> None:
    root = parse(b"<a><b x='1'>one</b><c/></a>")
    first = root.first("b")
    assert isinstance(first, Node)
    assert (first.attributes, first.text(), first.byte_start) == ({"x": "1"}, "one", 3)
    assert [node.tag for node in root.walk()] == ["a", "b", "c"]
