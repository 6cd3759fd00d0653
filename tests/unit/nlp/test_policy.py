"""Licensing policy: requirements, review, conditions, general licences, savings, headquarters.

Sentences are composed; the parts of the regulation and the abstracts are real.
"""

import gzip
import json
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.components import dates, destinations, policy, reasons
from nlp.finds import Find, Notes, notes_of, prepare
from ruletrace.readers.ecfr import division, read_part

SAMPLES = Path(__file__).parents[3] / "samples"


def notes(text: str) -> Notes:
    made = notes_of(prepare(Doc(Vocab(), words=["composed"]), text, ()))
    for module in (dates, destinations, reasons):
        made.finds[module.NAME] = tuple(module.find(made))
    return made


def of_kind(text: str, *kinds: str) -> list[Find]:
    return sorted((find for find in policy.find(notes(text)) if find.kind in kinds), key=lambda find: find.start)


def section(part: str, number: str) -> str:
    data = gzip.decompress((SAMPLES / "ecfr" / f"part-{part}-2026-09-01.xml.gz").read_bytes())
    return division(read_part(data), number).text.text


REQUIREMENTS = [
    ("A license is required to export the item to Narnia.", [("licence_requirement", "stated")]),
    ("You may not reexport it to Cuba without a license.", [("licence_requirement", "stated")]),
    ("This rule imposes a license requirement for drones.", [("licence_requirement", "stated")]),
    ("The license requirements apply to all exports.", [("licence_requirement", "stated")]),
    ("An authorisation shall be required for the export.", [("licence_requirement", "stated")]),
    ("BIS may inform you that a license is required for it.", [("licence_requirement", "if informed")]),
    ("BIS is hereby informing all that a license is required.", [("licence_requirement", "stated")]),
    ("No license is required to export it to Canada.", [("no_licence_required", "stated")]),
    ("The license requirements of this part do not apply to books.", [("no_licence_required", "stated")]),
    ("Ships in transit do not require a license.", [("no_licence_required", "stated")]),
    (
        "A license is required for China, except that a license is not required for books.",
        [("licence_requirement", "stated"), ("no_licence_required", "stated")],
    ),
    ("Find out whether a license is required.", []),
    ("Items that require a license stand in the list.", []),
    ("Not all transactions require a license.", []),
    ("Such items would require a license.", []),
    ("Reviewed case by case if no license would be required.", []),
    ("The No License Required (NLR) designation remains.", []),
    ("The rule licenses nothing.", []),
]


@pytest.mark.parametrize(("text", "expected"), REQUIREMENTS)
def test_requirements(text: str, expected: list[tuple[str, str]]) -> None:
    found = of_kind(text, "licence_requirement", "no_licence_required")
    assert sorted((find.kind, find.role) for find in found) == expected
    assert all((find.start, find.end) == (0, len(text)) for find in found)


def test_a_requirement_names_what_its_sentence_names() -> None:
    text = (
        "A license is required for RS reasons to export or reexport them to China and Country Group D:5, except Macau."
    )
    (found,) = of_kind(text, "licence_requirement")
    assert dict(found.detail) == {
        "activities": "export; reexport",
        "destinations": "China; D:5",
        "excluded": "Macau",
        "reasons": "RS",
    }


REVIEW = [
    ("There is a presumption of denial.", [("presumption of denial", "stated")]),
    ("Applications are subject to a policy of denial.", [("policy of denial", "stated")]),
    ("There is a general policy of approval for parts.", [("general policy of approval", "stated")]),
    ("The general policy for Laos is to approve license applications.", [("general policy of approval", "stated")]),
    ("License applications will be reviewed on a case-by-case basis.", [("case-by-case", "stated")]),
    ("Applications will generally be denied.", [("generally denied", "stated")]),
    ("Applications will be considered favorably.", [("favourable consideration", "stated")]),
    (
        "Applications will be reviewed in accordance with the licensing policy of part 9.",
        [("as stated elsewhere", "stated")],
    ),
    (
        "The policy changes from a presumption of denial to a case-by-case review.",
        [("presumption of denial", "old"), ("case-by-case", "new")],
    ),
    (
        "Applications get a case-by-case review instead of a policy of denial.",
        [("case-by-case", "new"), ("policy of denial", "old")],
    ),
    (
        "This rule replaces the policy of denial with a presumption of approval.",
        [("policy of denial", "old"), ("presumption of approval", "new")],
    ),
    (
        "They no longer meet a presumption of denial; license applications now get a case-by-case review.",
        [("presumption of denial", "old"), ("case-by-case", "new")],
    ),
    (
        "A policy of denial applies, except for food, which is reviewed case by case under the license policy.",
        [("policy of denial", "stated"), ("case-by-case", "stated")],
    ),
    ("The committee decided case-by-case on lunch.", []),
    ("There is a presumption that the item is controlled.", []),
]


