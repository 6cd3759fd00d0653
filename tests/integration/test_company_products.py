"""The whole sample company in the graph: what is said of products, in versions, the same after a rebuild.

The company is composed (samples/company); the control list is the cut one of tests/fixtures/faults.
"""

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

COMPANY = chain.SAMPLES / "company"
LATER = chain.START + timedelta(days=7)
TPP = "total processing performance"

Row = dict[str, str]


@pytest.fixture
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


def test_everything_that_is_said_of_products_is_there(settings: Settings) -> None:
    with graph.connect(settings) as connected:
        counts = [connected.read(f"MATCH {one} RETURN count(*) AS n")[0]["n"] for one in COUNTED]
        # A column of products has neither author nor day: what has a day comes from the table.
        own = connected.read("MATCH (d:Decision) WHERE d.on IS NOT NULL RETURN count(*) AS n")[0]["n"]
        sheet = reads.product(connected, "ACC-016")
        camera = reads.product_classifications(connected, "CAM-U-002")
        assert reads.product(connected, "no such product") is None
    assert counts == [305, 113, 548, 513]
    assert own == 85
    assert sheet is not None
    assert (sheet.product.hs_code, sheet.product.role) == ("854231", "reseller")
    performance = [one for one in sheet.parameters if one.parameter == TPP]
    assert [(one.value, one.counts, one.disagrees) for one in performance] == [
        ("26848", True, True),
        ("29360", True, True),
    ]
    assert [(one.question, one.answer, one.counts) for one in sheet.decisions] == [
        ("designed or marketed for use in datacenters", "yes", True)
    ]
    assert [(one.basis, one.designation, one.counts, one.contradicts) for one in camera] == [
        ("self", "6A993.a", True, ""),
        ("vendor", "6A003.b.4.b", False, "6A993.a"),
    ]
    # The cut list lacks category 6: the codes are kept as codes.
    assert [(one.control, one.code and one.code.id) for one in camera] == [
        (None, "US/6A993.a"),
        (None, "US/6A003.b.4.b"),
    ]


COUNTED = (
    "(:Product)-[:HAS_PARAMETER]->(:Parameter)",
    "(:Product)-[:HAS_DECISION]->(:Decision)",
    "(:Product)-[:CLASSIFIED_AS]->()",
    "(:Product)-[r:CLASSIFIED_AS]->() WHERE r.counts",
)


def test_rows_that_change_or_go_end_and_a_rebuild_gives_the_same(settings: Settings, tmp_path: Path) -> None:
    delivery = shutil.copytree(COMPANY, tmp_path / "delivery", ignore=shutil.ignore_patterns("source", "*.py", "*.md"))
    _edit(delivery / "parameters.csv", lambda row: None if _is(row, "ACC-016", TPP, "29360") else _raised(row))
    _edit(delivery / "classifications.csv", lambda row: None if row["basis"] == "vendor" else row)
    _edit(delivery / "decisions.csv", lambda row: None if row["sku"] == "ACC-001" else row)
    with chain.context(settings, start=LATER) as own:
        assert imports.take_in(own, delivery).content.bad == ()
    done, digest = chain.run(settings)
    assert not done.unchanged

    at = LATER.isoformat()
    with graph.connect(settings) as connected:
        chip, other, camera = (reads.product(connected, sku) for sku in ("ACC-016", "ACC-001", "CAM-U-002"))
    assert chip is not None
    assert other is not None
    assert camera is not None
    performance = [one for one in chip.parameters if one.parameter == TPP]
    assert [(one.value, one.counts, one.disagrees, one.to) for one in performance] == [
        ("26848", True, False, ""),
        ("29360", False, False, at),
    ]
    versions = [(one.value, one.counts, one.from_ == at, one.to) for one in other.parameters if one.parameter == TPP]
    assert versions == [("4992", False, False, at), ("4993", True, True, "")]
    assert [(one.answer, one.counts, one.to) for one in other.decisions] == [("yes", False, at)]
    assert [(one.basis, one.counts, one.contradicts, one.to) for one in camera.classifications] == [
        ("self", True, "", ""),
        ("vendor", False, "", at),
    ]

    with chain.context(settings) as own, graph.connect(settings) as connected:
        rebuild(own, connected)
        assert graph.export_hash(connected) == digest


def test_a_vendor_beside_our_own_touches_no_line_and_alone_it_does(settings: Settings, tmp_path: Path) -> None:
    before = _touched(settings)
    lines = _sold(settings, "CAM-U-003")
    assert lines
    assert not lines & before
    theirs = "CAM-U-003,US,9A012.a.1,vendor,Composed Vendor,,,,Trade Compliance Office,2026-08-01,\n"
    delivery = shutil.copytree(COMPANY, tmp_path / "delivery", ignore=shutil.ignore_patterns("source", "*.py", "*.md"))
    with (delivery / "classifications.csv").open("a", encoding="utf-8") as file:
        file.write(theirs)
    with chain.context(settings, start=LATER) as own:
        assert imports.take_in(own, delivery).content.bad == ()
    chain.run(settings)
    assert _touched(settings) == before

    _edit(delivery / "classifications.csv", lambda row: None if _ours(row) else row)
    _edit(delivery / "products.csv", lambda row: {**row, **UNCLASSIFIED} if row["sku"] == "CAM-U-003" else row)
    with chain.context(settings, start=LATER + timedelta(days=1)) as own:
        assert imports.take_in(own, delivery).content.bad == ()
    chain.run(settings)
    assert _touched(settings) >= before | lines


UNCLASSIFIED = {"eccn": "", "classification_rationale": "", "classified_by": "", "classified_on": ""}


def _ours(row: Row) -> bool:
    return row["sku"] == "CAM-U-003" and row["basis"] == "self"


def _is(row: Row, sku: str, parameter: str, value: str) -> bool:
    return (row["sku"], row["parameter"], row["value"]) == (sku, parameter, value)


def _raised(row: Row) -> Row:
    return {**row, "value": "4993"} if _is(row, "ACC-001", TPP, "4992") else row


def _edit(path: Path, change: Callable[[Row], Row | None]) -> None:
    """Write the rows of a table as changed; None leaves a row out."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept for kept in map(change, rows) if kept is not None)


def _touched(settings: Settings) -> set[str]:
    """Return the lines that changes of the drones' entry touch."""
    with graph.connect(settings) as connected:
        changes = connected.read("MATCH (c:Change {entry: '9A012'}) RETURN c.id AS id ORDER BY c.id")
        return {one.line for one in reads.code_impact(connected, [row["id"] for row in changes]) if one.line}


def _sold(settings: Settings, sku: str) -> set[str]:
    with graph.connect(settings) as connected:
        rows = connected.read("MATCH (l:Line)-[:OF]->(:Product {id: $id}) WHERE l.to IS NULL RETURN l.id AS id", id=sku)
    return {row["id"] for row in rows}
