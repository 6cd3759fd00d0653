"""Federal Register API documents (JSON), one object or results of an envelope, as structured text.

The form is that of https://www.federalregister.gov/api/v1/documents; an object of `title` and `abstract` alone (the
labelled documents in tests/gold) is read the same way. Pieces lead back to the bytes of the file, escapes included.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any

from ruletrace.model import StructuredText, sha256_hex
from ruletrace.readers.offsets import ByteOffsets
from ruletrace.readers.xml import ReadError, Run, TextBuilder

READER = "federal-register-json/3"
# API field → block kind, in the order of the text.
BLOCKS = {
    "document_number": "number",
    "citation": "own_citation",
    "docket_ids": "docket",
    "regulation_id_numbers": "rin",
    "agencies": "agency",
    "title": "title",
    "action": "action",
    "abstract": "abstract",
    "dates": "dates",
}

_LITERAL_PART = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+")


class _Located(str):
    """A string value that knows where its literal stands: characters `[start, end)` between the quotes."""

    __slots__ = ("end", "start")
    start: int
    end: int


class _LocatingDecoder(json.JSONDecoder):
    """Decodes JSON and keeps for every string value where it stands."""

    def __init__(self) -> None:
        super().__init__()
        plain: Callable[[str, int, bool], tuple[str, int]] = json.decoder.scanstring  # type: ignore[attr-defined]

        def parse_string(text: str, begin: int, strict: bool) -> tuple[str, int]:
            value, end = plain(text, begin, strict)
            located = _Located(value)
            located.start, located.end = begin, end - 1
            return located, end

        self.parse_string = parse_string
        self.scan_once = py_make_scanner(self)


def read(data: bytes, sha256: str = "", pointer: str = "") -> StructuredText:
    """Return the document at `pointer` (RFC 6901; "" is the whole file).

    Raises ReadError when the bytes are no JSON in UTF-8 or when no document stands there.
    """
    return read_many(data, [pointer], sha256)[0]


def read_many(data: bytes, pointers: Sequence[str], sha256: str = "") -> list[StructuredText]:
    """Return the documents at `pointers`, in their order; the file is decoded once."""
    text = _decoded(data)
    root = _parsed(text)
    digest = sha256 or sha256_hex(data)
    offsets = ByteOffsets(text, data)
    return [_document(at(root, pointer), pointer, text, digest, offsets) for pointer in pointers]


def pointers(data: bytes) -> list[str]:
    """Return the pointers of all documents of a file: [""] for one object, /results/0 … for an envelope."""
    root = _parsed(_decoded(data))
    if isinstance(root, dict) and isinstance(root.get("results"), list):
        return [f"/results/{index}" for index in range(len(root["results"]))]
    return [""]


def at(root: Any, pointer: str) -> Any:
    """Return the value at an RFC 6901 pointer; raises ReadError when there is none."""
    value = root
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(name)] if isinstance(value, list) else value[name]
        except (KeyError, IndexError, ValueError, TypeError):
            raise ReadError(f"no value at {pointer} in the JSON") from None
    return value


def _decoded(data: bytes) -> str:
    if not data.strip():
        raise ReadError("empty where JSON was expected")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8 at byte {error.start}: {error.reason}") from None


def _parsed(text: str) -> Any:
    try:
        return _LocatingDecoder().decode(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"not JSON at line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise ReadError("JSON nested too deeply") from None


def _document(value: Any, pointer: str, text: str, sha256: str, offsets: ByteOffsets) -> StructuredText:
    place = f" at {pointer}" if pointer else ""
    if not isinstance(value, dict):
        raise ReadError(f"no document object{place} in the JSON")
    if not isinstance(value.get("title"), str) and not isinstance(value.get("abstract"), str):
        raise ReadError(f"neither title nor abstract{place} in the JSON")
    builder = TextBuilder(sha256, READER)
    for name, kind in BLOCKS.items():
        for path, words in _strings(value.get(name), f"{pointer}/{name}"):
            builder.add(kind, path, _runs(text, words, offsets))
    return builder.build()


def _strings(value: Any, path: str) -> Iterator[tuple[str, _Located]]:
    """Yield the strings of a field, one or a list, each with its pointer; of an object in a list its name."""
    if isinstance(value, _Located):
        yield path, value
    elif isinstance(value, list):
        for index, one in enumerate(value):
            if isinstance(one, _Located):
                yield f"{path}/{index}", one
            elif isinstance(one, dict):
                yield from _name(one, f"{path}/{index}")


def _name(agency: Mapping[str, Any], path: str) -> Iterator[tuple[str, _Located]]:
    """Yield the name of an agency as the document prints it, else as the service does."""
    for key in ("raw_name", "name"):
        words = agency.get(key)
        if isinstance(words, _Located) and words.strip():
            yield f"{path}/{key}", words
            return


def _runs(text: str, literal: _Located, offsets: ByteOffsets) -> Iterator[Run]:
    """Yield the literal's characters: plain stretches, and each escape as a run of its own."""
    for part in _LITERAL_PART.finditer(text, literal.start, literal.end):
        written = part.group()
        yield Run(_characters(written), offsets(part.start()), offsets(part.end()))


def _characters(written: str) -> str:
    if not written.startswith("\\"):
        return written
    characters: str = json.loads(f'"{written}"')
    # Half a surrogate pair is no character; it is shown as the replacement character.
    return "\ufffd" if "\ud800" <= characters <= "\udfff" else characters
