"""Helpers for tests: documents as their listing describes them, with facts on words that really stand there."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from ruletrace.model import Document, Fact, StructuredText
from ruletrace.pipeline.documents import Documents, Held
from ruletrace.readers import federal_register_json, federal_register_xml

SAMPLES = Path(__file__).parents[3] / "samples"
_LISTED = json.loads((SAMPLES / "federalregister" / "documents.composed.json").read_text(encoding="utf-8"))
ROWS: dict[str, dict[str, Any]] = {one["document"]["document_number"]: one["document"] for one in _LISTED["documents"]}


def day(text: str | None) -> date | None:
    """Return a day from ISO text."""
    return date.fromisoformat(text) if text else None


def listed(number: str, **other: Any) -> dict[str, Any]:
    """Return a real row of the sample listing, with other values where a test composes them."""
    return {**ROWS[number], **other}


def document(row: dict[str, Any], kind: str = "rule") -> Document:
    """Return the document that a row describes."""
    number = row["document_number"]
    return Document(
        f"fr:{number}", "fr-documents", kind, number, row.get("title") or "", row.get("abstract") or "", "",
        row.get("dates") or "", day(row.get("publication_date")), day(row.get("effective_on")),
        day(row.get("comments_close_on")), row.get("citation") or "", "", "", (), "0" * 64, "",
    )  # fmt: skip


def fact(text: StructuredText, kind: str, value: str, role: str, quote: str, **detail: str) -> Fact:
    """Return a fact on the first place of the text that has these words; the sentence is the block around it."""
    start = text.text.index(quote)
    block = text.block_at(start)
    assert block
    pairs = tuple(sorted(detail.items()))
    end = start + len(quote)
    return Fact(kind, value, role, start, end, quote, block.start, block.end, "test", "1", pairs)


def held(
    row: dict[str, Any], *facts: tuple[str, str, str, str], kind: str = "rule", body: bytes = b"", **detail: str
) -> Held:
    """Return a held document with facts (kind, value, role, quote) on the words of its listing."""
    text = federal_register_json.read(json.dumps(row).encode())
    stated = tuple(fact(text, *one, **detail) for one in facts)
    full = tuple(federal_register_xml.documents(body, "1" * 64)) if body else ()
    return Held(document(row, kind), "", (text, *full), (stated, *((),) * len(full)), bool(full))


def together(*held: Held) -> Documents:
    """Return documents by their ids."""
    return Documents({one.document.id: one for one in held}, ())
