"""The European chain on every engine: Annex I by date, a corrigendum in place, the company's EU codes."""

import json
from datetime import timedelta

import chain
from typer.testing import CliRunner

import graph
from crawler.replay import Fault, replay
from crawler.run import crawl_all
from graph import reads
from ruletrace.cli import law
from ruletrace.settings import Settings

ADDED = {
    *("1C513", "2B510", "2D352", "2E503", "3A501", "3A502", "3A504", "3B501", "3B503"),
    *("3B504", "3C507", "3C508", "3C509", "3D006", "3D507", "3E505", "4A506", "4A507"),
}
# The address at CELLAR under which the replay server gives the annex of 2025-11-15.
ANNEX = "00000000-0821-11f1-9800-020251115000"


def _changes(settings: Settings) -> list[graph.schema.Change]:
    with graph.connect(settings) as connected:
        return [row.change for row in reads.changes(connected, list="annex-i", limit=2000)]


def test_exactly_eighteen_entries_were_added_and_none_removed(whole: Settings) -> None:
    headings = [change for change in _changes(whole) if change.place == "heading"]
    assert {change.entry for change in headings if change.kind == "added"} == ADDED
    assert [change.entry for change in headings if change.kind == "removed"] == []


def test_the_threshold_of_4a003_b_rose(whole: Settings) -> None:
    (change,) = [one for one in _changes(whole) if (one.entry, one.place) == ("4A003", "b")]
    assert (change.kind, change.change_class) == ("revised", "threshold value")
    assert "exceeding 29 Weighted TeraFLOPS" in change.before
    assert "exceeding 70 Weighted TeraFLOPS" in change.after


def test_changes_of_the_annex_reach_products_by_their_eu_code_only(whole: Settings) -> None:
    with graph.connect(whole) as connected:
        ids = [change.id for change in _changes(whole) if change.entry == "4A003" and change.place == "b"]
        touched = reads.code_impact(connected, ids)
        alerts = [one.alert for one in reads.alerts(connected, audience="product_owner")]
        (alert,) = [one for one in alerts if "Annex I of Regulation" in one.title]
        classified = connected.read("MATCH (p:Product) RETURN p.id AS id, p.eu_code AS code")
    codes = {row["id"]: row["code"] or "" for row in classified}
    assert touched
    assert all(codes[one.via[0]].startswith("4") for one in touched)
    assert alert.products > 0
    assert "not attributed" in alert.title


def test_an_act_is_read_from_its_own_page(whole: Settings) -> None:
    with graph.connect(whole) as connected:
        act = reads.document(connected, "celex:32026R9901")
    assert act is not None
    assert (act.document.kind, act.document.body, act.document.replay) == ("act", "held", "composed")
    assert any(fact.reader.startswith("eu-xhtml") for fact in act.facts)


def test_a_correction_in_place_is_a_change_of_its_own(whole: Settings) -> None:
    later = chain.START + timedelta(days=30)
    with replay(chain.SAMPLES, faults={ANNEX: Fault("corrected")}) as server:
        own = whole.model_copy(update={"base_url": server.base_url})
        crawl_all(own, chain.clock(later), ["eu-annex-i"])
    before = {change.id for change in _changes(whole)}
    done, digest = chain.run(whole)
    assert not done.unchanged
    (change,) = [one for one in _changes(whole) if one.id not in before]
    assert (change.entry, change.place, change.from_version) == ("3B501", "f.1.a", "2025-11-15")
    assert change.to_version == f"2025-11-15 as corrected, seen {later:%Y-%m-%d}"
    assert chain.run(whole)[1] == digest
    words = ["diff", "--list", "annex-i", "--from", "2025-11-15", "--to", "2025-11-15", "--json"]
    printed = CliRunner().invoke(law.app, words, env={"RULETRACE_DATA": str(whole.root)})
    (row,) = [json.loads(line) for line in printed.stdout.splitlines()]
    assert (row["entry"], row["place"], row["after"]) == ("3B501", "f.1.a", change.after)


def test_words_that_come_back_after_a_correction_are_a_change_too(whole: Settings) -> None:
    again = chain.START + timedelta(days=60)
    with replay(chain.SAMPLES) as server:
        crawl_all(whole.model_copy(update={"base_url": server.base_url}), chain.clock(again), ["eu-annex-i"])
    (before,) = [change for change in _changes(whole) if change.entry == "3B501" and "corrected" in change.to_version]
    chain.run(whole)
    (back,) = [change for change in _changes(whole) if change.to_version.endswith(f"{again:%Y-%m-%d}")]
    assert back.from_version == before.to_version
    assert (back.before, back.after) == (before.after, before.before)
    with graph.connect(whole) as connected:
        match = "MATCH (:Control {entry: '3B501', place: 'f.1.a'})-[r:HAS_TEXT]->(t:Text)"
        (now,) = connected.read(f"{match} WHERE r.to IS NULL RETURN t.text AS text")
    assert now["text"] == before.before
