"""The weekly digest from a composed graph: bytes, lines once, what could not be seen, escaping, files and journal."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import graph
from alerts.report import WeekError, digest
from graph import schema as g
from ruletrace.pipeline import digests
from ruletrace.pipeline.context import opened
from ruletrace.settings import Settings

EVIL = "Composed <script>alert(1)</script> | [rule](javascript:x)"
URL = "http://127.0.0.1:8501"
NOW = datetime(2026, 9, 8, 6, tzinfo=UTC)


def composed() -> tuple[g.Unit, ...]:
    """Return a composed law, company and alerts: two alerts of 2026-W36 share a line, one is older."""
    documents = (
        g.Document(id="fr:1", number="2026-1", kind="rule", title=EVIL, published="2026-07-14", relevance="relevant",
                   body="not held", url="https://www.federalregister.gov/d/2026-1", replay="composed"),
        g.Document(id="fr:2", number="2025-2", kind="rule", title="Composed suspension", published="2025-11-12",
                   effective="2025-11-10", relevance="relevant", body="not held"),
        g.Document(id="fr:3", number="2026-3", kind="rule", title="Composed later rule", published="2026-10-01",
                   effective="2026-10-01", relevance="relevant", body="held"),
        g.Document(id="fr:4", number="2026-4", kind="notice", title="Composed, unclear", published="2026-09-02",
                   relevance="unknown", body="held"),
        g.Document(id="ccl:2026-09-01", kind="list version", title="Composed list", published="2026-09-01",
                   body="held"),
    )  # fmt: skip
    facts = (
        g.Fact(id="f1", kind="destination", value="AE", role="destination"),
        g.Fact(id="f2", kind="date", value="2026-11-09", role="expiry", sentence="It ends November 9, 2026."),
        g.Fact(id="f3", kind="relation", role="suspends"),
        g.Fact(id="f4", kind="date", value="2026-11-07", role="refers_to_document", sentence="Not a date of ours."),
    )
    changes = tuple(
        g.Change(id=f"c{n}", list="ccl", entry=entry, place="a", change_class="scope", from_version="2026-06-25",
                 to_version="2026-09-01")
        for n, entry in ((1, "3A090"), (2, "9A012"))
    )  # fmt: skip
    old = g.Change(id="c3", list="parties", to_version="2025-11-12")
    law = (
        *(g.States(start="fr:1", end="f1"), *(g.States(start="fr:2", end=one) for one in ("f2", "f3", "f4"))),
        g.MayBeMadeBy(start="c1", end="fr:1"),
        g.StatedBy(start="c1", end="ccl:2026-09-01", reading="text difference"),
        g.StatedBy(start="c3", end="fr:2", reading="citation in the list"),
    )
    lines = tuple(g.Line(id=f"L{n}", value_minor=n * 100_000_00, currency="USD") for n in (1, 2, 3))
    past = g.Line(id="L4", value_minor=400_000_00, currency="USD", ends="2026-06-30")
    company = (
        *lines,
        past,
        g.Contract(id="K1", ends="2026-09-20"),
        *(g.Country(id="AE", name="United Arab Emirates"), g.Country(id="DE", name="Germany")),
    )
    sold = (
        *(g.HasLine(start="K1", end=line.id) for line in (*lines, past)),
        *(g.ShipsTo(start=line.id, end=code) for line, code in zip(lines, ("AE", "DE", "DE"), strict=True)),
    )
    given = {"severity_reason": "the words changed", "next_step": "Name who decides.", "since": "unknown"}
    alerts = (
        g.Role(id="executive", title="Executive"),
        g.Alert(
            id="alert:1",
            title=f"{EVIL} (2026-1): 1 change",
            kind="codes",
            severity="medium",
            lines=2,
            outcome=("Exception closes for 1 line; it depends on: a fact.", "Same outcome for 1 line."),
            **given,
        ),
        g.Alert(id="alert:2", title="1 change in 9A012", kind="codes", severity="high", lines=2, **given),
        g.Alert(id="alert:3", title="Composed, old", kind="parties", severity="high", lines=1, **given),
    )
    owned = tuple(
        edge
        for n in (1, 2, 3)
        for edge in (g.OwnedBy(start=f"alert:{n}", end="executive"), g.BecauseOf(start=f"alert:{n}", end=f"c{n}"))
    )
    outcomes = (g.Outcome(id="o1", difference="exception closes"), g.Outcome(id="o2", difference="same outcome"))
    expected = (
        *(g.Expects(start="alert:1", end=one.id) for one in outcomes),
        *(g.HasOutcome(start=line, end=one.id) for line, one in zip(("L1", "L2"), outcomes, strict=True)),
    )
    touched = (("1", "L1"), ("1", "L2"), ("2", "L2"), ("2", "L3"), ("3", "L3"))
    source = g.Source(
        id="s", title="Composed feed", state="failed", reason="a challenge page", last_success="2026-09-07"
    )
    return (
        g.Unit("law", (*documents, *facts, *changes, old, source), law),
        g.Unit("company", (*company, *outcomes), (*sold, *expected[2:])),
        g.Unit(
            "alerts",
            alerts,
            (
                *(*owned, *expected[:2]),
                *(g.Touches(start=f"alert:{a}", end=b, end_label="Line") for a, b in touched),
                g.Touches(start="alert:1", end="L4", end_label="Line", delivered="before"),
            ),
        ),
    )


@pytest.fixture
def filled(connected: graph.Graph) -> graph.Graph:
    """Return the engine's graph with the composed units."""
    graph.write(connected, composed())
    return connected


