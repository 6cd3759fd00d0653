"""A tokenizer that cuts at every change of character class, so that each find is a whole number of tokens."""

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


class PlainTokenizer:
    """Words, single punctuation marks and white space; the text is always the tokens put together again."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc of `text`."""
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _TOKEN.findall(text):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_options: object) -> bytes:
        """Return nothing: the tokenizer has no state to save."""
        return b""

    def from_bytes(self, _data: bytes, **_options: object) -> "PlainTokenizer":
        """Return itself: the tokenizer has no state to load."""
        return self

    def to_disk(self, _path: object, **_options: object) -> None:
        """Write nothing: the tokenizer has no state to save."""

    def from_disk(self, _path: object, **_options: object) -> "PlainTokenizer":
        """Return itself: the tokenizer has no state to load."""
        return self
