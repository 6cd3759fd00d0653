"""The embedded engine's HTTP routes: the fast load of many new rows, and dropping the database.

The engine's write-ahead log is off during a batch, so a mark stands from before its beginning until after its end: a
crash between the two leaves the mark, and the next start or write drops the database and begins anew.
"""

import base64
import contextlib
import http.client
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from graph.engine import DATABASE, USER, EngineFolder, held
from graph.errors import GraphError

TIMEOUT = 3600.0
OPENING = 60.0  # seconds within which a living server opens the port
CHUNK_LINES = 2000


@dataclass(frozen=True, slots=True)
class Batch:
    """The HTTP routes of one running embedded engine."""

    folder: EngineFolder
    port: int

    def half_done(self) -> bool:
        """Tell whether an earlier load or drop began and did not end."""
        return self.folder.scrap.exists()

    def create(self, rows: Iterable[dict[str, Any]]) -> None:
        """Create the vertices and edges of `rows`, in a block of `marked`; none of them may be there."""
        self._send(f"/api/v1/batch/{DATABASE}", _lines(rows), "application/x-ndjson")

    def exists(self) -> bool:
        """Tell whether the server has the database; between a drop and its creation it has none."""
        return bool(DATABASE in json.loads(self._command("list databases"))["result"])

    def recreate(self) -> None:
        """Drop the database, where there is one, with everything in it and create an empty one."""
        with self.marked():
            if self.exists():
                self._command(f"drop database {DATABASE}")
            self._command(f"create database {DATABASE}")

    @contextlib.contextmanager
    def marked(self) -> Iterator[None]:
        """Let a mark stand while the block runs, and ever after when it does not come to its end."""
        self.folder.mark_scrap()
        yield
        self.folder.scrap.unlink()

    def _command(self, words: str) -> str:
        return self._send("/api/v1/server", json.dumps({"command": words}).encode())

    def _send(self, path: str, body: bytes | Iterable[bytes], content: str = "application/json") -> str:
        token = base64.b64encode(f"{USER}:{self.folder.password()}".encode()).decode()
        headers = {"Authorization": f"Basic {token}", "Content-Type": content}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            self._connect(connection)
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
        return text

    def _connect(self, connection: http.client.HTTPConnection) -> None:
        """Connect; a new server opens this port up to some seconds after the one that answers queries."""
        deadline = time.monotonic() + OPENING
        while True:
            try:
                return connection.connect()
            except ConnectionRefusedError:
                if time.monotonic() > deadline or not held(self.folder.alive):
                    raise
            time.sleep(0.05)


def _lines(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    # Many rows in one call of the encoder take half the time of as many calls. A raw line end cannot stand inside a
    # JSON text, so the one in the separator tells where rows (which hold no objects) meet.
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",\n", ":")).encode
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK_LINES)):
        apart = encode(chunk)[1:-1].replace("},\n{", "}\r{")
        yield (apart.replace("\n", "").replace("\r", "\n") + "\n").encode()
