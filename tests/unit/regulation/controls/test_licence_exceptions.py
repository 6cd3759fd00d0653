"""List-based licence exceptions, clause by clause."""

import pytest

from regulation.controls import ControlList, Kind
from regulation.controls.licence_exceptions import Clause, ListException, Status, read_exception
from regulation.controls.model import Place


@pytest.fixture(scope="module")
def exceptions(september: ControlList) -> dict[str, ListException]:
    places = (place for entry in september.entries for place in entry.of(Kind.EXCEPTION))
    return {f"{place.entry} {place.place.removeprefix('exception ')}": read_exception(place) for place in places}


def test_every_line_has_its_symbol(exceptions: dict[str, ListException]) -> None:
    assert len(exceptions) == 1055
    assert all(one.symbol in one.place.place and one.clauses for one in exceptions.values())
    words = sorted(key for key, one in exceptions.items() if any(c.status is Status.WORDS for c in one.clauses))
    assert words == WORDS


# The line that begins with what it speaks of and not with yes, N/A or a value.
WORDS = ["6A005 GBS"]


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


# What each line of 2026-09-01 says: value or status, designations without their entry, X those taken out, R reasons,
# XR reasons taken out, ? with conditions of its own.
SAID = {
    "0A505 LVS": "$500 .x | $3000 .x ?",
    "1A005 GBS": "yes XR UN",
    "1B001 LVS": "N/A R MT | N/A .a | $5000",
    "1B018 LVS": "$3000 .a ? | $5000 .b",
    "1E001 TSR": "yes XR MT ?",
    "2B007 LVS": "$5000 X .b .c",
    "3A001 LVS": "N/A R MT NP | N/A .b.2 .b.3 ? | N/A .z | $1500 .c | $3000 .b.1 .b.2 .b.3 .b.9 .d .e .f .g ?"
    " | $5000 .a .b.4 .b.5 .b.6 .b.7 .b.12 X .a.1.a .a.5.a ?",
    "3A002 LVS": "$3000 .a .e .f .g | $5000 .c .d .h ?",
    "3A069 GBS": "yes | N/A ?",
    "3B001 GBS": "yes X .a.3 .c.1.a .c.1.c .e .f .q ?",
    "3B001 IEC": "yes .c.1.a .c.1.c .q",
    "3C002 GBS": "yes .a ?",
    "3D001 ACM": "yes ?",
    "3E001 TSR": "yes | N/A R MT | N/A ?",
    "4E091 ACM": "N/A",
    "5A002 LVS": "$500 ? | N/A ? | N/A .z",
    "5B001 GBS": "yes | N/A .a ?",
    "5D001 TSR": "yes ? | N/A .a .c ?",
    "6A001 LVS": "$3000 | N/A .a.1.b.1 ? | N/A .a.1.e .a.2.a.1 .a.2.a.2 .a.2.a.3 .a.2.a.5 .a.2.a.6 .a.2.b"
    " | N/A .a.2.c ? | N/A .a.2.e.1 .a.2.e.2 | N/A .a.2.f ?",
    "6A002 LVS": "$500 .f | $3000 | N/A R MT | N/A .a.1 .a.2 .a.3 .c .f",
    "6A005 GBS": "words .b.6.d.2 .c.1 .c.2 .c.3 .d.2 .d.3 X .b.6.d.2.b ?",
    "6A005 LVS": "N/A R NP | $3000",
    "6A006 LVS": "$1500 | N/A .a.1 | N/A .a.2 ? | N/A .d .e",
    "6D002 TSR": "yes | N/A R MT | N/A ? | N/A ?",
    "6D003 TSR": "yes X .c ?",
    "8A002 GBS": "yes .i.2 ? | yes .r",
    "8E002 TSR": "N/A",
}


@pytest.mark.parametrize("line", SAID)
def test_what_a_line_says(exceptions: dict[str, ListException], line: str) -> None:
    assert " | ".join(_said(clause, line[:5]) for clause in exceptions[line].clauses) == SAID[line]


def _said(one: Clause, entry: str) -> str:
    parts = [f"${one.dollars}" if one.dollars is not None else str(one.status)]
    parts += [code.removeprefix(entry) for code in one.codes if code != entry]
    for mark, found in (("X", one.excepted), ("R", one.reasons), ("XR", one.excepted_reasons)):
        parts += [mark, *(code.removeprefix(entry) for code in found)] if found else []
    return " ".join([*parts, "?"] if one.conditional else parts)


def test_a_paragraph_granted_after_brackets_has_its_clause(exceptions: dict[str, ListException]) -> None:
    clauses = exceptions["3A001 LVS"].clauses_for("3A001.b.12")
    assert [(str(one.status), one.dollars, one.reasons) for one in clauses] == [
        ("N/A", None, ("MT", "NP")),
        ("value", 5000, ()),
    ]
    assert len(exceptions["3A001 GBS"].clauses_for("3A001.b.8")) == 1
    assert exceptions["3C002 GBS"].clauses_for("3C002.b") == ()


def test_the_note_below_a_line_is_a_note(september: ControlList) -> None:
    entry = september.entry("8E002")
    assert entry is not None
    assert [place.scope for place in entry.of(Kind.NOTE) if "TSU" in place.text] == [("8E002.a", "8E002.b")]


@pytest.mark.parametrize(
    ("line", "said"),
    [  # composed
        ("LVS: $500 for .a; and .b, if the destination is Canada", "$500 .a .b ?"),
        ("TSR: Yes, except technology for exports to Group A:5 of items in 3A999.c", "yes ?"),
        ("GBS: Yes for .a (not for 3A999.b)", "yes .a ?"),
        ("GBS: Yes, unless controlled for MT", "yes XR MT ?"),
    ],
)
def test_composed_lines(line: str, said: str) -> None:
    place = Place("3A999", f"exception {line[:3]}", Kind.EXCEPTION, "3A999", "3A999", line, 0, len(line), ("3A999",))
    assert " | ".join(_said(clause, "3A999") for clause in read_exception(place).clauses) == said
