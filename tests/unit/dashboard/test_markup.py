"""Crawled text is escaped whatever it holds; redlines are read without colour."""

import ast
from html.parser import HTMLParser
from pathlib import Path

import pytest

import dashboard
from dashboard import markup as m

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload='alert(1)'>",
    "</td></table><iframe src=//x>",
    "&lt;b&gt; & 'quotes'",
]


class _Seen(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("words", HOSTILE)
def test_words_come_out_as_words(words: str) -> None:
    for html in (m.text(words), m.span(words), m.marked(words, [(1, 4)]), m.link("change", words, change=words)):
        seen = _Seen(html)
        assert seen.words == words
        assert set(seen.elements) <= {"span", "mark", "a"}


@pytest.mark.parametrize("words", HOSTILE)
def test_redline_escapes_both_sides(words: str) -> None:
    seen = _Seen(m.redline_html(f"old {words}", f"new {words}"))
    assert set(seen.elements) == {"del", "ins"}
    assert words in seen.words


def test_redline_keeps_whole_words() -> None:
    html = m.redline_html("A maximum 'endurance' of 1 hour or greater;", "A maximum 'endurance' of 3 hours or greater;")
    assert "<del>1 hour</del><ins>3 hours</ins> or greater;" in html


def test_redline_of_an_added_place_is_all_inserted() -> None:
    assert m.redline_html("", "a.3. “UAVs”") == "<ins>a.3. “UAVs”</ins>"


def test_line_breaks_are_kept() -> None:
    assert m.text("NS applies\nNS Column 1.") == "NS applies<br>NS Column 1."


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "//host/x", "file:///etc/passwd"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert "<a" not in m.official(url, "label")


def test_official_addresses_are_links() -> None:
    assert 'href="https://www.ecfr.gov/?a=1&amp;b=2"' in m.official("https://www.ecfr.gov/?a=1&b=2", "label")


def test_marks_that_overlap_or_overrun_do_not_repeat_words() -> None:
    assert _Seen(m.marked("UAE from D:3", [(0, 3), (1, 5), (9, 40)])).words == "UAE from D:3"


def test_a_table_has_a_width_for_each_column() -> None:
    html = m.table((m.Column("SKU", 40), m.Column("Lines", 60, numeric=True)), [(m.text("A<1"), m.text("2"))])
    assert html.count("<col ") == 2
    assert "A&lt;1" in html


def test_only_the_screen_hands_html_to_streamlit() -> None:
    root = Path(dashboard.__file__).parent
    for file in sorted(root.rglob("*.py")):
        source = file.read_text()
        assert "unsafe_allow_html" not in source
        calls = [
            node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute) and node.attr == "html"
        ]
        assert not calls or file.name == "screen.py", file


def test_html_is_only_made_in_markup() -> None:
    root = Path(dashboard.__file__).parent
    makers = [file.name for file in root.rglob("*.py") if "Html(" in file.read_text()]
    assert makers == ["markup.py"]
