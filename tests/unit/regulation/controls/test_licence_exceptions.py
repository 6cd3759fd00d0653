"""List-based licence exceptions, clause by clause."""

import pytest

from regulation.controls import ControlList, Kind
from regulation.controls.licence_exceptions import ListException, Status, read_exception


@pytest.fixture(scope="module")
def exceptions(september: ControlList) -> dict[str, ListException]:
    places = (place for entry in september.entries for place in entry.of(Kind.EXCEPTION))
    return {f"{place.entry} {place.place.removeprefix('exception ')}": read_exception(place) for place in places}


def test_every_line_has_its_symbol(exceptions: dict[str, ListException]) -> None:
    assert len(exceptions) == 1055
    assert all(one.symbol in one.place.place and one.clauses for one in exceptions.values())
    words = sorted(key for key, one in exceptions.items() if any(c.status is Status.WORDS for c in one.clauses))
    assert words == WORDS


# Lines that begin with what they speak of and not with yes, N/A or a value.
WORDS = ["4E091 ACM", "6A005 GBS"]


@pytest.mark.parametrize(
    ("line", "status", "clauses"),
    [
        ("3A090 LVS", Status.NO, [("N/A", None, ("3A090",), ())]),
        (
            "3A090 NAC/ACA",
            None,
            [("yes", None, ("3A090.a",), ()), ("yes", None, ("3A090.b",), ()), ("N/A", None, ("3A090.c",), ())],
        ),
        ("3A090 HBM", Status.YES, [("yes", None, ("3A090.c",), ())]),
        (
            "5A001 LVS",
            None,
            [
                ("N/A", None, ("5A001.a", "5A001.b.5", "5A001.e", "5A001.f.3", "5A001.h"), ()),
                (
                    "value",
                    5000,
                    tuple(f"5A001.{step}" for step in ("b.1", "b.2", "b.3", "b.6", "d", "f.2", "f.4", "g")),
                    (),
                ),
                ("value", 3000, ("5A001.c",), ()),
            ],
        ),
        ("1C002 LVS", None, [("value", 3000, ("1C002",), ()), ("N/A", None, ("1C002",), ("NP",))]),
    ],
)
def test_single_lines(
    exceptions: dict[str, ListException],
    line: str,
    status: Status | None,
    clauses: list[tuple[str, int | None, tuple[str, ...], tuple[str, ...]]],
) -> None:
    found = exceptions[line]
    assert found.status == status
    assert [(str(one.status), one.dollars, one.codes, one.reasons) for one in found.clauses] == clauses


def test_clauses_for_a_paragraph(exceptions: dict[str, ListException]) -> None:
    assert [one.dollars for one in exceptions["5A001 LVS"].clauses_for("5A001.c")] == [3000]
    assert exceptions["5A001 GBS"].clauses_for("5A001.e") == ()
    assert len(exceptions["5A001 GBS"].clauses_for("5A001.c")) == 1


def test_a_clause_has_the_characters_of_the_source(
    september: ControlList, exceptions: dict[str, ListException]
) -> None:
    for one in exceptions.values():
        for clause in one.clauses:
            assert september.source.text[clause.start : clause.end] == clause.words


def test_conditions_are_not_lost(exceptions: dict[str, ListException]) -> None:
    first, second, third = exceptions["3A090 NAC/ACA"].clauses
    assert (first.conditional, second.conditional, third.conditional) == (True, True, False)
    assert exceptions["5A001 ACE"].clauses[0].conditional  # "except to Country Group E:1 or E:2"
    assert exceptions["5A001 ACE"].sections == ("740.22",)
