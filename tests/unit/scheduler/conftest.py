"""The mark `compose`: tests that need a client of Docker Compose; deselected where there is none."""

import shutil
import subprocess

import pytest


def compose_client() -> list[str]:
    """Return the words that start the client, or nothing when there is none."""
    for words in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(words[0]) and subprocess.run([*words, "version"], capture_output=True).returncode == 0:
            return words
    return []


@pytest.fixture(scope="session")
def client() -> list[str]:
    """Give the client's words."""
    return compose_client()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect where there is no client."""
    marked = [item for item in items if item.get_closest_marker("compose")]
    if marked and not compose_client():
        config.stash[_MISSING] = len(marked)
        config.hook.pytest_deselected(items=marked)
        items[:] = [item for item in items if item not in marked]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in the last lines what was not tested."""
    if count := config.stash.get(_MISSING, 0):
        terminalreporter.write_line(f"{count} tests deselected: this machine has no client of Docker Compose")


_MISSING = pytest.StashKey[int]()
