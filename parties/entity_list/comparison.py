"""The official list beside the screening list: which rows are the same entity, and what differs between them."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parties.entity_list.differences import Difference, Why, alike, differences, near
from parties.entity_list.model import EntityList
from parties.entity_list.units import Unit, letters, party_key, units
from parties.model import ListedParty

LONG = 12  # letters from which words inside a row are no accident
_PART = re.compile(r":\s+|\band subordinate entity\s+")
Tie = tuple[Unit, ListedParty, str]
Close = Callable[[Unit, ListedParty], bool]


@dataclass(frozen=True, slots=True)
class Match:
    """An official entity and a row of the screening list that is the same; `by` says what tied them."""

    unit: Unit
    party: ListedParty
    by: str
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Return whether every field is the same; a page inside the same document, or an empty field, counts."""
        return all(one.why in (Why.PAGE, Why.NOT_GIVEN) for one in self.differences)


@dataclass(frozen=True, slots=True)
class Alone:
    """An entity that only one of the lists has: `unit` of the official list or `party` of the screening list."""

    unit: Unit | None
    party: ListedParty | None
    why: Why
    note: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two lists row by row: the official one of `version`, the screening list of `day`."""

    version: date
    day: date
    matches: tuple[Match, ...]
    alone: tuple[Alone, ...]

    def unexplained(self) -> Iterator[tuple[Match | Alone, Difference | None]]:
        """Yield what has no reason: a difference of two rows, or a row that only one list has."""
        for match in self.matches:
            for one in match.differences:
                if one.why is Why.UNEXPLAINED:
                    yield match, one
        for alone in self.alone:
            if alone.why is Why.UNEXPLAINED:
                yield alone, None


def compare(official: EntityList, screening: Iterable[ListedParty], day: date) -> Comparison:
    """Compare an official list with the rows of the screening list of `day` that stem from it.

    Rows are tied by country, normalised name and citation; where one list spells otherwise, by a name among the other's
    aliases or by two spellings of one name that cite one document.
    """
    parties = [party for party in screening if party.list == official.list]
    entities = [unit for row in official.rows if not row.reserved for unit in units(row)]
    ties = _ties(entities, parties)
    family: dict[str, list[Unit]] = defaultdict(list)
    for unit, party, _ in ties:
        family[party.id].append(unit)
    matches = tuple(Match(unit, party, by, differences(unit, party, family[party.id], day)) for unit, party, by in ties)
    return Comparison(official.version, day, matches, tuple(_alone(entities, parties, matches, day)))


def _ties(entities: Sequence[Unit], parties: Sequence[ListedParty]) -> list[Tie]:
    named = _by_name(parties)
    ties: list[Tie] = []
    for unit in entities:
        same = named.get(letters(unit.key), ())
        here = [party for party in same if _shares_country(unit, party)] or list(same)
        ties.extend((unit, party, "name") for party in _best(unit, here))
    for by, close in (("name", _repeats), ("alias", _shares_name), ("spelling", _spelt_alike), ("words", _in_words)):
        ties.extend(_rest(entities, parties, ties, by, close))
    return sorted(ties, key=lambda tie: (tie[0].row.number, tie[0].member or 0, tie[1].id))


def _by_name(parties: Iterable[ListedParty]) -> Mapping[str, list[ListedParty]]:
    found: dict[str, list[ListedParty]] = defaultdict(list)
    for party in parties:
        found[letters(party_key(party))].append(party)
    return found


def _best(unit: Unit, parties: Sequence[ListedParty]) -> list[ListedParty]:
    """Return the rows that cite the same documents; without any, all: the name and the country tie them."""
    counted = [(_shared_documents(unit, party), party) for party in parties]
    most = max((count for count, _ in counted), default=0)
    return [party for count, party in counted if count or not most]


def _shared_documents(unit: Unit, party: ListedParty) -> int:
    return sum(any(near(one.citation, pair) for pair in party.citations) for one in unit.row.citations)


def _shares_country(unit: Unit, party: ListedParty) -> bool:
    codes = {unit.row.country_code, *unit.countries}
    return bool(codes & set(party.countries)) or not party.countries


def _rest(
    entities: Sequence[Unit], parties: Sequence[ListedParty], ties: Sequence[Tie], by: str, close: Close
) -> list[Tie]:
    """Return ties of what has none yet: each is tied to the nearest of the other list, one that is left first."""
    tied_units, tied_parties = {unit.id for unit, _, _ in ties}, {party.id for _, party, _ in ties}
    left = [unit for unit in entities if unit.id not in tied_units]
    open_parties = [party for party in parties if party.id not in tied_parties]
    found: list[Tie] = []
    for unit in left:
        close_by = [one for one in open_parties if close(unit, one)] or [one for one in parties if close(unit, one)]
        found.extend((unit, party, by) for party in close_by[:1])
    taken = {party.id for _, party, _ in found}
    for party in (one for one in open_parties if one.id not in taken):
        best = sorted((unit for unit in entities if close(unit, party)), key=lambda unit: _distance(unit, party))
        found.extend((unit, party, by) for unit in best[:1])
    return found


def _distance(unit: Unit, party: ListedParty) -> tuple[bool, int, int]:
    """Return how far a unit is from a row: documents shared, letters more or fewer, place in the list."""
    apart = abs(len(letters(unit.key)) - len(letters(party_key(party))))
    return not _shared_documents(unit, party), apart, unit.row.number


def _repeats(unit: Unit, party: ListedParty) -> bool:
    return letters(unit.key) == letters(party_key(party)) and _shares_country(unit, party)


def _shares_name(unit: Unit, party: ListedParty) -> bool:
    if not _may_be_same(unit, party):
        return False
    ours = {letters(unit.key), *map(letters, unit.aliases)}
    theirs = {letters(party_key(party)), *map(letters, party.aliases)}
    return letters(unit.key) in theirs or letters(party_key(party)) in ours


def _spelt_alike(unit: Unit, party: ListedParty) -> bool:
    if not _may_be_same(unit, party):
        return False
    ours, theirs = letters(unit.key), letters(party_key(party))
    same = alike(unit.key, party_key(party)) or ours.startswith(theirs) or theirs.startswith(ours)
    # A list whose aliases have rows of their own may spell these otherwise too.
    return same or (not party.citations and any(alike(alias, party_key(party)) for alias in unit.aliases))


def _in_words(unit: Unit, party: ListedParty) -> bool:
    """Return whether the row's words hold the other's: facilities and subordinate entities without a row of theirs."""
    if not _may_be_same(unit, party):
        return False
    words = letters(_PART.split(party.name)[-1])
    return len(words) > LONG and words in letters(" ".join(cell.text for cell in unit.row.cells))


def _may_be_same(unit: Unit, party: ListedParty) -> bool:
    """Return whether country and citations let the two be one; a row without citations is tied by country alone."""
    return _shares_country(unit, party) and (not party.citations or bool(_shared_documents(unit, party)))


def _alone(
    entities: Sequence[Unit], parties: Sequence[ListedParty], matches: Sequence[Match], day: date
) -> Iterator[Alone]:
    tied_units, tied_parties = {match.unit.id for match in matches}, {match.party.id for match in matches}
    for unit in entities:
        if unit.id not in tied_units:
            yield Alone(unit, None, _why_alone(unit, day), "only in the official list")
    for party in parties:
        if party.id not in tied_parties:
            yield Alone(None, party, Why.UNEXPLAINED, "only in the screening list")


def _why_alone(unit: Unit, day: date) -> Why:
    if unit.member is not None:
        return Why.OMITTED
    later = bool(unit.row.citations) and all(one.day and one.day > day for one in unit.row.citations)
    return Why.LATER if later else Why.UNEXPLAINED
