"""Levels of paragraphs: what a number means follows from all numbers around it."""

import pytest

from regulation.controls.levels import Marker, Style, arrange, number_words, readings


def _places(words: str) -> list[str]:
    """Arrange numbers written apart: * sets one in italics, + chains it, : announces its list."""
    markers = [
        Marker(one.lstrip("*+:"), 0, 0, "*" in one, "+" in one, ":" in one)  # composed sequences
        for one in words.split()
    ]
    return [placed.place for placed in arrange(markers)]


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("(a) (b) (c) (d) (e) (f) (g) (h) (i) (j)", "(j)"),
        ("(a) :(1) :(i) (ii) (iii) (2)", "(a)(2)"),
        ("(a) :(1) :(i) :(A) :(*1) :(*i)", "(a)(1)(i)(A)(1)(i)"),
        ("(a) (b) (c) (d) (e) (f) (g) (h) :(1) (2) (i) (j)", "(j)"),
        ("(a) (b) (c) (d) (e) (f) (g) (h) :(1) :(i) (ii)", "(h)(1)(ii)"),
        ("(a) (b) (c) (d) (e) (f) :(i) (ii) (g)", "(g)"),  # 740.29(f) leaves a level out
        ("(1) (2) :(a) (b) (3)", "(3)"),  # Supplement No. 7 to part 742
        ("(5) +(i) (ii)", "(5)(ii)"),
        ("1. 2. :1. :a. :1. 2. b. 2. 3. 3.", "3"),
        ("a. :1. 2. b.", "b"),
    ],
)
def test_last_place(words: str, last: str) -> None:
    words = words.replace("(*", "*(")
    assert _places(words)[-1] == last


def test_italic_figures_tell_the_fifth_level_from_the_second() -> None:
    plain = _places("(a) :(1) :(i) :(A) (2)")
    italic = _places("(a) :(1) :(i) :(A) :*(1) *(2)")
    assert plain[-1] == "(a)(2)"
    assert italic[-1] == "(a)(1)(i)(A)(2)"


def test_what_is_out_of_order_is_doubtful() -> None:
    markers = [Marker(one, 0, 0) for one in ("(a)", "(b)", "(b)", "(e)")]
    assert [placed.doubt for placed in arrange(markers)] == [
        "",
        "",
        "the source has the number again",
        "the source leaves out 2 number(s) before it",
    ]


def test_paragraphs_of_one_list_are_alike() -> None:
    """2E003's technical information: "4. … for:" "c. … as:" "1. Reflectance;" and then "5. … as follows:"."""
    words = ("1.:", "a.", "2.:", "a.", "b.:", "1.", "3.:", "a.")
    markers = [
        Marker(
            one.rstrip(":"), 0, 0, announced=index > 0 and words[index - 1].endswith(":"), announces=one.endswith(":")
        )
        for index, one in enumerate(words)
    ]
    assert [(placed.place, placed.doubt) for placed in arrange(markers)][-2:] == [("3", ""), ("3.a", "")]


def test_two_readings_that_are_as_good_are_told() -> None:
    placed = arrange([Marker(one, 0, 0) for one in ("1.", "a.", "1.", "2.")])
    assert placed[-1].doubt.startswith("may also be ")


@pytest.mark.parametrize("style", [Style.ALPHA, Style.DIGIT, Style.ROMAN, Style.UPPER])
def test_words_and_numbers_of_a_style_agree(style: Style) -> None:
    for number in range(1, 53):
        found = {one: value for one, value, _ in readings(Marker(f"({number_words(style, number)})", 0, 0))}
        assert found[style] == number
