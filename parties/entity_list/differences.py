"""What differs between an entity of the official list and its row in the screening list, field by field, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from parties.citations import Citation
from parties.entity_list.columns import policies, provisions
from parties.entity_list.model import Cited
from parties.entity_list.units import Unit, letters, party_key
from parties.model import ListedParty

ALIKE = 0.82  # share of equal letters from which two names are two spellings of one
COUNTED_UP = 6  # a volume counted up down a column: 83 FR 37423, 84 FR 37423, 85 FR 37423, …
NEIGHBOURS = 70  # pages from which two citations are worth comparing at all
# Measured over both lists: the official list cites pages up to 14 behind the one that the screening list cites.
INSIDE, BEFORE = 14, 10


class Why(StrEnum):
    """Why two lists differ in a field."""

    LATER = "later amendment: the official row cites a document after the screening list's day"
    BEHIND = "the screening list lacks a document that revised the official row before its day"
    PAGE = "page: the screening list cites the first page, the official list the amendment's page"
    NEAR = "near page: the screening list cites a later page; that it is one document is not proved"
    MISPRINT = "misprint: one figure of the citation differs"
    COUNTED = "the screening list repeats the row with the volume counted up"
    SPELLING = "spelling"
    SPLIT = "alias split: the same words divided otherwise"
    BOUNDARY = "name boundary: words of the name stand in another field"
    DOUBT = "doubtful in the official text, and told so with the row"
    SEVERAL = "listed under several countries, joined in the screening list"
    HONG_KONG = "Hong Kong counted with China, or apart"
    HEADING = "the heading's country is not the address's"
    GRANULARITY = "address granularity: an address without a country, or one left out"
    OMITTED = "omitted by the screening list: the official words hold it"
    ALIAS_ROW = "alias row: the screening list gives an alias a row of its own"
    NOT_GIVEN = "not given: the screening list leaves this field of the list empty"
    NO_CITATION = "the official row has no citation"
    WORDING = "wording: same sections and same policy"
    UNEXPLAINED = "unexplained"


# What the screening list holds for no row of a list.
_EMPTY = {"UVL": ("aliases", "requirement", "citations")}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `official` and `screening` hold the words of either side ("" for none)."""

    field: str
    official: str
    screening: str
    why: Why


def differences(unit: Unit, party: ListedParty, family: Sequence[Unit], day: date) -> tuple[Difference, ...]:
    """Return the differences between an official entity and a row of the screening list of `day`.

    `family` are all official entities that the screening list gives in this row, the unit among them.
    """
    stale = _stale(unit, party, day)
    found = [
        *_name(unit, party),
        *_aliases(unit, party, family, stale),
        *_countries(unit, party, family, stale),
        *_requirement(unit, party, stale),
        *_policy(unit, party, stale),
        *_citations(unit, party, family, day),
    ]
    return tuple(found)


def near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether two pages are close enough that rows which cite them may be the same; no proof of one document."""
    return one[0] == other[0] and abs(one[1] - other[1]) <= NEIGHBOURS


def _same_page(official: tuple[int, int], screening: tuple[int, int]) -> Why | None:
    """Return PAGE for a page behind the cited first page, NEAR for one shortly before it, else None."""
    behind = official[1] - screening[1]
    if official[0] != screening[0] or not -BEFORE <= behind <= INSIDE:
        return None
    return Why.PAGE if behind >= 0 else Why.NEAR


def alike(one: str, other: str) -> bool:
    """Return whether two names are two spellings of one."""
    first, second = letters(one), letters(other)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _stale(unit: Unit, party: ListedParty, day: date) -> Why | None:
    """Return why the screening list's row may be older than the official one, or None."""
    if _not_given(party, "citations"):
        return None
    missing = [one for one in unit.row.citations if not _cites(party, one)]
    if any(one.day and one.day > day for one in missing):
        return Why.LATER
    return Why.BEHIND if missing else None


def _cites(party: ListedParty, cited: Cited) -> bool:
    return any(_same_page(cited.citation, pair) for pair in party.citations)


def _not_given(party: ListedParty, field: str) -> bool:
    return field in _EMPTY.get(party.list, ())


def _name(unit: Unit, party: ListedParty) -> Iterator[Difference]:
    if unit.key == party_key(party) or letters(unit.key) == letters(party_key(party)):
        return
    yield Difference("name", unit.name, party.name, _why_name(unit, party))


def _why_name(unit: Unit, party: ListedParty) -> Why:
    ours, theirs = letters(unit.key), letters(party_key(party))
    if _not_given(party, "aliases") and any(alike(alias, party_key(party)) for alias in unit.aliases):
        return Why.ALIAS_ROW
    if alike(unit.key, party_key(party)):
        return Why.SPELLING
    cell = letters(" ".join(cell.text for cell in unit.row.cells))
    if theirs in cell or (ours.startswith(theirs) or theirs.startswith(ours)):
        return Why.BOUNDARY
    return Why.UNEXPLAINED


def _aliases(unit: Unit, party: ListedParty, family: Sequence[Unit], stale: Why | None) -> Iterator[Difference]:
    ours = {letters(alias): alias for alias in unit.aliases} | {letters(unit.key): unit.name}
    theirs = {letters(alias): alias for alias in party.aliases} | {letters(party_key(party)): party.name}
    shared = {letters(name) for one in family for name in (one.name, one.key, *one.aliases)}
    missing, extra = sorted(ours.keys() - theirs.keys()), sorted(theirs.keys() - ours.keys())
    names = {letters(unit.key), letters(party_key(party))}
    for key in missing:
        if key not in names and not _not_given(party, "aliases"):
            yield Difference("aliases", ours[key], "", _why_alias(key, extra, unit, stale) or Why.OMITTED)
    cell = letters(" ".join(cell.text for cell in unit.row.cells))
    for key in extra:
        if key not in names:
            why = Why.SEVERAL if key in shared else _why_alias(key, missing, unit, stale)
            yield Difference("aliases", "", theirs[key], why or (Why.BOUNDARY if key in cell else Why.UNEXPLAINED))


