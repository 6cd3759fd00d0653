"""Files, locks and processes of the embedded engine, without the engine."""

import os
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from graph.batch import Batch
from graph.engine import locate
from graph.engine.cache import cache_option
from graph.engine.command import command
from graph.engine.files import EngineFolder, State, held, locked, write_atomically
from graph.engine.locate import Runtime
from graph.engine.process import detach, end
from graph.errors import EngineError, GraphError
from ruletrace.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> EngineFolder:
    return EngineFolder.of(Settings(data=tmp_path))


@pytest.fixture
def runtime(tmp_path: Path) -> Runtime:
    jars = tmp_path / "jars"
    jars.mkdir()
    (jars / "arcadedb-server-1.jar").touch()
    return Runtime(tmp_path / "java", jars)


def test_lock_is_held_as_long_as_its_holder_lives(folder: EngineFolder) -> None:
    assert not held(folder.alive)
    with locked(folder.alive):
        assert held(folder.alive)
        assert held(folder.alive)
    assert not held(folder.alive)


def test_detached_process_holds_its_lock_until_it_is_ended(folder: EngineFolder) -> None:
    words = [sys.executable, "-c", "import time; time.sleep(60)"]
    pid = detach(words, folder.alive, folder.root, folder.root / "log" / "x.log")
    assert held(folder.alive)
    assert os.getsid(pid) == pid
    end(folder.alive, pid)
    assert not held(folder.alive)


def test_ending_without_a_holder_touches_no_process(folder: EngineFolder) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    end(folder.alive, bystander.pid)
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


def test_program_that_is_not_there_is_said_clearly(folder: EngineFolder) -> None:
    with pytest.raises(EngineError, match="cannot be started"):
        detach(["/no/such/java"], folder.alive, folder.root, folder.root / "x.log")
    assert not held(folder.alive)


def test_unreadable_state_counts_as_none(folder: EngineFolder) -> None:
    assert folder.state() is None
    folder.save(State(pid=1, watcher=2, bolt_port=3, http_port=4))
    assert folder.state() == State(pid=1, watcher=2, bolt_port=3, http_port=4, ready=False)
    for text in ("", '{"pid": 1', '{"other": 1}', "[]"):
        (folder.root / "state.json").write_text(text)
        assert folder.state() is None


def test_new_password_forgets_the_users_of_the_old_one(folder: EngineFolder) -> None:
    users = folder.root / "config" / "server-users.jsonl"
    users.parent.mkdir()
    users.write_text("old")
    first = folder.password()
    assert not users.exists()
    assert folder.password() == first
    assert stat.S_IMODE(folder.password_file.stat().st_mode) == 0o600


def test_scrapped_database_is_removed_at_the_next_start(folder: EngineFolder) -> None:
    folder.database.mkdir(parents=True)
    folder.drop_scrap()
    assert folder.database.exists()
    folder.mark_scrap()
    folder.drop_scrap()
    assert not folder.database.exists()
    assert not folder.scrap.exists()


def test_command_listens_on_loopback_and_never_says_the_password(folder: EngineFolder, runtime: Runtime) -> None:
    words = command(folder, runtime, "512m", 7001, 7002)
    assert {"-Xmx512m", "-Darcadedb.bolt.host=127.0.0.1", "-Darcadedb.server.httpIncomingHost=127.0.0.1"} <= set(words)
    assert f"-Darcadedb.server.rootPasswordPath={folder.password_file}" in words
    assert folder.password() not in " ".join(words)


def test_class_cache_is_used_when_it_is_whole(folder: EngineFolder, runtime: Runtime) -> None:
    making = Path(cache_option(folder, runtime).removeprefix("-XX:AOTCacheOutput="))
    making.touch()
    working = making.with_name(f"{making.name}.config")
    working.touch()
    assert cache_option(folder, runtime).startswith("-XX:AOTCacheOutput=")
    working.unlink(missing_ok=True)
    making.touch()
    assert cache_option(folder, runtime) == f"-XX:AOTCache={making.with_suffix('.aot')}"


def test_missing_wheel_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locate, "PACKAGES", ("ruletrace_has_no_such_engine",))
    with pytest.raises(EngineError, match=r"no Java runtime .* NEO4J_URI"):
        locate.locate()


def test_files_are_written_for_the_owner_only(tmp_path: Path) -> None:
    write_atomically(tmp_path / "x", "y")
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_port_that_opens_late_is_waited_for_while_the_server_lives(folder: EngineFolder) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        batch = Batch(folder, server.getsockname()[1])
        with pytest.raises(GraphError, match="ConnectionRefusedError"):
            batch.exists()

        def answer() -> None:
            time.sleep(0.3)  # the port refuses until then
            server.listen()
            asked, _ = server.accept()
            with asked:
                asked.recv(10_000)
                asked.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n{"result":["ruletrace"]}')

        answering = threading.Thread(target=answer, daemon=True)
        with locked(folder.alive):
            answering.start()
            assert batch.exists()
        answering.join()
