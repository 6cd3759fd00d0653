"""The kind of a document and whether it is about export controls; all titles and lines are composed."""

import pytest
from composed_texts import facts

pytestmark = pytest.mark.usefixtures("rules_alone")

# (ACTION line, kind)
ACTIONS = [
    ("Final rule.", "final_rule"),
    ("ACTION: Final rule; request for comments.", "final_rule"),
    ("Temporary rule; closure.", "final_rule"),
    ("Direct final rule.", "final_rule"),
    ("Final rule; delay of effective date.", "final_rule"),
    ("Final rule; affirmation of interim rule.", "final_rule"),
    ("Final rule; technical amendment.", "final_rule"),
    ("Interim final rule with request for comments.", "interim_final_rule"),
    ("Interim final rule; delay of effective date.", "interim_final_rule"),
    ("Notice of proposed rulemaking (NPRM).", "proposed_rule"),
    ("Proposed rule; withdrawal.", "proposed_rule"),
    ("Proposed rule; extension of comment period.", "proposed_rule"),
    ("Correcting amendments.", "correction"),
    ("Notice of meeting; correction.", "correction"),
    ("CFR Correction", "correction"),
    ("Advance notice of proposed rulemaking.", "request_for_comments"),
    ("Notice and request for comments.", "request_for_comments"),
    ("Notice of availability and public comment period.", "request_for_comments"),
    ("60-day notice and request for comment.", "request_for_comments"),
    ("Notice of meeting.", "notice"),
    ("Withdrawal of proposed rule.", "notice"),
    ("Notice of withdrawal of notice of proposed rulemaking.", "notice"),
    ("Advance notice of proposed rulemaking; withdrawal.", "notice"),
    ("Publication of a web general license.", "other"),
    ("Technical amendment.", "final_rule"),
    ("Notification of enforcement of regulation.", "notice"),
    ("Temporary denial order.", "order"),
    ("Technical corrections.", "correction"),
    ("Publication of updated list.", "other"),
    ("Interpretive rule.", "final_rule"),
    ("Statement of policy.", "other"),
    ("Notification of public meeting and opportunity for comment.", "request_for_comments"),
    ("Supplemental notice of proposed rulemaking.", "proposed_rule"),
    ("Decision and order.", "order"),
]


@pytest.mark.parametrize(("action", "expected"), ACTIONS)
def test_the_action_line_tells_the_kind(action: str, expected: str) -> None:
    assert _kind(("title", "Composed Widgets"), ("action", action)) == expected


# (title, summary, kind)
WITHOUT_ACTION = [
    ("Composed Widgets; Correction", "", "correction"),
    ("Composed Widgets; Correction", "This rule revises a paragraph to correct an error.", "correction"),
    ("Composed Widgets; Corrections", "This final rule makes changes to widgets. It adds a note.", "final_rule"),
    ("Composed Widgets", "BIS is correcting a final rule that appeared in May.", "correction"),
    ("Composed Widgets", "This rule revises, corrects and clarifies provisions on widgets.", "final_rule"),
    ("Composed Widgets", "In this interim final rule, BIS adds widgets.", "interim_final_rule"),
    ("Composed Widgets", "BIS published an interim final rule in May. This final rule ends it.", "final_rule"),
    ("Composed Widgets", "The agency proposes to amend its rules.", "proposed_rule"),
    ("Composed Widgets", "In this rule, BIS amends the EAR.", "final_rule"),
    ("Request for Comments on Widgets", "BIS is requesting comments on widgets.", "request_for_comments"),
    ("Widget Study; Comment Request", "The agency announces a study.", "request_for_comments"),
    ("Change in Deadline for Public Comments on Widgets", "This notice moves a deadline.", "request_for_comments"),
    ("Widgets; Opportunity To Submit Comments", "The agency studies widgets.", "request_for_comments"),
    ("Notice of a Widget Study", "The agency is seeking public comments.", "notice"),
    ("Widget Study", "The agency is seeking public comments.", "request_for_comments"),
    ("Composed Widgets", "In this rule, BIS proposes controls for widgets.", "proposed_rule"),
    ("Composed Widgets", "This rule would revise the definition of a widget.", "proposed_rule"),
    ("Composed Widgets; Interim Final Rule", "", "interim_final_rule"),
    (
        "Composed Widgets; Correction",
        "BIS is amending the EAR by adding an inadvertently omitted widget.",
        "correction",
    ),
    ("Publication of Widget-Related Web General Licenses", "OFAC is publishing two general licenses.", "other"),
    ("In the Matter of: Composed Person", "", "order"),
    ("Composed Exchange LLC; Order Instituting Proceedings on a Proposed Rule Change", "", "order"),
    (
        "Composed LLC; Notice of Filing of a Proposed Rule Change",
        "This proposed rule change is new.",
        "notice",
    ),
    ("Widget Committee; Public Meeting", "The committee will meet.", "notice"),
    ("Widgets From Narnia: Final Results of Review", "The Department finds that sales were made.", "notice"),
    ("Composed Widgets", "", "other"),
]


