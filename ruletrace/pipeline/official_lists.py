"""The official lists of parties over time, and how the newest text compares with the newest screening list."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from parties.entity_list.comparison import Alone, Comparison, Match, compare
from parties.entity_list.differences import Why
from parties.entity_list.layouts import LAYOUTS
from parties.entity_list.model import EntityList, EntityRow, Listed
from parties.entity_list.reading import EntityListError
from parties.entity_list.units import letters
from parties.model import ListedParty
from ruletrace.model import Fetch, canonical, stable_id
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import dated_texts, kept
from ruletrace.pipeline.entity_list import PART, read_lists
from ruletrace.readers.xml import ReadError

READ, COMPARED = "official lists", "official lists compared"


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as plain data; `id` is made of list, country, name and first citation, and is the same in later texts.

    `citations` are (page, day in ISO form or ""), the first of which added the entry.
    """

    id: str
    number: int
    country: str
    country_code: str
    countries: tuple[str, ...]
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]
    search: str
    addresses: tuple[str, ...]
    requirement: str
    policy: str
    footnotes: tuple[str, ...]
    citations: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    words: str
    byte_start: int
    byte_end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A list in one text: `rows` without those that the source keeps empty."""

    list: str
    version: date
    sha256: str
    inside: int
    introduction: str
    notes: tuple[str, ...]
    stays: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """An entity of an entry and a row of the screening list that is the same; `differences` are lines of JSON."""

    row: str
    unit: str
    entity: str
    party: str
    by: str
    agrees: bool
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A list beside the screening list of `day`; `tallies` and `alone` are lines of JSON."""

    list: str
    day: date
    ties: tuple[Tie, ...]
    tallies: tuple[str, ...]
    alone: tuple[str, ...]
    unexplained: int


@dataclass(frozen=True, slots=True)
class Official:
    """All texts by date, how the newest compares (by list; empty without a screening list), what was not read."""

    texts: tuple[Text, ...]
    beside: Mapping[str, Beside]
    problems: tuple[str, ...]


_TEXTS, _BESIDE = TypeAdapter(list[Text]), TypeAdapter(list[Beside])


def official_texts(context: Context, program: str) -> Official:
    """Return the lists of every archived text of part 744, not compared; each text is read once."""
    return _Reader(context, program).read(None)


def official(context: Context, program: str, listed: Sequence[ListedParty], fetch: Fetch | None) -> Official:
    """Return the lists of every archived text of part 744, the newest compared with the rows `listed` of `fetch`."""
    return _Reader(context, program).read((listed, fetch) if fetch else None)


class _Reader:
    """Reads texts, each at most once, and only where a step is not kept."""

    def __init__(self, context: Context, program: str) -> None:
        self._context, self._program = context, program
        self._lists: dict[str, tuple[EntityList, ...]] = {}

    def read(self, screening: tuple[Sequence[ListedParty], Fetch] | None) -> Official:
        own = kept(PART)
        found: list[Text] = []
        beside: Mapping[str, Beside] = {}
        problems: list[str] = []
        dated = dated_texts(self._context, own) if own else []
        for day, fetch in dated:
            try:
                found += self._texts(day, fetch)
                if screening and (day, fetch) == dated[-1]:
                    beside = self._beside(day, fetch, *screening)
            except (ReadError, EntityListError) as error:
                problems.append(f"{fetch.url}: {error}")
        return Official(tuple(found), beside, tuple(problems))

    def _texts(self, day: date, fetch: Fetch) -> list[Text]:
        def work() -> object:
            return _TEXTS.dump_python([_text(one) for one in self._read(day, fetch)], mode="json")

        return _TEXTS.validate_python(self._context.steps.once(READ, self._program, f"{fetch.sha256} {day}", work))

    def _beside(self, day: date, fetch: Fetch, listed: Sequence[ListedParty], of: Fetch) -> Mapping[str, Beside]:
        def work() -> object:
            told = [_beside(one, compare(one, listed, of.at.date())) for one in self._read(day, fetch)]
            return _BESIDE.dump_python(told, mode="json")

        source = f"{fetch.sha256} {day} {of.sha256} {of.at.date()}"
        rows = self._context.steps.once(COMPARED, self._program, source, work)
        return {one.list: one for one in _BESIDE.validate_python(rows)}

    def _read(self, day: date, fetch: Fetch) -> tuple[EntityList, ...]:
        if fetch.sha256 not in self._lists:
            data = self._context.archive.get(fetch.sha256)
            self._lists[fetch.sha256] = read_lists(data, day, *LAYOUTS.values())
        return self._lists[fetch.sha256]


