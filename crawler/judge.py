"""Judging an answer: is it what its role promises? A block page, an empty body or a shrunken list never is."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crawler.parsers import PARSERS, Answer, ParsedPage, ParseError, UnreadableError
from crawler.sources import AnswerSpec, Source, host_of
from ruletrace.model import sha256_hex
from ruletrace.readers.eu_refusal import refusal

HEAD = 4096
_HTML = re.compile(
    rb"^(\xef\xbb\xbf)?\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*(<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL
)
_BLOCK_HOSTS = ("unblock.federalregister.gov",)
_BLOCK_WORDS = re.compile(rb"Request Access|captcha|unblock\.federalregister\.gov", re.IGNORECASE)


class AnswerError(Exception):
    """The answer is not what was asked for; the message is the reason in words, `keep` tells to keep it whole."""

    def __init__(self, reason: str, keep: bool = False) -> None:
        super().__init__(reason)
        self.keep = keep


@dataclass(frozen=True, slots=True)
class Received:
    """An answer as it came: official address, role, HTTP status, headers with lower-case names, and bytes."""

    url: str
    role: str
    status: int
    headers: dict[str, str]
    body: bytes


def judge(received: Received, source: Source) -> ParsedPage:
    """Return the content of a good answer; raises AnswerError with the reason why it is none."""
    spec = source.answers[received.role]
    _check_status(received)
    _check_form(received.body, spec, source.encoding)
    _check_label(received, spec)
    page = _parse(received, spec, source)
    expected = source.expected
    if received.role == expected.role and page.total is not None:
        if page.total < expected.min:
            raise AnswerError(f"shrunken: {page.total} {expected.unit} where {expected} were expected")
        if page.total > expected.max:
            raise AnswerError(f"{page.total} {expected.unit} where {expected} were expected")
    return page


def redirect_target(received: Received, allowed: Collection[str] = ()) -> str:
    """Return where a redirect leads, "" when the answer is none.

    Raises AnswerError for no address and when it leaves both the host (or its port) and the `allowed` ones; an allowed
    one is asked by https.
    """
    location = received.headers.get("location", "")
    if received.status not in (301, 302, 303, 307, 308) or not location:
        return ""
    try:
        target = urljoin(received.url, location)
        host = host_of(target)
    except ValueError as error:
        raise AnswerError(f"redirected to what is no address, {location[:200]!r}: {error}") from None
    if host in allowed and urlsplit(target).scheme in ("http", "https"):
        return urlsplit(target)._replace(scheme="https", netloc=host).geturl()
    if urlsplit(target).scheme != "https" or host != host_of(received.url):
        block = " (block page)" if host in _BLOCK_HOSTS else ""
        raise AnswerError(f"redirected elsewhere, to {target[:200]}{block}: not followed")
    return target


def _check_status(received: Received) -> None:
    if received.status in (401, 403):
        raise AnswerError(f"HTTP {received.status}: the service refuses us (blocked)")
    if received.status != 200:
        seen = refusal(received.body, "xml") if received.status == 202 else None
        raise AnswerError(f"HTTP {received.status} where 200 was expected{f': {seen}' if seen else ''}")


def _check_form(body: bytes, spec: AnswerSpec, encoding: str) -> None:
    if not body.strip():
        raise AnswerError("empty body")
    if spec.form == "text":
        _check_text(body, ", ".join(spec.accept), encoding)
    elif spec.form != "any":
        reason = refusal(body, spec.form)
        if reason:
            raise AnswerError(reason)


def _check_text(body: bytes, accepted: str, encoding: str) -> None:
    if _HTML.search(body[:HEAD]):
        words = _BLOCK_WORDS.search(body)
        if words:
            raise AnswerError(f"block page: HTML with {words.group().decode()!r}")
        raise AnswerError(f"HTML where {accepted} was expected")
    try:
        body.decode(encoding)
    except UnicodeDecodeError as error:
        raise AnswerError(f"wrong encoding: not {encoding} at byte {error.start}") from None


def _check_label(received: Received, spec: AnswerSpec) -> None:
    kind = received.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in spec.accept:
        raise AnswerError(f"content type {kind or 'not given'} where {', '.join(spec.accept)} was expected")
    least = spec.least_bytes(received.url)
    if len(received.body) < least:
        raise AnswerError(f"shrunken: {len(received.body)} bytes where at least {least} were expected")


def _parse(received: Received, spec: AnswerSpec, source: Source) -> ParsedPage:
    answer = Answer(source.id, received.url, sha256_hex(received.body), received.body, source.keywords)
    try:
        return PARSERS[spec.parser](answer)
    except UnreadableError as error:
        raise AnswerError(str(error), keep=True) from None
    except ParseError as error:
        raise AnswerError(str(error)) from None