@pytest.mark.parametrize(("title", "summary", "expected"), WITHOUT_ACTION)
def test_without_one_title_and_summary_tell_it(title: str, summary: str, expected: str) -> None:
    blocks = [("title", title)] + ([("abstract", summary)] if summary else [])
    assert _kind(*blocks) == expected


@pytest.mark.parametrize(
    ("title", "summary", "expected"),
    [
        ("Additions to the Entity List", "This rule adds entities.", "true"),
        ("Proposed Commercial Licenses", "Notifications of the Directorate of Defense Trade Controls.", "true"),
        ("Widgets", "This rule amends the EAR.", "true"),
        ("Inspection of Meat for Export", "This rule changes certificates for exported meat.", "false"),
        ("Notice of Request for Comments on the Section 232 Investigation", "Imports threaten security.", "false"),
        ("Agency Information Collection; Export License Forms", "BIS asks for comments.", "true"),
        ("Agency Information Collection; Widget Forms", "The agency asks for comments.", "false"),
        ("Information Collection: Export and Import of Nuclear Equipment", "NRC submitted a request.", "true"),
        ("Meeting of the Composed Advisory Committee", "It will discuss export controls.", "true"),
        ("Meeting of the Composed Advisory Committee", "It will discuss exports of meat.", "false"),
        ("Composed Corp.", "The NRC received an application for a license to export uranium.", "true"),
        ("Export Trade Certificate of Review", "A certificate is issued.", "false"),
        ("Sunshine Act Meetings of the Export-Import Bank", "The bank meets.", "false"),
    ],
)
def test_relevance(title: str, summary: str, expected: str) -> None:
    found = facts(("title", title), ("abstract", summary))
    assert [fact.value for fact in found if fact.kind == "relevance"] == [expected]


@pytest.mark.parametrize(
    ("agency", "title", "expected"),
    [
        ("Bureau of Industry and Security", "Composed Controls on Narnia", "true"),
        ("Industry and Security Bureau", "Composed Controls on Narnia", "true"),
        ("Composed Fisheries Office", "Composed Controls on Narnia", "false"),
        ("Bureau of Industry and Security", "Composed Adjustments of Steel Tariffs", "false"),
        ("Bureau of Industry and Security", "Composed Steps on Malicious Cyber-Enabled Activities", "false"),
    ],
)
def test_whose_title_it_is_tells_where_only_a_title_is_held(agency: str, title: str, expected: str) -> None:
    found = facts(("agency", agency), ("title", title))
    assert [fact.value for fact in found if fact.kind == "relevance"] == [expected]


def _kind(*blocks: tuple[str, str]) -> str:
    (kind,) = [fact.value for fact in facts(*blocks) if fact.kind == "document_kind"]
    return kind
