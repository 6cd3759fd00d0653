"""The README's commands work as written, in its order, on a demo of their own."""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NOT_RUN = {
    "make demo": "serves until interrupted; `ruletrace demo --headless` is run here, make itself by CI's users",
    "make test": "is what runs this test",
    "export RULETRACE_DATA=/srv/ruletrace RULETRACE_CONTACT=compliance@example.com": "sets the shell's environment",
    "ruletrace import FOLDER": "FOLDER is the reader's own",
    "ruletrace up": "needs the live services; its own test runs it against the replay server",
}


def _commands() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


@pytest.fixture(scope="module")
def folder(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("readme") / "data"
    shutil.copytree(demo, folder)
    yield folder
    _run("ruletrace stop", folder)


def _run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    words = shlex.split(command.removeprefix(".venv/bin/"))
    words = [word.replace(".ruletrace/", f"{folder}/") for word in words]
    bin_folder = ROOT / ".venv" / "bin"
    environment = {**os.environ, "RULETRACE_DATA": str(folder), "COLUMNS": "120"}
    for name in ("NEO4J_URI", "RULETRACE_BASE_URL"):
        environment.pop(name, None)
    program = bin_folder / words[0]
    return subprocess.run(
        [program, *words[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def test_every_command_is_run_or_its_reason_is_given() -> None:
    commands = set(_commands())
    assert set(NOT_RUN) <= commands
    assert all(command in NOT_RUN or command.startswith(".venv/bin/ruletrace ") for command in commands)


@pytest.mark.parametrize("command", [one for one in _commands() if one not in NOT_RUN])
def test_a_command_of_the_readme_runs(command: str, folder: Path) -> None:
    done = _run(command, folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_demo_finds_nothing_changed_the_second_time(folder: Path) -> None:
    done = _run("ruletrace demo --headless", folder)
    assert done.returncode == 0, done.stderr
    assert "nothing changed" in done.stdout


def test_the_difference_is_given_as_json_lines(folder: Path) -> None:
    done = _run("ruletrace controls diff --list ccl --from 2026-06-25 --to 2026-09-01 --json", folder)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    told = {"entry", "place", "kind", "class", "before", "after", "documents"}
    assert told | {"by_date_alone", "meaning_changed", "pending", "uncertain"} == set(rows[0])
    assert {row["kind"] for row in rows} <= {"added", "revised", "removed", "moved"}
    (endurance,) = [row for row in rows if (row["entry"], row["place"]) == ("9A012", "a.2")]
    assert endurance["after"].endswith("A maximum 'endurance' of 3 hours or greater;")
    assert endurance["documents"] == ["2026-16628"]
