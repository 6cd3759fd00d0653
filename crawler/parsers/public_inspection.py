"""Federal Register API v1, documents on public inspection: what is filed and not yet published, and what was withdrawn.

Shape: `count, results, special_filings_updated_at, regular_filings_updated_at`; one answer without pages. An empty list
is a true answer at night. `publication_date` null means that the document was withdrawn.
"""

from collections import Counter
from datetime import date
from typing import Any

from crawler.parsers.federal_register import KINDS
from crawler.parsers.page import Answer, ParsedPage, ParseError, Problem, Row, load_object, words
from ruletrace.model import Document

WITHDRAWN = "withdrawn"
ENVELOPE = words("count results special_filings_updated_at regular_filings_updated_at")
# The service's other fields: known, and not part of a document record.
NOT_NEEDED = words(
    "agencies agency_letters agency_names docket_numbers excerpts json_url last_public_inspection_issue num_pages "
    "page_views pdf_file_name pdf_file_size pdf_updated_at pdf_url raw_text_url toc_doc toc_subject"
)


def listing(answer: Answer) -> ParsedPage:
    """Return the documents of the agencies that the keywords name (by slug or name); raises ParseError."""
    envelope = load_object(answer.body)
    count, rows = envelope.get("count"), envelope.get("results")
    if not isinstance(count, int) or isinstance(count, bool):
        raise ParseError(f"the envelope has no count but the keys {', '.join(sorted(envelope))[:200]}")
    if not isinstance(rows, list):
        raise ParseError(f"the envelope counts {count} documents and has no list of results")
    if count != len(rows):
        raise ParseError(f"the envelope counts {count} documents and holds {len(rows)}")
    problems = [Problem("", name, "unknown field") for name in sorted(envelope.keys() - ENVELOPE)]
    names = frozenset(keyword.casefold() for keyword in answer.keywords)
    documents = [found for index, row in enumerate(rows) if (found := _read(answer, index, row, names, problems))]
    kinds = Counter(document.kind for document in documents)
    counts = {"documents": len(documents), "rows": count, WITHDRAWN: kinds[WITHDRAWN]}
    return ParsedPage(tuple(documents), total=count, problems=tuple(problems), counts=counts)


def _read(answer: Answer, index: int, values: Any, names: frozenset[str], problems: list[Problem]) -> Document | None:
    pointer = f"/results/{index}"
    if not isinstance(values, dict):
        problems.append(Problem(pointer, "row", f"an object was expected, not {values!r:.60}", "error"))
        return None
    if not _is_of(values, names):
        return None
    row = Row(pointer, values)
    if "publication_date" not in values:  # null means withdrawn; a field that is gone means nothing of the kind
        row.error("publication_date", "missing")
    document = _document(answer, row)
    problems.extend(row.problems)
    return None if row.broken else document


def _is_of(values: dict[str, Any], names: frozenset[str]) -> bool:
    """Return whether one of the row's agencies has a slug or a name among `names`; some rows have raw names alone."""
    agencies = values.get("agencies")
    agencies = agencies if isinstance(agencies, list) else []
    found = {
        str(agency.get(key)) for agency in agencies if isinstance(agency, dict) for key in ("slug", "name", "raw_name")
    }
    raw = values.get("agency_names")
    found |= {str(name) for name in raw} if isinstance(raw, list) else set()
    return any(name.casefold() in names for name in found)


def _document(answer: Answer, row: Row) -> Document:
    number = row.required("document_number")
    planned, note = _planned(row), row.text("editorial_note")
    kind = _kind(row)
    if planned is None and not row.broken:
        row.warn("publication_date", f"{number} was withdrawn: {note or 'no editorial note'}")
    document = Document(
        id=f"pi:{number}",
        source=answer.source,
        kind=kind if planned else WITHDRAWN,
        number=number,
        title=_title(row),
        abstract="",
        action="",
        dates_text=_dates_text(row, note),
        published=planned,
        effective=None,
        comments_close=None,
        citation="",
        url=row.text("html_url"),
        body_url="",
        cfr_parts=(),
        sha256=answer.sha256,
        pointer=row.pointer,
    )
    row.drop(NOT_NEEDED)
    row.finish()
    return document


def _planned(row: Row) -> date | None:
    value = row.text("publication_date")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        row.error("publication_date", f"not a date: {value!r:.60}")
        return None


def _kind(row: Row) -> str:
    name = row.text("type")
    if name not in KINDS:
        row.warn("type", f"unknown category {name!r:.60}")
    return KINDS.get(name, "other")


def _title(row: Row) -> str:
    """Return the title; where the service has none yet, the subjects that the office files it under."""
    subjects = [row.text(f"subject_{number}") for number in (1, 2, 3)]
    title = row.text("title") or " ".join(filter(None, subjects))
    if not title.strip():
        row.error("title", "missing")
    return title


def _dates_text(row: Row, note: str) -> str:
    """Return when and how it was filed, in the service's own values: `filed_at: …; filing_type: regular`."""
    pairs = [(name, row.text(name)) for name in ("filed_at", "filing_type")]
    return "; ".join(f"{name}: {value}" for name, value in (*pairs, ("editorial_note", note)) if value)
