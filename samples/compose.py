"""Compose the replayed answers' data from a folder of source data: `python samples/compose.py SOURCE_FOLDER`.

Only values that the source data hold are written; everything else is null. Labels of the gold file are not read.
The output depends on the source data alone: no clock, sorted, gzip without a time.
"""

import csv
import gzip
import json
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SINCE = "2016-01-01"
TEXT_DATES = ("2026-06-25", "2026-09-01")
PARTS, PARTS_DATE = ("734", "738", "740", "742", "744"), "2026-09-01"
METADATA = ("document_number", "title", "abstract", "html_url", "publication_date")
# Citations that agree exactly with the rows of the screening list that cite them (see samples/README.md).
EXACT = ("2023-22536", "2023-26935", "2025-00480")
# As the service writes it (sources.md, public-inspection answers): number 241, below Commerce (54).
BUREAU = {
    "raw_name": "Bureau of Industry and Security",
    "name": "Industry and Security Bureau",
    "id": 241,
    "url": "https://www.federalregister.gov/agencies/industry-and-security-bureau",
    "json_url": "https://www.federalregister.gov/api/v1/agencies/241",
    "parent_id": 54,
    "slug": "industry-and-security-bureau",
}
# Of a document that the State Department says it made, the listing's agencies are not held.
NOT_HELD: dict[str, Any] = {"2025-13149": {"agencies": []}}
REPORTED = {"2026-14132": {"publication_date": "2026-07-14", "citation": "91 FR 43034"}}
_FIELDS = (
    "id source entity_number type programs name title addresses federal_register_notice start_date end_date "
    "standard_order license_requirement license_policy call_sign vessel_type gross_tonnage "
    "gross_registered_tonnage vessel_flag vessel_owner remarks source_list_url alt_names citizenships "
    "dates_of_birth nationalities places_of_birth source_information_url ids"
)
_ARRAYS = "programs addresses alt_names citizenships dates_of_birth nationalities places_of_birth ids"


def compose(source: Path, target: Path) -> None:
    """Write every sample below `target` from the data below `source`."""
    us = source / "us"
    write_json(target / "federalregister/documents.composed.json", federal_register(us / "fr"))
    write_json(target / "ecfr/versions-title-15.composed.json", {"content_versions": versions()})
    for day in TEXT_DATES:
        shutil.copyfile(us / f"ccl/part-774-{day}.xml.gz", target / f"ecfr/part-774-{day}.xml.gz")
    for part in PARTS:
        name = f"ecfr/part-{part}-{PARTS_DATE}.xml.gz"
        shutil.copyfile(us / name, target / name)
    write_gzip(target / "csl/consolidated.composed.json.gz", screening_list(us / "lists"))


def federal_register(folder: Path) -> dict[str, Any]:
    """Return the listing's documents, newest first, each with where its values come from."""
    documents: dict[str, dict[str, Any]] = {}
    for row in ccl_rules(folder):
        merge(documents, row, "ccl-rules-1996-2025")
    for row in labelled(folder):
        merge(documents, row, "labelled-documents")
    merge(documents, json.loads((folder / "api/2026-16628_fields_subset.json").read_text("utf-8")), "api-subset")
    for number, values in REPORTED.items():
        merge(documents, {"document_number": number, **values}, "reported, not checked")
    for number, values in NOT_HELD.items():
        documents[number]["document"] |= values
    for row in citations(folder):
        merge(documents, row, "citation inferred from the screening list")
    listed = [entry for entry in documents.values() if entry["document"].get("publication_date")]
    listed.sort(key=lambda entry: (entry["document"]["publication_date"], entry["document"]["document_number"]))
    return {"agency": "industry-and-security-bureau", "agencies": [BUREAU], "documents": listed[::-1]}


def merge(documents: dict[str, dict[str, Any]], row: dict[str, Any], origin: str) -> None:
    """Add the values of `row` that are not held yet, and its origin."""
    entry = documents.setdefault(row["document_number"], {"origin": [], "document": {}})
    entry["origin"].append(origin)
    for name, value in row.items():
        if value is not None and entry["document"].get(name) is None:
            entry["document"][name] = value


