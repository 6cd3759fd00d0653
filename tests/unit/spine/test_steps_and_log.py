"""Steps are done once; logs keep secrets out; settings name what is wrong."""

from functools import partial
from pathlib import Path

import pytest

from ruletrace.log import redact
from ruletrace.pipeline.steps import Steps
from ruletrace.settings import Neo4jSettings, Settings


def test_a_step_is_done_once_per_input_and_version(tmp_path: Path) -> None:
    calls: list[str] = []

    def work() -> list[object]:
        calls.append("done")
        return [{"a": (1, 2)}]

    for version in ("1", "1", "2"):
        steps = Steps(tmp_path / "derived.sqlite")
        assert steps.once("extract", version, "hash", work) == [{"a": [1, 2]}]
    assert len(calls) == 2
    steps.forget()
    assert steps.kept("extract", "1", "hash") is None


def test_many_results_are_kept_together_and_only_new_inputs_are_computed(tmp_path: Path) -> None:
    steps = Steps(tmp_path / "derived.sqlite")
    calls: list[str] = []

    def work(name: str) -> list[str]:
        calls.append(name)
        return [name, str(len(calls))]

    first = [f"input {number}" for number in range(1001)]
    found = steps.each("verdicts", "1", {one: partial(work, one) for one in first})
    assert list(found) == first
    assert calls == first
    more = ["new", *first[:700]]
    again = steps.each("verdicts", "1", {one: partial(work, one) for one in more})
    assert calls == [*first, "new"]
    assert again == {"new": ["new", "1002"], **{one: found[one] for one in first[:700]}}
    assert (steps.done, steps.reused) == (1002, 700)
    assert steps.each("verdicts", "2", {"new": partial(work, "new")}) == {"new": ["new", "1003"]}


def test_a_kept_result_that_no_longer_holds_is_computed_again(tmp_path: Path) -> None:
    steps = Steps(tmp_path / "derived.sqlite")
    assert steps.once("outcomes", "1", "hash", lambda: "first") == "first"
    assert steps.once("outcomes", "1", "hash", lambda: "second", lambda kept: kept != "first") == "second"
    assert steps.once("outcomes", "1", "hash", lambda: "third", lambda kept: kept != "first") == "second"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("bolt://neo4j:hunter2@db:7687 refused", "bolt://neo4j:***@db:7687 refused"),
        ("password=hunter2 user=neo4j", "password=*** user=neo4j"),
        ("Authorization: Basic", "Authorization: ***"),
        ("3A090.a.1 stands", "3A090.a.1 stands"),
    ],
)
def test_secrets_do_not_reach_the_log(message: str, shown: str) -> None:
    assert redact(message) == shown


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RULETRACE_DATA", str(tmp_path))
    monkeypatch.setenv("NEO4J_PASSWORD", "hunter2")
    settings = Settings()
    assert settings.archive_location() == f"file://{tmp_path}/archive"
    assert settings.neo4j == Neo4jSettings()
    assert "hunter2" not in repr(settings)
