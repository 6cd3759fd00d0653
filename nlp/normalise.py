"""One normaliser that changes no offset: rules read the normalised text, quotes come from the original."""

import re

# One character each way: typographic quotes, dashes and spaces as the Federal Register prints them.
_ONE_TO_ONE = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚`´", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\t\r\f\v", " "),
}
_TABLE = str.maketrans(_ONE_TO_ONE)
_PAIRS = re.compile(r"``|''")


def normalise(text: str) -> str:
    """Return `text` with plain quotes, hyphens and spaces; the result has the same length.

    The plain-text form writes quotation marks as two characters (``...''): one becomes the mark, one a space.
    """
    plain = _PAIRS.sub(lambda pair: ' "' if pair.group() == "``" else '" ', text)
    return plain.translate(_TABLE)
