"""Reads of the law's pages on both engines: dated stretches, held texts, instructions, meanings, citations."""

from typing import Any

import pytest

import graph
from graph.reads import citing, dashboard_entry, instructed, law, meanings
from graph.schema import (
    Change,
    Changes,
    ClassifiedAs,
    Control,
    Document,
    Fact,
    HasText,
    Instruction,
    MayBeMadeBy,
    OrderedBy,
    Orders,
    PartOf,
    Product,
    States,
    Targets,
    Text,
    Unit,
)

JUNE, SEPTEMBER = "2026-06-25", "2026-09-01"
RULE = Document(id="fr:composed-1", kind="rule", number="composed-1", published="2026-08-14")
TEXTS = tuple(
    Document(
        id=f"{list}:{day}",
        kind="list version",
        number=f"{list} {day}",
        title=f"{list}, text of {day}",
        published=day,
    )
    for list, day in (("ccl", JUNE), ("ccl", SEPTEMBER), ("ecfr-744", SEPTEMBER))
)
UAV = {"list": "ccl", "entry": "9A012"}
HEAD = Control(id="h", designation="9A012", kind="entry", place="heading", order=1, **UAV)
A = Control(id="a", designation="9A012.a", kind="paragraph", place="a", order=2, **UAV)
A1 = Control(id="a1", designation="9A012.a.1", kind="paragraph", place="a.1", order=3, **UAV)
GONE = Control(id="a1a", designation="9A012.a.1.a", kind="paragraph", place="a.1.a", order=3, **UAV)
SECTION = Control(id="s", list="ecfr-744", entry="744.11", designation="744.11", kind="entry", place="heading", order=9)
PAR = Control(
    id="s.a", list="ecfr-744", entry="744.11", designation="744.11(a)", kind="paragraph", place="(a)", order=10
)
LONG = "Supplement No. 4 to part 744"
ROWS = tuple(
    Control(
        id=f"r{n:04}", list="ecfr-744", entry=LONG, designation=LONG, kind="table row", place=f"table row {n}", order=n
    )
    for n in range(1, 411)
)
SUPPLEMENT = Control(id="sup", list="ecfr-744", entry=LONG, designation=LONG, kind="entry", place="heading")
CHANGE = Change(
    id="c", list="ccl", entry="9A012", place="a.1", kind="revised", from_version=JUNE, to_version=SEPTEMBER,
    meaning_changed="same number, other words",
)  # fmt: skip
PLAIN = Change(id="c2", list="ccl", entry="9A012", place="a", from_version=JUNE, to_version=SEPTEMBER)
FIRST = Instruction(id="i1", number="1", verb="revise", target="ECCN 9A012, a.1", text="composed", ordinal=1)
SECOND = Instruction(id="i2", number="2", text="composed", not_understood="composed", ordinal=2)
CITING = Fact(id="f1", kind="cfr_citation", value="744.11(a)", sentence="composed", start_at=5)
OTHER = Fact(id="f2", kind="cfr_citation", value="744.112", sentence="composed", start_at=1)
PRODUCTS = tuple(Product(id=sku) for sku in ("ABOVE", "BELOW", "ENDED", "THERE"))


def _text(control: Control, words: str, day: str = SEPTEMBER, to: str = "", **more: Any) -> tuple[Text, HasText]:
    text = Text(id=f"t {control.id} {day}", text=words)
    return text, HasText(start=control.id, end=text.id, from_=day, to=to, recorded="2026-09-02", **more)


CONVERTED = {"origin": "converter", "designation": "9A012.a.0", "began_by": ("1 (2 FR 3)",), "fault": "lost"}
WORDS = (
    _text(HEAD, "Unmanned aerial vehicles, see § 744.11(a)(2) and 744.112", JUNE),
    _text(A, "a. words", JUNE),
    _text(
        A1,
        "a.1. one hour",
        JUNE,
        SEPTEMBER,
        origin="converter",
        designation="9A012.a.0",
        began_by=("1 (2 FR 3)",),
        fault="lost",
    ),
    _text(A1, "a.1. three hours"),
    _text(GONE, "a.1.a. gone", JUNE, SEPTEMBER),
    _text(SECTION, "§ 744.11 License requirements"),
    _text(PAR, "(a) in supplement No. 4 to Part 744"),
    _text(SUPPLEMENT, "Supplement No. 4 to Part 744"),
    *(_text(row, f"Composed {row.order}\nTown {row.order % 2}") for row in ROWS),
)
LAW = Unit(
    "law",
    (RULE, *TEXTS, HEAD, A, A1, GONE, SECTION, PAR, SUPPLEMENT, *ROWS, CHANGE, PLAIN, FIRST, SECOND, CITING, OTHER,
     *PRODUCTS, *(text for text, _ in WORDS)),
    (
        *(edge for _, edge in WORDS),
        PartOf(start="a", end="h"),
        PartOf(start="a1", end="a"),
        PartOf(start="a1a", end="a1"),
        Changes(start="c", end="a1", end_label="Control"),
        Changes(start="c2", end="a", end_label="Control"),
        MayBeMadeBy(start="c", end=RULE.id, reasons=("same words",)),
        Orders(start=RULE.id, end="i1"),
        Orders(start=RULE.id, end="i2"),
        Targets(start="i1", end="a1"),
        OrderedBy(start="c", end="i1"),
        States(start=RULE.id, end="f1"),
        States(start=RULE.id, end="f2"),
        ClassifiedAs(start="THERE", end="a1", designation="9A012.a.1"),
        ClassifiedAs(start="BELOW", end="a1a", designation="9A012.a.1.a"),
        ClassifiedAs(start="ABOVE", end="a", designation="9A012.a"),
        ClassifiedAs(start="ENDED", end="a1", designation="9A012.a.1", to="2026-11-01"),
    ),
)  # fmt: skip


