"""A real HTTP server on loopback that answers like the official services: /HOST/PATH stands for https://HOST/PATH."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crawler.replay.answers import Asked, Reply, Service, not_found
from crawler.replay.csl import ScreeningList
from crawler.replay.ecfr import Ecfr
from crawler.replay.europe import EUR_LEX_ROBOTS, Cellar, EurLex
from crawler.replay.faults import FAULTS, SLOW_SECONDS, VARIANTS, Fault
from crawler.replay.federal_register import FederalRegister

ROBOTS = Reply(200, b"User-agent: *\nDisallow: /private/\n", "text/plain")
EUR_LEX = "eur-lex.europa.eu"


class ReplayServer(ThreadingHTTPServer):
    """Answers from the folder of samples; `faults` maps a part of an official address to a fault."""

    daemon_threads = True

    def __init__(self, samples: Path, port: int = 0, faults: Mapping[str, Fault] | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.faults: dict[str, Fault] = dict(faults or {})
        self.asked: list[Asked] = []
        self._services = _services(samples)

    @property
    def base_url(self) -> str:
        """The address that RULETRACE_BASE_URL is set to."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def reply(self, asked: Asked) -> Reply:
        """Return what the official service would answer."""
        self.asked.append(asked)
        if asked.path == "/robots.txt":
            return EUR_LEX_ROBOTS if asked.host == EUR_LEX else ROBOTS
        service = self._services.get(asked.host)
        return service.reply(asked) if service else not_found()

    def fault(self, url: str) -> str:
        """Return the name of the fault that is due for an official address, or ""."""
        due = (fault.name for part, fault in self.faults.items() if part in url and fault.due())
        return next(due, "")


@contextmanager
def replay(samples: Path, port: int = 0, faults: Mapping[str, Fault] | None = None) -> Iterator[ReplayServer]:
    """Serve `samples` on loopback as long as the context lasts; port 0 takes any free one."""
    server = ReplayServer(samples, port, faults)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _services(samples: Path) -> dict[str, Service]:
    services: dict[str, Service] = {}
    if (samples / "federalregister").is_dir():
        services["www.federalregister.gov"] = FederalRegister(samples / "federalregister")
    if (samples / "ecfr").is_dir():
        services["www.ecfr.gov"] = Ecfr(samples / "ecfr")
    if (samples / "csl").is_dir():
        services["data.trade.gov"] = ScreeningList(samples / "csl")
    if (samples / "eu").is_dir():
        services[EUR_LEX] = EurLex(samples / "eu")
        services["publications.europa.eu"] = Cellar(samples / "eu")
    return services


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ReplayServer

    def do_GET(self) -> None:
        asked = _asked(self.path, self.headers)
        fault = self.server.fault(f"https://{self.path.lstrip('/')}")
        if fault in VARIANTS:
            asked, fault = replace(asked, variant=fault), ""
        reply = self.server.reply(asked)
        if fault == "slow":
            time.sleep(SLOW_SECONDS)
        with suppress(ConnectionError):
            self._send(FAULTS[fault](reply) if fault else reply, missing=1000 if fault == "short" else 0)

    def _send(self, reply: Reply, missing: int) -> None:
        self.send_response(reply.status)
        if reply.content_type:
            self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body) + missing))
        self.send_header("X-Ruletrace-Replay", reply.trust)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)
        self.close_connection = self.close_connection or missing > 0

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the crawler's journal tells what was asked."""


def _asked(target: str, headers: Any) -> Asked:
    parts = urlsplit(target)
    host, _, path = parts.path.lstrip("/").partition("/")
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    return Asked(host, f"/{path}", query, {name.lower(): value for name, value in headers.items()})
