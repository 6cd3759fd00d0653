"""Dates beside the listing, facts that stand once, and the windows of long sentences."""

import pytest

from dashboard.stated.dates import dated
from dashboard.stated.relations import _basis, until
from dashboard.stated.rows import grouped, rows
from dashboard.stated.sentences import AFTER, BEFORE, window, words
from dashboard.stated.words import GROUPS, learned_words, remarks
from graph.reads.findings import FindingRow, Side
from graph.reads.stated import Relation
from graph.schema import Document, Fact, Finding

# From the abstract of 2026-00789 (91 FR 1684), US Government text, public domain.
REVIEW = (
    "The Bureau of Industry and Security (BIS) is revising its license review policy for exports of certain "
    "semiconductors to China and Macau--changing it from a presumption of denial to a case-by-case review."
)
# From the abstract of 2025-19846 (90 FR 50857), US Government text, public domain.
SUSPENDS = (
    "In this final rule, the Bureau of Industry and Security (BIS) imposes a one-year suspension of the interim final "
    'rule, "Expansion of End-User Controls to Cover Affiliates of Certain Listed Entities,".'
)
ENDS = "The suspension is set to end November 9, 2026, absent a future extension."


def _fact(kind: str, value: str, role: str, quote: str, sentence: str, **more: object) -> Fact:
    start = sentence.index(quote)
    values: dict[str, object] = {"block": "abstract", "start_at": start, "end_at": start + len(quote), **more}
    return Fact(id=f"{kind}:{value}:{role}:{start}", kind=kind, value=value, role=role, quote=quote,
                sentence=sentence, **values)  # type: ignore[arg-type]  # fmt: skip


def _finding(kind: str, document: str, fact: str = "") -> FindingRow:
    sides = (Side("listing", "2026-09-01", document=document), Side("text", "", document=document, fact=fact))
    return FindingRow(Finding(id="f", kind=kind), sides, (), ())


def test_old_and_new_policy_of_a_sentence_are_one_row() -> None:
    detail = {"detail": ("destinations=China; Macau",)}
    old = _fact("review_policy", "presumption of denial", "old", "presumption of denial", REVIEW, **detail)
    new = _fact("review_policy", "case-by-case", "new", "case-by-case", REVIEW, **detail)
    (row,) = rows([new, old])
    assert (row.what, row.remark) == ("presumption of denial → case-by-case", "to China; Macau")
    assert [one.role for one in row.facts] == ["old", "new"]


def test_two_new_policies_of_a_sentence_are_not_paired() -> None:
    old = _fact("review_policy", "presumption of denial", "old", "presumption of denial", REVIEW)
    new = [_fact("review_policy", value, "new", "case-by-case", REVIEW) for value in ("case-by-case", "approval")]
    assert [row.what for row in rows([old, *new])] == ["presumption of denial", "approval", "case-by-case"]


def test_what_is_said_often_stands_once() -> None:
    china = _fact("destination", "CN", "destination", "China", REVIEW)
    again = _fact("destination", "CN", "destination", "PRC", "to the PRC", start_at=900, end_at=903)
    excluded = _fact("destination", "CN", "excluded", "China", "outside China", start_at=950, end_at=955)
    found = rows([china, again, excluded])
    assert [(row.what, row.role, len(row.facts)) for row in found] == [
        ("China (CN)", "", 2), ("China (CN)", "excluded", 1)
    ]  # fmt: skip


def test_kinds_nobody_foresaw_are_shown_last() -> None:
    unknown, code = (Fact(id=kind, kind=kind) for kind in ("something_new", "control_code"))
    assert [group.title for group, _ in grouped([unknown, code], GROUPS)] == ["Control codes", "Other"]


def test_listing_and_text_stand_beside_each_other() -> None:
    document = Document(id="fr:1", published="2026-08-10", effective="2026-09-01")
    sentence = "This rule is effective August 15, 2026."
    fact = _fact("date", "2026-08-15", "effective", "August 15, 2026", sentence)
    past = _fact("date", "2012-10-01", "effective", "October 1, 2012", "Effective October 1, 2012.", block="footnote")
    rows_of = [_finding("effective date", "fr:1", fact.id), _finding("comment deadline", "fr:2")]
    found = dated(document, [fact, past], rows_of)
    assert [(one.day, one.role, one.listed, len(one.facts)) for one in found] == [
        ("2012-10-01", "effective", "2026-09-01", 1),
        ("2026-08-10", "published", "2026-08-10", 0),
        ("2026-08-15", "effective", "2026-09-01", 1),
        ("2026-09-01", "effective", "2026-09-01", 0),
    ]
    assert [one.finding is not None for one in found] == [False, False, True, True]
    assert [one.leads for one in found] == [False, True, True, True]


