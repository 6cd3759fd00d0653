"""Predicates read from whole lists: nothing is lost, every node shows its words, and how many numbers were read."""

import gzip
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nlp.predicates.coverage import coverage
from nlp.predicates.entries import EntryPredicates, read_entry, read_list
from regulation.annex import read_2021
from regulation.controls.ccl import read_ccl
from regulation.controls.model import ControlList
from regulation.history.reading import read_converted
from regulation.thresholds import Bound, Fact, Group, Node, Not, NoteKind, Reference, Unread, evaluate, lines, to_plain
from regulation.thresholds.truth import leaves
from ruletrace.readers.packed import unpacked

SAMPLES = Path(__file__).parents[4] / "samples"
MEGABYTES = 64 * 1024 * 1024


@pytest.fixture(scope="module")
def ccl() -> ControlList:
    data = gzip.decompress((SAMPLES / "ecfr/part-774-2026-09-01.xml.gz").read_bytes())
    return read_ccl(data, date(2026, 9, 1))


@pytest.fixture(scope="module")
def read(ccl: ControlList) -> dict[str, EntryPredicates]:
    return {one.entry.eccn: one for one in read_list(ccl)}


@pytest.fixture(scope="module")
def vintages() -> dict[str, ControlList]:
    data = (SAMPLES / "ccl-history/history-runs.jsonl.gz").read_bytes()
    return {str(one.version): one for one in read_converted(unpacked(data, MEGABYTES)).lists}


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts if isinstance(node, Group) else (node.part,) if isinstance(node, Not) else ():
        yield from nodes(part)


def told(read: EntryPredicates, designation: str) -> list[str]:
    predicate = read.predicate(designation)
    assert predicate is not None
    return [line.strip() for line, _words in lines(predicate)]


def test_every_node_shows_its_words_and_its_source_bytes(ccl: ControlList, read: dict[str, EntryPredicates]) -> None:
    text, checked = ccl.source, 0
    for one in read.values():
        kept = [node for tree in one.own.values() for part in tree for node in nodes(part)]
        kept += [node for note in one.notes if note.condition for node in nodes(note.condition)]
        for words in (node.words for node in kept if node.words):
            assert text.text[words.start : words.end] == words.text
            checked += 1
            if words.text and checked % 50 == 0:
                low, high = text.source_range(words.start, words.end)
                assert low < high
    assert checked > 5000


def test_coverage_across_the_categories(read: dict[str, EntryPredicates]) -> None:
    found = {eccn: coverage(one) for eccn, one in read.items() if eccn[0] in "34569"}
    whole = [e for e, rows in found.items() if any(row.read for row in rows) and not any(row.unread for row in rows)]
    assert len(whole) >= 100
    assert {eccn[0] for eccn in whole} == set("34569")
    assert {"3A090", "4A003", "4E091", "5A002", "6A003", "6A005", "9A012"} <= set(whole)
    numbers, unread = (sum(n(row) for rows in found.values() for row in rows) for n in (_numbers, _unread))
    assert unread / numbers < 0.05


def _numbers(row: object) -> int:
    return int(getattr(row, "numbers", 0))


def _unread(row: object) -> int:
    return len(getattr(row, "unread", ()))


def test_quantities_carry_the_words_that_define_them(read: dict[str, EntryPredicates]) -> None:
    performance = next(leaf for leaf in leaves(read["3A090"].trees["3A090.a.1"]) if isinstance(leaf, Bound))
    assert "aggregated over all processing units" in performance.quantity.defined[0].text
    peak = next(leaf for leaf in leaves(read["4A003"].trees["4A003.b"]) if isinstance(leaf, Bound))
    assert "“APP” is an adjusted peak rate" in peak.quantity.defined[0].text


def test_references_are_conditions_of_their_own(read: dict[str, EntryPredicates]) -> None:
    above = next(leaf for leaf in leaves(read["4A090"].trees["4A090.a"]) if isinstance(leaf, Reference))
    assert (above.kind.value, above.designations) == ("meets or exceeds", ("3A090.a",))
    last = [leaf for leaf in leaves(read["5A002"].trees["5A002.z.1.a"]) if isinstance(leaf, Reference)]
    assert [one.designations for one in last] == [("5A002.a",), ("3A090.a", "4A090.a")]


def test_the_presumption_of_note_1_stands_beside_the_numbers(read: dict[str, EntryPredicates]) -> None:
    predicate = read["3A090"].predicate("3A090.a")
    assert predicate is not None
    assert [note.targets for note in predicate.notes if note.kind is NoteKind.PRESUMES] == [("3A090.a",)]


# What an unread part may not do: decide.
def test_an_unread_part_cannot_decide(read: dict[str, EntryPredicates]) -> None:
    tree = read["6A004"].trees["6A004.b.2"]  # "… and 20 mm in thickness (depth)": without a comparison of its own
    assert [type(leaf) for leaf in leaves(tree)] == [Bound, Unread]
    (diameter,) = (leaf for leaf in leaves(tree) if isinstance(leaf, Bound))
    assert evaluate(tree, {diameter.key: Decimal("0.081")}) is None
    assert evaluate(tree, {diameter.key: Decimal("0.080")}) is False


def test_ranges_that_are_left_or_covered(read: dict[str, EntryPredicates]) -> None:
    assert {"entire ambient temperature range from <= 218 K", "entire ambient temperature range to >= 398 K"} <= set(
        told(read["3A001"], "3A001.a.2.c")
    )
    assert "any of" in told(read["5A991"], "5A991.a")


