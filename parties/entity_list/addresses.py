"""The addresses of an entry, one by one, each with the country it names."""

import re
from collections.abc import Iterator

from parties.entity_list.lines import GAP, LINE, Passage
from parties.entity_list.model import Address
from parties.entity_list.vocabulary import country_code, country_pattern, full_stop_belongs

_COUNTRY = rf"(?<![\w-])(?:the\s+)?(?P<country>{country_pattern()})(?!\w)"
# The country at the end of an address, perhaps with a postal code or a remark in brackets behind it.
_LAST = re.compile(rf"{_COUNTRY}[\s.,]*(?:\(?[A-Z]{{0,3}}[\d\s.-]*\d\)?)?[\s.,]*$", re.IGNORECASE)
_WHOLE_PART = re.compile(rf"(?:^|[,.]\s*){_COUNTRY}(?=\s*(?:$|,|\.|\d|\())", re.IGNORECASE)
# "; and", "; " or a full stop and a new line; ", and" or "and" straight after a country.
_SPLIT = re.compile(
    rf"\.?\s*;\s*(?:[{LINE}{GAP}]?\s*and\b[\s{LINE}{GAP}]*)?|\.\s*[{LINE}{GAP}]\s*(?=\S)|[{LINE}{GAP}](?=Alt Address:)"
    rf"|(?<=[a-z.]),?[\s{LINE}]+and,?[\s{LINE}]+(?=[A-Z0-9#])"
)
_LABEL = re.compile(
    r"(?:(?:Alt(?:ernate)?\.? )?Address(?:es)?:|Addresses? for [^:;]{3,120}:|and\b(?=[\s\d])|and(?=[A-Z]))\s*",
)


def addresses(passage: Passage, start: int, end: int) -> tuple[Address, ...]:
    """Return the addresses in [start, end) of a passage, in its order."""
    found = (passage.words(*_without_stop(passage.text, *span)) for span in _spans(passage.text, start, end))
    return tuple(Address(words, country_at_end(words.text)) for words in found if words and words.text.strip(" ."))


def _without_stop(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end].rstrip(f" .,{LINE}{GAP}")
    keeps = full_stop_belongs(words.rpartition(" ")[2]) and text.startswith(".", start + len(words))
    return start, start + len(words) + keeps


def country_at_end(text: str) -> str:
    """Return the ISO code of the country that an address names at its end, or as a part of its own; "" without one."""
    match = _LAST.search(text)
    if match is None:
        parts = list(_WHOLE_PART.finditer(text))
        match = parts[-1] if parts else None
    return country_code(match["country"]) if match else ""


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = _past_label(text, start, end)
    for match in _SPLIT.finditer(text, start, end):
        if match.start() < at or not _parts(text[at : match.start()], match.group()):
            continue
        yield at, match.start()
        at = _past_label(text, match.end(), end)
    yield at, end


def _parts(before: str, separator: str) -> bool:
    """Return whether the separator stands between two addresses: a bare "and" only does after a country."""
    if ";" in separator or separator == LINE:
        return before.count("(") <= before.count(")")
    return bool(_LAST.search(before))


def _past_label(text: str, start: int, end: int) -> int:
    while start < end and text[start] in f" .,;{LINE}{GAP}":
        start += 1
    match = _LABEL.match(text, start, end)
    return match.end() if match else start
