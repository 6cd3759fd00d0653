"""What the commands share: options, an opened data folder, and errors told in one line."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from ruletrace.cli.screen import fail, progress
from ruletrace.log import configure
from ruletrace.model import ToldError
from ruletrace.pipeline.context import Context, opened
from ruletrace.settings import Settings

if TYPE_CHECKING:
    from company.tables import Import

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of a table.")]


def settings() -> Settings:
    """Read the settings; a wrong one ends the command with its name and value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "RULETRACE_" + "_".join(str(part) for part in first["loc"]).upper()
        raise fail(f"setting {name}: {first['msg']}") from None


@contextmanager
def folder(own: Settings | None = None) -> Iterator[Context]:
    """Open the data folder with a progress bar; expected errors end the command with code 1 and a reason."""
    own = own or settings()
    configure(own.root / "logs")
    with told(), progress() as bar, opened(own, progress=bar) as context:
        yield context


@contextmanager
def told() -> Iterator[None]:
    """End the command with code 1 and the reason when an expected error comes."""
    try:
        yield
    except (ToldError, NotADirectoryError) as error:
        raise fail(str(error)) from None


def cut(words: str, length: int) -> str:
    """Return words up to a length, with a mark where something follows."""
    return words if len(words) <= length else f"{words[:length]}…"


def first(names: Sequence[str], shown: int) -> str:
    """Return the first names in a line, and how many there are besides."""
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more:,} more" if more > 0 else "")


def bad_rows(content: "Import") -> list[list[str]]:
    """Return every problem of an import as file, row, field, value, problem, hint."""
    rows = [[one.file, "", "", "", one.problem, one.hint] for one in content.files]
    rows += [[b.file, str(b.row), b.field, b.value, b.problem, b.hint] for b in content.bad]
    return rows


def samples() -> Path:
    """Return the folder of recorded and composed samples of this checkout."""
    found = Path(__file__).resolve().parents[2] / "samples"
    if not found.is_dir():
        raise fail(f"no samples at {found}: the demo runs from a checkout of the project")
    return found
