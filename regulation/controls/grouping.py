"""Blocks that belong together: the cells of a row, the parts of a note."""

import re
from collections.abc import Iterator, Sequence

from ruletrace.model import Block

_TABLE = re.compile(r"(?P<table>(?:DIV|TABLE)\[\d+\](?:/TABLE\[\d+\])?)/TR\[(?P<row>\d+)\]")
_NOTE = re.compile(r"NOTE\[\d+\]")


def grouped(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield blocks that belong together: the cells of a row, the parts of a note; all others alone."""
    group: list[Block] = []
    for block in blocks:
        key = _key(block)
        if group and key and key == _key(group[0]):
            group.append(block)
            continue
        if group:
            yield group
        group = [block]
    if group:
        yield group


def _key(block: Block) -> str:
    note = _NOTE.match(block.path)
    row = _TABLE.search(block.path)
    return note.group() if note else row.group() if row else ""
