"""Steps are done once; logs keep secrets out; settings name what is wrong."""

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
