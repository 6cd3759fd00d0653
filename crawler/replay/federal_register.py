"""The Federal Register API v1, replayed: listing, single documents and full texts, with the service's quirks."""

import base64
import json
import re
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from crawler.replay.answers import Asked, Reply, json_reply, not_found

API = "/api/v1/documents"
PUBLIC_INSPECTION = "/api/v1/public-inspection-documents/current.json"
MAX_PAGE, MAX_ROWS, DEFAULT_PER_PAGE, MAX_PER_PAGE = 50, 10_000, 20, 2000
DEFAULT_FIELDS = (
    "title type abstract document_number html_url pdf_url public_inspection_pdf_url publication_date agencies excerpts"
)
FIELDS = (
    "abstract action agencies agency_names body_html_url cfr_references citation comment_url comments_close_on "
    "correction_of corrections dates disposition_notes docket_id docket_ids dockets document_number effective_on "
    "end_page excerpts executive_order_notes executive_order_number explanation full_text_xml_url html_url images "
    "images_metadata json_url mods_url not_received_for_publication page_length page_views pdf_url president "
    "presidential_document_number proclamation_number public_inspection_pdf_url publication_date raw_text_url "
    "regulation_id_number_info regulation_id_numbers regulations_dot_gov_info regulations_dot_gov_url significant "
    "signing_date start_page subtype title toc_doc toc_subject topics type volume"
)
CONDITIONS = (
    "term agencies agency_ids type publication_date effective_date signing_date comment_date cfr docket_id "
    "regulation_id_number significant correction topics sections presidential_document_type president near "
    "small_entities citing_document_numbers document_numbers volume notice_type "
    "accepting_comments_on_regulations_dot_gov"
)
TYPES = {"RULE": "Rule", "PRORULE": "Proposed Rule", "NOTICE": "Notice", "PRESDOCU": "Presidential Document"}
_CONDITION = re.compile(r"conditions\[(?P<name>\w+)\](?:\[(?P<part>\w*)\])?$")  # conditions[publication_date][gte]
_ONE = re.compile(r"/api/v1/documents/(?P<numbers>[^/]+)\.json$")
_BODY = re.compile(r"/documents/full_text/xml/\d{4}/\d\d/\d\d/(?P<number>[\w-]+)\.xml$")

Document = dict[str, Any]


class FederalRegister:
    """Answers from `documents.composed.json`, `bodies/*.xml` and `public-inspection.composed.json` in its folder."""

    def __init__(self, folder: Path) -> None:
        store = json.loads((folder / "documents.composed.json").read_text("utf-8"))
        self._bodies = folder / "bodies"
        self._inspection = folder / "public-inspection.composed.json"
        self._agency: str = store["agency"]
        # What every document of the listing has, because it is asked for by this agency.
        shared = {"agencies": store.get("agencies")}
        self._documents: list[Document] = [shared | entry["document"] for entry in store["documents"]]

    def reply(self, asked: Asked) -> Reply:
        """Answer one request."""
        body, one = _BODY.match(asked.path), _ONE.match(asked.path)
        if body:
            return self._body(body["number"])
        if one:
            return self._numbers(asked, one["numbers"])
        if asked.path in (API, f"{API}.json"):
            return self._search(asked)
        if asked.path == PUBLIC_INSPECTION and self._inspection.is_file():
            return self._on_file(asked)
        return not_found()

    def _on_file(self, asked: Asked) -> Reply:
        """Answer with the documents on public inspection: no paging, no ETag, every condition ignored."""
        envelope: dict[str, Any] = json.loads(self._inspection.read_text("utf-8"))
        rows = [] if asked.variant == "night" else envelope["results"]
        counted = {} if asked.variant == "no-count" else {"count": len(rows)}
        return json_reply(200, {**counted, **envelope, "results": rows})

    def _body(self, number: str) -> Reply:
        path = self._bodies / f"{number}.xml"
        if not path.is_file():
            return not_found()
        return Reply(200, path.read_bytes(), "text/xml; charset=utf-8", trust="recorded")

    def _numbers(self, asked: Asked, numbers: str) -> Reply:
        fields = asked.all("fields[]") or FIELDS.split()
        wanted = [number for number in numbers.split(",") if number]
        found = {row["document_number"]: _shape(row, fields) for row in self._documents}
        # A comma decides: "N" is one document as a bare object, "N," is a list of one.
        if "," not in numbers:
            return json_reply(200, found[numbers]) if numbers in found else not_found()
        rows = [found[number] for number in wanted if number in found]
        missing = [number for number in wanted if number not in found]
        errors = {"errors": {"not_found": missing}} if missing else {}
        return json_reply(200, {"count": len(rows), "results": rows, **errors})

    def _search(self, asked: Asked) -> Reply:
        wrong = _wrong_condition(asked) or _wrong_field(asked)
        if wrong:
            return wrong
        unknown = _not_replayed(asked)
        if unknown:
            return json_reply(501, {"status": 501, "message": f"not replayed: {unknown}"})
        rows = self._listed(asked)
        rows.sort(key=_order, reverse=asked.one("order") != "oldest")
        return self._page(asked, rows)

    def _listed(self, asked: Asked) -> list[Document]:
        agencies = asked.all("conditions[agencies][]")
        if agencies and self._agency not in agencies:
            return []
        return [row for row in self._documents if _is_wanted(row, asked)]

    def _page(self, asked: Asked, rows: list[Document]) -> Reply:
        count = len(rows)
        envelope: dict[str, Any] = {"count": count, "description": self._description(asked)}
        if not count or asked.one("metadata_only") == "1":
            return json_reply(200, envelope)
        per_page, page = _paging(asked)
        envelope["total_pages"] = min(MAX_PAGE, ceil(count / per_page))
        start = _after(asked, rows, default=(page - 1) * per_page)
        shown = rows[start : start + per_page]
        if start + per_page < count and page < MAX_PAGE:
            envelope["next_page_url"] = _page_url(asked, page + 1, per_page, shown[-1])
        if page > 1:
            envelope["previous_page_url"] = _page_url(asked, page - 1, per_page, None)
        fields = asked.all("fields[]") or DEFAULT_FIELDS.split()
        envelope["results"] = [_shape(row, fields) for row in shown]
        return json_reply(200, envelope)

    def _description(self, asked: Asked) -> str:
        names = {"industry-and-security-bureau": "Industry and Security Bureau"}
        agencies = [names.get(slug, slug) for slug in asked.all("conditions[agencies][]")]
        return f"Documents from {' and '.join(agencies)}" if agencies else "All Documents"


