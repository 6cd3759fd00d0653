"""Structured text: what a reader makes of archived bytes, with the way back to them."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stands in the source: `text[start:end]` was read from bytes `[byte_start, byte_end)`."""

    start: int
    end: int
    byte_start: int
    byte_end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text with its role: `kind` (title, abstract, heading, paragraph, …) and `path` in the source."""

    kind: str
    path: str
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class StructuredText:
    """Text read from the archived bytes `sha256` by `reader` (name/version).

    `blocks` are in text order and do not overlap. `pieces` are in text order and cover every character that was
    read from the source; characters between pieces (block separators) were added by the reader.
    """

    sha256: str
    reader: str
    text: str
    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]

    def of(self, block: Block) -> str:
        """Return the text of one block."""
        return self.text[block.start : block.end]

    def block_at(self, position: int) -> Block | None:
        """Return the block that holds the character at `position`, or None between blocks."""
        index = bisect_right(self.blocks, position, key=lambda block: block.start) - 1
        if index < 0 or position >= self.blocks[index].end:
            return None
        return self.blocks[index]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the byte range `[from, to)` of the archived bytes that holds `text[start:end]`.

        Raises ValueError when no character of the range was read from the source.
        """
        first = bisect_right(self.pieces, start, key=lambda piece: piece.end)
        last = bisect_left(self.pieces, end, key=lambda piece: piece.start) - 1
        if first > last:
            raise ValueError(f"no source bytes for characters {start}-{end}")
        return self._byte_at(self.pieces[first], start), self._byte_at(self.pieces[last], end)

    def _byte_at(self, piece: Piece, position: int) -> int:
        if position <= piece.start:
            return piece.byte_start
        if position >= piece.end:
            return piece.byte_end
        inside = len(self.text[piece.start : position].encode())
        whole = len(self.text[piece.start : piece.end].encode())
        # An escape (&#x201C; or \u201c) is a piece of its own; a position inside one means the whole of it.
        return piece.byte_start + inside if whole == piece.byte_end - piece.byte_start else piece.byte_end
