"""The cheapest questions read from a graph, on every engine: answers, products and amounts are composed."""

import json
from datetime import date

import test_faults_small as small
from conftest import Engine

from alerts.questions import questions
from graph import Graph, schema, write
from graph.schema import Control, HasVerdict, Line, Of, Product, Under, Unit, Verdict

AREA, MARKET = "applicable die area", "designed or marketed for use in datacenters"


def verdict(id: str, on: str, until: str, said: str, **shares: float) -> Verdict:
    names = {"area": AREA, "market": MARKET}
    missing = tuple(names[one] for one in shares)
    when = [
        {"when": [f"{fact}: {words}"], "verdict": said, "paragraphs": [], "by_note": said == "out"}
        for fact in missing
        for words, said in (("yes", "in"), ("no", "out"))
    ]
    return Verdict(
        id=id, list="ccl", entry="3A090", on=on, until=until, verdict=said, reason="composed", missing=missing,
        deciding=tuple(json.dumps({"fact": names[one], "share": share}) for one, share in shares.items()),
        outcomes=tuple(map(json.dumps, when)),
    )  # fmt: skip


def units() -> tuple[Unit, ...]:
    """Return two products that share an open answer, one that is decided later, and one that is gone."""
    products = [
        Product(id="A", name="Composed A", owner="Office A"),
        Product(id="B", name="Composed B", owner="Office B"),
        Product(id="C", name="Composed C", to="2026-05-01"),
    ]
    lines = [
        Line(id="L1", value_minor=100, currency="USD"),
        Line(id="L2", value_minor=300, currency="USD"),
        Line(id="L3", value_minor=5000, currency="EUR", to="2026-05-01"),
        Line(id="L4", value_minor=900, currency="USD"),
    ]
    sold: list[schema.Edge] = [
        Of(start=line, end=product) for line, product in (("L1", "A"), ("L2", "A"), ("L3", "A"), ("L4", "B"))
    ]
    answers = [
        verdict("v1", "2022-10-07", "2026-08-31", "cannot decide", area=0.5, market=0.25),
        verdict("v2", "2026-09-01", "", "in"),
        verdict("v3", "2026-09-01", "", "presumed", market=1.0),
    ]
    places = [Control(id="k", list="ccl", entry="3A090", designation="3A090", kind="entry")]
    held = (("A", "v1"), ("B", "v1"), ("C", "v1"), ("A", "v2"), ("B", "v3"))
    edges: list[schema.Edge] = [HasVerdict(start=sku, end=key) for sku, key in held]
    edges += [Under(start=one.id, end="k") for one in answers]
    return Unit("company", (*products, *lines), tuple(sold)), Unit("law", (*places, *answers), tuple(edges))


def test_the_day_decides_which_questions_are_open_and_each_line_counts_once(connected: Graph) -> None:
    write(connected, units())
    before = questions(connected, date(2026, 6, 1))
    assert [(one.rank, one.sku, one.fact, one.decides, one.touches, one.currency) for one in before] == [
        (1, "B", AREA, 450, 900, "USD"),
        (2, "B", MARKET, 225, 900, "USD"),
        (3, "A", AREA, 200, 400, "USD"),
        (4, "A", MARKET, 100, 400, "USD"),
    ]
    assert (before[0].name, before[0].owner, before[0].entry) == ("Composed B", "Office B", "3A090")
    assert before[0].with_others == (MARKET,)
    assert [(one.when, one.verdict) for one in before[0].outcomes] == [
        ((f"{AREA}: yes",), "in"),
        ((f"{AREA}: no",), "out"),
    ]
    (later,) = questions(connected, date(2026, 11, 26))
    assert (later.sku, later.fact, later.decides, later.verdict) == ("B", MARKET, 900, "presumed")
    assert questions(connected, date(2020, 1, 1)) == ()


def test_the_command_lists_them_with_whom_to_ask(engine: Engine, connected: Graph) -> None:
    day = ("--on", "2026-06-01")
    assert "no product is asked of any entry on 2026-06-01" in small.command(engine.settings, "questions", *day).stdout
    write(connected, units())
    told = small.command(engine.settings, "questions", *day, "--limit", "1").stdout
    assert f"1. B Composed B: {AREA}" in told
    assert "decides USD 4.50 of USD 9 (50% of its values), 3A090; ask Office B" in told
    assert "4 questions, 1 shown." in told
    rows = [
        json.loads(line) for line in small.command(engine.settings, "questions", *day, "--json").stdout.splitlines()
    ]
    assert [(row["sku"], row["decides"], row["share"]) for row in rows][:2] == [("B", 450, 0.5), ("B", 225, 0.25)]
