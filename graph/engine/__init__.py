"""The embedded engine: ArcadeDB as one local server process per data folder, shared by all processes."""

from graph.engine.control import Status, attach, mark_used, running, status, stop
from graph.engine.files import DATABASE, EngineFolder, State, held, locked
from graph.engine.ready import USER

__all__ = [
    "DATABASE",
    "USER",
    "EngineFolder",
    "State",
    "Status",
    "attach",
    "held",
    "locked",
    "mark_used",
    "running",
    "status",
    "stop",
]
