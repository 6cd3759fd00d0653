"""Phrases are found at the same places as by their pattern alone; the texts are composed."""

import re

import pytest

from nlp.beginnings import beginnings, phrases
from nlp.normalise import lowered
from nlp.predicates.grammar import number_and_unit, numbers
from nlp.sentences import split

WORDS = (r"policy\s+of\s+denial", r"\bdenial\s+policy", r"(?:will|is)\s+be\s+denied", r"applications?\s+denied")
TEXT = "İ: Policy of  Denial; nopolicy of denial; WILL BE DENIED. Application denied, policy of denial policy."


def test_beginnings_are_the_letters_that_every_match_has() -> None:
    assert list(beginnings(WORDS)) == ["policy", "denial", "will", "is", "application"]


@pytest.mark.parametrize("expression", [r"\d+ days", r"(?<=a)bc", "s?o", "(?:a|b?)c"])
def test_an_expression_without_fixed_first_letters_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="begins with no plain letters"):
        list(beginnings([expression]))


def test_phrases_are_found_where_the_pattern_alone_finds_them() -> None:
    pattern = re.compile(rf"\b(?:{'|'.join(WORDS)})", re.I)
    found = [match.span() for match in phrases(pattern, beginnings(WORDS)).finditer(TEXT, lowered(TEXT))]
    assert found == [match.span() for match in pattern.finditer(TEXT)]
    assert len(found) == 4


@pytest.mark.parametrize(
    "text",
    [
        "at least 4,800 TOPS, -40 °C to +85 °C, ±0.1 %, .5 mm, one octave or less; 744.21, 3A001 and $5 million",
        "Two or more; two axes; 1 000 kg, 32 × 32, 5 x 10³ Gy, 10:1, 2.5 MeV/nucleon per second (12 Kilowatts)",
    ],
)
def test_numbers_are_found_where_their_pattern_alone_finds_them(text: str) -> None:
    found = [match.span() for match in numbers().finditer(text, lowered(text))]
    assert found == [match.span() for match in number_and_unit().finditer(text)]


def test_lower_case_keeps_the_places() -> None:
    assert lowered("İzmir ŞTİ K") == "iizmir şti k"[1:]


def test_sentences_end_with_lines_and_stops() -> None:
    text = "\nSee Supp. No. 4. It is\n\n so.  (A) Next? \nLast"
    assert [text[start:end] for start, end in split(text)] == ["See Supp. No. 4.", "It is", "so.", "(A) Next?", "Last"]
