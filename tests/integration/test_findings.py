"""Findings and readings on the real texts: the table of a change, the review by a person, on every engine."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import chain
import pytest
from conftest import Engine
from typer.testing import CliRunner

import graph
from graph import reads
from graph.reads.findings import UNIT, decided_findings, findings_tally
from regulation.status import Entered, EventKind
from ruletrace.cli.app import app
from ruletrace.pipeline.entered import enter
from ruletrace.pipeline.rebuild import rebuild
from ruletrace.pipeline.units.findings import NAME
from ruletrace.settings import Settings

# As in tests/fixtures/status/entered.composed.json: reported of a document whose text is not held.
DELAY = Entered(
    EventKind.DELAYED, ("86 FR 58205",), date(2022, 3, 7), "87 FR 1670", "A. Tester", None, date(2022, 1, 12),
    "Federal Register", "The effective date is put off to March 7, 2022. (The publication day is composed.)",
)  # fmt: skip


def test_a_graph_without_findings_says_so(engine: Engine) -> None:
    with graph.connect(engine.settings) as connected:
        graph.clear(connected)
        assert not findings_tally(connected).computed
        told = run(engine.settings, "review")
        assert (told.exit_code, "not computed yet" in told.output) == (1, True)
        graph.write(connected, [graph.Unit(NAME, (), (), made_from="composed")])
        assert findings_tally(connected).computed
    told = run(engine.settings, "review")
    assert (told.exit_code, told.output.strip()) == (0, "no open findings")
    assert NAME == UNIT


@pytest.fixture(scope="module")
def loaded(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give an engine with the sample's documents and the two texts of the Commerce Control List."""
    with graph.connect(engine.settings) as connected:
        graph.clear(connected)
    chain.place(tmp_path_factory, engine.settings.root, ("fr-documents", "ecfr-774"))
    with chain.context(engine.settings) as own:
        enter(own, DELAY)
    chain.run(engine.settings)
    chain.keep(tmp_path_factory, engine.settings.root)
    yield engine.settings
    chain.remove(engine.settings.root)


def ccl(settings: Settings, entry: str, place: str) -> tuple[str, reads.Agreement]:
    with graph.connect(settings) as connected:
        (row,) = [
            one.change
            for one in reads.changes(connected, list="ccl")
            if (one.change.entry, one.change.place) == (entry, place)
        ]
        found = reads.readings_of_change(connected, row.id)
    assert found is not None
    return row.id, found


def test_every_change_of_official_texts_has_its_four_readings(loaded: Settings) -> None:
    with graph.connect(loaded) as connected:
        rows = [one.change for one in reads.changes(connected, list="ccl")]
    assert len(rows) > 90
    for one in rows:
        told = reads.agreement(one)
        assert len({row.reading for row in told.readings}) == 4
        assert told.readings[0].stance == "states"
        assert told.summary


def test_the_emirates_rows_show_silence_as_silence(loaded: Settings) -> None:
    _, found = ccl(loaded, "3A090", "licence row 2")
    assert [one.stance for one in found.readings] == ["states", "silent", "not held", "silent"]
    assert found.summary == "text difference alone states it; abstract and listing silent; instructions not held"


def test_the_drone_rule_is_dated_by_its_listing_and_stated_by_the_texts_alone(loaded: Settings) -> None:
    _, found = ccl(loaded, "9A012", "a.1")
    assert found.summary == "text difference alone states it; listing silent; abstract and instructions not held"
    assert found.readings[-1].document == "fr:2026-16628"


def run(settings: Settings, *words: str) -> Any:
    variables = {"RULETRACE_DATA": str(settings.root), "COLUMNS": "200"}
    if settings.neo4j.uri:
        variables |= {"NEO4J_URI": settings.neo4j.uri, "NEO4J_DATABASE": settings.neo4j.database}
    return CliRunner().invoke(app, words, env=variables)


def test_findings_are_read_in_portions_and_counted_whole(loaded: Settings) -> None:
    with graph.connect(loaded) as connected:
        every = reads.findings(connected)
        tally = findings_tally(connected)
        parts = [one for skip in range(0, len(every), 7) for one in reads.findings(connected, limit=7, skip=skip)]
        kind = every[-1].finding.kind
        own = reads.findings(connected, kind=kind)
    assert tuple(parts) == every
    assert (tally.computed, tally.open, sum(tally.ranks.values())) == (True, len(every), len(every))
    assert tally.kinds[kind] == len(own)
    assert {one.finding.kind for one in own} == {kind}


def listed(settings: Settings, *words: str) -> list[dict[str, Any]]:
    told = run(settings, "review", *words, "--json")
    assert told.exit_code == 0, told.output
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_a_person_reviews_and_the_decision_survives(loaded: Settings) -> None:
    rows = listed(loaded)
    assert [one["rank"] for one in rows] == sorted(one["rank"] for one in rows)
    first = rows[0]
    assert first["kind"] == "effective date"
    assert "2021-22774 (86 FR 58205): the listing says effective 2022-01-19" in first["title"]
    assert "delayed to 2022-03-07" in first["title"]
    assert first["sides"][1]["source"] == "87 FR 1670, entered, not read, by A. Tester"
    assert "delayed to 2022-03-07" in run(loaded, "review", "show", first["id"]).output
    words = ("review", "decide", first["id"], "--by", "B. Tester", "--why", "87 FR 1670 holds", "--as", "accepted")
    told = run(loaded, *words)
    assert told.exit_code == 0, told.output
    assert "decided by B. Tester" in told.output
    assert first["id"] not in {one["id"] for one in listed(loaded)}
    with chain.context(loaded) as own, graph.connect(loaded) as connected:
        before = graph.export_hash(connected)
        rebuild(own, connected)
        assert graph.export_hash(connected) == before
        kept = reads.finding(connected, first["id"])
    assert kept is not None
    assert (kept.finding.state, kept.finding.decided_why) == ("accepted", "87 FR 1670 holds")
    (shown,) = [one for one in listed(loaded, "--all") if one["id"] == first["id"]]
    assert (shown["state"], shown["decided_by"]) == ("accepted", "B. Tester")
    with graph.connect(loaded) as connected:
        assert [one.finding.id for one in decided_findings(connected)] == [first["id"]]
        assert findings_tally(connected).decided == 1


def test_what_cannot_be_decided_is_refused(loaded: Settings) -> None:
    words = ("--by", "B. Tester", "--why", "because", "--as", "accepted")
    told = run(loaded, "review", "decide", "finding:none", *words)
    assert told.exit_code == 1
    assert "ruletrace review --all" in told.output
    assert run(loaded, "review", "show", "finding:none").exit_code == 1


def test_alerts_tell_how_many_findings_wait(loaded: Settings) -> None:
    waiting = len(listed(loaded))
    assert f"{waiting} finding" in run(loaded, "alerts").output
