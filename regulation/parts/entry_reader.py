"""Turns the blocks of one section or supplement into its places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regulation.controls.grouping import row_cells
from regulation.controls.levels import arrange, number_words
from regulation.controls.model import Entry, Kind, Place
from regulation.parts.blocks import Group, groups
from regulation.parts.citations import designation, ordinal, steps
from regulation.parts.markers import Italics, Opening, openings
from ruletrace.model import Block, StructuredText

_ANNOUNCES = re.compile(r"(?::|—|\bas follows|\bfollowing)$")
_RESERVED = re.compile(r"\s*\[Reserved\.?\]\.?$", re.IGNORECASE)
_NOTE = re.compile(r"(?:Technical )?Notes? ?\d*(?: (?:to|for) [^:.]{1,60})?[:.]|N\.B\.:", re.IGNORECASE)
_NUMBER = re.compile(r"§§? ?[\d.–-]+(?:\s*[-–]\s*[\d.]+)?\s*|Supplement No\. \d+ to Part \d+(?:\s*—\s*|\s+)?", re.I)
# "Note 1 to paragraph (a)(9)(ii):", "Notes to paragraphs (b)(2) and (b)(3):", "Note 1 to paragraph (b):"
_TARGETS = re.compile(r"\bto (?:the )?(?:introductory text of )?paragraphs? (?P<targets>\(.*)", re.IGNORECASE)
_WHOLE = re.compile(r"\bto (?:§|supplement no\. )", re.IGNORECASE)
_PATH = re.compile(r"(?:\((?:[a-z]{1,7}|\d{1,3}|[A-Z]{1,2})\))+")
_ITEM = re.compile(r"(?:[a-z]|\d{1,2})\. ")
_LISTS = re.compile(r"\n(?:[a-z]|\d{1,2})\. ")
_HEADED = re.compile(r"\(\d{1,2}\) ")  # "(1) Category 1", set as a caption
_FOOTNOTE = re.compile(r"(?P<number>[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,2})\s")


@dataclass(slots=True)
class _Draft:
    """A paragraph whose level is not known yet: its number, its span and the index of its place."""

    opening: Opening
    index: int


class EntryReader:
    """Reads the blocks of one section or supplement; `headings` holds run-in headings by designation afterwards."""

    def __init__(self, text: StructuredText, italics: Italics, name: str, part: str) -> None:
        self._text, self._italics, self._name, self._part = text, italics, name, part
        self._pointed = " " in name  # supplements number with "1." and "a." as well
        self._places: list[Place] = []
        self._drafts: list[_Draft] = []
        self._counts: dict[str, int] = {}
        self.headings: dict[str, str] = {}

    def read(self, blocks: Sequence[Block]) -> Entry:
        """Return the entry that these blocks make."""
        for group in groups(blocks):
            self._read_group(group)
        places = tuple(self._attached(self._levelled()))
        words = places[0].text if places else ""
        match = _NUMBER.match(words)
        heading = words[match.end() :].strip(" —-") if match else words
        return Entry(self._name, heading, self._part, "supplement" if self._pointed else "section", places)

    def _read_group(self, group: Group) -> None:
        start, end = group.blocks[0].start, group.blocks[-1].end
        if group.kind is Kind.HEADING:
            match = _NUMBER.match(self._text.text, start, end)
            kind = Kind.RESERVED if self._text.text[start:end].endswith("[Reserved]") else Kind.HEADING
            self._add(kind, "heading", start, end, label=match.group().strip() if match else "")
        elif group.kind is Kind.PARAGRAPH or (group.name == "caption" and _HEADED.match(self._text.text, start)):
            self._paragraph(start, end)
        elif group.kind is Kind.TABLE_ROW:
            self._add(
                Kind.TABLE_ROW, self._numbered("table row"), start, end, cells=row_cells(group.blocks, self._text)
            )
        elif group.kind is Kind.CAPTION and group.name == "table header":
            self._add(
                Kind.CAPTION, self._numbered("table header"), start, end, cells=row_cells(group.blocks, self._text)
            )
        elif group.kind is Kind.FOOTNOTE:
            self._footnote(start, end)
        elif group.kind in (Kind.NOTE, Kind.EXAMPLE) and group.blocks[0].kind.endswith("_heading"):
            label = self._text.of(group.blocks[0]).rstrip(":")
            self._add(group.kind, self._numbered(group.name), start, end, label=label)
        else:
            self._add(group.kind, self._numbered(group.name), start, end)

    def _paragraph(self, start: int, end: int) -> None:
        words = self._text.text[start:end]
        before = self._places[-1] if self._places else None
        if _NOTE.match(words):
            self._add(Kind.NOTE, self._numbered("note"), start, end)
            return
        announced = bool(before and _ANNOUNCES.search(before.text))
        if before and before.kind is Kind.NOTE and _ITEM.match(words) and (announced or _LISTS.search(before.text)):
            self._extend(end)  # the source sets the list that a note announces outside it
            return
        found = openings(self._text.text, start, end, self._italics, announced, self._pointed)
        if not found:
            self._flush(start, end)
            return
        ends = [one.marker.start for one in found[1:]] + [end]
        for opening, close in zip(found, ends, strict=True):
            self._drafts.append(_Draft(opening, len(self._places)))
            self._numbered_paragraph(opening, close)

    def _numbered_paragraph(self, opening: Opening, close: int) -> None:
        start, end = opening.marker.start, close
        end = start + len(self._text.text[start:end].rstrip())
        body = self._text.text[opening.marker.end : end]
        kind = Kind.RESERVED if _RESERVED.match(body) else Kind.PARAGRAPH
        label = self._text.text[start : opening.marker.end]
        self._add(kind, f"draft {len(self._places)}", start, end, label=label)

    def _flush(self, start: int, end: int) -> None:
        first = all(one.kind in (Kind.HEADING, Kind.PENDING, Kind.RESERVED) for one in self._places)
        count = self._numbered("text")
        self._add(Kind.TEXT, "introductory text" if first else count, start, end)

    def _footnote(self, start: int, end: int) -> None:
        match = _FOOTNOTE.match(self._text.text, start, end)
        self._add(Kind.FOOTNOTE, self._numbered("footnote"), start, end, label=match["number"] if match else "")

    def _numbered(self, what: str) -> str:
        self._counts[what] = self._counts.get(what, 0) + 1
        only = what in ("citation", "pending amendment")
        return what if only and self._counts[what] == 1 else f"{what} {self._counts[what]}"

    def _add(self, kind: Kind, place: str, start: int, end: int, cells: tuple[str, ...] = (), label: str = "") -> None:
        words = self._text.text[start:end]
        self._places.append(Place(self._name, place, kind, self._name, "", words, start, end, cells=cells, label=label))

    def _extend(self, end: int) -> None:
        held = self._places[-1]
        self._places[-1] = replace(held, text=self._text.text[held.start : end], end=end)

    def _levelled(self) -> list[Place]:
        """Return the places with every paragraph's place, designation and parent."""
        places = list(self._places)
        used: dict[str, int] = {}
        placed = arrange([draft.opening.marker for draft in self._drafts])
        for draft, found in zip(self._drafts, placed, strict=True):
            name, doubts = found.place, (found.doubt,) if found.doubt else ()
            used[name] = used.get(name, 0) + 1
            code = designation(self._name, name)
            above = place_above(found.place)
            place = name if used[name] == 1 else f"{name} [{used[name]}]"  # 740.21(b)(2) stands twice
            scope = self._range(found.place, draft.opening.last) or (code,)
            places[draft.index] = replace(
                places[draft.index],
                place=place,
                designation=code,
                parent=designation(self._name, above) or self._name,
                scope=scope,
                uncertain=doubts,
            )
            if draft.opening.heading:
                self.headings[code] = draft.opening.heading
        return places

    def _range(self, first: str, last: str) -> tuple[str, ...]:
        """Return the designations from a paragraph to the `last` of the range that is kept empty with it."""
        if not last:
            return ()
        stem, step = place_above(first), steps(first)[-1]
        low, high = ordinal(step), ordinal(last)
        style = next((one for one in low if one in high and low[one] < high[one]), None)
        if style is None:
            return ()
        words = (number_words(style, number) for number in range(low[style], high[style] + 1))
        return tuple(designation(self._name, f"{stem}({one})") for one in words)

    def _attached(self, places: Sequence[Place]) -> Iterator[Place]:
        """Yield the places, each note, table, footnote and flush text with the paragraph it belongs to."""
        held = {place.designation for place in places}
        current = self._name
        for place in places:
            if place.place == "heading":
                yield replace(place, scope=(self._name,), parent="")
            elif place.is_paragraph:
                current = place.designation
                yield place
            elif place.kind in (Kind.CITATION, Kind.EDITORIAL, Kind.EFFECTIVE_DATE, Kind.PENDING):
                yield replace(place, parent=self._name, scope=(self._name,))
            else:
                targets = self._targets(place, held) or (current,)
                yield replace(place, designation=targets[0], parent=targets[0], scope=targets)

    def _targets(self, place: Place, held: set[str]) -> tuple[str, ...]:
        """Return the paragraphs that a note says it belongs to, those that are held."""
        if place.kind not in (Kind.NOTE, Kind.EXAMPLE):
            return ()
        words = place.label or place.text.partition(":")[0]
        if _WHOLE.search(words):
            return (self._name,)
        match = _TARGETS.search(words)
        paths = [one.group() for one in _PATH.finditer(match["targets"])] if match else []
        codes = (designation(self._name, path) for path in paths)
        return tuple(code for code in codes if code in held)


def place_above(place: str) -> str:
    """Return the place one step up: "(a)(6)" of "(a)(6)(iii)"; "" for the first level."""
    path = steps(place)[:-1]
    return "".join(path) if place.startswith("(") else ".".join(path)
