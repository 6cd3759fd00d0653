"""Dates, party counts and relations of heads by kind of statement: decisions and named acts, moved dates; composed."""

import pytest
from composed_texts import facts

from nlp.extract import summary
from nlp.guide import mapped

pytestmark = pytest.mark.usefixtures("rules_alone")

# (words of the summary, [(day, role)])
DATES: list[tuple[str, list[tuple[str, str]]]] = [
    ("This rule implements the decision of May 3, 2015 to end the embargo.", [("2015-05-03", "other")]),
    ("On May 3, 2015, the President announced that sanctions would be eased.", [("2015-05-03", "other")]),
    ("On May 3, 2015, the Secretary of State rescinded the designation of Narnia.", [("2015-05-03", "other")]),
    ("The Secretary's May 3, 2015 rescission of the designation is implemented here.", [("2015-05-03", "other")]),
    ("This rule implements Executive Order 12999 of May 3, 2015.", [("2015-05-03", "refers_to_document")]),
    ("as extended by the Notice of May 3, 2015 (80 FR 12345)", [("2015-05-03", "refers_to_document")]),
    (
        "It implements United Nations Security Council Resolution 1234 (May 3, 2015).",
        [("2015-05-03", "refers_to_document")],
    ),
    ("It implements Security Council Resolution 1234 of May 3, 2015.", [("2015-05-03", "refers_to_document")]),
    (
        "Security Council Resolution 1234, adopted on May 3, 2015, calls for an embargo.",
        [("2015-05-03", "refers_to_document")],
    ),
    ("On May 3, 2015, the Security Council adopted Resolution 1234.", [("2015-05-03", "refers_to_document")]),
    ("The treaty was ratified on May 3, 2015.", [("2015-05-03", "other")]),
    ("The Senate gave its consent to ratification on May 3, 2015.", [("2015-05-03", "other")]),
    ("The Convention entered into force on May 3, 2015.", [("2015-05-03", "refers_to_document")]),
    ("In response to Narnia's invasion of Oz on May 3, 2015, BIS adds controls.", [("2015-05-03", "other")]),
    ("In response to the invasion of May 3, 2015, BIS adds controls.", [("2015-05-03", "other")]),
    ("The President, in a letter of May 3, 2015, notified Congress.", [("2015-05-03", "refers_to_document")]),
    (
        "This rule is consistent with the Memorandum of Understanding dated May 3, 2015.",
        [("2015-05-03", "refers_to_document")],
    ),
    ("The President's statement of May 3, 2015 announced the policy.", [("2015-05-03", "other")]),
    ("On May 3, 2015, the President issued a Presidential Determination.", [("2015-05-03", "refers_to_document")]),
    ("The Export Administration Act expired on May 3, 2015.", [("2015-05-03", "refers_to_document")]),
    ("The reports required by section 742 are due on May 3, 2015.", [("2015-05-03", "other")]),
    (
        "Comments must be received by May 3, 2015. Requests for a hearing must be received by May 3, 2015.",
        [("2015-05-03", "comment_deadline"), ("2015-05-03", "other")],
    ),
    (
        "The compliance date of the rule published on May 3, 2015 is extended from June 1, 2015 to July 1, 2015.",
        [
            ("2015-05-03", "refers_to_document"),
            ("2015-06-01", "refers_to_document"),
            ("2015-07-01", "compliance"),
            ("2015-07-01", "extended_to"),
        ],
    ),
    (
        "This rule extends the compliance date for section 1 from June 1, 2015, to July 1, 2015.",
        [("2015-06-01", "refers_to_document"), ("2015-07-01", "compliance"), ("2015-07-01", "extended_to")],
    ),
    (
        "This rule is effective May 3, 2015. The incorporation by reference of certain"
        " publications is approved as of May 3, 2015.",
        [("2015-05-03", "effective")],
    ),
    ("The Wassenaar Arrangement agreed on changes at its plenary meeting on May 3, 2015.", [("2015-05-03", "other")]),
    ("Applications received after May 3, 2015 must be filed electronically.", [("2015-05-03", "other")]),
    (
        "This rule is effective May 3, 2015, except that paragraph (b) is effective June 3, 2015.",
        [("2015-05-03", "effective"), ("2015-06-03", "effective")],
    ),
    (
        "Shipments of items removed from eligibility that were on dock for loading on May 3,"
        " 2015, may proceed under the previous eligibility if exported before June 3, 2015.",
        [("2015-05-03", "savings"), ("2015-06-03", "savings")],
    ),
    (
        "The order of May 3, 2015 denied export privileges until May 3, 2025.",
        [("2015-05-03", "refers_to_document"), ("2025-05-03", "expiry")],
    ),
    ("Composed Person's export privileges are denied for ten years, until May 3, 2025.", [("2025-05-03", "expiry")]),
    (
        "The application dated May 3, 2015 was received on May 8, 2015.",
        [("2015-05-03", "filed"), ("2015-05-08", "filed")],
    ),
    (
        "This interim rule is effective on May 3, 2015 and comments must be received no later than June 3, 2015.",
        [("2015-05-03", "effective"), ("2015-06-03", "comment_deadline")],
    ),
    (
        "On May 3, 2015, BIS published a final rule that became effective on June 3, 2015.",
        [("2015-05-03", "refers_to_document"), ("2015-06-03", "refers_to_document")],
    ),
    (
        "The final rule published on May 3, 2015, contained errors. This correction is effective June 3, 2015.",
        [("2015-05-03", "refers_to_document"), ("2015-06-03", "effective")],
    ),
    (
        "The effective date of the rule published May 3, 2015 is delayed until June 3, 2015.",
        [("2015-05-03", "refers_to_document"), ("2015-06-03", "delayed_to")],
    ),
    (
        "Effective June 3, 2015, the effective date is delayed to July 3, 2015.",
        [("2015-06-03", "effective"), ("2015-07-03", "delayed_to")],
    ),
    ("Requests to make a presentation must be received by May 1, 2015.", [("2015-05-01", "other")]),
]

