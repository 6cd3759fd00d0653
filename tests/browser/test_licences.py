"""The pages of licences in a real browser: a what-if, a contract line, outcomes of a change, exposure, coverage."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

WHAT_IF = "determination?code=3A090.b&to=Germany&from=United+States"
PAGES = (WHAT_IF, "determination?line=K0001-1", "exposure", "coverage?part=15+CFR+part+742")


def test_a_missing_fact_is_answered_on_the_page_and_changes_the_answer(page: Page, served: str) -> None:
    page.goto(f"{served}/{WHAT_IF}")
    result = page.locator(".rt-result")
    expect(result).to_have_text("cannot decide")
    expect(page.locator(".rt-answer")).to_contain_text("This is no clearance")
    page.get_by_role("combobox", name="Headquarters of the end user").fill("China")
    page.get_by_role("option", name="China", exact=True).click()
    expect(result).to_have_text("licence required")
    expect(page).to_have_url(re.compile("hq=China"))
    asked = page.get_by_role(
        "radiogroup", name="Was the end user compared with the lists of parties, and no row found?"
    )
    asked.get_by_role("radio", name="yes").click()
    expect(page).to_have_url(re.compile("fact=screening"))
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.get_by_role("link", name="744.23(a)(3)(i)(A)").first.click()
    expect(page.locator("#wanted")).to_be_in_viewport()


def test_a_wrong_country_is_told_at_its_field(page: Page, served: str) -> None:
    page.goto(f"{served}/determination?code=3A090.b&to=Chnia")
    expect(page.get_by_role("alert").filter(has_text="Did you mean China?")).to_be_visible()
    expect(page.locator(".rt-result")).to_have_count(0)


def test_an_alert_leads_to_outcomes_and_from_a_line_to_its_determination(page: Page, served: str) -> None:
    page.goto(f"{served}/exposure")
    expect(page.locator(".rt-figures")).to_contain_text("ask for a missing fact")
    page.goto(served)
    page.get_by_role("link", name="Enhanced Favorable Treatment").click()
    expect(page.get_by_text("AE: D:3, D:4 → A:5")).to_be_visible()
    expect(page.locator(".rt-heat td.with").first).to_have_attribute("title", re.compile("to United Arab Emirates"))
    page.get_by_text(re.compile(r"\d+ lines? and what to do")).first.click()
    page.locator('a[href^="determination?line="]').first.click()
    expect(page.get_by_role("heading", name=re.compile("Determination for line"))).to_be_visible()
    expect(page.locator(".rt-result")).to_be_visible()
    expect(page.get_by_role("combobox", name="Destination")).to_have_value("United Arab Emirates")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_or_wider_than_the_window(page: Page, served: str, path: str) -> None:
    page.goto(f"{served}/{path}")
    expect(page.locator(".stMain .rt-table").last).to_be_visible()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    widest = "() => Math.max(...[...document.querySelectorAll('.stMain *')].map(e => e.getBoundingClientRect().right))"
    cut = "() => [...document.querySelectorAll('.rt td, .rt th')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    for width in (1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(widest) <= width
        assert page.evaluate(cut) == 0
