"""From the executive's page to the quoted sentence, in a real browser."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Download, Locator, Page, expect

pytestmark = pytest.mark.browser

BANNER = "Demo: answers replayed from recorded or composed samples; the company is composed."
# The abstract of 2025-00480 (90 FR 4621) and of 2026-14132 (91 FR 43034): US Government text, public domain.
ENTITIES = "amends the Export Administration Regulations (EAR) by adding 16 entities to the Entity List"
GROUPS = (
    "Specifically, BIS is removing the UAE from Country Groups D:3 and D:4 and adding the UAE to Country Group A:5."
)
LISTED = (
    "", "products", "changes", "documents", "review", "parties", "health", "law", "law?list=ccl",
    "document?document=fr:2022-14069", "document?document=fr:2026-00789", "document?document=fr:2022-21658",
    "document?document=ccl:2026-09-01", "entry?entry=3A090&list=ccl&tab=Thresholds",
    "entry?entry=3A090&list=ccl", "entry?entry=9A012&list=ccl&tab=Redline", "entry?entry=9A012&list=ccl&tab=History",
    "entry?entry=9A012&list=ccl&tab=Ours", "entry?entry=Supplement+No.+1+to+part+738&list=ecfr-738",
    "entry?entry=742.6&list=ecfr-742&tab=References",
)  # fmt: skip


def test_an_executive_reaches_the_sentence_on_parties(page: Page, served: str) -> None:
    page.goto(served)
    expect(page.get_by_role("heading", name="This week")).to_be_visible()
    expect(page.get_by_text(BANNER)).to_be_visible()
    page.get_by_role("link", name="Additions to the Entity List (2025-00480, 90 FR 4621)").click()
    expect(page.get_by_text("A candidate is not a finding.")).to_be_visible()
    page.get_by_role("link", name="the sentence in its document").first.click()
    quote = page.locator(".rt-quote.chosen")
    expect(quote).to_contain_text(ENTITIES)
    expect(quote.locator("mark", has_text="16 entities")).to_be_visible()
    source = page.locator(".rt-pairs").first
    for words in ("abstract", "SHA-256", "bytes", "federal-register-json", "2025-00480/additions"):
        expect(source).to_contain_text(words)


def test_an_executive_reaches_redline_and_sentence_on_codes(page: Page, served: str) -> None:
    page.goto(served)
    page.get_by_role("link", name="Enhanced Favorable Treatment").click()
    sentence = page.locator(".rt-quote", has_text=GROUPS)
    expect(sentence).to_be_visible()
    page.get_by_role("link", name="3A090 licence row 2", exact=True).click()
    inserted = page.locator("ins", has_text="the United Arab Emirates or")
    expect(inserted).to_be_visible()
    assert inserted.evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
    expect(page.get_by_text("An inference from dates and words")).to_be_visible()
    page.get_by_role("link", name="2026-14132 Enhanced").click()
    page.get_by_role("row", name="Specifically, BIS is removing").get_by_role("link").first.click()
    expect(page.locator(".rt-quote.chosen")).to_contain_text(GROUPS)
    expect(page.locator(".rt-pairs").first).to_contain_text("https://www.federalregister.gov/d/2026-14132")


def _downloaded(page: Page, button: Locator) -> Download:
    """Return the file behind a button; a download that a running script replaces is cancelled, and asked for again."""
    for _ in range(3):
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
        with page.expect_download() as download:
            button.click()
        if download.value.failure() is None:
            return download.value
    raise AssertionError(download.value.failure())


def test_a_product_owner_filters_explains_and_takes_the_lines(page: Page, served: str, tmp_path: Path) -> None:
    page.goto(f"{served}/products?tab=Touched+by+changes")
    button = page.get_by_role("button", name="as CSV")
    expect(button).to_be_visible()
    every_line = button.text_content() or ""
    assert "lines" in every_line
    page.get_by_role("combobox", name="Destination").fill("United Arab")
    page.get_by_role("option", name="United Arab Emirates").click()
    # the button tells how many lines it gives: the filter has run when that changed
    expect(button).not_to_have_text(every_line)
    expect(page.locator(".rt-table").last).not_to_contain_text("China")
    target = tmp_path / "lines.csv"
    _downloaded(page, button).save_as(target)
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert rows
    assert {row["ship_to"] for row in rows} == {"AE"}
    assert all(row["why"] for row in rows)


def test_the_drone_entry_shows_its_new_words(page: Page, served: str) -> None:
    page.goto(f"{served}/?entry=9A012&list=ccl")
    expect(page.get_by_text("a.2. A maximum 'endurance' of 3 hours or greater;")).to_be_visible()
    page.get_by_role("tab", name="Redline").click()
    expect(page.locator("del", has_text="1 hour").first).to_be_visible()
    expect(page).to_have_url(re.compile("tab=Redline"))


def test_a_number_that_means_something_else_is_marked_with_its_skus(page: Page, served: str) -> None:
    page.goto(f"{served}/?entry=9A012&list=ccl")
    card = page.locator(".rt-card.high", has_text="9A012.a.2 kept its number, changed its meaning: check these SKUs")
    expect(card).to_contain_text("UAV-L-001")


def test_a_redline_of_two_dates_can_be_shared(page: Page, served: str) -> None:
    page.goto(f"{served}/entry?entry=9A012&list=ccl&tab=Redline&from=2026-06-25&to=2026-09-01")
    expect(page.locator("ins", has_text="3 hours").first).to_be_visible()
    expect(page.get_by_text("A maximum 'endurance' less than 3 hours;")).to_be_visible()
    shared = page.get_by_role("link", name="link to this redline").get_attribute("href")
    assert shared == "entry?entry=9A012&list=ccl&tab=Redline&from=2026-06-25&to=2026-09-01"


def test_a_date_is_chosen_and_stands_in_the_address(page: Page, served: str) -> None:
    page.goto(f"{served}/entry?entry=9A012&list=ccl")
    page.get_by_role("combobox", name="Text of").click()
    page.get_by_role("option", name="2026-06-25").click()
    expect(page.get_by_text("a.2. A maximum 'endurance' of 1 hour or greater;")).to_be_visible()
    expect(page).to_have_url(re.compile("date=2026-06-25"))


def test_a_citation_opens_its_section_at_the_paragraph(page: Page, served: str) -> None:
    page.goto(f"{served}/entry?entry=3A090&list=ccl")
    page.get_by_role("link", name="742.6(a)(6)(iii)(B)").click()
    wanted = page.locator("#wanted")
    expect(wanted).to_contain_text("(B) License Requirement for the United Arab Emirates (UAE)")
    expect(wanted).to_be_in_viewport()


def test_an_entry_is_found_by_typing_its_section(page: Page, served: str) -> None:
    page.goto(f"{served}/law")
    page.get_by_role("textbox", name="Find an entry").fill("742.6(a)(6)")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="742.6(a)(6)", exact=True).click()
    expect(page.locator("#wanted")).to_be_in_viewport()


def test_the_entity_list_is_searched_by_words(page: Page, served: str) -> None:
    page.goto(f"{served}/entry?entry=Supplement+No.+4+to+part+744&list=ecfr-744")
    expect(page.get_by_text("the introductory text was stayed")).to_be_visible()
    page.get_by_role("textbox", name="Find rows").fill("huawei cloud")
    page.keyboard.press("Enter")
    expect(page.get_by_text("rows with these words, of 3,419")).to_be_visible()
    expect(page.get_by_text("Huawei Cloud Argentina", exact=False).first).to_be_visible()


def test_the_first_page_leads_to_the_findings_and_one_to_its_command(page: Page, served: str) -> None:
    page.goto(served)
    page.get_by_role("link", name=re.compile(r"findings? to review")).click()
    expect(page.get_by_role("heading", name="To decide")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(r"Review \(\d+\)"))).to_be_visible()
    page.locator(".rt-card h3 a").first.click()
    expect(page.get_by_text("ruletrace review decide finding:")).to_be_visible()
    page.get_by_role("link", name="the sentence in its document").first.click()
    expect(page.locator(".rt-quote.chosen mark").first).to_be_visible()


def test_a_suspended_rule_says_by_whom_and_until_when(page: Page, served: str) -> None:
    page.goto(f"{served}/document?document=fr:2025-19001")
    row = page.get_by_role("row", name="is suspended by")
    expect(row).to_contain_text("2025-19846, until 2026-11-09")
    row.get_by_role("link", name="the sentence").click()
    expect(page.locator(".rt-quote.chosen")).to_contain_text("imposes a one-year suspension")


def test_a_group_of_facts_opens_and_leads_to_the_sentence(page: Page, served: str) -> None:
    page.goto(f"{served}/document?document=fr:2022-14069")
    expect(page.get_by_role("row", name="removed")).to_contain_text("2: “two entities”")
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)  # a page still being drawn may close the group again
    page.get_by_text("Destinations and Country Groups (", exact=False).click()
    page.get_by_role("row", name="Uzbekistan (UZ)").get_by_role("link").first.click()
    expect(page.locator(".rt-quote.chosen mark", has_text="Uzbekistan")).to_be_visible()


def test_a_change_shows_its_readings(page: Page, served: str) -> None:
    page.goto(f"{served}/?entry=9A012&list=ccl&tab=History")
    page.get_by_role("link", name="details").first.click()
    expect(page.get_by_role("heading", name="Which readings state it")).to_be_visible()
    expect(page.get_by_role("row", name="difference of dated texts")).to_contain_text("states")
    expect(page.get_by_role("row", name="amendatory instructions")).to_contain_text("not held")


def test_the_thresholds_of_a_paragraph_stand_beside_their_words(page: Page, served: str) -> None:
    page.goto(f"{served}/entry?entry=3A090&list=ccl&tab=Thresholds&place=a.2")
    for bound in ("total processing performance ≥ 1600", "performance density ≥ 5.92"):
        expect(page.get_by_text(bound, exact=True)).to_be_visible()
    expect(page.get_by_text("A 'total processing performance' of 1600 or more", exact=True)).to_be_visible()


@pytest.mark.parametrize("path", LISTED)
@pytest.mark.parametrize("width", [1280, 1920])
def test_nothing_is_wider_than_the_window(page: Page, served: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served}/{path}")
    expect(page.locator(".stMain h1")).to_be_visible()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    widest = "() => Math.max(...[...document.querySelectorAll('.stMain *')].map(e => e.getBoundingClientRect().right))"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.evaluate(widest) <= width
    cut = "() => [...document.querySelectorAll('.rt td, .rt th')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert page.evaluate(cut) == 0


def test_the_executive_page_is_one_page(page: Page, served: str) -> None:
    page.goto(served)
    expect(page.get_by_text("What could not be seen")).to_be_visible()
    # A4 at 96 dots an inch is 1123 high.
    assert page.locator(".stMainBlockContainer").evaluate("one => one.scrollHeight") <= 1123
