"""The samples hold what their README says, and nothing else."""

import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[3] / "samples"
STORE: dict[str, Any] = json.loads((SAMPLES / "federalregister/documents.composed.json").read_text("utf-8"))
BY_NUMBER = {entry["document"]["document_number"]: entry for entry in STORE["documents"]}


def test_no_label_of_the_gold_file_is_in_the_samples() -> None:
    labels = {"kind", "topics", "relevant", "control_codes", "parties", "party_names", "destinations", "refers_to",
              "cfr_parts", "licence_exceptions", "thresholds", "effective_on_in_metadata"}  # fmt: skip
    assert not labels & {name for entry in STORE["documents"] for name in entry["document"]}


def test_documents_are_those_of_the_readme() -> None:
    origins = Counter(origin for entry in STORE["documents"] for origin in entry["origin"])
    assert len(BY_NUMBER) == len(STORE["documents"]) == 135
    assert origins == {
        "labelled-documents": 80,
        "ccl-rules-1996-2025": 74,
        "citation inferred from the screening list": 3,
        "api-subset": 1,
        "reported, not checked": 1,
    }
    assert not BY_NUMBER.keys() & {"2022-04925", "2024-28267", "2025-22137", "2026-06851"}


def test_what_is_not_held_is_not_filled() -> None:
    emirates = BY_NUMBER["2026-14132"]["document"]
    assert (emirates["publication_date"], emirates["citation"]) == ("2026-07-14", "91 FR 43034")
    assert "effective_on" not in emirates
    assert "abstract" not in BY_NUMBER["2026-16628"]["document"]
    assert not any("full_text_xml_url" in entry["document"] for entry in STORE["documents"])


def test_dated_texts_are_byte_for_byte() -> None:
    found = {day: gzip.decompress((SAMPLES / f"ecfr/part-774-{day}.xml.gz").read_bytes()) for day in
             ("2026-06-25", "2026-09-01")}  # fmt: skip
    hashes = {day: hashlib.sha256(data).hexdigest() for day, data in found.items()}
    assert {day: (name[:8], name[-4:]) for day, name in hashes.items()} == {
        "2026-06-25": ("dd6ce98b", "ee79"),
        "2026-09-01": ("c60be9cd", "b51f"),
    }


def test_parts_are_byte_for_byte() -> None:
    found = {part: gzip.decompress((SAMPLES / f"ecfr/part-{part}-2026-09-01.xml.gz").read_bytes()) for part in
             ("734", "738", "740", "742", "744")}  # fmt: skip
    assert {part: hashlib.sha256(data).hexdigest()[:8] for part, data in found.items()} == {
        "734": "404abde0",
        "738": "b4b8bdae",
        "740": "9f92d95b",
        "742": "138ec111",
        "744": "60fb4d77",
    }


def test_each_dated_text_has_its_version_row_and_no_other() -> None:
    rows = json.loads((SAMPLES / "ecfr/versions-title-15.composed.json").read_text("utf-8"))["content_versions"]
    texts = {path.name.removesuffix(".xml.gz") for path in (SAMPLES / "ecfr").glob("part-*.xml.gz")}
    assert {f"part-{row['part']}-{row['date']}" for row in rows} == texts
    assert len(rows) == len(texts) == 7


def test_screening_list_is_whole_and_has_the_sixteen_rows() -> None:
    rows = json.loads(gzip.decompress((SAMPLES / "csl/consolidated.composed.json.gz").read_bytes()))["results"]
    assert len(rows) == len({row["id"] for row in rows}) == 25921
    cited = [row for row in rows if row["federal_register_notice"] == "90 FR 4621"]
    countries = Counter(address["country"] for row in cited for address in row["addresses"])
    assert (len(cited), countries) == (16, {"CN": 14, "SG": 2})