def test_same_graph_same_bytes(filled: graph.Graph) -> None:
    first = digest(filled, "2026-W36", URL)
    assert digest(filled, "2026-W36", URL) == first
    graph.clear(filled)
    graph.write(
        filled, tuple(reversed([replace(one, nodes=one.nodes[::-1], edges=one.edges[::-1]) for one in composed()]))
    )
    assert digest(filled, "2026-W36", URL) == first


def test_decisions_of_the_week_gravest_first_and_each_line_once(filled: graph.Graph) -> None:
    words = digest(filled, "2026-W36", URL).markdown.replace("\u00a0", " ")
    assert words.index("alert=alert%3A2") < words.index("alert=alert%3A1")
    assert "alert%3A3" not in words
    assert "From earlier weeks: 1 alert." in words
    past, changed = "1 line: USD 400,000", "1 line: USD 100,000"
    assert (
        f"| All together, each line once | 3 lines: USD 600,000 | none | {past} | {changed} | 1 line to 1 named"
        in words
    )
    assert "| 1\\. 1 change in 9A012 | 2 lines: USD 500,000 | none | none | not computed | it names none |" in words
    assert (
        f"| 2 lines: USD 300,000 | none | {past} | {changed} | 1 line to United Arab Emirates: USD 100,000 |" in words
    )
    assert "- **USD 600,000** value still to be delivered, each line once" in words
    assert "- **3 contract lines** still to be delivered; 0 delivered since the law applies, 1 before" in words
    assert "- **Outcome:** Exception closes for 1 line. Same outcome for 1 line." in words
    assert "the outcome changes for 1 line (USD 100,000)" in words


def test_a_later_week_tells_what_was_delivered_since_the_law_applies(filled: graph.Graph) -> None:
    """The contract ended on 2026-09-20: in a week after it the lines are no longer open, and to be checked."""
    graph.write(
        filled, [g.Unit("later", (g.Change(id="c9", list="ccl", to_version="2026-11-03"),),
                        (g.BecauseOf(start="alert:1", end="c9"),))], keep=["law", "company", "alerts"],
    )  # fmt: skip
    words = digest(filled, "2026-W45", URL).markdown.replace("\u00a0", " ")
    assert "- **0 contract lines** still to be delivered; 2 delivered since the law applies, 1 before" in words
    assert "| none | 2 lines: USD 300,000 | 1 line: USD 400,000 |" in words


def test_dates_ahead_are_told_with_role_source_and_certainty(filled: graph.Graph) -> None:
    words = digest(filled, "2026-W36", URL).markdown.replace("\u00a0", " ")
    assert "- **2026-09-20** contracts end: company tables, 1 contract with 3 exposed lines in this time" in words
    stay = next(line for line in words.splitlines() if line.startswith("- **2026-11-09**"))
    assert "suspension ends: 2025-2, Composed suspension: “It ends November 9, 2026.”" in stay
    assert "unconfirmed" in stay
    assert "2026-11-07" not in words, "a date of another document asks nothing"
    assert "2026-3" not in words, "the law of the week did not have a later document"
    assert "**unknown** takes effect: 2026-1 (no effective date is held; 1 of 1 body not read)" in words


def test_what_could_not_be_seen_is_named(filled: graph.Graph) -> None:
    words = digest(filled, "2026-W36", URL).markdown
    assert "Composed feed: failed, last read 2026-09-07 (a challenge page)" in words
    assert "Title and abstract only of 1 of 2 documents: 2026-1." in words
    assert "1 document (2026-4); rows of listings" in words
    assert "1 of 2 changes of the week's texts, in 9A012." in words
    assert "Demonstration: answers of official services were replayed (composed)" in words


def test_crawled_title_stays_words(filled: graph.Graph) -> None:
    made = digest(filled, "2026-W36", URL)
    assert "<script" not in made.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made.html
    assert "<script" not in made.markdown.replace("\\<script", "")
    assert "](javascript" not in made.markdown.replace("\\](javascript", "")


def test_empty_week_says_what_was_checked(filled: graph.Graph) -> None:
    words = digest(filled, "2026-W20", URL).markdown
    assert "That is not a clearance" in words
    assert "Checked: 1 source, 0 documents published in the week, 0 dated texts of lists." in words
    assert "all clear" not in words.lower()


def test_graph_without_anything_is_no_clearance(connected: graph.Graph) -> None:
    words = digest(connected, "2026-W36", URL).markdown
    assert "No source was ever read." in words
    assert "That is not a clearance" in words


def test_wrong_week_is_refused(connected: graph.Graph) -> None:
    with pytest.raises(WeekError, match="2026-W36"):
        digest(connected, "2026-36", URL)


def test_files_and_journal_change_only_with_the_bytes(filled: graph.Graph, tmp_path: Path) -> None:
    with opened(Settings(data=tmp_path), now=lambda: NOW) as context:
        html, markdown = digests.build(context, filled, "2026-W36")
        assert (html, markdown) == (tmp_path / "digests/2026-W36.html", tmp_path / "digests/2026-W36.md")
        before = html.stat().st_mtime_ns
        assert digests.build_due(context, filled, NOW) == []
        assert html.stat().st_mtime_ns == before
        assert len(list(context.journal.entries(digests.KIND))) == 1
        markdown.write_text("half a file")
        assert digests.build_due(context, filled, NOW) == [html, markdown]
        assert len(list(context.journal.entries(digests.KIND))) == 1, "the same bytes were journalled before"
        law, company, alerts = composed()
        graph.write(filled, (law, company, replace(alerts, nodes=alerts.nodes[:1], edges=())))
        assert digests.build_due(context, filled, NOW) == [html, markdown]
        said = [entry.payload for entry in context.journal.entries(digests.KIND)]
        assert [one["week"] for one in said] == ["2026-W36", "2026-W36"]
        assert said[0]["html"] != said[1]["html"]
        assert not list((tmp_path / "digests").glob("*.part"))
