"""Sections of the digest on composed input: which alerts, which lines, which gaps."""

import pytest
from digest_composed import cause, document, line

from alerts.report import Unread, Week, decisions, exposure, law, unseen
from alerts.report.plain import link, named, plain, total
from alerts.rules import load
from graph.reads.digest_law import TextChange
from graph.schema import Change, Document, Line, Source

WEEK = Week.parse("2026-W36")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (cause("text", texts=("2026-09-01",)), True),
        (cause("text of another week", texts=("2026-09-08",)), False),
        (cause("published", document("1", published="2026-09-06")), True),
        (cause("effective", document("1", published="2026-07-01", effective="2026-08-31")), True),
        (cause("neither", document("1", published="2026-07-01", effective="2026-10-01")), False),
        (cause("no date", document("1")), False),
        (
            cause(
                "party, by its document", document("1", published="2025-01-16"), texts=("2026-09-01",), kind="parties"
            ),
            False,
        ),
    ],
    ids=lambda value: value.alert.title if hasattr(value, "alert") else "",
)
def test_alert_belongs_to_the_week_by_law_time(one: decisions.AlertCause, expected: bool) -> None:
    assert bool(decisions.of_week([one], WEEK)) is expected


def test_gravest_first_then_more_lines() -> None:
    found = [
        cause("a", texts=("2026-09-01",), severity="medium", lines=9),
        cause("b", texts=("2026-09-01",), lines=2),
        cause("c", texts=("2026-09-01",), lines=5),
    ]
    assert [one.alert.title for one in decisions.of_week(found, WEEK)] == ["Composed c", "Composed b", "Composed a"]


def test_earlier_alerts_are_counted_not_forgotten() -> None:
    found = [cause("old", document("1", published="2025-01-16")), cause("now", texts=("2026-09-01",)), cause("undated")]
    assert decisions.earlier(found, WEEK) == 1


def test_decision_says_what_next_and_how_sure() -> None:
    one = cause("x", document("2026-1", published="2026-09-02"))
    written = decisions.written([one], ["1 contract line"], WEEK, load(), "http://127.0.0.1:8501/")[0]
    rows = dict(written.rows)
    assert written.title.url == "http://127.0.0.1:8501/alert?alert=alert%3Ax"
    assert rows["Decide"] == "Name who decides."
    assert rows["Next step"].startswith("Regulatory analyst, on the alert's page: Read the redline")
    assert rows["Why here"] == "The words changed. In this week: 2026-1 published 2026-09-02."
    assert "inferred" in rows["How sure"]


def test_each_line_is_counted_once_over_all_alerts() -> None:
    causes = [cause("a", destinations=frozenset({"AE"})), cause("b")]
    lines = [line("a", "L1", 100_00, ship_to="AE"), line("a", "L2", 5_50, "EUR"), line("b", "L1", 100_00, ship_to="AE")]
    whole, first, second = exposure.rows(causes, exposure.by_alert(lines), {"AE": "United Arab Emirates"})
    assert (whole.lines, whole.value) == ("2", "EUR\u00a05.50 + USD\u00a0100")
    assert (first.lines, first.named) == ("2", "1 line to United Arab Emirates: USD\u00a0100")
    assert (second.lines, second.value, second.named) == ("1", "USD\u00a0100", "it names none")


def test_alerts_not_shown_in_full_are_summed_up_each_line_once() -> None:
    causes = [cause(name) for name in "abcdef"]
    lines = [line(name, "L1", 100) for name in "abcdef"]
    rows = exposure.rows(causes, exposure.by_alert(lines), {})
    assert [row.lines for row in rows] == ["1"] * (exposure.SHOWN + 2)
    assert rows[-1].name == "3 more alerts, each line once"


def test_line_without_currency_is_counted_and_not_summed() -> None:
    assert (
        total([Line(id="a", value_minor=100, currency="USD"), Line(id="b")]) == "USD\u00a01 + 1 line of unknown value"
    )


