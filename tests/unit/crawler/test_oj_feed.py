"""Items of the Official Journal's feed, quirk by quirk."""

from datetime import date

import pytest

from crawler.parsers import PARSERS, Answer, ParsedPage, ParseError
from crawler.sources import load_source

CELLAR = "https://publications.europa.eu/resource/celex/"
URL = "https://eur-lex.europa.eu/EN/display-feed.rss?rssId=222"
KEYWORDS = load_source("oj-l").keywords


def item(title: str = "Council Regulation (composed)", uri: str = "OJ:L_202609901", day: str = "") -> str:
    dated = f"<pubDate>{day}</pubDate>" if day else ""
    link = f"https://eur-lex.europa.eu/./legal-content/AUTO/?uri={uri}"
    return f"<item><title>{title}</title><description/><link>{link}</link>{dated}</item>"


def body(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def read(*items: str, keywords: tuple[str, ...] = KEYWORDS) -> ParsedPage:
    return PARSERS["oj-feed"](Answer("oj-l", URL, "0" * 64, body(*items), keywords))


@pytest.mark.parametrize(
    ("uri", "title", "key", "kind"),
    [
        ("CELEX:32026R1465", "Council Regulation (EU) 2026/1465", "celex:32026R1465", "act"),
        ("CELEX:32026D1465", "Council Decision (CFSP) 2026/1465", "celex:32026D1465", "act"),
        ("CELEX:32026L1472", "Directive (EU) 2026/1472", "celex:32026L1472", "act"),
        ("CELEX:32026H1472", "Commission Recommendation", "celex:32026H1472", "other"),
        ("CELEX:22026A0123(01)", "Agreement", "celex:22026A0123(01)", "other"),
        ("CELEX:32025R2003R(03)", "Corrigendum to Regulation", "celex:32025R2003R(03)", "corrigendum"),
        ("OJ:L_202601386", "Commission Implementing Regulation (EU) 2026/1386", "oj:L_202601386", "act"),
        ("OJ:L_202601387", "Corrigendum to Council Regulation (EU) 2026/1", "oj:L_202601387", "corrigendum"),
        ("OJ:L_202601388", "Rules of procedure of 3 June 2026 under Regulation (EU) 2026/1", "oj:L_202601388", "other"),
    ],
)
def test_id_and_kind(uri: str, title: str, key: str, kind: str) -> None:
    document = read(item(title, uri)).documents[0]
    assert (document.id, document.kind, document.number) == (key, kind, key.partition(":")[2])
    assert document.body_url == (CELLAR + document.number if uri.startswith("CELEX") else "")
    assert document.url == f"https://eur-lex.europa.eu/legal-content/AUTO/?uri={uri}"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tue, 30 Jun 2026 00:00:00 +0200", date(2026, 6, 30)),  # in UTC it is still the 29th
        ("Wed, 25 Nov 2026 00:00:00 +0100", date(2026, 11, 25)),
        ("", None),
    ],
)
def test_day_is_that_of_brussels(text: str, day: date | None) -> None:
    assert read(item(day=text)).documents[0].published == day


def test_number_before_the_title_is_no_part_of_it() -> None:
    found = read(item("CELEX:32026R1465: Council  Regulation\n(EU) 2026/1465", "CELEX:32026R1465"))
    assert found.documents[0].title == "Council Regulation (EU) 2026/1465"


@pytest.mark.parametrize(
    ("title", "relevant"),
    [
        ("amending Regulation (EU) 2021/821 as regards the list of dual-use items", True),
        ("concerning Restrictive Measures in view of the situation in composed", True),
        ("implementing Regulation (EU) No 833/2014", True),
        ("implementing Regulation (EU) No 1833/2014", False),
        ("implementing Regulation (EU) No 833/20145", False),
        ("on organic production", False),
    ],
)
def test_relevant_acts_are_followed_in_three_forms(title: str, relevant: bool) -> None:
    found = read(item(f"Regulation {title}", "CELEX:32026R9901"))
    leads = [(lead.role, lead.url) for lead in found.follow]
    assert leads == ([(role, CELLAR + "32026R9901") for role in ("act", "formex", "notice")] if relevant else [])
    assert found.counts == {"documents": 1, "relevant": int(relevant)}


def test_number_can_make_an_item_relevant() -> None:
    assert len(read(item(uri="CELEX:32021R0821"), keywords=("32021R0821",)).follow) == 3


def test_relevant_act_without_a_number_is_reported() -> None:
    found = read(item("Council Decision on restrictive measures"))
    assert found.follow == ()
    assert [str(one) for one in found.problems] == [
        "warning: /channel/item/0 link: oj:L_202609901 is relevant and has no CELEX number yet: not fetched"
    ]


def test_broken_item_is_named_and_the_others_go_in() -> None:
    found = read(item(), item(uri="ELI:x"), item(day="soon", uri="OJ:L_2"))
    assert [document.id for document in found.documents] == ["oj:L_202609901"]
    assert [str(one) for one in found.problems] == [
        "error: /channel/item/1 item: no CELEX or OJ number in the link "
        "'https://eur-lex.europa.eu/legal-content/AUTO/?uri=ELI:x'",
        "error: /channel/item/2 item: not a date: 'soon'",
    ]
    assert found.total == 3


def test_feed_that_breaks_off_is_an_error_and_its_items_go_in() -> None:
    whole = body(item(), item(uri="OJ:L_2"), item(uri="OJ:L_3"))
    found = PARSERS["oj-feed"](Answer("oj-l", URL, "", whole[:-60]))
    assert len(found.documents) >= 2
    assert found.problems[0].severity == "error"
    assert found.problems[0].message.startswith("not well-formed: ")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty body"),
        (b"junk", "no items: "),
        (body(), "no items: not a feed"),
        (b"<html><title>Error</title></html>", "an HTML page ('Error') where XML was expected"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]>' + body(item()), "a document type is not accepted in a feed"),
    ],
)
def test_feed_that_is_none_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(ParseError) as raised:
        PARSERS["oj-feed"](Answer("oj-l", URL, "", data))
    assert str(raised.value).startswith(reason)


def test_notice_of_another_act_is_refused() -> None:
    data = b'<NOTICE type="tree"><WORK><ID_CELEX><VALUE>32026R1</VALUE></ID_CELEX></WORK></NOTICE>'
    with pytest.raises(ParseError, match="the notice is about 32026R1, not 32026R2"):
        PARSERS["cellar-notice"](Answer("oj-l", CELLAR + "32026R2", "", data))
