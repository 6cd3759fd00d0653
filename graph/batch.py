"""The embedded engine's HTTP routes: the fast first load of an empty graph, and dropping the database.

The engine's write-ahead log is off during a batch, so a mark stands from before its beginning until after its end: a
crash between the two leaves the mark, and the next start or write drops the database and begins anew.
"""

import base64
import contextlib
import http.client
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.engine import DATABASE, USER, EngineFolder
from graph.errors import GraphError

TIMEOUT = 3600.0
CHUNK_LINES = 2000


@dataclass(frozen=True, slots=True)
class Batch:
    """The HTTP routes of one running embedded engine."""

    folder: EngineFolder
    port: int

    def half_done(self) -> bool:
        """Tell whether an earlier load or drop began and did not end."""
        return self.folder.scrap.exists()

    def load(self, rows: Iterable[dict[str, Any]]) -> None:
        """Create the vertices and edges of `rows` in an empty database."""
        with self._marked():
            self._send(f"/api/v1/batch/{DATABASE}", _lines(rows), "application/x-ndjson")

    def recreate(self) -> None:
        """Drop the database with everything in it and create an empty one."""
        with self._marked():
            for verb in ("drop", "create"):
                self._send("/api/v1/server", json.dumps({"command": f"{verb} database {DATABASE}"}).encode())

    @contextlib.contextmanager
    def _marked(self) -> Iterator[None]:
        self.folder.mark_scrap()
        yield
        self.folder.scrap.unlink()

    def _send(self, path: str, body: bytes | Iterable[bytes], content: str = "application/json") -> None:
        token = base64.b64encode(f"{USER}:{self.folder.password()}".encode()).decode()
        headers = {"Authorization": f"Basic {token}", "Content-Type": content}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            # A server that refuses a body stops reading it, and says why all the same.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request("POST", path, body=body, headers=headers)
            answer = connection.getresponse()
            text = answer.read(100_000).decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise GraphError(f"the embedded graph engine broke off at {path}: {type(error).__name__}") from error
        finally:
            connection.close()
        if answer.status != http.client.OK:
            raise GraphError(f"the embedded graph engine refused {path}: {answer.status} {text[:500]}")


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    lines: list[str] = []
    for row in rows:
        lines.append(encode(row))
        if len(lines) == CHUNK_LINES:
            yield ("\n".join(lines) + "\n").encode()
            lines.clear()
    if lines:
        yield ("\n".join(lines) + "\n").encode()
