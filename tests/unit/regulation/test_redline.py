"""Redlines are on whole words and give both texts back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulation.redline import Op, plain, redline, to_text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("of 1600 or more", "of 2400 or more", "of [-1600-] {+2400+} or more"),
        ("than 30 minutes;", "than 3 hours;", "than [-30 minutes-] {+3 hours+};"),
        ("AT Column 1", "AT Column 1.", "AT Column 1{+.+}"),
        ("within destinations", "within the United Arab Emirates or destinations",
         "within {+the United Arab Emirates or +}destinations"),
        ("5 × 10³ Gy", "5 × 10⁴ Gy", "5 × [-10³-] {+10⁴+} Gy"),
        ("in 3A090.a.1", "in 3A090.a.2", "in [-3A090.a.1-] {+3A090.a.2+}"),
        ("0.5 µs", "0.75 µs", "[-0.5-] {+0.75+} µs"),
        ("“UAVs”  –\nx", '"UAVs" — x', '"UAVs" — x'),
        ("", "new", "{+new+}"),
    ],
)  # fmt: skip
def test_redline_as_text(before: str, after: str, expected: str) -> None:
    assert to_text(redline(before, after)) == expected


WORDS = st.lists(st.sampled_from(["1600", "a.1", "“x”", "–", "of", "10³", ";", "(km)", " ", "\n"]), max_size=12)


@given(WORDS, WORDS)
def test_a_redline_holds_both_texts(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    steps = redline(before, after)
    assert plain("".join(words for op, words in steps if op is not Op.INSERT)) == plain(before)
    assert plain("".join(words for op, words in steps if op is not Op.DELETE)) == plain(after)
