"""A bad delivery of the company's tables: each fault is named, and everything else goes in and reaches the alerts."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import chain
import pytest
import test_faults_small as small
from conftest import Engine

import graph
from graph import reads
from ruletrace.settings import Settings

PRODUCT = "COMPOSED-{},composed drone,hardware,9A012.a.1,,{},composed,composed,2026-09-01,,,,,,,45,"
LINE = "COMPOSED-{},K0098,UAV-L-007,composed exporter,{},GB,C0098,C0098,composed,{},{},USD,2026-09-01,2026-12-01"
# The product side of its own: a good row, a range, a unit of another dimension, a product that is bad, no author.
TABLES = {
    "parameters": (
        "sku,parameter,value,unit,source",
        "COMPOSED-3,endurance,45,min,composed test",
        "COMPOSED-3,range,10-20,km,composed test",
        "COMPOSED-3,payload,2,km,composed test",
        "COMPOSED-2,endurance,45,min,composed test",
    ),
    "classifications": (
        "sku,regime,code,basis,vendor,by,on",
        "COMPOSED-3,US,9A012.a.2,vendor,composed vendor,composed,2026-09-01",
        "COMPOSED-3,US,9Z012,vendor,composed vendor,composed,2026-09-02",
    ),
    "decisions": (
        "sku,question,answer,by,on,why",
        "COMPOSED-3,designed for military use,no,composed,2026-09-01,composed",
        "COMPOSED-3,military use,unknown,composed,2026-09-02,composed",
        "COMPOSED-3,published,no,,2026-09-01,composed",
    ),
}


@pytest.fixture
def settings(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give the small chain's folder with the company imported, and an empty graph."""
    small.place(small.folders(tmp_path_factory).imported, engine.settings.root)
    with graph.connect(engine.settings) as connected:
        graph.clear(connected)
    yield engine.settings
    small.remove(engine.settings.root)


def _delivery(folder: Path) -> Path:
    """Write the company's tables with a composed fault of each kind, and a composed good line beside them."""
    shutil.copytree(small.COMPANY, folder)
    sites = (folder / "sites.csv").read_text("utf-8")
    (folder / "sites.csv").write_text(sites.replace(",", ";"), "utf-8")
    header, _, rows = (folder / "contracts.csv").read_text("utf-8").partition("\n")
    (folder / "contracts.csv").write_text(f"{header.replace('customer_id', 'client')}\n{rows}", "utf-8")
    added = {
        "products": [PRODUCT.format(*row) for row in ((1, "US"), (1, "JP"), (2, "Atlantis"), (3, "US"))],
        "components": ["UAV-S-001,UAV-S-001,1"],
        "lines": [LINE.format(1, "US", 2, 1000), LINE.format(2, "US", 2, -1000), LINE.format(3, "Lemuria", 2, 1000)],
    }
    for table, lines in added.items():
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
    for table, rows in TABLES.items():
        (folder / f"{table}.csv").write_text("\n".join(rows), "utf-8")
    return folder


def test_each_fault_is_named_and_the_rest_goes_in(settings: Settings, tmp_path: Path) -> None:
    folder = _delivery(tmp_path / "delivery")
    done = small.command(settings, "import", str(folder), "--json", "--problems", str(tmp_path / "problems.csv"))
    assert done.exit_code == 3
    told = json.loads(done.stdout)
    found = {(file, row, field, problem) for file, row, field, _, problem, _ in told["problems"]}
    assert found == {
        ("sites.csv", "", "", "columns are separated by semicolon"),
        ("contracts.csv", "", "", "missing column: customer_id"),
        ("products.csv", "59", "sku", "duplicate key with different values: rows 59, 60"),
        ("products.csv", "60", "sku", "duplicate key with different values: rows 59, 60"),
        ("products.csv", "61", "origin", "unknown country code"),
        ("components.csv", "14", "component_sku", "a product cannot be its own component"),
        ("lines.csv", "63", "value", "negative value"),
        ("lines.csv", "64", "ship_from", "unknown country code"),
        ("parameters.csv", "3", "value", "a range or a bound, not a value"),
        ("parameters.csv", "4", "unit", "km is no unit of payload"),
        ("parameters.csv", "5", "sku", "depends on products.csv row 61, which is bad"),
        ("classifications.csv", "3", "code", "not a control list designation"),
        ("decisions.csv", "3", "answer", "no decision"),
        ("decisions.csv", "4", "by", "required value is missing"),
    }
    assert {table: told["rows"][table] for table in TABLES} == {"parameters": 1, "classifications": 1, "decisions": 1}
    assert told["rows"]["lines"] == 61
    assert "Atlantis" in (tmp_path / "problems.csv").read_text("utf-8")

    chain.run(settings)
    with graph.connect(settings) as connected:
        held = {row["id"] for row in connected.read("MATCH (n) WHERE n.id STARTS WITH 'COMPOSED' RETURN n.id AS id")}
        (row,) = [one for one in reads.alerts(connected, audience="product_owner") if "2026-16628" in one.alert.title]
        detail = reads.alert(connected, row.alert.id)
        ended = connected.read("MATCH (n) WHERE (n:Contract OR n:Line OR n:Product) AND n.to <> '' RETURN n.id AS id")
        sites = connected.read("MATCH (n:Site) RETURN count(n) AS n")[0]["n"]
    # A product goes in whatever becomes of the rows that speak of it.
    assert held >= {"COMPOSED-1", "COMPOSED-3"}
    assert not {one for one in held if one.startswith("COMPOSED-2")}
    assert detail is not None
    assert "COMPOSED-1" in {one.line.id for one in detail.lines}
    assert [row["id"] for row in ended] == []
    assert sites == 74


def test_a_delivery_of_which_nothing_can_be_read_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "delivery"
    folder.mkdir()
    for path in small.COMPANY.glob("*.csv"):
        (folder / path.name).write_text(path.read_text("utf-8"), "utf-16")
    settings = Settings(data=tmp_path / "data")
    done = small.command(settings, "import", str(folder))
    assert done.exit_code == 1
    assert "nothing to import" in done.stderr
    assert "products.csv: encoded as UTF-16 (save it as CSV UTF-8)" in done.stderr
    assert small.command(settings, "journal").stdout == "0 entries, chain unbroken\n"