@pytest.mark.parametrize(("text", "expected"), REVIEW)
def test_review_policies(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(find.value, find.role) for find in of_kind(text, "review_policy")] == expected


HEADQUARTERS = [
    (
        "headquartered in, or whose ultimate parent is headquartered in, Macau or Country Group D:5, wherever located",
        [("headquarters", "in", "Macau or Country Group D:5"), ("ultimate parent", "in", "Macau or Country Group D:5")],
    ),
    ("end users headquartered in the United States, that are small", [("headquarters", "in", "the United States")]),
    ("an entity not headquartered in Narnia.", [("headquarters", "not in", "Narnia")]),
    ("any company headquartered outside of Narnia.", [("headquarters", "not in", "Narnia")]),
    ("a plant without an ultimate parent headquartered in Macau.", [("ultimate parent", "not in", "Macau")]),
    (
        "entities neither headquartered in nor whose ultimate parent company is headquartered in either Cuba or Iran.",
        [("headquarters", "not in", "Cuba or Iran"), ("ultimate parent", "not in", "Cuba or Iran")],
    ),
    (
        "headquartered in a country listed in paragraph (a) of supplement no. 5 to part 740 and located in Narnia",
        [("headquarters", "in", "a country listed in paragraph (a) of supplement no. 5 to part 740")],
    ),
    ("a PRC-headquartered cloud provider", [("headquarters", "in", "PRC")]),
    ("a company that has its headquarters in Narnia.", [("headquarters", "in", "Narnia")]),
    ("sent to the agency at its headquarters in Vienna", []),
]


@pytest.mark.parametrize(("text", "expected"), HEADQUARTERS)
def test_headquarters(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = of_kind(text, "headquarters_test")
    assert [(find.value, find.role, dict(find.detail)["places"]) for find in found] == expected


def test_enumerated_conditions_are_several() -> None:
    text = (
        "Exports are authorized provided that (1) the buyer signs; and (2) the seller says that: A holds; and B holds."
    )
    assert [find.value for find in of_kind(text, "condition")] == ["the buyer signs", "A holds", "B holds"]


def test_conditions_that_follow_in_other_paragraphs_are_told() -> None:
    (found,) = of_kind("Applications that meet one of the following conditions are approved:\n(i) One.", "condition")
    assert found.detail == (("list", "follows"),)


def test_general_licences_with_their_validity() -> None:
    text = (
        "The Temporary General License is effective from May 20, 2019, through August 19, 2019. "
        "General License No. 8A goes on."
    )
    first, second = of_kind(text, "general_licence")
    assert (first.value, dict(first.detail)) == (
        "Temporary General License",
        {"valid_from": "2019-05-20", "valid_until": "2019-08-19"},
    )
    assert (second.value, second.detail) == ("General License No. 8A", ())


def test_a_savings_clause_has_condition_cut_off_and_completion() -> None:
    text = (
        "Items removed from eligibility for export that were aboard a carrier to a port on March 3, 2027, under actual "
        "orders for export, may proceed. Any such items not actually exported before midnight on April 4, 2027, wait."
    )
    (found,) = of_kind(text, "savings_clause")
    detail = dict(found.detail)
    assert (detail["cut_off"], detail["completion"]) == ("March 3, 2027", "April 4, 2027")
    assert detail["condition"].startswith("aboard a carrier to a port on March 3, 2027")
    assert (found.start, found.end) == (0, len(text))


def test_the_real_rule_of_january_2026_changes_the_policy() -> None:
    documents = json.loads((SAMPLES / "federalregister/documents.composed.json").read_bytes())["documents"]
    rows = {row["document"]["document_number"]: row["document"] for row in documents}
    text = rows["2026-00789"]["abstract"]
    assert [(find.value, find.role) for find in of_kind(text, "review_policy")] == [
        ("presumption of denial", "old"),
        ("case-by-case", "new"),
    ]
    assert len(of_kind(text, "condition")) == 5


def test_the_real_section_744_23() -> None:
    text = section("744", "744.23")
    assert list(dict.fromkeys(find.value for find in of_kind(text, "review_policy")))[:3] == [
        "presumption of denial",
        "presumption of approval",
        "case-by-case",
    ]
    places = {dict(find.detail)["places"] for find in of_kind(text, "headquarters_test")}
    assert "Macau or a destination specified in Country Group D:5" in places


def test_the_real_section_742_6_states_its_requirements() -> None:
    found = of_kind(section("742", "742.6"), "licence_requirement", "no_licence_required")
    pakistan = [find for find in found if "Pakistan" in dict(find.detail).get("destinations", "")]
    assert pakistan
    assert len([find for find in found if find.kind == "licence_requirement"]) >= 15
    assert len([find for find in found if find.kind == "no_licence_required"]) >= 7
