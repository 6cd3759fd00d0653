"""Official lists of parties: their rows in the code, apart from the rows of a screening list."""

from dataclasses import dataclass
from typing import ClassVar

from graph.schema.base import Edge, Node, prop


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialList(Node):
    """An official list of parties in its newest text (a supplement to 15 CFR part 744), beside the screening list."""

    label: ClassVar[str] = "OfficialList"
    list: str = prop("EL, UVL or MEU")
    name: str = prop("Entity List, Unverified List or Military End-User List")
    supplement: str = prop("where it stands in the code")
    version: str = prop("date of the text")
    sha256: str = prop("archived bytes it was read from")
    entries: int = prop("entries, without those kept empty", 0)
    inside: int = prop("institutions that entries list besides", 0)
    understood: int = prop("entries of which every field was understood", 0)
    introduction: str = prop("the words above the table")
    notes: tuple[str, ...] = prop("the table's footnotes, each with its number", ())
    stays: tuple[str, ...] = prop("what of the supplement is stayed: the words stand and are not in force", ())
    screening_day: str = prop("day of the screening list it was compared with; absent: none is held")
    tied: int = prop("rows of the screening list that were tied to an entry", 0)
    differences: tuple[str, ...] = prop("differences as JSON objects: field, why, count, explained", ())
    unexplained: int = prop("differences and rows without an explanation", 0)
    alone: tuple[str, ...] = prop("what only one of the lists has, as JSON objects: name, listing, party, why", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Node):
    """An entry of an official list of parties, as the code has it."""

    label: ClassVar[str] = "Listing"
    list: str = prop("EL, UVL or MEU")
    number: int = prop("which entry of its text, counted from 1", 0)
    country: str = prop("the heading it stands under")
    country_code: str = prop("ISO 3166-1 alpha-2 of the heading")
    countries: tuple[str, ...] = prop("ISO 3166-1 alpha-2 of heading and addresses", ())
    name: str = prop("name as printed; the words of an entry without one")
    aliases: tuple[str, ...] = prop("further names as printed", ())
    members: tuple[str, ...] = prop("entities that the entry lists besides, with their aliases", ())
    search: str = prop("the letters of all its names, normalised, between bars")
    addresses: tuple[str, ...] = prop("addresses as printed", ())
    requirement: str = prop("licence requirement: the cell, or the sentence above the table that says it for all")
    policy: str = prop("review policy: the cell, or the sentence above the table that says it for all")
    footnotes: tuple[str, ...] = prop("numbers of the table's footnotes that requirement or policy bears", ())
    citations: tuple[str, ...] = prop("Federal Register citations with their days; the first one added the entry", ())
    problems: tuple[str, ...] = prop("what was not understood, or with doubt", ())
    compared: str = prop("agrees, explained difference, unexplained difference or only here; absent: not compared")
    words: str = prop("the cells as they stand")
    sha256: str = prop("archived bytes")
    byte_start: int = prop("first byte of the row in the archived bytes", 0)
    byte_end: int = prop("byte after the last", 0)
    from_: str = prop("date of the first text that has the entry")
    to: str = prop("date of the first text without it; absent: the newest has it")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOf(Edge):
    """(:Listing)-[:ROW_OF]->(:OfficialList)."""

    type: ClassVar[str] = "ROW_OF"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Listing", "OfficialList"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAs(Edge):
    """(:Listing)-[:SAME_AS {entity, by, agrees, differences}]->(:Party)."""

    type: ClassVar[str] = "SAME_AS"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Listing", "Party"),)
    entity: str = prop("which entity of the entry: its own or one that it lists besides")
    by: str = prop("what tied them: name, alias, spelling or words")
    agrees: bool = prop("true when every field that both give is the same", False)
    differences: tuple[str, ...] = prop("differences as JSON objects: field, official, screening, why, explained", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cites(Edge):
    """(:Listing)-[:CITES {citation, role, by}]->(:Document)."""

    type: ClassVar[str] = "CITES"
    ends: ClassVar[tuple[tuple[str, str], ...]] = (("Listing", "Document"),)
    citation: str = prop("the page cited")
    role: str = prop("added or revised: the first citation of an entry added it")
    by: str = prop("how page and document were matched")
