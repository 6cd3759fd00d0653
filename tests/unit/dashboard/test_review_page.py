"""Findings, readings and what a document states, as the pages show them."""

import pytest
from composed_stated import CODES, DECIDED, OPEN, RULE
from dashboard_pages import TIMEOUT, html, run
from streamlit.testing.v1 import AppTest

from dashboard import access, serve
from dashboard.views import review
from graph.reads.findings import Tally

pytestmark = pytest.mark.usefixtures("held")


def test_the_grave_ones_stand_first_and_the_decided_ones_apart() -> None:
    seen = html(run("review"))
    assert "3 findings" in seen
    assert seen.index("Listing and text") < seen.index("extends what?") < seen.index("Decided (1)")
    assert seen.index("Decided (1)") < seen.index("Two or three")
    assert "2026-11-02 09:30 UTC: Seen" in seen
    assert "Open again" in seen
    assert "<code>ruletrace enter</code>" in seen


def test_a_finding_leads_to_sentence_change_and_place() -> None:
    seen = html(run("review"))
    assert 'href="document?document=fr%3A2026-3&amp;fact=fact%3Aeffective"' in seen
    assert 'href="change?change=c"' in seen
    assert 'href="entry?entry=9A012&amp;list=ccl&amp;place=a"' in seen


def test_a_kind_is_chosen() -> None:
    page = run("review")
    page.selectbox[0].select("unresolved relation").run()
    seen = html(page)
    assert "extends what?" in seen
    assert "Listing and text" not in seen


def test_open_ones_come_page_by_page_whatever_was_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "PER_PAGE", 2)
    seen = html(run("review"))
    assert "Findings 1–2 of 3." in seen
    assert "3 findings" in seen
    assert "Listing and text" in seen
    assert "extends what?" not in seen
    assert "Decided (1)" in seen


def test_never_computed_is_not_shown_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "ask", lambda *_: Tally(False, 0, {}, {}, 0, 0))
    page = run("review")
    assert "not computed yet" in page.warning[0].value
    assert "No finding is open" not in html(page)


def test_one_finding_comes_with_its_command() -> None:
    page = run("review", finding=OPEN)
    assert page.code[0].value.startswith("ruletrace review decide finding:open --as accepted --by")
    assert "extends what?" not in html(page)
    assert "Decide anew" in html(run("review", finding=DECIDED))
    assert "is not held any more" in html(run("review", finding="finding:gone"))


def test_the_readings_of_a_change_stand_under_one_sentence() -> None:
    seen = html(run("change", change="c"))
    assert "Listing contradicts" in seen
    for stance in ("states", "silent", "not held", "contradicts"):
        assert f">{stance}</span>" in seen
    assert "same office" in seen
    assert "To review: 2 findings" in seen
    assert "were not compared" in html(run("change", change="p"))


def test_a_document_shows_dates_relations_and_what_disagrees() -> None:
    seen = html(run("document", document=RULE))
    assert '>disagree</span><a href="review?finding=finding%3Aopen">to review</a>' in seen
    assert ", to 2026-06-01" in seen
    assert ">delays</td>" in seen
    assert "is corrected by" in seen
    assert "extends a document" in seen
    assert "presumption of denial → case-by-case" in seen
    assert "2: “two entities”" in seen
    delayed = html(run("document", document="fr:2025-1"))
    assert "is delayed by" in delayed
    assert ", to 2026-06-01" in delayed


def test_a_long_group_opens_on_demand_page_by_page() -> None:
    page = run("document", document=RULE)
    labels = [one.label.replace("\\", "") for one in page.expander]
    assert f"Control codes ({CODES}, {CODES + 9} places)" in labels
    assert "Other (1)" in labels
    assert "9A030" not in html(page)


def test_whoever_has_no_review_page_gets_no_link_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "roles_of", lambda *_: frozenset({access.Role.EXECUTIVE}))
    for view, query in (("week", {}), ("document", {"document": RULE})):
        seen = html(run(view, **query))
        assert 'href="review' not in seen
    assert "3 findings to review" in html(run("week"))


def test_the_navigation_counts_and_the_first_page_links() -> None:
    page = AppTest.from_file(serve.APP, default_timeout=TIMEOUT).run()
    assert not page.exception
    assert '<a href="review">3 findings to review</a>: 2 on when' in html(page)
