"""The small chain that the tests of faults share, made once a session from real texts cut down."""

import gzip
import os
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chain
import pytest
from typer.testing import CliRunner

from crawler.replay import replay
from crawler.run import crawl_all
from crawler.sources import FOLDER
from regulation.controls.ccl import read_ccl
from ruletrace.cli.app import app
from ruletrace.pipeline import imports
from ruletrace.pipeline.documents import documents
from ruletrace.settings import Settings

FIXTURES = Path(__file__).parents[1] / "fixtures" / "faults"
SAMPLES, COMPANY = FIXTURES / "samples", FIXTURES / "company"
PARTS, remove = chain.PARTS, chain.remove
# The shipped sources, expecting as little as the cut samples hold; the listing comes in three pages.
EXPECTING = {
    "csl": {"min: 20000": "min: 1"},
    "ecfr-774": {"min_bytes: 1500000": "min_bytes: 100"},
    "fr-documents": {"min: 100": "min: 1", "per_page=100": "per_page=20"},
}


@dataclass(frozen=True)
class Folders:
    """Data folders without a graph: the documents only; the control lists besides; the imported company besides."""

    documents: Path
    crawled: Path
    imported: Path


def folders(factory: pytest.TempPathFactory) -> Folders:
    """Return the folders, made at the first call of the session."""
    base = factory.getbasetemp() / "small"
    made = Folders(base / "documents", base / "crawled", base / "imported")
    if not base.is_dir():
        base.mkdir()
        _crawl(made.documents, "fr-documents")
        _extract(made.documents)
        shutil.copytree(made.documents, made.crawled)
        _crawl(made.crawled, "ecfr-774", later=timedelta(minutes=10))
        shutil.copytree(made.crawled, made.imported)
        with chain.context(Settings(data=made.imported)) as own:
            assert imports.take_in(own, COMPANY).content.bad == ()
    return made


def source(folder: Path, name: str) -> str:
    """Write a source that expects what the cut samples hold, and return its YAML's path."""
    text = (FOLDER / f"{name}.yaml").read_text("utf-8")
    for old, new in EXPECTING[name].items():
        assert old in text
        text = text.replace(old, new)
    path = folder / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def place(folder: Path, root: Path) -> None:
    """Make `root` hold what the data folder `folder` holds; an engine there is left alone."""
    remove(root)
    root.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder / "archive", root / "archive")
    for name in PARTS[1:]:
        shutil.copy(folder / name, root / name)


def environment(settings: Settings) -> dict[str, str]:
    """Return the environment that leads a command to `settings`."""
    return {
        **os.environ,
        "RULETRACE_DATA": str(settings.root),
        "RULETRACE_BASE_URL": settings.base_url,
        "RULETRACE_ENGINE_MEMORY": settings.engine_memory,
        "RULETRACE_MAX_BODY": str(settings.max_body),
        "RULETRACE_CONTACT": settings.contact,
        "NEO4J_URI": settings.neo4j.uri,
        "NEO4J_DATABASE": settings.neo4j.database,
    }


def command(settings: Settings, *words: str) -> Any:
    """Run a command in this process and return its result: `exit_code`, `stdout`, `stderr`."""
    result = CliRunner().invoke(app, list(words), env=environment(settings))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _crawl(data: Path, name: str, later: timedelta = timedelta()) -> None:
    with replay(SAMPLES) as server:
        own = Settings(data=data, base_url=server.base_url)
        (report,) = crawl_all(own, chain.clock(chain.START + later), [source(data.parent, name)])
    assert report.reasons == ()


def _extract(data: Path) -> None:
    with chain.context(Settings(data=data)) as own:
        assert len(documents(own).held) == 45


@pytest.mark.parametrize("day", ["2026-06-25", "2026-09-01"])
def test_the_cut_lists_say_what_the_whole_ones_say(day: str) -> None:
    name = f"ecfr/part-774-{day}.xml.gz"
    cut, whole = (
        read_ccl(gzip.decompress((folder / name).read_bytes()), date.fromisoformat(day))
        for folder in (SAMPLES, chain.SAMPLES)
    )
    assert [entry.eccn for entry in cut.entries] == ["3A001", "3A090", "4A003", "4A090", "9A012", "9D004"]
    for entry in cut.entries:
        kept = whole.entry(entry.eccn)
        assert kept is not None
        assert [one.text for one in entry.places] == [one.text for one in kept.places]
