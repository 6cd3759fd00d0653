"""Importing the company's tables: archived and journalled first, so that they can be read again at any time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from company import tables
from company.collector import uncollected
from company.history import Dated, Delivery, replay, versions
from company.tables import Import
from ruletrace.model import ToldError
from ruletrace.pipeline.context import Context

KIND = "import"


class ImportRefusedError(ToldError):
    """The folder holds nothing that can be imported."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: `unchanged` when the same files were imported last."""

    content: Import
    unchanged: bool


@uncollected()
def check(context: Context, folder: Path) -> Imported:
    """Check the tables of a folder against what earlier imports hold, and keep nothing of them."""
    return Imported(replay([*_deliveries(context), (context.now(), tables.files(folder))])[-1][1], unchanged=False)


@uncollected()
def take_in(context: Context, folder: Path) -> Imported:
    """Archive the tables of a folder, check them against earlier imports and record the import in the journal.

    Raises NotADirectoryError, or ImportRefusedError when no table of the folder can be read: then nothing is recorded.
    """
    files = tables.files(folder)
    now = context.now()
    content = replay([*_deliveries(context), (now, files)])[-1][1]
    if not content.read:
        problems = "; ".join(f"{one.file}: {one.problem} ({one.hint})" for one in content.files)
        raise ImportRefusedError(
            f"nothing to import in {folder}: {problems or 'no table file of ours: see `ruletrace templates`'}"
        )
    hashes = {name: context.archive.put(data) for name, data in sorted(files.items())}
    if _last(context) == hashes:
        return Imported(content, unchanged=True)
    counts = {"rows": dict(content.read), "bad": len(content.bad), "unreadable": len(content.files)}
    context.journal.append(KIND, {"folder": folder.name, "files": hashes, **counts}, now)
    return Imported(content, unchanged=False)


@uncollected()
def dated_rows(context: Context) -> list[Dated]:
    """Return every version of every row that was ever imported, read again from the archive."""
    return versions(_deliveries(context))


def _deliveries(context: Context) -> Iterator[tuple[datetime, Delivery]]:
    for entry in context.journal.entries(KIND):
        yield entry.at, {name: context.archive.get(sha256) for name, sha256 in entry.payload["files"].items()}


def _last(context: Context) -> dict[str, str] | None:
    entries = list(context.journal.entries(KIND))
    return entries[-1].payload["files"] if entries else None
