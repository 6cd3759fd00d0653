"""Every page on a small composed graph: what it says, and that no crawled word becomes HTML."""

import sys
from pathlib import Path

import pytest
from composed_graph import EVIL, LONG, SENTENCE, SHA
from dashboard_pages import TIMEOUT, html, run
from streamlit.testing.v1 import AppTest

from dashboard import access, serve, store
from dashboard.markup import text
from graph import GraphError

pytestmark = pytest.mark.usefixtures("at_this_machine")

PAGES = [
    ("week", {}),
    ("catalogue", {}),
    ("catalogue", {"tab": "Touched by changes"}),
    ("catalogue", {"words": "uav"}),
    ("product", {"sku": "UAV-1"}),
    ("product", {"sku": "UAV-1", "tab": "Facts"}),
    ("product", {"sku": "UAV-1", "tab": "History"}),
    ("product", {"sku": "UAV-1", "tab": "What if"}),
    ("reclassify", {}),
    ("reclassify", {"item": "q1"}),
    ("determination", {"line": "K1-1"}),
    ("exposure", {}),
    ("changes", {}),
    ("documents", {}),
    ("review", {}),
    ("review", {"finding": "finding:open"}),
    ("parties", {}),
    ("health", {}),
    ("alert", {"alert": "alert:executive"}),
    ("change", {"change": "c"}),
    ("change", {"change": "p"}),
    ("document", {"document": "fr:1", "fact": "fact:1"}),
    ("document", {"document": "fr:2026-3"}),
    ("document", {"document": "fr:2025-1"}),
    ("entry", {"entry": "9A012", "list": "ccl"}),
    ("entry", {"entry": "9A012", "list": "ccl", "date": "2026-06-25"}),
    ("entry", {"entry": "9A012", "list": "ccl", "tab": "Redline"}),
    ("entry", {"entry": "9A012", "list": "ccl", "tab": "History"}),
    ("entry", {"entry": "9A012", "list": "ccl", "tab": "Ours"}),
    ("entry", {"entry": "9A012", "list": "ccl", "tab": "Thresholds"}),
    ("entry", {"entry": "744.11", "list": "ecfr-744", "place": "(a)"}),
    ("entry", {"entry": "744.11", "list": "ecfr-744", "tab": "References"}),
    ("entry", {"entry": LONG, "list": "ecfr-744", "words": "composed 44"}),
    ("law", {}),
    ("law", {"list": "ccl"}),
    ("law", {"find": "heading"}),
]


@pytest.mark.parametrize(("view", "query"), PAGES)
@pytest.mark.usefixtures("held")
def test_no_crawled_word_becomes_html(view: str, query: dict[str, str]) -> None:
    seen = html(run(view, **query))
    assert str(text(EVIL)) in seen
    assert "<img" not in seen
    assert 'href="javascript' not in seen


@pytest.mark.usefixtures("held")
def test_the_executive_sees_decisions_gaps_and_unknown_dates() -> None:
    seen = html(run("week"))
    assert "1 decision<" in seen
    assert "USD 1,234.50" in seen
    assert "1 of 1 sources have a gap" in seen
    assert "unknown (no date)" in seen
    assert 'href="alert?alert=alert%3Aexecutive"' in seen


@pytest.mark.usefixtures("held")
def test_an_alert_leads_to_the_sentence() -> None:
    seen = html(run("alert", alert="alert:executive"))
    assert 'href="document?document=fr%3A1&amp;fact=fact%3A1"' in seen
    sentence = html(run("document", document="fr:1", fact="fact:1"))
    assert f"<mark>UAE</mark>{text(SENTENCE.partition('UAE')[2])}" in sentence
    assert SHA in sentence


@pytest.mark.usefixtures("held")
def test_the_product_owner_sees_why() -> None:
    page = run("catalogue", tab="Touched by changes")
    seen = html(page)
    assert "itself (9A012.a)" in seen
    assert "9A012 a: revised: it reaches 9A012.a; UAV-1 is classified there." in seen
    assert "United Arab Emirates" in seen


@pytest.mark.usefixtures("held")
def test_a_destination_filters_products_and_lines() -> None:
    page = run("catalogue", tab="Touched by changes")
    assert page.selectbox[1].options == ["All destinations", "United Arab Emirates"]
    page.selectbox[1].select("AE").run()
    assert "1 contract line<" in html(page)


@pytest.mark.usefixtures("held")
def test_pending_is_shown_as_pending() -> None:
    assert ">pending<" in html(run("changes"))


@pytest.mark.usefixtures("held")
def test_candidates_are_no_verdicts() -> None:
    seen = html(run("parties"))
    assert "never a verdict" in seen
    assert ">open<" in seen


@pytest.mark.usefixtures("held")
def test_what_is_not_held_is_said() -> None:
    for view in ("alert", "change", "document", "entry"):
        assert "is not held" in html(run(view, **{view: EVIL}))


@pytest.mark.usefixtures("held")
def test_a_page_of_another_role_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "roles_of", lambda *_: frozenset({access.Role.PRODUCT_OWNER}))
    for view in ("week", "changes", "documents", "review", "parties", "health"):
        page = run(view)
        assert "another role" in page.error[0].value
        assert not html(page)


@pytest.mark.usefixtures("held")
def test_the_app_opens_with_the_banner() -> None:
    page = AppTest.from_file(serve.APP, default_timeout=TIMEOUT).run()
    assert not page.exception
    assert "Demo: answers replayed from recorded or composed samples; the company is composed." in html(page)
    assert "This week" in html(page)


class _Broken:
    def read(self, *_: object, **__: object) -> list[object]:
        raise GraphError("the embedded graph engine cannot answer: composed for this test")


class _Empty:
    def read(self, cypher: str, **_: object) -> list[dict[str, int]]:
        return [{"count": 0}] if "MATCH (n:" in cypher else []


def _with(monkeypatch: pytest.MonkeyPatch, made: object, folder: Path) -> AppTest:
    monkeypatch.setenv("RULETRACE_DATA", str(folder))
    monkeypatch.setattr(store, "_graph", lambda _: made)
    return AppTest.from_file(serve.APP, default_timeout=TIMEOUT).run()


def test_a_graph_that_cannot_answer_is_a_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = _with(monkeypatch, _Broken(), tmp_path)
    assert not page.exception
    assert "cannot be read" in page.error[0].value
    assert "composed for this test" in html(page)


def test_an_empty_graph_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = _with(monkeypatch, _Empty(), tmp_path)
    assert not page.exception
    assert "ruletrace demo" in page.info[0].value


def test_nothing_else_was_started() -> None:
    assert "dashboard.app" not in sys.modules
