"""Consolidated Screening List, JSON form: `{"results": [row, …]}`; rows are counted here and read by `parties`."""

from typing import Any

from crawler.parsers.page import Answer, ParsedPage, ParseError, Problem, Row, load_object, words

ENVELOPE = frozenset({"results"})
FIELDS = words(
    "id source entity_number type programs name title addresses federal_register_notice start_date end_date "
    "standard_order license_requirement license_policy call_sign vessel_type gross_tonnage "
    "gross_registered_tonnage vessel_flag vessel_owner remarks source_list_url alt_names citizenships "
    "dates_of_birth nationalities places_of_birth source_information_url ids"
)


def screening_list(answer: Answer) -> ParsedPage:
    """Return how many parties the list holds and which rows are broken; raises ParseError."""
    envelope = load_object(answer.body)
    rows = envelope.get("results")
    if not isinstance(rows, list):
        raise ParseError(f"no results among the keys {', '.join(sorted(envelope))[:200]}")
    problems = [Problem("", name, "unknown field") for name in sorted(envelope.keys() - ENVELOPE)]
    for index, row in enumerate(rows):
        problems.extend(_check(f"/results/{index}", row))
    return ParsedPage(total=len(rows), problems=tuple(problems), counts={"parties": len(rows)})


def _check(pointer: str, values: Any) -> list[Problem]:
    if not isinstance(values, dict):
        return [Problem(pointer, "row", f"an object was expected, not {values!r:.60}", "error")]
    row = Row(pointer, values)
    row.required("name")
    row.required("source")
    row.drop(FIELDS)
    row.finish()
    return row.problems
