"""Texts of law that are held, as addressed words: parts of the code, the Commerce Control List, files of ours."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from regulation.carrying_out.converted import REMARK, read_converted
from regulation.carrying_out.text import Text, Unit
from regulation.carrying_out.units import CCL, entry_units, own_unit, section_units
from regulation.carrying_out.units_file import is_units_file, read_units
from regulation.controls import read_ccl
from regulation.controls.model import ControlList
from regulation.parts import PartTree, read_part_tree
from ruletrace.readers.packed import unpacked
from ruletrace.readers.xml import ReadError

CCL_PART = "774"
_DATED = re.compile(r"\d{4}-\d\d-\d\d")


def read_texts(path: Path) -> tuple[Text, ...]:
    """Return the texts that a file holds.

    It is eCFR XML of a part (with the date of the text in the file's name), text of parts converted by others
    (`.md`), or a text written by us (`.jsonl`); gzip and xz are unpacked. Raises ReadError naming the file.
    """
    try:
        data = unpacked(path.read_bytes())
        if is_units_file(data):
            return (read_units(data),)
        if ".md" in path.suffixes:
            return (read_converted(data, path.name.partition(".")[0]),)
        return _from_xml(data, _day(path.name))
    except OSError as error:
        raise ReadError(f"{path}: {error.strerror}") from None
    except ReadError as error:
        raise ReadError(f"{path.name}: {error}") from None


def from_part(tree: PartTree) -> Text:
    """Return the addressed words of a part of the code.

    It speaks for the part's supplements only where it holds any: a file of the sections alone does not tell that a
    supplement is absent.
    """
    part = f"part {tree.part}"
    units = [own_unit(part, place) for place in tree.law.places]
    for entry in tree.law.entries:
        units.extend(section_units(entry, tree.headings))
    supplements = {f"supplements of {part}"} if any(" to " in one.address[0] for one in units) else set()
    return Text(f"{part} of {tree.version}", frozenset({part, *supplements}), tuple(units), tree.version)


def from_list(law: ControlList) -> Text:
    """Return the addressed words of the Commerce Control List."""
    placed = [(place.start, Unit((CCL,), place.text, name=place.place, kind=place.kind)) for place in law.places]
    for entry in law.entries:
        placed.extend(zip((place.start for place in entry.places), entry_units(entry), strict=True))
    units = tuple(unit for _, unit in sorted(placed, key=lambda one: one[0]))
    return Text(f"{CCL} of {law.version}", frozenset({CCL}), units, law.version)


def by_scope(texts: Iterable[Text]) -> dict[str, Text]:
    """Return the texts by what they hold whole; an official text goes before a converted one.

    Raises ValueError naming both when two others hold the same: which of them is meant is not for their order to say.
    """
    found: dict[str, Text] = {}
    for text in sorted(texts, key=lambda one: one.remark == REMARK):
        for scope in sorted(text.scopes):
            held = found.setdefault(scope, text)
            if held is not text and (text.remark == REMARK) == (held.remark == REMARK):
                raise ValueError(f"two texts hold {scope}: {held} and {text}; name one of them")
    return found


def _from_xml(data: bytes, day: date | None) -> tuple[Text, ...]:
    if day is None:
        raise ReadError("its name does not tell the date of the text, as part-742-2026-09-01.xml does")
    tree = read_part_tree(data, day)
    part = from_part(tree)
    return (part, from_list(read_ccl(data, day))) if tree.part == CCL_PART else (part,)


def _day(name: str) -> date | None:
    match = _DATED.search(name)
    try:
        return date.fromisoformat(match.group()) if match else None
    except ValueError:
        raise ReadError(f"{name}: no such day") from None
