"""What a document is and does, by classes of words and constructions instead of phrases; all sentences are composed."""

from itertools import product

import pytest
from composed_texts import facts

from nlp.extract import summary
from ruletrace.model import Fact

pytestmark = pytest.mark.usefixtures("rules_alone")

FRAMES = ("In this {}, the agency acts.", "The Bureau is issuing a {}.", "The Bureau publishes this {}.")
NOUNS = {
    "final rule": "final_rule",
    "direct final rule": "final_rule",
    "interim final rule": "interim_final_rule",
    "interim rule": "interim_final_rule",
    "proposed rule": "proposed_rule",
    "advance notice of proposed rulemaking": "request_for_comments",
}


def _value(kind: str, *blocks: tuple[str, str]) -> str:
    return next(fact.value for fact in facts(*blocks) if fact.kind == kind)


@pytest.mark.parametrize(("frame", "noun"), list(product(FRAMES, NOUNS)))
def test_every_name_that_a_document_gives_itself_in_every_frame(frame: str, noun: str) -> None:
    found = _value("document_kind", ("title", "Composed Widgets"), ("abstract", frame.format(noun)))
    assert found == NOUNS[noun]


# (summary of a document without an ACTION line, kind)
STATEMENTS = [
    ("The Commission is approving a revision of the implementation plan.", "final_rule"),
    ("The Service will amend its standards for widgets.", "final_rule"),
    ("This document makes final a previously published interim final rule.", "final_rule"),
    ("This rule amends Part 9. This rule would let importers file online.", "final_rule"),
    ("The Guard proposes extending a zone.", "proposed_rule"),
    ("The Office is proposing to renew an information collection.", "notice"),
    ("The Agency invites public comment on the renewal of a form.", "request_for_comments"),
    ("This notice tells of a filing and invites public comment.", "notice"),
    ("The Agency is withdrawing the direct final rule of May 3. This direct final rule sought ease.", "notice"),
    ("The Department is amending the final results of a review.", "notice"),
    ("This rule makes technical corrections to the Composed Regulations.", "final_rule"),
    ("The Agency published a document on May 3, 2015. The document described widgets incorrectly.", "correction"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), STATEMENTS)
def test_the_kind_of_a_document_by_what_it_does(words: str, expected: str) -> None:
    assert _value("document_kind", ("title", "Composed Widgets"), ("abstract", words)) == expected


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("Emergency rule.", "final_rule"),
        ("Rescission of interim final rule.", "notice"),
        ("Notice of expired temporary rules.", "notice"),
        ("Final rule; technical corrections.", "correction"),
        ("Advanced notice of proposed rulemaking.", "request_for_comments"),
        ("Notice of court order.", "notice"),
    ],
)
def test_the_head_noun_of_the_action_line_decides(action: str, expected: str) -> None:
    assert _value("document_kind", ("title", "Composed Widgets"), ("action", action)) == expected


OTHER = "the final rule published on May 3, 2015 (80 FR 12345)"
# (words of the summary of a final rule, relations)
ACTS = [
    (f"In line with the memorandum of May 1, 2015, this action delays {OTHER}.", [("delays", "80 FR 12345")]),
    (f"If the vote fails, the Bureau will publish a document to withdraw {OTHER}.", []),
    (f"The Bureau will address comments in a subsequent rule on {OTHER}.", []),
    (f"Nothing in this notice is intended to amend or modify {OTHER}.", []),
    (f"This rule revises Part 9 as a result of {OTHER}.", []),
    (f"A decision has been made to delay {OTHER}.", [("delays", "80 FR 12345")]),
    (
        "This rule amends Part 9 in line with the rule entitled Revisions to Composed Controls of May 3, 2015.",
        [],
    ),
    ("This document extends the May 3, 2015 ANPRM (Docket No. 9-2015; 80 FR 12345).", [("extends", "80 FR 12345")]),
    (f"This rule adopts, with two technical changes, {OTHER}.", [("responds_to", "80 FR 12345")]),
]