def _is_wanted(row: Document, asked: Asked) -> bool:
    types = {TYPES[name] for name in asked.all("conditions[type][]")}
    numbers = asked.all("conditions[document_numbers][]")
    day, year, first, last = (
        asked.one(f"conditions[publication_date][{part}]") for part in ("is", "year", "gte", "lte")
    )
    published: str = row["publication_date"]
    return (
        # A type that is not held cannot be tested: such a document is in.
        (not types or row.get("type") in types | {None})
        and (not numbers or row["document_number"] in numbers)
        and (not day or published == day)
        and published.startswith(year)
        and (first or published) <= published <= (last or published)
    )


def _paging(asked: Asked) -> tuple[int, int]:
    per_page = _number(asked.one("per_page"))
    per_page = per_page if 2 <= per_page <= MAX_PER_PAGE else DEFAULT_PER_PAGE
    page = _number(asked.one("page"))
    good = 1 <= page <= MAX_PAGE and page * per_page <= MAX_ROWS
    return per_page, page if good else 1


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def _order(row: Document) -> tuple[str, str]:
    return row["publication_date"], row["document_number"]


def _cursor(row: Document) -> str:
    day = datetime.fromisoformat(row["publication_date"]).replace(tzinfo=UTC)
    text = json.dumps([int(day.timestamp() * 1000), row["document_number"]], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _after(asked: Asked, rows: list[Document], default: int) -> int:
    cursor = asked.one("search_after_cursor")
    positions = [index for index, row in enumerate(rows) if cursor and _cursor(row) == cursor]
    return positions[0] + 1 if positions else default


def _page_url(asked: Asked, page: int, per_page: int, last: Document | None) -> str:
    kept = [(key, value) for key, value in asked.query if key not in ("page", "per_page", "search_after_cursor")]
    pairs = [*kept, ("format", "json"), ("page", str(page)), ("per_page", str(per_page))]
    if last:
        pairs.append(("search_after_cursor", _cursor(last)))
    return f"https://{asked.host}{API}?{urlencode(sorted(set(pairs)))}"


def _shape(row: Document, fields: list[str]) -> Document:
    return {name: row.get(name) for name in fields}


def _wrong_condition(asked: Asked) -> Reply | None:
    for key, _value in asked.query:
        match = _CONDITION.match(key)
        if key.startswith("conditions") and (not match or match["name"] not in CONDITIONS.split()):
            return json_reply(400, {"errors": {match["name"] if match else key: "is not a valid field"}})
    wrong = [value for value in asked.all("conditions[type][]") if value not in TYPES]
    return json_reply(400, {"errors": {"type": f"{wrong[0]} is not valid"}}) if wrong else None


def _wrong_field(asked: Asked) -> Reply | None:
    wrong = [name for name in asked.all("fields[]") if name not in FIELDS.split()]
    return json_reply(400, {"status": 400, "message": f"field '{wrong[0]}' not valid"}) if wrong else None


def _not_replayed(asked: Asked) -> str:
    """Return a condition of the real service that this one cannot honour: better no answer than a wrong one."""
    honoured = {"agencies", "type", "publication_date", "document_numbers"}
    matches = (_CONDITION.match(key) for key, _value in asked.query)
    return next((match.string for match in matches if match and match["name"] not in honoured), "")
