"""The whole chain for tests: the replayed services, the sample company, the graph.

Each source is crawled once a test process (`place`), and what a run computed of it is kept (`keep`) for the others.
"""

import contextlib
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import graph
from crawler.replay import replay
from crawler.run import crawl_all
from crawler.sources import source_ids
from ruletrace.journal import Journal
from ruletrace.model import Outcome
from ruletrace.pipeline import imports
from ruletrace.pipeline.context import Context, opened
from ruletrace.pipeline.run import Processed, process
from ruletrace.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
START = datetime(2026, 9, 2, 6, tzinfo=UTC)
PARTS = ("archive", "journal.sqlite", "derived.sqlite")


def clock(start: datetime = START) -> Callable[[], datetime]:
    """Return a clock that moves on by a second at every look."""
    looks = iter(range(10**9))
    return lambda: start + timedelta(seconds=next(looks))


def place(factory: pytest.TempPathFactory, root: Path, sources: Sequence[str] = ()) -> None:
    """Make the data folder `root` hold what crawls of the sources (all, when none are given) recorded, in that order.

    Each source is crawled at its first call in a process, in a folder of its own that no test writes to: the answers
    are copied, the journal's entries chained anew.
    """
    remove(root)
    with contextlib.closing(Journal(Settings(data=root).journal_location())) as journal:
        for name in sources or source_ids():
            own = _crawled(factory.getbasetemp() / "crawled" / name)
            shutil.copytree(own / "archive", root / "archive", dirs_exist_ok=True)
            with contextlib.closing(Journal(Settings(data=own).journal_location())) as recorded:
                for entry in recorded.entries():
                    journal.append(entry.kind, entry.payload, entry.at)
    kept = _kept(factory)
    if kept.exists():
        shutil.copy(kept, root / "derived.sqlite")


def keep(factory: pytest.TempPathFactory, root: Path) -> None:
    """Keep what was computed in `root` for the folders placed after it: results are kept by what they are made of."""
    shutil.copy(root / "derived.sqlite", _kept(factory))


def remove(root: Path) -> None:
    """Remove archive, journal and kept results of a data folder; an engine there is left alone."""
    for name in PARTS:
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _kept(factory: pytest.TempPathFactory) -> Path:
    return factory.getbasetemp() / "kept.sqlite"


def _crawled(folder: Path) -> Path:
    """Crawl the source that the folder is named after from the replay server, once."""
    if not folder.is_dir():
        new = folder.with_suffix(".new")
        with replay(SAMPLES) as server:
            at = START + timedelta(seconds=source_ids().index(folder.name))
            (report,) = crawl_all(Settings(data=new, base_url=server.base_url), clock(at), [folder.name])
        assert report.outcome is not Outcome.FAILED, report.reasons
        new.rename(folder)
    return folder


def filled(factory: pytest.TempPathFactory, root: Path) -> None:
    """Make the data folder `root` hold every source's answers and the sample company."""
    place(factory, root)
    with context(Settings(data=root)) as own:
        imports.take_in(own, SAMPLES / "company")


def whole(factory: pytest.TempPathFactory, settings: Settings, engine: str) -> None:
    """Make data folder and graph hold the whole chain; a graph whose units say that it does stays as it is.

    What the first engine's run computed from texts alone is there for the second: the keys of steps tell it apart.
    """
    base = factory.getbasetemp() / "whole"
    if not base.is_dir():
        filled(factory, base.with_suffix(".new"))
        base.with_suffix(".new").rename(base)
    remove(settings.root)
    for part in PARTS:
        copy = shutil.copytree if (base / part).is_dir() else shutil.copy
        copy(base / part, settings.root / part)
    states = base / f"states-{engine}"
    with graph.connect(settings) as connected:
        if states.exists() and states.read_text() == _hashes(connected):
            return
        graph.clear(connected)
        with context(settings) as own:
            assert not process(own, connected).unchanged
        states.write_text(_hashes(connected))
    shutil.copy(settings.root / "derived.sqlite", base / "derived.sqlite")


def _hashes(connected: graph.Graph) -> str:
    return repr(sorted((name, state.hash) for name, state in graph.unit_states(connected).items()))


def context(
    settings: Settings, start: datetime = START + timedelta(hours=1)
) -> contextlib.AbstractContextManager[Context]:
    """Open the data folder with a clock of its own."""
    return opened(settings, clock(start))


def run(settings: Settings) -> tuple[Processed, str]:
    """Process what is held and return what was done and the hash of the graph."""
    with context(settings) as own, graph.connect(settings) as connected:
        return process(own, connected), graph.export_hash(connected)
