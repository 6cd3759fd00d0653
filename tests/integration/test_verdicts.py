"""What the sample company's products answer, in the graph and read from it, on both engines.

The company is composed (samples/company); the control list is the cut one of tests/fixtures/faults.
"""

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chain
import pytest
import test_faults_small as small
from conftest import Engine

import graph
from graph.reads.verdicts import product_verdicts, verdicts_on
from regulation.status import Entered, EventKind
from ruletrace.pipeline import entered, imports
from ruletrace.pipeline.rebuild import rebuild
from ruletrace.settings import Settings

COMPANY = chain.SAMPLES / "company"
DAY = "2026-11-26"
LATER = chain.START + timedelta(days=7)


@pytest.fixture(scope="module")
def settings(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give the small chain's folder with the whole sample company in it, processed into the graph."""
    small.place(small.folders(tmp_path_factory).crawled, engine.settings.root)
    with chain.context(engine.settings) as own:
        assert imports.take_in(own, COMPANY).content.bad == ()
    with graph.connect(engine.settings) as connected:
        graph.clear(connected)
    chain.run(engine.settings)
    yield engine.settings
    small.remove(engine.settings.root)


def test_a_product_and_the_catalogue_on_a_day(settings: Settings) -> None:
    with graph.connect(settings) as connected:
        own = product_verdicts(connected, "ACC-002")
        rows = verdicts_on(connected, DAY)
        first = verdicts_on(connected, DAY, limit=2)
        rest = verdicts_on(connected, DAY, after=first[-1].after)
        under = connected.read(
            "MATCH (:Product {id: 'ACC-002'})-[:HAS_VERDICT]->(v:Verdict {entry: '3A090'})-[:UNDER]->(c:Control)"
            " RETURN DISTINCT c.designation AS designation"
        )
        assert product_verdicts(connected, "no such product") == ()
        assert verdicts_on(connected, "2010-01-01") == ()
    now = next(one for one in own if one.entry == "3A090" and not one.until)
    assert (now.verdict, now.paragraph, now.text_version) == ("in", "3A090.a.1", "2026-09-01")
    assert json.loads(now.headroom[0])["distance"] == 192
    assert [row["designation"] for row in under] == ["3A090.a.1"]
    assert [one.after for one in rows] == sorted({one.after for one in rows})
    assert rows == (*first, *rest)
    chip = next(one for one in rows if one.after == ("ACC-002", "3A090"))
    assert (chip.name, chip.kind, chip.code) == ("A800 SXM accelerator", "hardware", "3A090.a.1")
    assert chip.owner == "Product Management Accelerators"
    assert chip.open_minor
    assert all(minor > 0 and currency for currency, minor in chip.open_minor)


def test_only_what_changes_is_written_and_a_rebuild_gives_the_same(settings: Settings, tmp_path: Path) -> None:
    delivery = shutil.copytree(COMPANY, tmp_path / "delivery", ignore=shutil.ignore_patterns("source", "*.py", "*.md"))
    table = delivery / "parameters.csv"
    words = table.read_text(encoding="utf-8")
    table.write_text(
        words.replace("ACC-002,total processing performance,4992", "ACC-002,total processing performance,1500")
    )
    notice = Entered(
        kind=EventKind.NOTICE,
        subjects=("H20",),
        start=date(2025, 4, 9),
        by="A. Analyst",
        citation="8-K of 2025-04-15",
        says="composed: a licence is required of those who were told",
    )
    with chain.context(settings, start=LATER) as own:
        assert imports.take_in(own, delivery).content.bad == ()
        entered.enter(own, notice)
    before = _kept(settings)
    done, digest = chain.run(settings)
    assert not done.unchanged
    # Of all answers only that of the chip's new figure and that of what contains the chip were computed anew.
    assert before > 100
    assert _kept(settings) == before + 2
    with graph.connect(settings) as connected:
        chip = [one for one in product_verdicts(connected, "ACC-002") if one.entry == "3A090" and not one.until]
        told = [one for one in product_verdicts(connected, "ACC-006") if one.entry == "3A090" and not one.until]
    assert [one.verdict for one in chip] == ["out"]
    assert any("8-K of 2025-04-15" in words for words in told[0].notices)
    assert chain.run(settings)[0].unchanged
    with chain.context(settings) as own, graph.connect(settings) as connected:
        rebuild(own, connected)
        assert graph.export_hash(connected) == digest


def _kept(settings: Settings) -> int:
    """Return how many answers are kept in the data folder."""
    with contextlib.closing(sqlite3.connect(settings.root / "derived.sqlite")) as kept:
        (found,) = kept.execute("SELECT count(*) FROM step WHERE step = 'verdicts'").fetchone()
    return int(found)