def test_another_documents_day_is_no_date_of_this_one() -> None:
    theirs = _fact("date", "2024-01-01", "effective", "2024", "2024", detail=("effect=effective date",))
    other = _fact("date", "2024-01-01", "effective", "2024", "2024", detail=("effect=of another document",))
    assert len(dated(Document(id="d"), [theirs], ())) == 1
    assert not dated(Document(id="d"), [other], ())


def test_a_day_that_cannot_be_computed_stands_last() -> None:
    relative = _fact("date", "+60 days after publication", "compliance", "60 days", "60 days after")
    signed = _fact("date", "2026-01-01", "signed", "2026", "2026")
    assert [one.role for one in dated(Document(id="d"), [relative, signed], ())] == ["signed", "compliance"]


def test_a_suspension_ends_on_the_only_day_of_its_part() -> None:
    relation = _fact("relation", "Expansion of End-User Controls", "suspends", "interim final rule", SUSPENDS)
    end = _fact("date", "2026-11-09", "stay_until", "November 9, 2026", ENDS)
    suspends = Relation("suspends", "title", SUSPENDS, relation.id, "stated", Document(id="fr:2025-19001"))
    assert until(suspends, [relation, end]) == "until 2026-11-09"
    another = _fact("relation", "another rule", "suspends", "final rule", SUSPENDS)
    assert until(suspends, [relation, another, end]) == ""
    assert until(suspends, [end]) == ""


def test_a_relation_that_no_word_states_says_so() -> None:
    told = {
        basis: "".join(one for one in _basis(Relation("delays", "date", "", "", basis, Document(id="fr:1"))))
        for basis in ("stated", "titled", "inferred")
    }
    assert told["stated"] == ""
    assert "only its title or ACTION line" in told["titled"]
    assert "no verb of its text says so" in told["inferred"]


def test_details_are_told_in_words() -> None:
    fact = Fact(id="f", detail=("activities=export", "cue=is required", "destinations=China = PRC", "excluded=Canada"))
    assert remarks(fact) == "activities export; to China = PRC; not to Canada"
    guess = Fact(id="f", kind="relation", detail=("basis=inferred", "paired=yes"))
    assert remarks(guess) == "how it is told: inferred; day and citation tied by their year alone: yes"


def test_a_long_sentence_is_cut_at_words_around_the_quote() -> None:
    sentence = f"{'before ' * 60}the quoted words {'after ' * 60}"
    at = sentence.index("quoted")
    low, high = window(sentence, [(at, at + 6)])
    assert sentence[low:high].startswith("before ")
    assert not sentence[high - 1].isspace()
    assert sentence[high] == " "
    assert at - BEFORE <= low < at < high <= at + 6 + AFTER
    shown = words([_fact("x", "v", "r", "quoted", sentence)])
    assert "<mark>quoted</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_quote_longer_than_the_window_is_cut() -> None:
    sentence = "word " * 500
    low, high = window(sentence, [(0, len(sentence))])
    assert (low, high < 600) == (0, True)


def test_a_role_by_the_trained_component_says_so_with_what_the_rules_read() -> None:
    told = ("ruled=other, expiry", "share=0.934")
    fact = _fact("date", "2026-11-09", "effective", "November 9, 2026", ENDS, detail=told)
    words_ = "role by a trained component, 93% sure; the rules read: role not stated, ends or expires"
    assert learned_words(fact) == words_
    assert remarks(fact) == words_
    assert learned_words(_fact("date", "2026-11-09", "expiry", "November 9, 2026", ENDS)) == ""


@pytest.mark.parametrize(
    ("kind", "value", "role", "detail", "words_"),
    [
        ("document_kind", "notice", "read", ("ruled=final_rule", "share=0.96"),
         "kind by a trained component, 96% sure; the rules read: final rule"),
        ("relation", "88 FR 73458", "amends", ("ruled=none", "share=0.61"),
         "relation by a trained component, 61% sure; the rules read: none"),
        ("doubted_relation", "88 FR 73458", "amends", ("share=0.02",),
         "read by the rules, not followed: a trained component finds it 2% likely"),
    ],
)  # fmt: skip
def test_a_kind_and_a_relation_of_the_trained_component_say_so(
    kind: str, value: str, role: str, detail: tuple[str, ...], words_: str
) -> None:
    assert learned_words(_fact(kind, value, role, "November 9, 2026", ENDS, detail=detail)) == words_
