"""What a document does to an earlier one; all sentences are composed."""

import pytest
from composed_texts import facts

from ruletrace.model import Fact

pytestmark = pytest.mark.usefixtures("rules_alone")

Told = list[tuple[str, str, str]]

# (words of the summary, relations as (relation, value, by))
RELATIONS: list[tuple[str, Told]] = [
    ("This rule corrects the interim final rule published on January 16, 2025 (90 FR 99001).",
     [("corrects", "90 FR 99001", "citation")]),
    ("On April 30, 2024, BIS published an interim final rule (Widgets IFR). This final rule rescinds the Widgets IFR.",
     [("rescinds", "2024-04-30", "date")]),
    ("BIS is withdrawing the rule titled \"Framework for Composed Widget Diffusion,\" published at 90 FR 99002.",
     [("rescinds", "90 FR 99002", "citation")]),
    ("The effective date of the rules published at 89 FR 99003 (12/17/2024) and 89 FR 99004 (11/29/2024) is delayed to "
     "March 21, 2025.",
     [("delays", "89 FR 99003", "citation"), ("delays", "89 FR 99004", "citation")]),
    ("This rule delays the effective date of the rule governing composed accounts by six months.",
     [("delays", "the rule governing composed accounts by six months", "title")]),
    ("BIS imposes a suspension of the interim final rule, \"Expansion of Composed Controls to Cover Affiliates.\"",
     [("suspends", "Expansion of Composed Controls to Cover Affiliates.", "title")]),
    ("This rule suspends the Affiliates rule until further notice.", [("suspends", "Affiliates rule", "title")]),
    ("This notice extends the comment period for the proposed rule in FR Doc. 2024-99123.",
     [("extends", "2024-99123", "number")]),
    ("On October 7, 2022, BIS released an interim final rule (October 7 IFR). This rule addresses comments received in "
     "response to the October 7 IFR.",
     [("responds_to", "2022-10-07", "date")]),
    ("The Bureau published rules on February 7, 2012 (77 FR 99005) and July 10, 2012 (77 FR 99006) (collectively the "
     "2012 Final Rule). This rule amends the 2012 Final Rule.",
     [("amends", "77 FR 99005", "citation"), ("amends", "77 FR 99006", "citation")]),
    ("On August 15, 2022, BIS published a final rule on some decisions. This rule adds the remaining controls.",
     [("supplements", "2022-08-15", "date")]),
    ("This document supersedes the notice published on July 21, 2023.", [("rescinds", "2023-07-21", "date")]),
    ("The agency adopts as final, without change, the interim rule published on May 11, 2023 (88 FR 99007).",
     [("responds_to", "88 FR 99007", "citation")]),
    ("This rule makes two corrections to the EAR related to rules published in January and March 2024.",
     [("corrects", "rules published in January and March 2024", "title")]),
    ("On May 5, 2023, BIS published a notice. This notice reopens the deadline for comments until July 7, 2023.",
     [("extends", "2023-05-05", "date")]),
    ("OFAC is extending the validity of general license 8A.",
     [("extends", "the validity of general license 8A", "title")]),
    ("The Assistant Secretary renews the temporary denial order issued on May 5, 2023 (88 FR 99001).",
     [("extends", "88 FR 99001", "citation")]),
    ("This rule removes the interim final rule published on May 5, 2023 (88 FR 99001).",
     [("rescinds", "88 FR 99001", "citation")]),
    ("On May 5, 2023, BIS published a proposed rule. After considering the public comments, BIS is adopting the "
     "proposed rule as final.", [("responds_to", "2023-05-05", "date")]),
    ("BIS is suspending the general license authority to export widgets.", []),
    ("A Federal Register notice with a 60-day comment period on this collection was published on August 7, 2023.", []),
    ("The agencies issued a rule amending these provisions on May 5, 2023. This rule adjusts a threshold.", []),
    ("Paragraphs are revised as of October 1, 2023.", []),
    # what comes of an act, where no verb tells the act itself
    ("On May 5, 2023 (88 FR 99012), BIS asked for views on widgets. Comments will now be accepted until July 7, 2023.",
     [("extends", "88 FR 99012", "citation")]),
    ("Part 129 was revised by the interim final rule of May 5, 2023 (88 FR 99013). The revisions will now take effect "
     "on December 31, 2023, and not on October 25, 2023.",
     [("delays", "88 FR 99013", "citation")]),
    ("BIS will not adopt the widget requirement that it proposed on May 20, 2015 (80 FR 99014).",
     [("rescinds", "80 FR 99014", "citation")]),
    # a day and a citation of one year, each the only one of it, are of one document
    ("On August 20, 2019, BIS added widgets to the list (84 FR 99015). This rule corrects that rule.",
     [("corrects", "84 FR 99015", "citation")]),
    # what is only proposed, wished, denied, or left as it is
    ("The agency is proposing to rescind the rule published on May 5, 2023 (88 FR 99001).", []),
    ("A carrier filed a petition to delay the rule published on May 5, 2023 (88 FR 99001). It is denied.", []),
    ("This rule adds widgets. The rule published on May 5, 2023 (88 FR 99001) is not amended.", []),
]  # fmt: skip


