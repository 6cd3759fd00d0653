"""What to do about a line: never permission, never a stop for what is not in force, the next step first."""

from dataclasses import replace
from datetime import date

import pytest
from licensing_law import DAY

from regulation.licensing.compared.advice import advise, is_denial
from regulation.licensing.compared.differing import difference
from regulation.licensing.compared.model import Action, Difference, LawChange, Pair, Standing
from regulation.licensing.model import (
    Axes,
    Determination,
    Eligibility,
    ExceptionAnswer,
    Quote,
    Requirement,
    Result,
    Step,
)

CHANGE = LawChange("composed", "a composed rule", "US", date(2026, 6, 25), DAY, effective=date(2026, 7, 10))
LATER = date(2027, 3, 1)
QUOTE = Quote("3A090", "RS applies to 3A090.b", DAY)
CASE_BY_CASE = Requirement("RS", "742.6(a)(6)(iii)(B)", (QUOTE,), review="case by case (742.6(b)(1)(i)(B))")
DENIED = replace(CASE_BY_CASE, review="presumption of denial (742.6(b)(10)(iii)(A)(1))")
GBS = ExceptionAnswer("GBS", Eligibility.ELIGIBLE, "740.4", overcomes=("RS",), conditions=("report it (743.1)",))
UNTOLD = ("a fact that nobody gave", "another", "a third", "a fourth", "a fifth", "a sixth")


def found(
    result: Result,
    *requirements: Requirement,
    exceptions: tuple[ExceptionAnswer, ...] = (),
    missing: tuple[str, ...] = (),
) -> Determination:
    step = Step("composed", "", requirements=requirements, exceptions=exceptions, answer=True)
    review = "; ".join(one.review for one in requirements if one.review)
    unchecked = ("embargoes after January 2025", "other authorities")
    return Determination(
        result, Axes(result, result, result), (step,), requirements, exceptions, review, unchecked, missing
    )


NOTHING = found(Result.NONE_FOUND)
REQUIRED = found(Result.REQUIRED, CASE_BY_CASE)
REFUSED = found(Result.REQUIRED, DENIED)
EXCEPTED = found(Result.EXCEPTION, CASE_BY_CASE, exceptions=(GBS,))
BARRED = found(Result.REQUIRED, CASE_BY_CASE, exceptions=(replace(GBS, status=Eligibility.NOT),))
OPEN = found(Result.UNDECIDED, replace(CASE_BY_CASE, holds=None, needs=("the paragraph of 3A090",)), missing=UNTOLD)
UNMODELLED = found(Result.NOT_MODELLED)


def pair(before: Determination, after: Determination, code: str = "3A090.b") -> Pair:
    return Pair(before, after, difference(before, after), (), code, "AE")


@pytest.mark.parametrize(
    ("before", "after", "parted", "actions", "words"),
    [
        (NOTHING, REFUSED, Difference.APPEARS, (Action.STOP, Action.RENEGOTIATE), "nothing ships before"),
        (NOTHING, REQUIRED, Difference.APPEARS, (Action.APPLY, Action.RENEGOTIATE), "nothing ships before"),
        (NOTHING, EXCEPTED, Difference.APPEARS, (Action.USE_EXCEPTION,), "unless licence exception GBS can be used"),
        (
            EXCEPTED,
            REQUIRED,
            Difference.EXCEPTION_CLOSES,
            (Action.APPLY, Action.RENEGOTIATE),
            "licence required, as before",
        ),
        (BARRED, EXCEPTED, Difference.EXCEPTION_OPENS, (Action.USE_EXCEPTION,), "licence exception GBS"),
        (REQUIRED, REFUSED, Difference.REVIEW_TIGHTENS, (Action.APPLY, Action.RENEGOTIATE), "as before"),
        (NOTHING, OPEN, Difference.OPENS_QUESTION, (Action.ASK,), "cannot be decided after the change"),
        (REQUIRED, OPEN, Difference.OPENS_QUESTION, (Action.ASK,), "cannot be decided after the change"),
        (REQUIRED, NOTHING, Difference.LIFTED, (Action.HAND_OVER,), "no longer found; not checked: embargoes"),
        (REQUIRED, UNMODELLED, Difference.NOT_MODELLED, (Action.HAND_OVER,), "cannot be compared"),
        (UNMODELLED, REQUIRED, Difference.NOT_MODELLED, (Action.HAND_OVER, Action.APPLY), "a licence is required"),
        (REQUIRED, REQUIRED, Difference.SAME, (Action.NOTHING,), "nothing changes here: licence required"),
        (NOTHING, NOTHING, Difference.SAME, (Action.NOTHING,), "no requirement found, as before; not checked:"),
        (OPEN, OPEN, Difference.SAME, (Action.NOTHING,), "cannot be decided, as before; missing:"),
    ],
)
def test_in_force(
    before: Determination, after: Determination, parted: Difference, actions: tuple[Action, ...], words: str
) -> None:
    asked = pair(before, after)
    advice = advise(asked, CHANGE, DAY, LATER)
    assert (asked.difference, advice.actions) == (parted, actions)
    assert words in advice.words
    assert "may ship" not in advice.words
    assert advice.words.startswith("3A090.b to AE: ")


