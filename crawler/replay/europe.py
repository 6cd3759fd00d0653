"""EUR-Lex and CELLAR, replayed: the feed, the front end that challenges machines, and content negotiation by CELEX."""

import gzip
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from crawler.replay.answers import COMPOSED, RECORDED, Asked, Reply

FEED = "/EN/display-feed.rss"
DAY = "2026-11-26"  # the day for which the composed feeds stand
EUR_LEX_ROBOTS = Reply(
    200,
    b"User-agent: *\nCrawl-delay: 10\nDisallow: /legal-content/*/TXT/DOC/\nDisallow: /legal-content/*/TXT/SIG/\n"
    b"Disallow: /export-documents\nDisallow: /smartapi\n",
    "text/plain",
)
HTML, JSON, TEXT, XHTML, XML, ZIP = (
    "text/html; charset=utf-8",
    "application/json",
    "text/plain; charset=utf-8",
    "application/xhtml+xml;charset=UTF-8",
    "application/xml;charset=UTF-8",
    "application/zip;mtype=fmx4",
)
CONVERTED = (("X-Ruletrace-Form", "converted by others"),)
# Pages that stand in the place of any answer: variant → status, file.
PAGES = {
    "challenge": (202, "challenge-202.composed.html"),
    "does-not-exist": (200, "does-not-exist.composed.html"),
    "feed-html": (200, "feed-html-error.composed.html"),
}
_CELEX = re.compile(r"/resource/celex/(?P<celex>[^/]+)$")
_ITEM = re.compile(r"/resource/cellar/(?P<uuid>[0-9a-f-]{36})(?:\.0006\.(?P<form>0[12])/DOC_1)?$")
_FORMS = {"text": ".0006.01/DOC_1", "formex": ".0006.02/DOC_1", "notice": ""}
_NUMBERS = {"01": "text", "02": "formex", None: "notice"}


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of a work: file (or folder, to be zipped), content type, trust, further headers."""

    file: str
    content_type: str
    trust: str = COMPOSED
    headers: tuple[tuple[str, str], ...] = ()
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class _Work:
    """A work by its CELEX number; the identifiers in CELLAR are composed."""

    celex: str
    uuid: str
    forms: dict[str, _Form]


def _act(celex: str, uuid: str, page: str, formex: str, notice: str) -> _Work:
    return _Work(celex, uuid, {"text": _Form(page, XHTML), "formex": _Form(formex, ZIP), "notice": _Form(notice, XML)})


WORKS = (
    _act(
        "32026R9901",
        "00000000-9901-11f1-9800-01aa75ed71a1",
        "act.composed.xhtml",
        "formex-32026R9901.composed",
        "notice-32026R9901.composed.xml",
    ),
    _act(
        "32026R9901R(01)",
        "00000000-9902-11f1-9800-01aa75ed71a1",
        "corrigendum.composed.xhtml",
        "formex-32026R9901R-01.composed",
        "notice-32026R9901R-01.composed.xml",
    ),
    _Work(
        "02021R0821-20210909",
        "00000000-0821-11f1-9800-020210909000",
        {"text": _Form("annex-i-2021.txt.gz", TEXT, RECORDED, CONVERTED)},
    ),
    _Work(
        "02021R0821-20251115",
        "00000000-0821-11f1-9800-020251115000",
        {
            "text": _Form(
                "annex-i-2025-11-15.json.gz",
                JSON,
                RECORDED,
                CONVERTED,
                corrected="annex-i-2025-11-15-corrected.composed.json.gz",
            )
        },
    ),
)


class EurLex:
    """Answers the feed from `oj-l-222.composed.rss.xml`; every other page is the challenge with status 202."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reply(self, asked: Asked) -> Reply:
        """Answer one request."""
        if asked.variant in PAGES:
            return _page(self._folder, asked.variant)
        if asked.path != FEED:
            return _page(self._folder, "challenge")
        if asked.one("rssId") != "222":
            return _page(self._folder, "feed-html")
        name = "oj-l-222-stale.composed.rss.xml" if asked.variant == "stale" else "oj-l-222.composed.rss.xml"
        headers = (("X-Ruletrace-Replay-Day", DAY),)
        return Reply(200, (self._folder / name).read_bytes(), "application/rss+xml;charset=UTF-8", headers)


class Cellar:
    """Answers 303 to the form that the Accept header asks for, and that form's bytes at its own address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reply(self, asked: Asked) -> Reply:
        """Answer one request."""
        if asked.variant in PAGES:
            return _page(self._folder, asked.variant)
        celex, item = _CELEX.match(unquote(asked.path)), _ITEM.match(asked.path)
        if celex:
            return self._redirect(celex["celex"], _asked_form(asked.headers.get("accept", "")))
        if item:
            return self._item(item["uuid"], _NUMBERS[item["form"]], asked.variant)
        return _unknown()

    def _redirect(self, celex: str, form: str) -> Reply:
        work = next((work for work in WORKS if work.celex == celex), None)
        if work is None or form not in work.forms:
            return _unknown()
        location = f"http://publications.europa.eu/resource/cellar/{work.uuid}{_FORMS[form]}"
        return Reply(303, b"", "", (("Location", location),))

    def _item(self, uuid: str, name: str, variant: str) -> Reply:
        work = next((work for work in WORKS if work.uuid == uuid), None)
        if work is None or name not in work.forms:
            return _unknown()
        form = work.forms[name]
        if variant == "official-form":
            return Reply(200, (self._folder / "act.composed.xhtml").read_bytes(), XHTML)
        if variant == "corrected" and form.corrected:
            return Reply(200, self._bytes(form.corrected), form.content_type, form.headers)
        return Reply(200, self._bytes(form.file), form.content_type, form.headers, form.trust)

    def _bytes(self, name: str) -> bytes:
        path = self._folder / name
        if path.is_dir():
            return _zipped(path)
        return gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()


def _asked_form(accept: str) -> str:
    """Return which form an Accept header asks for: text, formex, notice, or "" for any other."""
    if "mtype=fmx4" in accept:
        return "formex"
    if "notice=tree" in accept:
        return "notice"
    return "text" if "application/xhtml+xml" in accept else ""


def _zipped(folder: Path) -> bytes:
    """Return the folder's files as a zip, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _page(folder: Path, variant: str) -> Reply:
    status, name = PAGES[variant]
    return Reply(status, (folder / name).read_bytes(), HTML)


def _unknown() -> Reply:
    return Reply(404, b"composed: no such resource\n", "text/plain")
