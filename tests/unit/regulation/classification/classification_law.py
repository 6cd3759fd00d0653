"""Law and items for the tests of classification."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from nlp.predicates.entries import read_entry
from regulation.classification import EntryTest, Item, Law, Measured, compiled, form
from regulation.controls import ControlList
from regulation.thresholds.model import folded

ROOT = Path(__file__).parents[4]
DATACENTER = folded("designed or marketed for use in datacenters")
TPP, AREA, LINK = "total processing performance", "applicable die area [m²]", "link bandwidth [byte/s]"
_FACTORS = {TPP: "1", AREA: "0.000001", LINK: "1000000000"}
LawOn = Callable[[str], Law]


def law_of(controls: ControlList) -> Law:
    def load(eccn: str) -> EntryTest | None:
        read = read_entry(controls, eccn)
        predicate = read.predicate(eccn) if read else None
        return compiled(read.entry, predicate) if read and predicate else None

    return Law(load)


def measured(key: str, cell: str) -> tuple[Measured, ...]:
    """Return the values of a cell in the unit of the table; several sources are separated by "/"."""
    factor = Decimal(_FACTORS[key])
    return tuple(Measured(Decimal(one) * factor, f"source {n}") for n, one in enumerate(cell.split("/"), 1))


def item(name: str, tpp: str = "", area: str = "", datacenter: bool | None = True, link: str = "") -> Item:
    given = {TPP: tpp, AREA: area, LINK: link}
    values = {key: measured(key, cell) for key, cell in given.items() if cell}
    answers = dict(form("integrated circuit").answers)
    answers |= {} if datacenter is None else {DATACENTER: datacenter}
    return Item(name, values, answers)


def assembly(name: str, *contains: Item) -> Item:
    """Return an assembly with what it contains; it is no equipment for another one."""
    beside = "related equipment, “electronic assemblies,” and “components” therefor"
    return Item(name, {}, {**form("assembly").answers, folded(beside): False}, contains)


def chips() -> dict[str, Item]:
    """Return the chips of the table by name; estimates are left out."""
    path = ROOT / "samples" / "company" / "source" / "chips.csv"
    return {row["chip"]: _chip(row) for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())}


def _chip(row: dict[str, str]) -> Item:
    tpp = "/".join(filter(None, (row["tpp"], row["tpp_other_source"])))
    area = "/".join(one for one in (row["die_mm2"], row["die_other_source"]) if one and "est" not in one)
    return item(row["chip"], tpp, area, row["datacenter"] == "yes", row["link_bandwidth_gb_s"])