def _relations(*blocks: tuple[str, str]) -> list[Fact]:
    return [fact for fact in facts(("title", "Composed"), *blocks) if fact.kind == "relation"]


@pytest.mark.parametrize(("words", "expected"), RELATIONS)
def test_relations(words: str, expected: Told) -> None:
    found = _relations(("action", "Final rule."), ("abstract", words))
    assert sorted((fact.role, fact.value, dict(fact.detail)["by"]) for fact in found) == sorted(expected)


@pytest.mark.parametrize(
    ("title", "words", "expected"),
    [
        ("Widgets; Correction", "BIS is adding an inadvertently omitted widget.", [("corrects", "Widgets")]),
        ("Technical Corrections to the Composed Regulations", "This rule corrects typographical errors.", []),
        ("Widgets; Extension of Comment Period", "", [("extends", "Widgets")]),
        ("Widgets; Delay of Effective Date", "On May 5, 2023, BIS published a rule.", [("delays", "2023-05-05")]),
        ("Composed LLC; Withdrawal of a Proposed Rule Change", "", []),
    ],
)
def test_a_title_ends_in_what_is_done_to_the_document_whose_title_it_repeats(
    title: str, words: str, expected: list[tuple[str, str]]
) -> None:
    found = facts(("title", title), *([("abstract", words)] if words else []))
    assert [(fact.role, fact.value) for fact in found if fact.kind == "relation"] == expected


def test_a_listing_names_only_what_its_document_builds_on() -> None:
    words = "On May 5, 2023, the agencies issued a rule on widgets. This rule adjusts a threshold."
    assert [(fact.role, fact.value) for fact in _relations(("abstract", words))] == [("amends", "2023-05-05")]


def test_a_proposal_that_drew_comments_is_answered_by_the_rule_that_does_what_it_proposed() -> None:
    found = _relations(
        ("action", "Final rule; delay of effective date."),
        ("abstract", "This rule delays the rule published on January 5, 2024 (89 FR 99016). The agency proposed this "
         "delay on March 4, 2024 (89 FR 99017), and received nine comments."),
    )  # fmt: skip
    assert sorted((fact.role, fact.value) for fact in found) == [
        ("delays", "89 FR 99016"),
        ("responds_to", "89 FR 99017"),
    ]


