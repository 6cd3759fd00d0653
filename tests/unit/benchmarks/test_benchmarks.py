"""The benchmarks' own parts: what is measured is measured right, and shown plainly."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from benchmarks import __main__ as command  # noqa: E402
from benchmarks import company_files, composed, show  # noqa: E402
from benchmarks.measure import alone, best, own_peak, peak_of, percentile  # noqa: E402
from benchmarks.record import kept  # noqa: E402
from benchmarks.registry import Figure, ratio  # noqa: E402
from company import tables  # noqa: E402
from graph.projection import project  # noqa: E402


def test_composed_projection_has_the_size_of_the_goal_and_is_valid() -> None:
    units = composed.units()
    nodes, edges = sum(len(unit.nodes) for unit in units), sum(len(unit.edges) for unit in units)
    assert 79_000 <= nodes < 79_500
    assert 300_000 <= edges < 301_000
    projection = project(units)
    assert (len(projection.nodes), len(projection.edges)) == (nodes, edges)
    assert composed.units() == units


@pytest.mark.parametrize(("share", "expected"), [(0.5, 50), (0.95, 95), (1.0, 100), (0.0, 1)])
def test_percentile_is_a_value_that_was_measured(share: float, expected: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_memory_of_a_process_alone_is_not_that_of_this_one() -> None:
    ballast = bytearray(os.urandom(1024)) * (300 * 1024)
    pid, memory = alone(os.getpid)
    assert pid != os.getpid()
    assert 5 < memory < 300 <= own_peak()
    assert len(ballast) > 0
    assert peak_of(2**22 + 1) == 0


def test_best_gives_the_fastest_run_and_the_result() -> None:
    numbers = iter(range(3))
    watch, result = best(lambda: next(numbers))
    assert (result, watch.seconds >= 0) == (2, True)


def test_goal_is_missed_only_above_it() -> None:
    assert [Figure("load", value, "s", 5.0).missed for value in (4.9, 5.0, 5.1)] == [False, False, True]
    assert not Figure("load", 99.0).missed
    assert ratio("MERGE / batch", 30, 4).value == 7.5


def test_page_says_what_misses_its_goal_and_what_failed() -> None:
    figures = [
        {"name": "load", "value": 7.3, "unit": "s", "goal": 5.0, "note": "cold", "missed": True},
        {"name": "rows", "value": 79042, "unit": "", "goal": None, "note": "", "missed": False},
    ]
    run = {"title": "Graph", "began": "2026-11-26T09:30:00+00:00", "seconds": 61.2, "load": [0.1, 1.9]}
    failed = {**run, "title": "Chain", "figures": [], "error": "Traceback\nValueError: no alert"}
    page = show.markdown({"machine": {"cores": "2"}, "benchmarks": {"graph": {**run, "figures": figures}, "x": failed}})
    assert "- load: 7.3 s, goal under 5 s (graph, 2026-11-26 09:30 UTC, 61 s in all, load 0.1 → 1.9)" in page
    assert "- x failed: ValueError: no alert" in page
    assert "| rows | 79,042 |  |  |" in page


def test_figures_of_another_machine_are_not_mixed_in(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_text('{"machine": {"cores": "many"}, "benchmarks": {"graph": {}}}')
    assert kept(path)["benchmarks"] == {}


def test_command_names_the_benchmarks_and_refuses_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "--list"])
    assert command.main() == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        "chain",
        "classification",
        "company-import",
        "control-lists",
        "engine-start",
        "extraction",
        "graph",
        "licences",
        "outcomes",
    ]
    monkeypatch.setattr(sys, "argv", ["benchmarks", "speed"])
    with pytest.raises(SystemExit, match="2"):
        command.main()
    assert "unknown: speed; known: chain" in capsys.readouterr().err


def test_composed_company_is_wholly_good_and_its_change_is_one_row_in_a_hundred() -> None:
    codes = ["3A001.a", "3A090.a.1", "4A003", "5A002.a"]
    first, changed = (company_files.files(codes, 200, changed=one) for one in (False, True))
    content = tables.parse(first)
    assert (content.bad, content.files) == ((), ())
    few = ("products", "components", "parameters", "classifications", "decisions")
    assert [content.read[name] for name in few] == [200, 60, 400, 200, 20]
    lines = {name: zip(first[name].splitlines(), changed[name].splitlines(), strict=True) for name in first}
    differing = {name: sum(one != other for one, other in pairs) for name, pairs in lines.items()}
    assert {name: count for name, count in differing.items() if count} == {
        "products.csv": 2,
        "parameters.csv": 4,
        "classifications.csv": 2,
    }
