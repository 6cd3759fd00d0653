"""The official lists on the parties page: searched by name and country, with what differs from the screening list."""

import pytest
from dashboard_pages import html, run

pytestmark = pytest.mark.usefixtures("held")


def test_entries_stand_with_their_words_their_document_and_what_differs() -> None:
    seen = html(run("parties"))
    assert "2 entries" in seen
    assert "text of 2026-09-01" in seen
    assert "1 read whole" in seen
    assert 'href="document?document=fr%3A2026-3"' in seen
    assert ">unexplained difference<" in seen
    assert "“91 FR 33” only here" in seen
    assert "In this text, the introductory text: stayed." in seen
    assert "Only in the screening list: Alone" in seen


def test_a_name_and_a_country_are_searched() -> None:
    page = run("parties")
    page.text_input(key="listed_name").input("Second, Ltd.").run()
    assert "No entry found" in page.info[0].value
    page.text_input(key="listed_name").input("sec-ond").run()
    assert "Entries 1–1 of 1." in html(page)
    assert "First" not in html(page)
    page.text_input(key="listed_name").input("").run()
    page.selectbox(key="country EL").select("CHINA").run()
    assert "PAKISTAN, entry 2" not in html(page)
    page.selectbox(key="compared").select("agrees").run()
    assert "not a clearance" in page.info[0].value
