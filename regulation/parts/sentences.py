"""Sentences of a paragraph, for notes that stay "the last sentence of paragraph (d)"."""

import re
from collections.abc import Iterator

# A full stop, perhaps inside quotation marks or brackets, before a capital.
_END = re.compile(r"[.?!][”\"’')\]]*(?=\s+[A-Z“\"(§\[])")
# Full stops that end no sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:no|nos|i\.e|e\.g|etc|cf|U\.S|Inc|Co|Ltd|Corp|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|p|pp|E\.O|Pub|L|sec)"
    r"|\b[A-Z])\.$",
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of `text[start:end]`, in text order, without the space between them."""
    first = start
    for match in _END.finditer(text, start, end):
        if _ABBREVIATED.search(text, max(start, match.start() - 8), match.start() + 1):
            continue
        yield first, match.end()
        rest = text[match.end() : end]
        first = match.end() + len(rest) - len(rest.lstrip())
    if first < end:
        yield first, end
