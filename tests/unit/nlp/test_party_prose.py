"""Parties from prose: a composed rule, composed sentences, the real text of 15 CFR 744.22 and real documents."""

import gzip
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.components import destinations, parties, policy
from nlp.finds import Find, Notes, notes_of, prepare
from ruletrace.model import Block, StructuredText
from ruletrace.readers import federal_register_xml, plain
from ruletrace.readers.ecfr import division, read_part

ROOT = Path(__file__).parents[3]
FORMS = ROOT / "tests" / "fixtures" / "readers" / "federal-register"
COMPOSED = ROOT / "tests" / "fixtures" / "nlp" / "entity-list-rule.composed.txt"


def notes(text: str, blocks: tuple[Block, ...] = ()) -> Notes:
    made = notes_of(prepare(Doc(Vocab(), words=["composed"]), text, blocks))
    for module in (destinations, policy):
        made.finds[module.NAME] = tuple(module.find(made))
    return made


def of_kind(text: StructuredText | str, *kinds: str) -> list[Find]:
    made = notes(text) if isinstance(text, str) else notes(text.text, text.blocks)
    return sorted((find for find in parties.find(made) if find.kind in kinds), key=lambda find: find.start)


@pytest.fixture(scope="module")
def rule() -> StructuredText:
    return plain.read(COMPOSED.read_bytes())


def test_the_parties_of_a_rule_with_action_and_country(rule: StructuredText) -> None:
    found = of_kind(rule, "party_name")
    assert [(find.value, find.role, dict(find.detail).get("country", "")) for find in found] == [
        ("Composed Optics Co., Ltd.", "added", "CN"),
        ("Specimen Institute of Wave Physics", "added", "CN"),
        ("Example Dynamics, Inc.", "added", "CN"),
        ("Placeholder Trading Pte. Ltd.", "added", "SG"),
        ("Fictional Aviation Works", "revised", ""),
        ("Imaginary Gulf Trading LLC", "removed", ""),
    ]


def test_aliases_and_addresses_are_joined_to_their_party(rule: StructuredText) -> None:
    aliases = of_kind(rule, "party_alias")
    assert [(find.value, find.role, dict(find.detail)["name"]) for find in aliases] == [
        ("Sample Guangxue", "a.k.a.", "Composed Optics Co., Ltd."),
        ("Composed Photonics Co., Ltd.", "a.k.a.", "Composed Optics Co., Ltd."),
        ("Former Example Works", "f.k.a.", "Example Dynamics, Inc."),
    ]
    addresses = of_kind(rule, "party_address")
    assert [(find.value, dict(find.detail)["name"]) for find in addresses] == [
        ("Floor 10, No. 5 Example Road, Haidian District, Beijing, China", "Composed Optics Co., Ltd."),
        ("Room 7, 12 Specimen Street, Shanghai, China", "Composed Optics Co., Ltd."),
        ("3 Model Lane, Shenzhen, China", "Example Dynamics, Inc."),
        ("20 Fictional Avenue, Singapore", "Placeholder Trading Pte. Ltd."),
    ]


def test_what_is_required_of_them(rule: StructuredText) -> None:
    found = of_kind(rule, "party_licence_requirement", "party_review_policy", "party_footnote")
    assert [(find.kind, find.value) for find in found] == [
        ("party_licence_requirement", "all items subject to the EAR"),
        ("party_review_policy", "presumption of denial"),
        ("party_footnote", "4"),
    ]


def test_the_counts_of_the_rule(rule: StructuredText) -> None:
    found = of_kind(rule, "party_count")
    assert [(find.value, find.role) for find in found] == [("4", "added"), ("1", "revised"), ("1", "removed")]


SENTENCES = [
    (
        "This rule adds the following three entities to the Entity List: Alfa Optics; Bravo Works; and Charlie LLC.",
        ["Alfa Optics", "Bravo Works", "Charlie LLC"],
    ),
    (
        "The following two persons are removed from the Unverified List: Alfa Sample, Inc., and Bravo Sample.",
        ["Alfa Sample, Inc.", "Bravo Sample"],
    ),
    (
        "BIS removes the following persons from the UVL: (1) Alfa Trade, Room 3, Narnia; and (2) Bravo Trade.",
        ["Alfa Trade", "Bravo Trade"],
    ),
    (
        "The rule adds Alfa Optics Co., Ltd. and Bravo Institute to the Entity List.",
        ["Alfa Optics Co., Ltd.", "Bravo Institute"],
    ),
    ("It amends three entries on the Entity List under the following destinations: Belarus (2) and China (1).", []),
    ("The following exporters filed comments: Alfa Optics; Bravo Works.", []),
    ("The rule adds ECCN 3A001 and the Entity List grows.", []),
    ("It revises the entry for China on the Entity List.", []),
    ("Sample Deposit Insurance Corporation issued a joint rule.", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [find.value for find in of_kind(text, "party_name")] == expected


def test_agencies_of_a_real_bank_rule_are_no_parties() -> None:
    (text,) = federal_register_xml.documents((FORMS / "2014-30419.xml").read_bytes())
    assert of_kind(text, "party_name", "party_alias", "party_address", "party_country", "party_count") == []


def test_the_thirteen_names_of_744_22() -> None:
    data = gzip.decompress((ROOT / "samples" / "ecfr" / "part-744-2026-09-01.xml.gz").read_bytes())
    text = division(read_part(data), "744.22").text
    found = of_kind(text, "party_name")
    assert [(dict(find.detail)["country"], find.value, dict(find.detail).get("short", "")) for find in found] == [
        ("MM", "Office of Chief of Military Security Affairs", "OCMSA"),
        ("MM", "Directorate of Signal", ""),
        ("KH", "General Department of Research and Intelligence", "GDRI"),
        ("CU", "Directorate of Military Intelligence", "DIM"),
        ("CU", "Directorate of Military Counterintelligence", "CIM"),
        ("CN", "Intelligence Bureau of the Joint Staff Department", ""),
        ("IR", "Islamic Revolutionary Guard Corps Intelligence Organization", "IRGC-IO"),
        ("IR", "Artesh Directorate for Intelligence", "J2"),
        ("KP", "Reconnaissance General Bureau", "RGB"),
        ("RU", "Main Intelligence Directorate", "GRU"),
        ("SY", "Military Intelligence Service", ""),
        ("VE", "General Directorate of Military Counterintelligence", "DGCIM"),
        ("BY", "Main Intelligence Directorate of the General Staff of the Armed Forces of Belarus", ""),
    ]
    assert {dict(find.detail)["section"] for find in found} == {"744.22"}


def test_no_other_section_of_the_real_part_744_names_a_party() -> None:
    data = gzip.decompress((ROOT / "samples" / "ecfr" / "part-744-2026-09-01.xml.gz").read_bytes())
    sections = [one for one in read_part(data) if one.tag == "DIV8" and one.number != "744.22"]
    assert {
        one.number: len(of_kind(one.text, "party_name")) for one in sections if of_kind(one.text, "party_name")
    } == {}
