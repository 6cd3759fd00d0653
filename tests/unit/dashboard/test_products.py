"""The pages of products on the composed graph, and the drawings and files behind them."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from composed_graph import EVIL
from composed_products import MANY
from dashboard_pages import html, run
from openpyxl import load_workbook

from dashboard import access
from dashboard.csv_file import neutral
from dashboard.markup import text
from dashboard.products import bars, export
from dashboard.products.export import Sheet
from dashboard.products.queue import command
from dashboard.products.words import number
from dashboard.views import catalogue
from dashboard.views.questions import _condition
from regulation.classification import Headroom
from regulation.thresholds import Comparator

pytestmark = pytest.mark.usefixtures("at_this_machine")
MADE = datetime(2026, 11, 26, 8, tzinfo=UTC)


def _headroom(comparator: Comparator, bound: str, value: str) -> Headroom:
    one, other = Decimal(bound), Decimal(value)
    return Headroom("3A090.a.1", "performance", comparator, one, other, other - one, "", comparator.holds(other, one))


@pytest.mark.usefixtures("held")
def test_a_product_says_verdict_bound_words_and_what_is_not_checked() -> None:
    seen = html(run("product", sku="UAV-1"))
    assert f"length {text(EVIL)} 5 m</b>: 2 m above it, 66.7 %. Asked: 3 m or more (3 itself counts). " in seen
    assert 'href="entry?entry=9A012&amp;list=ccl&amp;date=2026-09-01&amp;place=a"' in seen
    assert "Individual notice, entered, not read: " in seen
    assert "It does not mean that no licence is required." in seen
    assert f"End use {text(EVIL)}" in seen
    assert "(alone decides in 50 % of the cases)" in seen
    assert seen.index(">in</span>") < seen.index(">cannot decide</span>", seen.index("Today"))


@pytest.mark.usefixtures("held")
def test_a_coming_date_and_the_way_to_the_queue_and_the_alert_are_shown() -> None:
    seen = html(run("product", sku="UAV-1"))
    assert "<td>2099-01-01</td>" in seen
    assert 'href="reclassify?item=q1"' in seen
    assert "alert?alert=alert%3Aproduct_owner" in seen


@pytest.mark.usefixtures("held")
def test_a_vendor_that_disagrees_is_said_plainly() -> None:
    assert "Vendor (composed) says EAR99 (US), we say 9A012.a." in html(run("product", sku="UAV-1"))


@pytest.mark.usefixtures("held")
def test_facts_and_history_show_parts_and_ended_versions() -> None:
    whole = html(run("product", sku="SRV-1", tab="Facts"))
    assert "It contains 1 SKU" in whole
    assert 'href="product?sku=UAV-1"' in whole
    past = html(run("product", sku="UAV-1", tab="History", entry_of="9A012"))
    assert "2025-01-01 08:00 UTC –<br>2026-01-01 08:00 UTC" in past
    assert "2022-10-07 – 2098-12-31" in past


@pytest.mark.usefixtures("held")
def test_what_if_needs_the_archived_text() -> None:
    assert "The archived text cannot be read here" in html(run("product", sku="UAV-1", tab="What if"))
    assert "nothing to compare with" in html(run("product", sku="SRV-1", tab="What if"))


@pytest.mark.usefixtures("held")
def test_a_page_of_the_catalogue_is_bounded_and_the_next_one_begins_after_it() -> None:
    page = run("catalogue")
    assert f"{MANY + 2} SKUs, by SKU; here SRV-1 to X-047." in html(page)
    next(one for one in page.button if one.label == "Next").click().run()
    assert page.query_params["after"] == "X-047"
    assert "here X-048 to X-059." in html(page)
    next(one for one in page.button if one.label == "Previous").click().run()
    assert "here SRV-1 to X-047." in html(page)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("query", "skus"),
    [
        ({"words": "filler 5"}, 11),
        ({"kind": "hardware"}, 1),
        ({"entry": "4A003", "verdict": "cannot decide"}, 1),
        ({"entry": "4A003", "verdict": "in"}, 0),
        ({"missing": "Any fact"}, 1),
        ({"differs": "A vendor's code differs from ours"}, 1),
        ({"differs": "Sources of a parameter differ"}, 1),
        ({"differs": "To be reclassified"}, 1),
    ],
)
def test_filters_come_from_the_address(query: dict[str, str], skus: int) -> None:
    page = run("catalogue", **query)
    if skus:
        assert f"{skus} SKU{'s' if skus > 1 else ''} that fit" in html(page)
    else:
        assert "No SKU fits" in page.info[0].value


@pytest.mark.usefixtures("held")
def test_files_hold_what_the_filters_leave_and_run_no_formula() -> None:
    page = run("catalogue", words="srv")
    page.button[-1].click().run()
    _, written, workbook, note = page.session_state["files"]
    assert note == ""
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    assert (rows[0]["sku"], rows[0]["name"], rows[0]["answer"]) == ("SRV-1", f"'=1+1 {EVIL}", "not asked")
    book = load_workbook(io.BytesIO(workbook))
    cell = book["Products"]["B2"]
    assert (cell.value, cell.data_type) == (f"'=1+1 {EVIL}", "s")
    assert "no licence is required" in str(book["Note"]["A1"].value)


@pytest.mark.usefixtures("held")
def test_a_file_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MOST", 10)
    page = run("catalogue")
    page.button[-1].click().run()
    assert "Cut: the first 10 of 62 SKUs" in page.session_state["files"][3]
    assert "Cut: the first 10 of 62 SKUs" in html(page)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx"])
def test_a_workbook_keeps_formulas_as_text(cell: str) -> None:
    book = load_workbook(io.BytesIO(export.xlsx(Sheet("T", [("a", 9)], [[cell], [-1.5], ["a\x01b"]]), MADE)))
    rows = [row[0] for row in book["T"].iter_rows(min_row=2)]
    # A file of lines keeps no lone carriage return.
    assert (str(rows[0].value).replace("\n", "\r"), rows[0].data_type) == (neutral(cell), "s")
    assert rows[1].value == -1.5
    assert rows[2].value == "ab"


def test_the_same_table_gives_the_same_csv() -> None:
    sheet = Sheet("T", [("a", 9)], [["x"]], "note")
    assert export.csv(sheet).decode("utf-8-sig").splitlines() == ["a", "x", "note"]


@pytest.mark.parametrize(
    ("comparator", "asked"),
    [
        (Comparator.AT_LEAST, "4,800 or more (4,800 itself counts)"),
        (Comparator.MORE, "more than 4,800 (4,800 itself does not count)"),
        (Comparator.AT_MOST, "4,800 or less (4,800 itself counts)"),
        (Comparator.LESS, "less than 4,800 (4,800 itself does not count)"),
        (Comparator.EQUAL, "exactly 4,800"),
    ],
)
def test_a_bar_says_its_end(comparator: Comparator, asked: str) -> None:
    one = _headroom(comparator, "4800", "4992")
    assert bars.asked(one) == asked
    assert f"{'met' if one.met else 'not met'}</span>" in bars.bar(one)
    assert ("strict" in bars.bar(one)) is comparator.strict


def test_bars_say_distance_and_scale() -> None:
    assert bars.distance(_headroom(Comparator.AT_LEAST, "4800", "4992")) == "192 above it, 4.0 %"
    assert bars.distance(_headroom(Comparator.AT_LEAST, "4800", "4800")) == "right on it"
    far = bars.bar(_headroom(Comparator.MORE, "1e26", "2e20"))
    assert "logarithmic scale" in far
    assert "bound 10²⁶" in far
    assert "logarithmic scale" not in bars.bar(_headroom(Comparator.LESS, "-170", "-150"))


@pytest.mark.parametrize(
    ("digits", "written"),
    [("4992", "4,992"), ("0.250", "0.25"), ("1e26", "10²⁶"), ("1.5E+26", "1.5 × 10²⁶"), ("0", "0"), ("-3", "-3")],
)
def test_numbers_are_written_for_people(digits: str, written: str) -> None:
    assert number(Decimal(digits)) == written


@pytest.mark.usefixtures("held")
def test_the_queue_shows_then_and_now_and_folds_what_is_decided() -> None:
    page = run("reclassify")
    seen = html(page)
    assert "<del>one hour</del>" in seen
    assert 'href="reclassify?item=q1"' in seen
    assert 'href="change?change=c"' in html(run("reclassify", item="q1"))
    assert [one.label for one in page.expander] == ["Decided (1)"]


@pytest.mark.usefixtures("held")
def test_a_decision_is_checked_and_comes_as_its_command() -> None:
    page = run("reclassify", item="q1")
    page.button[0].click().run()
    assert "Say why" in page.error[0].value
    page.text_area[0].set_value("seen; it's in")
    page.text_input[1].set_value("A. Owner")
    page.button[0].click().run()
    assert not page.error, page.error[0].value
    assert page.code[0].value == command("q1", "kept", "A. Owner", "seen; it's in")
    assert page.code[0].value.endswith("""--why 'seen; it'"'"'s in'""")


@pytest.mark.usefixtures("held")
def test_pages_and_actions_belong_to_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    page = run("reclassify", item="q1")
    monkeypatch.setattr(access, "roles_of", lambda *_: frozenset({access.Role.EXECUTIVE}))
    page.text_area[0].set_value("x")
    page.button[0].click().run()
    assert "another role" in page.error[0].value
    for view in ("catalogue", "questions", "reclassify"):
        assert "another role" in run(view).error[0].value


@pytest.mark.usefixtures("held")
def test_questions_say_value_owner_and_meanings() -> None:
    seen = html(run("questions"))
    assert "1 question<" in seen
    assert f"width {text(EVIL)}" in seen
    assert "USD 617" in seen
    assert "50 % of the answers decide" in seen


def test_the_cap_of_a_file_is_the_catalogue_s() -> None:
    assert catalogue.BATCH <= export.MOST


def test_a_long_fact_is_cut_and_its_answer_stays() -> None:
    fact = "designed to have controlled flight out of the direct 'natural vision' of the 'operator' " * 3
    assert all(_condition(f"{fact}: {value}").endswith(f" …: {value}") for value in ("yes", "no", "more than 571 mm²"))
    assert _condition("yes") == "yes"