def _source(state: str, last: str, reason: str = "") -> Source:
    return Source(id=f"{state}{last}", title="Composed feed", state=state, last_success=last, reason=reason)


def test_unseen_names_every_gap() -> None:
    sources = [
        _source("fine", "2026-09-07T06:00:00+00:00"),
        _source("fine", "2026-09-03T06:00:00+00:00"),
        _source("failed", "2026-09-07T06:00:00+00:00", "a challenge page\ninstead of the feed"),
        _source("never run", ""),
    ]
    documents = [document("2026-1"), document("2026-2", body="held"), document("2026-3", relevance="unknown")]
    changes = [
        TextChange(Change(id="c1", list="ccl", entry="3A090"), ("fr:2026-1",)),
        TextChange(Change(id="c2", list="ccl", entry="9A012"), ()),
    ]
    said = dict(unseen.points(WEEK, sources, documents, changes, Unread(2, 158)))
    assert said["Sources"] == (
        "1 of 4 sources read without a gap since the week ended; "
        "Composed feed: not read since the week ended, last read 2026-09-03; "
        "Composed feed: failed, last read 2026-09-07 (a challenge page instead of the feed); "
        "Composed feed: never run, never read"
    )
    assert said["Unread bodies"] == "Title and abstract only of 2 of 3 documents: 2026-1, 2026-3."
    assert said["Not understood"] == (
        "1 document (2026-3); 2 rows of the listings of documents; 158 rows of the newest screening list."
    )
    assert said["Not attributed"] == "1 of 2 changes of the week's texts, in 9A012."
    assert "were not counted" in dict(unseen.points(WEEK, sources, documents, changes, None))["Not understood"]


def test_law_puts_texts_and_their_documents_first_and_leaves_out_other_matters() -> None:
    text = document("ccl 2026-09-01", kind="list version", published="2026-09-01")
    text = type(text)(id="ccl:2026-09-01", kind="list version", title="Composed list", published="2026-09-01")
    made = document("2026-2", published="2026-07-14")
    dated = [
        text,
        document("2026-1", published="2026-09-02"),
        document("2026-9", published="2026-09-02", relevance="not relevant"),
    ]
    change = Change(
        id="c", list="ccl", entry="3A090", from_version="2026-06-25", to_version="2026-09-01", change_class="editorial"
    )
    found = law.lines(WEEK, dated, [made], [TextChange(change, (made.id,))])
    assert [one.source.label for one in found] == ["Composed list", "2026-2, rule", "2026-1, rule"]
    assert found[0].words == "1 change in 1 entry since the text of 2026-06-25, 1 of them editorial."
    assert found[1].words.endswith("published 2026-07-14, effective unknown; may have made 1 of these changes.")


def test_words_are_made_plain_and_cut_after_a_word() -> None:
    assert plain("a\u202eb\x07c\u2028 d\n\te") == "abc d e"
    assert plain("one two three", 8) == "one two …"
    assert named("A long composed title of a rule (2026-1)", 20) == "A long … (2026-1)"


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "data:text/html,x", "//host/x", "http://", "", "http://[x"])
def test_only_web_addresses_become_links(wrong: str) -> None:
    assert link("label", wrong).url == ""


def test_addresses_cannot_break_out_of_a_link() -> None:
    assert link("x", 'https://a.example/<b> "c"').url == "https://a.example/%3Cb%3E%20%22c%22"


def test_texts_without_an_older_one_come_last_and_in_one_line() -> None:
    texts = [
        Document(id=f"ecfr-{part}:2026-09-01", kind="list version", title=f"Part {part}", published="2026-09-01")
        for part in (734, 738, 740)
    ]
    found = law.lines(WEEK, [*texts, document("2026-1", published="2026-09-02")], [], [])
    assert [one.source.label for one in found] == ["2026-1, rule", "Part 734"]
    assert found[-1].words == "no change against an older text is held; nor of 2 further texts of the week."
