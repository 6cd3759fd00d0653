"""The head of a document as the word pieces that the encoder reads, each with its place in the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.ranges import Range
from ruletrace.model import Block

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL = Path(__file__).parent / "model"
PARTS = ("title", "action", "agency", "dates", "abstract")  # in the order in which they are read
MOST = 512  # pieces that the encoder reads at most, marks included (positions of BERT)
# Of the BERT vocabulary: before the first and behind the last piece, before each part ([unused0] …)
_FIRST, _LAST, _MARK = 101, 102, 1
_NOWHERE = (-1, -1)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Numbers of the pieces in the vocabulary and the characters `[start, end)` of each; marks stand nowhere."""

    numbers: tuple[int, ...]
    places: tuple[Range, ...]

    def covering(self, start: int, end: int) -> Range | None:
        """Return the first and the last but one piece of the characters `[start, end)`; None where none was read."""
        inside = [at for at, (low, high) in enumerate(self.places) if low < end and high > start]
        return (inside[0], inside[-1] + 1) if inside else None


@cache
def _tokenizer() -> "Tokenizer":
    from tokenizers import Tokenizer  # only where a head is read

    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pieces(text: str, blocks: Iterable[Block]) -> Pieces:
    """Return the pieces of the parts of a head, a mark before each; what is beyond the first 512 is left out."""
    numbers, places = [_FIRST], [_NOWHERE]
    parts = [block for block in blocks if block.kind in PARTS and block.start < block.end]
    for block in sorted(parts, key=lambda block: (PARTS.index(block.kind), block.start)):
        if len(numbers) >= MOST:
            break
        read = _tokenizer().encode(text[block.start : block.end][: MOST * 40], add_special_tokens=False)
        numbers += [_MARK + PARTS.index(block.kind), *read.ids]
        places += [_NOWHERE, *((low + block.start, high + block.start) for low, high in read.offsets)]
    return Pieces((*numbers[: MOST - 1], _LAST), (*places[: MOST - 1], _NOWHERE))