def test_a_relation_says_whether_a_word_of_the_document_states_it() -> None:
    earlier = "On May 5, 2023, the agencies issued a rule on widgets. "
    told = {
        "stated": [("abstract", earlier + "This rule amends that rule.")],
        "titled": [("title", "Composed Widgets; Delay of Effective Date"), ("abstract", earlier + "More time is due.")],
        "inferred": [("abstract", earlier + "This rule adjusts a threshold.")],
    }
    result = _relations(("abstract", earlier + "Its changes will now take effect on March 1, 2024."))
    assert [(one.role, dict(one.detail)["basis"]) for one in result] == [("delays", "inferred")]
    found = {basis: [dict(one.detail)["basis"] for one in _relations(*blocks)] for basis, blocks in told.items()}
    assert found == {basis: [basis] for basis in told}


def test_a_relation_holds_all_that_the_text_tells_of_the_other_document() -> None:
    (relation,) = _relations(
        ("abstract", 'BIS is suspending the interim final rule "Expansion of Composed Controls" (Affiliates Rule).'),
        ("dates", "The Affiliates Rule, published September 30, 2025 (90 FR 99008), is stayed."),
    )
    assert (relation.role, relation.value) == ("suspends", "90 FR 99008")
    assert dict(relation.detail)["date"] == "2025-09-30"


def test_a_citation_in_the_dates_completes_a_day_in_the_summary() -> None:
    (relation,) = _relations(
        (
            "abstract",
            "On October 21, 2021, BIS published an interim final rule. This rule delays that rule by 45 days.",
        ),
        (
            "dates",
            "The effective date of the rule published October 21, 2021, at 86 FR 99009, is delayed.",
        ),
    )
    assert (relation.role, relation.value, dict(relation.detail)["date"]) == ("delays", "86 FR 99009", "2021-10-21")


def test_a_day_and_a_citation_that_only_their_year_ties_say_so() -> None:
    tied = "On August 20, 2019, BIS published a rule on widgets (84 FR 99015). This rule corrects that rule."
    guessed = "On August 20, 2019, BIS added widgets to the list (84 FR 99015). This rule corrects that rule."
    found = [dict(one.detail) for words in (tied, guessed) for one in _relations(("abstract", words))]
    assert [(one["date"], one["citation"], one.get("paired")) for one in found] == [
        ("2019-08-20", "84 FR 99015", None),
        ("2019-08-20", "84 FR 99015", "yes"),
    ]


def test_of_two_rules_the_one_that_is_called_the_same_is_meant() -> None:
    found = _relations(
        ("abstract", "On June 1, 2023 (88 FR 99010), we published a proposed rule. On February 1, 2024 (89 FR 99011), "
         "we published a final rule. This document corrects errors in the final rule."),
        ("action", "Final rule; correction."),
    )  # fmt: skip
    assert [(fact.role, fact.value) for fact in found] == [("corrects", "89 FR 99011")]


def test_an_order_on_a_proposal_that_drew_comments_responds_to_it() -> None:
    opening = (
        "The proposed rule change was published for comment in the Federal Register on December 20, 2023.",
        "The Commission received {} on the proposed rule change. This order approves the proposed rule change.",
    )
    blocks = [("title", "Composed Exchange LLC; Order Approving a Proposed Rule Change"), ("paragraph", opening[0])]
    for comments, expected in (("two comments", [("responds_to", "2023-12-20")]), ("no comments", [])):
        found = facts(*blocks, ("paragraph", opening[1].format(comments)))
        assert [(fact.role, fact.value) for fact in found if fact.kind == "relation"] == expected


@pytest.mark.parametrize(
    ("action", "told"),
    [("Proposed stay.", []), ("Final rule; stay.", ["suspends"]), ("Proposed delay of effective date.", [])],
)
def test_a_stay_that_is_only_proposed_stays_nothing(action: str, told: list[str]) -> None:
    words = "This action stays the final rule published at 96 FR 1234 on May 4, 2031."
    found = facts(("title", "Composed Widgets"), ("action", action), ("abstract", words))
    assert [one.role for one in found if one.kind == "relation"] == told
    kinds = [one.value for one in found if one.kind == "document_kind"]
    assert kinds == (["final_rule"] if told else ["proposed_rule"])
