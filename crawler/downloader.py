"""Scrapy's parts of the download: the way to the replay server, waiting before a repetition, robots out of reach."""

import asyncio
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse


def robots_statistic(url: str) -> str:
    """Return the name of the statistic that says why the robots.txt of the host of `url` was out of reach."""
    return f"ruletrace/robots_out_of_reach/{urlsplit(url).netloc}"


def replay_url(base_url: str, url: str) -> str:
    """Return where the official address `url` is replayed: `base_url`/HOST/PATH."""
    return f"{base_url.rstrip('/')}/{url.split('://', 1)[1]}"


class ReplayHandler(HTTP11DownloadHandler):
    """Asks the replay server instead of the official one; the rest of Scrapy sees official addresses only."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._base_url: str = crawler.settings["RULETRACE_BASE_URL"]

    async def download_request(self, request: Request) -> Response:
        """Fetch the replayed answer and give it its official address."""
        response = await super().download_request(request.replace(url=replay_url(self._base_url, request.url)))
        return response.replace(url=request.url)


class Backoff:
    """Waits before a repeated request: the base time, doubled each time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Backoff":
        """Read the base time from the settings."""
        return cls(crawler.settings.getfloat("BACKOFF_SECONDS"))

    async def process_request(self, request: Request) -> None:
        """Wait when this is a repetition."""
        times = request.meta.get("retry_times", 0)
        if times:
            await asyncio.sleep(self._seconds * 2 ** (times - 1))


class RobotsOutOfReach:
    """Answers for a robots.txt that is out of reach with one that allows nothing: RFC 9309, section 2.3.1.4.

    Scrapy would take an error page for rules that forbid nothing. It stands between repetition, which has given up by
    then, and Scrapy's own robots rules; a robots.txt that does not exist (4xx) allows everything, as the RFC has it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsOutOfReach":
        """Keep the crawler, whose statistics tell why."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Replace a server's error."""
        if not _asks_robots(request) or response.status < 500:
            return response
        return self._nothing_allowed(request, f"HTTP {response.status}")

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Replace a failure of the network."""
        return self._nothing_allowed(request, type(exception).__name__) if _asks_robots(request) else None

    def _nothing_allowed(self, request: Request, why: str) -> Response:
        if self._crawler.stats:
            self._crawler.stats.set_value(robots_statistic(request.url), why)
        return TextResponse(request.url, body=b"User-agent: *\nDisallow: /\n", request=request, encoding="utf-8")


def _asks_robots(request: Request) -> bool:
    return bool(request.meta.get("dont_obey_robotstxt"))
