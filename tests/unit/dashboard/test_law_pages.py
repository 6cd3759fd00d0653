"""The pages of the law on the small composed graph: dates, redlines, history, instructions, what to check."""

import pytest
from composed_graph import EVIL, LONG, NEW, OLD
from dashboard_pages import html, run

from dashboard.markup import text

pytestmark = pytest.mark.usefixtures("held")


def test_the_text_of_a_date_says_who_converted_it() -> None:
    newest = html(run("entry", entry="9A012", list="ccl"))
    assert "a. three hours" in newest
    assert ">official<" in newest
    assert f"words since {NEW}" in newest
    older = html(run("entry", entry="9A012", list="ccl", date=OLD))
    assert "a. one hour" in older
    assert "a. three hours" not in older
    assert ">converted by others<" in older
    assert f"converted by converter {text(EVIL)}: not the official text. It leaves out: note." in older


def test_a_day_between_two_texts_gives_the_text_of_that_day() -> None:
    between = html(run("entry", entry="9A012", list="ccl", date="2026-08-31"))
    assert f"No text is dated 2026-08-31: this is the one of {OLD}." in between
    assert "a. one hour" in between
    assert "a. one hour" in html(run("entry", entry="9A012", list="ccl", date="1999-01-01"))


def test_a_redline_shows_what_differs_and_what_cannot_be_told() -> None:
    seen = html(run("entry", entry="9A012", list="ccl", tab="Redline"))
    assert "<del>one hour</del>" in seen
    assert "1 revised; 1 place the same (spaces and marks aside)." in seen
    assert "1 place cannot be compared: converted and official texts do not tell their kinds" in seen
    assert "candidate: " in seen
    assert "instruction 1.a of " in seen


def test_dates_the_wrong_way_round_are_refused() -> None:
    query = {"entry": "9A012", "list": "ccl", "tab": "Redline", "from": NEW, "to": OLD}
    assert "Choose an older date on the left" in html(run("entry", **query))


def test_one_text_has_no_redline_and_the_page_says_what_to_do() -> None:
    seen = html(run("entry", entry="744.11", list="ecfr-744", tab="Redline"))
    assert "a redline needs two. `ruletrace crawl` brings newer ones" in seen
    assert "a history begins with the second" in html(run("entry", entry="744.11", list="ecfr-744", tab="History"))


def test_history_tells_stretches_and_origin() -> None:
    seen = html(run("entry", entry="9A012", list="ccl", tab="History", place="a"))
    assert "Only a. " in seen
    assert f"From {NEW} to the newest text held" in seen
    assert f"Held from {OLD} until the text of {NEW} (converted by others)" in seen
    assert "<del>one hour</del>" in seen


@pytest.mark.parametrize(
    ("view", "query"),
    [("entry", {"entry": "9A012"}), ("change", {"change": "c"}), ("alert", {"alert": "alert:executive"})],
)
def test_a_number_that_means_something_else_names_its_skus(view: str, query: dict[str, str]) -> None:
    seen = html(run(view, **query))
    assert "kept its number, changed its meaning: check these SKUs" in seen
    assert "Classified there, 1 SKU: " in seen
    assert ">UAV-1<" in seen


def test_a_section_shows_its_stay_on_top_and_marks_the_place() -> None:
    seen = html(run("entry", entry="744.11", list="ecfr-744", place="(a)(1)"))
    assert seen.index(">effective date note<") < seen.index("(1) Stayed words.")
    assert "The note&#x27;s last day, 2026-11-09, has passed." in seen or "last day is 2026-11-09" in seen
    assert 'rt-place wanted" style="margin-left:1.4rem" id="wanted">(1) Stayed words.' in seen
    assert "named in the effective date note" in seen
    assert 'href="entry?entry=9A012&amp;list=ccl&amp;place=a">9A012.a</a>' in seen
    assert ">Ours<" not in seen


def test_who_refers_to_an_entry_stands_before_it_with_the_sentence() -> None:
    seen = html(run("entry", entry="9A012", list="ccl", tab="References"))
    row = seen[seen.index("Referred to by (1)") :]
    assert row.index(">9E001</a>") < row.index("controlled by") < row.index(">9A012<")
    assert "for commodities controlled by <mark>9A012</mark>" in row


def test_a_section_tells_who_cites_it() -> None:
    seen = html(run("entry", entry="744.11", list="ecfr-744", tab="References"))
    assert "744.11 is cited in 1 place of the texts held" in seen
    assert "<mark>744.11(a)</mark>" in seen
    assert "and by 1 document" in seen


def test_a_long_table_is_paged_and_searched() -> None:
    first = html(run("entry", entry=LONG, list="ecfr-744"))
    assert "Rows 1–50 of 450 rows." in first
    assert "Composed 51" not in first
    found = html(run("entry", entry=LONG, list="ecfr-744", words="composed 44"))
    assert "Rows 1–14 of 14 rows with these words, of 450." in found
    assert "No row of 450 has these words." in html(run("entry", entry=LONG, list="ecfr-744", words="zzz"))
    assert "Composed 120" in html(run("entry", entry=LONG, list="ecfr-744", place="table row 120"))


def test_a_document_shows_its_instructions_and_opens_the_sections_it_cites() -> None:
    seen = html(run("document", document="fr:1"))
    assert "What it orders: 2 instructions, 1 not wholly understood" in seen
    assert "<b>Not understood: </b>" in seen
    assert "<details><summary>new text" in seen
    assert 'href="entry?entry=744.11&amp;list=ecfr-744&amp;place=%28a%29">§ 744.11(a)</a>' in seen


def test_the_law_page_finds_by_designation_and_by_words() -> None:
    assert "Dated texts held" in html(run("law"))
    nearest = html(run("law", find="744.11(a)(1)(iv)"))
    assert "744.11(a)(1)(iv) is not held; the nearest above it is 744.11(a)(1)." in nearest
    assert 'place=%28a%29%281%29">744.11(a)(1)</a>' in nearest
    assert 'href="entry?entry=9A012&amp;list=ccl">9A012</a>' in html(run("law", find="unmanned"))
    assert "Nothing held is called so" in html(run("law", find="zzz"))
    assert 'href="law?list=ecfr-744"' in html(run("law", find="part 744"))
    assert "1 entry; texts held" in html(run("law", list="ccl"))
