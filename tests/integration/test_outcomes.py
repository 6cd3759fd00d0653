"""Transactions, outcomes and what alerts say of them on a small composed graph, without any law held, on each engine.

Nothing here is a real product, customer, contract, party or rule.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

import chain
import pytest
import test_faults_small as small
from conftest import Engine
from typer.testing import CliRunner

import graph
from alerts.impact import compute
from alerts.impact.gathered import Impact
from alerts.rules import load
from graph import reads
from graph import schema as g
from graph.reads.digest import exposed_lines
from graph.reads.outcomes import cause_outcomes, comparisons, outcome_lines, outcomes
from graph.reads.transactions import current_lines, items, lines_naming, lines_of, transactions
from ruletrace.cli import app
from ruletrace.pipeline import outcomes as pipeline
from ruletrace.settings import Settings

CANDIDATE = "EL: Composed Listed Ltd"
PROPOSED = g.Document(
    id="fr:2026-9", number="2026-9", kind="proposed rule", title="Composed proposal", published="2026-08-01",
    comments_close="2026-12-01",
)  # fmt: skip
RULE = g.Document(id="fr:2026-1", number="2026-1", kind="rule", title="Composed listing", published="2026-07-01")
TEXT = g.Document(id="ccl:2026-09-01", kind="list version", title="Composed list", published="2026-09-01")


def _law() -> g.Unit:
    facts = (
        g.Fact(id="f1", kind="control_code", value="9X001.a"),
        g.Fact(id="f2", kind="country_group_move", value="KE D:3", role="removed", quote="removing Kenya from D:3"),
    )
    party = g.Party(id="p1", name="Composed Listed Ltd", citation="91 FR 1")
    change = g.Change(id="c1", list="parties", entry="2026-1", place="1 row", change_class="parties",
                      to_version="2026-07-01", title="Composed listing", after="Composed Listed Ltd")  # fmt: skip
    edges = (
        *(g.States(start=PROPOSED.id, end=one.id) for one in facts),
        g.StatedBy(start="c1", end=RULE.id, reading="citation in the list"),
        g.Changes(start="c1", end="p1", end_label="Party"),
        g.ListedOn(start="p1", end="EL"),
    )
    return g.Unit("law", (PROPOSED, RULE, TEXT, *facts, party, change, g.PartyList(id="EL", name="composed")), edges)


def _company() -> g.Unit:
    nodes = (
        *(g.Country(id=one, name=name) for one, name in (("KE", "Kenya"), ("US", "United States"), ("DE", "Germany"))),
        g.Product(id="S1", kind="hardware", eccn="9X001.a", origin="US"),
        g.Product(id="S2", kind="hardware", eccn="EAR99", origin="US"),
        g.Parameter(id="m1", parameter="total processing performance", value="7", counts=True),
        g.Parameter(id="m2", parameter="total processing performance", value="5"),
        g.Decision(id="d1", question="specially designed", answer="yes", counts=True),
        *(g.Customer(id=one, name=f"Composed {one}") for one in ("C1", "C2")),
        g.Site(id="C1/S", address="composed"),
        *(g.Contract(id=one) for one in ("K1", "K2")),
        g.Line(id="L1", value_minor=100_00, currency="USD", starts="2026-10-01", ends="2027-10-01"),
        g.Line(id="L2", value_minor=50_00, currency="USD"),
        g.Line(id="L3", value_minor=7_00, currency="USD", to="2026-01-01"),
    )
    edges = (
        *(g.HasParameter(start="S1", end=one) for one in ("m1", "m2")),
        g.HasDecision(start="S1", end="d1"),
        *(g.HeadquarteredIn(start=one, end=end) for one, end in (("C1", "DE"), ("C2", "KE"))),
        g.HasSite(start="C1", end="C1/S"),
        g.In(start="C1/S", end="KE"),
        g.UltimateParentIn(start="C2", end="US"),
        *(g.With(start=one, end=end) for one, end in (("K1", "C1"), ("K2", "C2"))),
        *(g.HasLine(start=one, end=end) for one, end in (("K1", "L1"), ("K2", "L2"), ("K2", "L3"))),
        *(g.Of(start=one, end=end) for one, end in (("L1", "S1"), ("L2", "S2"), ("L3", "S1"))),
        *(g.ShipsTo(start=one, end="DE") for one in ("L1", "L2", "L3")),
        g.ShipsFrom(start="L1", end="US"),
        *(g.EndUser(start=one, end="C1") for one in ("L1", "L3")),
        g.EndUser(start="L2", end="C2"),
        g.Consignee(start="L1", end="C1"),
    )
    return g.Unit("company", nodes, edges)


def _candidates() -> g.Unit:
    return g.Unit("candidates", (), (g.MatchesCandidate(start="C1", end="p1", reasons=("equal",), decision="open"),))


@pytest.fixture(scope="module")
def filled(engine: Engine) -> Iterator[tuple[Settings, graph.Graph]]:
    """Give the composed graph with its outcomes and alerts; the last test alone writes to it."""
    with graph.connect(engine.settings) as connected, chain.context(engine.settings) as own:
        graph.clear(connected)
        graph.write(connected, [_law(), _company(), _candidates()])
        rules = load()
        impact = Impact(connected, rules)
        unit = pipeline.unit(own, connected, "test", impact, list)
        assert pipeline.unit(own, connected, "test", impact, list) == unit
        keep = ["law", "company", "candidates"]
        graph.write(connected, [unit], keep=keep)
        graph.write(connected, [compute(connected, None, rules, impact)], keep=[*keep, pipeline.NAME])
        yield engine.settings, connected
        graph.clear(connected)
    small.remove(engine.settings.root)


def test_line_is_read_with_item_places_and_parties(filled: tuple[Settings, graph.Graph]) -> None:
    _, connected = filled
    one, two = transactions(connected, ["L1", "L2", "L3", "none"])
    assert (one.line.id, one.ship_from, one.ship_to, one.contract) == ("L1", "US", "DE", g.Contract(id="K1"))
    assert [parameter.value for parameter in one.item.parameters] == ["7"]
    assert [(decision.question, decision.answer) for decision in one.item.decisions] == [("specially designed", "yes")]
    assert [role for role, _ in one.parties] == ["purchaser", "consignee", "end user"]
    trader = one.parties[0][1]
    assert (trader.headquarters, trader.ultimate_parent, trader.sites, trader.screened) == ("DE", "", ("KE",), True)
    assert [(row.list, row.name, row.decision) for row in trader.candidates] == [("EL", "Composed Listed Ltd", "open")]
    assert (two.ship_from, two.parties[0][1].ultimate_parent) == ("", "US")


def test_lines_are_found_by_country_and_product_and_ended_ones_are_not(filled: tuple[Settings, graph.Graph]) -> None:
    _, connected = filled
    assert current_lines(connected) == ("L1", "L2")
    assert lines_naming(connected, ["KE"]) == ("L1", "L2")
    assert lines_naming(connected, ["US"]) == ("L2",)
    assert lines_naming(connected, ["DE"]) == ("L1", "L2")
    assert lines_of(connected, ["S1"]) == ("L1",)
    assert list(items(connected, ["S2", "S1"])) == ["S1", "S2"]


def test_proposal_asks_to_comment_and_never_to_stop(filled: tuple[Settings, graph.Graph]) -> None:
    _, connected = filled
    (compared,) = comparisons(connected, document=PROPOSED.id)
    assert (compared.standing, compared.comments_close) == ("proposed", "2026-12-01")
    assert compared.moves == ("KE: D:3 → none",)
    held = cause_outcomes(connected, [compared.cause])[compared.cause]
    assert [[line.id for line in one.lines] for one in held if one.lines] == [["L1"], ["L2"]]
    actions = {action for one in held for action in one.outcome.actions}
    assert actions <= {"comment", "prepare", "nothing changes here"}
    named = next(one.outcome for one in held if one.outcome.code == "9X001.a" and one.lines)
    assert (named.after, named.actions) == ("not modelled", ("comment",))


def test_candidate_is_asked_about_and_nobody_is_listed(filled: tuple[Settings, graph.Graph]) -> None:
    _, connected = filled
    (one,) = outcomes(connected, change="c1")
    assert one.actions[0] == "ask for a missing fact"
    assert "decide before the next delivery (the first runs from 2026-10-01)" in one.next_step
    assert f"candidate, undecided: {CANDIDATE}" in one.parties
    assert "stop" not in one.actions
    (line,) = outcome_lines(connected, [one.id])
    assert (line.line.id, line.ship_from, line.ship_to) == ("L1", "US", "DE")
    assert line.product == g.Product(id="S1", kind="hardware", eccn="9X001.a", origin="US")
    assert (line.customer, line.contract) == (g.Customer(id="C1", name="Composed C1"), g.Contract(id="K1"))


def test_alert_expects_the_outcomes_of_its_cause(filled: tuple[Settings, graph.Graph]) -> None:
    _, connected = filled
    row = next(row for row in reads.alerts(connected, audience="analyst"))
    expected = outcomes(connected, alert=row.alert.id)
    assert [one.cause for one in expected] == ["c1"]
    assert outcomes(connected, alert=row.alert.id, line="L1") == expected
    assert outcomes(connected, alert=row.alert.id, line="L2") == ()
    assert "Lines by what to do: ask for a missing fact: 1" in row.alert.next_step
    exposed = exposed_lines(connected, [row.alert.id])
    assert [(one.line.id, one.changed) for one in exposed] == [("L1", expected[0].difference != "same outcome")]


def test_command_prints_changed_outcomes_lines_and_counts(
    filled: tuple[Settings, graph.Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, _ = filled
    monkeypatch.setattr("ruletrace.cli.outcomes.settings", lambda: settings)
    said = CliRunner().invoke(app.app, ["outcomes", "2026-9", "--lines", "--json"])
    rows = [json.loads(line) for line in said.stdout.splitlines()]
    assert rows[0]["comparison"]["cause"] == PROPOSED.id
    assert [(row["line"], row["sku"]) for row in rows[1:]] == [("L1", "S1"), ("L2", "S2")]
    assert rows[1]["after"] == "not modelled"
    told = CliRunner().invoke(app.app, ["outcomes", "2026-9"], env={"COLUMNS": "200"})
    assert told.exit_code == 0
    assert "distinct profiles" in told.stdout
    unknown = CliRunner().invoke(app.app, ["outcomes", "2026-none"])
    assert unknown.exit_code == 1
    both = CliRunner().invoke(app.app, ["outcomes", "2026-9", "--lines", "--cells"])
    assert both.exit_code == 1


def test_outcome_is_the_same_whatever_its_line_is_called(filled: tuple[Settings, graph.Graph]) -> None:
    settings, connected = filled
    before = outcomes(connected, change="c1")
    company = _company()
    renamed = [replace(one, id="L9") if isinstance(one, g.Line) and one.id == "L1" else one for one in company.nodes]
    edges = [
        replace(one, **{end: "L9" for end in ("start", "end") if getattr(one, end) == "L1"}) for one in company.edges
    ]
    graph.write(connected, [_law(), replace(company, nodes=tuple(renamed), edges=tuple(edges)), _candidates()])
    with chain.context(settings) as own:
        unit = pipeline.unit(own, connected, "test", Impact(connected, load()), list)
    made = [one for one in unit.nodes if isinstance(one, g.Outcome) and one.cause == "c1"]
    assert [replace(one, lines=1) for one in made] == list(before)
