"""Faulty answers end to end: each is a failed run that `sources` names, and everything else is still processed."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import chain
import pytest
import test_faults_small as small
from conftest import Engine

import graph
from crawler.replay import Fault, replay
from crawler.run import crawl
from ruletrace.pipeline import imports
from ruletrace.settings import MEGABYTE, Settings


@dataclass(frozen=True)
class Round:
    """Faults by a part of the address, the reasons that sources give, and what the graph holds all the same."""

    faults: dict[str, str]
    reasons: dict[str, str]
    documents: int
    texts: int
    parties: int


ROUNDS = {
    "damaged": Round(
        {"full/2026-06-25": "corrupt", "documents?": "truncated"},
        {
            "csl": "",
            "ecfr-774": "full/2026-06-25/title-15.xml?part=774: not well-formed XML at line",
            "fr-documents": "truncated or corrupt JSON at line 1, column",
        },
        documents=20,
        texts=1,
        parties=40,
    ),
    "hostile": Round(
        {"consolidated.json": "large", "full/2026-09-01": "entity-bomb", "documents?": "elsewhere"},
        {
            "csl": "consolidated.json: larger than 33554432 bytes",
            "ecfr-774": "a document type (bomb) is not accepted in official XML",
            "fr-documents": "redirected elsewhere, to https://www.example.org/elsewhere: not followed",
        },
        documents=20,
        texts=1,
        parties=0,
    ),
    "mistaken": Round(
        {"consolidated.json": "encoding", "documents.json": "html"},
        {
            "csl": "wrong encoding: not utf-8 at byte 200",
            "ecfr-774": "",
            "fr-documents": "HTML where application/json was expected",
        },
        documents=0,
        texts=2,
        parties=0,
    ),
}


@pytest.fixture
def settings(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give a new data folder whose extraction is done already, with an empty graph."""
    kept = small.folders(tmp_path_factory).documents / "derived.sqlite"
    with graph.connect(engine.settings) as connected:
        graph.clear(connected)
    small.remove(engine.settings.root)
    shutil.copy(kept, engine.settings.root)
    yield engine.settings
    small.remove(engine.settings.root)


@pytest.mark.parametrize("name", ROUNDS)
def test_everything_else_is_processed(settings: Settings, tmp_path: Path, name: str) -> None:
    shown = ROUNDS[name]
    faults = {part: Fault(fault) for part, fault in shown.faults.items()}
    with replay(small.SAMPLES, faults=faults) as server:
        own = settings.model_copy(update={"base_url": server.base_url, "max_body": 32 * MEGABYTE})
        clock = chain.clock()
        with ThreadPoolExecutor(len(small.EXPECTING)) as pool:
            list(pool.map(lambda source: crawl(small.source(tmp_path, source), own, clock), small.EXPECTING))
    with chain.context(settings) as context:
        imports.take_in(context, small.COMPANY)

    told = small.command(settings, "sources", "--json")
    assert told.exit_code == 0
    lines = {line["source"]: line for line in map(json.loads, told.stdout.splitlines())}
    for source, reason in shown.reasons.items():
        assert reason in lines[source]["reason"]
        assert (lines[source]["last failure (UTC)"] == "never") == (not reason)
        assert (lines[source]["state"] == "failed") == bool(reason)
        assert lines[source]["silence"] == ("gap" if reason else lines[source]["silence"])

    chain.run(settings)
    with graph.connect(settings) as connected:
        held = Counter(json.loads(line).get("label") for line in graph.export(connected))
    assert (held["Product"], held["Customer"], held["Line"]) == (57, 52, 60)
    assert held["Party"] == shown.parties
    assert len(small.command(settings, "controls", "versions", "--json").stdout.splitlines()) == shown.texts
    assert bool(held["Control"]) == bool(shown.texts)
    assert held["Document"] >= shown.documents
    assert bool(held["Fact"]) == bool(shown.documents)
