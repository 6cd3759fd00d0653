"""Texts for tests as a reader would give them; the words in them are composed."""

from nlp.extract import extract
from ruletrace.model import Block, Fact, StructuredText


def facts(*blocks: tuple[str, str], day_first: bool = False) -> list[Fact]:
    """Return the facts of a text made of (kind of block, words), a block a line."""
    text, made = "", []
    for kind, words in blocks:
        start = len(text) + 1 if text else 0
        text = f"{text}\n{words}" if text else words
        made.append(Block(kind, "", start, len(text)))
    return extract(StructuredText("", "composed", text, tuple(made), ()), day_first=day_first)
