"""EUR-Lex and CELLAR as replayed: negotiation, redirects, and the front end that refuses machines."""

import io
import zipfile
from pathlib import Path

import pytest

from crawler.replay.answers import Asked, Reply
from crawler.replay.europe import Cellar, EurLex

EU = Path(__file__).parents[3] / "samples/eu"
CELLAR, EUR_LEX = Cellar(EU), EurLex(EU)
XHTML, FORMEX, NOTICE = "application/xhtml+xml", "application/zip;mtype=fmx4", "application/xml;notice=tree"


def asked(path: str, accept: str = XHTML, variant: str = "", **query: str) -> Asked:
    return Asked("publications.europa.eu", path, tuple(query.items()), {"accept": accept}, variant)


def followed(celex: str, accept: str, variant: str = "") -> Reply:
    found = CELLAR.reply(asked(f"/resource/celex/{celex}", accept))
    assert found.status == 303
    location = dict(found.headers)["Location"]
    assert location.startswith("http://publications.europa.eu/resource/cellar/")  # http, as the service answers
    return CELLAR.reply(asked(location.removeprefix("http://publications.europa.eu"), accept, variant))


@pytest.mark.parametrize("celex", ["32026R9901", "32026R9901R(01)", "32026R9901R%2801%29"])
def test_one_address_has_three_forms(celex: str) -> None:
    act, package, notice = (followed(celex, accept) for accept in (XHTML, FORMEX, NOTICE))
    assert b"eli-container" in act.body
    assert len(zipfile.ZipFile(io.BytesIO(package.body)).namelist()) == 2
    assert b"<NOTICE" in notice.body
    assert followed(celex, FORMEX).body == package.body


def test_annex_says_what_it_is() -> None:
    for celex in ("02021R0821-20210909", "02021R0821-20251115"):
        annex = followed(celex, XHTML)
        assert (annex.trust, dict(annex.headers)["X-Ruletrace-Form"]) == ("recorded", "converted by others")
    corrected = followed("02021R0821-20251115", XHTML, "corrected")
    assert (corrected.trust, b"[Composed: the words" in corrected.body) == ("composed", True)
    assert followed("02021R0821-20251115", XHTML, "official-form").content_type.startswith(XHTML)


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/resource/celex/32099R0001", XHTML),
        ("/resource/celex/32026R9901", "application/pdf"),
        ("/resource/celex/02021R0821-20251115", FORMEX),
        ("/resource/cellar/00000000-0000-0000-0000-000000000000.0006.01/DOC_1", XHTML),
        ("/webapi/rdf/sparql", XHTML),
    ],
)
def test_what_is_not_there_is_404(path: str, accept: str) -> None:
    assert CELLAR.reply(asked(path, accept)).status == 404


def test_front_end_gives_the_feed_and_challenges_everything_else() -> None:
    feed = EUR_LEX.reply(asked("/EN/display-feed.rss", rssId="222"))
    assert (feed.status, feed.content_type) == (200, "application/rss+xml;charset=UTF-8")
    assert dict(feed.headers)["X-Ruletrace-Replay-Day"] == "2026-11-26"
    assert b"Aug 2026" in EUR_LEX.reply(asked("/EN/display-feed.rss", variant="stale", rssId="222")).body
    dead = EUR_LEX.reply(asked("/EN/display-feed.rss", rssId="171"))
    assert (dead.status, dead.content_type) == (200, "text/html; charset=utf-8")
    page = EUR_LEX.reply(asked("/legal-content/EN/TXT/", uri="CELEX:32021R0821"))
    assert (page.status, b"gokuProps" in page.body) == (202, True)
