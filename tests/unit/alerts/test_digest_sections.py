"""Sections of the digest on composed input: which alerts, which lines, which gaps."""

import pytest
from digest_composed import cause, document, line

from alerts.report import Unread, Week, decisions, exposure, law, unseen
from alerts.report.plain import link, named, plain, total
from alerts.rules import load
from graph.reads.digest_law import TextChange
from graph.schema import Change, Document, Line, Source

WEEK = Week.parse("2026-W36")
DAY = WEEK.first.isoformat()


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
    whole, first, second = exposure.rows(causes, exposure.by_alert(lines), {"AE": "United Arab Emirates"}, DAY)
    both = "2 lines: EUR\u00a05.50 + USD\u00a0100"
    assert (whole.open, whole.since, whole.before) == (both, "none", "none")
    assert (first.open, first.named) == (both, "1 line to United Arab Emirates: USD\u00a0100")
    assert (second.open, second.named) == ("1 line: USD\u00a0100", "it names none")


def test_delivered_lines_are_told_apart_and_not_at_stake() -> None:
    """Composed: of four lines one is open by its contract, one was delivered since, one before; one is unknown."""
    one = cause("a", destinations=frozenset({"AE"}))
    lines = [
        line("a", "open", 400, ends="2026-08-31", ship_to="AE", changed=True),
        line("a", "unknown", 20),
        line("a", "since", 300, ends="2026-08-30", changed=True),
        line("a", "before", 9_000, ends="2026-05-01", ship_to="AE", delivered="before"),
    ]
    whole, row = exposure.rows([one], exposure.by_alert(lines), {"AE": "Emirates"}, DAY)
    told = (row.open, row.since, row.before, row.changed, row.named)
    money = "USD\u00a0"
    assert told == (
        f"2 lines: {money}4.20", f"1 line: {money}3", f"1 line: {money}90", f"2 lines: {money}7",
        f"1 line to Emirates: {money}4",
    )  # fmt: skip
    assert (whole.open, whole.since, whole.before) == told[:3]
    words = exposure.stake(one, exposure.by_alert(lines), {"AE": "Emirates"}, DAY).replace("\u00a0", " ")
    assert words == (
        "3 contract lines, 0 customers: USD 7.20; 2 still to be delivered (USD 4.20), 1 delivered already: check these "
        "(USD 3); the outcome changes for 2 lines (USD 7); of these 1 line to Emirates: USD 4. "
        "Delivered before that, not counted (look back): 1 line: USD 90."
    )


def test_a_line_delivered_before_one_change_may_be_open_for_another() -> None:
    lines = [line("a", "L1", 100, ends="2026-09-15", delivered="before"), line("b", "L1", 100, ends="2026-09-15")]
    parted = exposure.parted(lines, DAY)
    assert {name: [one.alert for one in own] for name, own in parted.items()} == {
        "open": ["alert:b"], "since": [], "before": []
    }  # fmt: skip


def test_alerts_not_shown_in_full_are_summed_up_each_line_once() -> None:
    causes = [cause(name) for name in "abcdef"]
    lines = [line(name, "L1", 100) for name in "abcdef"]
    rows = exposure.rows(causes, exposure.by_alert(lines), {}, DAY)
    assert [row.open for row in rows] == ["1 line: USD\u00a01"] * (exposure.SHOWN + 2)
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
        "1 of 4 sources read without a gap for this week; "
        "Composed feed: failed, last read 2026-09-07 (a challenge page instead of the feed); "
        "Composed feed: never run, never read; "
        "Composed feed: not read since the week ended, last read 2026-09-03."
    )
    assert said["Unread bodies"] == "Title and abstract only of 2 of 3 documents: 2026-1, 2026-3."
    assert said["Not understood"] == (
        "1 document (2026-3); 2 rows of the listings of documents; 158 rows of the newest screening list."
    )
    assert said["Not attributed"] == "1 of 2 changes of the week's texts, in 9A012."
    assert "were not counted" in dict(unseen.points(WEEK, sources, documents, changes, None))["Not understood"]


def test_failed_sources_come_first_and_every_gap_is_named() -> None:
    """Composed: two of seven sources failed, the others were last read in the week itself."""
    sources = [
        *(Source(id=f"s{n}", title=f"Source {n}", state="fine", last_success="2026-09-04") for n in range(5)),
        *(Source(id=f"x{n}", title=f"Broken {n}", state="failed", reason=f"reason {n}") for n in range(2)),
    ]
    said = dict(unseen.points(WEEK, sources, [], [], Unread(0, 0)))["Sources"]
    assert said == (
        "0 of 7 sources read without a gap for this week; Broken 0: failed, never read (reason 0); "
        "Broken 1: failed, never read (reason 1); "
        "Source 0, Source 1, Source 2, Source 3, Source 4: not read since the week ended, last read 2026-09-04."
    )


@pytest.mark.parametrize(
    ("watched", "expected"),
    [
        ((), False),
        (("2026-11-26/2026-11-26",), False),
        (("2026-09-01/2026-11-26",), False),
        (("2026-08-01/2026-08-03", "2026-08-31/2026-09-06"), True),
    ],
)
def test_a_source_that_shows_its_newest_items_alone_tells_of_a_week_only_when_watched_in_it(
    watched: tuple[str, ...], expected: bool
) -> None:
    source = Source(id="s", title="Feed", state="fine", last_success="2026-11-27", rolling="rolling", watched=watched)
    said = dict(unseen.points(WEEK, [source], [], [], Unread(0, 0)))["Sources"]
    assert said.startswith("1 of 1 source read") is expected
    assert ("Feed: not watched in this week, last read 2026-11-27" in said) is not expected


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
