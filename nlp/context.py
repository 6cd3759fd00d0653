"""What "this section", "this part", "this supplement" and "this entry" mean at a place of a text.

Read once a text from its headings ("§ 744.11 …", "Supplement No. 2 to Part 744", "3A001 Electronic items …"), from
the CFR part that a block of regulatory text amends, and from amendatory instructions ("Section 744.11 is amended …").
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ruletrace.model import Block

EAR_TITLE = "15"
EAR_PARTS = range(730, 775)
_HEADS = frozenset({"heading", "bold", "caption", "title"})

# § 744.11 License requirements   §744.11   744.11 (as some headings print it)
_SECTION = re.compile(r"(?:§\s*)?(?P<section>\d{1,4}\.\d{1,4})(?![\w.])")
# Supplement No. 2 to Part 744
_SUPPLEMENT = re.compile(r"[Ss]upplement\s+[Nn]o\.?\s*(?P<number>\d{1,2})\s+to\s+[Pp]art\s+(?P<part>\d{3,4})")
# 3A001 Electronic items   ECCN 3A001   "3A090 Integrated circuits
_ENTRY = re.compile(r"\"?(?:ECCN\s+)?(?P<entry>[0-9][A-E][0-9]{3})(?=\s+[\"(A-Z]|[.:]?\s*$|\s*-)")
# Category 3-Electronics   D. "Software"   -- what ends an entry without beginning one
_DIVISION = re.compile(r"Category\s+\d|[A-E]\.\s+\"?[A-Z]|EAR99\b")
# Section 744.11 is amended …   In § 740.2 …   In supplement no. 1 to part 774, Category 3, ECCN 3A090 …
_AMENDED = re.compile(r"(?:\d+\.\s+)?(?:In\s+|Amend\s+|Revise\s+)?(?:§\s*|[Ss]ection\s+)(?P<section>\d{1,4}\.\d{1,4})")
_AMENDED_SUPPLEMENT = re.compile(rf"(?:\d+\.\s+)?(?:In\s+|Amend\s+|Revise\s+)?{_SUPPLEMENT.pattern}")
_AMENDED_ENTRY = re.compile(r"\bECCNs?\s+(?P<entry>[0-9][A-E][0-9]{3})\b(?!,?\s+(?:and|or|through|[0-9][A-E]))")
_LABEL = re.compile(r"(?P<title>\d{1,2}) CFR(?: (?P<part>\d{1,4}))?")
# A line of a text without blocks that is a heading.
_LINE = re.compile(
    r"^(?:§\s*\d{1,4}\.\d{1,4}\s+[\"\[A-Z]|[Ss]upplement\s+No\.?\s*\d+\s+to\s+[Pp]art|[0-9][A-E][0-9]{3}\s+[\"A-Z]).*$",
    re.M,
)
_OWN_PARTS = re.compile(r"\b(?P<title>\d{1,2})\s+CFR\s+(?:[Pp]arts?|PARTS?)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: title, part, section (744.11), supplement (number) and entry; "" where not known."""

    title: str = ""
    part: str = ""
    section: str = ""
    supplement: str = ""
    entry: str = ""

    @property
    def base(self) -> str:
        """Return what paragraph markers such as (b)(2) belong to: the section, or the supplement of the part."""
        return self.section or (f"{self.part} supplement {self.supplement}" if self.supplement else "")


NOWHERE = Place()


