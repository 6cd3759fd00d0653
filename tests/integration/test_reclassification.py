"""The queue on the sample company and the real words of both texts: why, decided by whom, and what comes after.

The company is composed (samples/company), and so are the rows that are changed here; the control list is the cut one of
tests/fixtures/faults.
"""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import chain
import pytest
import test_faults_small as small
from conftest import Engine

import graph
from graph import reads
from graph.reads.reclassifications import (
    ReclassificationRow,
    held_codes,
    product_reclassifications,
    reclassification,
    reclassifications,
)
from ruletrace.pipeline import imports
from ruletrace.pipeline.findings.decisions import DecisionError
from ruletrace.pipeline.rebuild import rebuild
from ruletrace.pipeline.reclassification.decisions import Decision, decide
from ruletrace.settings import Settings

COMPANY = chain.SAMPLES / "company"
DRONE = "UAV-L-007"  # 120 minutes: 9A012.a.2 before 2026-08-13, less than three hours afterwards
DAYS = [chain.START + timedelta(days=7 * week) for week in range(1, 6)]
WHY = "composed: endurance of 120 minutes is less than 3 hours"

Row = dict[str, str]


@pytest.fixture(scope="module")
def queued(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give an engine with both texts and the sample company, processed."""
    small.place(small.folders(tmp_path_factory).crawled, engine.settings.root)
    with chain.context(engine.settings) as own:
        assert imports.take_in(own, COMPANY).content.bad == ()
    with graph.connect(engine.settings) as connected:
        graph.clear(connected)
    chain.run(engine.settings)
    yield engine.settings
    small.remove(engine.settings.root)


@pytest.fixture(scope="module")
def delivery(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample company's tables as a folder that a test may change."""
    folder = tmp_path_factory.mktemp(f"delivery-{engine.name}") / "company"
    return shutil.copytree(COMPANY, folder, ignore=shutil.ignore_patterns("source", "*.py", "*.md"))


def of(settings: Settings, sku: str) -> dict[tuple[str, str], ReclassificationRow]:
    """Return the US items of a product by cause and paragraph; of two licence rows of one number the last."""
    with graph.connect(settings) as connected:
        rows = [one for one in product_reclassifications(connected, sku) if one.item.regime == "US"]
    return {(one.item.cause, one.item.paragraph): one for one in rows}


def settle(settings: Settings, id: str, at: datetime, decision: Decision, why: str, **more: Any) -> None:
    with chain.context(settings, at) as own, graph.connect(settings) as connected:
        decide(own, connected, id, decision, "A. Tester", why, **more)


def take_in(settings: Settings, folder: Path, at: datetime) -> tuple[str, ...]:
    """Import a folder and process it; return what was told."""
    with chain.context(settings, at) as own:
        assert imports.take_in(own, folder).content.bad == ()
    return chain.run(settings)[0].problems


def edit(path: Path, change: Callable[[Row], Row]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [change(row) for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_the_two_hour_drone_waits_because_its_paragraph_means_something_else(queued: Settings) -> None:
    found = of(queued, DRONE)
    own = found["renumbered", "9A012.a.2"]
    assert own.item.from_text == "a.2. A maximum 'endurance' of 1 hour or greater;"
    assert own.item.to_text == "a.2. A maximum 'endurance' of 3 hours or greater;"
    assert (own.item.code, own.item.on) == ("9A012.a.2", "2026-02-04")
    assert own.item.rationale == "composed: endurance of 1 hour or more"
    assert own.item.since == "2026-08-13"
    assert "9A012.a.2 keeps its number and means something else" in own.item.what
    assert [one.entry for one in own.changes] == ["9A012"]
    assert dict(own.open_minor) == {"USD": 49438500}
    assert ("renumbered", "9A012.a.1") in found
    assert ("paragraph changed", "9A012.a.1.a") in found
    assert ("paragraph changed", "9A012 heading") in found
    # Not tested, and not above or below what was: the paragraphs that are new beside it.
    assert not {"9A012.a.3", "9A012.a.4", "9A012.a.5"} & {paragraph for _, paragraph in found}
    assert "9A012 caption list based license exceptions" not in {paragraph for _, paragraph in found}


def test_the_queue_goes_by_value_then_day_and_leaves_out_what_is_editorial(queued: Settings) -> None:
    with graph.connect(queued) as connected:
        rows = reclassifications(connected, limit=10_000)
        assert reclassifications(connected, limit=3) == rows[:3]
        assert reclassifications(connected, state="decided") == ()
    skus = [one.product.id for one in rows]
    assert len(list(dict.fromkeys(skus))) == len([one for n, one in enumerate(skus) if n == 0 or skus[n - 1] != one])
    dollars = [dict(one.open_minor).get("USD", 0) for one in rows]
    assert dollars == sorted(dollars, reverse=True)
    assert {one.item.state for one in rows} == {"open"}
    assert all(change.change_class != "editorial" for one in rows for change in one.changes)
    # The United Arab Emirates' row of 3A090.b is no reason for what is classified 3A090.a.
    by_row = {one.item.code for one in rows if one.item.paragraph == "3A090 licence row 2"}
    assert by_row
    assert all(code.startswith("3A090.b") for code in by_row)


def test_what_cannot_be_decided_is_refused(queued: Settings) -> None:
    id = of(queued, DRONE)["renumbered", "9A012.a.2"].item.id
    changed, kept = Decision.CHANGED, Decision.KEPT
    refused: list[tuple[str, Decision, str, dict[str, Any]]] = [
        ("US list holds no 9A012.a.9; held there: 9A012.a, 9A012.a.1", changed, WHY, {"code": "9A012.a.9"}),
        ("holds no entry 9Z999|not a control list designation", changed, WHY, {"code": "9Z999.a"}),
        ("9A012.a.2 is the code that counts now", changed, WHY, {"code": "9a012a2"}),
        ("needs its new code", changed, WHY, {}),
        ("only a changed classification", kept, WHY, {"code": "9A012.a.1"}),
        ("why: a decision needs a reason", kept, " ", {}),
        ("2027-01-01 is still to come", kept, WHY, {"on": date(2027, 1, 1)}),
        ("of 2026-02-04; a decision of 2026-02-03 would not count", kept, WHY, {"on": date(2026, 2, 3)}),
    ]  # fmt: skip
    for words, decision, why, more in refused:
        with pytest.raises(DecisionError, match=words):
            settle(queued, id, DAYS[0], decision, why, **more)
    with pytest.raises(DecisionError, match="ruletrace reclassify --all"):
        settle(queued, "reclassification:none", DAYS[0], kept, WHY)
    with graph.connect(queued) as connected:
        assert held_codes(connected, "US", "9A012.a.1") == ("9A012.a.1",)  # a.1.a and a.1.b are gone
        assert "9A012.a.5" in held_codes(connected, "US", "9A012")


def test_a_decision_is_the_next_version_and_survives(queued: Settings, delivery: Path) -> None:
    waiting = of(queued, DRONE)
    id = waiting["renumbered", "9A012.a.2"].item.id
    settle(queued, id, DAYS[0], Decision.CHANGED, WHY, code="9a012.a.1")
    settle(queued, id, DAYS[0], Decision.CHANGED, WHY, code="9A012.a.1")  # word for word: recorded once
    _, digest = chain.run(queued)
    at = DAYS[0].isoformat()
    with graph.connect(queued) as connected:
        sheet = reads.product(connected, DRONE)
        own = reclassification(connected, id)
    assert sheet is not None
    assert own is not None
    assert sheet.product.eccn == "9A012.a.1"
    american = [one for one in sheet.classifications if one.regime == "US"]
    assert [(one.designation, one.at, one.counts, one.to) for one in american] == [
        ("9A012.a.2", "2026-02-04", False, at),
        ("9A012.a.1", DAYS[0].date().isoformat(), True, ""),
    ]
    new = american[1]
    assert (new.basis, new.rationale, new.by, new.from_) == ("self", WHY, "A. Tester", at)
    assert new.tested_paragraphs == ("9A012.a.1", "9A012.a.2")
    assert (own.item.state, own.item.decision, own.item.new_code) == ("decided", "changed", "9A012.a.1")
    assert (own.item.code, own.item.decided_by, own.item.why) == ("9A012.a.2", "A. Tester", WHY)
    # It settles its own cause; the others wait, under the code that counts now.
    others = {key: one for key, one in of(queued, DRONE).items() if one.item.id != id}
    assert others.keys() == waiting.keys() - {("renumbered", "9A012.a.2")}
    assert {(one.item.state, one.item.code) for one in others.values()} == {("open", "9A012.a.1")}
    with chain.context(queued) as context, graph.connect(queued) as connected:
        rebuild(context, connected)
        assert graph.export_hash(connected) == digest


def test_the_next_import_still_has_the_old_code_and_is_told(queued: Settings, delivery: Path) -> None:
    edit(delivery / "parameters.csv", lambda row: {**row, "value": "150"} if _endurance(row) else row)
    edit(delivery / "components.csv", lambda row: {**row, "quantity": "2"} if _camera(row) else row)
    edit(delivery / "products.csv", lambda row: {**row, "firmware": "1.0" if row["sku"] == DRONE else ""})
    told = take_in(queued, delivery, DAYS[1])
    words = f"{DRONE} (US): the company's tables say 9A012.a.2 of 2026-02-04; 9A012.a.1 was decided on 2026-09-09"
    assert [one for one in told if one.startswith(words)]
    with graph.connect(queued) as connected:
        product = reads.product(connected, DRONE)
    assert product is not None
    assert product.product.eccn == "9A012.a.1"
    found = of(queued, DRONE)
    endurance = found["parameter changed", "maximum endurance"]
    assert (endurance.item.from_text, endurance.item.to_text) == (
        "120 min (composed: test)",
        "150 min (composed: test)",
    )
    assert endurance.item.since == DAYS[1].date().isoformat()
    camera = found["component changed", "CAM-X-008"]
    assert (camera.item.from_text, camera.item.to_text) == (f"built in: 1 in {DRONE}", f"built in: 2 in {DRONE}")
    # A firmware that is told for the first time is no other one.
    assert not [key for key in found if key[0] == "firmware changed"]
    assert found["renumbered", "9A012.a.2"].item.state == "decided"


def test_a_decision_about_a_parameter_holds_until_it_changes_again(queued: Settings, delivery: Path) -> None:
    id = of(queued, DRONE)["parameter changed", "maximum endurance"].item.id
    settle(queued, id, DAYS[2], Decision.KEPT, "composed: 150 minutes are less than 3 hours too")
    chain.run(queued)
    kept = of(queued, DRONE)["parameter changed", "maximum endurance"].item
    assert (kept.state, kept.decision, kept.code) == ("decided", "kept", "9A012.a.1")
    edit(delivery / "parameters.csv", lambda row: {**row, "value": "200"} if _endurance(row) else row)
    edit(delivery / "products.csv", lambda row: {**row, "firmware": "2.0"} if row["sku"] == DRONE else row)
    take_in(queued, delivery, DAYS[3])
    found = of(queued, DRONE)
    again = found["parameter changed", "maximum endurance"].item
    assert (again.id, again.state) == (id, "open")
    assert (again.from_text, again.to_text) == ("150 min (composed: test)", "200 min (composed: test)")
    assert "decided before: kept by A. Tester" in again.reopened


def test_a_later_row_of_the_tables_counts_and_the_decision_is_not_lost(queued: Settings, delivery: Path) -> None:
    later = (
        f"{DRONE},US,9A012.a.2,self,,,composed: 200 minutes,9A012.a.1; 9A012.a.2,Trade Compliance Office,2026-09-29,\n"
    )
    with (delivery / "classifications.csv").open("a", encoding="utf-8") as file:
        file.write(later)
    told = take_in(queued, delivery, DAYS[4])
    assert [
        one for one in told if one.startswith(f"{DRONE} (US): the company's tables say 9A012.a.2 of 2026-09-29, which")
    ]
    with graph.connect(queued) as connected:
        sheet = reads.product(connected, DRONE)
    assert sheet is not None
    assert sheet.product.eccn == "9A012.a.2"
    # What took effect before that day is settled by it; what was decided is still told.
    assert {one.item.state for one in of(queued, DRONE).values()} == {"decided"}
    assert {one.designation for one in sheet.classifications if one.by == "A. Tester"} == {"9A012.a.1"}


def test_the_commands_list_show_and_decide(queued: Settings) -> None:
    listed = small.command(queued, "reclassify", "--sku", "UAV-S-001", "--json")
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    assert {one["sku"] for one in rows} == {"UAV-S-001"}
    told = small.command(queued, "reclassify").stdout
    assert f"note: {DRONE} (US): the company's tables say" in told
    id = next(one["id"] for one in rows if one["cause"] == "renumbered")
    shown = small.command(queued, "reclassify", "show", id).stdout
    assert "Having all of the following" in shown
    assert "A maximum 'endurance' less than 3 hours" in shown
    assert small.command(queued, "reclassify", "show", "reclassification:none").exit_code == 1
    words = ("reclassify", "decide", id, "kept", "--by", "B. Tester", "--why", "composed: still below three hours")
    wrong = small.command(queued, *words, "--code", "9A012.a.2")
    assert wrong.exit_code == 1
    assert "only a changed classification has a new code" in " ".join(wrong.stderr.split())
    done = small.command(queued, *words)
    assert done.exit_code == 0, done.output
    assert "kept by B. Tester on" in done.stdout
    left = small.command(queued, "reclassify", "--sku", "UAV-S-001", "--json").stdout
    assert id not in left
    assert id in small.command(queued, "reclassify", "--sku", "UAV-S-001", "--all", "--json").stdout


def _endurance(row: Row) -> bool:
    return (row["sku"], row["parameter"]) == (DRONE, "maximum endurance")


def _camera(row: Row) -> bool:
    return (row["sku"], row["component_sku"]) == (DRONE, "CAM-X-008")
