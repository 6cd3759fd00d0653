"""Scrapy's parts of the download: the way to the replay server, and waiting before a repeated request."""

import asyncio

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response


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
