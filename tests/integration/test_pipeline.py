"""The US chain on real input: from the replayed answers to alerts, on every engine."""

from pathlib import Path

import chain
import pytest

import graph
from alerts.impact.outcome_of import amounts
from graph import reads
from graph.reads.digest import SAME
from graph.reads.outcomes import comparisons, outcome_lines, outcomes
from ruletrace.pipeline.demo import WrongFolderError, begin, refuse_live
from ruletrace.pipeline.rebuild import rebuild
from ruletrace.settings import Settings


def _alert(settings: Settings, audience: str, number: str) -> reads.AlertDetail:
    with graph.connect(settings) as connected:
        (row,) = [one for one in reads.alerts(connected, audience=audience) if number in one.alert.title]
        detail = reads.alert(connected, row.alert.id)
    assert detail is not None
    return detail


def test_a_second_run_changes_nothing_and_a_rebuild_gives_the_same(whole: Settings) -> None:
    again, before = chain.run(whole)
    assert again.unchanged
    with chain.context(whole) as own, graph.connect(whole) as connected:
        rebuild(own, connected)
        assert graph.export_hash(connected) == before


def test_every_engine_holds_the_same(whole: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    _, digest = chain.run(whole)
    kept = tmp_path_factory.getbasetemp() / "digest"
    if kept.exists():
        assert kept.read_text() == digest
    kept.write_text(digest)


def test_the_emirates_rule_touches_its_seventeen_entries(whole: Settings) -> None:
    detail = _alert(whole, "analyst", "2026-14132")
    rows = [change for change in detail.changes if change.change_class == "licence requirement"]
    assert len(rows) == len({change.entry for change in rows}) == 17
    assert all("the United Arab Emirates or" in change.after for change in rows)
    assert all("the United Arab Emirates or" not in change.before for change in rows)
    assert detail.alert.since.startswith("unknown (no effective date of 2026-14132 is held)")
    assert "inference" in detail.alert.attribution
    assert any("removing the UAE from Country Groups D:3 and D:4" in quote for quote in detail.alert.why)
    assert "ship to AE" in detail.alert.touches


def test_the_emirates_rule_changes_outcomes_there_and_nowhere_else(whole: Settings) -> None:
    detail = _alert(whole, "analyst", "2026-14132")
    with graph.connect(whole) as connected:
        expected = outcomes(connected, alert=detail.alert.id)
        lines = outcome_lines(connected, [one.id for one in expected if one.difference != SAME])
        (compared,) = comparisons(connected, document="fr:2026-14132")
    assert compared.moves == ("AE: D:3, D:4 → A:5",)
    assert {one.ship_to for one in expected if one.difference != SAME} == {"AE"}
    # The rows of seventeen entries name the country now: what required a licence there still does.
    there = [one for one in expected if one.ship_to == "AE" and one.requirements_before]
    assert there
    assert all(one.requirements_after for one in there)
    assert any("STA: needs a fact" in one.exceptions_after for one in there)
    assert not any("STA: needs a fact" in one.exceptions_before for one in there if one.code.startswith("4A003"))
    (stays,) = [words for words in detail.alert.outcome if "because the licence rows of" in words]
    assert stays.startswith("United Arab Emirates moves between Country Groups (D:3, D:4 → A:5)")
    assert detail.alert.severity == "medium"
    once = {one.line.id: one.line for one in lines}
    assert detail.alert.changed_lines == len(once)
    assert detail.alert.changed_value == amounts(once.values())


def test_the_drone_rule_asks_to_classify_again_before_any_outcome(whole: Settings) -> None:
    detail = _alert(whole, "product_owner", "2026-16628")
    with graph.connect(whole) as connected:
        expected = outcomes(connected, alert=detail.alert.id)
    moved = [one for one in expected if one.code in ("9A012.a.1", "9A012.a.2")]
    assert moved
    assert all(one.actions[0] == "reclassify" for one in moved)
    assert "reclassify: " in detail.alert.next_step


def test_the_drone_rule_reaches_the_two_hour_drone(whole: Settings) -> None:
    detail = _alert(whole, "product_owner", "2026-16628")
    assert {change.entry for change in detail.changes} == {"9A012", "9A610", "9D001", "9D002", "9D004", "9E001"}
    assert detail.alert.since.startswith("2026-08-13 (listing of 2026-16628)")
    assert "UAV-L-007" in {one.product.id for one in detail.products}
    assert any("[-1 hour-] {+3 hours+}" in quote for quote in detail.alert.why)
    kept = "9A012.a.1, 9A012.a.2 keep their numbers and change meaning: what is classified there must be classified"
    assert kept in detail.alert.what


def test_components_carry_a_change_to_what_is_sold(whole: Settings) -> None:
    detail = _alert(whole, "product_owner", "2026-14132")
    chains = [one.path for one in detail.products if sum(key.startswith("Product/") for key in one.path) > 1]
    assert chains
    assert all(path[0].startswith("Change/") for path in chains)


def test_each_line_is_counted_once(whole: Settings) -> None:
    detail = _alert(whole, "executive", "2026-14132")
    counted = [one for one in detail.lines if not one.delivered]
    lines = {one.line.id: one.line for one in counted}
    assert len(lines) == len(counted) == detail.alert.lines
    assert len(detail.lines) - len(counted) == detail.alert.past_lines > 0
    dollars = sum(line.value_minor for line in lines.values() if line.currency == "USD")
    assert f"USD {dollars / 100:,.2f}" in detail.alert.value


def test_the_entity_list_rule_leads_to_candidates_never_to_verdicts(whole: Settings) -> None:
    detail = _alert(whole, "analyst", "2025-00480")
    assert detail.changes[0].place == "16 rows of the screening list"
    assert "16 rows match" in detail.alert.attribution
    assert "the document states 16 added" in detail.alert.attribution
    assert {one.customer.id for one in detail.customers}
    assert "candidate" in detail.alert.touches
    with graph.connect(whole) as connected:
        touched = reads.party_impact(connected, [detail.changes[0].id])
    assert {touch.decision for touch in touched} == {"open"}
    assert all(touch.reasons for touch in touched)


def test_a_fact_leads_back_to_the_archived_bytes(whole: Settings) -> None:
    with graph.connect(whole) as connected, chain.context(whole) as own:
        document = reads.document(connected, "fr:2026-14132")
        assert document is not None
        (fact,) = [one for one in document.facts if one.kind == "destination" and one.quote == "United Arab Emirates"][
            :1
        ]
        raw = own.archive.get(fact.sha256)
    assert raw[fact.byte_start : fact.byte_end].decode() == fact.quote
    assert fact.quote in fact.sentence


def test_the_pending_amendment_is_shown_as_pending(whole: Settings) -> None:
    with graph.connect(whole) as connected:
        pending = [row.change for row in reads.changes(connected) if row.change.change_class == "pending amendment"]
    assert ["91 FR 46261" in change.after for change in pending] == [True]


def test_demo_and_live_records_never_mix(tmp_path: Path) -> None:
    with chain.context(Settings(data=tmp_path / "demo")) as own:
        begin(own)
        begin(own)
        with pytest.raises(WrongFolderError, match="demo's folder"):
            refuse_live(own)
    with chain.context(Settings(data=tmp_path / "live")) as own:
        own.journal.append("import", {"files": {}}, own.now())
        with pytest.raises(WrongFolderError, match="live records"):
            begin(own)
