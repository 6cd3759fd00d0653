"""Footnotes: the call ("rule.¹") is no word of the text and is kept beside it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ruletrace.model import Block, StructuredText

NOTES = frozenset({"footnote", "table_note", "note"})


@dataclass(frozen=True, slots=True)
class Call:
    """A footnote's call: its `mark`, and the `position` in the text before which it stands."""

    mark: str
    position: int


@dataclass(frozen=True, slots=True)
class NotedText(StructuredText):
    """A structured text from which the calls of footnotes were taken out; `calls` are in text order."""

    calls: tuple[Call, ...] = ()

    def note_of(self, call: Call) -> Block | None:
        """Return the note that a call means: the next one with its mark, else the last before it, or None."""
        notes = [block for block in self.blocks if block.kind in NOTES and block.label == call.mark]
        after = [note for note in notes if note.start >= call.position]
        return after[0] if after else notes[-1] if notes else None


def with_calls(text: StructuredText, called: Iterable[tuple[str, int]]) -> NotedText:
    """Return `text` with the calls that stand in the source at these bytes, given as (mark, byte)."""
    # A note stands after its paragraph in the text, but may stand inside it in the source.
    ends = sorted((piece.byte_start, piece.end) for piece in text.pieces)
    places = ((mark, bisect_right(ends, (byte, 0)) - 1) for mark, byte in called)
    calls = sorted((Call(mark, ends[at][1]) for mark, at in places if at >= 0), key=lambda call: call.position)
    return NotedText(text.sha256, text.reader, text.text, text.blocks, text.pieces, tuple(calls))
