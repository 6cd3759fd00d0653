"""Labels of paragraphs and numbers of instructions."""

from itertools import pairwise

import pytest

from regulation.amendments.labels import Numbering, between, completed, expanded, spelled
from regulation.amendments.lexer import tokens


@pytest.mark.parametrize(
    ("chain", "previous", "whole"),
    [
        (("2",), ("e", "1"), ("e", "2")),
        (("4", "i"), ("k", "3"), ("k", "4", "i")),
        (("C", "1"), ("i", "1", "vi", "C"), ("i", "1", "vi", "C", "1")),
        (("2",), ("i", "1", "vi", "B", "1"), ("i", "1", "vi", "B", "2")),
        (("f",), ("e", "2"), ("f",)),
        (("i",), ("h",), ("i",)),
        (("3",), ("c", "4"), ("c", "3")),
    ],
)
def test_a_shortened_label_is_completed(
    chain: tuple[str, ...], previous: tuple[str, ...], whole: tuple[str, ...]
) -> None:
    assert completed(chain, previous) == whole


def test_ranges_are_counted_out() -> None:
    assert between("i", "v") == ("i", "ii", "iii", "iv", "v")
    assert between("h", "k") == ("h", "i", "j", "k")
    assert between("z", "bb") == ("z", "aa", "bb")
    assert between("a", "3") == ()
    assert expanded(("a", "2", "ii", "B", "3"), ("5",))[-1] == ("a", "2", "ii", "B", "5")
    assert expanded(("a", "3"), ("b", "5")) == ()


def test_numbers_as_printed_become_paths() -> None:
    numbering = Numbering()
    printed = ["6", "a", "b", "7", "A", "i", "ii", "B", "i", "D", "i", "a", "b", "ii", "G", "8", *"abcdefghij"]
    paths = [
        spelled(numbering.place(label, following)) for label, following in zip(printed, [*printed[1:], ""], strict=True)
    ]
    assert paths[:9] == ["6", "6.a", "6.b", "7", "7.A", "7.A.i", "7.A.ii", "7.B", "7.B.i"]
    assert paths[9:16] == ["7.D", "7.D.i", "7.D.i.a", "7.D.i.b", "7.D.ii", "7.G", "8"]
    assert paths[-2:] == ["8.i", "8.j"]  # the letter, not the numeral


def test_a_list_of_numbers_inside_a_list_of_letters() -> None:
    numbering = Numbering()
    printed = [("3", False), ("a", True), ("1", True), ("2", True), ("b", True), ("4", False)]
    paths = [spelled(numbering.place(label, goes_on=goes_on)) for label, goes_on in printed]
    assert paths == ["3", "3.a", "3.a.1", "3.a.2", "3.b", "4"]


def test_every_character_belongs_to_a_token() -> None:
    text = "viii. UnderSection 1005.31, under comment36(a)(2),paragraph 2.xi.is added—§ 165.T11–157 & “x”."
    found = tokens(text)
    between_tokens = [text[left.end : right.start] for left, right in pairwise(found)]
    assert not "".join(between_tokens).strip()
    assert [one.value for one in found if one.kind in ("item", "secno")] == [
        "1005.31", "36(a)(2)", "2.xi", "165.T11–157",
    ]  # fmt: skip
