"""Heads of documents by word classes: acts on documents, whose matter it is, days and counts; all words composed."""

import pytest
from composed_texts import facts

from nlp.extract import summary
from nlp.guide import mapped

pytestmark = pytest.mark.usefixtures("rules_alone")

STATE, BUREAU, OFAC = (
    "Department of State",
    "Bureau of Industry and Security, Commerce",
    "Office of Foreign Assets Control",
)
# (action, summary, [(what, relation)])
RELATIONS: list[tuple[str, str, list[tuple[str, str]]]] = [
    # an agency's perfect is its act
    (
        "Notice.",
        "Notice is hereby given that the Department of State has rescinded the debarment of John Doe included in the"
        " Federal Register notice of May 5, 2015.",
        [("2015-05-05", "rescinds")],
    ),
    (
        "Notice.",
        "Notice is hereby given that the Department of State has modified the policy set forth in its notice of"
        " May 5, 2015 (80 FR 12345).",
        [("80 FR 12345", "amends")],
    ),
    (
        "Notice.",
        "Notice is hereby given that the policy of denial announced on May 5, 2015 (80 FR 12345) has been revoked.",
        [("80 FR 12345", "rescinds")],
    ),
    # what ends is no act of its own
    (
        "Notice.",
        "This notice terminates the suspension of licenses announced in Public Notice 1234 (80 FR 12345, May 5, 2015).",
        [("80 FR 12345", "rescinds")],
    ),
    ("Notice.", "Public Notice 4567 of January 7, 2005 is hereby rescinded.", [("2005-01-07", "rescinds")]),
    (
        "Notice.",
        "The policy of denial announced on May 5, 1995 at 60 FR 12345 is no longer in effect.",
        [("60 FR 12345", "rescinds")],
    ),
    ("Notice.", "BIS hereby lifts the stay of the rule published May 5, 2015.", [("2015-05-05", "rescinds")]),
    # lists of whole noun phrases
    (
        "Final rule.",
        "The expiration date of the rule published on May 5, 2015 (80 FR 12345) and the rule published on"
        " June 6, 2015 (80 FR 23456) is extended.",
        [("80 FR 12345", "extends"), ("80 FR 23456", "extends")],
    ),
    # comments on a document without its day
    (
        "Proposed rule.",
        "BIS is proposing these changes in response to public comments received in response to BIS's notice of inquiry"
        " on widgets.",
        [("notice of inquiry", "responds_to")],
    ),
    (
        "Final rule.",
        "After reviewing the comments submitted in response to the proposed rule, BIS is amending the EAR.",
        [("the proposed rule", "responds_to")],
    ),
    (
        "Proposed rule.",
        "This proposed rule would implement suggestions received in response to the May 5, 2015 notice of inquiry.",
        [("2015-05-05", "responds_to")],
    ),
    (
        "Notice.",
        "BIS is reopening the period for public comment on its May 5, 2015 request for comments.",
        [("2015-05-05", "extends")],
    ),
    # the ACTION line tells what the text only hints at
    (
        "Proposed rule; extension of comment period.",
        "BIS published a proposed rule on May 5, 2015. Comments may now be sent until July 1, 2015.",
        [("2015-05-05", "extends")],
    ),
    # no acts: a jurisdiction determination, changes that others made
    (
        "Final rule.",
        "This rule amends the EAR, coincident with the State Department's commodity jurisdiction determination of"
        " May 5, 2015.",
        [],
    ),
    (
        "Proposed rule.",
        "This proposed rule is based on a review of entries that were added to the CCL on May 5, 2015. It ensures that"
        " the regulatory changes made by the May 5, 2015 rule are clear.",
        [],
    ),
]
# (agency, title, action, summary, relevance)
RELEVANCE = [
    (BUREAU, "Widget Registration", "Final rule.", "This rule changes a mailing address.", "true"),
    (STATE, "Defense Trade Advisory Group Reestablishment", "", "The group is reestablished.", "true"),
    (STATE, "Suspension of Munitions Exports to Narnia", "Public notice.", "Approvals are suspended.", "true"),
    (
        STATE,
        "Imposition of Nonproliferation Measures Against Narnian Entities",
        "Notice.",
        "The Act provides for penalties for the transfer of equipment controlled under multilateral export control"
        " lists (Missile Technology Control Regime, Australia Group).",
        "false",
    ),
    (
        STATE,
        "Imposition of Missile Sanctions on a Narnian Entity",
        "Notice.",
        "Sanctions are imposed pursuant to the Arms Export Control Act.",
        "true",
    ),
    (BUREAU, "Proposed Information Collection: License Exceptions", "Notice.", "Comments are invited.", "true"),
    (
        "Bureau of the Census, Commerce",
        "Information Collection: Automated Export System",
        "Notice.",
        "The Census Bureau and the Bureau of Industry and Security use the data on exports.",
        "false",
    ),
    (OFAC, "Narnian Sanctions Regulations", "Final rule.", "OFAC is amending travel provisions.", "false"),
]
# (action, summary, dates, [(day, role)])
DATES: list[tuple[str, str, str, list[tuple[str, str]]]] = [
    ("Notice.", "A determination has been made on chemical weapons.", "May 5, 2015.", [("2015-05-05", "effective")]),
    ("Notice of meeting.", "The committee will determine its agenda.", "May 5, 2015.", [("2015-05-05", "other")]),
    ("Notice.", "The debarment is imposed as of May 5, 2015.", "", [("2015-05-05", "effective")]),
    (
        "Final rule.",
        "This rule delays the rule published March 14, 2013, scheduled to take effect on June 5, 2013, until"
        " July 5, 2013.",
        "",
        [("2013-03-14", "refers_to_document"), ("2013-06-05", "refers_to_document"), ("2013-07-05", "delayed_to")],
    ),
    (
        "Final rule.",
        "This rule implements Composed Security Memorandum-11 of May 5, 2015 (CSM-11).",
        "",
        [("2015-05-05", "refers_to_document")],
    ),
    (
        "Final rule.",
        "On May 5, 2015, the President waived sanctions that were implemented by earlier regulations.",
        "",
        [("2015-05-05", "other")],
    ),
    (
        "Notice.",
        "The NRC withdraws the policy statement that was published for comment on May 5, 2015.",
        "",
        [("2015-05-05", "refers_to_document")],
    ),
]
# (summary, counts)
COUNTS: list[tuple[str, dict[str, int]]] = [
    ("This rule removes a large number of Narnian entities from the Entity List.", {}),
    ("This rule removes the Narnian entity Alpha Technical University from the Entity List.", {"removed": 1}),
    (
        "BIS revises existing authorizations for Validated End-Users (VEUs) Alpha Chip Co. Ltd. (Alpha) and"
        " Beta International Corporation (BIC) in Narnia.",
        {"revised": 2},
    ),
    ("BIS revises the list of eligible items for two validated end-users, Alpha Corp. and Beta Corp.", {"revised": 2}),
    ("This rule adds an alias and two addresses to the entry for Alpha Co., Ltd. on the Entity List.", {"revised": 1}),
    (
        "OFAC is publishing the names of five individuals and three entities whose property has been blocked.",
        {"added": 8},
    ),
    ("OFAC is publishing the names of seven persons whose property has been unblocked.", {"removed": 7}),
    (
        "BIS adds thirteen persons to the Unverified List, removing five persons, and updating the address of two.",
        {"added": 13, "removed": 5, "revised": 2},
    ),
]


