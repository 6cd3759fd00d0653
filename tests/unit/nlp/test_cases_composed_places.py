"""Destinations, Country Groups and licence exceptions with their roles; all sentences are composed for this test."""

import pytest

from nlp.components import destinations, licence_exceptions
from nlp.extract import extract
from nlp.finds import Notes
from nlp.normalise import normalise
from nlp.pipeline import pipeline
from nlp.sentences import Sentences
from ruletrace.model import Block, StructuredText


def notes(text: str, heading: str = "") -> Notes:
    whole = f"{heading}\n{text}" if heading else text
    blocks = (Block("heading", "", 0, len(heading)), Block("paragraph", "", len(heading) + 1, len(whole)))
    return Notes(normalise(whole), blocks if heading else (), Sentences(normalise(whole)), {})


def roles(text: str, kind: str) -> str:
    """Return the finds of one kind as "IN+ CA-": + reached, - excepted; what is only mentioned is left out."""
    signs = {"listing": "+", "destination": "+", "nationality": "+", "embargoed_region": "+", "included": "+"}
    finds = [find for find in destinations.find(notes(text)) if find.kind == kind and find.role != "mentioned"]
    return " ".join(sorted({find.value + signs.get(find.role, "-") for find in finds}))


COUNTRIES = [
    ("Exports to India and Japan need a licence.", "IN+ JP+"),
    ("A licence is required to all destinations other than Canada, Australia, or the United Kingdom.", "AU- CA- GB-"),
    ("All destinations except to Japan", "JP-"),
    (
        "Goods not shipped from or manufactured in Georgia, Moldova, or Uzbekistan, except tools of Kenya",
        "GE- KE- MD- UZ-",
    ),
    ("It may not be exported to Cuba or North Korea.", "CU+ KP+"),
    ("any user (except Iran or Syria) in Iraq", "IQ+ IR- SY-"),
    ("entities not headquartered in Macau", "MO-"),
    ("except fuel, may be made to a Canadian airline in Peru", "CA+ PE+"),
    ("a Belarusian or Russian ‘military end user’", "BY+ RU+"),
    ("the Government of Iran and a PRC-headquartered firm", "CN+ IR+"),
    ("Chinese-language forms, Venezuelan equine encephalitis, an Indian tribe", ""),
    ("the Australia Group, New Mexico, the Iran Sanctions Act and University of Jordan", ""),
    ("No. 9 Composed Road, Exampletown, Turkey", ""),
    ("the Crimea region", "UA+"),
    ("Papua New Guinea and Guinea-Bissau", "GW+ PG+"),
    ("the People’s Republic of China (PRC), Russia, and Belarus", "BY+ CN+ RU+"),
    ("all countries, except for the People’s Republic of China (PRC), Russia, and Belarus", "BY- CN- RU-"),
]


@pytest.mark.parametrize(("text", "expected"), COUNTRIES)
def test_destinations_are_reached_or_excepted(text: str, expected: str) -> None:
    assert roles(text, "destination") == expected


GROUPS = [
    ("to Country Group D:1, D:4, D:5 excluding A:5/A:6", "A:5- A:6- D:1+ D:4+ D:5+"),
    (
        "Country Groups D:1, D:4 or D:5 that is not also specified in Country Groups A:5 or A:6",
        "A:5- A:6- D:1+ D:4+ D:5+",
    ),
    (
        "Country Groups D:1, D:4, or D:5 (excluding any destination also specified in Country Groups A:5 or A:6)",
        "A:5- A:6- D:1+ D:4+ D:5+",
    ),
    ("except to or for use by governments of countries listed in Country Group A:5", "A:5-"),
    ("spares are not located in a destination in Country Group E:1 or E:2", "E:1- E:2-"),
    ("may not be exported to Country Group D:1 or D:2", "D:1+ D:2+"),
    ("a country in Country Group B that is not in Country Group D:3 or D:4", "B+ D:3- D:4-"),
    ("from a country not identified in Country Group A:1 to a country in Country Group D:1", "A:1- D:1+"),
    ("Country Group D:1 through D:4", "D:1+ D:2+ D:3+ D:4+"),
    ("located outside of Macau or a destination in Country Group D:5", "D:5-"),
    ("not designated EAR99 that goes to Country Group D:5", "D:5+"),
    ("Column A:55 of ratio B:12", ""),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_country_groups_are_reached_or_excepted(text: str, expected: str) -> None:
    assert roles(text, "country_group") == expected


EXCEPTIONS = [
    ("License Exceptions TMP, RPL, or STA may be used.", "", ["RPL", "STA", "TMP"]),
    ("LVS: $5000", "", ["LVS"]),
    ("NAC/ACA: Yes", "", ["ACA", "NAC"]),
    ("ACM: Yes for software", "", ["ACM"]),
    ("under License Exception Strategic Trade Authorization", "", ["STA"]),
    ("the LVS value limit of the entry", "§ 740.99 Composed exception.", ["LVS"]),
    (
        "GOV, restricted to one paragraph; or HBM under the provisions of it",
        "§ 740.99 Composed exception.",
        ["GOV", "HBM"],
    ),
    ("an APP exceeding 8 WT; the ENC Encryption Request Coordinator", "§ 740.99 Composed exception.", []),
    ("The STA terminal of the CCD array, ISO/IEC 7498", "", []),
]


@pytest.mark.parametrize(("text", "heading", "expected"), EXCEPTIONS)
def test_licence_exceptions(text: str, heading: str, expected: list[str]) -> None:
    assert sorted({find.value for find in licence_exceptions.find(notes(text, heading))}) == expected


def test_the_pipeline_mirrors_its_facts_in_spans_of_whole_tokens() -> None:
    text = "Exports of 3A001.b.1 to Cuba need a licence under § 742.4(a)."
    doc = pipeline()(text)
    spans = {
        (span.text, span.label_, span.kb_id_) for name in ("control_codes", "citations") for span in doc.spans[name]
    }
    assert spans == {("3A001.b.1", "control_code", "3A001.b.1"), ("742.4(a)", "cfr_citation", "742.4(a)")}
    facts = extract(StructuredText("", "composed", text, (), ()))
    assert {(fact.quote, fact.kind, fact.value) for fact in facts} >= spans
