"""Requests that got no answer have a reason in words."""

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.settings import Settings

from crawler.spider import reason_of


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (IgnoreRequest("Forbidden by robots.txt"), "robots.txt does not allow this address"),
        (IgnoreRequest("over the limit"), "larger than 1000 bytes: over the limit"),
        (DownloadCancelledError("over the limit"), "larger than 1000 bytes: over the limit"),
        (DownloadTimeoutError("x"), "no whole answer within 180 s"),
        (ResponseDataLossError(), "the connection ended before the whole body came"),
        (CannotResolveHostError("www.ecfr.gov"), "CannotResolveHostError: www.ecfr.gov"),
    ],
)
def test_reason(error: Exception, reason: str) -> None:
    assert reason_of(error, Settings({"DOWNLOAD_MAXSIZE": 1000, "DOWNLOAD_TIMEOUT": 180})) == reason


def test_robots_out_of_reach_says_so() -> None:
    forbidden = IgnoreRequest("Forbidden by robots.txt")
    expected = "robots.txt is out of reach (HTTP 503), so nothing may be asked for (RFC 9309)"
    assert reason_of(forbidden, Settings(), "HTTP 503") == expected
