"""What a law needs beside its texts: effective days of documents, announcements on enforcement, converted parts."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from regulation.status.answer import enforced
from regulation.status.model import Event, EventKind, State

CONVERTED = "converted part"  # kind of the journal's entries for parts that others converted
_CITED = re.compile(r"(?P<volume>\d{1,3}) FR (?P<page>\d{1,6})")
_ON_ENFORCEMENT = (EventKind.NOT_ENFORCED, EventKind.ENFORCED)


def converted(payloads: Iterable[Mapping[str, Any]]) -> dict[str, tuple[date, str]]:
    """Return by part the date and SHA-256 of the text in use, from the journal's payloads in order: the last taken."""
    newest = {payload["part"]: payload for payload in payloads}
    return {part: (date.fromisoformat(one["text_of"]), one["sha256"]) for part, one in sorted(newest.items())}


def effective_of(documents: Iterable[tuple[str, date | None, date | None]]) -> Callable[[str, date], date | None]:
    """Return what gives the effective date of the document of a day that holds a page ("91 FR 43038").

    `documents` are citation, day of publication and effective date. A document holds the pages from its own to the next
    document's of that day; where no document that is known may hold the page the answer is None.
    """
    known = [(page, day, until) for citation, day, until in documents if day and until and (page := _page(citation))]

    def effective(citation: str, published: date) -> date | None:
        page = _page(citation)
        before = [(start, until) for start, day, until in known if page and day == published and start <= page]
        return max(before)[1] if before else None

    return effective


def announced_of(events: Iterable[Event]) -> Callable[[str, date], str]:
    """Return what tells who said that a paragraph, or one above it, is not enforced on a day; "" for nobody."""
    return partial(_announced, [one for one in events if one.kind in _ON_ENFORCEMENT])


def _announced(said: Sequence[Event], basis: str, on: date) -> str:
    own = [one for one in said if basis == one.subject or basis.startswith(f"{one.subject}(")]
    found = enforced(own, on)
    if found.state is not State.NOT_ENFORCED:
        return ""
    return f"{found.words} ({'; '.join(f'{one.source.citation}, {one.source.origin}' for one in found.because)})"


def _page(citation: str) -> tuple[int, int] | None:
    """Return volume and page of "91 FR 43038", None when it is none."""
    match = _CITED.fullmatch(citation.strip())
    return (int(match["volume"]), int(match["page"])) if match else None
