"""Flattened figures of both texts of Annex I: each decided by the Commerce Control List's raised form, or by its unit.

Real words of the samples beside their place; the words of `PLAIN` are real too, but for those marked as composed.
"""

from itertools import pairwise

import pytest
from test_annex_trees import place

from regulation.annex import Consolidated
from regulation.controls.exponents import ADVICE, flattened, mark, uncertainties
from regulation.controls.model import ControlList

# entry, paragraph, words in the text of 2025-11-15; the Commerce Control List prints them raised in the same paragraph
CONSOLIDATED = [
    ("3A001", "d.1", "10-14"),
    ("5E001", "e.1", "10-14"),
    ("4A506", "a.1", "10-4"),  # 4A906.a.1
    ("4A506", "a.2", "10-3"),
    ("6A001", "a.2.a technical note (2)", "10-8"),
    ("6A001", "a.2.a technical note (2)", "10-9"),
    ("6A005", "g.5", "103"),
    ("6C004", "c.1.a", "10-6"),
    ("6C004", "c.1.a", "V2"),
    ("6C004", "f", "10-5"),
    ("6C004", "f", "cm-1"),
    ("9B005", "c", "25 × 106"),
    ("8E002", "c.4 technical note", "2/3"),
    ("9A101", "a.2", "h-1"),
    ("6A005", "d.1.d.2.a", "W/cm2"),
    ("1C002", "c.1.a", "109"),
    ("1C232", "heading", "3He"),
]
# in the print of 2021: on the line, behind a space, or gone
ADOPTED = [
    ("3A001", "d.1", "10 - 14"),
    ("6C004", "c.2", "3,3\uf0b410-11"),
    ("5E001", "e.1", "10-"),
    ("6A005", "d.1.d.2.a", "cm 2"),
    ("2B231", "b", "m 3"),
    ("1C004", "a", "g/cm"),
    ("6C004", "a.1", "cm "),
    ("2B005", "e", "mA/mm"),
]
PLAIN = [
    "Class 100",
    "a clean room of ISO 10110 grade",  # composed
    "an output rate greater than 105 million words per second",
    "temperatures below 103 K (−170 °C)",
    "greater than or equal to 100:1; or",
    "between 10 and 14 days, or 10-14 days",  # composed
    "10-12 percent of the weight",  # composed
    "(C.A.S. 108-01-0)",
    "a DVD of the 10-6-1 series",  # composed
    "modulation (QAM) techniques above level 1024;",
    "when N is equal to 1024 points",
    "larger than 100 mm × 105 mm",
    "a time-bandwidth product of more than 100;",
    "5 × 10³ Gy (Si) and 10⁻¹⁴ J, 10^12 operations",
    "T-2 toxin, HMX, T4, CO₂, UF₆ and H-1",
    "a core load greater than 64 g/m;",
    "depths exceeding 10 m or 100 m;",
]


@pytest.mark.parametrize(("eccn", "name", "words"), CONSOLIDATED)
def test_what_the_consolidated_text_flattened_is_marked(
    consolidated: Consolidated, eccn: str, name: str, words: str
) -> None:
    held = place(consolidated.controls, eccn, name)
    assert any(f'"{words}"' in doubt for doubt in held.uncertain), held.uncertain


@pytest.mark.parametrize(("eccn", "name", "words"), ADOPTED)
def test_what_the_print_flattened_or_lost_is_marked(adopted: ControlList, eccn: str, name: str, words: str) -> None:
    held = place(adopted, eccn, name)
    assert any(f'"{words}"' in doubt for doubt in held.uncertain), held.uncertain


@pytest.mark.parametrize("words", PLAIN)
def test_plain_numbers_are_not_marked(words: str) -> None:
    assert flattened(words) == ()


def test_finds_do_not_overlap_and_lead_to_their_words(adopted: ControlList, consolidated: Consolidated) -> None:
    for held in (*adopted.all_places(), *consolidated.controls.all_places()):
        found = flattened(held.text)
        assert all(one.end <= other.start for one, other in pairwise(found))
        assert all(held.text[one.start : one.end] == one.words for one in found)


def test_the_mark_joins_words_of_one_reason_and_says_what_to_do() -> None:
    doubts = uncertainties("exceeding 2 × 108 Hz but less than 3 × 1012 Hz, 5 W/cm2")
    assert mark(doubts) == (
        f'exponent flattened: "2 × 108", "3 × 1012"; raised figure of a unit flattened: "W/cm2"; {ADVICE}'
    )
    assert mark(()) == ""
