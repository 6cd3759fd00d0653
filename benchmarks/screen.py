"""A reader of the dashboard without a browser: the same socket, the same messages."""

import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from dashboard.serve import address, command
from ruletrace.settings import Settings

START_SECONDS = 60
PAGE_SECONDS = 60


@contextmanager
def served(settings: Settings) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve the dashboard of `settings` as long as the context lasts."""
    own = {"RULETRACE_DATA": str(settings.root), "RULETRACE_DASHBOARD_PORT": str(settings.dashboard_port)}
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command(settings), env={**os.environ, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _await_health(settings)
        yield child
    finally:
        child.terminate()
        child.wait()


def page(settings: Settings, query: str = "") -> bytes:
    """Return everything that the dashboard sends for the page of `query` (alert=ID), from connecting to its end."""
    url = f"{address(settings).replace('http', 'ws', 1)}/_stcore/stream"
    received = []
    with connect(url, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        asked = BackMsg()
        asked.rerun_script.query_string = query
        socket.send(asked.SerializeToString())
        while not _is_last(message := socket.recv(timeout=PAGE_SECONDS, decode=False)):
            received.append(message)
    return b"".join(received)


def _is_last(message: bytes) -> bool:
    said = ForwardMsg.FromString(message)
    return bool(
        said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and said.WhichOneof("type") == "script_finished"
    )


def _await_health(settings: Settings) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{address(settings)}/_stcore/health", timeout=2).close()  # noqa: S310 - loopback
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
