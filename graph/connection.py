"""One connection to the graph, the same on the embedded engine and on a Neo4j server."""

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from neo4j import Driver, GraphDatabase, Query, Record, RoutingControl
from neo4j.exceptions import ConstraintError, DriverError, Neo4jError, TransientError

from graph import engine
from graph.batch import Batch
from graph.errors import GraphError
from ruletrace.settings import Settings

ATTEMPTS = 20
PAUSE = 0.05


class Graph:
    """One driver and its database; `is_embedded` tells the engine. Made by `connect`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.is_embedded = not settings.neo4j.uri
        self.database = engine.DATABASE if self.is_embedded else settings.neo4j.database
        self._state: engine.State | None = None
        self._driver: Driver | None = None

    @property
    def driver(self) -> Driver:
        """The driver; an embedded server that was stopped meanwhile (idle, or by hand) is started again."""
        if self.is_embedded:
            self._attach()
        elif self._driver is None:
            self._driver = _server_driver(self._settings)
        return cast("Driver", self._driver)

    def read(self, cypher: str, **parameters: Any) -> list[Record]:
        """Return the records of a reading statement; raises GraphError when the server cannot answer."""
        with _said_clearly(self):
            return self.driver.execute_query(
                _query(cypher), parameters, database_=self.database, routing_=RoutingControl.READ
            ).records

    def run(self, cypher: str, **parameters: Any) -> list[Record]:
        """Run an idempotent writing statement, again when it met another writer; raises GraphError."""
        with _said_clearly(self):
            for _ in range(ATTEMPTS - 1):
                try:
                    return self._run(cypher, parameters)
                # The embedded engine is optimistic: two who merge the same key meet as either of these.
                except (TransientError, ConstraintError):
                    time.sleep(PAUSE)
            return self._run(cypher, parameters)

    def batch(self) -> Batch:
        """Return the embedded engine's fast route for the first load of an empty graph."""
        if not self.is_embedded:
            raise GraphError("a Neo4j server has no batch route")
        state = self._attach()
        folder = engine.EngineFolder.of(self._settings)
        return Batch(folder=folder, port=state.http_port)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer of this data folder in the block; waits for another one."""
        self._settings.root.mkdir(parents=True, exist_ok=True)
        with engine.locked(self._settings.root / "graph.lock"):
            yield

    def make_sure(self) -> None:
        """Create the embedded database when whoever dropped it was ended before creating it again."""
        if self.is_embedded and self.batch().half_done() and not self.batch().exists():
            with self.writing():
                if not self.batch().exists():
                    self.batch().recreate()

    def close(self) -> None:
        """Give the connections back; the server stays."""
        if self._driver is not None:
            self._driver.close()
        self._driver = self._state = None

    def _run(self, cypher: str, parameters: Mapping[str, Any]) -> list[Record]:
        return self.driver.execute_query(_query(cypher), dict(parameters), database_=self.database).records

    def _attach(self) -> engine.State:
        folder = engine.EngineFolder.of(self._settings)
        engine.mark_used(folder)
        state = engine.running(folder) or engine.attach(self._settings)
        if state != self._state:
            self.close()
            auth = (engine.USER, folder.password())
            self._driver = GraphDatabase.driver(state.uri, auth=auth, notifications_min_severity="OFF")
            self._state = state
        return state


@contextlib.contextmanager
def connect(settings: Settings) -> Iterator[Graph]:
    """Yield the graph of a data folder: the server of NEO4J_URI, or the embedded engine, started when needed.

    Raises EngineError when the engine cannot be started, GraphError when the server does not answer.
    """
    graph = Graph(settings)
    try:
        graph.make_sure()
        graph.read("RETURN 1")
        yield graph
    finally:
        graph.close()


def in_batches(rows: Sequence[Any], size: int) -> Iterable[Sequence[Any]]:
    """Cut `rows` into runs of at most `size`."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _server_driver(settings: Settings) -> Driver:
    password = settings.neo4j.password.get_secret_value()
    auth = (settings.neo4j.user, password) if password else None
    return GraphDatabase.driver(settings.neo4j.uri, auth=auth, notifications_min_severity="OFF")


def _query(cypher: str) -> Query:
    # Labels and types cannot be parameters; they come from the schema's classes only, everything else is a parameter.
    return Query(cypher)


@contextlib.contextmanager
def _said_clearly(graph: Graph) -> Iterator[None]:
    try:
        yield
    except (DriverError, Neo4jError) as error:
        where = "the embedded graph engine" if graph.is_embedded else "the Neo4j server of NEO4J_URI"
        raise GraphError(f"{where} cannot answer: {type(error).__name__}: {error}") from error
