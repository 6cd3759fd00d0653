"""The product owner's pages in a real browser: catalogue, product, what-if, questions and queue."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# A composed circuit whose die area nobody knows: 1830 divided by 400 lies between 3.2 and 5.92.
OPEN = "MIC-B2-003"
PAGES = (
    "products?words=acc", "products?tab=Touched+by+changes", "product?sku=ACC-006", f"product?sku={OPEN}&tab=Facts",
    "product?sku=BRD-A-001&tab=History", f"product?sku={OPEN}&tab=What+if", "questions", "reclassify",
)  # fmt: skip


def test_the_catalogue_is_narrowed_and_the_address_can_be_shared(page: Page, served: str) -> None:
    page.goto(f"{served}/products")
    page.get_by_role("textbox", name="SKU or name").fill("h20 acc")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 SKU that fit")).to_be_visible()
    expect(page).to_have_url(re.compile("words=h20"))
    page.get_by_role("link", name="ACC-006", exact=True).click()
    expect(page.get_by_role("heading", name="H20 accelerator")).to_be_visible()
    expect(page.get_by_text("It does not mean that no licence is required.").first).to_be_visible()


def test_a_missing_fact_says_what_each_value_would_mean_and_what_if_answers(page: Page, served: str) -> None:
    page.goto(f"{served}/product?sku={OPEN}")
    card = page.locator(".rt-card", has_text="3A090").first
    expect(card).to_contain_text("Missing: applicable die area")
    expect(card.get_by_role("row", name="more than 571.875 mm²")).to_contain_text("out")
    expect(card.locator(".rt-track").first).to_have_attribute("aria-label", re.compile("value 1,830, bound 1,600"))
    page.get_by_role("tab", name="What if").click()
    page.get_by_label("applicable die area").fill("400")
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator(".rt-what-if")).to_contain_text("What if, not stored: applicable die area = 400")
    expect(page.locator(".rt-what-if").get_by_role("link", name="3A090.b.2")).to_be_visible()


def test_an_item_of_the_queue_leads_to_its_command(page: Page, served: str) -> None:
    page.goto(f"{served}/reclassify")
    page.get_by_role("link", name="decide").first.click()
    page.get_by_label("Why").fill("seen")
    page.get_by_label("Decided by").fill("A. Owner")
    page.get_by_role("button", name="Make the decision ready").click()
    expect(page.get_by_text("ruletrace reclassify decide reclassification:")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_overlaps_or_is_wider_than_the_window(page: Page, served: str, path: str) -> None:
    page.goto(f"{served}/{path}")
    expect(page.locator(".stMain h1")).to_be_visible()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    widest = "() => Math.max(...[...document.querySelectorAll('.stMain *')].map(e => e.getBoundingClientRect().right))"
    cut = "() => [...document.querySelectorAll('.rt td, .rt th')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    for width in (1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(widest) <= width
        assert page.evaluate(cut) == 0
