"""Rows of both lists in one form: what the official list gives in one row, the screening list may give in several."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from parties.entity_list.model import Address, EntityRow, Listed
from parties.model import ListedParty
from parties.names import normalise

# "… (CETC 13). Subordinate Institution - Envoltek" | "… (Huawei). Affiliated Entity: Huawei Tech. Investment Co."
_WITHIN = re.compile(r"[.,;]?\s*(?:Subordinate Institutions?\s*[-–:]|Affiliated Entity\s*[:-])\s*", re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """One entity of an official row; `member` counts the entities inside it from 0, None is the row's own.

    `name` and `aliases` are as printed (of facilities without a name: the row's words), `key` is the name as it is
    compared. `countries` are those that its addresses name; a row's own entity has those of the whole row.
    """

    row: EntityRow
    member: int | None
    name: str
    key: str
    aliases: tuple[str, ...]
    countries: frozenset[str]

    @property
    def id(self) -> str:
        """Return the row's number, with the member's behind a point."""
        return str(self.row.number) if self.member is None else f"{self.row.number}.{self.member + 1}"


def units(row: EntityRow) -> Iterator[Unit]:
    """Yield the row's own entity, where it lists one, and each that it lists besides."""
    if not row.is_group:
        yield _unit(row, None, row.listed, tuple(row.addresses()))
    for index, member in enumerate(row.members):
        yield _unit(row, index, member.listed, (*member.listed.addresses, *row.shared))


def _unit(row: EntityRow, member: int | None, listed: Listed, addresses: tuple[Address, ...]) -> Unit:
    name = listed.name.text if listed.name else row.title
    aliases = tuple(alias.name.text for alias in listed.aliases)
    countries = frozenset(address.country for address in addresses) - {""}
    return Unit(row, member, name, name_key(name), aliases, countries)


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return a name as it is compared: of an entity inside another, its own part."""
    return normalise(_WITHIN.split(name)[-1])


def party_key(party: ListedParty) -> str:
    """Return the name of a row of the screening list as it is compared."""
    return name_key(party.name)


@lru_cache(maxsize=65536)
def letters(text: str) -> str:
    """Return a name's normalised words without the spaces between them, for names that differ in spacing only."""
    return _LETTERS.sub("", normalise(text))
