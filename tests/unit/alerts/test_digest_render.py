"""Rendering: what is crawled stays words, in HTML and in Markdown."""

import re
from html.parser import HTMLParser

import pytest
from digest_composed import EVIL
from markdown_it import MarkdownIt

from alerts.report.page import Dated, Decision, Exposed, LawLine, Page, Window
from alerts.report.plain import Link, link, plain
from alerts.report.render import html, markdown, neutral

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = Link("here", "http://127.0.0.1:8501/week")


def composed(words: str) -> Page:
    """Return a page that says `words` wherever words are shown."""
    own, there = plain(words), link(words, "https://www.federalregister.gov/d/1")
    return Page(
        week="2026-W36",
        first="2026-08-31",
        last="2026-09-06",
        demo=own,
        figures=((own, own),),
        decisions=(Decision(1, "high", there, own, ((own, own),)),),
        no_decision=own,
        more_decisions=2,
        earlier=own,
        exposed=(Exposed(own, own, own, own, own, own),),
        windows=(Window(own, (Dated(own, own, there, own, own),), 3),),
        no_date=own,
        law=(LawLine(there, own),),
        no_law=own,
        more_law=1,
        unseen=((own, own),),
        checked=own,
        footer=own,
        decisions_link=OURS,
        law_link=OURS,
    )


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.addresses: set[str] = set()
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        given = dict(attrs)
        assert not [name for name in given if name.startswith("on") or name in {"style", "src"}]
        self.addresses |= {given[name] or "" for name in ("href",) if name in given}
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""


def test_html_has_no_element_of_the_crawled_words() -> None:
    found = _Elements()
    found.feed(html(composed(EVIL)))
    assert not found.seen & {"script", "img", "b2", "iframe", "link", "object", "form"}
    assert found.addresses == {"https://www.federalregister.gov/d/1", OURS.url}
    assert found.policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in found.policy


def test_markdown_has_no_markup_of_the_crawled_words() -> None:
    evil, calm = (READER.parse(markdown(composed(words))) for words in (EVIL, "words"))
    assert [token.type for token in evil] == [token.type for token in calm]
    kinds = {child.type for token in evil for child in token.children or ()}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close", "link_open", "link_close", "softbreak"}
    links = {child.attrs["href"] for token in evil for child in token.children or () if child.type == "link_open"}
    assert links == {"https://www.federalregister.gov/d/1", OURS.url}


MARKS = ("- item", "+ item", "1. item", "12) item", "# head", "> quote", "=== x", "*a* _b_ `c`", "[a](b) ![c](d)")
OTHERS = ("<b>&amp;", "a | b", "~~c~~", "www.evil.example", "HTTPS://evil.example", "a@b.example", "\\*", "2026-09-01")


@pytest.mark.parametrize("words", MARKS + OTHERS)
def test_neutral_words_read_as_written(words: str) -> None:
    tokens = READER.parse(neutral(words))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children or ()) == words


@pytest.mark.parametrize(
    "words", ["see www.evil.example", "HTTPS://evil.example", "mailto:a@b.example", "ftp://x.example"]
)
def test_bare_addresses_are_broken_for_readers_that_link_them(words: str) -> None:
    assert not re.search(r"(?i)(https?|ftp)://|www\.|mailto:|\w@\w", neutral(words))


def test_same_page_same_bytes() -> None:
    assert html(composed("a")) == html(composed("a"))
    assert markdown(composed("a")) == markdown(composed("a"))


def test_full_page_is_set_in_smaller_letters() -> None:
    assert 'class="dense"' not in html(composed("a"))
    assert 'class="dense"' in html(composed("words " * 100))