@pytest.mark.parametrize(("action", "words", "expected"), RELATIONS)
def test_relations(action: str, words: str, expected: list[tuple[str, str]]) -> None:
    found = facts(("title", "Composed Widgets"), ("action", action), ("abstract", words))
    told = sorted((one.value, one.role) for one in found if one.kind == "relation")
    assert [role for _what, role in told] == [role for _what, role in expected]
    assert all(what in value for (what, _role), (value, _) in zip(expected, told, strict=True))


@pytest.mark.parametrize(("agency", "title", "action", "words", "expected"), RELEVANCE)
def test_relevance(agency: str, title: str, action: str, words: str, expected: str) -> None:
    found = facts(("agency", agency), ("title", title), ("action", action), ("abstract", words))
    assert [one.value for one in found if one.kind == "relevance"] == [expected]


@pytest.mark.parametrize(("action", "words", "dates", "expected"), DATES)
def test_dates(action: str, words: str, dates: str, expected: list[tuple[str, str]]) -> None:
    found = facts(("title", "Composed Widgets"), ("action", action), ("abstract", words), ("dates", dates))
    assert sorted({(one.value, mapped("heads", "date", one.role)) for one in found if one.kind == "date"}) == expected


@pytest.mark.parametrize(("words", "expected"), COUNTS)
def test_counts(words: str, expected: dict[str, int]) -> None:
    told = summary(facts(("title", "Composed Lists"), ("abstract", words)))["parties"]
    assert {role: number for role, number in told.items() if number is not None} == expected


def test_a_body_that_is_only_reestablished_is_no_named_kind() -> None:
    words = "The Department is reestablishing the group. The Secretary has determined that it is necessary."
    found = facts(("title", "Composed Advisory Group Reestablishment"), ("abstract", words))
    assert [one.value for one in found if one.kind == "document_kind"] == ["other"]
