"""Reads a converted file of a control list, whichever of the known forms it has."""

from regulation.history.convert import read_history
from regulation.history.model import Converted
from regulation.history.parsed import read_parsed
from regulation.history.runs import MAX_BYTES
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError

__all__ = ["read_converted"]


def read_converted(data: bytes) -> Converted:
    """Return the dated lists of a converted file, gzipped or not: a history in lines, or one list as parsed.

    Raises ReadError that names the line or the field when it has neither form.
    """
    plain = unpacked(data, MAX_BYTES)
    if not plain.strip():
        raise ReadError("the file is empty")
    if plain.lstrip()[:1] != b"{":
        raise ReadError("neither JSON lines of a history nor the JSON of a parsed list")
    return read_parsed(plain) if b'"entries"' in plain[:4096] else read_history(plain)
