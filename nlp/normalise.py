"""One normaliser that changes no offset: rules read the normalised text, quotes come from the original."""

# One character each way: typographic quotes, dashes and spaces as the Federal Register prints them.
_ONE_TO_ONE = {
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‚`´", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\t\r\f\v", " "),
}
# The plain-text form writes quotation marks as two characters (``...''): one becomes the mark, one a space.
_PAIRS = (("``", ' "'), ("''", '" '))
_REPLACED = (*_PAIRS, *_ONE_TO_ONE.items())


def lowered(text: str) -> str:
    """Return `text` in lower case; the result has the same length."""
    # the one capital letter whose small form is two characters
    return text.replace("İ", "I").lower()


def normalise(text: str) -> str:
    """Return `text` with plain quotes, hyphens and spaces; the result has the same length."""
    for printed, plain in _REPLACED:
        # Most of them do not stand in most texts, and `in` is the cheapest way to know.
        if printed in text:
            text = text.replace(printed, plain)
    return text
