"""What the crawlers bring: fetches, runs and documents."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How a fetch or a run ended."""

    OK = "ok"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fetch:
    """One answer of an official service, as recorded in the journal.

    `url` is the official address; `at` is UTC; `headers` are the answer's, lower-case names; `sha256` names the
    body in the archive ("" when nothing was kept); `role` says what the answer is (listing, feed, body, act,
    formex, notice, versions, text, list); `reason` tells in words why it failed.
    """

    source: str
    run: str
    url: str
    at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    sha256: str
    size: int
    outcome: Outcome
    role: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RunReport:
    """One crawl of one source: what was expected and what came.

    `counts` holds the numbers of the run (fetched, unchanged, failed, documents); `reasons` every failure in words.
    """

    source: str
    run: str
    started: datetime
    finished: datetime
    outcome: Outcome
    expected: str
    counts: dict[str, int] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A published document as its listing describes it; None and "" mean that the listing does not say.

    `id` is `fr:` and the document number, `pi:` before publication, `celex:` and the CELEX number, or `oj:` without
    one; `kind` is rule, proposed rule, notice, presidential document, correction, withdrawn, act, corrigendum or
    other, from the listing's own type; `effective` is the listing's single date, never the whole truth;
    `sha256` and `pointer` (RFC 6901) say where in the archive the description stands.
    """

    id: str
    source: str
    kind: str
    number: str
    title: str
    abstract: str
    action: str
    dates_text: str
    published: date | None
    effective: date | None
    comments_close: date | None
    citation: str
    url: str
    body_url: str
    cfr_parts: tuple[str, ...]
    sha256: str
    pointer: str
