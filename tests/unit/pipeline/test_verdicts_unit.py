"""What the sample company's products answer, in the graph's nodes, from real texts of 2017 to 2026."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from company.history import Dated, merge, replay
from graph import schema as g
from regulation.attribution import DocumentSummary
from regulation.controls.model import ControlList
from regulation.history.reading import read_converted
from regulation.history.rules import read_rules
from regulation.status import Event, EventKind, Origin, Source
from ruletrace.pipeline.catalogue.answers import Answers
from ruletrace.pipeline.catalogue.entries import Entries
from ruletrace.pipeline.catalogue.products import Facts, counting
from ruletrace.pipeline.catalogue.stages import Texts
from ruletrace.pipeline.controls import History
from ruletrace.pipeline.list_history import DatedText, Held, Known
from ruletrace.pipeline.steps import Steps
from ruletrace.pipeline.units import verdicts

SAMPLES = Path(__file__).parents[3] / "samples"
AT = datetime(2026, 9, 2, tzinfo=UTC)
FIRST = date(2022, 8, 15)
ENTRIES = ("3A090", "4A090")
CHIPS = {
    "A100": "ACC-001",
    "A800": "ACC-002",
    "H100": "ACC-003",
    "H800": "ACC-004",
    "H20": "ACC-006",
    "L4": "ACC-007",
    "RTX 4090": "ACC-010",
    "RTX 4090 D": "ACC-011",
    "Gaudi 3": "ACC-016",
}
SERVER, CARD = "SRV-P-001", "MIC-A2-001"
KEPT = (*CHIPS.values(), SERVER, CARD)
Found = Mapping[str, Sequence[g.Verdict]]


def _few(controls: ControlList) -> ControlList:
    return replace(controls, entries=tuple(one for one in controls.entries if one.eccn in ENTRIES), places=())


@pytest.fixture(scope="module")
def held(history: History) -> tuple[Held, Known]:
    """Return the dated texts from before the rule of 2022 on, few of their entries, and the rules known of them."""
    read = read_converted((SAMPLES / "ccl-history" / "history-runs.jsonl.gz").read_bytes())
    rules = read_rules((SAMPLES / "ccl-history" / "ccl-rules-2016-2025.json").read_bytes())
    converted = [one for one in read.lists if one.version >= FIRST]
    texts = [DatedText(_few(one), str(one.version), AT, "others", read.lacks) for one in converted]
    texts += [DatedText(_few(one.controls), one.name, AT, "") for one in history.versions]
    return Held(history.kept, tuple(texts), read.faults, ()), Known(tuple(one.document for one in rules), rules)


@pytest.fixture(scope="module")
def rows() -> list[Dated]:
    files = {path.name: path.read_bytes() for path in sorted((SAMPLES / "company").glob("*.csv"))}
    return merge(replay([(AT, files)]))


@pytest.fixture(scope="module")
def answers(held: tuple[Held, Known]) -> Answers:
    return Answers(Texts(Entries(held[0]), held[1]), "texts")


def products(rows: Sequence[Dated], *skus: str) -> dict[str, Facts]:
    """Return these products with what they contain."""
    every = counting(rows)
    open_, found = list(skus), {}
    while open_:
        sku = open_.pop()
        found[sku] = every[sku]
        open_ += every[sku].components
    return {sku: found[sku] for sku in sorted(found)}


def made(answers: Answers, own: Mapping[str, Facts], *events: Event) -> g.Unit:
    return verdicts.unit(own, answers, events, {"3A090": "control 3A090", "3A090.a.1": "control 3A090.a.1"})


def of(unit: g.Unit, sku: str, entry: str = "3A090") -> list[g.Verdict]:
    nodes = {one.id: one for one in unit.nodes if isinstance(one, g.Verdict)}
    ends = [one.end for one in unit.edges if isinstance(one, g.HasVerdict) and one.start == sku]
    return sorted((nodes[end] for end in ends if nodes[end].entry == entry), key=lambda one: one.on)


def on(unit: g.Unit, sku: str, day: str, entry: str = "3A090") -> g.Verdict:
    found = [one for one in of(unit, sku, entry) if one.on <= day and (not one.until or day <= one.until)]
    assert len(found) == 1
    return found[0]


@pytest.fixture(scope="module")
def unit(answers: Answers, rows: list[Dated]) -> g.Unit:
    return made(answers, products(rows, *KEPT))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-10-06", {"A100": "out", "A800": "out", "RTX 4090": "out", "Gaudi 3": "out"}),
        ("2022-10-07", {"A100": "in", "H100": "in", "A800": "out", "H800": "out", "RTX 4090": "cannot decide"}),
        ("2023-11-16", {"A100": "in", "H100": "in", "A800": "out", "H800": "out", "H20": "out", "L4": "out"}),
        ("2023-11-17", {"A100": "in", "A800": "in", "H800": "in", "H20": "out", "L4": "in", "RTX 4090": "in"}),
        ("2026-11-26", {"A800": "in", "H20": "out", "L4": "in", "RTX 4090 D": "out", "Gaudi 3": "in"}),
    ],
)
def test_known_answers_on_known_days(unit: g.Unit, day: str, expected: Mapping[str, str]) -> None:
    assert {name: on(unit, CHIPS[name], day).verdict for name in expected} == expected


def test_an_answer_tells_text_headroom_quote_and_what_is_missing(unit: g.Unit) -> None:
    own = of(unit, CHIPS["A800"])
    assert [(one.on, one.until, one.text_version, one.verdict) for one in own] == [
        ("2022-08-15", "2022-10-06", "2022-08-15", "out"),
        ("2022-10-07", "2023-11-16", "2023-10-18", "out"),
        ("2023-11-17", "", "2026-09-01", "in"),
    ]
    before, now = own[1:]
    assert before.origin == "converted by others (others)"
    assert any("2022-21658 (effective 2022-10-07" in words for words in before.told)
    assert now.origin == ""
    assert "from the last text held, of 2026-09-01; later amendments not seen" in now.told
    assert any(words.startswith("the same since the text of 2023-11-17") for words in now.told)
    first = json.loads(now.headroom[0])
    assert (first["paragraph"], first["value"], first["bound"], first["distance"], first["met"]) == (
        "3A090.a.1",
        4992,
        4800,
        192,
        True,
    )
    assert json.loads(now.quotes[0])["version"] == "2026-09-01"
    card = on(unit, CHIPS["RTX 4090"], "2023-01-01")
    assert any("transfer rate" in one for one in card.missing)
    note = on(unit, CHIPS["RTX 4090 D"], "2026-09-01")
    assert note.reason.startswith("excluded from")
    assert any(
        words.startswith("“designed or marketed for use in datacenters”: no, decided by") for words in note.remarks
    )


def test_sources_that_disagree_are_each_evaluated_and_told(unit: g.Unit) -> None:
    gaudi = on(unit, CHIPS["Gaudi 3"], "2026-09-01")
    assert (gaudi.verdict, gaudi.paragraph) == ("in", "3A090.a.1")
    told = " ".join(gaudi.remarks)
    assert "sources disagree on total processing performance" in told
    assert "decided without applicable die area" in told


def test_sources_that_part_decide_nothing(answers: Answers, rows: list[Dated]) -> None:
    own = products(rows, CHIPS["L4"])
    facts = own[CHIPS["L4"]]
    stated = next(one for one in facts.parameters if one.parameter == "total processing performance")
    lower = stated.model_copy(update={"value": 1500, "source": "composed: another page"})
    parted = replace(facts, parameters=(*facts.parameters, lower))
    found = on(made(answers, {facts.sku: parted}), facts.sku, "2026-09-01")
    assert found.verdict == "cannot decide"
    assert "sources disagree on total processing performance" in found.reason
    assert any("1500 (composed: another page)" in words for words in found.remarks)


def test_a_server_is_asked_what_it_contains(unit: g.Unit) -> None:
    assert on(unit, SERVER, "2026-09-01", "4A090").verdict == "out"
    assert of(unit, SERVER, "3A090") == []


def test_a_board_with_an_accelerator_is_in(answers: Answers, rows: list[Dated]) -> None:
    board = made(answers, products(rows, "BRD-A-001"))
    now = on(board, "BRD-A-001", "2026-09-01", "4A090")
    assert (now.verdict, now.paragraph) == ("in", "4A090.a")
    assert "contains ACC-004, which meets 3A090.a" in now.reason
    # The converter lost the paragraph of 2022: a heading alone is no answer.
    lost = on(board, "BRD-A-001", "2023-02-01", "4A090")
    assert lost.verdict == "cannot decide"
    assert any("lacks something" in words for words in lost.told)


def test_a_fabricator_is_presumed(unit: g.Unit) -> None:
    assert on(unit, CARD, "2026-09-01").verdict in ("in", "presumed")


def test_individual_notices_cut_the_answer_where_they_begin(answers: Answers, rows: list[Dated]) -> None:
    source = Source(Origin.ENTERED, "BIS", "8-K of 2025-04-15", says="composed", by="A. Analyst")
    event = Event(EventKind.NOTICE, "H20", date(2025, 4, 9), date(2025, 4, 9), source, until=date(2026, 1, 14))
    own = products(rows, CHIPS["H20"])
    plain = {sku: replace(one, decisions=one.decisions[:1]) for sku, one in own.items()}
    unit = made(answers, plain, event)
    days = [(one.on, one.until, len(one.notices)) for one in of(unit, CHIPS["H20"])][-3:]
    assert days == [("2023-11-17", "2025-04-08", 0), ("2025-04-09", "2026-01-14", 1), ("2026-01-15", "", 0)]
    assert "8-K of 2025-04-15" in on(unit, CHIPS["H20"], "2025-04-09").notices[0]
    # The company's own record of it, a decision, says the same without an end.
    assert on(made(answers, own), CHIPS["H20"], "2026-09-01").notices


def test_a_rule_after_the_last_text_is_not_guessed(held: tuple[Held, Known], rows: list[Dated]) -> None:
    coming = DocumentSummary(
        id="fr:composed",
        number="2026-99999",
        title="composed: revises ECCN 3A090",
        abstract="",
        published=date(2026, 7, 23),
        effective=date(2026, 11, 20),
        kind="final_rule",
    )
    known = replace(held[1], documents=(*held[1].documents, coming))
    unit = made(Answers(Texts(Entries(held[0]), known), "texts"), products(rows, CHIPS["A100"]))
    last, then = of(unit, CHIPS["A100"])[-2:]
    assert (last.verdict, last.until) == ("in", "2026-11-19")
    assert (then.on, then.until, then.verdict, then.text_version) == ("2026-11-20", "", "not modelled", "")
    assert "2026-99999 (effective 2026-11-20, published 2026-07-23)" in then.reason


def test_the_order_of_rows_changes_nothing_and_equal_products_share_their_answers(
    answers: Answers, rows: list[Dated], unit: g.Unit
) -> None:
    own = products(rows, *KEPT)
    again = made(answers, counting_of(reversed(rows), own))
    assert again.nodes == unit.nodes
    assert set(again.edges) == set(unit.edges)
    twin = {**own, "ZZZ": replace(own["ACC-001"], product=own["ACC-001"].product.model_copy(update={"sku": "ZZZ"}))}
    assert len(made(answers, twin).nodes) == len(unit.nodes)


def counting_of(rows: Any, own: Mapping[str, Facts]) -> dict[str, Facts]:
    every = counting(rows)
    return {sku: every[sku] for sku in own}


def test_what_decides_nothing_is_told_once(answers: Answers, rows: list[Dated]) -> None:
    problems = made(answers, products(rows, CHIPS["A100"], CHIPS["H100"])).problems
    assert [one for one in problems if one.startswith("memory bandwidth: no entry asked compares")]
    assert len(problems) == 1
    software = next(one for one in counting(rows).values() if one.product.kind == "software")
    moved = replace(software, classified=("3A090",))
    assert made(answers, {moved.sku: moved}).problems == (
        f"3A090 is no entry for software: {moved.sku} not asked of it",
    )


def test_a_product_without_facts_is_asked_nothing(answers: Answers, rows: list[Dated]) -> None:
    own = products(rows, CHIPS["A100"])
    bare = {sku: replace(one, parameters=(), decisions=()) for sku, one in own.items()}
    assert made(answers, bare) == g.Unit(verdicts.NAME, (), ())


@pytest.fixture
def steps(tmp_path: Path) -> Iterator[Steps]:
    own = Steps(tmp_path / "derived.sqlite")
    yield own
    own.close()


def remade(steps: Steps, answers: Answers, own: Mapping[str, Facts]) -> tuple[g.Unit, int]:
    """Return the unit with results kept in between, and how many answers were computed for it."""
    before = steps.done
    unit = verdicts.unit(own, answers, (), {}, partial(steps.each, "verdicts", "program"))
    assert unit == verdicts.unit(own, answers, (), {})
    return unit, steps.done - before


def test_only_the_answers_of_a_product_whose_facts_change_are_computed_again(
    steps: Steps, answers: Answers, rows: list[Dated]
) -> None:
    own = products(rows, *KEPT)
    first, computed = remade(steps, answers, own)
    assert computed > len(CHIPS)
    assert remade(steps, answers, own) == (first, 0)
    facts = own[CHIPS["A800"]]
    lower = tuple(
        one.model_copy(update={"value": 1500}) if one.parameter == "total processing performance" else one
        for one in facts.parameters
    )
    changed = {**own, facts.sku: replace(facts, parameters=lower)}
    unit, computed = remade(steps, answers, changed)
    assert computed == 1
    assert (on(first, facts.sku, "2026-09-01").verdict, on(unit, facts.sku, "2026-09-01").verdict) == ("in", "out")
    assert of(unit, CHIPS["H100"]) == of(first, CHIPS["H100"])


def test_all_answers_are_computed_again_when_a_text_changes(
    steps: Steps, held: tuple[Held, Known], rows: list[Dated]
) -> None:
    own = products(rows, *KEPT)
    first, computed = remade(steps, Answers(Texts(Entries(held[0]), held[1]), "texts"), own)
    later = replace(held[0], texts=held[0].texts[:-1])
    unit, again = remade(steps, Answers(Texts(Entries(later), held[1]), "other texts"), own)
    assert again == computed
    assert on(first, CHIPS["A100"], "2026-09-01").text_version != on(unit, CHIPS["A100"], "2026-09-01").text_version


def test_a_rule_has_those_answers_computed_again_whose_entries_it_names(
    steps: Steps, held: tuple[Held, Known], rows: list[Dated]
) -> None:
    own = products(rows, *KEPT)

    def with_rule(title: str) -> Answers:
        rule = DocumentSummary(
            "fr:composed", "2026-99999", title, "", date(2026, 7, 23), date(2026, 11, 20), "final_rule"
        )
        known = replace(held[1], documents=(*held[1].documents, rule))
        return Answers(Texts(Entries(held[0]), known), "texts")

    first, computed = remade(steps, Answers(Texts(Entries(held[0]), held[1]), "texts"), own)
    assert remade(steps, with_rule("composed: revises ECCN 9A012"), own) == (first, 0)
    # 4A090 refers to 3A090, so both are asked again; other entries of these products are not.
    unit, again = remade(steps, with_rule("composed: revises ECCN 3A090"), own)
    assert 0 < again < computed
    assert on(unit, CHIPS["A100"], "2026-11-20").verdict == "not modelled"
