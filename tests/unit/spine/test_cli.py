"""Every command and option has help; the README names every command."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from ruletrace.cli.app import app
from ruletrace.cli.commands import FILES, holding, joined

README = Path("README.md").read_text(encoding="utf-8")


def _commands(group: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    # Typer brings a click of its own, so the kind of object is told by what it has.
    if hasattr(group, "commands"):
        for name, command in group.commands.items():
            yield from _commands(command, f"{path} {name}".strip())
    else:
        yield path, group


COMMANDS: dict[str, Any] = dict(_commands(typer.main.get_command(app)))


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_a_command_has_help_and_so_have_its_options(path: str) -> None:
    command = COMMANDS[path]
    assert command.help
    assert [option.name for option in command.params if not getattr(option, "help", "")] == []


@pytest.mark.parametrize("path", sorted(set(COMMANDS) - {"version"}))
def test_the_readme_names_the_command(path: str) -> None:
    assert f"ruletrace {path}" in README or f"make {path}" in README


def test_every_command_is_found_in_the_files_that_hold_it() -> None:
    names = {path.split()[0] for path in COMMANDS} - {"version"}
    assert {name for held in FILES.values() for name in held} == names
    for name in names:
        alone = dict(_commands(typer.main.get_command(joined(holding(name)))))
        parts = {path for path in COMMANDS if path.split()[0] == name}
        assert {path for path in alone if path.split()[0] == name} == parts


def test_any_other_word_has_all_commands() -> None:
    assert holding("composed") == holding("--help") == holding("version") == list(FILES)