def _text(one: EntityList) -> Text:
    rows = [row for row in one.rows if not row.reserved]
    ids = _ids(one)
    return Text(
        list=one.list,
        version=one.version,
        sha256=one.sha256,
        inside=sum(len(row.members) for row in rows),
        introduction=one.introduction.text if one.introduction else "",
        notes=tuple(f"{number}: {note.text}" for number, note in one.notes),
        stays=tuple(_stay(stay.quote, stay.citation, stay.until) for stay in one.stays),
        rows=tuple(_row(row, ids[row.number]) for row in rows),
    )


def _stay(quote: str, citation: str, until: date | None) -> str:
    return f"{quote}: stayed by {citation}" + (f" until {until}" if until else "")


def _ids(one: EntityList) -> dict[int, str]:
    """Return an id for each entry by its number; entries that are alike in all of it are told apart by their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = {}
    for row in one.rows:
        first = str(row.citations[0].citation) if row.citations else ""
        key = (one.list, row.country, " ".join(row.title.split()), first)
        seen[key] += 1
        again = (str(seen[key]),) if seen[key] > 1 else ()
        found[row.number] = stable_id("listing", *key, *again)
    return found


def _row(row: EntityRow, id: str) -> Row:
    names = [name for one in (row.listed, *(member.listed for member in row.members)) for name in _names(one)]
    return Row(
        id=id,
        number=row.number,
        country=row.country,
        country_code=row.country_code,
        countries=row.countries,
        name=row.title,
        aliases=tuple(f"{alias.kind} {alias.name.text}" for alias in row.listed.aliases),
        members=tuple(f"{member.kind}: {'; '.join(_names(member.listed))}" for member in row.members),
        search=f"|{'|'.join(letters(name) for name in (row.title, *names))}|",
        addresses=tuple(one.words.text for one in row.addresses()),
        requirement=row.requirement.text if row.requirement else "",
        policy=row.policy.text if row.policy else "",
        footnotes=row.footnotes,
        citations=tuple((str(one.citation), one.day.isoformat() if one.day else "") for one in row.citations),
        problems=tuple(f"{one.field}: {one.problem}: {one.words.text}" for one in row.problems),
        words="\n".join(cell.text for cell in row.cells),
        byte_start=min(cell.byte_start for cell in row.cells),
        byte_end=max(cell.byte_end for cell in row.cells),
    )


def _names(one: Listed) -> list[str]:
    return [*([one.name.text] if one.name else []), *(alias.name.text for alias in one.aliases)]


def _beside(own: EntityList, compared: Comparison) -> Beside:
    ids = _ids(own)
    counts = Counter((one.field, one.why) for match in compared.matches for one in match.differences)
    tallies = (
        {"field": field, "why": str(why), "count": number, "explained": why is not Why.UNEXPLAINED}
        for (field, why), number in sorted(counts.items())
    )
    return Beside(
        list=own.list,
        day=compared.day,
        ties=tuple(_tie(one, ids) for one in compared.matches),
        tallies=tuple(canonical(one) for one in tallies),
        alone=tuple(sorted(canonical(dict(_alone(one, ids))) for one in compared.alone)),
        unexplained=len(list(compared.unexplained())),
    )


def _tie(one: Match, ids: Mapping[int, str]) -> Tie:
    told = tuple(
        canonical(
            {
                "field": each.field,
                "official": each.official,
                "screening": each.screening,
                "why": str(each.why),
                "explained": each.why is not Why.UNEXPLAINED,
            }
        )
        for each in one.differences
    )
    return Tie(ids[one.unit.row.number], one.unit.id, one.unit.name, one.party.id, one.by, one.agrees, told)


def _alone(one: Alone, ids: Mapping[int, str]) -> Iterator[tuple[str, object]]:
    yield "note", one.note
    yield "why", str(one.why)
    yield "explained", one.why is not Why.UNEXPLAINED
    if one.unit:
        yield "name", one.unit.name
        yield "listing", ids[one.unit.row.number]
    if one.party:
        yield "name", one.party.name
        yield "party", one.party.id
