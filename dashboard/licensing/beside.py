"""What stands beside the official texts of the law: converted parts, effective dates, and entered announcements."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import streamlit as st

from dashboard.store import TTL, ask
from graph import reads
from regulation.licensing import beside
from regulation.status import ENTERED, WITHDRAWN, events_of
from ruletrace.journal import Journal
from ruletrace.model import canonical
from ruletrace.settings import Settings

MOST = 100_000
Said = tuple[tuple[str, str], ...]
"""Time of recording (ISO) and payload (JSON) of each entered event that stands."""
Dated = tuple[tuple[str, str, str], ...]
"""Citation, day of publication and effective date (ISO) of documents."""


def converted() -> tuple[tuple[str, str, str], ...]:
    """Return part, day and hash of each part in a text that others converted: of each part the last one taken in."""
    taken = (payload for _, _, payload in _entries(Settings().journal_location())[beside.CONVERTED])
    return tuple((part, str(day), sha256) for part, (day, sha256) in beside.converted(taken).items())


def entered() -> Said:
    """Return the events that people entered and did not withdraw."""
    held = _entries(Settings().journal_location())
    gone = {payload["seq"] for _, _, payload in held[WITHDRAWN]}
    return tuple((at, canonical(payload)) for seq, at, payload in held[ENTERED] if seq not in gone)


def dated() -> Dated:
    """Return the documents whose effective date is held."""
    found = [one for one in ask(reads.documents, MOST) if one.effective and one.published and one.citation]
    return tuple(sorted((one.citation, one.published[:10], one.effective[:10]) for one in found))


def effective_of(held: Dated) -> Callable[[str, date], date | None]:
    """Return what gives the effective date of the document of a day that holds a page."""
    return beside.effective_of(
        (cited, date.fromisoformat(day), date.fromisoformat(until)) for cited, day, until in held
    )


def announced_of(held: Said) -> Callable[[str, date], str]:
    """Return what tells who said that a paragraph is not enforced on a day."""
    said = ((json.loads(payload), datetime.fromisoformat(at)) for at, payload in held)
    return beside.announced_of(event for payload, at in said for event in events_of(payload, at, {}))


@st.cache_data(ttl=TTL, max_entries=4, show_spinner="Reading the journal …")
def _entries(location: str) -> dict[str, list[tuple[int, str, dict[str, Any]]]]:
    journal = Journal(location)
    found: dict[str, list[tuple[int, str, dict[str, Any]]]] = {beside.CONVERTED: [], ENTERED: [], WITHDRAWN: []}
    try:
        for one in journal.entries(*found):
            found[one.kind].append((one.seq, one.at.isoformat(), one.payload))
    finally:
        journal.close()
    return found
