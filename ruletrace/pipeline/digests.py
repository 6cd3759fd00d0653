"""Weekly digests in the data folder, and in the journal what each said when."""

import uuid
from datetime import datetime
from pathlib import Path

from alerts.report import Digest, Unread, Week, digest
from graph import Graph
from ruletrace.model import canonical, sha256_hex
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.documents import documents
from ruletrace.pipeline.parties import screening
from ruletrace.pipeline.run import program

KIND, FETCH = "digest", "fetch"
STEP = "unread"


def build(context: Context, graph: Graph, week: str) -> tuple[Path, Path]:
    """Write the digest of an ISO week (2026-W36) as HTML and Markdown and return both paths.

    The journal records week and hashes when the bytes are others than those recorded last for the week. Raises
    WeekError.
    """
    made = make(context, graph, week)
    _keep(context, made)
    return paths(context, made.week)


def build_due(context: Context, graph: Graph, now: datetime) -> list[Path]:
    """Build the digest of the last week that is over at `now`; return its paths when missing or changed, else none."""
    made = make(context, graph, Week.last_complete(now).name)
    return list(paths(context, made.week)) if _keep(context, made) else []


def make(context: Context, graph: Graph, week: str) -> Digest:
    """Return the digest of an ISO week without writing anything; raises WeekError."""
    return digest(graph, week, f"http://127.0.0.1:{context.settings.dashboard_port}", unread(context))


def paths(context: Context, week: str) -> tuple[Path, Path]:
    """Return where the HTML and the Markdown of a week stand in the data folder."""
    folder = context.settings.root / "digests"
    return folder / f"{week}.html", folder / f"{week}.md"


def unread(context: Context) -> Unread:
    """Return how many rows of the archived answers were not understood; counted once for the same answers."""
    answers = {
        (entry.payload["source"], entry.payload["role"], entry.payload["url"], entry.payload["sha256"])
        for entry in context.journal.entries(FETCH)
    }
    key = sha256_hex(canonical(sorted(answers)).encode())
    kept = context.steps.once(STEP, program(), key, lambda: _counted(context))
    return Unread(**kept)


def _counted(context: Context) -> dict[str, int]:
    return {"listings": len(documents(context).problems), "screening": len(screening(context).problems)}


def _keep(context: Context, made: Digest) -> bool:
    """Write what is missing or other than on disk, record what is new, and tell whether there was anything to do."""
    files = dict(zip(paths(context, made.week), (made.html.encode(), made.markdown.encode()), strict=True))
    stale = [path for path, content in files.items() if not path.is_file() or path.read_bytes() != content]
    for path in stale:
        _write(path, files[path])
    said = {"week": made.week, **{path.suffix[1:]: sha256_hex(content) for path, content in files.items()}}
    known = [entry.payload for entry in context.journal.entries(KIND) if entry.payload["week"] == made.week]
    if not known or known[-1] != said:
        context.journal.append(KIND, said, context.now())
    return bool(stale)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    aside.write_bytes(content)
    aside.replace(path)
