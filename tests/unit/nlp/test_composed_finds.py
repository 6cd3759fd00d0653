"""Citations, dates, destinations, groups, exceptions, thresholds and parties; all sentences are composed."""

import pytest

from nlp.components import citations, dates, destinations, licence_exceptions, parties, thresholds
from nlp.finds import Notes
from nlp.normalise import normalise
from nlp.numbers import read_number
from nlp.sentences import Sentences, split


def notes(text: str) -> Notes:
    plain = normalise(text)
    return Notes(plain, (), Sentences(plain), {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See 15 CFR 744.23 and 15 CFR part 774.", ["744.23", "774"]),
        ("Parts 736 and 744 of the EAR, and part 734.", ["736", "744", "734"]),
        ("Under §§ 744.21(b)(1) and 744.22 of the EAR", ["744.21(b)(1)", "744.22"]),
        ("See 15 CFR parts 730–\n774 for all of it.", ["730-774"]),
        ("As 22 CFR part 121 says", ["121"]),
        ("Entries in supplement No. 4 to\npart 744", ["744 supplement 4"]),
        ("Under supplement nos. 4, 5 or 6 to this part", []),  # which part is not told
        ("Change “Part 42” to read “Part 742”.", ["42", "742"]),  # roles quoted_error and correction
        ("Section 232 and section 1758 are statutes.", []),
    ],
)
def test_cfr_citations(text: str, expected: list[str]) -> None:
    found = [find.value for find in citations.find(notes(text)) if find.kind == "cfr_citation"]
    assert sorted(found) == sorted(expected)


def test_federal_register_citations() -> None:
    found = list(citations.find(notes("At 90 FR 47201 and 88 FR 73,458, not 90 FR 30 pgs. 9604-9607; see 8 FR 66187.")))
    assert [find.value for find in found] == ["90 FR 47201", "88 FR 73458", "8 FR 66187"]
    assert found[2].detail == (("doubt", "volume 8 has no page 66187"),)


def test_document_numbers_need_their_cue() -> None:
    found = list(citations.find(notes("FR Doc No: 2023-23049; Docket BIS-2024-0055; phone 202-482-2440.")))
    assert [(find.kind, find.value) for find in found] == [("document_number", "2023-23049")]


