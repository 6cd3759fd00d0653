"""Causes, exposure and severity on composed changes and touches (no real rule, party or figure)."""

from dataclasses import replace

import pytest

from alerts.impact.causes import Cause, causes
from alerts.impact.exposure import of_codes, of_parties
from alerts.impact.words import touched
from alerts.rules import Reach, load
from graph.reads import Candidate, ChangeRow, PartyTouch, Touch
from graph.schema import Change, Document

RULES = load()
CLASSES = ("licence requirement", "scope", "threshold value", "exception", "note", "date", "definition")
OTHER = ("related controls", "pending amendment", "editorial")


def _row(id: str, entry: str, change_class: str = "scope", *documents: str) -> ChangeRow:
    change = Change(id=id, list="ccl", entry=entry, change_class=change_class, from_version="1", to_version="2")
    return ChangeRow(change, tuple(Candidate(Document(id=one), ("why",)) for one in documents))


def _touch(change: str, product: str, line: str, how: str = "itself", value: int = 100, steps: int = 0) -> Touch:
    path = (f"Change/{change}", *(f"Control/{step}" for step in range(steps)), f"Product/{product}")
    path = (*path, f"Line/{line}") if line else path
    return Touch(change, "9X999", how, "9X999", product, (product,), line, "K", ("C",), "AE", value, "USD", path)


def test_changes_of_one_set_of_candidates_are_one_cause() -> None:
    rows = [
        _row("a", "1A001", "scope", "d1"),
        _row("b", "2A001", "note", "d1"),
        _row("c", "1A001", "scope", "d1", "d2"),
    ]
    assert [[change.id for change in one.changes] for one in causes(rows, 12)] == [["a", "b"], ["c"]]


def test_unattributed_entries_stand_apart_until_they_are_many() -> None:
    rows = [_row(str(number), f"1A00{number}") for number in range(4)] + [_row("e", "9A001", "editorial")]
    assert len(causes(rows, 4)) == 5
    assert sorted(len(one.changes) for one in causes(rows, 3)) == [1, 4]


def test_each_line_counts_once_over_all_ways() -> None:
    touches = [_touch("a", "P1", "L1"), _touch("b", "P1", "L1"), _touch("a", "P2", "L2", value=50)]
    exposure = of_codes(touches, "")
    assert exposure.value() == ("USD 1.50",)
    assert sorted(exposure.lines) == ["L1", "L2"]


def test_a_substantive_way_is_shown_before_an_editorial_one() -> None:
    touches = [_touch("caption", "P1", "L1"), _touch("threshold", "P1", "L1", steps=3)]
    assert of_codes(touches, "", {"caption"}).products["P1"][0] == "Change/threshold"


def test_a_product_is_loosely_touched_only_when_no_exact_way_is_known() -> None:
    above, exact = _touch("a", "P1", "L1", "classified above"), _touch("b", "P1", "L1")
    assert of_codes([above], "").loosely == {"P1"}
    assert of_codes([above, exact], "").loosely == set()


def test_candidates_keep_their_lines() -> None:
    touch = PartyTouch(
        "a", "p", "Listed", "C1", "Ours", ("equal",), "open", "L1", "K", ("end user",), "CN", 700, "EUR", ()
    )
    exposure = of_parties([touch, replace(touch, line="L2", value_minor=300)], "")
    assert (list(exposure.candidates), exposure.value()) == ([("C1", "p")], ("EUR 10.00",))


def test_lines_delivered_before_the_change_applies_stand_apart() -> None:
    ends = {"L1": "2026-08-30", "L2": "2026-08-31", "L3": ""}
    touches = [replace(_touch("a", "P1", line, value=10), ends=end) for line, end in ends.items()]
    exposure = of_codes(touches, "2026-08-31")
    assert (sorted(exposure.lines), sorted(exposure.past)) == (["L2", "L3"], ["L1"]), "an unknown end counts as open"
    assert (exposure.value(), exposure.value(exposure.past)) == (("USD 0.20",), ("USD 0.10",))
    assert sorted(of_codes(touches, "").lines) == ["L1", "L2", "L3"], "no day is held: every line counts"


def test_words_tell_delivered_lines_last_and_apart() -> None:
    change = Change(id="c", list="ccl", to_version="2026-08-31")
    cause = Cause("codes", "k", (change,), (), {})
    ends = {"L1": "2026-08-30", "L2": "2026-08-31"}
    touches = [replace(_touch("c", "P1", line, value=10), ends=end) for line, end in ends.items()]
    assert touched(cause, of_codes(touches, cause.applies), ["AE"]) == (
        "1 SKUs (components included), 1 customers. 1 contract line with deliveries on or after 2026-08-31, each "
        "counted once: USD 0.10. Of these, 1 lines ship to AE: USD 0.10. "
        "Delivered before, not counted (look back): 1 line, USD 0.10."
    )


def test_a_listed_name_on_delivered_lines_alone_is_no_open_line() -> None:
    touch = PartyTouch(
        "a",
        "p",
        "Listed",
        "C1",
        "Ours",
        ("equal",),
        "open",
        "L1",
        "K",
        ("end user",),
        "CN",
        700,
        "EUR",
        (),
        "2025-01-15",
    )
    exposure = of_parties([touch], "2025-01-16")
    assert (list(exposure.candidates), list(exposure.lines), list(exposure.past)) == ([("C1", "p")], [], ["L1"])


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ((), "2026-09-01"),
        ((Document(id="a", published="2026-07-14"),), "2026-07-14"),
        ((Document(id="a", published="2026-08-14", effective="2026-08-13"),), "2026-08-13"),
        ((Document(id="a", published="2026-08-14", effective="2026-10-01"), Document(id="b")), "2026-10-01"),
    ],
)
def test_a_change_applies_from_the_earliest_day_that_is_held(documents: tuple[Document, ...], expected: str) -> None:
    changes = (Change(id="c", list="ccl", to_version="2026-09-01"),)
    assert Cause("codes", "k", changes, documents, {}).applies == expected


@pytest.mark.parametrize("kind", ["codes", "parties"])
@pytest.mark.parametrize("name", [*CLASSES, *OTHER])
@pytest.mark.parametrize("numbers", [(0, 0, 0, 0), (1, 0, 0, 1), (1, 1, 0, 1), (1, 1, 1, 1)])
def test_the_severity_table_has_no_hole(kind: str, name: str, numbers: tuple[int, int, int, int]) -> None:
    reach = Reach(kind, frozenset({name}), *numbers)
    assert RULES.grade(reach).severity in {"high", "medium", "low", "info"}


def test_wording_without_substance_is_never_grave_and_never_reaches_the_executive() -> None:
    reach = Reach("codes", frozenset({"editorial"}), 9, 9, 9, 0)
    assert RULES.grade(reach).severity == "info"
    assert list(RULES.concerned(reach)) == ["analyst"]


def test_more_exposure_never_lowers_the_severity() -> None:
    order = ["info", "low", "medium", "high"]
    for name in CLASSES:
        grades = [
            RULES.grade(Reach("codes", frozenset({name}), *n, 0)).severity
            for n in ((0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1))
        ]
        assert grades == sorted(grades, key=order.index)
