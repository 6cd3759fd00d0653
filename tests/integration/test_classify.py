"""Chips and other items classified on a day by the command, from archive and journal."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import chain
import pytest
import typer
from typer.testing import CliRunner, Result

from regulation.classification import NOT_CHECKED
from ruletrace.cli import classify, status
from ruletrace.pipeline import list_history
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import CCL, Kept, kept
from ruletrace.settings import Settings

FIXTURES = Path(__file__).parents[1] / "fixtures" / "classification"
HISTORY = chain.SAMPLES / "ccl-history"
CHIPS = str(chain.SAMPLES / "company" / "source" / "chips.csv")
ROWS, DRONES, EXPORTS = "rows.composed.csv", "drones.composed.csv", "exports.composed.csv"
COMMANDS = typer.Typer()
COMMANDS.registered_commands += classify.app.registered_commands + status.app.registered_commands


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with both official texts, the documents and the converted history."""
    root = tmp_path_factory.mktemp("classify")
    chain.place(tmp_path_factory, root, ("ecfr-774", "fr-documents"))
    own = kept(CCL)
    assert own
    with chain.context(Settings(data=root)) as context:
        origin = ("jacobfeldgoise/ccl-trade, state 3b3c047", "MIT")
        rules = HISTORY / "ccl-rules-2016-2025.json"
        list_history.take_in(context, own, HISTORY / "history-runs.jsonl.gz", *origin, rules)
    return root


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """Read the texts and documents once: nothing is taken in between the runs, and each would take seconds."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("held", "known"):
            patch.setattr(list_history, name, _remembered(getattr(list_history, name)))
        yield


def _remembered(read: Callable[..., Any]) -> Callable[..., Any]:
    found: dict[Path, Any] = {}

    def answer(context: Context, own: Kept) -> Any:
        root = context.settings.root
        if root not in found:
            found[root] = read(context, own)
        return found[root]

    return answer


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(COMMANDS, words, env={"RULETRACE_DATA": str(root), "COLUMNS": "200"})


def rows(root: Path, file: str, on: str, *words: str, code: int = 0) -> dict[str, dict[str, Any]]:
    done = run(root, "classify", str(FIXTURES / file), "--on", on, "--json", *words)
    assert done.exit_code == code, done.output
    return {row["chip"]: row for row in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize(
    ("on", "a100", "a800", "card", "text"),
    [
        ("2016-06-01", "not modelled", "not modelled", "not modelled", None),
        ("2022-10-06", "out", "out", "out", "2022-08-15"),
        ("2022-10-10", "in", "out", "cannot decide", "2023-01-17"),
        ("2023-02-01", "in", "out", "cannot decide", "2023-01-17"),
        ("2023-11-16", "in", "out", "cannot decide", "2023-10-18"),
        ("2023-11-17", "in", "in", "in", "2023-11-17"),
        ("2026-11-26", "in", "in", "in", "2026-09-01"),
    ],
)
def test_vintages(folder: Path, on: str, a100: str, a800: str, card: str, text: str | None) -> None:
    found = rows(folder, CHIPS, on)
    assert len(found) == 18
    names = ("A100 SXM 80GB", "H100 SXM"), ("A800 SXM", "H800 SXM"), ("RTX 4090",)
    for verdict, group in zip((a100, a800, card), names, strict=True):
        assert {found[name]["verdict"] for name in group} == {verdict}
    assert {row["text"] and row["text"]["date"] for row in found.values()} == {text}
    assert {row["not_checked"] for row in found.values()} == {NOT_CHECKED}


def test_the_text_is_told(folder: Path) -> None:
    between = rows(folder, CHIPS, "2022-10-10")["A100 SXM 80GB"]["text"]
    assert between["origin"].startswith("converted by others (jacobfeldgoise/ccl-trade")
    assert "2022-21658 (effective 2022-10-07, published 2022-10-13)" in between["told"][0]
    assert "by date alone" in between["told"][0]
    after = rows(folder, CHIPS, "2026-11-26")["A100 SXM 80GB"]["text"]
    assert (after["origin"], after["converted"]) == ("official", False)
    assert after["sha256"].startswith("c60be9cd")
    assert "later amendments not seen" in after["told"][0]


def test_notes_that_a_converter_lost_come_from_the_text_before(folder: Path) -> None:
    found = rows(folder, CHIPS, "2025-12-01")["RTX 4090 D"]
    assert (found["verdict"], found["text"]["date"]) == ("out", "2025-02-11")
    assert found["reason"].startswith("excluded from 3A090.a.2 by note")
    assert any("in the text of 2025-09-29 the notes to 3A090" in words for words in found["text"]["told"])


def test_composed_rows(folder: Path) -> None:
    found = rows(folder, ROWS, "2026-09-01", code=3)
    verdicts = {name.removeprefix("COMPOSED "): (row["verdict"], row["paragraph"]) for name, row in found.items()}
    assert verdicts == {
        "H": ("in", "3A090.a.1"),
        "D": ("out", ""),
        "no die marketed": ("cannot decide", ""),
        "no die unknown": ("cannot decide", ""),
        "no die not marketed": ("out", ""),
        "sources part": ("cannot decide", ""),
        "sources agree": ("in", "3A090.a.2"),
        "estimate": ("cannot decide", ""),
        "fabricator": ("presumed", "3A090.a"),
        "server": ("in", "4A090.a"),
        "desk": ("out", ""),
        "box": ("cannot decide", ""),
    }
    assert found["COMPOSED no die marketed"]["missing"] == ["applicable die area"]
    meant = [(one["when"], one["verdict"], one["paragraphs"]) for one in found["COMPOSED no die marketed"]["outcomes"]]
    assert meant[-1] == (["applicable die area: 506.757 mm² or less"], "in", ["3A090.a.2"])
    assert meant[0] == (["applicable die area: more than 1875 mm²"], "out", [])
    assert "sources disagree" in found["COMPOSED sources part"]["reason"]
    assert any("estimate" in words for words in found["COMPOSED estimate"]["remarks"])


def test_bad_rows_are_told_and_good_ones_answered(folder: Path) -> None:
    done = run(folder, "classify", str(FIXTURES / ROWS), "--on", "2026-09-01", "--json")
    assert done.exit_code == 3
    assert len(done.stdout.splitlines()) == 12
    assert "rows.composed.csv, row 14, tpp: not a number ('abc')" in done.stderr
    assert "rows.composed.csv, row 15, datacenter: neither yes, no nor unknown ('maybe')" in done.stderr
    assert "rows.composed.csv, row 16, contains: no good row named no such chip" in done.stderr


def test_row_order_is_irrelevant(folder: Path, tmp_path: Path) -> None:
    header, *lines = Path(CHIPS).read_text(encoding="utf-8").splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([header, *reversed(lines)]), encoding="utf-8")
    assert rows(folder, str(turned), "2026-09-01") == rows(folder, CHIPS, "2026-09-01")


def test_a_drone_moves_from_one_paragraph_to_another(folder: Path) -> None:
    before = rows(folder, DRONES, "2026-06-25", "--entry", "9A012", code=3)
    after = rows(folder, DRONES, "2026-09-01", "--entry", "9A012", code=3)
    assert set(after) == {"COMPOSED two hours", "COMPOSED undecided"}
    two = "COMPOSED two hours"
    assert (before[two]["paragraphs"], after[two]["paragraphs"]) == (["9A012.a.2"], ["9A012.a.1"])
    near = next(one for one in after[two]["headroom"] if one["paragraph"] == "9A012.a.1")
    assert (near["bound"], near["value"], near["distance"], near["unit"]) == (3, 2, -1, "hours")
    assert after["COMPOSED undecided"]["verdict"] == "cannot decide"
    assert any("natural vision" in words for words in after["COMPOSED undecided"]["missing"])


def test_a_wrong_table_is_refused(folder: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("chip,performance\nA,1\n", encoding="utf-8")
    done = run(folder, "classify", str(wrong), "--on", "2026-09-01")
    assert done.exit_code == 1
    assert "wrong.csv: no column tpp" in done.stderr
    done = run(folder, "classify", str(FIXTURES / DRONES), "--on", "2026-09-01")
    assert done.exit_code == 1
    assert "needs --entry" in done.stderr


EVERY_CHIP = {
    # chip: verdicts under the texts of 2022, 2023 and 2026, and the first paragraph of 2026
    "A100 SXM 80GB": ("in", "in", "in", "3A090.a.1"),
    "A800 SXM": ("out", "in", "in", "3A090.a.1"),
    "H100 SXM": ("in", "in", "in", "3A090.a.1"),
    "H800 SXM": ("out", "in", "in", "3A090.a.1"),
    "H200 SXM": ("in", "in", "in", "3A090.a.1"),
    "H20": ("out", "out", "out", ""),
    "L4": ("out", "in", "in", "3A090.a.2"),
    "L40": ("out", "in", "in", "3A090.b.1"),
    "A10": ("out", "out", "out", ""),
    "RTX 4090": ("cannot decide", "in", "in", "3A090.a.1"),
    "RTX 4090 D": ("out", "out", "out", ""),
    "B200": ("in", "in", "in", "3A090.a.1"),
    "MI300X": ("in", "in", "in", "3A090.a.1"),
    "MI250X": ("out", "in", "in", "3A090.a.1"),
    "Gaudi 2": ("out", "in", "in", "3A090.a.1"),
    "Gaudi 3": ("in", "in", "in", "3A090.a.1"),
    "Ascend 910B4": ("out", "in", "in", "3A090.a.2"),
    "BR100": ("out", "in", "in", "3A090.a.1"),
}


def test_every_chip_in_every_vintage(folder: Path) -> None:
    found = [rows(folder, CHIPS, day) for day in ("2022-10-10", "2023-12-01", "2026-11-26")]
    assert {
        name: (*(day[name]["verdict"] for day in found), row["paragraph"]) for name, row in found[-1].items()
    } == EVERY_CHIP
    assert found[0]["RTX 4090"]["missing"] == [
        "link bandwidth (aggregate bidirectional transfer rate over all inputs and outputs)"
    ]
    assert found[-1]["RTX 4090 D"]["reason"].startswith("excluded from 3A090.a.2 by note 3")
    assert any("decided without applicable die area" in words for words in found[-1]["Gaudi 3"]["remarks"])
    assert found[-1]["H20"]["reason"].endswith("3A090.b.1: total processing performance 2368 is 32 below 2400")


def test_exporters_prints_and_rates(folder: Path) -> None:
    done = run(folder, "classify", str(FIXTURES / EXPORTS), "--on", "2026-11-26", "--json")
    assert done.exit_code == 3
    found = {row["chip"].removeprefix("COMPOSED "): row for row in map(json.loads, done.stdout.splitlines())}
    assert {name: (row["verdict"], row["paragraphs"]) for name, row in found.items()} == {
        "only b": ("presumed", ["3A090.a", "3A090.b.1"]),
        "way a": ("in", ["3A090.b.1"]),
        "way c": ("out", []),
        "not applicable": ("out", []),
        "in anyway": ("in", ["3A090.a.1", "3A090.a.2"]),
        "printed": ("cannot decide", []),
        "rounded": ("cannot decide", []),
        "rates": ("in", ["3A090.a.1", "3A090.a.2"]),
        "sparse": ("cannot decide", []),
        "no origin": ("in", ["3A090.a.1", "3A090.a.2"]),
    }
    assert found["printed"]["missing"] == ["applicable die area"]
    assert found["sparse"]["deciding"] == [{"fact": "total processing performance", "share": 1}]
    assert any("only sparse rates" in words for words in found["sparse"]["remarks"])
    assert any(words.startswith("origin not stated") for words in found["no origin"]["remarks"])
    assert not any(words.startswith("origin") for words in found["rates"]["remarks"])
    assert "row 12, presumption_overcome: no way to overcome the presumption of Note 1 to 3A090.a ('d')" in done.stderr
    assert "row 13, rates: no rate of a datasheet ('600 TOPS')" in done.stderr


def test_an_entry_that_no_text_has_is_not_modelled(folder: Path) -> None:
    found = rows(folder, CHIPS, "2026-11-26", "--entry", "3A888")["H100 SXM"]
    assert (found["verdict"], found["reason"]) == ("not modelled", "no text held of the list has an entry 3A888")
    # A text of another day has 3A090, so that this one is known not to.
    assert rows(folder, CHIPS, "2022-10-06")["H100 SXM"]["verdict"] == "out"
    table = run(folder, "classify", CHIPS, "--on", "2026-11-26", "--entry", "3A888").stdout
    assert "none of 3A888" not in table
    assert "18 not modelled" in table


def test_the_table_for_people(folder: Path) -> None:
    done = run(folder, "classify", CHIPS, "--on", "2026-11-26")
    assert done.exit_code == 0
    assert "On 2026-11-26: 15 in, 3 out" in done.stdout
    assert done.stdout.count(NOT_CHECKED) == 1
    assert "no legal advice" in done.stdout
    assert done.stdout.count("column memory_bandwidth_gb_s is not used") == 1
    # What holds of every row is told once, below the table.
    assert done.stdout.count("taken as an integrated circuit with digital processing units") == 1
    assert "…" not in done.stdout


def test_what_is_open_is_not_none(folder: Path) -> None:
    lines = run(folder, "classify", str(FIXTURES / ROWS), "--on", "2026-11-26").stdout
    assert "3A090.a.2, 3A090.b.1, 3A090.b.2?" in lines
    assert "would decide alone: applicable die area (whatever it is)" in lines
    row = next(line for line in lines.splitlines() if "COMPOSED no die marketed" in line)
    assert "none of" not in row
    # The note of the presumption is told whole.
    assert "cease to be an authorized IC designer 180 days after" in lines


def test_an_individual_notice_that_a_person_entered(folder: Path) -> None:
    before = rows(folder, CHIPS, "2026-09-01")["H20"]
    assert (before["verdict"], before["notices"]) == ("out", [])
    entered = (
        "--kind",
        "individual notice",
        "--from",
        "2025-04-09",
        "--by",
        "A. Analyst",
        "--citation",
        "8-K of 2025-04-15",
    )
    says = f"composed: a licence is required of those who were told; {'and so on, ' * 60}to its end"
    for subject in ("NVIDIA H20 integrated circuits", "A100X integrated circuits"):
        assert run(folder, "enter", "--subject", subject, *entered, "--says", says).exit_code == 0
    found = rows(folder, CHIPS, "2026-09-01")
    assert found["H20"]["verdict"] == "out"
    assert "individual notice of 2025-04-09" in found["H20"]["reason"]
    assert found["H20"]["notices"][0]["origin"] == "entered, not read"
    assert [name for name, row in found.items() if row["notices"]] == ["H20"]
    assert rows(folder, CHIPS, "2025-04-08")["H20"]["notices"] == []
    table = run(folder, "classify", CHIPS, "--on", "2026-09-01").stdout.splitlines()
    told = [line for line in table if line.startswith("H20: licence required by individual notice of 2025-04-09")]
    assert len(told) == 1
    assert told[0].endswith("to its end")
    other = [line for line in table if line.startswith("in force, and names no item of this file")]
    assert len(other) == 1
    assert "A100X" in other[0]
