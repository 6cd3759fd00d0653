"""What places of an entry are called, and the addresses that lead to them."""

import re

from dashboard import markup as m
from graph.reads.dashboard_entry import Stretch
from graph.schema import Control
from regulation.parts.citations import steps

NUMBERED = {"paragraph", "reserved"}
TABLE = {"licence row", "table row"}


def name(one: Stretch) -> str:
    """Return what people call a place: 3A090.a.1, 742.6(a)(6), licence row 2."""
    return place_name(one.control, one.designation)


def place_name(control: Control, designation: str = "") -> str:
    """Return what people call a place that had this designation (by default: that has its own)."""
    if control.kind in NUMBERED and control.place != "heading":
        return designation or control.designation
    return control.place or control.kind


def name_of(control: Control) -> str:
    """Return what people call a place outside its entry: 742.6(a)(6), 3A090 licence row 2."""
    known = control.kind in NUMBERED | {"entry"}
    return control.designation if known else f"{control.entry} {place_name(control)}".strip()


def kind_words(control: Control) -> str:
    """Return the kind of a place where its name does not tell it, else ""."""
    told = control.place == "heading" or control.place.startswith(control.kind)
    return "" if told else control.kind


def plain_words(one: Stretch | None, other: Stretch | None = None) -> str:
    """Return the words of a place as one text: the cells of a row behind one another.

    Converted texts leave out the number that official ones print before a paragraph ("a.1."): beside `other` words
    without it, it is left out too.
    """
    if one is None:
        return ""
    if one.control.kind in TABLE:
        return one.text.text.replace("\n", " → ")
    bare = _bare(one)
    return bare if other is not None and _bare(other) == other.text.text else one.text.text


def number_of(one: Stretch) -> str:
    """Return the number of a paragraph within its entry: a.1, (a)(6); "" for anything else."""
    return one.designation.removeprefix(one.control.entry).strip(" .") if one.control.kind in NUMBERED else ""


def has_number(one: Stretch) -> bool:
    """Return whether the words begin with the paragraph's number as the source prints it: "a.1. ", "(iii) "."""
    return _printed(one) is not None


def _printed(one: Stretch) -> re.Match[str] | None:
    number = number_of(one)
    if not number:
        return None
    if number.endswith(")"):
        return re.match(re.escape(steps(number)[-1]), one.text.text)
    # "a 'total processing performance'" does not begin with the number a, "b.1 [Reserved]" does with b.1.
    return re.match(rf"{re.escape(number)}(?:\.|{'' if '.' in number else '(?!)'})\s+", one.text.text)


def _bare(one: Stretch) -> str:
    found = None if number_of(one).endswith(")") else _printed(one)
    return one.text.text[found.end() :] if found else one.text.text


def address(entry: str, list: str, **more: str) -> dict[str, str]:
    """Return the query that opens an entry's page; what is empty is left out."""
    return {"entry": entry, "list": list, **{key: value for key, value in more.items() if value}}


def link_to(control: Control, label: str = "", **more: str) -> m.Html:
    """Return a link to a place on its entry's page; what stands outside all entries leads to its list."""
    place = control.place if control.place != "heading" else ""
    words = label or (control.designation if control.kind in NUMBERED | {"entry"} else place_name(control))
    if not control.entry:
        return m.link("law", words, list=control.list)
    return m.link("entry", words, **address(control.entry, control.list, place=place, **more))
