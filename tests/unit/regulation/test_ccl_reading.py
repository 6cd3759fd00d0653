"""The Commerce Control List read whole: nothing lost, nothing counted twice, and nine entries to the letter."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from regulation.controls import ControlList, Entry, Kind, Place, read_ccl
from ruletrace.readers.xml import ReadError

GOLDEN = Path(__file__).parents[2] / "golden" / "ccl"
ENTRIES = ["1C350", "0E982", "1E355", "2E003", "3A090", "5A002", "8D001", "9A610", "9A012"]


def test_638_entries_at_each_date(june: ControlList, september: ControlList) -> None:
    for controls in (june, september):
        codes = [entry.eccn for entry in controls.entries]
        assert len(codes) == len(set(codes)) == 638
        assert "8D001" in codes
    assert september.version == date(2026, 9, 1)
    assert september.sha256.startswith("c60be9cd")


def test_no_word_of_the_source_is_lost(september: ControlList) -> None:
    text = september.source.text
    covered = bytearray(len(text))
    for place in september.all_places():
        covered[place.start : place.end] = b"\1" * (place.end - place.start)
    missed = "".join(char for char, seen in zip(text, covered, strict=True) if not seen)
    without_codes = re.sub(r"\d[A-E]\d{3}[.:]?", "", missed)
    assert without_codes.strip() == ""


def test_places_have_the_words_of_their_span_and_one_name(september: ControlList) -> None:
    names = Counter(place.id_path for place in september.all_places())
    assert [name for name, count in names.items() if count > 1] == []
    assert all(place.text == september.source.text[place.start : place.end] for place in september.all_places())


def test_rows_of_the_tables_are_licence_rows_or_explained(september: ControlList, september_bytes: bytes) -> None:
    root = etree.fromstring(september_bytes)
    supplement = root.find(".//DIV9[@N='Supplement No. 1 to Part 774']")
    assert supplement is not None
    rows = supplement.findall(".//TBODY/TR")
    other = [one for one in rows if not re.search(r"\bappl(?:y|ies)\b", "".join(str(t) for t in one.itertext()))]
    # 60 rows of the coating table of 2E003 and one note inside the table of 5D001
    assert len(other) == 61
    held = [place for entry in september.entries for place in entry.of(Kind.LICENCE_ROW)]
    outside = [place for place in held if not _in_table(september, place)]
    assert len(held) - len(outside) == len(rows) - len(other) == 1550
    # the source sets these as paragraphs: "Control(s): SS applies to entire entry. For licensing requirements …"
    assert Counter(place.entry for place in outside) == OUTSIDE


OUTSIDE = Counter(
    {
        **dict.fromkeys(["0A980", "0A981", "0A982", "0A983", "0A999", "0D001", "0E001", "1A999", "1C351", "1C980"], 1),
        **dict.fromkeys(["1C982", "1C983", "1C984", "1C988", "1D999", "2A994", "2A999", "2D994", "2E994"], 1),
        **dict.fromkeys(["5A980", "5D980", "5E980", "6A992"], 1),
        "1C350": 2,
        "1C355": 2,
        "1C395": 3,
    }
)


def _in_table(controls: ControlList, place: Place) -> bool:
    block = controls.source.block_at(place.start)
    return block is not None and block.kind == "cell"


def test_paragraphs_agree_with_a_plain_count_of_the_source(september: ControlList, september_bytes: bytes) -> None:
    """Count the paragraphs of each entry with another parser and a loose pattern; the differences are few and known."""
    held = {entry.eccn: len([p for p in entry.paragraphs()[1:] if not p.implicit]) for entry in september.entries}
    plain = _plain_counts(september_bytes)
    differ = {eccn: (plain.get(eccn, 0), count) for eccn, count in held.items() if plain.get(eccn, 0) != count}
    assert sum(held.values()) > 4400
    assert differ == EXPLAINED


# entry: (loose count, held). Lettered lists of related controls (1A008), of what an entry does not control (1C230,
# 1C237, 1C240) and of notes that the source sets outside NOTE (1A613, 1C355, 2E003, 5D001) are no paragraphs;
# "b.-d. [Reserved]" (3A611, 9A610) is one that the loose pattern misses, as it does those inside a NOTE (1C001.b and
# 6A002.a.3).
EXPLAINED = {
    "1A008": (15, 8),
    "1A613": (17, 15),
    "1C001": (7, 8),
    "1C230": (3, 0),
    "1C237": (2, 0),
    "1C240": (6, 4),
    "1C355": (22, 20),
    "2E003": (50, 11),
    "3A611": (43, 44),
    "5D001": (18, 13),
    "6A002": (71, 72),
    "9A610": (49, 50),
}


def _plain_counts(data: bytes) -> Counter[str]:
    supplement = etree.fromstring(data).find(".//DIV9[@N='Supplement No. 1 to Part 774']")
    counts: Counter[str] = Counter()
    eccn = ""
    for one in supplement if supplement is not None else []:
        words = " ".join("".join(str(part) for part in one.itertext()).split())
        bold = len(one) and one[0].tag == "B"
        heading = re.match(r"\d[A-E]\d{3}|EAR99", words) if bold else None
        if one.tag == "HD1" and words.startswith(("Annex", "Category")):
            eccn = ""
        if heading:
            eccn = heading.group()
        elif one.tag in ("P", "FP", "FP-1") and re.match(
            r"(?:Items:? |List of Items Controlled )?[a-z](?:\.|(?:\.\w+)+| \[Res|\.?-)[. ]", words
        ):
            counts[eccn] += 1
    return counts


def test_designations_are_unique_and_parents_held(september: ControlList) -> None:
    for entry in september.entries:
        codes = [place.designation for place in entry.paragraphs()]
        assert len(codes) == len(set(codes)), entry.eccn
        missing = {place.parent for place in entry.paragraphs()} - {"", *codes}
        reserved = {code for place in entry.paragraphs() for code in place.scope}
        assert missing <= reserved, entry.eccn


@pytest.mark.parametrize(
    ("id_path", "kind", "designation", "parent"),
    [
        ("3A001/z.1.a", Kind.PARAGRAPH, "3A001.z.1.a", "3A001.z.1"),
        ("9A012/b.1", Kind.RESERVED, "9A012.b.1", "9A012.b"),
        ("9A610/c through d", Kind.RESERVED, "9A610.c", "9A610"),
        ("6A001/a.1.a.2.b.3.a", Kind.PARAGRAPH, "6A001.a.1.a.2.b.3.a", "6A001.a.1.a.2.b.3"),
        ("0A501/y.2 through y.5", Kind.RESERVED, "0A501.y.2", "0A501.y"),
        ("9C610/a", Kind.PARAGRAPH, "9C610.a", "9C610"),
        ("3A090/note 2", Kind.NOTE, "3A090.a", "3A090.a"),
        ("5A002/note 10", Kind.NOTE, "5A002.a", "5A002.a"),
        ("0A502/STA", Kind.STA, "0A502", "0A502"),
        ("3A090/exception NAC/ACA", Kind.EXCEPTION, "3A090", "3A090"),
    ],
)
def test_single_places(september: ControlList, id_path: str, kind: Kind, designation: str, parent: str) -> None:
    place = _place(september, id_path)
    assert (place.kind, place.designation, place.parent) == (kind, designation, parent)


def test_a_paragraph_that_only_its_children_name_is_implied(september: ControlList) -> None:
    implied = _place(september, "9A610/w")
    assert implied.implicit
    assert implied.parent == "9A610"


def test_a_control_cell_that_spans_rows_is_carried() -> None:
    """Composed: no row of the list of 2026 spans others; earlier texts may."""
    table = (
        "<TABLE><TBODY><TR><TD rowspan='2'>NS applies to 3A001.a</TD><TD>NS Column 1</TD></TR>"
        "<TR><TD>NS Column 2</TD></TR></TBODY></TABLE>"
    )
    data = (
        '<DIV9 N="Supplement No. 1 to Part 774"><FP-2><B>3A001 Electronic items.</B></FP-2>'
        f"<FP-1><I>Reason for Control:</I> NS</FP-1><DIV>{table}</DIV></DIV9>"
    )
    (entry,) = read_ccl(data.encode(), date(2026, 9, 1)).entries
    assert [row.cells for row in entry.of(Kind.LICENCE_ROW)] == [
        ("NS applies to 3A001.a", "NS Column 1"),
        ("NS applies to 3A001.a", "NS Column 2"),
    ]
    assert [row.scope for row in entry.of(Kind.LICENCE_ROW)] == [("3A001.a",), ("3A001.a",)]


def test_a_number_without_its_exponent_is_uncertain(september: ControlList) -> None:
    marked = [place.id_path for place in september.all_places() if place.uncertain]
    numbered = ["1C001/b", "6A002/a.3"]  # the others stand inside a note
    powers, units = ["1C002/c.1.a", "1C003/b.1"], ["6A004/a.4.b.2.a", "6A004/a.4.b.2.b", "6A005/d.1.d.2.a"]
    others = ["1C010/related definitions", "6A001/note 5", "6A005/note 1"]
    assert sorted(marked) == sorted([*numbered, *powers, *units, *others])
    assert _place(september, "1C003/b.1").uncertain == ('exponent flattened: "5 × 104⁻⁴"',)
    assert _place(september, "1C002/c.1.a").uncertain == ('exponent flattened: "109"',)
    assert _place(september, "6A001/note 5").uncertain == ('lowered figure where the unit has a raised one: "m₂"',)


def test_the_pending_amendment_is_a_place_of_the_list(june: ControlList, september: ControlList) -> None:
    assert [place for place in june.places if place.kind is Kind.PENDING] == []
    (link,) = [place for place in september.places if place.kind is Kind.PENDING]
    assert link.text == "Link to an amendment published at 91 FR 46261, July 23, 2026."


def test_nearest_held_designation(september: ControlList) -> None:
    assert september.nearest("3A090.a.1") == "3A090.a.1"
    assert september.nearest("9A018.a.1") == "9A018"
    assert september.nearest("9Z999") == ""


def test_an_answer_without_the_supplement_is_refused() -> None:
    with pytest.raises(ReadError, match=r"Supplement No\. 1 to Part 774"):
        read_ccl(b'<DIV5><DIV8 N="774.1"><HEAD>x</HEAD></DIV8></DIV5>', date(2026, 9, 1))


def test_a_supplement_without_entries_is_refused() -> None:
    with pytest.raises(ReadError, match="no entry"):
        read_ccl(b'<DIV9 N="Supplement No. 1 to Part 774"><HEAD>x</HEAD></DIV9>', date(2026, 9, 1))


@pytest.mark.parametrize("eccn", ENTRIES)
def test_golden_entries(september: ControlList, eccn: str) -> None:
    entry = september.entry(eccn)
    assert entry is not None
    found, path = _plain(entry), GOLDEN / f"{eccn}.json"
    if not path.exists():
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{path.name} written: review it and commit it")
    assert json.loads(path.read_text(encoding="utf-8")) == found


def _place(controls: ControlList, id_path: str) -> Place:
    eccn, _, name = id_path.partition("/")
    entry = controls.entry(eccn)
    place = entry.find(name) if entry else None
    assert place is not None, id_path
    return place


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "eccn": entry.eccn,
        "heading": entry.heading,
        "category": entry.category,
        "group": entry.group,
        "places": [_plain_place(place) for place in entry.places],
    }


def _plain_place(place: Place) -> dict[str, Any]:
    fields = (
        "place",
        "kind",
        "designation",
        "parent",
        "text",
        "scope",
        "excepted",
        "conditional",
        "cells",
        "uncertain",
    )
    values = {name: getattr(place, name) for name in fields}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items() if v not in ("", (), False)}
