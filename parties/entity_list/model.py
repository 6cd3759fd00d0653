"""A row of the Entity, Unverified or Military End-User List: each field with the characters and bytes it is from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from parties.citations import Citation
from regulation.parts.stays import Stay


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the source: `text` stands at characters [start, end) of the part's text, bytes [byte_start, byte_end).

    `text` is that of the part, white space folded; the bytes are those of the archived answer, tags included.
    """

    text: str
    start: int
    end: int
    byte_start: int
    byte_end: int

    @property
    def span(self) -> tuple[int, int]:
        """Return the characters it stands at."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name; `kind` is "f.k.a." for a former name, else "a.k.a."."""

    name: Words
    kind: str = "a.k.a."


@dataclass(frozen=True, slots=True)
class Address:
    """An address; `country` is the ISO 3166-1 alpha-2 code of the country it names, "" when it names none."""

    words: Words
    country: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Words that were kept and not understood, or understood with doubt."""

    field: str
    words: Words
    problem: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What an entity cell says of one entity. `name` is None for an entry that lists addresses or facilities only."""

    name: Words | None
    aliases: tuple[Alias, ...]
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An entity listed inside the row of another; `kind` is the source's word ("Subordinate institution")."""

    kind: str
    listed: Listed


@dataclass(frozen=True, slots=True)
class Cited:
    """A Federal Register citation of a row: a page inside the document, and its day (None when not given)."""

    citation: Citation
    day: date | None
    words: Words


def is_reserved(words: str) -> bool:
    """Return whether the source keeps a place empty by these words: "[Reserved]"."""
    return words.strip("[]. ").lower() == "reserved"


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entry of the list, joined from the table rows it continues over.

    `number` counts the entries from 1, reserved ones too. `country` is the heading it stands under, `country_code` its
    ISO code ("" for a heading that is no country). Where a list has no column for requirement and policy, both are the
    sentence above its table. `references` are the countries its entity is told to have other addresses under.
    `requirement` and `policy` are the cells as they stand (None when empty); `provisions` the sections of the EAR that
    the requirement names; `policies` what the policy holds to: its own words in a fixed spelling. `footnotes` are the
    numbers of the table's footnotes that the requirement or policy bears. `citations` stand in the order of the source:
    the first is the document that added the entity, later ones revised it. `shared` are addresses that the row gives
    to its entity and to its members alike. `entity` is the first cell of the entity column, `cells` are all cells of
    the source.
    """

    number: int
    country: str
    country_code: str
    heading: Words
    entity: Words
    listed: Listed
    members: tuple[Member, ...]
    shared: tuple[Address, ...]
    references: tuple[Words, ...]
    requirement: Words | None
    provisions: tuple[str, ...]
    policy: Words | None
    policies: tuple[str, ...]
    footnotes: tuple[str, ...]
    citations: tuple[Cited, ...]
    cells: tuple[Words, ...]
    problems: tuple[Problem, ...]

    @property
    def reserved(self) -> bool:
        """Return whether the source keeps the row empty."""
        return self.listed.name is not None and is_reserved(self.listed.name.text)

    @property
    def is_group(self) -> bool:
        """Return whether the row only announces entities of a parent that is not listed itself."""
        return self.listed.name is None and bool(self.members)

    @property
    def understood(self) -> bool:
        """Return whether every field was read and nothing was left over or doubtful."""
        return not self.problems

    @property
    def title(self) -> str:
        """Return the entity's name; for an entry without one, its words."""
        return self.listed.name.text if self.listed.name else self.entity.text

    def addresses(self) -> Iterator[Address]:
        """Yield the addresses of the entity and its members, in the order they were read."""
        yield from self.listed.addresses
        yield from self.shared
        for member in self.members:
            yield from member.listed.addresses

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the ISO codes of the heading and of every address that names a country, sorted."""
        found = {self.country_code, *(address.country for address in self.addresses())}
        return tuple(sorted(found - {""}))


@dataclass(frozen=True, slots=True)
class EntityList:
    """The list at one date: `version` is the date of the text, `sha256` its archived bytes.

    `notes` are the table's footnotes by number, `editorial` the editors' notes, `introduction` the words above the
    table, and `stays` what of the supplement is stayed: the words stand in the text and are not in force. `list` is
    the list's code: EL, UVL (Unverified) or MEU (Military End-User).
    """

    version: date
    sha256: str
    rows: tuple[EntityRow, ...]
    notes: tuple[tuple[str, Words], ...]
    editorial: tuple[Words, ...]
    introduction: Words | None
    stays: tuple[Stay, ...]
    list: str = "EL"
