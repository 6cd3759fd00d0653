"""Roles, the served command, and names that would hide other packages."""

import importlib.metadata
import sys
from pathlib import Path

import pytest

import dashboard
from dashboard.access import Role, roles_of
from dashboard.serve import command
from ruletrace.settings import Settings


@pytest.mark.parametrize("address", [None, "127.0.0.1", "::1"])
def test_the_one_person_at_this_machine_has_all_roles(address: str | None) -> None:
    assert roles_of(None, address) == frozenset(Role)


@pytest.mark.parametrize(("user", "address"), [(None, "10.0.0.7"), (None, "nonsense"), ("a@b.example", None)])
def test_anyone_else_has_none(user: str | None, address: str) -> None:
    assert roles_of(user, address) == frozenset()


def test_the_command_serves_on_loopback_only() -> None:
    words = command(Settings(dashboard_port=9123))
    assert words[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(words[4]).is_file()
    assert {
        "--server.address=127.0.0.1",
        "--server.port=9123",
        "--server.headless=true",
        "--server.enableXsrfProtection=true",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
        "--client.toolbarMode=minimal",
        "--server.maxUploadSize=1",
    } <= set(words)


def test_a_browser_opens_when_asked() -> None:
    assert "--server.headless=false" in command(Settings(), headless=False)


def test_no_module_hides_another_package() -> None:
    """Streamlit puts the entry's folder first on the path, so its names win over every package of that name."""
    folder = Path(dashboard.__file__).parent
    names = {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()} - {
        "__init__",
        "__pycache__",
    }
    taken = set(importlib.metadata.packages_distributions()) | set(sys.stdlib_module_names)
    assert names & taken == set()


def test_a_trusted_way_in_opens_all_pages_to_who_is_not_logged_in_and_gives_a_login_nothing() -> None:
    assert roles_of(None, "172.18.0.1", trusted=True) == frozenset(Role)
    assert roles_of("someone@example.com", "172.18.0.1", trusted=True) == frozenset()
