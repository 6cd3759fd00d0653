"""The one spider: it asks a source's addresses, has each answer judged and kept, and follows where it leads."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy import Request
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest, ResponseDataLossError
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.downloader import robots_statistic
from crawler.judge import AnswerError, Received, judge, redirect_target
from crawler.parsers import STANDING, Follow
from crawler.records import Recorder
from crawler.sources import Source, host_of
from crawler.tally import Tally
from ruletrace.model import Fetch

MAX_REDIRECTS = 5
# Set-Cookie may hold a secret of the session, and it says nothing about the answer.
_UNKEPT_HEADERS = frozenset({"set-cookie"})


class SourceSpider(scrapy.Spider):
    """Crawls one source; `tally` holds what came."""

    name = "source"

    def __init__(self, source: Source, recorder: Recorder, tally: Tally, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._source, self._recorder, self._tally = source, recorder, tally

    async def start(self) -> AsyncIterator[Request]:
        """Ask the start addresses."""
        for start in self._source.start:
            yield self._request(start.url, start.role)

    def answered(self, response: Response) -> Iterator[Request]:
        """Judge an answer, keep it, and follow where it leads."""
        received = _received(response)
        try:
            target = redirect_target(replace(received, url=response.url), self._source.allowed_hosts)
            if target:
                yield self._redirected(response, target)
                return
            received = self._with_known_body(received)
            page = judge(received, self._source)
        except AnswerError as error:
            self._failed(received, str(error), error.keep)
            return
        fetch = self._recorder.good(received.url, received.role, response.status, received.headers, received.body)
        self._tally.add(fetch, page)
        yield from self._follow(page.follow)

    def unanswered(self, failure: Failure) -> None:
        """Record a request that got no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        nothing = Received(request.meta["asked"], request.meta["role"], 0, {}, b"")
        robots = self.crawler.stats.get_value(robots_statistic(request.url), "") if self.crawler.stats else ""
        self._failed(nothing, reason_of(failure.value, self.settings, robots))

    def _request(self, url: str, role: str, redirects: int = 0, asked: str = "") -> Request:
        # A negotiated answer is known by the address that was asked: where it leads differs from form to form.
        negotiated = self._source.answers[role].headers
        asked = (asked or url) if negotiated else url
        return Request(
            url,
            self.answered,
            headers={**negotiated, **self._conditions(asked, role)},
            meta={"role": role, "redirects": redirects, "asked": asked, "handle_httpstatus_all": True},
            # A redirect to an address that was asked before must end in a reason, not in silence; and one address
            # has several forms.
            dont_filter=redirects > 0 or bool(negotiated),
            errback=self.unanswered,
        )

    def _conditions(self, url: str, role: str) -> dict[str, str]:
        """Return the headers that ask for an answer only when it differs from the one that is held."""
        before = self._held(url, role)
        known = dict(before.headers) if before else {}
        names = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
        return {name: known[key] for name, key in names.items() if key in known}

    def _follow(self, leads: tuple[Follow, ...]) -> Iterator[Request]:
        for lead in leads:
            try:
                request = self._led(lead)
            except ValueError as error:
                self._failed(Received(lead.url, lead.role, 0, {}, b""), f"not followed: {error}"[:300])
                continue
            if request:
                yield request

    def _led(self, lead: Follow) -> Request | None:
        """Return the request that follows `lead`, None when its answer is held; raises ValueError for a wrong one."""
        if urlsplit(lead.url).scheme != "https" or host_of(lead.url) not in self._source.hosts:
            raise ValueError(f"address outside {', '.join(sorted(self._source.hosts))}")
        if self._source.answers[lead.role].once and self._held(lead.url, lead.role):
            self._tally.held()
            return None
        return self._request(lead.url, lead.role)

    def _held(self, url: str, role: str) -> Fetch | None:
        """Return the newest good fetch of `url` in this role whose body is in the archive and still counts as good."""
        before = self._recorder.previous(url, role)
        if before is None or not self._recorder.holds(before):
            return None
        stands = STANDING.get(self._source.answers[role].parser)
        return before if stands is None or stands(self._recorder.body_of(before)) else None

    def _redirected(self, response: Response, target: str) -> Request:
        redirects = response.meta["redirects"] + 1
        if redirects > MAX_REDIRECTS:
            raise AnswerError(f"more than {MAX_REDIRECTS} redirects")
        try:
            return self._request(target, response.meta["role"], redirects, response.meta["asked"])
        except ValueError as error:
            raise AnswerError(f"redirected to what is no address, {target[:200]!r}: {error}") from None

    def _with_known_body(self, received: Received) -> Received:
        """Return an answer "not modified" as the good answer that it confirms."""
        before = self._held(received.url, received.role)
        if received.status != 304 or before is None:
            return received
        headers = {**dict(before.headers), **received.headers}
        return Received(received.url, received.role, 200, headers, self._recorder.body_of(before))

    def _failed(self, received: Received, reason: str, keep: bool = False) -> None:
        fetch = self._recorder.failed(
            received.url, received.role, received.status, received.headers, received.body, reason, keep
        )
        self._tally.add(fetch)


def _received(response: Response) -> Received:
    asked, headers = response.meta["asked"], _headers(response)
    if asked != response.url:
        headers["content-location"] = response.url  # RFC 9110, section 8.7
    return Received(asked, response.meta["role"], response.status, headers, response.body)


def _headers(response: Response) -> dict[str, str]:
    names = {name.decode("latin-1").lower(): name for name in response.headers}
    return {
        name: b", ".join(response.headers.getlist(raw)).decode("latin-1")
        for name, raw in sorted(names.items())
        if name not in _UNKEPT_HEADERS
    }


def reason_of(error: BaseException | None, settings: BaseSettings, robots: str = "") -> str:
    """Return in words why a request got no whole answer; `robots` says why a robots.txt was out of reach."""
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        if robots:
            return f"robots.txt is out of reach ({robots}), so nothing may be asked for (RFC 9309)"
        return "robots.txt does not allow this address"
    if isinstance(error, DownloadTimeoutError):
        return f"no whole answer within {settings.getfloat('DOWNLOAD_TIMEOUT'):g} s"
    if isinstance(error, IgnoreRequest | DownloadCancelledError):
        return f"larger than {settings.getint('DOWNLOAD_MAXSIZE')} bytes: {error}"
    if isinstance(error, ResponseDataLossError):
        return "the connection ended before the whole body came"
    return f"{type(error).__name__}: {error}"[:300]
