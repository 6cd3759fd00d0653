"""Where a new paragraph would stand."""

from collections.abc import Mapping

import pytest

from regulation.parts import InsertionError, PartTree, insertion


@pytest.mark.parametrize(
    ("citation", "after", "before", "parent"),
    [
        ("742.6(a)(14)", "(a)(13)", "(b)", "742.6(a)"),
        ("742.4(b)(11)", "(b)(10)", "(c)", "742.4(b)"),  # what 2025-00723 wanted to revise and could not
        ("740.6(a)(1)(v)", "(a)(1)(iv)", "(a)(2)", "740.6(a)(1)"),
        ("744.23(a)(4)(iii)", "(a)(4)(ii)(B)", "note 2", "744.23(a)(4)"),  # before the note to the whole of (a)(4)
        ("740.2(a)(27)", "(a)(26)", "note 3", "740.2(a)"),
        ("734.12(a)", "introductory text", "", "734.12"),
    ],
)
def test_after_the_smaller_sibling(
    trees: Mapping[str, PartTree], citation: str, after: str, before: str, parent: str
) -> None:
    tree = trees[citation[:3]]
    found = insertion(tree, citation)
    assert (found.after.place, found.parent.designation) == (after, parent)
    assert found.offset == found.after.end
    entry = tree.law.entry(found.parent.entry)
    assert entry is not None
    following = [place.place for place in entry.places if place.start > found.offset]
    assert (following[:1] or [""])[0] == before


@pytest.mark.parametrize(
    ("citation", "reason"),
    [
        ("742.6(a)(13)", "is already there"),  # as the CFR editors said of 2025-00723
        ("742.6(a)(6)(v)(A)", r"742\.6\(a\)\(6\)\(v\) is not held"),
        ("742.99(a)", "is not held"),
        ("742.6", "names no paragraph"),
    ],
)
def test_what_cannot_be_added(trees: Mapping[str, PartTree], citation: str, reason: str) -> None:
    with pytest.raises(InsertionError, match=reason):
        insertion(trees["742"], citation)