def ccl_rules(folder: Path) -> list[dict[str, Any]]:
    """Return the rules that touched the control list as the API names their fields."""
    rows = json.loads((folder / "ccl-rules-1996-2025.json").read_text("utf-8"))["documents"]
    return [
        {
            "document_number": row["documentNumber"],
            "title": row["title"],
            "html_url": row["htmlUrl"],
            "publication_date": row["publicationDate"],
            "effective_on": row["effectiveOn"],
            "type": row["type"],
            "action": row["action"],
            "signing_date": row["signingDate"],
            "citation": row["citation"],
            "docket_ids": row["docketIds"],
            "agency_names": row["agencies"],
        }
        for row in rows
        if row["publicationDate"] >= SINCE
    ]


def labelled(folder: Path) -> list[dict[str, Any]]:
    """Return number, title, abstract, address and date of the labelled documents; their labels stay out."""
    lines = (folder / "gold/labelled-documents.jsonl").read_text("utf-8").splitlines()
    return [{name: row[name] for name in METADATA} for row in map(json.loads, lines)]


def citations(folder: Path) -> list[dict[str, Any]]:
    """Return the Federal Register citations that the screening list confirms exactly."""
    with (folder / "entity-list-citations.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["document_number"] in EXACT]
    return [{"document_number": row["document_number"], "citation": row["citation"]} for row in rows]


def versions() -> list[dict[str, Any]]:
    """Return one version row for each dated text that is held."""
    supplement = "Supplement No. 1 to Part 774"
    parts = [_version(part, PARTS_DATE, f"Part {part}", "part") for part in PARTS]
    return [*parts, *(_version("774", day, supplement, "appendix") for day in TEXT_DATES)]


def _version(part: str, day: str, name: str, kind: str) -> dict[str, Any]:
    return {
        "date": day,
        "amendment_date": None,
        "issue_date": day,
        "identifier": name,
        "name": name,
        "part": part,
        "subpart": None,
        "title": "15",
        "type": kind,
        "removed": False,
        "substantive": None,
    }


def screening_list(folder: Path) -> dict[str, Any]:
    """Return the whole Consolidated Screening List in its official JSON form."""
    with gzip.open(folder / "csl-2026-07-31-compact.json.gz", "rt", encoding="utf-8") as file:
        compact = json.load(file)
    return {"results": [party(entry, compact["tables"]) for entry in compact["entries"]]}


def party(entry: dict[str, Any], tables: dict[str, list[Any]]) -> dict[str, Any]:
    """Return one row of the list; what is not held is null or an empty list."""
    row: dict[str, Any] = {name: [] if name in _ARRAYS.split() else None for name in _FIELDS.split()}
    row["source"] = tables["sources"][entry["s"]]
    row["name"], row["type"], row["entity_number"] = entry["n"], entry.get("t"), entry.get("e")
    row["alt_names"] = entry.get("a", [])
    row["programs"] = tables["programmes"][entry["pg"]].split("; ") if "pg" in entry else []
    row["federal_register_notice"] = entry.get("fr")
    row["license_requirement"] = tables["licenceRequirements"][entry["lr"]] if "lr" in entry else None
    row["license_policy"] = tables["licencePolicies"][entry["lp"]] if "lp" in entry else None
    row["source_list_url"] = tables["urls"][entry["u"]] if "u" in entry else None
    row["addresses"] = [address(country) for country in entry.get("c", [])]
    stable = [row["source"], row["entity_number"], row["name"], row["federal_register_notice"]]
    row["id"] = sha256(json.dumps(stable).encode()).hexdigest()[:56]
    return row


def address(country: str) -> dict[str, Any]:
    """Return an address of which only the country is held."""
    return {"address": None, "city": None, "state": None, "postal_code": None, "country": country}


def write_json(path: Path, value: Any) -> None:
    """Write `value` so that a difference is readable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")


def write_gzip(path: Path, value: Any) -> None:
    """Write `value` packed, the same bytes each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
    path.write_bytes(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    compose(Path(sys.argv[1]), HERE)
