"""References between the entries of the list of 2026-09-01."""

import pytest

from regulation.controls import ControlList, Reference, ReferenceKind, references


@pytest.fixture(scope="module")
def found(september: ControlList) -> tuple[Reference, ...]:
    return references(september)


MEETS, BY = ReferenceKind.MEETS_OR_EXCEEDS, ReferenceKind.CONTROLLED_BY
SEE, EXCLUDES = ReferenceKind.SEE, ReferenceKind.EXCLUDES


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("3A001.z.1.a", "3A090.a", MEETS),
        ("4A003.z.2.a", "4A090.a", MEETS),
        ("4A090.a", "3A090.a", MEETS),
        ("5A002.z.5.b", "4A090.b", MEETS),
        ("5A992.z.1", "3A090.a", MEETS),
        ("9A012.a.3", "6A008.g", BY),
        ("9A012.a.3", "6A003.b.4.b", BY),
        ("9A012.a.5", "7A005", BY),
        ("9D001", "9A012", BY),
        ("9D001", "9A012.a.1", EXCLUDES),
        ("8D001", "8A001", BY),
        ("8D001", "8A992", EXCLUDES),
        ("0A502.c", "0A502.a", BY),
        ("3A090", "5D992.z", SEE),
        ("9A012", "9A610", SEE),
        ("2E003.b", "9E003", SEE),
        ("4A994", "4E001", SEE),
        ("9A515.e.2", "9A515.d", EXCLUDES),
    ],
)
def test_single_references(found: tuple[Reference, ...], source: str, target: str, kind: ReferenceKind) -> None:
    assert kind in {one.kind for one in found if (one.source, one.target) == (source, target)}


def test_8d001_does_not_reach_what_it_excludes(found: tuple[Reference, ...]) -> None:
    assert {one.kind for one in found if (one.source, one.target) == ("8D001", "8A992")} == {EXCLUDES}


def test_ranges_are_kept_and_expanded_to_held_entries(found: tuple[Reference, ...], september: ControlList) -> None:
    members = {one.target for one in found if one.source == "3D001" and one.through == "3A001.b to 3A002.h"}
    assert {"3A001.b", "3A001.z", "3A002.a", "3A002.h"} <= members
    assert "3A001.a" not in members
    assert members <= september.designations()


def test_spans_hold_the_words(found: tuple[Reference, ...], september: ControlList) -> None:
    text = september.source.text
    one = next(one for one in found if (one.source, one.target) == ("9A012.a.3", "6A008.g"))
    assert (text[one.start : one.end], one.through) == ("6A008.d to .h", "6A008.d to 6A008.h")
    assert all(text[one.start : one.end] for one in found)


def test_few_targets_are_not_held(found: tuple[Reference, ...], september: ControlList) -> None:
    """The list itself names controls it no longer has, such as 9A018.a.1 or 8B620.y."""
    held = {code for entry in september.entries for place in entry.paragraphs() for code in place.scope}
    missing = {one.target for one in found} - september.designations() - held
    assert len(missing) < 45
    assert {"9A018.a.1", "8B620.y"} <= missing
    assert len(found) > 5000
