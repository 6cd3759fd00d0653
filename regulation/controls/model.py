"""A control list at one date, as plain data."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ruletrace.model import StructuredText


class Kind(StrEnum):
    """What a place of an entry is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LICENCE_ROW = "licence row"
    NOTE = "note"
    REASON = "reason for control"
    EXCEPTION = "exception"
    STA = "STA"
    REPORTING = "reporting"
    RELATED_CONTROLS = "related controls"
    RELATED_DEFINITIONS = "related definitions"
    ENTRY_CONTROLS = "ECCN controls"
    UNIT = "unit"
    TABLE_ROW = "table row"
    RESERVED = "reserved"
    CAPTION = "caption"
    TEXT = "text"
    PENDING = "pending amendment"
    EDITORIAL = "editorial"
    # Of sections and supplements of the other parts:
    AUTHORITY = "authority"
    CITATION = "citation"
    EFFECTIVE_DATE = "effective date note"
    FOOTNOTE = "footnote"
    EXAMPLE = "example"
    EXTRACT = "extract"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an entry (or of the list itself), with its words.

    `place` names it for people and machines: `heading`, `a.1`, `licence row 3`, `note 1`, `reason for control`,
    `exception LVS`, `STA`, `related controls`; `id_path` is entry and place. `designation` is the dotted code
    (`3A090.a.1`); for places without one it is the first code they speak for. `parent` is the designation it is part
    of ("" for the entry's heading). `text` equals the list's text from `start` to `end`; a paragraph without words is
    one that only its children name (`implicit`). `scope` holds the designations the place speaks for, `excepted` those
    it takes out of them whole, and `conditional` says that words beside the designations narrow it further, or take out
    a part of one. `cells` are the cells of a table row; among the items they stand by column, "" for an empty one.
    `uncertain` says in words what the source leaves open.
    """

    entry: str
    place: str
    kind: Kind
    designation: str
    parent: str
    text: str
    start: int
    end: int
    scope: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    conditional: bool = False
    cells: tuple[str, ...] = ()
    label: str = ""
    uncertain: tuple[str, ...] = ()

    @property
    def id_path(self) -> str:
        """Return entry and place, which together are unique in one dated list."""
        return f"{self.entry}/{self.place}"

    @property
    def implicit(self) -> bool:
        """Return whether the source has no words of its own for this paragraph."""
        return not self.text

    @property
    def reserved(self) -> bool:
        """Return whether the source keeps the paragraph empty ("[Reserved]", "Not used")."""
        return self.kind is Kind.RESERVED

    @property
    def is_paragraph(self) -> bool:
        """Return whether the place is a node of the tree of controls (entry, paragraph, reserved paragraph)."""
        return self.kind in (Kind.HEADING, Kind.PARAGRAPH, Kind.RESERVED)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: `eccn` 3A090, `heading` without the code, `category` 3, `group` A.

    Of a part that is no list it is a section or supplement: `eccn` 742.6 or "Supplement No. 4 to part 744", `category`
    the part, `group` "section" or "supplement".
    """

    eccn: str
    heading: str
    category: str
    group: str
    places: tuple[Place, ...]

    def of(self, *kinds: Kind) -> tuple[Place, ...]:
        """Return the places of these kinds, in text order."""
        return tuple(place for place in self.places if place.kind in kinds)

    def paragraphs(self) -> tuple[Place, ...]:
        """Return heading, paragraphs and reserved paragraphs, in text order."""
        return tuple(place for place in self.places if place.is_paragraph)

    def find(self, place: str) -> Place | None:
        """Return the place of that name, or None."""
        return next((one for one in self.places if one.place == place), None)


@dataclass(frozen=True, slots=True)
class ControlList:
    """A control list at one date: `version` is the date of the text, `sha256` the bytes it was read from.

    `places` are those of the list itself, outside its entries (captions, EAR99 lines, links to pending amendments,
    notes of categories and product groups, whose `scope` names what they qualify).
    `source` is the structured text that all spans refer to.
    """

    regime: str
    list: str
    version: date
    sha256: str
    reader: str
    entries: tuple[Entry, ...]
    places: tuple[Place, ...] = ()
    source: StructuredText = field(default=StructuredText("", "", "", (), ()), repr=False, compare=False)

    def entry(self, eccn: str) -> Entry | None:
        """Return the entry of that code, or None."""
        return next((one for one in self.entries if one.eccn == eccn), None)

    def notes_on(self, eccn: str) -> tuple[Place, ...]:
        """Return the notes between the entries that qualify an entry or paragraphs of it, in text order."""
        return tuple(place for place in self.places if any(code[:5] == eccn for code in place.scope))

    def all_places(self) -> Iterator[Place]:
        """Yield every place: those of the list itself, then those of the entries in list order."""
        yield from self.places
        for entry in self.entries:
            yield from entry.places

    def headings(self) -> dict[str, str]:
        """Return the heading of each entry by its code."""
        return {entry.eccn: entry.heading for entry in self.entries}

    def designations(self) -> frozenset[str]:
        """Return every designation held: entries and paragraphs."""
        return frozenset(place.designation for entry in self.entries for place in entry.paragraphs())

    def nearest(self, designation: str) -> str:
        """Return the designation itself where it is held, else the nearest one above it that is, else ""."""
        held = self.designations()
        while designation and designation not in held:
            designation = designation.rpartition(".")[0]
        return designation
