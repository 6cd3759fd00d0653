"""Facts as a whole: exact quotes, order, the same twice; on real documents in every form."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.cli_support import ExtractError, extract_all, extract_file
from nlp.extract import extract
from nlp.pipeline import PROGRAM_VERSION, VERSIONS
from ruletrace.model import StructuredText
from ruletrace.readers.federal_register_json import read
from ruletrace.readers.federal_register_xml import documents

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "fixtures" / "readers" / "federal-register"
GOLD = ROOT / "gold" / "labelled-documents.jsonl"

# Composed stretches in which the components find something, to be put together at random.
STRETCHES = [
    "This rule adds ECCN 3A001.b.1, .e.4 or .z. ",
    "effective January 5, 2026, ",
    "under § 744.21(b) and 90 FR 47201 ",
    "“Country Groups D:1 and D:5” ",
    "License Exception STA — ",
    "adds two entities under seven entries to the Entity List.\n",
    "``of 4800 TPP or more'' 5 km\u00a0 ",
    "Côte d'Ivoire, Macau\n\n",
    "😀 ",
]


def check(text: StructuredText) -> None:
    facts = extract(text)
    for fact in facts:
        assert fact.quote == text.text[fact.start : fact.end] != ""
        assert fact.sentence_start <= fact.start < fact.end <= fact.sentence_end <= len(text.text)
        assert fact.version == VERSIONS[fact.component]
        assert list(fact.detail) == sorted(fact.detail)
    assert facts == sorted(
        facts, key=lambda fact: (fact.start, fact.end, fact.kind, fact.value, fact.role, fact.detail)
    )
    assert facts == extract(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(STRETCHES) | st.text(max_size=12), max_size=12))
def test_every_quote_is_exactly_its_span(parts: list[str]) -> None:
    text = "".join(parts).encode("utf-8", "ignore").decode()
    check(StructuredText("0" * 64, "composed/1", text, (), ()))


def test_every_quote_of_the_labelled_documents_is_exact() -> None:
    for line in GOLD.read_bytes().splitlines():
        check(read(line))


def test_every_quote_of_a_whole_issue_is_exact() -> None:
    for text in documents(gzip.decompress((FORMS / "FR-2024-02-12.xml.gz").read_bytes()))[:20]:
        check(text)


def test_the_program_version_names_every_component() -> None:
    assert PROGRAM_VERSION.split() == sorted(f"{name}/{version}" for name, version in VERSIONS.items())


def test_a_real_correction_is_read_from_plain_text() -> None:
    report = extract_file(FORMS / "2025-02655.txt")
    told = report["summary"]
    assert report["reader"] == "plain/2"
    assert report["document_number"] == "2025-02655"
    assert told["kind"] == "correction"
    assert told["control_codes"] == [{"code": "3A090", "action": "revised"}]
    assert {"date": "2025-02-11", "role": "effective"} in told["dates"]
    assert {"date": "2025-03-14", "role": "comment_deadline"} in told["dates"]
    assert told["refers_to"] == [{"date": "2025-01-16", "document_number": None, "relation": "corrects"}]


def test_a_real_api_document_of_another_agency_is_not_relevant() -> None:
    report = extract_file(FORMS / "single_document_2025-05887.json")
    assert (report["document_number"], report["summary"]["relevant"]) == ("2025-05887", False)


def test_the_bytes_of_a_fact_hold_its_quote() -> None:
    path = FORMS / "2026-00789.txt"
    data = path.read_bytes()
    for fact in extract_file(path)["facts"]:
        low, high = fact["bytes"]
        assert data[low:high].decode().split() == fact["quote"].split() or b"[[Page" in data[low:high]


def test_a_rule_in_xml_has_its_dates() -> None:
    report = extract_file(FORMS / "2014-30419.xml")
    assert report["reader"] == "federal-register-xml/3"
    assert report["document_number"] == "2014-30419"
    assert report["summary"]["kind"] == "final_rule"
    assert [date for date in report["summary"]["dates"] if date["role"] == "effective"]


def test_an_envelope_gives_every_document(tmp_path: Path) -> None:
    path = tmp_path / "composed-answer.json"
    path.write_text(json.dumps({"count": 2, "results": [{"title": "Composed A"}, {"title": "Composed B"}]}))
    assert len(extract_all(path)) == 2


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("cut.json", b'{"title": "cut off', "not JSON at line 1"),
        ("cut.xml", b"<RULE><PREAMB>", "not well-formed XML"),
        ("empty.txt", b"", "empty where text"),
        ("latin.txt", "Verfügung über Ausfuhren".encode("latin-1"), "not UTF-8"),
        ("none.json", b'{"count": 0, "results": []}', "an answer without documents"),
    ],
)
def test_bad_files_name_the_file_and_the_fault(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ExtractError, match=f"{name}.*{message}"):
        extract_file(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match=r"absent\.xml: No such file"):
        extract_file(tmp_path / "absent.xml")
