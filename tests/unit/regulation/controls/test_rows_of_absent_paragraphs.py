"""Paragraphs that were lost, and rows that name what the entry does not have; the last rows are composed."""

from regulation.controls import ControlList
from regulation.controls.model import Kind, Place
from regulation.controls.sections import label
from regulation.controls.tree import with_doubts


def test_items_without_a_colon_open_the_paragraphs(september: ControlList) -> None:
    """9D604 prints "Items a. “Software” …", where others print "Items:"."""
    entry = september.entry("9D604")
    assert entry is not None
    assert [(place.designation, place.reserved) for place in entry.paragraphs()[1:]] == [
        ("9D604.a", False),
        ("9D604.b", True),
    ]
    assert entry.of(Kind.RELATED_DEFINITIONS)[0].text == "Related Definitions: N/A"


def test_items_in_a_sentence_open_nothing() -> None:
    assert label("Items a.1 and a.2 do not meet this.") is None  # composed


def test_every_row_names_paragraphs_that_are_there(june: ControlList, september: ControlList) -> None:
    places = (place for held in (june, september) for entry in held.entries for place in entry.of(Kind.LICENCE_ROW))
    assert not [place for place in places if any("does not have" in doubt for doubt in place.uncertain)]


def test_a_row_that_names_an_absent_paragraph_says_so() -> None:
    heading = Place("3A999", "heading", Kind.HEADING, "3A999", "", "Composed", 0, 8, ("3A999",))
    held = Place("3A999", "a", Kind.PARAGRAPH, "3A999.a", "3A999", "a. Composed", 9, 20, ("3A999.a",))
    row = Place("3A999", "licence row 1", Kind.LICENCE_ROW, "3A999.a", "3A999", "", 21, 21, ("3A999.a", "3A999.b"))
    doubted = with_doubts([heading, held, row])[2]
    assert doubted.uncertain == ("names 3A999.b, which the entry does not have",)
    fine = Place("3A999", "licence row 2", Kind.LICENCE_ROW, "3A999", "3A999", "", 21, 21, ("3A999",))
    assert with_doubts([heading, held, fine]) == [heading, held, fine]
