"""Annex I as consolidated, from the converted JSON: each line of an entry names its paragraph."""

import re
from dataclasses import dataclass, field, replace
from itertools import groupby

from regulation.annex.naming import Names, is_unused
from regulation.controls.exponents import uncertainties
from regulation.controls.model import ControlList, Entry, Kind, Place
from regulation.controls.note_targets import as_named
from regulation.controls.tree import with_parents
from ruletrace.model import Block, StructuredText
from ruletrace.readers.annex_i import JSON_READER, read_annex_json
from ruletrace.readers.xml import ReadError

_LINE = re.compile(r"(?P<code>\d[A-E]\d{3})(?P<path>(?:\.(?:[a-z]{1,2}|\d{1,3})(?![A-Za-z0-9]))*)\.?(?:\s+|$)")
_LISTED = re.compile(r"(?P<label>[a-z])\. (?=\S)")
_NOTE = re.compile(r"(?P<label>(?:Technicals? )?Notes? ?\d*|N\. ?B\. ?\d*)(?=[\s:.]|$)")


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The consolidated annex: the list, and apart from it the general authorisations and the common list.

    `celex` is the identifier of the consolidated text (02021R0821-20251115), which a corrigendum leaves unchanged:
    `controls.sha256` tells two texts under one identifier apart. `authorisations` are blocks of `controls.source`
    (kind authorisation, path EU001 to EU008), `common_list` those of Section I, `documents` notes and definitions.
    """

    celex: str
    controls: ControlList
    authorisations: tuple[Block, ...]
    common_list: tuple[Block, ...]
    documents: tuple[Block, ...]


def read_consolidated(data: bytes) -> ControlList:
    """Return the list in the consolidated annex `data` (JSON, gzipped or not); raises ReadError when it is none."""
    return read_annex(data).controls


def read_annex(data: bytes) -> Consolidated:
    """Return list, general authorisations, common list and notes of the consolidated annex `data`."""
    held = read_annex_json(data)
    text = held.text
    lines = [block for block in text.blocks if block.kind == "line"]
    entries = tuple(_entry(text, code, list(blocks)) for code, blocks in groupby(lines, key=lambda one: one.path))
    kinds = ("authorisation", "common_list", "document")
    authorisations, common, documents = (tuple(one for one in text.blocks if one.kind == kind) for kind in kinds)
    controls = ControlList("EU", "annex-i", held.version, text.sha256, JSON_READER, entries, source=text)
    return Consolidated(held.celex, controls, authorisations, common, documents)


def _entry(text: StructuredText, code: str, blocks: list[Block]) -> Entry:
    lines = _Lines(text, code)
    for block in blocks:
        lines.read(block)
    if not lines.places or lines.places[0].kind is not Kind.HEADING:
        raise ReadError(f"entry {code} has no heading")
    places = with_parents(code, as_named(code, lines.places))
    return Entry(code, places[0].text, code[0], code[1], tuple(places))


@dataclass(slots=True)
class _Lines:
    """Reads the lines of one entry, and undoes what the converter did to their numbers; each repair is a doubt."""

    text: StructuredText
    code: str
    places: list[Place] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    _listing: str | None = None  # the paragraph whose note has opened a list

    def read(self, block: Block) -> None:
        """Take the next line."""
        match = _LINE.match(self.text.of(block))
        if match is None or match["code"] != self.code:
            raise ReadError(f"a line of entry {self.code} names no paragraph of it: {self.text.of(block)[:60]!r}")
        named = match["path"].lstrip(".")
        path = self._lettered(named)
        doubt = (f"the converter names it {self.code}.{named}",) if path != named else ()
        start = block.start + match.end()
        words = self.text.text[start : block.end]
        note = _NOTE.match(words)
        if note is None and self._continues(named):
            self._extend(block.end)
        elif note is not None:
            self._add(Kind.NOTE, self.names.note(path, note["label"]), path, start, block.end, doubt)
            self._listing = named if words.endswith(":") and not self._above(path).endswith(":") else None
        elif not self.places:
            self._add(Kind.HEADING, "heading", "", start, block.end)
        elif not path or any(one.is_paragraph and one.place == path for one in self.places):
            self._again(path, start, block.end)
        else:
            self._paragraph(path, start, block.end, doubt)

    def _lettered(self, path: str) -> str:
        """Return 1C010.1.2.a as e.2.a where the list of letters has come to e: the converter lost the letter."""
        letters = [one.place for one in self.places if one.kind is Kind.PARAGRAPH and len(one.place) == 1]
        if not path or not path[0].isdigit() or not letters or letters[-1].isdigit():
            return path
        steps = path.split(".")
        if len(steps) > 1 and steps[1].isdigit():
            steps = steps[1:]
        return ".".join([letters[-1], *steps])

    def _continues(self, named: str) -> bool:
        """Return whether a numbered line belongs to the list of the note before it ("Examples … are:")."""
        inside = self._listing is not None and named.startswith(f"{self._listing}." if self._listing else "")
        if not inside:
            self._listing = None
        return inside

    def _above(self, path: str) -> str:
        wanted = path or "heading"
        return next((one.text for one in self.places if one.is_paragraph and one.place == wanted), "")

    def _again(self, path: str, start: int, end: int) -> None:
        """Read a second line under one number: a note's body, or the list below the paragraph."""
        last = self.places[-1]
        words = self.text.text[start:end]
        item = _LISTED.match(words)
        if last.kind is Kind.NOTE and last.text.endswith(":") and last.designation == self._designation(path):
            self._extend(end)
        elif item and path:
            doubt = (f"the converter names it {self.code}.{path}",)
            self._add(
                Kind.PARAGRAPH, f"{path}.{item['label']}", f"{path}.{item['label']}", start + item.end(), end, doubt
            )
        else:
            self._add(Kind.TEXT, self.names.text(path), path, start, end)

    def _paragraph(self, path: str, start: int, end: int, doubt: tuple[str, ...]) -> None:
        words = self.text.text[start:end]
        kind = Kind.RESERVED if is_unused(words) else Kind.PARAGRAPH
        parts = _inline_list(words)
        if not parts:
            self._add(kind, path, path, start, end, doubt)
            return
        doubt = (*doubt, f"the converter gives {self.code}.{path} and what is below it as one line")
        self._add(Kind.PARAGRAPH, path, path, start, start, doubt)
        for label, low, high in parts:
            self._add(Kind.PARAGRAPH, f"{path}.{label}", f"{path}.{label}", start + low, start + high, doubt)

    def _designation(self, path: str) -> str:
        return f"{self.code}.{path}".rstrip(".")

    def _add(self, kind: Kind, place: str, path: str, start: int, end: int, doubt: tuple[str, ...] = ()) -> None:
        words, designation = self.text.text[start:end], self._designation(path)
        doubts = (*doubt, *uncertainties(words))
        self.places.append(
            Place(self.code, place, kind, designation, "", words, start, end, (designation,), uncertain=doubts)
        )

    def _extend(self, end: int) -> None:
        held = self.places[-1]
        words = self.text.text[held.start : end]
        doubts = tuple(dict.fromkeys((*held.uncertain, *uncertainties(words))))
        self.places[-1] = replace(held, text=words, end=end, uncertain=doubts)


def _inline_list(words: str) -> list[tuple[str, int, int]]:
    """Return (label, start, end) of the items of "a. …; b. …; and c. …"; empty when `words` are no such list."""
    if not words.startswith("a. "):
        return []
    found: list[tuple[str, int, int]] = []
    expected, position = "a", 0
    while match := re.compile(rf"(?:^|(?<=[;:] )|(?<= and )|(?<= or )){expected}\. ").search(words, position):
        found.append((expected, match.start(), match.end()))
        expected, position = chr(ord(expected) + 1), match.end()
    ends = [start for _, start, _ in found[1:]] + [len(words)]
    parts = [(label, low, high) for (label, _, low), high in zip(found, ends, strict=True)]
    return [(label, low, low + len(words[low:high].rstrip())) for label, low, high in parts] if len(parts) > 1 else []