def test_the_text_of_january_2023(vintages: dict[str, ControlList]) -> None:
    read = read_entry(vintages["2023-01-17"], "3A090")
    assert read is not None
    lines_told = told(read, "3A090")
    assert "aggregate bidirectional transfer rate over all inputs and outputs >= 600 Gbyte/s" in lines_told
    name = "bit length per operation multiplied by processing performance measured in TOPS"
    assert lines_told.count(f"{name} >= 4800") == 2
    assert "processing performance measured in TOPS multiplied by 8 >= 4800" in lines_told
    assert "sum of calculations according to 3A090.a.1, 3A090.a.2, and 3A090.a.3 >= 4800" in lines_told
    assert [line for line in lines_told if line.startswith("fact: to or from")] == []
    assert lines_told.count("fact: Integrated circuits") == 2
    assert read.predicate("3A090.b") is None


def test_an_exception_ends_where_the_main_clause_goes_on(
    vintages: dict[str, ControlList], read: dict[str, EntryPredicates]
) -> None:
    old = read_entry(vintages["2023-01-17"], "3A090")
    assert old is not None
    assert "not" not in told_of(old, "3A090.a.2", Bound)
    assert told_of(old, "3A090.a.2", Fact)[-1] == "not"
    assert "not" not in told_of(read["1C007"], "1C007.a", Bound)
    assert "total metallic impurities < 5,000 ppm" in told(read["1C007"], "1C007.a")
    assert "not" not in told_of(read["7A003"], "7A003.c.1", Bound)
    assert "heading accuracy without the use of positional aiding references <= 0.07 deg" in told(
        read["7A003"], "7A003.c.1"
    )


def told_of(read: EntryPredicates, designation: str, kind: type[Node]) -> list[str]:
    """Return "not" or "" for each leaf of a kind in a paragraph's own words, as it stands inside a negation."""
    return [inside for part in read.own[designation] for inside in _inside(part, kind, "")]


def _inside(node: Node, kind: type[Node], inside: str) -> Iterator[str]:
    parts = node.parts if isinstance(node, Group) else (node.part,) if isinstance(node, Not) else ()
    if isinstance(node, kind):
        yield inside
    for part in parts:
        yield from _inside(part, kind, "not" if isinstance(node, Not) else inside)


def test_only_these_exceptions_hold_a_bound(read: dict[str, EntryPredicates]) -> None:
    found = {code for one in read.values() for code in one.own if "not" in told_of(one, code, Bound)}
    # Containers of at most 20 grams, and civil certified engines above 8,890 N: the exception's own last words.
    assert found == {"1A984", "9A101.a.1"}


def test_what_is_reserved_controls_nothing(vintages: dict[str, ControlList], read: dict[str, EntryPredicates]) -> None:
    assert read["2D992"].predicate("2D992.b") is None
    assert "fact: Reserved" not in told(read["2D992"], "2D992")
    computers = read_entry(vintages["2023-11-17"], "4A090")
    assert computers is not None
    assert computers.predicate("4A090.b") is None
    kinds = {note.kind for note in read["3A001"].notes if "[Reserved]" in note.words.text}
    assert kinds == {NoteKind.REMARK}
    assert all(coverage(one) is not None for one in (read["2D992"], computers))


def test_what_is_compared_is_never_called_does(ccl: ControlList, read: dict[str, EntryPredicates]) -> None:
    conditions = [note.condition for note in read["3A001"].notes if note.condition]
    names = {leaf.quantity.name for one in conditions for leaf in leaves(one) if isinstance(leaf, Bound)}
    assert "frequency" in names
    assert not {name for name in names if name.lower() in ("do", "does")}


def test_a_raised_figure_behind_a_space_stays_open(
    vintages: dict[str, ControlList], read: dict[str, EntryPredicates]
) -> None:
    for one in (read["4E091"], read_entry(vintages["2025-09-29"], "4E091")):
        assert one is not None
        conditions = [note.condition for note in one.notes if note.condition]
        bounds = [leaf for part in conditions for leaf in leaves(part) if isinstance(leaf, Bound)]
        assert [(bound.quantity.name, bound.unit.printed) for bound in bounds] == [
            ("additional training operations", "operations"),
            ("additional training operations", "percent"),
        ]
    assert (bounds[0].value.printed, bounds[0].value.number) == ("2.5 × 10 25", None)


def test_the_text_of_november_2023_has_the_numbers_of_today(
    vintages: dict[str, ControlList], read: dict[str, EntryPredicates]
) -> None:
    old = read_entry(vintages["2023-11-17"], "3A090")
    assert old is not None
    bounds = [line for line in told(old, "3A090") if line.startswith(("total", "performance"))]
    today = [line for line in told(read["3A090"], "3A090") if line.startswith(("total", "performance"))]
    assert bounds == today
    computers = read_entry(vintages["2023-11-17"], "4A090")
    assert computers is not None
    assert "meets or exceeds 3A090.a" in told(computers, "4A090")


def test_a_flattened_exponent_is_never_guessed() -> None:
    annex = read_2021(gzip.decompress((SAMPLES / "eu/annex-i-2021.txt.gz").read_bytes()))
    read = read_entry(annex, "6A203")
    assert read is not None
    (dose,) = (one for one in leaves(read.trees["6A203.d"]) if isinstance(one, Bound))
    assert dose.value.number is None
    assert dose.value.uncertain


def test_the_plain_form_has_every_part(read: dict[str, EntryPredicates]) -> None:
    predicate = read["3A090"].predicate("3A090.a.1")
    assert predicate is not None
    plain = to_plain(predicate.whole)
    assert plain["all"][1]["not"]["all"][0]["not"]["fact"] == "designed or marketed for use in datacenters"
    bound = plain["all"][0]["all"][2]["all"][0]["bound"]
    assert (bound["number"], bound["comparator"], bound["strict"]) == ("4800", ">=", False)
