"""Which fact to ask for first, on composed answers: no product, amount or owner here is real."""

import json
from decimal import Decimal

from alerts.questions import ranked
from graph.reads.verdicts import VerdictRow
from graph.schema import Verdict


def answered(
    sku: str,
    value: tuple[tuple[str, int], ...],
    shares: dict[str, float],
    entry: str = "3A090",
    said: str = "cannot decide",
) -> VerdictRow:
    when = [
        {"when": [f"{fact}: unknown"], "verdict": "in", "paragraphs": ["3A090.a"], "by_note": False} for fact in shares
    ]
    verdict = Verdict(
        id=f"{sku} {entry}",
        list="ccl",
        entry=entry,
        on="2026-01-01",
        verdict=said,
        reason="composed",
        missing=tuple(shares),
        deciding=tuple(json.dumps({"fact": fact, "share": share}) for fact, share in shares.items()),
        outcomes=tuple(map(json.dumps, when)),
    )
    return VerdictRow(sku, f"Composed {sku}", "hardware", f"Office of {sku}", "", verdict, value)


def test_the_fact_that_decides_most_comes_first_in_each_currency() -> None:
    rows = [
        answered("A", (("EUR", 9000),), {"die area": 1.0}),
        answered("B", (("EUR", 100), ("USD", 4000)), {"die area": 0.5, "marketing": 0.25}),
        answered("C", (("USD", 3000),), {"die area": 1.0}),
        answered("D", (), {"die area": 1.0}),
        answered("E", (("USD", 10**9),), {"die area": 1.0}, said="in"),
    ]
    found = ranked(rows)
    assert [(one.currency, one.rank, one.sku, one.fact, one.decides, one.touches) for one in found] == [
        ("EUR", 1, "A", "die area", 9000, 9000),
        ("EUR", 2, "B", "die area", 50, 100),
        ("EUR", 3, "B", "marketing", 25, 100),
        ("USD", 1, "C", "die area", 3000, 3000),
        ("USD", 2, "B", "die area", 2000, 4000),
        ("USD", 3, "B", "marketing", 1000, 4000),
        ("", 1, "D", "die area", 0, 0),
    ]
    first = found[1]
    assert (first.owner, first.share, first.with_others) == ("Office of B", Decimal("0.5"), ("marketing",))
    assert [one.when for one in first.outcomes] == [("die area: unknown",)]
    assert (first.outcomes[0].verdict, first.outcomes[0].paragraphs) == ("in", ("3A090.a",))
    assert ranked(reversed(rows)) == found


def test_lines_that_wait_under_several_entries_count_once() -> None:
    value = (("USD", 5000),)
    rows = [answered("A", value, {"die area": 0.5}), answered("A", value, {"die area": 1.0}, entry="4A090")]
    (one,) = ranked(rows)
    assert (one.entry, one.decides, one.touches) == ("4A090, 3A090", 5000, 5000)


def test_what_would_tell_nothing_more_is_not_asked() -> None:
    value = (("USD", 5000),)
    inside = answered("A", value, {}, said="in")
    assert ranked([inside, answered("A", value, {"speed": 1.0}, entry="3A991")]) == ()
    assert len(ranked([inside, answered("A", value, {"speed": 1.0}, entry="3A001")])) == 1
    (one,) = ranked([answered("A", value, {"speed": 1.0, "colour": 0.0})])
    assert (one.fact, one.with_others) == ("speed", ("colour",))
    assert len(ranked([answered("A", value, {"speed": 0.0, "colour": 0.0})])) == 2


def test_nothing_open_asks_nothing() -> None:
    assert ranked([answered("A", (("USD", 1),), {}, said="out")]) == ()
    assert ranked([]) == ()
