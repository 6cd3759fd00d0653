"""Parts as trees: everything of the source in exactly one place, and every paragraph at its level."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from regulation.controls.model import Kind, Place
from regulation.parts import PartTree, read_part_tree
from ruletrace.readers.xml import ReadError

GOLDEN = Path(__file__).parents[3] / "golden" / "parts"
PARTS = ("734", "738", "740", "742", "744", "774")
LIST = "Supplement No. 1 to Part 774"
CITATIONS = (
    "734.9(e)",
    "738.2(d)(2)(iv)(C)",
    "740.2(a)(9)",
    "740.10(b)(3)",
    "740.21(b)",
    "742.6(a)(6)(iii)",
    "744.21(b)",
    "744.23(a)(4)",
    "Supplement No. 8 to part 740",
    "Supplement No. 2 to part 774",
)


@pytest.mark.parametrize("part", PARTS)
def test_the_text_is_put_together_again_from_the_places(trees: Mapping[str, PartTree], part: str) -> None:
    """Nothing lost, nothing twice: the places follow each other, and only line breaks stand between them."""
    text = trees[part].law.source.text
    end, between = 0, ""
    for place in sorted(trees[part].law.all_places(), key=lambda one: (one.start, one.end)):
        assert place.start >= end, place.id_path
        assert place.text == text[place.start : place.end]
        between += text[end : place.start]
        end = place.end
    assert (between + text[end:]).strip() == ""


@pytest.mark.parametrize("part", PARTS)
def test_all_words_of_the_xml_are_in_the_text(
    trees: Mapping[str, PartTree], part_bytes: Mapping[str, bytes], part: str
) -> None:
    """Compare with another parser; raised figures count as plain ones, white space not at all."""
    expected = Counter("".join(_words(part_bytes[part])))
    assert Counter(_plain(trees[part].law.source.text)) == expected


@pytest.mark.parametrize("part", PARTS)
def test_every_element_stands_in_one_place(
    trees: Mapping[str, PartTree], part_bytes: Mapping[str, bytes], part: str
) -> None:
    places = list(trees[part].law.all_places())
    counts = _elements(part_bytes[part])
    rows = [place for place in places if place.kind is Kind.TABLE_ROW or place.place.startswith("table header")]
    assert len(rows) == counts["TR"]
    for kind, tag in (
        (Kind.EFFECTIVE_DATE, "EFFDNOT"),
        (Kind.EDITORIAL, "EDNOTE"),
        (Kind.EXAMPLE, "EXAMPLE"),
        (Kind.EXTRACT, "EXTRACT"),
        (Kind.PENDING, "XREF"),
    ):
        assert sum(place.kind is kind for place in places) == counts[tag], tag
    assert sum(place.kind is Kind.FOOTNOTE for place in places) == counts["FTNT/P"]
    assert sum(place.place.startswith("item ") for place in places) == counts["LI"] + counts["FP-1"]
    # A paragraph of the source opens one place or, with several numbers at its beginning, several of them.
    opened = {place.start for place in places if place.kind in (Kind.PARAGRAPH, Kind.RESERVED, Kind.TEXT)}
    assert len(opened) >= counts["P"] - counts["P of notes"]


@pytest.mark.parametrize("part", PARTS)
def test_names_are_unique_and_parents_are_held(trees: Mapping[str, PartTree], part: str) -> None:
    names = Counter(place.id_path for place in trees[part].law.all_places())
    assert [name for name, count in names.items() if count > 1] == []
    for entry in trees[part].law.entries:
        held = {place.designation for place in entry.paragraphs()}
        assert {place.parent for place in entry.paragraphs()} - {""} <= held, entry.eccn


def test_only_one_number_of_the_five_parts_is_out_of_order(trees: Mapping[str, PartTree]) -> None:
    doubtful = [
        (place.id_path, place.uncertain)
        for part in ("734", "738", "740", "742", "744")
        for place in trees[part].law.all_places()
        if place.uncertain
    ]
    # The source has two paragraphs 740.21(b)(2) with the same words.
    assert doubtful == [("740.21/(b)(2) [2]", ("the source has the number again",))]


def test_citations_in_the_text_lead_to_paragraphs(trees: Mapping[str, PartTree]) -> None:
    """Follow every citation of a paragraph: a wrong level would break those that name what is below it."""
    broken = [cited for cited in _citations(trees) if trees[cited[0][:3]].find(cited[0]) is None]
    assert sum(1 for _ in _citations(trees)) > 2600
    assert broken == BROKEN


# Citations that lead nowhere in the official text itself: stale ones and slips of the pen.
BROKEN = [
    ("740.10(b)(4)(iii)(B)", "740.10/(b)(4)(iii)"),
    ("740.11(b)(iii)", "740.11/(b)(2)(iii)(F)"),
    ("740.20(viii)", "740.20/(d)(2)"),
    ("744.11(a)(2)(v)(a)", "742.6/(a)(11)"),
    ("744.7(e)", "744.7/(b)(2)"),
]


@pytest.mark.parametrize(
    ("citation", "designation", "opening"),
    [
        ("742.6(a)(6)(iii)(B)", "742.6(a)(6)(iii)(B)", "(B) License Requirement for the United Arab Emirates (UAE)"),
        ("§ 742.6(a)(6)(iii)(A) of the EAR", "742.6(a)(6)(iii)(A)", "(A) Worldwide license requirement."),
        ("15 CFR 740.2(a)(9)(ii)", "740.2(a)(9)(ii)", "(ii) The item is identified in paragraph (a)(9)(ii)(A) or (B)"),
        ("742.6(a)(6)(i)(A)(2)(iii)", "742.6(a)(6)(i)(A)(2)(iii)", "(iii) An item subject to the EAR pursuant to"),
        ("742.2(a)(2)(i)(C)(1)", "742.2(a)(2)(i)(C)(1)", "(1) Test kits containing no more than 300 grams"),
        ("734.9(i)", "734.9(i)", "(i) “Supercomputer” FDP rule."),
        ("734.9(i)(2)(i)", "734.9(i)(2)(i)", "(i) Used in the design, “development,” “production,”"),
        ("740.29(f)(i)", "740.29(f)(i)", "(i) Is aware that [INSERT GENERAL DESCRIPTION"),
        ("744.23(a)(4)(ii)(B)", "744.23(a)(4)(ii)(B)", "(B) The “development” or “production” is by an entity"),
        ("supplement no. 4 to part 744", "Supplement No. 4 to part 744", "Supplement No. 4 to Part 744—Entity List"),
        ("Supplement No. 3 to part 742", "Supplement No. 3 to part 742", "Supplement No. 3 to Part 742—[Reserved]"),
        ("Supplement No. 2 to part 742 (c)(1)(i)", "Supplement No. 2 to part 742 (c)(1)(i)", "(i)"),
        ("Supplement No. 8 to part 742(a)(6)(xlix)", "Supplement No. 8 to part 742 (a)(6)(xlix)", "(xlix) Other"),
        ("Supplement No. 7 to part 742(7)(c)", "Supplement No. 7 to part 742 (7)(c)", "(c) Unmanned Aerial Vehicles"),
        ("Supplement No. 2 to part 774 2.1.a.4", "Supplement No. 2 to part 774 2.1.a.4", "4. Telephone call"),
        ("Supplement No. 6 to part 774 (3)(i)(A)(A.2)", "Supplement No. 6 to part 774 (3)(i)(A)(A.2)", "(A.2.) A peak"),
    ],
)
def test_single_citations(trees: Mapping[str, PartTree], citation: str, designation: str, opening: str) -> None:
    part = re.search(r"7[347][0-9](?=[ (.]|$)", citation)
    assert part is not None
    place = trees[part.group()].find(citation)
    assert place is not None
    assert place.designation == designation
    assert place.text.startswith(opening)


def test_a_span_leads_back_to_the_bytes(trees: Mapping[str, PartTree], part_bytes: Mapping[str, bytes]) -> None:
    place = trees["742"].find("742.6(a)(6)(iii)(B)")
    assert place is not None
    low, high = trees["742"].law.source.source_range(place.start, place.end)
    raw = part_bytes["742"][low:high]
    assert raw.startswith(b"(B) <I>License Requirement for the United Arab Emirates (UAE)")
    assert b"</P>" not in raw


def test_several_numbers_and_a_run_in_heading_open_one_paragraph(trees: Mapping[str, PartTree]) -> None:
    tree = trees["742"]
    first, second = tree.find("742.4(a)(5)"), tree.find("742.4(a)(5)(i)")
    assert first is not None
    assert second is not None
    assert (first.text, second.text[:10]) == ("(5)", "(i) Scope.")
    assert tree.headings["742.4(a)(5)(i)"] == "Scope."
    assert tree.headings["742.4(a)(5)(ii)(B)"] == "Deemed export and deemed reexport exclusion"
    assert [one.place for one in tree.children(first)] == ["(a)(5)(i)", "(a)(5)(ii)"]


@pytest.mark.parametrize(
    ("part", "entry", "place", "targets"),
    [
        ("734", "734.3", "note 1", ("734.3(a)(4)",)),
        ("734", "734.3", "note 3", ("734.3(b)(2)", "734.3(b)(3)")),
        ("744", "744.8", "note 3", ("744.8",)),  # "Note 3 to § 744.8"
        ("740", "740.2", "note 1", ("740.2(a)(9)(ii)",)),
        ("734", "Supplement No. 1 to part 734", "note 1", ("Supplement No. 1 to part 734 (b)",)),
    ],
)
def test_notes_stand_with_what_they_qualify(
    trees: Mapping[str, PartTree], part: str, entry: str, place: str, targets: tuple[str, ...]
) -> None:
    held = trees[part].law.entry(entry)
    note = held.find(place) if held else None
    assert note is not None
    assert note.scope == targets


def test_the_pending_amendment_of_742_6(trees: Mapping[str, PartTree]) -> None:
    (link,) = [place for place in trees["742"].law.all_places() if place.kind is Kind.PENDING]
    assert (link.entry, link.text) == ("742.6", "Link to an amendment published at 91 FR 46260, July 23, 2026.")


def test_the_nearest_held_paragraph(trees: Mapping[str, PartTree]) -> None:
    nearest = trees["742"].nearest("742.6(a)(99)(i)")
    assert nearest is not None
    assert nearest.designation == "742.6(a)"
    assert trees["742"].nearest("no citation") is None
    assert trees["742"].find("742.6(a)(99)") is None


def test_what_is_no_part_is_refused() -> None:
    with pytest.raises(ReadError, match="no part in the eCFR answer"):
        read_part_tree(b'<DIV8 N="742.6" TYPE="SECTION"><HEAD>x</HEAD></DIV8>', date(2026, 9, 1))
    with pytest.raises(ReadError, match="HTML page"):
        read_part_tree(b"<!DOCTYPE html><html></html>", date(2026, 9, 1))


@pytest.mark.parametrize("citation", CITATIONS)
def test_golden_paragraphs(trees: Mapping[str, PartTree], citation: str) -> None:
    part = re.search(r"7[347][0-9](?=[ (.]|$)", citation)
    assert part is not None
    tree = trees[part.group()]
    place = tree.find(citation)
    assert place is not None
    found = [_row(tree, one) for one in tree.below(place)]
    path = GOLDEN / f"{re.sub('[^A-Za-z0-9]+', '-', citation).strip('-')}.json"
    if not path.exists():
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{path.name} written: review it and commit it")
    assert json.loads(path.read_text(encoding="utf-8")) == found


def _row(tree: PartTree, place: Place) -> dict[str, Any]:
    row: dict[str, Any] = {"place": place.place, "kind": str(place.kind), "designation": place.designation}
    heading = tree.headings.get(place.designation, "") if place.is_paragraph else ""
    values: dict[str, Any] = {"parent": place.parent, "heading": heading, "label": place.label}
    values |= {"cells": list(place.cells), "uncertain": list(place.uncertain)}
    return row | {name: value for name, value in values.items() if value} | {"text": place.text}


def _citations(trees: Mapping[str, PartTree]) -> Iterator[tuple[str, str]]:
    """Yield (citation, place that holds it) of every citation of a paragraph in the five parts and supplements."""
    steps = r"(?:\((?:[a-z]{1,5}|\d{1,2}|[A-Z])\))+"
    for tree in trees.values():
        for place in tree.law.all_places():
            for match in re.finditer(rf"(7\d\d\.\d{{1,2}})({steps})", place.text):
                if match[1][:3] in trees:
                    yield match.group(), place.id_path
            if re.match(r"7\d\d\.", place.entry):
                for match in re.finditer(rf"paragraphs? ({steps}) of this section", place.text):
                    yield f"{place.entry}{match[1]}", place.id_path


def _root(data: bytes) -> Any:
    root = etree.fromstring(data)
    for held in root.findall(f".//DIV9[@N='{LIST}']"):
        parent = held.getparent()
        assert parent is not None
        parent.remove(held)
    return root


def _words(data: bytes) -> Iterator[str]:
    for words in _root(data).itertext():
        yield _plain(words)


def _plain(text: str) -> str:
    table = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₍₎", "0123456789+-()n0123456789+-()")
    # One invisible space stands between two supplements of part 774, in none of them.
    return re.sub(r"[\s\u200b]+", "", text.translate(table)).replace("−", "-")


def _elements(data: bytes) -> Counter[str]:
    root = _root(data)
    counts = Counter(str(element.tag) for element in root.iter())
    counts["FTNT/P"] = len(root.findall(".//FTNT/P"))
    inside = ("NOTE", "EDNOTE", "EFFDNOT", "EXTRACT", "FTNT", "EXAMPLE", "CAPTION")
    counts["P of notes"] = sum(len(root.findall(f".//{tag}//P")) for tag in inside)
    counts["FP-1"] = len(root.findall(".//DIV9/FP-1"))
    # a paragraph that opens with "Note" or goes on with a note's list is no paragraph of the tree
    loose = [
        one for one in root.findall(".//DIV9/P") if re.match(r"(?:Note|[a-z]\. )", "".join(one.itertext()).strip())
    ]
    counts["P of notes"] += len(loose)
    counts["TR"] -= len(root.findall(".//EXTRACT//TR"))
    return counts
