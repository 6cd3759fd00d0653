"""What one run has seen so far, and the report it ends with."""

from collections import Counter
from datetime import date, datetime

from crawler.parsers import ParsedPage
from crawler.parsers.page import ERROR
from crawler.sources import Source
from ruletrace.model import Fetch, Outcome, RunReport

MAX_ERRORS = 20  # broken rows of one answer that a report names
REPLAY_DAY = "x-ruletrace-replay-day"  # the replay server's header: the day for which its sample stands


class Tally:
    """Counts the fetches and rows of one run and remembers every failure in words."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._counts: Counter[str] = Counter({"fetched": 0, "unchanged": 0, "failed": 0})
        self._failures: list[str] = []
        self._warnings: Counter[str] = Counter()
        self._keys: dict[str, set[str]] = {}
        self._totals: dict[str, set[int]] = {}

    def add(self, fetch: Fetch, page: ParsedPage | None = None) -> None:
        """Count one fetch and, when it was good, its content."""
        self._counts["fetched"] += 1
        if fetch.outcome is not Outcome.OK:
            self._counts[fetch.outcome.value] += 1
        if fetch.outcome is Outcome.FAILED:
            self._failures.append(f"{fetch.role} {fetch.url}: {fetch.reason}")
        if page is not None:
            self._add_page(fetch, page)

    def held(self) -> None:
        """Count an answer that is held and not asked for again."""
        self._counts["held"] += 1

    def fail(self, reason: str) -> None:
        """Add a failure that belongs to no single fetch."""
        self._failures.append(reason)

    def report(self, run: str, started: datetime, finished: datetime) -> RunReport:
        """Return the report: failed when anything failed, unchanged when every answer was the same as before."""
        reasons = (*self._failures, *self._missing(), *self._nothing(), *self._warned())
        counts = {**dict(sorted(self._counts.items())), "warnings": self._warnings.total()}
        outcome = self._outcome()
        return RunReport(self._source.id, run, started, finished, outcome, str(self._source.expected), counts, reasons)

    def _add_page(self, fetch: Fetch, page: ParsedPage) -> None:
        self._counts.update(page.counts)
        self._check_age(fetch, page)
        self._keys.setdefault(fetch.role, set()).update(page.keys)
        if page.total is not None and page.keys:
            self._totals.setdefault(fetch.role, set()).add(page.total)
        errors = [problem for problem in page.problems if problem.severity == ERROR]
        self._failures += [f"{fetch.role} {fetch.url}: {problem}" for problem in errors[:MAX_ERRORS]]
        if len(errors) > MAX_ERRORS:
            self._failures.append(f"{fetch.role} {fetch.url}: and {len(errors) - MAX_ERRORS} errors more")
        self._warnings.update(
            f"{fetch.role} {problem.field}: {problem.message}" for problem in page.problems if problem.severity != ERROR
        )

    def _check_age(self, fetch: Fetch, page: ParsedPage) -> None:
        days = self._source.stale_days
        if days is None or fetch.role != self._source.expected.role:
            return
        newest = max((document.published for document in page.documents if document.published), default=None)
        if newest is None:
            self._failures.append("stale feed: no item has a date")
        elif (_day(fetch) - newest).days > days:
            self._failures.append(f"stale feed: newest item of {newest}")

    def _missing(self) -> list[str]:
        # A paged list that says 130 and gives 120 has lost rows on the way (a repeated page, a moved window).
        reasons = []
        for role, totals in sorted(self._totals.items()):
            counted, came = " and ".join(map(str, sorted(totals))), len(self._keys[role])
            if len(totals) > 1:
                reasons.append(
                    f"{role}: the pages count {counted} {self._source.expected.unit}: they do not belong together"
                )
            elif totals != {came}:
                reasons.append(f"{role}: the service counts {counted} {self._source.expected.unit}, {came} came")
        return reasons

    def _nothing(self) -> list[str]:
        return [] if self._counts["fetched"] else ["nothing was fetched"]

    def _warned(self) -> list[str]:
        return [f"warning: {text} ({times} times)" for text, times in sorted(self._warnings.items())]

    def _outcome(self) -> Outcome:
        if self._failures or self._missing() or self._nothing():
            return Outcome.FAILED
        return Outcome.UNCHANGED if self._counts["unchanged"] == self._counts["fetched"] else Outcome.OK


def _day(fetch: Fetch) -> date:
    """Return the day of the answer: that of the fetch, or the one that a replayed sample stands for."""
    replayed = dict(fetch.headers).get(REPLAY_DAY)
    return date.fromisoformat(replayed) if replayed else fetch.at.date()