# (words of the summary, added, revised, removed)
COUNTS: list[tuple[str, int | None, int | None, int | None]] = [
    (
        "This rule removes three addresses associated with Composed Trading Co., Ltd. from the Entity List.",
        None,
        1,
        None,
    ),
    (
        "This rule revises the license requirement to apply to all items subject to the EAR"
        " for nine entities on the Entity List.",
        None,
        9,
        None,
    ),
    ("This rule modifies the license review policy for two entities on the Entity List.", None, 2, None),
    (
        "This rule adds one validated end-user and amends the validated end-user"
        " authorization for Composed Devices, Inc. by adding a facility.",
        1,
        1,
        None,
    ),
    ("This rule updates the addresses of Composed Works LLC and Composed Plant JSC on the Entity List.", None, 2, None),
    ("This rule adds two aliases to the entry for Composed Works LLC on the Entity List.", None, 1, None),
    ("This rule adds eleven persons to the Entity List and removes one duplicate listing.", 11, None, 1),
    (
        "This rule adds five entities to the Entity List and three entities to the Unverified"
        " List, and removes two persons from the Unverified List.",
        8,
        None,
        2,
    ),
    ("This rule removes four persons from the Unverified List and adds them to the Entity List.", 4, None, 4),
    ("This final rule revises an entry by removing two addresses from one entity on the Entity List.", None, 1, None),
    ("BIS amends the EAR by adding to the Entity List fourteen entities in Narnia.", 14, None, None),
    ("This rule amends the EAR by removing Composed Works LLC from the Entity List.", None, None, 1),
    (
        "This rule implements the decision to add to the Entity List 12 persons, to remove 3 and to modify 2 entries.",
        12,
        2,
        3,
    ),
    (
        "In this rule, BIS adds six persons to, removes two persons from, and revises four entries on the Entity List.",
        6,
        4,
        2,
    ),
    ("This rule clarifies the entries for three persons on the Entity List.", None, 3, None),
    ("This rule corrects the address of one person on the Entity List.", None, 1, None),
    ("This rule removes an entity, Composed Works LLC, from the Entity List.", None, None, 1),
    ("BIS amends the Entity List by removing the entry for Composed Works LLC.", None, None, 1),
    ("This rule adds a new facility to the validated end-user authorization of Composed Devices, Inc.", None, 1, None),
    ("This rule updates the list of eligible items for validated end-user Composed Devices, Inc.", None, 1, None),
    (
        "This rule adds paragraph (c) describing procedures for the addition of entities to the Entity List.",
        None,
        None,
        None,
    ),
    ("This rule revokes the validated end-user authorization of Composed Devices, Inc.", None, None, 1),
]

