"""What the command `extract` prints: the facts of one file, whichever official form it has."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from nlp.extract import extract
from nlp.finds import HEAD_BLOCKS
from nlp.summary import summary
from ruletrace.model import Fact, StructuredText, sha256_hex
from ruletrace.readers import federal_register_json, federal_register_xml, plain
from ruletrace.readers.xml import ReadError

MAX_BYTES = 64 * 1024 * 1024


class ExtractError(Exception):
    """A file that cannot be read; the message names the file and what is wrong with it."""


def extract_file(path: Path, *, day_first: bool = False) -> dict[str, Any]:
    """Return the facts of the file at `path`: the first document, or the only one.

    Keys: `document_number`, `reader`, `sha256`, `facts` (the fields of `ruletrace.model.Fact`, `detail` as an object,
    `bytes` the range `[from, to)` of the file that holds the quote) and `summary` (labelling guide's fields, made of
    title, abstract, action and dates where the document has them, else of the whole text).
    Raises ExtractError naming the file when it is missing, empty, too large, truncated, or in no form known here.
    """
    return extract_all(path, day_first=day_first)[0]


def extract_all(path: Path, *, day_first: bool = False) -> list[dict[str, Any]]:
    """Return one object as `extract_file` gives it for every document of the file (whole issues, API answers)."""
    return [_report(text, day_first) for text in read_file(path)]


def read_file(path: Path) -> list[StructuredText]:
    """Return the documents of the file as structured text; raises ExtractError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"larger than {MAX_BYTES} bytes")
        return read_bytes(path.read_bytes())
    except OSError as error:
        raise ExtractError(f"{path}: {error.strerror or error}") from None
    except ReadError as error:
        raise ExtractError(f"{path}: {error}") from None


def read_bytes(data: bytes) -> list[StructuredText]:
    """Return the documents of `data`, its form told by its first character; raises ReadError."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    digest = sha256_hex(data)
    if start in {b"{", b"["} and not data.lstrip().startswith(b"[Federal Register"):
        documents = federal_register_json.read_many(data, federal_register_json.pointers(data), digest)
    elif start == b"<":
        documents = federal_register_xml.documents(data, digest)
    else:
        documents = [plain.read(data, digest)]
    if not documents:
        raise ReadError("an answer without documents")
    return documents


def _report(text: StructuredText, day_first: bool) -> dict[str, Any]:
    facts = extract(text, day_first=day_first)
    told = summary(_head_facts(text, facts))
    number = summary(facts)["document_number"]
    return {
        "document_number": number,
        "reader": text.reader,
        "sha256": text.sha256,
        "facts": [_fact(text, fact) for fact in facts],
        "summary": told | {"document_number": number},
    }


def _head_facts(text: StructuredText, facts: list[Fact]) -> list[Fact]:
    """Return the facts of title, abstract, action and dates; all of them when the text has no such parts."""
    heads = [(block.start, block.end) for block in text.blocks if block.kind in HEAD_BLOCKS]
    if not heads:
        return facts
    return [fact for fact in facts if any(start <= fact.start < end for start, end in heads)]


def _fact(text: StructuredText, fact: Fact) -> dict[str, Any]:
    row = asdict(fact)
    row["detail"] = dict(fact.detail)
    row["bytes"] = list(text.source_range(fact.start, fact.end))
    return row
