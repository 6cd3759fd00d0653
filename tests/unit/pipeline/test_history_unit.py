"""Converted words in the graph: tied to the official places, with dates, rules and the converter's faults."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph import schema as g
from regulation.controls.model import ControlList
from regulation.history.model import Fault
from regulation.history.reading import read_converted
from regulation.history.rules import read_rules
from ruletrace.pipeline.controls import History
from ruletrace.pipeline.list_history import DatedText, Held, Known
from ruletrace.pipeline.units import list_history

SAMPLES = Path(__file__).parents[3] / "samples"
ENTRIES = ("0A918", "3A090", "4E091", "9A012")
ORIGIN = "jacobfeldgoise/ccl-trade, state 3b3c047"


def _few(controls: ControlList) -> ControlList:
    entries = tuple(one for one in controls.entries if one.eccn in ENTRIES)
    return replace(controls, entries=entries, places=())


@pytest.fixture(scope="module")
def official(history: History) -> History:
    return history


@pytest.fixture(scope="module")
def unit(official: History) -> g.Unit:
    read = read_converted((SAMPLES / "ccl-history" / "history-runs.jsonl.gz").read_bytes())
    rules = read_rules((SAMPLES / "ccl-history" / "ccl-rules-2016-2025.json").read_bytes())
    at = datetime(2026, 9, 2, tzinfo=UTC)
    # The official texts keep all their entries: their ids are those of the whole list.
    texts = [DatedText(_few(one), str(one.version), at, ORIGIN, read.lacks) for one in read.lists]
    texts += [DatedText(one.controls, one.name, at, "") for one in official.versions]
    faults = tuple(one for one in read.faults if isinstance(one, Fault) and one.entry in ENTRIES)
    held = Held(official.kept, tuple(texts), faults, ("a problem",))
    return list_history.unit(held, Known(tuple(one.document for one in rules), rules), official)


def _edges(unit: g.Unit, official: History, designation: str) -> list[g.HasText]:
    assert official.tracked is not None
    newest = official.versions[-1]
    place = next(one for entry in newest.controls.entries for one in entry.places if one.designation == designation)
    key = official.tracked.place_id(newest.controls.version, place)
    found = [one for one in unit.edges if isinstance(one, g.HasText) and one.start == key]
    return sorted(found, key=lambda one: one.from_)


def test_words_are_tied_to_the_official_place_with_dates_and_rules(unit: g.Unit, official: History) -> None:
    texts = {one.id: one for one in unit.nodes if isinstance(one, g.Text)}
    own = _edges(unit, official, "3A090.a.1")
    assert own
    assert [one.to for one in own[:-1]] == [one.from_ for one in own[1:]]
    assert own[-1].to == "2026-06-25"  # the first official text speaks for itself
    # 87 FR 62186 of October 2022 first stands in the next dated text; 88 FR 73458 took effect on 2023-11-17.
    first, second = own[:2]
    assert first.from_ == "2023-01-17"
    assert "measured in TOPS, aggregated over all processor units, of 4800 or more" in texts[first.end].text
    assert any("62186" in one for one in first.began_by), first.began_by
    assert second.from_ == "2023-11-17"
    assert "total processing performance" in texts[second.end].text
    assert any("73458" in one for one in second.began_by), second.began_by
    assert {one.origin for one in own} == {ORIGIN}


def test_what_may_have_removed_an_entry_stands_at_its_last_words(unit: g.Unit) -> None:
    entries = {one.id for one in unit.nodes if isinstance(one, g.Control) and one.entry == "0A918"}
    last = [one for one in unit.edges if isinstance(one, g.HasText) and one.start in entries and one.to == "2020-03-09"]
    assert last
    # 85 FR 4136 moved the items of 0A918 elsewhere.
    assert {rule for one in last for rule in one.ended_by} == {"2020-00573 (85 FR 4136)"}


def test_texts_stand_for_documents_marked_as_converted(unit: g.Unit) -> None:
    documents = [one for one in unit.nodes if isinstance(one, g.Document)]
    assert len(documents) == 56
    assert {one.origin for one in documents} == {ORIGIN}
    assert unit.problems == ("a problem",)


def test_a_place_that_no_official_text_has_gets_a_control_of_its_own(unit: g.Unit, official: History) -> None:
    assert official.tracked is not None
    controls = {one.id for one in unit.nodes if isinstance(one, g.Control)}
    known = set(official.tracked.ids.values())
    assert not controls & known
    starts = {one.start for one in unit.edges if isinstance(one, g.HasText)}
    assert starts <= controls | known
    assert starts & known


def test_without_converted_texts_the_unit_is_empty(official: History) -> None:
    at = datetime(2026, 9, 2, tzinfo=UTC)
    texts = tuple(DatedText(one.controls, one.name, at, "") for one in official.versions)
    unit = list_history.unit(Held(official.kept, texts, (), ()), Known((), ()), official)
    assert (unit.nodes, unit.edges) == ((), ())
