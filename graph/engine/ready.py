"""Waits until a new server answers a query: its port opens seconds before."""

import socket
import time

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.engine.files import DATABASE, EngineFolder, State, held
from graph.errors import EngineError

START_SECONDS = 120.0
USER = "root"


def await_query(folder: EngineFolder, state: State) -> None:
    """Return when the server answers; raises EngineError with the end of its log when it died or is too slow."""
    deadline = time.monotonic() + START_SECONDS
    while not _answers(folder, state):
        if not held(folder.alive):
            raise EngineError(f"the embedded graph engine ended while it started; its log says:\n{folder.log_tail()}")
        if time.monotonic() > deadline:
            raise EngineError(
                f"the embedded graph engine did not answer in {START_SECONDS:.0f} s; its log says:\n{folder.log_tail()}"
            )
        time.sleep(0.05)


def _answers(folder: EngineFolder, state: State) -> bool:
    try:
        socket.create_connection(("127.0.0.1", state.bolt_port), timeout=1).close()
        with GraphDatabase.driver(state.uri, auth=(USER, folder.password()), connection_timeout=5) as driver:
            driver.execute_query("RETURN 1", database_=DATABASE)
    except (OSError, DriverError, Neo4jError):
        return False
    return True
