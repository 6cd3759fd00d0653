"""RSS items lead back to the bytes; what is no feed is refused."""

from pathlib import Path

import pytest

from ruletrace.readers.rss import read_items
from ruletrace.readers.xml import ReadError

FEED = Path("samples/eu/oj-l-222.composed.rss.xml").read_bytes()


def test_a_title_leads_back_to_its_bytes() -> None:
    first, second = read_items(FEED, ["/channel/item/0", "/channel/item/1"])
    for text in (first, second):
        block = text.blocks[0]
        low, high = text.source_range(block.start, block.end)
        assert (block.kind, FEED[low:high].decode()) == ("title", text.of(block))
    assert first.text != second.text


@pytest.mark.parametrize(
    ("data", "pointer", "reason"),
    [
        (FEED, "/channel/item/999", "no item"),
        (FEED, "/channel/item/", "no item"),
        (b"<html><body/></html>", "/channel/item/0", "no channel"),
        (b"<rss><channel><item><link>x</link></item></channel></rss>", "/channel/item/0", "no title"),
        (b"", "/channel/item/0", "empty"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, pointer: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_items(data, [pointer])