def test_without_delivery_after_the_day_nothing_is_renegotiated() -> None:
    for ends in (None, date(2026, 7, 10)):
        assert advise(pair(NOTHING, REFUSED), CHANGE, DAY, ends).actions == (Action.STOP,)


def test_an_exception_says_what_to_file_and_questions_are_at_most_five_the_new_ones_first() -> None:
    assert advise(pair(NOTHING, EXCEPTED), CHANGE, DAY, None).file == ("GBS: report it (743.1)",)
    questions = advise(pair(NOTHING, OPEN), CHANGE, DAY, None).questions
    assert questions == ("the paragraph of 3A090", *UNTOLD[:4])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (replace(CHANGE, standing=Standing.PROPOSED, comments_close=date(2026, 9, 1)), Action.COMMENT),
        (replace(CHANGE, standing=Standing.PROPOSED, comments_close=date(2026, 8, 31)), Action.PREPARE),
        (replace(CHANGE, standing=Standing.PROPOSED), Action.PREPARE),
        (replace(CHANGE, standing=Standing.PUBLISHED, effective=date(2026, 11, 1)), Action.PREPARE),
        # In force by its entry, yet its day is not reached.
        (replace(CHANGE, effective=date(2026, 11, 1)), Action.PREPARE),
    ],
)
@pytest.mark.parametrize("after", [REFUSED, REQUIRED, EXCEPTED, OPEN, UNMODELLED])
def test_what_is_not_in_force_never_stops_a_line(change: LawChange, expected: Action, after: Determination) -> None:
    advice = advise(pair(NOTHING, after), change, DAY, LATER)
    assert advice.actions == (expected,)
    assert "stop the line" not in advice.words
    assert advice.words.endswith("until then: no requirement found")


def test_a_number_that_means_something_else_is_classified_first() -> None:
    change = replace(CHANGE, reclassify=frozenset({"9A012.a.1"}))
    for code in ("9A012.a.1", "9A012.a"):
        advice = advise(pair(REQUIRED, NOTHING, code), change, DAY, None)
        assert advice.actions == (Action.RECLASSIFY, Action.HAND_OVER)
        assert "means something else after the change" in advice.words
    assert advise(pair(REQUIRED, REQUIRED, "9A012.a.1"), change, DAY, None).actions == (Action.RECLASSIFY,)
    assert Action.RECLASSIFY not in advise(pair(REQUIRED, NOTHING, "9A012.b"), change, DAY, None).actions


def test_a_savings_clause_is_a_question_about_the_shipment_and_never_changes_the_action() -> None:
    saved = replace(CHANGE, savings=("aboard a carrier on July 10, 2026, under actual orders for export",))
    for after in (REFUSED, REQUIRED, EXCEPTED, OPEN):
        plain, asked = (advise(pair(NOTHING, after), one, DAY, LATER) for one in (CHANGE, saved))
        assert asked.actions == plain.actions
        assert asked.questions[-1].endswith("under actual orders for export")
        assert "a contract alone never does" in asked.words


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("presumption of denial (742.6(b)(11))", True),
        ("policy of denial (742.6(b)(8))", True),
        ("case by case; denied where the risk of an end use is unacceptable (742.6(b)(13))", False),
        ("presumption of approval (742.6(b)(11))", False),
        ("depends on: tpp: case by case (742.6(b)(10)); or presumption of denial (742.6(b)(10))", True),
        ("not modelled: review policy of 744.23", False),
    ],
)
def test_a_policy_of_denial(review: str, expected: bool) -> None:
    assert is_denial(review) is expected


def test_an_exception_that_is_not_modelled_may_close_and_never_opens() -> None:
    gov = replace(GBS, symbol="GOV", status=Eligibility.NOT_MODELLED)
    barred = replace(gov, status=Eligibility.NOT)
    wide, narrow = (found(Result.REQUIRED, CASE_BY_CASE, exceptions=(one,)) for one in (gov, barred))
    assert difference(wide, narrow) is Difference.EXCEPTION_CLOSES
    opened = pair(narrow, wide)
    assert opened.difference is Difference.SAME
    assert "no longer barred, their conditions not modelled: GOV" in advise(opened, CHANGE, DAY, None).words


def test_one_open_requirement_less_is_not_lifted_while_another_is_open() -> None:
    one = replace(CASE_BY_CASE, holds=None, needs=("which paragraph",))
    two = replace(one, basis="742.6(a)(6)(iii)(A)")
    both, left = found(Result.UNDECIDED, one, two), found(Result.UNDECIDED, two)
    assert difference(both, left) is Difference.OTHER
    assert advise(pair(both, left), CHANGE, DAY, None).actions == (Action.ASK,)
    lifted = pair(left, NOTHING)
    assert lifted.difference is Difference.LIFTED
    assert "open before (RS 742.6(a)(6)(iii)(A)) is no longer found" in advise(lifted, CHANGE, DAY, None).words


def test_a_requirement_of_an_item_outside_the_ear_does_not_count() -> None:
    outside = replace(REQUIRED, result=Result.NONE_FOUND, steps=(replace(REQUIRED.steps[0], answer=False),))
    assert difference(NOTHING, outside) is Difference.SAME
