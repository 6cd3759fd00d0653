"""The words of an entity cell with its line breaks, which the structured text folds and the table's meaning needs."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from parties.entity_list.model import Words
from ruletrace.model import StructuredText

LINE, GAP = "\n", "\f"  # a line break; an empty line
_BREAK = b"<br"
_EDGES = " \n\f,;"


@dataclass(frozen=True, slots=True)
class Source:
    """The part's text with the bytes it was read from."""

    text: StructuredText
    data: bytes

    def words(self, start: int, end: int) -> Words:
        """Return the words at characters [start, end)."""
        return Words(self.text.text[start:end], start, end, *self.text.source_range(start, end))

    def lines(self, start: int, end: int) -> str:
        """Return the words with LINE or GAP in place of the space where the source breaks the line; same length."""
        pieces = self.text.pieces
        first = bisect_left(pieces, start, key=lambda piece: piece.start)
        last = bisect_left(pieces, end, key=lambda piece: piece.start)
        marked = list(self.text.text[start:end])
        for before, after in zip(pieces[first : last - 1], pieces[first + 1 : last], strict=True):
            breaks = self.data[before.byte_end : after.byte_start].count(_BREAK)
            if breaks and after.start > before.end:
                marked[before.end - start] = GAP if breaks > 1 else LINE
        return "".join(marked)


@dataclass(frozen=True, slots=True)
class Passage:
    """The entity cells of one row as one text; `starts` are (position here, position in the part) of each cell."""

    source: Source
    text: str
    starts: tuple[tuple[int, int], ...]

    def words(self, start: int, end: int) -> Words | None:
        """Return the words at [start, end) without white space and joining marks at the edges; None when empty.

        Words never reach over two cells: what does is cut at the first cell's end.
        """
        while start < end and self.text[start] in _EDGES:
            start += 1
        while end > start and self.text[end - 1] in _EDGES:
            end -= 1
        if start == end:
            return None
        index = bisect_right(self.starts, start, key=lambda pair: pair[0]) - 1
        at, origin = self.starts[index]
        limit = self.starts[index + 1][0] - 1 if index + 1 < len(self.starts) else len(self.text)
        return self.source.words(start - at + origin, min(end, limit) - at + origin)


def passage(source: Source, cells: Iterable[Words]) -> Passage:
    """Join cells, a line break between them."""
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    length = 0
    for cell in cells:
        starts.append((length, cell.start))
        parts.append(source.lines(cell.start, cell.end))
        length += len(parts[-1]) + 1
    return Passage(source, LINE.join(parts), tuple(starts))
