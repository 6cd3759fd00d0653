"""Starts, shares and stops the server of a data folder."""

import sys
from dataclasses import dataclass, replace

from graph.engine import watch
from graph.engine.command import command, free_ports, fresh_console
from graph.engine.files import EngineFolder, State, held, locked
from graph.engine.locate import locate
from graph.engine.process import await_free, detach, end, reap
from graph.engine.ready import await_query
from graph.errors import EngineError
from ruletrace.settings import Settings

ATTEMPTS = 3
WATCHER_SECONDS = 10.0
PORT_TAKEN = ("Address already in use", "BindException")


@dataclass(frozen=True, slots=True)
class Status:
    """How the graph's server is doing: embedded or not, running or not, its address, its pid (0: not ours)."""

    embedded: bool
    running: bool
    uri: str
    pid: int


def status(settings: Settings) -> Status:
    """Tell how the embedded server is doing, without starting it."""
    folder = EngineFolder.of(settings)
    state = folder.state()
    if state is None or not held(folder.alive):
        return Status(embedded=True, running=False, uri="", pid=0)
    return Status(embedded=True, running=state.ready, uri=state.uri, pid=state.pid)


def attach(settings: Settings) -> State:
    """Return the running server, started when there is none; raises EngineError when it cannot be started."""
    folder = EngineFolder.of(settings)
    mark_used(folder)
    state = running(folder)
    if state is None:
        with locked(folder.start_lock):
            state = running(folder) or _start(folder, settings)
    return state


def running(folder: EngineFolder) -> State | None:
    """Return the state of the server when it answers queries and is watched, else None."""
    state = folder.state()
    if state is None or not state.ready or not held(folder.alive):
        return None
    return state if held(folder.watched) else None


def mark_used(folder: EngineFolder) -> None:
    """Note that the server is in use now."""
    folder.used.touch(mode=0o600)


def stop(settings: Settings) -> bool:
    """End the server and its watcher; returns whether a server ran."""
    folder = EngineFolder.of(settings)
    with locked(folder.start_lock):
        state, ran = folder.state(), held(folder.alive)
        if ran and state is None:
            raise EngineError(f"an engine runs in {folder.root} that no state file names: end that Java process")
        if state is not None:
            _end_both(folder, state)
    reap()
    return ran


def _start(folder: EngineFolder, settings: Settings) -> State:
    state = folder.state()
    if held(folder.alive):
        if state is None:
            raise EngineError(f"an engine runs in {folder.root} that no state file names: end that Java process")
        # Its starter or its watcher died; the server itself is sound.
        return _made_ready(folder, settings, state)
    for _ in range(ATTEMPTS - 1):
        try:
            return _made_ready(folder, settings, _spawn(folder, settings))
        except EngineError as error:
            if not any(words in str(error) for words in PORT_TAKEN):
                raise
    return _made_ready(folder, settings, _spawn(folder, settings))


def _spawn(folder: EngineFolder, settings: Settings) -> State:
    # The watcher of a server that died looks a few times a second, and must not watch the new one by the old pid.
    if not await_free(folder.watched, WATCHER_SECONDS):
        raise EngineError(f"a watcher of an earlier engine does not end: {folder.watched}")
    folder.forget()
    folder.drop_scrap()
    folder.password()
    bolt_port, http_port = free_ports(2)
    words = command(folder, locate(), settings.engine_memory, bolt_port, http_port)
    pid = detach(words, folder.alive, folder.root, fresh_console(folder))
    state = State(pid=pid, watcher=0, bolt_port=bolt_port, http_port=http_port)
    folder.save(state)
    return state


def _made_ready(folder: EngineFolder, settings: Settings, state: State) -> State:
    try:
        await_query(folder, state)
    except EngineError:
        _end_both(folder, state)
        raise
    state = replace(_watched(folder, settings, state), ready=True)
    folder.save(state)
    return state


def _watched(folder: EngineFolder, settings: Settings, state: State) -> State:
    if held(folder.watched):
        return state
    # -I -S: nothing of the environment and no packages, so that it stays small.
    words = [sys.executable, "-I", "-S", watch.__file__, str(folder.root), str(state.pid), str(settings.engine_idle)]
    return replace(state, watcher=detach(words, folder.watched, folder.root, folder.root / "log" / "watcher.log"))


def _end_both(folder: EngineFolder, state: State) -> None:
    folder.forget()
    end(folder.alive, state.pid)
    end(folder.watched, state.watcher)
