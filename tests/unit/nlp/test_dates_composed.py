"""Dates and what they do (nlp-notes, case 8); all sentences are composed."""

import pytest
from composed_texts import facts

from nlp.dates.mentions import mentions

pytestmark = pytest.mark.usefixtures("rules_alone")

Roles = list[tuple[str, str]]

# (block, words, dates with their roles in text order)
ROLES: list[tuple[str, str, Roles]] = [
    ("dates", "This rule is effective March 3, 2025.", [("2025-03-03", "effective")]),
    ("dates", "Effective date: March 3, 2025. Comment date: Comments must reach BIS by May 5, 2025.",
     [("2025-03-03", "effective"), ("2025-05-05", "comment_deadline")]),
    ("dates", "This rule is effective from 6 p.m. on May 1, 2024, until 2 a.m. on May 3, 2024.",
     [("2024-05-01", "effective"), ("2024-05-03", "expiry")]),
    ("dates", "The effective date of the rule published May 6, 2024, is delayed until 0901 UTC, October 10, 2024.",
     [("2024-05-06", "refers_to_document"), ("2024-10-10", "delayed_to")]),
    ("dates", "Comments must be received at one of the addresses provided below, by 11:59 p.m. EST on March 15, 2024.",
     [("2024-03-15", "comment_deadline")]),
    ("dates", "The zone will be enforced from 9 a.m. until 4 p.m. on June 2, 2024.",
     [("2024-06-02", "effective"), ("2024-06-02", "expiry")]),
    ("dates", "Effective 1200 hours, local time, February 8, 2024, through December 31, 2024.",
     [("2024-02-08", "effective"), ("2024-12-31", "expiry")]),
    ("dates", "The amendments to § 744.11 are stayed from November 10, 2025, until November 9, 2026.",
     [("2025-11-10", "stay_from"), ("2026-11-09", "stay_until")]),
    ("effective_date_note", "At 95 FR 1200, Jan. 5, 2030, in § 744.99, (a) was stayed, effective until Feb. 1, 2031.",
     [("2030-01-05", "refers_to_document"), ("2031-02-01", "stay_until")]),
    ("dates", "The effective date of the rule published May 6, 2024 (89 FR 37000), is delayed from July 5, 2024, to "
     "September 3, 2024.",
     [("2024-05-06", "refers_to_document"), ("2024-07-05", "delayed_from"), ("2024-09-03", "delayed_to")]),
    ("abstract", "This rule delays the July 5, 2024 effective date of the Composed Rule to September 3, 2024.",
     [("2024-07-05", "delayed_from"), ("2024-09-03", "delayed_to")]),
    ("dates", "As of July 5, 2024, the proposed rule published on May 6, 2024, is withdrawn.",
     [("2024-07-05", "effective"), ("2024-05-06", "refers_to_document")]),
    ("abstract", "On October 17, 2023, BIS released two rules.", [("2023-10-17", "refers_to_document")]),
    ("abstract", "On June 2, 2021, the President met his counterpart.", [("2021-06-02", "other")]),
    ("abstract", "On May 9, 2022, Composed Exchange LLC filed a proposed rule change.", [("2022-05-09", "filed")]),
    ("abstract", "The agencies issued a joint rule on these matters, effective January 18, 2014.",
     [("2014-01-18", "refers_to_document")]),
    ("abstract", "This rule corrects the July 1, 2024 rule.", [("2024-07-01", "refers_to_document")]),
    ("abstract", "The temporary general license is extended through August 19, 2020.",
     [("2020-08-19", "expiry"), ("2020-08-19", "extended_to")]),
    ("dates", "The comment period for the notice published on May 1, 2024, is extended until July 1, 2024.",
     [("2024-05-01", "refers_to_document"), ("2024-07-01", "comment_deadline"), ("2024-07-01", "extended_to")]),
    ("abstract", "The agency reopens the comment period until July 7, 2023. Comments were due on June 5, 2023.",
     [("2023-07-07", "comment_deadline"), ("2023-07-07", "extended_to"), ("2023-06-05", "other")]),
    ("abstract", "The agency is extending the deadline for comments on the notice published May 5, 2023 (88 FR 99001), "
     "from June 5, 2023, to July 7, 2023.",
     [("2023-05-05", "refers_to_document"), ("2023-06-05", "other"), ("2023-07-07", "comment_deadline"),
      ("2023-07-07", "extended_to")]),
    ("abstract", "The deadline for comments is now July 7, 2023, instead of June 5, 2023.",
     [("2023-07-07", "comment_deadline"), ("2023-06-05", "other")]),
    ("abstract", "A notice was published on March 3, 2033, with a comment period ending on April 4, 2033.",
     [("2033-03-03", "refers_to_document"), ("2033-04-04", "other")]),
    ("abstract", "OFAC is extending the validity of general license 8A, which expires on May 5, 2023, through June 6, "
     "2023.", [("2023-05-05", "other"), ("2023-06-06", "expiry"), ("2023-06-06", "extended_to")]),
    ("abstract", "This rule changes the expiration date of the licence from May 15, 2020, to August 13, 2020.",
     [("2020-05-15", "other"), ("2020-08-13", "expiry"), ("2020-08-13", "extended_to")]),
    ("abstract", "The order is renewed until November 1, 2023.",
     [("2023-11-01", "expiry"), ("2023-11-01", "extended_to")]),
    ("abstract", "The firm requests that its authorization be extended to May 5, 2033.",
     [("2033-05-05", "extended_to")]),
    ("abstract", "It exempts two entities added to the Entity List on March 8, 2016.",
     [("2016-03-08", "refers_to_document")]),
    ("abstract", "In the period between on or about October 2, 1999 and on or about February 3, 2000, it sold.",
     [("1999-10-02", "other"), ("2000-02-03", "other")]),
    ("abstract", "On May 5, 2023, a composed person was convicted of violating the Act.", [("2023-05-05", "other")]),
    ("abstract", "The application was filed on May 6, 2023.", [("2023-05-06", "filed")]),
    ("dates", "Compliance with paragraph (b) is required by January 2, 2027.", [("2027-01-02", "compliance")]),
    ("dates", "Requests for a hearing must be received by March 13, 2024.", [("2024-03-13", "other")]),
    ("dates", "The meeting will be held on May 20 and 21, 2024.", [("2024-05-20", "other"), ("2024-05-21", "other")]),
    ("paragraph", "Applications that involve a contract signed before May 6, 2002, are reviewed.",
     [("2002-05-06", "savings")]),
    ("paragraph", "Shipments en route aboard a carrier on April 4, 2025, may proceed before May 5, 2025.",
     [("2025-04-04", "savings"), ("2025-05-05", "savings")]),
    ("paragraph", "The ban shall not apply until 3 August 2022 to contracts concluded before 3 March 2022.",
     [("2022-08-03", "savings"), ("2022-03-03", "savings")]),
    ("paragraph", "This authorization expires on April 6, 2027.", [("2027-04-06", "expiry")]),
    ("paragraph", "Items that, prior to July 1, 2014, were classified under 0A018.", [("2014-07-01", "other")]),
    ("citation", "[89 FR 33227, Apr. 29, 2024, as amended at 89 FR 68543, Aug. 27, 2024]",
     [("2024-04-29", "refers_to_document"), ("2024-08-27", "refers_to_document")]),
    ("signature", "Dated: February 6, 2024.", [("2024-02-06", "signed")]),
    ("number", "[FR Doc. 2024-99999 Filed 2-9-24; 8:45 am]", [("2024-02-09", "filed")]),
    ("paragraph", "This document is scheduled to be published in the Federal Register on 11/12/2025.",
     [("2025-11-12", "published")]),
    ("paragraph", "Filed Date: 2/1/24. Comment Date: 5 p.m. ET 2/13/24.",
     [("2024-02-01", "filed"), ("2024-02-13", "comment_deadline")]),
    ("paragraph", "Done at Brussels, 23 February 2024.", [("2024-02-23", "signed")]),
    ("paragraph", "Regulation (EU) No 9999/2014 of 31 July 2014 is amended.", [("2014-07-31", "refers_to_document")]),
    ("dates", "Effective [INSERT DATE OF PUBLICATION IN THE FEDERAL REGISTER].",
     [("date of publication", "effective")]),
    ("dates", "Effective [INSERT DATE 60 DAYS AFTER DATE OF PUBLICATION IN THE FEDERAL REGISTER].",
     [("+60 days after publication", "effective")]),
    ("dates", "Compliance is required no later than twelve months after publication in the Federal Register.",
     [("+12 months after publication", "compliance")]),
    ("dates", "The rule takes effect in 2027.", [("2027", "effective")]),
    ("abstract", "In 2022 and at 744.23 and 88 FR nothing is a date; February 30, 2024 is none.", []),
]  # fmt: skip


