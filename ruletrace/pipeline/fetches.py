"""The archived answers that the projection is made of, read from the journal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from crawler.records import FETCH, fetch_of
from ruletrace.model import Fetch, Outcome, canonical, sha256_hex
from ruletrace.pipeline.context import Context

_NO_INPUT = {"run.started", "run.finished", "run.lease", "digest"}  # what the program itself did


def good_fetches(context: Context, source: str, role: str) -> list[Fetch]:
    """Return the good answers of one source and role in the order of the journal."""
    return [fetch for fetch in _fetches(context, source) if fetch.role == role and fetch.outcome is not Outcome.FAILED]


def changed(fetches: Iterable[Fetch]) -> list[Fetch]:
    """Return the fetches whose address had another content before, or none: one that returns counts again."""
    found: list[Fetch] = []
    last: dict[str, str] = {}
    for fetch in fetches:
        if last.get(fetch.url) != fetch.sha256:
            last[fetch.url] = fetch.sha256
            found.append(fetch)
    return found


def newest_by_url(fetches: Iterable[Fetch]) -> dict[str, list[Fetch]]:
    """Return, by address, its contents as they changed, oldest first."""
    found: dict[str, list[Fetch]] = {}
    for fetch in changed(fetches):
        found.setdefault(fetch.url, []).append(fetch)
    return dict(sorted(found.items()))


def content_keys(context: Context) -> dict[str, str]:
    """Return a hash of everything archive and journal say, by group: `fetch <source>`, or the kind of the entry.

    A fetch counts when its address has another content in that role than at the last look. Entries that only tell
    what the program itself did do not count.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    last: dict[tuple[str, str], str] = {}
    for entry in context.journal.entries():
        if entry.kind == FETCH:
            # CELLAR serves an act, its Formex and its notice under one address.
            asked, content = (entry.payload["url"], entry.payload["role"]), entry.payload["sha256"]
            if entry.payload["outcome"] != Outcome.FAILED.value and last.get(asked) != content:
                last[asked] = content
                groups[fetched(entry.payload["source"])].append(entry.hash)
        elif entry.kind not in _NO_INPUT:
            groups[entry.kind].append(entry.hash)
    return {group: sha256_hex(canonical(hashes).encode()) for group, hashes in sorted(groups.items())}


def fetched(source: str) -> str:
    """Return the group of a source's fetches."""
    return f"fetch {source}"


def replay_mark(fetch: Fetch) -> str:
    """Return composed or recorded when a replay server answered, "" for a live answer."""
    return dict(fetch.headers).get("x-ruletrace-replay", "")


def _fetches(context: Context, source: str) -> Iterator[Fetch]:
    for entry in context.journal.entries(FETCH):
        if entry.payload["source"] == source:
            yield fetch_of(entry.payload)
