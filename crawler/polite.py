"""Scrapy's settings for a polite crawl; Scrapy itself is not needed to read them."""

from importlib.metadata import version
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from crawler.sources import Source
from ruletrace.model import ToldError
from ruletrace.settings import Settings


class RefusedError(ToldError):
    """A crawl may not start with these settings."""


def user_agent(settings: Settings) -> str:
    """Return the agent that names program and contact; raises RefusedError for a live crawl without a contact."""
    if not settings.contact and not settings.base_url:
        raise RefusedError(
            "a live crawl needs RULETRACE_CONTACT: an e-mail or web address at which the services can reach you"
        )
    return f"Ruletrace/{version('ruletrace')} (+{settings.contact or 'replay'})"


def scrapy_settings(source: Source, settings: Settings) -> dict[str, Any]:
    """Return Scrapy's settings: one request at a time, robots obeyed, delays only where a real service is asked."""
    loopback = is_loopback(settings.base_url)
    delay = 0.0 if loopback else source.crawl_delay
    handler = "crawler.downloader.ReplayHandler" if settings.base_url else None
    return {
        "USER_AGENT": user_agent(settings),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": "Ruletrace",
        "CONCURRENT_REQUESTS": 1,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,  # a robots.txt's Crawl-delay is the least, not the mean
        "AUTOTHROTTLE_ENABLED": not loopback,
        "AUTOTHROTTLE_START_DELAY": delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "DOWNLOAD_TIMEOUT": min(180, settings.crawl_timeout / 5),
        "DOWNLOAD_MAXSIZE": min(source.max_body, settings.max_body),
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler} if handler else {},
        "DOWNLOADER_MIDDLEWARES": {"crawler.downloader.Backoff": 560, "crawler.downloader.RobotsOutOfReach": 540},
        "RULETRACE_BASE_URL": settings.base_url,
        "BACKOFF_SECONDS": 0.0 if loopback else 5.0,
        "RETRY_TIMES": 3,
        "COOKIES_ENABLED": False,
        "HTTPCACHE_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "WARNING",
        "CLOSESPIDER_TIMEOUT": settings.crawl_timeout * 0.9,  # to end with a report before the parent ends it
    }


def is_loopback(url: str) -> bool:
    """Return whether `url` leads to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
