"""The graph engines for a measurement: each in a folder of its own, ended and removed afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import graph
from benchmarks.measure import peak_of
from benchmarks.places import from_tests
from ruletrace.settings import Neo4jSettings, Settings


@contextmanager
def embedded() -> Iterator[Settings]:
    """Yield settings of a new folder for the embedded engine, which is started by whoever connects."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Settings(data=Path(folder), base_url="", neo4j=Neo4jSettings(uri=""))
        try:
            yield settings
        finally:
            graph.stop(settings)


def neo4j_is_there() -> bool:
    """Tell whether the jars of the Neo4j of the tests are held (`python tests/integration/neo4j_server.py`)."""
    return any(from_tests("neo4j_server").jars().glob("neo4j-*.jar"))


@contextmanager
def neo4j() -> Iterator[tuple[Settings, int]]:
    """Yield settings of a new Neo4j server, and its pid."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "server"
        with from_tests("neo4j_server").running(home) as uri:
            own = Neo4jSettings(uri=uri, database="neo4j")
            yield Settings(data=Path(folder), base_url="", neo4j=own), _pid(home)


def engine_peak(settings: Settings) -> int:
    """Return the peak resident memory of the running embedded engine in MB."""
    return peak_of(graph.status(settings).pid)


def _pid(home: Path) -> int:
    wanted = f"--home-dir={home}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (process / "cmdline").read_bytes().split(b"\0"):
                return int(process.name)
        except OSError:
            continue
    raise ProcessLookupError(f"no server runs in {home}")
