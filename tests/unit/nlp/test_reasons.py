"""Reasons for control and Country Chart columns; sentences are composed, the list and the parts are real."""

import gzip
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.components import reasons
from nlp.finds import Find, Notes, notes_of, prepare
from ruletrace.readers.ecfr import division, read_part

SAMPLES = Path(__file__).parents[3] / "samples" / "ecfr"


def notes(text: str) -> Notes:
    return notes_of(prepare(Doc(Vocab(), words=["composed"]), text, ()))


def of_kind(text: str, kind: str) -> list[Find]:
    return sorted((find for find in reasons.find(notes(text)) if find.kind == kind), key=lambda find: find.start)


REASONS = [
    ("Reason for Control: NS, RS, MT, AT", ["NS", "RS", "MT", "AT"]),
    ("Reason for Control:RS, AT", ["RS", "AT"]),
    ("NS applies to the whole entry", ["NS"]),
    ("SL and AT apply to entire entry", ["SL", "AT"]),
    ("items controlled for NS, MT or CB reasons", ["NS", "MT", "CB"]),
    ("MT-controlled commodities", ["MT"]),
    ("an ECCN having an “SL” under that heading", ["SL"]),
    ("a license is required for regional stability reasons", ["RS"]),
    ("controls for national security and anti-terrorism reasons", ["NS", "AT"]),
    ("for nuclear nonproliferation (NP) and missile technology (MT) reasons", ["NP", "MT"]),
    ("LVS: Yes, except N/A for MT", ["MT"]),
    ("a more restrictive RS policy", ["RS"]),
    ("See § 746.1(b) for UN controls.", ["UN"]),
    ("the Missile Technology Control Regime met", []),
    ("a CW output power of 20 W, AT&T, NS Electronics, and RS-232", []),
    ("the MT of the SS and of the EI", []),
    ("encryption items of this kind", []),
]


@pytest.mark.parametrize(("text", "expected"), REASONS)
def test_reasons_need_their_cue(text: str, expected: list[str]) -> None:
    assert [find.value for find in of_kind(text, "reason_for_control")] == expected


COLUMNS = [
    ("NS Column 1.", ["NS Column 1"]),
    ("for RS column 2 reasons", ["RS Column 2"]),
    ("under MT Column No. 1 in the Country Chart", ["MT Column 1"]),
    ("CB Columns 2 and 3", ["CB Column 2", "CB Column 3"]),
    ("an NS Column 1 or NS Column 2 in the Country Chart", ["NS Column 1", "NS Column 2"]),
    ("National Security column 1 (NS:1)", ["NS Column 1"]),
    ("the symbol “NP 1” or “NP 2” in the chart", ["NP Column 1", "NP Column 2"]),
    ("column 3 of the table, and AT 5000", []),
]


@pytest.mark.parametrize(("text", "expected"), COLUMNS)
def test_columns(text: str, expected: list[str]) -> None:
    assert [find.value for find in of_kind(text, "chart_column")] == expected


def test_a_reason_tells_to_what_it_applies_and_where() -> None:
    text = (
        "NS applies to 9Z001.a and .b\nNS Column 2.\nRS applies to 9Z001.c\nTo any place. See § 742.6(a)(6)(iii) of it."
    )
    first, second = of_kind(text, "reason_for_control")
    assert first.detail == (("column", "NS Column 2"), ("scope", "9Z001.a and .b"))
    assert second.detail == (("scope", "9Z001.c"), ("section", "742.6(a)(6)(iii)"))


def test_the_real_entry_3a090() -> None:
    part = read_part(gzip.decompress((SAMPLES / "part-774-2026-09-01.xml.gz").read_bytes()))
    text = division(part, "Supplement No. 1 to Part 774").text.text
    start = text.index("3A090 Integrated circuits as follows")
    found = of_kind(text[start : text.index("List Based License Exceptions", start)], "reason_for_control")
    assert [find.value for find in found if find.role == "listed"] == ["RS", "AT"]
    assert [dict(find.detail) for find in found if find.role == "applies"] == [
        {"scope": "3A090.a", "section": "742.6(a)(6)(iii)(A)"},
        {"scope": "3A090.b", "section": "742.6(a)(6)(iii)(B)"},
        {"scope": "3A090.c", "section": "742.6(a)(6)(i)(B)"},
        {"scope": "entire entry", "column": "AT Column 1"},
    ]


def test_no_row_of_the_real_list_goes_without_its_column_or_section_unless_it_says_so() -> None:
    part = read_part(gzip.decompress((SAMPLES / "part-774-2026-09-01.xml.gz").read_bytes()))
    text = division(part, "Supplement No. 1 to Part 774").text.text
    rows = [find for find in of_kind(text, "reason_for_control") if find.role == "applies"]
    without = [find for find in rows if not {"column", "section"} & dict(find.detail).keys()]
    # those say in words which licence is required, or point to part 754
    assert len(rows) > 1500
    assert len(without) < 25