def _why_alias(key: str, others: Iterable[str], unit: Unit, stale: Why | None) -> Why | None:
    for other in others:
        if other and (key in other or other in key):
            return Why.SPLIT
        if alike(key, other):
            return Why.SPELLING
    if any(problem.field in ("aliases", "name", "entity") for problem in unit.row.problems):
        return Why.DOUBT
    return stale


def _countries(unit: Unit, party: ListedParty, family: Sequence[Unit], stale: Why | None) -> Iterator[Difference]:
    ours, theirs = unit.countries or frozenset({unit.row.country_code}), frozenset(party.countries)
    if ours == theirs:
        return
    joined = frozenset(code for one in family for code in (*one.countries, one.row.country_code))
    missing, extra = ours - theirs, theirs - ours
    why = _why_countries(unit, missing, extra, joined) or stale or Why.UNEXPLAINED
    yield Difference("countries", " ".join(sorted(ours)), " ".join(sorted(theirs)), why)


def _why_countries(unit: Unit, missing: frozenset[str], extra: frozenset[str], joined: frozenset[str]) -> Why | None:
    if (missing | extra) <= {"CN", "HK"}:
        return Why.HONG_KONG
    if extra <= {unit.row.country_code} and (not missing or extra):
        return Why.HEADING
    if extra and extra <= joined | {"CN", "HK"}:
        return Why.SEVERAL
    if not extra:
        return Why.GRANULARITY
    return None


def _requirement(unit: Unit, party: ListedParty, stale: Why | None) -> Iterator[Difference]:
    ours = unit.row.requirement.text if unit.row.requirement else ""
    if letters(ours) == letters(party.licence_requirement):
        return
    if _not_given(party, "requirement") and not party.licence_requirement:
        yield Difference("requirement", ours, "", Why.NOT_GIVEN)
        return
    same = _sections(ours) == _sections(party.licence_requirement)
    yield Difference("requirement", ours, party.licence_requirement, Why.WORDING if same else stale or Why.UNEXPLAINED)


def _sections(text: str) -> frozenset[str]:
    # The raised footnote numbers of the screening list are plain figures behind a closing bracket: "734.9(g)3".
    return frozenset(provisions(text))


def _policy(unit: Unit, party: ListedParty, stale: Why | None) -> Iterator[Difference]:
    ours = unit.row.policy.text if unit.row.policy else ""
    theirs = party.licence_policy
    if letters(ours) == letters(theirs):
        return
    same = policies(ours) == policies(theirs) and (
        policies(ours) != ("by reference",) or _sections(ours) == _sections(theirs)
    )
    yield Difference("policy", ours, theirs, Why.WORDING if same else stale or Why.UNEXPLAINED)


def _citations(unit: Unit, party: ListedParty, family: Sequence[Unit], day: date) -> Iterator[Difference]:
    if _not_given(party, "citations") and not party.citations:
        yield Difference("citations", "; ".join(str(one.citation) for one in unit.row.citations), "", Why.NOT_GIVEN)
        return
    cited = {one.citation for one in unit.row.citations}
    for one in unit.row.citations:
        if one.citation not in party.citations:
            yield _cited(one, party, day)
    joined = {one.citation for other in family for one in other.row.citations}
    for pair in party.citations:
        if not any(_same_page(own, pair) for own in cited):
            yield Difference("citations", "", str(Citation(*pair)), _why_cited(pair, cited, joined))


def _cited(one: Cited, party: ListedParty, day: date) -> Difference:
    pages = sorted((pair for pair in party.citations), key=lambda pair: abs(pair[1] - one.citation.page))
    for pair in pages:
        if why := _same_page(one.citation, pair):
            return Difference("citations", str(one.citation), str(Citation(*pair)), why)
    if printed := _misprinted(one.citation, party.citations):
        return Difference("citations", str(one.citation), printed, Why.MISPRINT)
    later = one.day is not None and one.day > day
    return Difference("citations", str(one.citation), "", Why.LATER if later else Why.BEHIND)


def _why_cited(pair: tuple[int, int], cited: set[Citation], joined: set[Citation]) -> Why:
    if not cited:
        return Why.NO_CITATION
    if any(_same_page(other, pair) for other in joined):
        return Why.SEVERAL
    if any(0 < pair[0] - own[0] <= COUNTED_UP and abs(pair[1] - own[1]) <= INSIDE for own in cited):
        return Why.COUNTED
    return Why.MISPRINT if _misprinted(pair, cited) else Why.UNEXPLAINED


def _misprinted(citation: tuple[int, int], others: Iterable[tuple[int, int]]) -> str:
    """Return the citation among `others` with one other figure, two that changed places, or another volume; or ""."""
    for other in others:
        one, two = "".join(map(str, citation)), "".join(map(str, other))
        if citation[1] == other[1] or (len(one) == len(two) and _figures_apart(one, two)):
            return str(Citation(*other))
    return ""


def _figures_apart(one: str, two: str) -> bool:
    unequal = [index for index, pair in enumerate(zip(one, two, strict=True)) if pair[0] != pair[1]]
    return len(unequal) == 1 or (sorted(one) == sorted(two) and len(unequal) <= len("ab"))