@pytest.fixture
def held(connected: graph.Graph) -> graph.Graph:
    """Give the graph with the composed law in it."""
    graph.write(connected, [LAW])
    return connected


def test_an_entry_has_all_its_stretches(held: graph.Graph) -> None:
    found = dashboard_entry.entry(held, "9A012")
    assert found is not None
    assert [(one.control.place, one.from_, one.to, one.origin, one.designation) for one in found.stretches] == [
        ("heading", JUNE, "", "", "9A012"),
        ("a", JUNE, "", "", "9A012.a"),
        ("a.1", JUNE, SEPTEMBER, "converter", "9A012.a.0"),
        ("a.1", SEPTEMBER, "", "", "9A012.a.1"),
        ("a.1.a", JUNE, SEPTEMBER, "", "9A012.a.1.a"),
    ]
    assert (found.stretches[2].began_by, found.stretches[2].fault) == (("1 (2 FR 3)",), "lost")
    assert found.rows == 0
    assert {one.product.id for one in found.products} == {"ABOVE", "BELOW", "THERE"}
    assert len(dashboard_entry.entry(held, "9A012", limit=2).stretches) == 2  # type: ignore[union-attr]
    assert dashboard_entry.entry(held, "9A012", "annex-i") is None


def test_a_long_table_comes_by_page_and_by_words(held: graph.Graph) -> None:
    found = dashboard_entry.entry(held, LONG, "ecfr-744")
    assert found is not None
    assert (found.rows, [one.control.kind for one in found.stretches]) == (410, ["entry"])
    page = dashboard_entry.table_rows(held, LONG, "ecfr-744", SEPTEMBER, (), 100, 3)
    assert (page.total, [one.control.order for one in page.stretches]) == (410, [101, 102, 103])
    searched = dashboard_entry.table_rows(held, LONG, "ecfr-744", SEPTEMBER, ("composed 40", "town 1"))
    assert searched.total == 5
    assert dashboard_entry.table_rows(held, LONG, "ecfr-744", JUNE).total == 0
    between = dashboard_entry.rows_between(held, LONG, "ecfr-744", JUNE, SEPTEMBER, limit=7)
    assert (between.total, len(between.stretches)) == (0, 7)
    assert dashboard_entry.rows_between(held, LONG, "ecfr-744", SEPTEMBER, SEPTEMBER).total == 410


def test_texts_held_with_their_origin(held: graph.Graph) -> None:
    assert law.held_texts(held, "ccl") == (
        law.HeldText(JUNE, TEXTS[0], ("converter",)),
        law.HeldText(SEPTEMBER, TEXTS[1]),
    )
    assert law.held_texts(held, "annex-i") == ()


def test_lists_and_their_entries(held: graph.Graph) -> None:
    assert law.laws(held) == (
        law.HeldLaw("ccl", "ccl", TEXTS[:2], 1, 3),
        law.HeldLaw("ecfr-744", "ecfr-744", TEXTS[2:], 2, 413),
    )
    assert [one.control for one in law.headings(held, "ecfr-744")] == [SUPPLEMENT, SECTION]
    assert [one.control for one in law.headings_with(held, ("vehicles", "unmanned"))] == [HEAD]
    assert law.entry_names(held) == {("ccl", "9A012"), ("ecfr-744", "744.11"), ("ecfr-744", LONG)}


def test_places_by_designation(held: graph.Graph) -> None:
    assert law.places_named(held, ("744.11(a)", "9A012.a.1", "9A012.q")) == (A1, PAR)
    assert law.places_beginning(held, "9A012.a") == (
        law.Found(A, "a. words", False),
        law.Found(A1, "a.1. three hours", False),
        law.Found(GONE, "", True),
    )
    assert len(law.places_beginning(held, "9A012", limit=1)) == 1


def test_instructions_of_documents_changes_and_entries(held: graph.Graph) -> None:
    first = instructed.Ordered(FIRST, RULE, (A1,))
    assert instructed.instructions_of(held, RULE.id) == (first, instructed.Ordered(SECOND, RULE))
    assert instructed.instructions_of(held, RULE.id, limit=1) == (first,)
    assert instructed.orders_of(held, "c") == (first,)
    assert instructed.orders_of(held, "c2") == ()
    found = instructed.entry_changes(held, "9A012")
    assert [(one.change.id, one.controls) for one in found] == [("c2", ("a",)), ("c", ("a1",))]
    assert [one.document.id for one in found[1].candidates] == [RULE.id]
    assert [one.instruction.id for one in found[1].orders] == ["i1"]


def test_a_changed_meaning_names_the_products_to_check(held: graph.Graph) -> None:
    (found,) = meanings.meanings(held, ("c", "c2", "none"))
    assert (found.change, found.designation) == (CHANGE, "9A012.a.1")
    assert [(one.product.id, one.designation, str(one.where)) for one in found.products] == [
        ("ABOVE", "9A012.a", "above it"),
        ("BELOW", "9A012.a.1.a", "below it"),
        ("THERE", "9A012.a.1", "there"),
    ]
    assert meanings.meanings(held, ()) == ()


def test_who_cites_a_section(held: graph.Graph) -> None:
    (place,) = citing.citing_places(held, "744.11")
    assert (place.control, place.citation) == (HEAD, "744.11(a)(2)")
    assert [one.control for one in citing.citing_places(held, LONG)] == [PAR]
    assert citing.citing_places(held, "744.1") == ()
    assert [(one.document, one.fact) for one in citing.citing_documents(held, "744.11")] == [(RULE, CITING)]
