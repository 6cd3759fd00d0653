"""RSS 2.0 items, such as those of the Official Journal's feed, as structured text with a map back to the bytes."""

from collections.abc import Sequence

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.xml import Node, ReadError, TextBuilder, parse

READER = "rss/1"
_KINDS = {"title": "title", "description": "abstract"}


def read_items(data: bytes, pointers: Sequence[str], sha256: str = "") -> list[StructuredText]:
    """Return title and description of the items at `pointers` (/channel/item/0 is the first).

    Raises ReadError when the bytes are no RSS feed or when no item with a title stands at a pointer.
    """
    channel = parse(data).first("channel")
    if channel is None:
        raise ReadError("no channel where an RSS feed was expected")
    items = list(channel.elements("item"))
    return [_item(items, pointer, sha256 or sha256_hex(data)) for pointer in pointers]


def _item(items: Sequence[Node], pointer: str, sha256: str) -> StructuredText:
    number = pointer.rpartition("/")[2]
    if not number.isdigit() or int(number) >= len(items):
        raise ReadError(f"no item at {pointer}")
    builder = TextBuilder(sha256, READER)
    for node in items[int(number)].elements(*_KINDS):
        builder.add(_KINDS[node.tag], f"{pointer}/{node.tag}", node.runs())
    text = builder.build()
    if not text.blocks or text.blocks[0].kind != "title":
        raise ReadError(f"no title at {pointer}")
    return text
