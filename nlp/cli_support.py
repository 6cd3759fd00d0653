"""What the command `extract` prints: the facts of one file, whichever official form it has."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from nlp.extract import extract
from nlp.finds import HEAD_BLOCKS
from nlp.summary import summary
from ruletrace.model import Fact, StructuredText, ToldError
from ruletrace.readers.footnotes import NotedText
from ruletrace.readers.forms import Form, read_form
from ruletrace.readers.packed import MAX_BYTES
from ruletrace.readers.tables import heads
from ruletrace.readers.xml import ReadError


class ExtractError(ToldError):
    """A file that cannot be read; the message names the file and what is wrong with it."""


def extract_file(path: Path, *, day_first: bool = False) -> dict[str, Any]:
    """Return the facts of the file at `path`: the first document, or the only one.

    Keys: `document_number`, `form` (of `ruletrace.readers.forms`), `part` (which of the file's documents), `reader`,
    `sha256`, `facts` (the fields of `ruletrace.model.Fact`, `detail` as an object, `bytes` the range `[from, to)` of
    the file that holds the quote, `block`, `label` and `path` of the block it stands in,
    `head` what the heads of the table say above its cell), `footnotes` (the calls that
    the reader took out of the text: `mark`, `position`, and `note`, the range of the note's text or None) and `summary`
    (labelling guide's fields, made of title, abstract, action and dates where the document has them, else of the whole
    text). Texts of the EU are read day first by themselves; `day_first` says it of a plain text.
    Raises ExtractError naming the file when it is missing, empty, too large, truncated, or in no form known here.
    """
    return extract_all(path, day_first=day_first)[0]


def extract_all(path: Path, *, day_first: bool = False) -> list[dict[str, Any]]:
    """Return one object as `extract_file` gives it for every document of the file.

    Whole issues, answers of the API, parts of the Code and Formex packages hold several.
    """
    form = read_path(path)
    return [_report(form, part.name, part.text, day_first or form.day_first) for part in form.parts]


def read_path(path: Path) -> Form:
    """Return the documents of the file as structured text; raises ExtractError."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"larger than {MAX_BYTES} bytes")
        return read_form(path.read_bytes())
    except OSError as error:
        raise ExtractError(f"{path}: {error.strerror or error}") from None
    except ReadError as error:
        raise ExtractError(f"{path}: {error}") from None


def read_file(path: Path) -> list[StructuredText]:
    """Return the texts of the file's documents; raises ExtractError."""
    return [part.text for part in read_path(path).parts]


def _report(form: Form, part: str, text: StructuredText, day_first: bool) -> dict[str, Any]:
    facts = extract(text, day_first=day_first)
    above = heads(text)
    told = summary(_head_facts(text, facts))
    number = summary(facts)["document_number"]
    return {
        "document_number": number,
        "form": form.name,
        "part": part,
        "reader": text.reader,
        "sha256": text.sha256,
        "facts": [_fact(text, fact, above) for fact in facts],
        "footnotes": _footnotes(text),
        "summary": told | {"document_number": number},
    }


def _head_facts(text: StructuredText, facts: list[Fact]) -> list[Fact]:
    """Return the facts of title, abstract, action and dates; all of them when the text has no such parts."""
    heads = [(block.start, block.end) for block in text.blocks if block.kind in HEAD_BLOCKS]
    if not heads:
        return facts
    return [fact for fact in facts if any(start <= fact.start < end for start, end in heads)]


def _fact(text: StructuredText, fact: Fact, above: dict[str, str]) -> dict[str, Any]:
    row = asdict(fact)
    row["detail"] = dict(fact.detail)
    row["bytes"] = list(text.source_range(fact.start, fact.end))
    block = text.block_at(fact.start)
    kind, label, path = (block.kind, block.label, block.path) if block else ("", "", "")
    return row | {"block": kind, "label": label, "path": path, "head": above.get(path, "")}


def _footnotes(text: StructuredText) -> list[dict[str, Any]]:
    if not isinstance(text, NotedText):
        return []
    found = ((call, text.note_of(call)) for call in text.calls)
    return [
        {"mark": call.mark, "position": call.position, "note": [note.start, note.end] if note else None}
        for call, note in found
    ]
