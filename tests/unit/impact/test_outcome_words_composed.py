"""What an alert says of outcomes, and how grave it is by them; outcomes, lines and rows are composed."""

import json
from dataclasses import replace

import pytest

from alerts.impact.meant import Meant
from alerts.impact.words import next_step
from alerts.rules import Reach, load
from graph.reads.outcomes import Held
from graph.schema import Comparison, Line, Outcome

RULES = load()
NAMES = {"AE": "United Arab Emirates", "DE": "Germany"}
REQUIRED, OPEN = "licence required", "cannot decide"


def _held(id: str, difference: str, *lines: str, **more: object) -> Held:
    known = {"code": "3A090.b", "ship_to": "AE", "before": REQUIRED, "after": REQUIRED, "difference": difference}
    outcome = Outcome(id=id, cause="k", **{**known, **more})  # type: ignore[arg-type]
    return Held(outcome, tuple(Line(id=one, value_minor=100_00, currency="USD") for one in lines))


def _meant(*held: Held, moves: tuple[str, ...] = (), **more: object) -> Meant:
    compared = Comparison(id="c", cause="k", moves=moves, **more)  # type: ignore[arg-type]
    return Meant(held, compared, NAMES)


def test_weightiest_change_comes_first_and_each_line_counts_once() -> None:
    meant = _meant(
        _held("a", "exception opens", "L1", exceptions_after=("STA: needs a fact",), missing=("fact one",)),
        _held("b", "exception opens", "L1", "L2", exceptions_after=("STA: needs a fact",), missing=("fact one", "two")),
        _held("c", "requirement appears", "L3", before="no requirement found", ship_to="DE"),
        _held("d", "same outcome", "L4"),
    )
    assert meant.words() == (
        "Requirement appears for 1 line to Germany (USD 100.00): no requirement found → licence required.",
        "Exception opens for 2 lines to United Arab Emirates (USD 200.00): licence required, as before; "
        "licence exception STA may overcome it; it depends on: fact one.",
        "Same outcome for 1 line (licence required 1).",
    )
    assert (meant.weightiest, [line.id for line in meant.lines()]) == ("requirement appears", ["L1", "L2", "L3"])


def test_exception_that_is_available_is_named_and_one_that_closes_too() -> None:
    (told,) = _meant(
        _held("a", "exception closes", "L1", before="exception available", exceptions_before=("LVS: eligible",))
    ).words()
    assert told.endswith("exception available → licence required; no longer licence exception LVS.")
    (told,) = _meant(
        _held("a", "exception opens", "L1", after="exception available", exceptions_after=("LVS: eligible",))
    ).words()
    assert told.endswith("licence required → exception available (LVS).")


def test_one_requirement_less_is_not_told_as_if_none_were_left() -> None:
    told = [
        _meant(_held("a", "requirement lifted", "L1", after=after)).words()[0]
        for after in (OPEN, "no requirement found")
    ]
    assert told[0].startswith("One requirement goes, the rest does not for 1 line")
    assert told[1].startswith("Requirement lifted for 1 line")


def _row(when: str, words: str) -> str:
    return json.dumps({"when": when, "citation": "3A090", "words": words, "text_of": "2026-09-01", "remark": ""})


def test_result_that_stays_because_the_row_names_the_country_is_told_from_the_quotes() -> None:
    quotes = (_row("before", "RS | D:4"), _row("after", "RS | the United Arab Emirates or D:4"))
    meant = _meant(
        _held("a", "same outcome", "L1", quotes=quotes),
        _held("b", "same outcome", "L2", quotes=(_row("before and after", "RS | the United Arab Emirates"),)),
        _held("c", "same outcome", "L3", quotes=quotes, ship_to="DE"),
        moves=("AE: D:3, D:4 → A:5",),
    )
    assert meant.words()[-1] == (
        "United Arab Emirates moves between Country Groups (D:3, D:4 → A:5), and the result stays for 1 line "
        "(licence required) because the licence rows of 3A090 name it now."
    )


def test_cells_without_a_line_are_counted_and_change_no_line() -> None:
    meant = _meant(_held("a", "requirement appears"), cells=1000, changed=1, uncompared=2)
    assert meant.weightiest == ""
    assert meant.words() == (
        "Of 1,000 cells (facts of our products × destinations) 1 change, 2 are not modelled on a side.",
    )


def test_what_was_not_compared_is_said() -> None:
    meant = _meant(not_compared="composed reason")
    assert (meant.computed, meant.words()) == (False, ("No outcome was computed: composed reason.",))
    assert Meant().words() == ()


def test_next_step_counts_lines_by_action_in_the_order_of_weight() -> None:
    held = [
        _held("a", "same outcome", "L1", "L2", actions=("nothing changes here",)),
        _held("b", "requirement appears", "L3", actions=("apply for a licence", "renegotiate")),
    ]
    assert next_step("Decide.", held) == (
        "Decide. Lines by what to do: apply for a licence: 1, renegotiate: 1, nothing changes here: 2."
    )


REACH = Reach("codes", frozenset({"licence requirement"}), 3, 3, 3, 0, computed=True)


@pytest.mark.parametrize(
    ("outcomes", "severity"),
    [
        ({"requirement appears", "exception opens"}, "high"),
        ({"exception closes"}, "medium"),
        ({"a fact now decides", "requirement lifted"}, "medium"),
        ({"review policy changes"}, "medium"),
        ({"not modelled", "exception opens"}, "medium"),
        ({"requirement lifted"}, "low"),
        ({"exception opens"}, "low"),
        (set(), "low"),
    ],
)
def test_severity_is_that_of_the_outcome_on_selling_lines(outcomes: set[str], severity: str) -> None:
    assert RULES.grade(replace(REACH, outcomes=frozenset(outcomes))).severity == severity


def test_number_that_means_something_else_and_missing_outcomes_are_never_low() -> None:
    assert RULES.grade(replace(REACH, actions=frozenset({"reclassify"}))).severity == "medium"
    assert RULES.grade(replace(REACH, computed=False)).severity == "medium"


def test_every_difference_has_a_next_step_of_its_own_or_the_general_one() -> None:
    for audience in RULES.audiences.values():
        for difference in ("", "requirement appears", "same outcome", "exception opens", "not modelled"):
            assert audience.step("codes", difference)
        assert audience.step("parties", "a fact now decides") == audience.next_step["parties"]
