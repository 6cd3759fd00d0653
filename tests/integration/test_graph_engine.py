"""The embedded engine's life: one server for all, gone when told or idle, sound after a kill."""

import contextlib
import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from graph_composed import random_units

import graph
from graph.engine import EngineFolder, attach, locate
from graph.engine.files import held
from graph.schema import Control, PartOf, Unit
from ruletrace.settings import Neo4jSettings, Settings


def own_settings(data: Path, idle: int = 900) -> Settings:
    return Settings(data=data, engine_memory="512m", engine_idle=idle, neo4j=Neo4jSettings(uri=""))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a data folder for this module: its first end makes the class cache, later starts are quick."""
    folder = tmp_path_factory.mktemp("own-engine")
    yield folder
    graph.stop(own_settings(folder))


@pytest.fixture
def settings(data: Path) -> Settings:
    """Give the settings of a stopped engine."""
    graph.stop(own_settings(data))
    return own_settings(data)


def processes_of(folder: Path) -> list[str]:
    """Return the command lines of living processes that name the engine's folder (zombies have none)."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if f"{folder}/engine" in words:
            found.append(words)
    return found


def listening(port: int) -> set[str]:
    """Return the addresses on which somebody listens at `port`, as Linux tells them."""
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            _, local, _, state = line.split()[:4]
            address, number = local.split(":")
            if (int(number, 16), state) == (port, "0A"):
                found.add(".".join(str(byte) for byte in reversed(bytes.fromhex(address[-8:]))))
    return found


