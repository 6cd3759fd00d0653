"""Whether the graph's server runs, and its end."""

from dataclasses import replace

from graph import engine
from graph.connection import connect
from graph.errors import GraphError
from ruletrace.settings import Settings


def status(settings: Settings) -> engine.Status:
    """Tell which server the graph is on and whether it answers; the embedded engine is not started for it."""
    if not settings.neo4j.uri:
        return engine.status(settings)
    found = engine.Status(embedded=False, running=False, uri=settings.neo4j.uri, pid=0)
    try:
        with connect(settings):
            return replace(found, running=True)
    except GraphError:
        return found


def stop(settings: Settings) -> bool:
    """End the embedded engine of this data folder; returns whether one ran. A Neo4j server is left alone."""
    return engine.stop(settings)