@pytest.mark.parametrize(("block", "words", "expected"), ROLES)
def test_roles(block: str, words: str, expected: Roles) -> None:
    found = facts(("title", "Composed"), (block, words))
    assert [(fact.value, fact.role) for fact in found if fact.kind == "date"] == expected


def _details(words: str) -> list[dict[str, str]]:
    return [dict(fact.detail) for fact in facts(("dates", words)) if fact.kind == "date"]


def test_an_excepted_instruction_has_its_own_day() -> None:
    general, own = _details(
        "This rule is effective May 5, 2024, except for amendatory instructions 3, 5 through 7 and 9, which are "
        "effective June 6, 2026."
    )
    assert general["except"] == own["instructions"] == "3, 5, 6, 7, 9"
    assert "instructions" not in general


def test_an_exception_without_instruction_keeps_its_words() -> None:
    general, own = _details("Effective May 5, 2024, except for § 744.99(b), which is effective June 6, 2026.")
    assert general["except"] == "§ 744.99(b)"
    assert "except" not in own


def test_the_parts_of_a_savings_clause() -> None:
    words = (
        "Shipments en route aboard a carrier on April 4, 2025, may proceed before May 5, 2025.",
        "The contract sanctity date is May 6, 2002.",
    )
    assert [detail["part"] for one in words for detail in _details(one)] == ["condition", "completion", "cut-off"]