def eventually(holds: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def many(rows: int) -> list[Unit]:
    """Return a composed chain of places, long enough for several batches."""
    nodes = tuple(Control(id=f"us/{number}", entry="3A090", designation=f"3A090.{number}") for number in range(rows))
    edges = tuple(PartOf(start=f"us/{number}", end=f"us/{number - 1}") for number in range(1, rows))
    return [Unit("law", nodes, edges)]


def test_stop_leaves_no_process(settings: Settings) -> None:
    with graph.connect(settings) as connected:
        assert connected.is_embedded
    assert graph.status(settings).running
    assert len(processes_of(settings.root)) == 2
    assert graph.stop(settings)
    assert processes_of(settings.root) == []
    assert not graph.status(settings).running
    assert not graph.stop(settings)


def test_password_is_kept_apart_and_listens_on_loopback_only(settings: Settings) -> None:
    attach(settings)
    folder = EngineFolder.of(settings)
    assert stat.S_IMODE(folder.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700
    password = folder.password()
    assert len(password) >= 30
    assert all(password not in words for words in processes_of(settings.root))
    readable = [path for path in folder.root.rglob("*") if path.is_file() and path.suffix in (".json", ".log", ".0")]
    assert readable
    assert all(password not in path.read_text(errors="replace") for path in readable)
    state = folder.state()
    assert state is not None
    assert {address for port in (state.bolt_port, state.http_port) for address in listening(port)} == {"127.0.0.1"}


def test_three_processes_at_once_share_one_server(settings: Settings) -> None:
    script = textwrap.dedent("""
        import sys, graph
        from pathlib import Path
        from ruletrace.settings import Neo4jSettings, Settings
        settings = Settings(data=Path(sys.argv[1]), engine_memory="512m", neo4j=Neo4jSettings(uri=""))
        with graph.connect(settings) as connected:
            assert connected.read("RETURN 1 AS one")[0]["one"] == 1
        print(graph.status(settings).pid)
    """)
    words = [sys.executable, "-c", script, str(settings.root)]
    children = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    pids = {child.communicate(timeout=120)[0].strip() for child in children}
    assert [child.returncode for child in children] == [0, 0, 0]
    assert len(pids) == 1
    assert pids != {"0"}
    assert len(processes_of(settings.root)) == 2


def test_state_of_a_dead_server_is_stale(settings: Settings) -> None:
    first = attach(settings)
    os.kill(first.pid, signal.SIGKILL)
    assert eventually(lambda: not held(EngineFolder.of(settings).alive), 10)
    assert not graph.status(settings).running
    with graph.connect(settings) as connected:
        assert connected.read("RETURN 1 AS one")[0]["one"] == 1
    assert graph.status(settings).pid != first.pid


def test_pid_of_another_program_is_not_taken_for_the_server(settings: Settings) -> None:
    attach(settings)
    graph.stop(settings)
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        folder = EngineFolder.of(settings)
        stale = {"pid": bystander.pid, "watcher": bystander.pid, "bolt_port": 1, "http_port": 2, "ready": True}
        (folder.root / "state.json").write_text(json.dumps(stale))
        assert not graph.status(settings).running
        assert not graph.stop(settings)
        assert bystander.poll() is None
        (folder.root / "state.json").write_text('{"pid": ')
        assert attach(settings).pid != bystander.pid
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_connection_survives_a_stop(settings: Settings) -> None:
    with graph.connect(settings) as connected:
        graph.write(connected, random_units(1))
        before = graph.export_hash(connected)
        graph.stop(settings)
        assert graph.export_hash(connected) == before


def test_idle_server_ends_by_itself(data: Path, settings: Settings) -> None:
    idle = own_settings(data, idle=2)
    with graph.connect(idle) as connected:
        for _ in range(6):
            time.sleep(0.5)
            connected.read("RETURN 1")
        assert graph.status(idle).running
    assert eventually(lambda: processes_of(data) == [], 30)
    assert not graph.status(settings).running


def test_watcher_that_died_is_replaced(settings: Settings) -> None:
    first = attach(settings)
    os.kill(first.watcher, signal.SIGKILL)
    assert eventually(lambda: not held(EngineFolder.of(settings).watched), 10)
    second = attach(settings)
    assert second.pid == first.pid
    assert second.watcher != first.watcher


@pytest.mark.parametrize("first_load", [True, False], ids=["batch", "merge"])
def test_kill_of_the_server_midway_is_repaired(settings: Settings, first_load: bool) -> None:
    units = many(12_000)
    with graph.connect(settings) as connected:
        graph.clear(connected)
        graph.write(connected, units)
        whole = graph.export_hash(connected)
        graph.clear(connected)
        if not first_load:
            graph.write(connected, many(2))

        killed: list[int] = []

        def kill(done: int, total: int) -> None:
            if not killed and 5_000 <= done < total:
                killed.append(graph.status(settings).pid)
                os.kill(killed[0], signal.SIGKILL)
                assert eventually(lambda: not held(EngineFolder.of(settings).alive), 10)

        # Between two merged batches a new server takes over; in the middle of a batch load the write fails.
        with pytest.raises(graph.GraphError, match="broke off") if first_load else contextlib.nullcontext():
            graph.write(connected, units, kill)
        assert killed
        graph.write(connected, units)
        assert graph.export_hash(connected) == whole
        assert graph.write(connected, units) == graph.WriteReport()


@pytest.mark.parametrize("first_load", [True, False], ids=["batch", "merge"])
def test_kill_of_the_writer_midway_is_repaired(settings: Settings, first_load: bool) -> None:
    script = textwrap.dedent("""
        import os, signal, sys, graph
        from pathlib import Path
        from graph.schema import Control, PartOf, Unit
        from ruletrace.settings import Neo4jSettings, Settings
        nodes = tuple(Control(id=f"us/{n}", entry="3A090", designation=f"3A090.{n}") for n in range(12_000))
        edges = tuple(PartOf(start=f"us/{n}", end=f"us/{n - 1}") for n in range(1, 12_000))
        settings = Settings(data=Path(sys.argv[1]), engine_memory="512m", neo4j=Neo4jSettings(uri=""))
        with graph.connect(settings) as connected:
            kill = lambda done, total: done < 15_000 or os.kill(os.getpid(), signal.SIGKILL)
            graph.write(connected, [Unit("law", nodes, edges)], kill)
    """)
    with graph.connect(settings) as connected:
        graph.clear(connected)
        graph.write(connected, many(12_000))
        whole = graph.export_hash(connected)
        graph.clear(connected)
        if not first_load:
            graph.write(connected, many(2))
        child = subprocess.run([sys.executable, "-c", script, str(settings.root)], timeout=120)
        assert child.returncode == -signal.SIGKILL
        report = graph.write(connected, many(12_000))
        assert report.units_changed == 1
        assert graph.export_hash(connected) == whole


def test_kill_right_after_a_load_loses_nothing(settings: Settings) -> None:
    with graph.connect(settings) as connected:
        graph.clear(connected)
        graph.write(connected, many(12_000))
        os.kill(graph.status(settings).pid, signal.SIGKILL)
        assert eventually(lambda: not held(EngineFolder.of(settings).alive), 10)
        assert graph.write(connected, many(12_000)) == graph.WriteReport()
        assert len(list(graph.export(connected))) == 23_999


def test_missing_runtime_is_said_clearly(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locate, "PACKAGES", ("ruletrace_has_no_such_engine",))
    with pytest.raises(graph.EngineError, match=r"no Java runtime .* install the wheel arcadedb-embedded"):
        attach(settings)
    assert processes_of(settings.root) == []


def test_server_that_dies_says_its_last_words(data: Path, settings: Settings) -> None:
    bad = settings.model_copy(update={"engine_memory": "1k"})
    with pytest.raises(graph.EngineError, match=r"(?s)ended while it started.*heap"):
        attach(bad)
    assert processes_of(data) == []