@dataclass(slots=True)
class _Reader:
    """Walks through the blocks and keeps the place that holds from each of them on."""

    text: str
    titles: frozenset[str]
    place: Place = NOWHERE
    label: str = ""

    def read(self, block: Block) -> Place:
        self._relabel(block)
        if block.kind == "instruction":
            self._amended(block)
        elif block.kind in _HEADS or (block.kind == "regulation" and self.label):
            self._head(block)
        return self.place

    def _relabel(self, block: Block) -> None:
        """Take the CFR part that the block amends; what stands outside regulatory text amends none."""
        told = _LABEL.match(block.label) if block.label else None
        if told and block.label != self.label:
            self.label, self.place = block.label, Place(told["title"], told["part"] or "")
        elif self.label and not told and "/REGTEXT" not in block.path:
            self.label, self.place = "", NOWHERE

    def _head(self, block: Block) -> None:
        line = (self.text, block.start, block.end)
        if found := _SUPPLEMENT.match(*line):
            self.place = self._supplement(found)
        elif (found := _SECTION.match(*line)) and self._is_section(found):
            self.place = self._section(found["section"])
        elif (found := _ENTRY.match(*line)) and (block.kind != "regulation" or self.place.supplement):
            self.place = replace(self.place, entry=found["entry"])
        elif _DIVISION.match(*line) and block.kind != "regulation":
            self.place = replace(self.place, entry="")
        elif block.kind == "heading" and not self.label:
            self.place = NOWHERE

    def _is_section(self, found: re.Match[str]) -> bool:
        return found.group().startswith("§") or (bool(self.label) and found["section"].split(".")[0] == self.place.part)

    def _amended(self, block: Block) -> None:
        line = (self.text, block.start, block.end)
        if found := _AMENDED_SUPPLEMENT.match(*line):
            self.place = self._supplement(found)
        elif found := _AMENDED.match(*line):
            self.place = self._section(found["section"])
        if self.place.supplement and (entry := _AMENDED_ENTRY.search(*line)):
            self.place = replace(self.place, entry=entry["entry"])

    def _supplement(self, found: re.Match[str]) -> Place:
        return Place(self._title(found["part"]), found["part"], "", found["number"])

    def _section(self, section: str) -> Place:
        part = section.split(".")[0]
        return Place(self._title(part), part, section)

    def _title(self, part: str) -> str:
        told = _LABEL.match(self.label)
        if told:
            return told["title"]
        if is_ear_part(part) and (not self.titles or EAR_TITLE in self.titles):
            return EAR_TITLE
        return next(iter(self.titles)) if len(self.titles) == 1 else ""


class Context:
    """The places of one text as sorted offsets; `headings` says where a heading begins, `titles` which it amends."""

    def __init__(self, text: str, blocks: tuple[Block, ...]) -> None:
        lines = blocks or tuple(_lines(text))
        self.titles = frozenset(_titles(text, blocks))
        self.headings = frozenset(block.start for block in lines if block.kind in _HEADS)
        self._starts: list[int] = []
        self._places: list[Place] = []
        reader = _Reader(text, self.titles)
        for block in lines:
            place = reader.read(block)
            if not self._places or self._places[-1] is not place:
                self._starts.append(block.start)
                self._places.append(place)

    def at(self, position: int) -> Place:
        """Return where the character at `position` stands."""
        index = bisect_right(self._starts, position) - 1
        return self._places[index] if index >= 0 else NOWHERE

    @property
    def is_on_ear(self) -> bool:
        """Say whether some of the text stands in a part of the EAR, or amends one."""
        return any(is_ear_part(place.part) and place.title == EAR_TITLE for place in self._places)

    @property
    def is_ear(self) -> bool:
        """Say whether a part or section without title may be one of the EAR: not in a rule on other titles only."""
        return not self.titles or EAR_TITLE in self.titles


def is_ear_part(part: str) -> bool:
    """Say whether `part` is a number of a part of the EAR (15 CFR parts 730 to 774)."""
    return part.isdigit() and int(part) in EAR_PARTS


def _titles(text: str, blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the titles of the CFR that the document amends, as its head and its regulatory text name them."""
    for block in blocks:
        if told := _LABEL.match(block.label) if block.label else None:
            yield told["title"]
        elif block.kind == "cfr":
            yield from (found["title"] for found in _OWN_PARTS.finditer(text, block.start, block.end))


def _lines(text: str) -> Iterator[Block]:
    """Yield the lines of a text without blocks that begin as headings do."""
    return (Block("bold", "", *line.span()) for line in _LINE.finditer(text))