def _relations(*blocks: tuple[str, str]) -> list[tuple[str, str]]:
    return [(fact.role, fact.value) for fact in facts(*blocks) if fact.kind == "relation"]


@pytest.mark.parametrize(("words", "expected"), ACTS)
def test_an_act_has_a_document_as_its_object_and_is_done(words: str, expected: list[tuple[str, str]]) -> None:
    blocks = (("title", "Composed Widgets"), ("action", "Final rule."), ("abstract", f"Widgets are composed. {words}"))
    assert _relations(*blocks) == expected


def test_only_the_document_with_which_a_summary_opens_is_built_on() -> None:
    opens = "On May 3, 2015, BIS published a rule on export controls. This rule adds a note to the EAR."
    ends = "This rule adds a note to the EAR. It stands beside the rule of May 3, 2015."
    title = ("title", "Composed Widgets")
    assert _relations(title, ("abstract", opens)) == [("amends", "2015-05-03")]
    assert _relations(title, ("abstract", ends)) == []


# (words of the DATES, role of the last date)
DATES = [
    ("The closing date for comments on the May 3, 2015 ANPRM (Docket 9; X) is July 1, 2015.", "comment_deadline"),
    ("It is delayed for 60 days, from May 3, 2015, to a new effective date of July 2, 2015.", "delayed_to"),
    ("The measures were scheduled to expire on July 1, 2015.", "other"),
    ("The rule stated that comments would be due by July 1, 2015.", "other"),
    ("This delay is due to the system, which was not available until July 1, 2015.", "other"),
    ("As of July 1, 2015, the Agency withdraws the rule.", "effective"),
    ('The Service published a rule entitled "Composed Widgets Act of 2010" on July 1, 2015.', "refers_to_document"),
    ("These changes follow Public Law 99-123 (July 1, 2015).", "refers_to_act"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "role"), DATES)
def test_a_date_belongs_to_what_governs_it(words: str, role: str) -> None:
    found = [fact for fact in facts(("title", "Composed"), ("dates", words)) if fact.kind == "date"]
    assert max(found, key=lambda fact: fact.start).role == role


# (words of the summary, added, revised, removed)
COUNTS = [
    ("This rule amends the Entity List by making eleven additions and two removals.", 11, None, 2),
    ("This rule imposes requirements on 15 entities by adding them to the Entity List.", 15, None, None),
    ("This rule adds 103 'military end users' to the Military End-User List.", 103, None, None),
    ("This rule adds three universities and five research institutes to the Entity List.", 8, None, None),
    ("This rule adds over 100 entities to the Entity List.", 100, None, None),
    ("This rule modifies one existing entry on the Entity List by adding one alias to the Entity List.", None, 1, None),
    ("This rule changes the address for the Bureau of Widgets and the Validated End-User rules.", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "added", "revised", "removed"), COUNTS)
def test_counts_of_parties(words: str, added: int | None, revised: int | None, removed: int | None) -> None:
    found: list[Fact] = facts(("title", "Composed Widgets"), ("action", "Final rule."), ("abstract", words))
    assert summary(found)["parties"] == {"added": added, "revised": revised, "removed": removed}


def test_a_title_that_names_the_export_rules_is_about_them_whatever_else_it_names() -> None:
    title = "Revisions to the Export Administration Regulations and the Defense Priorities System"
    assert _value("relevance", ("title", title), ("abstract", "This rule amends both.")) == "true"


def test_measures_against_foreign_persons_concern_exports_only_where_these_are_spoken_of() -> None:
    title = ("title", "Imposition of Nonproliferation Measures Against Foreign Persons")
    listed = "They transferred goods on the lists of the Wassenaar Arrangement."
    assert _value("relevance", title, ("abstract", listed)) == "false"
    assert _value("relevance", title, ("abstract", f"{listed} Export licenses are denied.")) == "true"
