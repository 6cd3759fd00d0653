"""An answer that is not what was asked for is never "no news": each way has its reason in words."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from crawler.judge import AnswerError, Received, judge, redirect_target
from crawler.replay.faults import BLOCK_PAGE, ERROR_PAGE
from crawler.sources import Source, load_source

FR, ECFR, CSL, PARTS = (load_source(name) for name in ("fr-documents", "ecfr-774", "csl", "ecfr-parts"))
OJ, ANNEX, INSPECTION = (load_source(name) for name in ("oj-l", "eu-annex-i", "fr-public-inspection"))


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


EU = Path(__file__).parents[3] / "samples/eu"
CHALLENGE, NO_SUCH, NO_FEED, ACT = (
    (EU / name).read_bytes()
    for name in (
        "challenge-202.composed.html",
        "does-not-exist.composed.html",
        "feed-html-error.composed.html",
        "act.composed.xhtml",
    )
)
XHTML, ZIP = "application/xhtml+xml", "application/zip"
MISSING = "the service answers that the requested document does not exist"
SCRIPT = "a challenge script of the web application firewall, not the document"
# Composed: well-formed answers of another kind.
XML_ERROR = (
    b'<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>'
)
XML_PAGE = (
    b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Composed</title></head>'
    b"<body><p>Service unavailable</p></body></html>"
)
OTHER_ZIP = zipped("error.xml", XML_ERROR)
BODY = Path(__file__).parents[2] / "fixtures/fr-documents/recorded-rule-2014-30419/input.xml"
JSON, XML, HTML = "application/json; charset=utf-8", "application/xml", "text/html; charset=utf-8"


def received(role: str, body: bytes, kind: str = JSON, status: int = 200, **headers: str) -> Received:
    return Received("https://www.federalregister.gov/x", role, status, {"content-type": kind, **headers}, body)


def listing(count: int) -> bytes:
    rows = [{"document_number": f"2026-{number}", "title": "composed"} for number in range(count)]
    return json.dumps({"count": count, "results": rows}).encode()


def part(number: str, body: bytes) -> Received:
    url = f"https://www.ecfr.gov/api/versioner/v1/full/2026-09-01/title-15.xml?part={number}"
    return Received(url, "text", 200, {"content-type": XML}, body)


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
    ("error for a body", FR, received("body", b"<Error><Code>SlowDown</Code></Error>", XML),
     "no Federal Register document (CORRECT, NOTICE, PRESDOCU, PRORULE, RULE) in the XML: its root is Error ('Slow"),
    ("XHTML for a body", FR, received("body", XML_PAGE, XML), "HTML where text/xml, application/xml was expected"),
    ("XHTML for a part", ECFR, received("text", XML_PAGE, XML), "HTML where text/xml, application/xml was expected"),
    ("XHTML for a list", CSL, received("list", XML_PAGE, JSON), "HTML where application/json, application/octet-str"),
    ("XHTML for an act", OJ, received("act", XML_PAGE, XHTML), "an HTML page ('Composed') where an act was expected"),
    ("error for an act", OJ, received("act", XML_ERROR, XHTML), "not an XHTML page"),
    ("error for a package", OJ, received("formex", XML_ERROR, ZIP), "not a readable zip"),
    ("package of another kind", OJ, received("formex", OTHER_ZIP, ZIP), "0 manifests in the Formex zip"),
    ("error for a notice", OJ, received("notice", XML_ERROR, XML), "root element Error where"),
    ("error for a feed", OJ, received("feed", XML_ERROR, XML), "no items: "),
    ("error for a part", ECFR, received("text", XML_ERROR + b" " * 1_500_000, XML), "part  was asked for; the root is"),
    ("error for an annex", ANNEX, received("text", XML_ERROR, XML), "form not readable yet: XML"),
    ("counted and not listed", FR, received("listing", b'{"count":135,"results":[]}'),
     "the envelope counts 135 documents and lists none"),
    ("short text", ECFR, received("text", b'<DIV5 N="774" TYPE="PART"/>', XML), "shrunken: 27 bytes where at least"),
    ("HTML for a part", PARTS, received("text", ERROR_PAGE, XML), "HTML where text/xml, application/xml was expected"),
    ("short part", PARTS, part("744", b'<DIV5 N="744" TYPE="PART">' + b" " * 1_799_000 + b"</DIV5>"),
     "shrunken: 1799033 bytes where at least 1800000"),
    ("short other part", PARTS, part("738", b'<DIV5 N="738" TYPE="PART"/>'),
     "shrunken: 27 bytes where at least 138000"),
    ("other part", PARTS, part("734", b'<DIV5 N="738" TYPE="PART">' + b" " * 98_000 + b"</DIV5>"),
     "part 734 was asked for; the root is DIV5 738"),
    ("no version of a part", PARTS, received("versions", b'{"content_versions":[],"meta":{"result_count":"0"}}'),
     "shrunken: 0 versions where 1 to 400 versions"),
    ("shrunken listing", FR, received("listing", listing(3)), "shrunken: 3 documents where 100 to 5000 documents"),
    ("no document at all", FR, received("listing", b'{"count":0,"description":""}'), "shrunken: 0 documents where"),
    ("too many", FR, received("listing", listing(5001)), "5001 documents where 100 to 5000 documents"),
    ("shrunken list", CSL, received("list", b'{"results":[]}'), "shrunken: 0 parties where 20000 to 40000 parties"),
    ("challenge", OJ, received("feed", CHALLENGE, HTML, 202), f"HTTP 202 where 200 was expected: {SCRIPT}"),
    ("accepted feed", OJ, received("feed", b"", HTML, 202), "HTTP 202 where 200 was expected: empty body"),
    ("feed is a page", OJ, received("feed", NO_FEED, HTML), "an HTML page ('Error (composed) - EUR-Lex') where XML"),
    ("empty feed", OJ, received("feed", b" ", "application/rss+xml"), "empty body"),
    ("mislabelled feed", OJ, received("feed", (EU / "oj-l-222.composed.rss.xml").read_bytes(), "text/plain"),
     "content type text/plain where"),
    ("no such act", OJ, received("act", NO_SUCH, HTML), MISSING),
    ("no such package", OJ, received("formex", NO_SUCH, HTML), MISSING),
    ("no such notice", OJ, received("notice", NO_SUCH, HTML), MISSING),
    ("act is an error page", OJ, received("act", ERROR_PAGE, HTML), "an HTML page ('Error') where an act was"),
    ("act is a challenge", OJ, received("act", CHALLENGE, XHTML), SCRIPT),
    ("truncated act", OJ, received("act", ACT[:3000], XHTML), "not well-formed XML at line"),
    ("act for a package", OJ, received("formex", ACT, ZIP), "an HTML page"),
    ("package that is none", OJ, received("formex", b"PK\x03\x04 composed", ZIP), "not a readable zip"),
    ("annex that is missing", ANNEX, received("text", NO_SUCH, HTML), MISSING),
    ("annex as a page", ANNEX, received("text", ACT, XHTML), "form not readable yet: an XHTML page"),
    ("annex as Formex", ANNEX, received("text", b"PK\x03\x04", ZIP), "form not readable yet: a zip (Formex)"),
    ("annex as XML", ANNEX, received("text", b"<ANNEX/>", XML), "form not readable yet: XML"),
    ("annex of another day", ANNEX, received("text", b'{"celex": "02021R0821", "valid_from": "soon"}'), "not the JSON"),
    ("short annex", ANNEX, received("text", b"3A001   Composed\n", "text/plain"), "shrunken: 1 entries where 300 to"),
    ("captcha on file", INSPECTION, received("listing", BLOCK_PAGE, HTML), "block page: HTML with 'Request Access'"),
    ("miscount on file", INSPECTION, received("listing", b'{"count":7,"results":[]}'), "the envelope counts 7"),
    ("cut off on file", INSPECTION, received("listing", b'{"count":1,"results":[{'), "truncated or corrupt JSON"),
    ("no list on file", INSPECTION, received("listing", b'{"count":0}'), "the envelope counts 0 documents and has no"),
    ("no list", CSL, received("list", b'{"error":"x"}'), "no results among the keys error"),
]  # fmt: skip


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
        ("https://www.federalregister.gov:8443/x", "redirected elsewhere, to https://www.federalregister.gov:8443/x"),
        ("https://[::1", "redirected to what is no address, 'https://[::1': Invalid IPv6 URL"),
        ("https://www.federalregister.gov:99999/x", "redirected to what is no address, 'https://www.federalregister"),
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
    own_port = "https://www.federalregister.gov:443/x"
    assert redirect_target(received("listing", b"", HTML, 301, location=own_port)) == own_port


def test_an_allowed_host_is_asked_by_https() -> None:
    answer = received("act", b"", "", 303, location="http://publications.europa.eu/resource/cellar/x.0006.01/DOC_1")
    assert redirect_target(answer, OJ.allowed_hosts) == (
        "https://publications.europa.eu/resource/cellar/x.0006.01/DOC_1"
    )
    other_port = "https://publications.europa.eu:8443/x"
    for elsewhere in ("https://publications.example.org/x", "ftp://publications.europa.eu/x", other_port):
        with pytest.raises(AnswerError, match="redirected elsewhere"):
            redirect_target(received("act", b"", "", 303, location=elsewhere), OJ.allowed_hosts)


@pytest.mark.parametrize(("body", "keep"), [(ACT, True), (NO_SUCH, False)])
def test_only_an_official_form_that_cannot_be_read_is_kept_whole(body: bytes, keep: bool) -> None:
    with pytest.raises(AnswerError) as raised:
        judge(received("text", body, XHTML), ANNEX)
    assert raised.value.keep is keep


def test_nothing_on_file_at_night_is_a_good_answer() -> None:
    assert judge(received("listing", b'{"count":0,"results":[]}'), INSPECTION).counts["documents"] == 0
