"""Determinations and outcomes as drawn: never a clearance, nothing of outside becomes HTML, each amount once."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest
from composed_graph import EVIL
from composed_outcomes import outcome
from dashboard_pages import html, run

from dashboard import access
from dashboard.law.cited import Cited
from dashboard.licensing import answer, covered, exposed, files, outcomes
from dashboard.licensing import words as w
from dashboard.licensing.heat import heat
from dashboard.licensing.outcomes import Filters
from dashboard.markup import join, text
from dashboard.products import export
from graph.reads.outcomes import OutcomeLine
from graph.schema import Comparison, Contract, Customer, Line, Outcome, Product
from regulation.licensing.covered import Row, State
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

pytestmark = pytest.mark.usefixtures("at_this_machine")
DAY = date(2026, 9, 1)
CITED = Cited("ccl", "", frozenset({("ecfr-742", "742.6"), ("ccl", "9A012")}))
WORDS = Quote("742.6(a)(6)", f"composed {EVIL}", DAY, f"text of {DAY}; later amendments not seen")


def _requirement(**more: object) -> Requirement:
    return Requirement("RS", "742.6(a)(6)", (WORDS,), **more)  # type: ignore[arg-type]


def _exception(symbol: str, status: Eligibility) -> ExceptionAnswer:
    return ExceptionAnswer(symbol, status, "740.20", EVIL, (f"datacenter {EVIL}",), (WORDS,), ("RS",), (EVIL,))


def _line(id: str, outcome: str, value: int, currency: str = "USD", ship_to: str = "AE") -> OutcomeLine:
    product = Product(id="UAV-1", name=EVIL, eccn="9A012.a", owner="composed")
    customer = Customer(id="C", name=f"=cmd {EVIL}")
    line = Line(id=id, value_minor=value, currency=currency)
    return OutcomeLine(outcome, line, Contract(id="K"), product, customer, "", ship_to)


@pytest.mark.parametrize("result", Result)
def test_every_result_stands_beside_the_sentence_that_it_is_no_clearance(result: Result) -> None:
    found = Determination(result, Axes(result, result, result), (), (), (), "", (), (), (EVIL,))
    seen = answer.head(found, EVIL)
    assert f'rt-result {w.RESULT[result]}">{result}<' in seen
    assert "no clearance" in seen
    assert "<img" not in seen


def test_no_result_and_no_action_is_green() -> None:
    assert "fine" not in {*w.RESULT.values(), *w.ACTION.values(), *w.ELIGIBLE.values()}
    assert answer.axes(Axes(Result.REQUIRED, Result.REQUIRED, Result.REQUIRED)) == ""


def test_axes_that_part_stand_one_below_the_other() -> None:
    seen = answer.axes(Axes(Result.REQUIRED, Result.NONE_FOUND, Result.UNDECIDED))
    assert [word in seen for word in ("codified", "operative", "enforced", "never clears anything")] == [True] * 4


def test_requirements_say_whether_they_hold_and_the_same_one_stands_once() -> None:
    stayed, depends = _requirement(operative=False), _requirement(holds=None, needs=("datacenter", EVIL), review=EVIL)
    seen = answer.requirements([depends, stayed, stayed, _requirement()], CITED)
    assert seen.count("stayed (codified: yes)") == 1
    assert seen.index(">yes<") < seen.index(">depends<")
    assert "needs: whether it is designed or marketed for use in datacenters" in seen
    assert 'href="entry?entry=742.6&amp;list=ecfr-742&amp;place=%28a%29%286%29"' in seen
    assert "later amendments not seen" in seen
    assert "<img" not in seen


def test_exceptions_come_by_status_with_what_to_file() -> None:
    found = [_exception(f"E{index}", status) for index, status in enumerate(Eligibility)]
    seen = join(answer.exceptions([*reversed(found)], CITED))
    places = [seen.index(word) for word in (">eligible<", ">needs a fact<", "Conditions not modelled: 1", "Barred: 1")]
    assert places == sorted(places)
    assert seen.count("To do or file") == 2
    assert "<img" not in seen


def test_steps_unfold_and_what_is_not_checked_is_counted_in_the_open() -> None:
    step = Step("embargoes", EVIL, (WORDS, WORDS), needs=("datacenter",), not_checked=(EVIL,), not_modelled=EVIL)
    seen = join([*answer.steps([step], CITED), answer.unchecked((EVIL, "742.6(a)(6)"), CITED)])
    assert "<summary>1 quote of the law, what it needs, what it did not check</summary>" in seen
    assert f"text of {DAY}; later amendments not seen" in seen
    assert "<summary>2 things not checked</summary>" in seen
    assert "Not modelled: " in seen
    assert "<img" not in seen


def _outcomes() -> Sequence[Outcome]:
    return [
        outcome("b", EVIL, difference="exception opens", actions=("use an exception",), lines=2),
        outcome("a", EVIL, lines=1),
        outcome("c", EVIL, ship_to="CN"),
        outcome("d", EVIL, difference="same outcome"),
    ]


def test_outcomes_with_lines_come_first_and_of_these_the_weightiest() -> None:
    assert [one.id for one in outcomes.changed(_outcomes())] == ["a", "b", "c"]
    assert outcomes.counts(_outcomes())[0] == ("requirement appears", 2, 1)


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (Filters(), "bacd"),
        (Filters(difference="exception opens"), "b"),
        (Filters(destination="CN"), "c"),
        (Filters(action="stop", sold=True), "a"),
        (Filters(code="4A090"), ""),
        (Filters(sold=False), "cd"),
    ],
)
def test_filters_leave_what_fits(chosen: Filters, ids: str) -> None:
    assert "".join(one.id for one in _outcomes() if chosen.fit(one)) == ids


def test_a_row_says_before_and_after_what_changed_and_opens_its_lines() -> None:
    found = _outcomes()[1]
    seen = outcomes.table([found], {"a": [_line("K1-1", "a", 123450)]}, CITED, linked=True)
    assert "<ins>STA, TMP (conditions not modelled)</ins>" in seen
    assert "<del>GBS (eligible)</del>" in seen
    assert "LVS" not in seen
    assert 'href="determination?line=K1-1"' in seen
    assert "after: codified licence required, enforced cannot decide" in seen
    assert "TPP 5" in seen
    assert str(text(EVIL)) in seen
    assert "<img" not in seen
    assert "determination?" not in outcomes.table([found], {"a": [_line("K1-1", "a", 1)]}, CITED, linked=False)


def test_the_map_says_each_cell_in_words_and_frames_those_with_lines() -> None:
    seen = heat(_outcomes())
    assert 'class="rt-cell appears with" title="9A012.a to United Arab Emirates: exception opens, requirement' in seen
    assert 'title="9A012.a to China: requirement appears; 0 current lines"' in seen
    assert "same outcome" not in seen


def test_files_hold_each_line_once_and_run_no_formula() -> None:
    made = files.sheet(_outcomes(), {"a": [_line("K1-1", "a", 123450)], "b": [_line("K1-2", "b", 5, "EUR")]})
    rows = list(csv.DictReader(io.StringIO(export.csv(made).decode("utf-8-sig"))))
    assert [row["line"] for row in rows[:4]] == ["K1-2", "K1-1", "", ""]
    assert (rows[1]["value"], rows[1]["currency"], rows[1]["difference"]) == ("1234.5", "USD", "requirement appears")
    assert rows[1]["customer"].startswith("'=cmd")
    assert rows[1]["to_file_or_keep"].startswith("'=file")
    assert all(len(row) == len(files.COLUMNS) for row in made.rows)


def test_exposure_counts_a_line_once_by_its_weightiest_action_and_adds_no_currencies() -> None:
    lines = [_line("1", "b", 100), _line("1", "a", 100), _line("2", "b", 5, "EUR"), _line("3", "gone", 7)]
    found = exposed.exposed(_outcomes(), lines)
    assert [(one.sold.line.id, one.action) for one in found] == [("1", "stop"), ("2", "use an exception")]
    seen = exposed.matrix(found, "Entry of our code")
    for words in (
        "stop 1",
        "USD 1",
        "exception 1",
        "EUR 0.05",
        'href="exposure?rows=Entry+of+our+code&amp;line_of=9A012"',
    ):
        assert words in seen
    assert [(row[0], row[3], row[4], row[5]) for row in exposed.sheet(found, exposed.ROWS["Owner"]).rows] == [
        ("composed", "stop", "USD", 1.0),
        ("composed", "use an exception", "EUR", 0.05),
    ]


def test_coverage_names_what_is_missing_and_since_when_a_text_answers() -> None:
    rows = [
        Row("742", "742.6", f"§ 742.6 Regional {EVIL}", State.PARTLY, ("a", "b", "c", EVIL), DAY, "2024-01-01"),
        Row("744", "744.1", "§ 744.1 General.", State.NOT, ("no rule reads it",), DAY, ""),
    ]
    seen = covered.table(rows, CITED.held)
    assert "and 1 more" in seen
    assert "that day only" in seen
    assert 'href="entry?entry=742.6&amp;list=ecfr-742"' in seen
    assert "744.1</div>" not in seen
    assert "<img" not in seen
    assert [one.section for one in covered.fitting(rows, State.NOT, "")] == ["744.1"]
    assert ("1", "partly") in covered.totals(rows)


def test_where_nothing_changed_the_cells_are_counted_and_what_is_open_is_said() -> None:
    same = outcome("s", EVIL, difference="same outcome", after="not modelled", lines=3)
    seen = join(outcomes.unmoved([Comparison(id="c", cause="c", cells=30)], [same]))
    assert "No outcome changed; 30 cells compared" in seen
    assert "Before and after alike, of our lines: 3 not modelled." in seen
    assert "No outcome was computed: " in join(outcomes.unmoved([Comparison(id="c", not_compared=EVIL)], []))
    assert "ruletrace process" in join(outcomes.unmoved([], []))


@pytest.mark.usefixtures("held")
def test_an_alert_says_what_it_means_and_leads_from_line_to_determination() -> None:
    seen = html(run("alert", alert="alert:product_owner"))
    assert "What it means for us" in seen
    assert "30 cells (item to destination), 2 changed; 1 cell that cannot be compared" in seen
    assert 'href="determination?line=K1-1"' in seen
    narrowed = html(run("alert", alert="alert:product_owner", destination="China"))
    assert "1 changed outcome shown, of 2." in narrowed


@pytest.mark.usefixtures("held")
def test_exposure_and_determination_read_the_line() -> None:
    seen = html(run("exposure"))
    assert "1 line<" in seen
    assert "stop: USD 1,234.50" in seen
    page = run("determination", line="K1-1")
    assert page.selectbox(key="to").value == "United Arab Emirates"
    assert "cannot be read here" in html(page)
    assert "is not held" in html(run("determination", line=EVIL))


@pytest.mark.usefixtures("held")
def test_the_form_tells_what_to_do_and_what_is_wrong() -> None:
    assert "Give a classification and a destination" in run("determination").info[0].value
    assert "Did you mean China?" in html(run("determination", code="3A090", to="Chnia"))
    assert "No text held has an entry 3A099" in html(run("determination", code="3A099", to="China"))


@pytest.mark.usefixtures("held")
def test_an_executive_sees_exposure_without_lines_and_no_determination(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "roles_of", lambda *_: frozenset({access.Role.EXECUTIVE}))
    assert "another role" in run("determination").error[0].value
    seen = html(run("exposure"))
    assert "1 line<" in seen
    assert "determination?" not in seen
    alert = html(run("alert", alert="alert:executive"))
    assert "What it means for us" in alert
    assert "determination?" not in alert


@pytest.mark.usefixtures("held")
def test_files_are_prepared_for_owners_and_analysts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    page = run("alert", alert="alert:product_owner", difference="requirement appears")
    button = next(one for one in page.button if one.label.startswith("Prepare 1 outcome"))
    button.click().run()
    assert b"K1-1" in page.session_state["outcome files"][1]
    monkeypatch.setattr(access, "roles_of", lambda *_: frozenset({access.Role.EXECUTIVE}))
    page = run("alert", alert="alert:executive")
    assert not [one for one in page.button if one.label.startswith("Prepare")]


@pytest.mark.usefixtures("held")
def test_a_product_leads_to_its_determination() -> None:
    assert 'href="determination?code=9A012.a"' in html(run("product", sku="UAV-1"))