def test_a_relative_date_names_its_anchor_and_is_not_resolved() -> None:
    (detail,) = _details("The rule is effective 30 days after publication in the Federal Register.")
    assert (detail["anchor"], detail["resolved"]) == ("publication", "no")


def test_a_day_named_again_has_the_role_it_has_elsewhere() -> None:
    found = facts(("abstract", "Penalties assessed after May 5, 2024, rise."), ("dates", "Effective May 5, 2024."))
    dates = [fact for fact in found if fact.kind == "date"]
    assert [fact.role for fact in dates] == ["effective", "effective"]
    assert dict(dates[0].detail)["recalled"] == "yes"


def test_a_bound_is_not_the_day_of_a_document() -> None:
    words = "On August 6, 2026, the agency issued a rule. Importers that register on or after August 6, 2026, are new."
    assert [fact.role for fact in facts(("abstract", words)) if fact.kind == "date"] == ["refers_to_document", "other"]


def test_the_title_tells_that_a_deadline_is_a_new_one() -> None:
    found = facts(
        ("title", "Composed Widgets; Extension of Comment Period"),
        ("dates", "Comments must be received by May 5, 2024."),
    )
    assert [fact.role for fact in found if fact.kind == "date"] == ["comment_deadline", "extended_to"]


def test_the_order_of_day_and_month_is_a_setting() -> None:
    text = "Adopted on 03/04/2025, on 31/12/2024 and on 04.06.2022."
    american = [mention.value for mention in mentions(text)]
    european = [mention.value for mention in mentions(text, day_first=True)]
    assert american == ["2025-03-04", "2024-12-31", "2022-04-06"]
    assert european == ["2025-04-03", "2024-12-31", "2022-06-04"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on July 18-19, 2023", ["2023-07-18", "2023-07-19"]),
        ("January 29 to March 8, 2024", ["2024-01-29", "2024-03-08"]),
        ("4 and 9 April 2022", ["2022-04-04", "2022-04-09"]),
        ("before the 1st of January, 1980", ["1980-01-01"]),
        ("this 25th day of August, 2006", ["2006-08-25"]),
        ("Nov.12, 2025 and Sept. 3, 2025", ["2025-11-12", "2025-09-03"]),
        ("effective February\n5, 2024", ["2024-02-05"]),
        ("2024-02-01 but SR-XYZ-2024-02-01 or 20240201-5117 and BIS-2024-0055", ["2024-02-01"]),
    ],
)
def test_forms_of_dates(text: str, expected: list[str]) -> None:
    assert [mention.value for mention in mentions(text) if mention.precision == "day"] == expected


def test_a_long_text_takes_linear_time() -> None:
    sentence = "On May 6, 2024, and until June 7, 2024, and 60 days after publication of it, and in 2024 "
    assert len(mentions(sentence * 20_000)) == 80_000


def test_the_day_in_the_title_of_an_eu_act_is_its_own() -> None:
    title = "Council Regulation (EU) 2099/1 of 4 May 2099 amending Regulation (EU) No 9999/2014 of 31 July 2014"
    found = [(fact.value, fact.role) for fact in facts(("title", title)) if fact.kind == "date"]
    assert found == [("2099-05-04", "signed"), ("2014-07-31", "refers_to_document")]
