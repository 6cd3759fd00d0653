"""The company's rows through the whole chain: imported twice, disappeared, changed; and the same after a rebuild."""

import csv
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import chain
import pytest
import test_faults_small as small
from conftest import Engine

import graph
from graph import reads
from ruletrace.pipeline import imports
from ruletrace.pipeline.rebuild import rebuild
from ruletrace.settings import Settings

LATER = chain.START + timedelta(days=7)
DRONES = "2026-16628"
GONE, CHANGED = "UAV-L-007", "UAV-S-001"

Row = dict[str, str]


@pytest.fixture
def settings(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give the small chain's folder with the company imported, and an empty graph."""
    small.place(small.folders(tmp_path_factory).imported, engine.settings.root)
    with graph.connect(engine.settings) as connected:
        graph.clear(connected)
    yield engine.settings
    small.remove(engine.settings.root)


def test_rows_end_and_nothing_is_lost(settings: Settings, tmp_path: Path) -> None:
    chain.run(settings)
    before = _lines(settings)
    own = _sold(settings, GONE)
    assert own <= before
    assert _take_in(settings, small.COMPANY).unchanged
    assert chain.run(settings)[0].unchanged

    delivery = shutil.copytree(small.COMPANY, tmp_path / "delivery")
    _edit(delivery / "products.csv", lambda row: None if row["sku"] == GONE else _reclassified(row))
    _edit(delivery / "components.csv", lambda row: None if GONE in row.values() else row)
    _edit(delivery / "lines.csv", lambda row: None if row["sku"] == GONE else row)
    done = _take_in(settings, delivery)
    assert (done.unchanged, done.content.bad) == (False, ())
    _, after = chain.run(settings)

    at = LATER.isoformat()
    with graph.connect(settings) as connected:
        ended = connected.read("MATCH (p:Product {id: $id}) RETURN p.to AS to", id=GONE)
        lines = connected.read("MATCH (l:Line)-[:OF]->(:Product {id: $id}) RETURN l.to AS to", id=GONE)
        classified = connected.read(
            "MATCH (:Product {id: $id})-[c:CLASSIFIED_AS]->(:Control) "
            "RETURN c.designation AS code, c.to AS to ORDER BY c.key",
            id=CHANGED,
        )
    assert [row["to"] for row in ended] == [at]
    assert {row["to"] for row in lines} == {at}
    assert len(lines) == len(own)
    assert [(row["code"], row["to"] or "") for row in classified] == [("9A012.a.1", at), ("3A001.a.1", "")]
    assert _lines(settings) == before - own - _sold(settings, CHANGED)

    with chain.context(settings) as context, graph.connect(settings) as connected:
        rebuild(context, connected)
        assert graph.export_hash(connected) == after


def _reclassified(row: Row) -> Row:
    return {**row, "eccn": "3A001.a.1"} if row["sku"] == CHANGED else row


def _edit(path: Path, change: Callable[[Row], Row | None]) -> None:
    """Write the rows of a table as changed; None leaves a row out."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept for kept in map(change, rows) if kept is not None)


def _take_in(settings: Settings, folder: Path) -> imports.Imported:
    with chain.context(settings, start=LATER) as context:
        return imports.take_in(context, folder)


def _lines(settings: Settings) -> set[str]:
    """Return the contract lines that the product owner's alert of the drone rule touches."""
    with graph.connect(settings) as connected:
        (row,) = [one for one in reads.alerts(connected, audience="product_owner") if DRONES in one.alert.title]
        detail = reads.alert(connected, row.alert.id)
    assert detail is not None
    return {one.line.id for one in detail.lines}


def _sold(settings: Settings, sku: str) -> set[str]:
    with graph.connect(settings) as connected:
        rows = connected.read("MATCH (l:Line)-[:OF]->(:Product {id: $id}) RETURN l.id AS id", id=sku)
    return {row["id"] for row in rows}
