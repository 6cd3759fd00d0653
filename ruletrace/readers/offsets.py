"""Characters of a decoded text and the bytes they stand at."""


class ByteOffsets:
    """Turns character offsets of the decoded text into byte offsets; asked in rising order it reads the text once."""

    def __init__(self, text: str, data: bytes) -> None:
        self._text, self._ascii = text, text.isascii()
        self._mark = len(data) - len(text.encode())
        self._character, self._byte = 0, self._mark

    def __call__(self, character: int) -> int:
        """Return the byte at which the character stands (a byte order mark counts)."""
        if self._ascii:
            return self._mark + character
        if character < self._character:
            self._character, self._byte = 0, self._mark
        self._byte += len(self._text[self._character : character].encode())
        self._character = character
        return self._byte
