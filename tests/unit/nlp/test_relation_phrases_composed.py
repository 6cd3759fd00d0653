"""Families of phrases in which a document tells what it does to an earlier one; all sentences are composed."""

import pytest
from composed_texts import facts

pytestmark = pytest.mark.usefixtures("rules_alone")

# (title, words of the summary, relations with the citation or day of the other document)
PHRASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "Export Controls; Correction",
        "This document corrects an error in the final rule that was published in the Federal Register"
        " on June 2, 2014 (79 FR 31234).",
        [("corrects", "79 FR 31234")],
    ),
    (
        "Notice of Inquiry",
        "BIS is withdrawing the proposed rule that it published on June 2, 2014 (79 FR 31234).",
        [("rescinds", "79 FR 31234")],
    ),
    (
        "Amendments",
        "This rule finalizes, without change, the interim final rule published on June 2, 2014.",
        [("responds_to", "2014-06-02")],
    ),
    (
        "Amendments",
        "This final rule adopts, with changes, the interim rule published at 79 FR 31234 on June 2, 2014.",
        [("responds_to", "79 FR 31234")],
    ),
    (
        "Amendments",
        "This final rule implements amendments that were proposed on June 2, 2014 (79 FR 31234).",
        [("responds_to", "79 FR 31234")],
    ),
    (
        "Amendments",
        "On June 2, 2014, BIS published a proposed rule to amend the EAR (79 FR 31234). This final "
        "rule implements those amendments.",
        [("responds_to", "79 FR 31234")],
    ),
    (
        "Amendments",
        "On June 2, 2014, BIS published a proposed rule (79 FR 31234). BIS received six comments. "
        "This rule makes final the proposed changes.",
        [("responds_to", "79 FR 31234")],
    ),
    (
        "Comments",
        "This notice extends the comment period for the notice of inquiry published June 2, 2014 (79 FR 31234).",
        [("extends", "79 FR 31234")],
    ),
    (
        "Delay",
        'This action delays the effective date of the final rule entitled "Revisions to Controls on '
        'Lasers," published on June 2, 2014.',
        [("delays", "2014-06-02")],
    ),
    (
        "Comments",
        "BIS is extending until August 4, 2014, the deadline for comments on the proposed rule it "
        "published on June 2, 2014 (79 FR 31234).",
        [("extends", "79 FR 31234")],
    ),
    (
        "Order Renewing",
        "The order issued on June 2, 2014 (79 FR 31234) is renewed for 180 days.",
        [("extends", "79 FR 31234")],
    ),
    (
        "Clarification",
        "This rule clarifies the final rule published by BIS on June 2, 2014 (79 FR 31234).",
        [("amends", "79 FR 31234")],
    ),
    (
        "Amendments",
        "This rule supplements the final rule of June 2, 2014 (79 FR 31234) by adding further items.",
        [("supplements", "79 FR 31234")],
    ),
    (
        "Amendments",
        "This rule revises the license requirements established by the interim final rule of June 2, "
        "2014 (79 FR 31234).",
        [("amends", "79 FR 31234")],
    ),
    (
        "Amendments",
        "This rule amends the interim final rule that BIS published on June 2, 2014 (79 FR 31234).",
        [("amends", "79 FR 31234")],
    ),
    (
        "Amendments",
        "This rule is a companion to a rule of the Department of State published today.",
        [],
    ),
    (
        "Amendments",
        "The Department of State published a rule amending the ITAR on June 2, 2014 (79 FR 31234). In"
        " this rule, BIS adds ECCN 9A610.",
        [],
    ),
    (
        "Amendments",
        "This rule replaces the interim rule published June 2, 2014 (79 FR 31234).",
        [("rescinds", "79 FR 31234")],
    ),
    (
        "Amendments",
        "This rule reinstates the controls that were removed by the rule published June 2, 2014 (79 FR 31234).",
        [("amends", "79 FR 31234")],
    ),
    (
        "Correction",
        "In the final rule published at 79 FR 31234 on June 2, 2014, an ECCN was inadvertently "
        "omitted. This document restores it.",
        [("corrects", "79 FR 31234")],
    ),
    (
        "Correction",
        "The Bureau published a final rule on June 2, 2014 (79 FR 31234) that contained an incorrect "
        "citation. This document corrects that citation.",
        [("corrects", "79 FR 31234")],
    ),
    (
        "Stay",
        "This rule stays the amendments made by the final rule published June 2, 2014 (79 FR 31234).",
        [("suspends", "79 FR 31234")],
    ),
    (
        "Stay",
        "The amendments published at 79 FR 31234 on June 2, 2014, are stayed until August 4, 2015.",
        [("suspends", "79 FR 31234")],
    ),
    (
        "Delay",
        "The effective date of the rule published at 79 FR 31234 is delayed until August 4, 2015.",
        [("delays", "79 FR 31234")],
    ),
    (
        "Withdrawal",
        "The proposed rule published on June 2, 2014 (79 FR 31234) is withdrawn.",
        [("rescinds", "79 FR 31234")],
    ),
    (
        "Confirmation",
        "BIS confirms the effective date of the direct final rule published June 2, 2014 (79 FR 31234).",
        [],
    ),
    (
        "Amendments",
        "This rule addresses the comments that BIS received on its June 2, 2014 interim final rule.",
        [("responds_to", "2014-06-02")],
    ),
    (
        "Amendments",
        "This rule responds to public comments on the proposed rule published June 2, 2014 (79 FR "
        "31234) and amends the EAR.",
        [("responds_to", "79 FR 31234")],
    ),
    (
        "Reopening",
        "The Bureau reopens the comment period on the proposed rule of June 2, 2014 (79 FR 31234).",
        [("extends", "79 FR 31234")],
    ),
    (
        "Amendments",
        "This rule expands the controls imposed in the October 7, 2022 interim final rule (87 FR 62186).",
        [("amends", "87 FR 62186")],
    ),
    (
        "Amendments",
        "This rule makes a technical correction to the rule published on June 2, 2014 (79 FR 31234).",
        [("corrects", "79 FR 31234")],
    ),
    (
        "Amendments",
        "This final rule completes the rulemaking begun by the proposed rule of June 2, 2014 (79 FR 31234).",
        [("responds_to", "79 FR 31234")],
    ),
    (
        "License",
        "BIS is extending the temporary general license issued on May 20, 2019 (84 FR 23468) for 90 days.",
        [("extends", "84 FR 23468")],
    ),
    (
        "Termination",
        "This notice terminates the temporary general license issued on May 20, 2019 (84 FR 23468).",
        [("rescinds", "84 FR 23468")],
    ),
    (
        "Notice",
        "This notice announces that the Bureau received three petitions in response to the notice of June 2, 2014.",
        [],
    ),
    (
        "Notice",
        "This notice modifies the order published June 2, 2014 (79 FR 31234) by adding a related person.",
        [("amends", "79 FR 31234")],
    ),
]


@pytest.mark.parametrize(("title", "words", "expected"), PHRASES)
def test_phrases(title: str, words: str, expected: list[tuple[str, str]]) -> None:
    found = facts(("title", title), ("abstract", words))
    assert [(fact.role, fact.value) for fact in found if fact.kind == "relation"] == expected