# (words of the summary, [(what, relation)])
RELATIONS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "This rule amends the EAR by adding a reference to the Composed General Order. It"
        " clarifies that the order prevails.",
        [],
    ),
    ("OFAC is adopting an interim final rule which makes technical changes.", []),
    (
        "OFAC is adopting as a final rule the interim final rule published on May 3, 2015 (80 FR 12345).",
        [("80 FR 12345", "responds_to")],
    ),
    ("This rule corrects errors in the final rule published on May 3, 2015.", [("2015-05-03", "corrects")]),
    (
        "On May 3, 2015, BIS published a proposed rule to revise controls. This final rule"
        " adopts the proposed changes and responds to comments.",
        [("2015-05-03", "responds_to")],
    ),
    (
        "On May 3, 2015, BIS published a final rule on widgets. In that rule, an ECCN was"
        " inadvertently omitted. This rule corrects it.",
        [("2015-05-03", "corrects")],
    ),
    ("The Department of State published a rule on May 3, 2015 on the same matter. BIS amends the EAR accordingly.", []),
    ("This rule implements the India Joint Statement of June 7, 2016.", []),
    (
        "BIS is extending the comment period of the proposed rule published on May 3, 2015 (80 FR 12345).",
        [("80 FR 12345", "extends")],
    ),
    (
        "This rule implements the controls agreed at the plenary of May 3, 2015. It clarifies"
        " the rule published on June 3, 2015 (80 FR 22222).",
        [("80 FR 22222", "amends")],
    ),
    (
        "This rule makes final the interim rule published on May 3, 2015 (80 FR 12345) with changes.",
        [("80 FR 12345", "responds_to")],
    ),
    ("This rule implements Executive Order 12999 of May 3, 2015.", []),
    (
        "This rule delays the compliance date of the final rule published on May 3, 2015 (80 FR 12345).",
        [("80 FR 12345", "extends")],
    ),
    (
        "The Agency is superseding Airworthiness Directive (AD) 2009-14-02, which is old.",
        [("Airworthiness Directive (AD) 2009-14-02, which is old", "rescinds")],
    ),
    ("The Agency is withdrawing two proposed rules.", [("two proposed rules", "rescinds")]),
    (
        "This rule amends the effective date of the final rule published on May 3, 2015 (80 FR 12345).",
        [("80 FR 12345", "delays")],
    ),
    (
        "The compliance date of the final rule published on May 3, 2015 (80 FR 12345) is delayed.",
        [("80 FR 12345", "extends")],
    ),
    (
        "This notice cancels the meeting announced in the notice of May 3, 2015 (80 FR 12345).",
        [("80 FR 12345", "rescinds")],
    ),
    ("This rule reinstates provisions removed by the rule of May 3, 2015 (80 FR 12345).", [("80 FR 12345", "amends")]),
    (
        "This rule revises provisions that were amended by the interim rule published on May 3, 2015.",
        [("2015-05-03", "amends")],
    ),
    ("The revisions to this rule are part of the Department's retrospective plan completed on August 17, 2011.", []),
]


@pytest.mark.parametrize(("words", "expected"), DATES)
def test_roles_of_dates(words: str, expected: list[tuple[str, str]]) -> None:
    found = facts(("title", "Composed Widgets"), ("abstract", words))
    assert sorted({(one.value, mapped("heads", "date", one.role)) for one in found if one.kind == "date"}) == expected


@pytest.mark.parametrize(("words", "added", "revised", "removed"), COUNTS)
def test_counts_of_parties(words: str, added: int | None, revised: int | None, removed: int | None) -> None:
    found = facts(("title", "Composed Revisions to the Entity List"), ("abstract", words))
    assert summary(found)["parties"] == {"added": added, "revised": revised, "removed": removed}


@pytest.mark.parametrize(("words", "expected"), RELATIONS)
def test_relations(words: str, expected: list[tuple[str, str]]) -> None:
    title = "Composed Widgets and the Export Administration Regulations"
    found = facts(("title", title), ("action", "Final rule."), ("abstract", words))
    assert sorted((one.value, one.role) for one in found if one.kind == "relation") == expected
