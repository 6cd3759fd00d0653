"""Classes of change, read by hand in the two texts of Annex I (2021 and 2025) and composed on one real paragraph."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from regulation.annex import annex_differences, read_2021, read_consolidated
from regulation.change_classes import classify
from regulation.controls import ControlList
from regulation.controls.model import Kind
from regulation.diff import Difference

EU = Path(__file__).parents[3] / "samples" / "eu"


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], Difference]:
    old = read_2021(gzip.decompress((EU / "annex-i-2021.txt.gz").read_bytes()))
    new = read_consolidated(gzip.decompress((EU / "annex-i-2025-11-15.json.gz").read_bytes()))
    return {(one.entry, one.place): one for one in annex_differences(old, new).changes}


READ = {
    ("4A003", "b"): "threshold value",  # 29 became 70
    ("3A002", "c.3"): "threshold value",  # 90 became 110
    ("6A005", "d.1.a.2"): "threshold value",  # 1 510 became 1570
    ("6A005", "d.1.c.2"): "editorial",  # 1 400 became 1400
    ("0B004", "b.5"): "editorial",  # utilizing became utilising
    ("1A226", "heading"): "editorial",  # specialized became specialised
    ("6A003", "b.1"): "editorial",  # solid state became solid-state
    ("9A001", "b"): "scope",  # a paragraph became "Not used"
    ("9A004", "g"): "scope",  # "sub-orbital craft" came in
    ("8A002", "d.1"): "scope",
    ("6A001", "b.1.b"): "threshold value",  # "better" became "less (better)"
    ("2B001", "b.4.a"): "definition",  # a term took other quotation marks
    ("3A001", "c.1.b"): "editorial",
    ("4E001", "b.1"): "threshold value",
}


@pytest.mark.parametrize("place", READ, ids=".".join)
def test_classes_of_annex_i(found: dict[tuple[str, str], Difference], place: tuple[str, str]) -> None:
    assert found[place].change_class == READ[place]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1,600 or more", "1600 or more", "editorial"),
        ("exceeding 4800", "4800 or more", "threshold value"),
        ("less than 5", "less than or equal to 5", "threshold value"),
        ("specified in 3A001.b.1", "specified in 3A001.b.2", "scope"),
        ("non-metallic size", "nonmetallic size", "editorial"),
        ("10³ Gy", "10⁴ Gy", "threshold value"),
    ],
)
def test_classes_of_composed_words(september: ControlList, before: str, after: str, expected: str) -> None:
    entry = september.entry("3A090")
    assert entry is not None
    place = entry.find("a.1")
    assert place is not None
    old, new = (replace(place, text=text, label="") for text in (before, after))
    assert classify(Kind.PARAGRAPH, old, new) == expected
