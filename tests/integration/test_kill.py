"""kill -9 in the middle of a command: the same command, run again, gives what it would have given without the kill."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import chain
import pytest
import test_faults_small as small
from conftest import Engine

import graph
from crawler.records import FETCH, FINISHED, STARTED
from crawler.replay import Fault, replay
from graph.engine import EngineFolder
from graph.engine.process import await_free
from ruletrace.journal import Entry, Journal
from ruletrace.model import sha256_hex
from ruletrace.pipeline import imports
from ruletrace.settings import Settings

RUN = (STARTED, FETCH, FINISHED)
ATTEMPTS = 4
SECONDS = 90
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*\+00:00")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> small.Folders:
    return small.folders(tmp_path_factory)


@pytest.fixture
def settings(engine: Engine) -> Iterator[Settings]:
    """Give an engine whose graph is empty and whose data folder is new; it runs already."""
    _empty(engine.settings)
    yield engine.settings
    small.remove(engine.settings.root)


@pytest.fixture
def unharmed(settings: Settings, folders: small.Folders) -> str:
    """Give the hash of the graph of the imported folder as the first engine made it in peace: one hash for both."""
    kept = folders.imported / "hash"
    if not kept.exists():
        small.place(folders.imported, settings.root)
        kept.write_text(chain.run(settings)[1])
    return kept.read_text()


def test_crawl(settings: Settings, folders: small.Folders, tmp_path: Path) -> None:
    """The second page of the listing is on its way when crawler and command end."""
    with replay(small.SAMPLES) as server:
        own = settings.model_copy(update={"base_url": server.base_url})
        words = ("crawl", small.source(tmp_path, "fr-documents"))
        server.faults["documents?"] = Fault("slow")
        assert _killed(own, words, lambda: len(_entries(own, FETCH)) == 1)
        assert [entry.kind for entry in _entries(own, *RUN)] == [STARTED, FETCH]
        server.faults.clear()
        assert small.command(own, *words).exit_code == 0
    kinds = [entry.kind for entry in _entries(own, *RUN)]
    assert kinds == [STARTED, FETCH, STARTED, FETCH, FETCH, FETCH, FINISHED]
    assert [entry.payload["outcome"] for entry in _entries(own, FETCH)] == ["ok", "unchanged", "ok", "ok"]

    chain.run(settings)
    harmed = _untimed(settings)
    kept = folders.documents / "export"
    if not kept.exists():
        _empty(settings)
        small.place(folders.documents, settings.root)
        chain.run(settings)
        kept.write_text("\n".join(_untimed(settings)))
    assert len(harmed) > 500
    assert "\n".join(harmed) == kept.read_text()


def test_extraction(settings: Settings, folders: small.Folders, unharmed: str) -> None:
    def begin() -> None:
        small.place(folders.imported, settings.root)
        (settings.root / "derived.sqlite").unlink()

    _kill_midway(settings, ("process",), begin, lambda: 5 <= _extracted(settings.root) < 40)
    assert _hash(settings) != unharmed
    assert small.command(settings, "process").exit_code == 0
    assert _hash(settings) == unharmed


def test_load(settings: Settings, folders: small.Folders, unharmed: str) -> None:
    """The company comes into a graph that holds the law already; the embedded engine is killed with the writer."""
    for _ in range(ATTEMPTS):
        _empty(settings)
        small.place(folders.crawled, settings.root)
        chain.run(settings)
        small.place(folders.imported, settings.root)
        engine = graph.status(settings).pid
        with graph.connect(settings) as connected:
            hit = _killed(settings, ("process",), lambda: _being_loaded(connected), *filter(None, [engine]))
        assert not engine or await_free(EngineFolder.of(settings).alive, SECONDS)
        with graph.connect(settings) as connected:
            if hit and _being_loaded(connected):
                break
    else:
        pytest.fail(f"in {ATTEMPTS} attempts no kill hit the middle of the load")
    assert not engine or graph.status(settings).pid != engine
    assert small.command(settings, "process").exit_code == 0
    assert _hash(settings) == unharmed


def test_import(settings: Settings, folders: small.Folders) -> None:
    """Another writer holds the journal, so that the import waits with its tables archived and not yet recorded."""
    small.place(folders.crawled, settings.root)
    hashes = {sha256_hex(path.read_bytes()) for path in small.COMPANY.glob("*.csv")}
    archived = [settings.root / "archive" / name[:2] / name for name in hashes]
    with closing(sqlite3.connect(settings.root / "journal.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        words = ("import", str(small.COMPANY))
        assert _killed(settings, words, lambda: all(path.exists() for path in archived))
        other.execute("ROLLBACK")
    assert _entries(settings, imports.KIND) == []

    assert small.command(settings, *words).exit_code == 0
    (entry,) = _entries(settings, imports.KIND)
    assert set(entry.payload["files"].values()) == hashes
    _, harmed = chain.run(settings)
    _empty(settings)
    small.place(folders.crawled, settings.root)
    with chain.context(settings, start=entry.at) as own:
        imports.take_in(own, small.COMPANY)
    assert _entries(settings, imports.KIND) == [entry]
    assert chain.run(settings)[1] == harmed


@pytest.mark.parametrize("moment", ["emptying", "extracting"])
def test_rebuild(settings: Settings, folders: small.Folders, unharmed: str, moment: str) -> None:
    """After a rebuild that was killed, `process` is enough."""

    def begin() -> None:
        small.place(folders.imported, settings.root)
        assert chain.run(settings)[1] == unharmed

    with graph.connect(settings) as connected:
        moments: dict[str, Callable[[], bool]] = {
            "emptying": lambda: _being_emptied(settings, connected),
            "extracting": lambda: 1 <= _extracted(settings.root) < 40,
        }
        _kill_midway(settings, ("rebuild",), begin, moments[moment])
    assert small.command(settings, "process").exit_code == 0
    assert _hash(settings) == unharmed


def _kill_midway(
    settings: Settings, words: tuple[str, ...], begin: Callable[[], None], midway: Callable[[], bool]
) -> None:
    """Begin anew and kill the command until a kill hits the middle, as is seen before and after it."""
    for _ in range(ATTEMPTS):
        _empty(settings)
        begin()
        if _killed(settings, words, midway) and midway():
            return
    pytest.fail(f"in {ATTEMPTS} attempts no kill hit the middle of {words}")


def _killed(settings: Settings, words: tuple[str, ...], midway: Callable[[], bool], *more: int) -> bool:
    """Start the command, kill it, its children and the groups `more` when it is midway; tell whether it was alive."""
    code = "from ruletrace.cli import main; main()"
    child = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        env=small.environment(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + SECONDS
        while child.poll() is None and not midway() and time.monotonic() < deadline:
            time.sleep(0.002)
    finally:
        for group in (child.pid, *more, *_children(child.pid)):
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        child.wait()
    return child.returncode == -signal.SIGKILL


def _children(pid: int) -> list[int]:
    # A crawler leads a group of its own.
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(number) for path in lists for number in path.read_text().split()]


def _empty(settings: Settings) -> None:
    with graph.connect(settings) as connected:
        graph.clear(connected)


def _hash(settings: Settings) -> str:
    with graph.connect(settings) as connected:
        return graph.export_hash(connected)


def _untimed(settings: Settings) -> list[str]:
    """Return the export without times and without the sources, whose runs differ."""
    with graph.connect(settings) as connected:
        lines = [_TIME.sub("", line) for line in graph.export(connected) if '"label":"Source"' not in line]
    return sorted(lines)


def _entries(settings: Settings, *kinds: str) -> list[Entry]:
    journal = Journal(settings.journal_location())
    try:
        journal.verify()
        return list(journal.entries(*kinds))
    finally:
        journal.close()


def _extracted(root: Path) -> int:
    """Return of how many texts the facts are kept; 0 while there is no table yet."""
    with (
        suppress(sqlite3.OperationalError),
        closing(sqlite3.connect(f"file:{root}/derived.sqlite?mode=ro", uri=True)) as db,
    ):
        return int(db.execute("SELECT count(*) FROM step WHERE step = 'extract'").fetchone()[0])
    return 0


def _being_loaded(connected: graph.Graph) -> bool:
    return any(one.hash == "" for one in graph.unit_states(connected).values())


def _being_emptied(settings: Settings, connected: graph.Graph) -> bool:
    if connected.is_embedded:
        return EngineFolder.of(settings).scrap.exists()
    hashes = {name: one.hash for name, one in graph.unit_states(connected).items()}
    return not all(hashes.values()) or not hashes
