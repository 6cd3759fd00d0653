"""What can go wrong in the graph, in words that say what to do."""

from ruletrace.model import ToldError


class GraphError(ToldError):
    """Something about the graph failed; the message says what and what to do."""


class EngineError(GraphError):
    """The embedded engine cannot be started, reached or stopped."""


class ProjectionError(GraphError):
    """The units contradict each other or name nodes that no unit gives; nothing was written."""
