"""What all tests share: tests whose engine is missing are deselected, and the last lines say so.

With RULETRACE_ALL_ENGINES set, as CI does, nothing is deselected: a missing engine then fails.
"""

import gc
import os
import shutil
import subprocess
from pathlib import Path

import pytest

NEEDED = {"browser": "chromium"}
# As the command line does: trees of the law that stay are looked through less often.
gc.set_threshold(50_000, 20, 50)
_MISSING = pytest.StashKey[dict[str, int]]()
PROGRAM = Path(__file__).resolve().parents[1] / ".venv" / "bin" / "ruletrace"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the demo once and return its data folder, which tests copy: nobody writes to it."""
    folder = tmp_path_factory.mktemp("demo")
    own = {name: value for name, value in os.environ.items() if name not in ("NEO4J_URI", "RULETRACE_BASE_URL")}
    own["RULETRACE_DATA"] = str(folder)
    done = subprocess.run([PROGRAM, "demo", "--headless"], env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests of an engine that this machine lacks."""
    config.stash[_MISSING] = {}
    for mark, program in NEEDED.items():
        if shutil.which(program) or os.environ.get("RULETRACE_ALL_ENGINES"):
            continue
        missing = [item for item in items if item.get_closest_marker(mark)]
        config.hook.pytest_deselected(items=missing)
        items[:] = [item for item in items if item not in missing]
        config.stash[_MISSING][program] = len(missing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in the last lines what was not tested."""
    for program, count in config.stash.get(_MISSING, {}).items():
        if count:
            terminalreporter.write_line(f"{count} tests deselected: this machine has no {program}")
