"""An answer that is not what was asked for is never "no news": each way has its reason in words."""

import json
from pathlib import Path

import pytest

from crawler.judge import AnswerError, Received, judge, redirect_target
from crawler.replay.faults import BLOCK_PAGE, ERROR_PAGE
from crawler.sources import Source, load_source

FR, ECFR, CSL = (load_source(name) for name in ("fr-documents", "ecfr-774", "csl"))
BODY = Path(__file__).parents[2] / "fixtures/fr-documents/recorded-rule-2014-30419/input.xml"
JSON, XML, HTML = "application/json; charset=utf-8", "application/xml", "text/html; charset=utf-8"


def received(role: str, body: bytes, kind: str = JSON, status: int = 200, **headers: str) -> Received:
    return Received("https://www.federalregister.gov/x", role, status, {"content-type": kind, **headers}, body)


def listing(count: int) -> bytes:
    rows = [{"document_number": f"2026-{number}", "title": "composed"} for number in range(count)]
    return json.dumps({"count": count, "results": rows}).encode()


CASES = [
    ("blocked", FR, received("listing", ERROR_PAGE, HTML, 403), "HTTP 403: the service refuses us (blocked)"),
    ("server error", FR, received("listing", ERROR_PAGE, HTML, 500), "HTTP 500 where 200 was expected"),
    ("accepted", FR, received("listing", b"", HTML, 202), "HTTP 202 where 200 was expected"),
    ("captcha", FR, received("listing", BLOCK_PAGE, HTML), "block page: HTML with 'Request Access'"),
    ("captcha said to be JSON", FR, received("listing", BLOCK_PAGE, JSON), "block page: HTML with 'Request Access'"),
    ("HTML", FR, received("listing", ERROR_PAGE, HTML), "HTML where application/json was expected"),
    ("HTML for XML", ECFR, received("text", ERROR_PAGE, XML), "HTML where text/xml, application/xml was expected"),
    ("empty", FR, received("listing", b""), "empty body"),
    ("blank", ECFR, received("text", b" \n", XML), "empty body"),
    ("mislabelled", FR, received("listing", listing(200), "text/plain"), "content type text/plain where"),
    ("unlabelled", FR, received("listing", listing(200), ""), "content type not given where"),
    ("truncated", FR, received("listing", listing(200)[:900]), "truncated or corrupt JSON at line 1, column"),
    ("latin-1", FR, received("listing", b'{"count":0,"description":"\xa7"}'), "wrong encoding: not utf-8 at byte 26"),
    ("corrupt XML", FR, received("body", BODY.read_bytes()[:-40], XML), "not well-formed XML at line"),
    ("short text", ECFR, received("text", b'<DIV5 N="774" TYPE="PART"/>', XML), "shrunken: 27 bytes where at least"),
    ("shrunken listing", FR, received("listing", listing(3)), "shrunken: 3 documents where 100 to 5000 documents"),
    ("no document at all", FR, received("listing", b'{"count":0,"description":""}'), "shrunken: 0 documents where"),
    ("too many", FR, received("listing", listing(5001)), "5001 documents where 100 to 5000 documents"),
    ("shrunken list", CSL, received("list", b'{"results":[]}'), "shrunken: 0 parties where 20000 to 40000 parties"),
    ("no list", CSL, received("list", b'{"error":"x"}'), "no results among the keys error"),
]


@pytest.mark.parametrize(("source", "answer", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_failed_answer_says_why(source: Source, answer: Received, reason: str) -> None:
    with pytest.raises(AnswerError) as raised:
        judge(answer, source)
    assert str(raised.value).startswith(reason)


def test_good_answers_are_judged_good() -> None:
    assert judge(received("listing", listing(200)), FR).counts["documents"] == 200
    assert judge(received("body", BODY.read_bytes(), "text/xml; charset=utf-8"), FR).counts == {"bodies": 1}


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        (
            "https://unblock.federalregister.gov/",
            "redirected elsewhere, to https://unblock.federalregister.gov/ (block",
        ),
        ("//www.example.org/x", "redirected elsewhere, to https://www.example.org/x: not followed"),
        ("http://www.federalregister.gov/x", "redirected elsewhere, to http://www.federalregister.gov/x"),
        ("file:///etc/passwd", "redirected elsewhere, to file:///etc/passwd"),
    ],
)
def test_redirect_elsewhere_is_refused(location: str, reason: str) -> None:
    with pytest.raises(AnswerError) as raised:
        redirect_target(received("listing", b"", HTML, 302, location=location))
    assert str(raised.value).startswith(reason)


def test_redirect_within_the_host_is_followed() -> None:
    answer = received("listing", b"", HTML, 301, location="/documents?page=2")
    assert redirect_target(answer) == "https://www.federalregister.gov/documents?page=2"
    assert redirect_target(received("listing", b"{}")) == ""
