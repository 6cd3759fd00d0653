"""The parsers, field by field."""

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.parsers import PARSERS, Answer, ParseError, documents, versions

# The real answer of the service for 2026-16628 with chosen fields.
DRONES: dict[str, Any] = {
    "document_number": "2026-16628",
    "title": "Streamlining Export Controls for Drone Exports",
    "publication_date": "2026-08-14",
    "effective_on": "2026-08-13",
    "citation": "91 FR 52501",
}


def listing(*rows: Any, **envelope: Any) -> bytes:
    return json.dumps({"count": len(rows), "results": list(rows), **envelope}).encode()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Rule", "rule"),
        ("Proposed Rule", "proposed rule"),
        ("Notice", "notice"),
        ("Presidential Document", "presidential document"),
        ("Correction", "correction"),
        ("Uncategorized Document", "other"),
        ("Sunshine Act Document", "other"),
        (None, ""),
    ],
)
def test_kind_comes_from_the_listings_own_type(name: str | None, kind: str) -> None:
    found, problems = documents("federal-register", listing({**DRONES, "type": name}), "0" * 64)
    assert (found[0].kind, problems) == (kind, [])


def test_unknown_category_is_a_warning_and_the_document_goes_in() -> None:
    found, problems = documents("federal-register", listing({**DRONES, "type": "Brochure"}), "0" * 64)
    assert found[0].kind == "other"
    assert [str(problem) for problem in problems] == ["warning: /results/0 type: unknown category 'Brochure'"]


def test_document_says_where_it_stands_in_the_archive() -> None:
    found, _ = documents("federal-register", listing({**DRONES, "document_number": "1"}, DRONES), "ab" * 32)
    assert (found[1].id, found[1].sha256, found[1].pointer) == ("fr:2026-16628", "ab" * 32, "/results/1")
    assert (found[1].published, found[1].effective) == (date(2026, 8, 14), date(2026, 8, 13))


def test_single_document_is_a_bare_object() -> None:
    found, problems = documents("federal-register", json.dumps(DRONES).encode(), "0" * 64)
    assert ([document.pointer for document in found], problems) == ([""], [])


@pytest.mark.parametrize(
    ("references", "parts"),
    [
        ([{"title": 15, "part": 774, "chapter": None, "citation_url": None}], ("15 CFR 774",)),
        ([{"title": "15", "part": "740"}, {"title": 15, "part": 740}, {"title": 15, "part": 738}],
         ("15 CFR 738", "15 CFR 740")),
        ([{"title": 15, "part": None}], ()),
        (None, ()),
    ],
)  # fmt: skip
def test_cfr_parts(references: Any, parts: tuple[str, ...]) -> None:
    found, problems = documents("federal-register", listing({**DRONES, "cfr_references": references}), "0" * 64)
    assert (found[0].cfr_parts, problems) == (parts, [])


def test_broken_row_is_named_and_the_others_go_in() -> None:
    body = listing(DRONES, {**DRONES, "effective_on": "August 13"}, {**DRONES, "document_number": "2026-2"})
    found, problems = documents("federal-register", body, "0" * 64)
    assert [document.number for document in found] == ["2026-16628", "2026-2"]
    assert [str(problem) for problem in problems] == ["error: /results/1 effective_on: not a date: 'August 13'"]


def test_next_page_is_followed_as_it_stands_and_full_text_too() -> None:
    opaque = "https://www.federalregister.gov/api/v1/documents?page=2&search_after_cursor=WzE3ODk"
    body_url = "https://www.federalregister.gov/documents/full_text/xml/2026/08/14/2026-16628.xml"
    answer = Answer("s", "u", "h", listing({**DRONES, "full_text_xml_url": body_url}, next_page_url=opaque))
    follow = PARSERS["federal-register"](answer).follow
    assert [(lead.role, lead.url) for lead in follow] == [("listing", opaque), ("body", body_url)]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (listing(DRONES)[:-20], "truncated or corrupt JSON at line 1, column "),
        (b"[]", "a JSON object was expected, not list"),
        (b'{"status":500}', "the envelope has no count but the keys status"),
        (b'{"count":3}', "the envelope counts 3 documents and has no list of results"),
        (b'{"count":1,"results":{}}', "the envelope counts 1 documents and has no list of results"),
        (b'{"count":NaN}', "NaN is not JSON"),
        (b'{"count":0,"description":"\xe9"}', "not UTF-8 at byte 26"),
        (b'{"count":0,"description":"\\ud800"}', "an escape (\\ud8xx) that is no character"),
        (b"[" * 100_000, "JSON nested too deeply"),
    ],
)
def test_unusable_listing_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError) as raised:
        documents("federal-register", body, "0" * 64)
    assert str(raised.value).startswith(reason)


def test_versions_are_distinct_and_sorted() -> None:
    found = [("774.1", "2026-09-01"), ("Supplement No. 1 to Part 774", "2026-06-25"), ("774.2", "2026-09-01")]
    rows = [{"identifier": name, "date": day} for name, day in found]
    body = json.dumps({"content_versions": rows, "meta": {"result_count": "3"}}).encode()
    assert versions(body) == [date(2026, 6, 25), date(2026, 9, 1)]


def test_version_list_that_counts_more_than_it_holds_is_refused() -> None:
    body = json.dumps({"content_versions": [], "meta": {"result_count": "1400"}}).encode()
    with pytest.raises(ParseError, match="counts 1400 versions and holds 0"):
        versions(body)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'<DIV5 N="774" TYPE="PART"><HEAD>x</DIV5>', "not well-formed XML at line 1"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "a document type"),
        (b'<DIV5 N="740" TYPE="PART"/>', "part 774 was asked for; the root is DIV5 740"),
        (b"<error/>", "part 774 was asked for; the root is error"),
    ],
)
def test_part_that_is_none_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ParseError) as raised:
        PARSERS["ecfr-part"](Answer("ecfr-774", "https://www.ecfr.gov/x?part=774", "", body))
    assert str(raised.value).startswith(reason)


@settings(max_examples=150, deadline=None)
@given(position=st.integers(0, 400), junk=st.binary(max_size=8), name=st.sampled_from(sorted(PARSERS)))
def test_damaged_bytes_never_raise_anything_else(position: int, junk: bytes, name: str) -> None:
    body = listing({**DRONES, "cfr_references": [{"title": 15, "part": 774}]}, novelty=[1, None, {}])
    damaged = body[:position] + junk + body[position + len(junk) :]
    answer = Answer("s", "https://www.ecfr.gov/api/versioner/v1/versions/t.json?part=1", "h", damaged)
    with suppress(ParseError):
        assert all(document.number and document.title for document in PARSERS[name](answer).documents)
