"""The engines: every integration test that asks for `engine` runs on each of them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import chain
import neo4j_server
import pytest

import graph
from ruletrace.pipeline import controls, list_history, parties
from ruletrace.settings import Neo4jSettings, Settings


@pytest.fixture(scope="session", autouse=True)
def _texts_are_read_once() -> Iterator[None]:
    """Read each official text once for all tests of a process: the trees are frozen, and reading one takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("read_ccl", "read_part_tree", "read_consolidated", "read_2021"):
            patch.setattr(controls, name, lru_cache(maxsize=16)(getattr(controls, name)))
        patch.setattr(list_history, "read_converted", lru_cache(maxsize=2)(list_history.read_converted))
        patch.setattr(parties, "read", lru_cache(maxsize=2)(parties.read))
        yield


@dataclass(frozen=True)
class Engine:
    """An engine that runs for the whole test session; `settings` lead to it."""

    name: str
    settings: Settings


@pytest.fixture(scope="session", params=["embedded", "neo4j"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Start the engine once; it is ended with the session. NEO4J_URI set: that server, whose database must be empty."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "embedded":
        settings = Settings(data=folder, engine_memory="512m", neo4j=Neo4jSettings(uri=""))
        yield Engine("embedded", settings)
        graph.stop(settings)
    elif uri := os.environ.get("NEO4J_URI"):
        yield Engine("neo4j", Settings(data=folder, neo4j=Neo4jSettings(uri=uri)))
    else:
        with neo4j_server.running(folder / "server") as uri:
            yield Engine("neo4j", Settings(data=folder, neo4j=Neo4jSettings(uri=uri, database="neo4j")))


@pytest.fixture
def connected(engine: Engine) -> Iterator[graph.Graph]:
    """Yield the engine's graph, empty."""
    with graph.connect(engine.settings) as connected:
        graph.clear(connected)
        yield connected


@pytest.fixture(scope="module")
def whole(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Give an engine that holds every source's answers and the sample company, processed: once for all modules.

    A module that changes it makes the next one load it again; modules named test_pipeline* run one after the other.
    """
    chain.whole(tmp_path_factory, engine.settings, engine.name)
    yield engine.settings
    chain.remove(engine.settings.root)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the Neo4j tests where its jars are missing; RULETRACE_ALL_ENGINES makes them fail instead."""
    if neo4j_server.available() or os.environ.get("NEO4J_URI"):
        return
    missing = [item for item in items if "neo4j" in getattr(item, "callspec", _NONE).params.values()]
    config.hook.pytest_deselected(items=missing)
    items[:] = [item for item in items if item not in missing]
    config.stash[_MISSING] = len(missing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say in the last lines what was not tested."""
    if count := config.stash.get(_MISSING, 0):
        terminalreporter.write_line(f"{count} tests deselected: no Neo4j in {neo4j_server.jars()} (see docs)")


@dataclass(frozen=True)
class _NoCall:
    params: dict[str, object]


_NONE = _NoCall({})
_MISSING = pytest.StashKey[int]()
