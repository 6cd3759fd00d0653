"""The screening list over time: which rows stood in it from when to when, read from archive and journal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from parties.model import ListedParty
from parties.screening import read
from ruletrace.model import Fetch
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.fetches import changed, good_fetches

SOURCE, ROLE = "csl", "list"


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list; `start` is the first fetch that had it, `end` the first complete one that had it no more."""

    party: ListedParty
    sha256: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Screening:
    """Every row ever seen, and what was not understood in the newest list."""

    rows: tuple[Listed, ...]
    problems: tuple[str, ...]
    newest: Fetch | None


def screening(context: Context) -> Screening:
    """Read every archived list in order; a row that a later list lacks is end-dated, never dropped."""
    rows: dict[str, Listed] = {}
    problems: tuple[str, ...] = ()
    fetches = changed(good_fetches(context, SOURCE, ROLE))
    for fetch in fetches:
        listed, found = read(context.archive.get(fetch.sha256))
        problems = tuple(f"row {one.row} {one.field}: {one.problem}" for one in found)
        _apply(rows, listed, fetch)
    return Screening(tuple(rows[key] for key in sorted(rows)), problems, fetches[-1] if fetches else None)


def _apply(rows: dict[str, Listed], listed: Sequence[ListedParty], fetch: Fetch) -> None:
    present = {party.id: party for party in listed}
    for key in rows.keys() - present.keys():
        if rows[key].end is None:
            rows[key] = replace(rows[key], end=fetch.at)
    for key, party in present.items():
        before = rows.get(key)
        if before is None or before.end is not None or before.party != party:
            start = before.start if before and before.end is None else fetch.at
            rows[key] = Listed(party, fetch.sha256, start, None)
