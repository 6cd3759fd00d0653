"""A whole data folder made through public functions, and the dashboard over it in a real browser."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import graph
from dashboard.serve import address, command
from ruletrace.settings import Neo4jSettings, Settings

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START = 60


@pytest.fixture(scope="session")
def populated(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Take a copy of what the demo made; the engine ends with the session."""
    settings = Settings(data=tmp_path_factory.mktemp("browser") / "data", neo4j=Neo4jSettings(uri=""))
    shutil.copytree(demo, settings.root)
    yield settings
    graph.stop(settings)


@pytest.fixture(scope="session")
def served(populated: Settings) -> Iterator[str]:
    """Serve the dashboard on a free port of loopback and return its address."""
    settings = populated.model_copy(update={"dashboard_port": _free_port()})
    environment = {**os.environ, "RULETRACE_DATA": str(settings.root), "NEO4J_URI": ""}
    with subprocess.Popen(command(settings), env=environment, stdout=subprocess.DEVNULL) as child:
        try:
            _await(f"{address(settings)}/_stcore/health")
            yield address(settings)
        finally:
            child.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page of 1280 × 900."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(START * 1000)
    expect.set_options(timeout=START * 1000)
    yield page
    page.close()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _await(url: str) -> None:
    end = time.monotonic() + START
    while True:
        try:
            with urlopen(url, timeout=5):  # noqa: S310
                return
        except (URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
