"""The graph: schema as data, the engines, the only Cypher, typed reads and writes."""

from graph.connection import Graph, connect
from graph.engine import Status
from graph.errors import EngineError, GraphError, ProjectionError
from graph.export import export, export_hash
from graph.projection import UnitState
from graph.schema import Unit
from graph.server import status, stop
from graph.states import unit_states
from graph.writer import WriteReport, clear, write

__all__ = [
    "EngineError",
    "Graph",
    "GraphError",
    "ProjectionError",
    "Status",
    "Unit",
    "UnitState",
    "WriteReport",
    "clear",
    "connect",
    "export",
    "export_hash",
    "status",
    "stop",
    "unit_states",
    "write",
]