DATES = [
    ("This rule is effective March 3, 2025.", [("2025-03-03", "effective")]),
    ("It takes effect on March 3, 2025.", [("2025-03-03", "effective")]),
    (
        "Effective May 5, 2024, except for instruction 7, which is effective June 6, 2026.",
        [("2024-05-05", "effective"), ("2026-06-06", "effective")],
    ),
    ("Comments must be received by BIS no later than April 4, 2024.", [("2024-04-04", "comment_deadline")]),
    ("The sections are stayed until November 30, 2026.", [("2026-11-30", "stay_until")]),
    ("The general licence expires on August 8, 2023.", [("2023-08-08", "expiry")]),
    ("This rule delays the effective date of that rule until July 7, 2022.", [("2022-07-07", "delayed_to")]),
    ("On October 17, 2023, BIS released two rules.", [("2023-10-17", "refers_to_document")]),
    ("A rule that appeared in the Federal Register on July 1, 2014.", [("2014-07-01", "refers_to_document")]),
    ("The comment period for the rule published on May 1, 2024, goes on.", [("2024-05-01", "refers_to_document")]),
    ("On June 2, 2021, the President met his counterpart.", [("2021-06-02", "other")]),
    ("Exporters must comply by January 1, 2027.", [("2027-01-01", "compliance")]),
    ("Effective [INSERT DATE OF PUBLICATION IN THE FEDERAL REGISTER].", [("date of publication", "effective")]),
    (
        "The rule is effective 60 days after publication in the Federal Register.",
        [("+60 days after publication", "effective")],
    ),
    ("In 2022 and at 744.23 and 88 FR nothing is a date.", []),
    ("February 30, 2024 is none.", []),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates_and_their_roles(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(find.value, find.role) for find in dates.find(notes(text))] == expected


def test_the_order_of_day_and_month_is_a_setting() -> None:
    text = "Adopted on 03/04/2025 and on 9 February 2026."
    assert [find.value for find in dates.find(notes(text))] == ["2025-03-04", "2026-02-09"]
    assert [find.value for find in dates.find(notes(text), day_first=True)] == ["2025-04-03", "2026-02-09"]


DESTINATIONS = [
    (
        "under the destinations of China (11), Türkiye, and the U.A.E.",
        {"CN": "listing", "TR": "listing", "AE": "listing"},
    ),
    ("exports to Hong Kong, Macau and Burma", {"HK": "destination", "MO": "destination", "MM": "destination"}),
    ("to the Crimea region and the covered regions of Ukraine", {"UA": "embargoed_region"}),
    ("after Russia's invasion of Ukraine", {"RU": "destination", "UA": "mentioned"}),
    ("to all destinations except Canada", {"CA": "excluded"}),
    ("controls of the Australia Group", {"AU": "mentioned"}),
    ("in New Jersey and the United States", {}),
    ("to Papua New Guinea", {"PG": "destination"}),
    ("Korea, South and the Democratic People's Republic of Korea", {"KR": "destination", "KP": "destination"}),
]


@pytest.mark.parametrize(("text", "expected"), DESTINATIONS)
def test_destinations(text: str, expected: dict[str, str]) -> None:
    found = [find for find in destinations.find(notes(text)) if find.kind == "destination"]
    assert {find.value: find.role for find in found} == expected


def test_country_groups_and_their_exceptions() -> None:
    text = "Destinations of Country Groups D:1, D:4, and D:5, excluding those also in A:5 or A:6, and Country Group B."
    found = [(find.value, find.role) for find in destinations.find(notes(text)) if find.kind == "country_group"]
    assert sorted(found) == [
        ("A:5", "excluded"),
        ("A:6", "excluded"),
        ("B", "included"),
        ("D:1", "included"),
        ("D:4", "included"),
        ("D:5", "included"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("License Exception Strategic Trade Authorization (STA) is not available.", ["STA"]),
        ("License Exceptions TMP, GOV (§ 740.11(b)), and TSU remain.", ["GOV", "TMP", "TSU"]),
        ("several license exceptions, including AVS and BAG", ["AVS", "BAG"]),
        ("under license exception civil end users", ["CIV"]),
        ("the APR License Exception", ["APR"]),
        ("License Exception eligibility for high bandwidth memory (HBM) modules is limited to STA.", ["STA"]),
        ("The app shows STA and GOV.", []),
    ],
)
def test_licence_exceptions(text: str, expected: list[str]) -> None:
    assert sorted({find.value for find in licence_exceptions.find(notes(text))}) == expected


THRESHOLDS = [
    ("a total processing performance of 4800 or more", [(">= 4800", "no")]),
    ("a payload equal to or greater than 500 kg", [(">= 500 kg", "no")]),
    ("a true airspeed of less than 800 km/hour", [("< 800 km/hour", "yes")]),
    ("stable at temperatures exceeding 922 K", [("> 922 K", "yes")]),
    ("endurance of at least 1,000 hours", [(">= 1000 hours", "no")]),
    ("jitter less than 0,1 µs", [("< 0,1 µs", "yes")]),
    ("more than 10²⁶ operations", [("> 10²⁶ operations", "yes")]),
    ("owned 50 percent or more, worth more than $300", []),
]


@pytest.mark.parametrize(("text", "expected"), THRESHOLDS)
def test_thresholds(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(find.value, dict(find.detail)["strict"]) for find in thresholds.find(notes(text))]
    assert found == expected


def test_a_flattened_power_is_doubted() -> None:
    (found,) = thresholds.find(notes("more than 1026 operations"))
    assert dict(found.detail)["doubt"] == "a superscript may have been lost"


# (text, added, revised, removed)
PARTIES = [
    ("It adds two entities under seven entries to the Entity List.", 2, None, None),
    ("by adding twenty-four (24) entities to the Entity List and revising one existing entry", 24, 1, None),
    ("by adding one hundred and six persons to the Unverified List", 106, None, None),
    ("removing 9 persons from the UVL and adding them to the Entity List", 9, None, 9),
    ("This rule removes an entity from the Entity List and another entity from the UVL.", None, None, 1),
    ("adding 29 entries (26 entities and 3 addresses) to the Entity List", 26, None, None),
    ("revises an entry on the Entity List by removing two addresses from one entity", None, 1, None),
    ("It modifies 14 existing entries on the Entity List, consisting of revisions to 14 entries.", None, 14, None),
    ("Eleven entities are added to the Entity List.", 11, None, None),
    ("In 2019, sixty-eight affiliates were added to the Entity List.", None, None, None),
    ("It moves five Narnian entities from the MEU List to the Entity List.", 5, None, 5),
]


@pytest.mark.parametrize(("text", "added", "revised", "removed"), PARTIES)
def test_party_counts(text: str, added: int | None, revised: int | None, removed: int | None) -> None:
    sums: dict[str, int | None] = {"added": None, "revised": None, "removed": None}
    for find in parties.find(notes(text)):
        if find.kind == "party_count":
            sums[find.role] = (sums[find.role] or 0) + int(find.value)
    assert (sums["added"], sums["revised"], sums["removed"]) == (added, revised, removed)


def test_party_names() -> None:
    text = "This rule adds Composed Optics Co., Ltd., and SAMPLE optik Works (Narnia) Ltd. to the Entity List."
    names = [find.value for find in parties.find(notes(text)) if find.kind == "party_name"]
    assert names == ["Composed Optics Co., Ltd.", "SAMPLE optik Works (Narnia) Ltd."]


@pytest.mark.parametrize(
    ("words", "value"),
    [("twenty-four", 24), ("an", 1), ("1,024", 1024), ("one hundred and six", 106), ("a hundred", 100), ("140", 140)],
)
def test_number_words(words: str, value: int) -> None:
    assert read_number(words) == value


def test_sentences_of_legal_text() -> None:
    text = "See Supp. No. 4 of the U.S. rules, e.g. § 744.21. Sold by Composed Co., Ltd. in full. E.O. 1 acts.\nNext"
    assert [text[start:end] for start, end in split(text)] == [
        "See Supp. No. 4 of the U.S. rules, e.g. § 744.21.",
        "Sold by Composed Co., Ltd. in full.",
        "E.O. 1 acts.",
        "Next",
    ]
