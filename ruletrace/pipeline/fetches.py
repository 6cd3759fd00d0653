"""The archived answers that the projection is made of, read from the journal."""

from collections.abc import Iterator

from crawler.records import FETCH, fetch_of
from ruletrace.model import Fetch, Outcome
from ruletrace.pipeline.context import Context


def good_fetches(context: Context, source: str, role: str) -> list[Fetch]:
    """Return the good answers of one source and role in the order of the journal."""
    return [fetch for fetch in _fetches(context, source) if fetch.role == role and fetch.outcome is not Outcome.FAILED]


def newest_by_url(fetches: list[Fetch]) -> dict[str, list[Fetch]]:
    """Return, by address, the first fetch of each distinct content, oldest first."""
    found: dict[str, dict[str, Fetch]] = {}
    for fetch in fetches:
        found.setdefault(fetch.url, {}).setdefault(fetch.sha256, fetch)
    return {url: list(contents.values()) for url, contents in sorted(found.items())}


def replay_mark(fetch: Fetch) -> str:
    """Return composed or recorded when a replay server answered, "" for a live answer."""
    return dict(fetch.headers).get("x-ruletrace-replay", "")


def _fetches(context: Context, source: str) -> Iterator[Fetch]:
    for entry in context.journal.entries(FETCH):
        if entry.payload["source"] == source:
            yield fetch_of(entry.payload)
