"""Federal Register API v1: a listing of documents (or one document) becomes document records.

Shapes: an envelope `count, description, total_pages, next_page_url?, results?` (an empty answer has no `results`), or
one document as a bare object. `next_page_url` is opaque and followed as it stands.
"""

from datetime import date
from typing import Any

from crawler.parsers.page import Answer, Follow, ParsedPage, ParseError, Problem, Row, load_object, words
from ruletrace.model import Document
from ruletrace.readers.federal_register_xml import DOCUMENTS
from ruletrace.readers.xml import ReadError, holds_element, parse

_QUOTED = 80  # characters of an answer of another kind
KINDS = {
    "Rule": "rule",
    "Proposed Rule": "proposed rule",
    "Notice": "notice",
    "Presidential Document": "presidential document",
    "Correction": "correction",
    "Uncategorized Document": "other",
    "Sunshine Act Document": "other",
    "": "",  # the listing does not say
}
ENVELOPE = words("count description total_pages next_page_url previous_page_url results errors")
# The service's other fields: known, and not part of a document record.
NOT_NEEDED = words(
    "agencies agency_names body_html_url comment_url correction_of corrections disposition_notes docket_id docket_ids "
    "dockets end_page excerpts executive_order_notes executive_order_number explanation images images_metadata "
    "json_url mods_url not_received_for_publication page_length page_views pdf_url president "
    "presidential_document_number proclamation_number public_inspection_pdf_url raw_text_url "
    "regulation_id_number_info regulation_id_numbers regulations_dot_gov_info regulations_dot_gov_url significant "
    "signing_date start_page subtype toc_doc toc_subject topics volume"
)


def listing(answer: Answer) -> ParsedPage:
    """Return the documents of one page, the next page and each full text to fetch; raises ParseError."""
    envelope = load_object(answer.body)
    if "document_number" in envelope:
        return _page(answer, [("", envelope)], total=1, next_page="", problems=[])
    total = _total(envelope)
    rows = envelope.get("results", [])
    if not isinstance(rows, list) or (total and "results" not in envelope):
        raise ParseError(f"the envelope counts {total} documents and has no list of results")
    if total and not rows:
        raise ParseError(f"the envelope counts {total} documents and lists none")
    unknown = [Problem("", name, "unknown field") for name in sorted(envelope.keys() - ENVELOPE)]
    pointed = [(f"/results/{index}", row) for index, row in enumerate(rows)]
    return _page(answer, pointed, total, str(envelope.get("next_page_url") or ""), unknown)


def rule_xml(answer: Answer) -> ParsedPage:
    """Check the full text of one document: XML without a document type that holds a document; raises ParseError."""
    try:
        root = parse(answer.body)
    except ReadError as error:
        raise ParseError(str(error)) from None
    if not any(node.tag in DOCUMENTS for node in root.walk()):
        words = f"{root.tag} ({root.text()[:_QUOTED]!r})"
        raise ParseError(
            f"no Federal Register document ({', '.join(sorted(DOCUMENTS))}) in the XML: its root is {words}"
        )
    return ParsedPage(counts={"bodies": 1})


def is_rule_xml(body: bytes) -> bool:
    """Tell without reading all of it whether a full text holds a document; earlier versions kept any XML as one."""
    return holds_element(body, DOCUMENTS)


def _total(envelope: dict[str, Any]) -> int:
    total = envelope.get("count")
    if not isinstance(total, int) or isinstance(total, bool):
        raise ParseError(f"the envelope has no count but the keys {', '.join(sorted(envelope))[:200]}")
    return total


def _page(
    answer: Answer, rows: list[tuple[str, Any]], total: int, next_page: str, problems: list[Problem]
) -> ParsedPage:
    documents: list[Document] = []
    keys: list[str] = []
    for pointer, values in rows:
        if not isinstance(values, dict):
            problems.append(Problem(pointer, "row", f"an object was expected, not {values!r:.60}", "error"))
            keys.append(pointer)
            continue
        row = Row(pointer, values)
        document = _document(answer, row)
        keys.append(document.number or pointer)
        problems.extend(row.problems)
        if not row.broken:
            documents.append(document)
    follow = [Follow(next_page, "listing")] if next_page else []
    follow += [Follow(document.body_url, "body") for document in documents if document.body_url]
    counts = {"documents": len(documents), "rows": len(rows)}
    return ParsedPage(tuple(documents), tuple(follow), tuple(keys), total, tuple(problems), counts)


def _document(answer: Answer, row: Row) -> Document:
    number = row.required("document_number")
    document = Document(
        id=f"fr:{number}",
        source=answer.source,
        kind=_kind(row),
        number=number,
        title=row.required("title"),
        abstract=row.text("abstract"),
        action=row.text("action"),
        dates_text=row.text("dates"),
        published=_date(row, "publication_date"),
        effective=_date(row, "effective_on"),
        comments_close=_date(row, "comments_close_on"),
        citation=row.text("citation"),
        url=row.text("html_url"),
        body_url=row.text("full_text_xml_url"),
        cfr_parts=_cfr_parts(row),
        sha256=answer.sha256,
        pointer=row.pointer,
    )
    row.drop(NOT_NEEDED)
    row.finish()
    return document


def _kind(row: Row) -> str:
    name = row.text("type")
    if name not in KINDS:
        row.warn("type", f"unknown category {name!r:.60}")
    return KINDS.get(name, "other")


def _date(row: Row, name: str) -> date | None:
    value = row.text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        row.error(name, f"not a date: {value!r:.60}")
        return None


def _cfr_parts(row: Row) -> tuple[str, ...]:
    parts = set()
    for reference in row.items("cfr_references"):
        title, part = (reference.get("title"), reference.get("part")) if isinstance(reference, dict) else (None, None)
        if not str(title or "").isdigit():
            row.warn("cfr_references", f"no title in {reference!r:.60}")
        elif part is not None:
            parts.add(f"{title} CFR {part}")
    return tuple(sorted(parts))
