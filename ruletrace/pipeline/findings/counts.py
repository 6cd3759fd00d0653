"""Numbers of parties: as a document states them, as its names are read, and as rows of the screening list cite it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from nlp.numbers import number_pattern, read_number
from ruletrace.model import Fact, StructuredText, stable_id
from ruletrace.pipeline.documents import Held
from ruletrace.pipeline.findings.model import MINOR, NOTABLE, PARTIES, Finding, Side, shown, side
from ruletrace.pipeline.readings.witness import Said, said

FRESH = 180  # days after publication in which rows are not yet expected to be removed or cited anew
ROLES = ("added", "revised", "removed")
_LISTS = frozenset({"entity_list", "unverified_list", "military_end_user_list", "denied_persons"})
# "49 entities under 52 entries", "29 entries (26 entities)": entries are counted beside the entities
_ENTRIES = re.compile(rf"\bunder ({number_pattern()}) entr|^({number_pattern()}) entries \(", re.IGNORECASE)
_NAMED = 3  # later rules that are named
_NEXT = "Count the parties in the document, and compare with the official table of Supplement No. 4 to part 744."


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the newest screening list that cites a document, and how the pages were matched."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cited:
    """The rows that cite rules, by document id, and the day on which the list was fetched (None: no list)."""

    rows: Mapping[str, tuple[Row, ...]]
    day: date | None


@dataclass(frozen=True, slots=True)
class Stated:
    """How many parties a document states in one role, in all: as entities, and as entries (equal where not told)."""

    role: str
    entities: int
    entries: int
    facts: tuple[Said, ...]

    @property
    def numbers(self) -> frozenset[int]:
        """Return both totals."""
        return frozenset({self.entities, self.entries})


class Fit(Enum):
    """How the rows that cite a rule meet the number it states."""

    ALL = "as many as stated"
    EXPLAINED = "fewer, and later rules that are held remove or revise as many"
    FEWER = "fewer of an older rule, and no later rule that is held says why"
    DISAGREES = "another number"


@dataclass(frozen=True, slots=True)
class Met:
    """How many `rows` cite a rule that states `expected`, how they fit, and in words what explains a difference."""

    fit: Fit
    rows: int
    expected: int
    why: str = ""

    @property
    def words(self) -> str:
        """Return it in words: "12 of 16 still cite it; …"."""
        if self.fit is Fit.ALL:
            return f"{self.rows} rows cite it"
        if self.fit is Fit.DISAGREES:
            return f"{self.rows} rows of the screening list cite it"
        return f"{self.rows} of {self.expected} still cite it; {self.why}"


def stated_counts(held: Held) -> tuple[Stated, ...]:
    """Return what a document states, by role; of the first of its texts that counts, the listing's before the others.

    One sentence may count in parts ("eleven existing entries … and one"): their sum is the number.
    """
    for text, facts in zip(held.texts, held.facts, strict=True):
        if found := _counts(held, text, facts):
            return found
    return ()


def _counts(held: Held, text: StructuredText, facts: Iterable[Fact]) -> tuple[Stated, ...]:
    by_role: dict[str, list[Said]] = {}
    for fact in facts:
        if fact.kind == "party_count" and fact.value.isdigit():
            by_role.setdefault(fact.role, []).append(said(held.document.id, text, fact))
    return tuple(_stated(role, by_role[role]) for role in ROLES if role in by_role)


def _stated(role: str, facts: Sequence[Said]) -> Stated:
    return Stated(role, sum(int(one.fact.value) for one in facts), sum(map(_entries, facts)), tuple(facts))


def _entries(one: Said) -> int:
    match = _ENTRIES.search(one.fact.quote)
    return read_number(match[1] or match[2]) if match else int(one.fact.value)


def met(counts: Sequence[Stated], rows: int, fresh: bool, later: Sequence[Held] = ()) -> Met | None:
    """Return how the rows that cite a rule meet all that it adds and revises; None where it states neither.

    `fresh` says that no row can be expected to be gone. Rows of older rules become fewer, as later rules remove or
    revise them: that is no agreement, and explained only where such `later` rules are held.
    """
    acting = [one for one in counts if one.role in ("added", "revised")]
    if not acting:
        return None
    totals = {sum(one.entities for one in acting), sum(one.entries for one in acting)}
    if rows in totals:
        return Met(Fit.ALL, rows, rows)
    expected = max(totals)
    if rows > expected or fresh:
        return Met(Fit.DISAGREES, rows, expected)
    taking = [(one, number) for one in later if (number := _taken(one))]
    taken = sum(number for _, number in taking)
    if taken < expected - rows:
        return Met(Fit.FEWER, rows, expected, "no later rule that is held says why")
    return Met(Fit.EXPLAINED, rows, expected, f"later rules remove or revise {taken} parties: {_named(taking)}")


def _taken(one: Held) -> int:
    return sum(count.entries for count in stated_counts(one) if count.role in ("removed", "revised"))


def later_rules(rules: Iterable[Held], than: Held, day: date | None) -> tuple[Held, ...]:
    """Return the rules on the same list that were published after one and not after the screening list of `day`."""
    return tuple(one for one in rules if day and _later(one, than, day))


def _later(one: Held, than: Held, day: date) -> bool:
    first, published = than.document.published, one.document.published
    if first is None or published is None or not first < published <= day:
        return False
    lists, others = _lists(than), _lists(one)
    return not lists or not others or bool(lists & others)


def _lists(held: Held) -> frozenset[str]:
    return frozenset(fact.value for _, fact in held.stated() if fact.kind == "topic") & _LISTS


def _named(later: Sequence[tuple[Held, int]]) -> str:
    names = [one.document.number for one, _ in later]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


def count_findings(held: Iterable[Held], cited: Cited) -> Iterator[Finding]:
    """Yield where the numbers that documents state, the names in them and the rows that cite them disagree.

    What later rules explain is none; what nothing explains of an older rule is only good to know.
    """
    rules = sorted(held, key=lambda one: one.document.id)
    for one in rules:
        counts = stated_counts(one)
        rows = cited.rows.get(one.document.id, ())
        if rows and cited.day:
            told = met(counts, len(rows), is_fresh(one, cited.day), later_rules(rules, one, cited.day))
            if told and told.fit in (Fit.FEWER, Fit.DISAGREES):
                yield _rows_finding(one, counts, rows, cited.day, told)
        yield from _names_findings(one, counts)


def party_change_id(document: str) -> str:
    """Return the id of the change that a rule on parties makes."""
    return stable_id("change", "parties", document)


def is_fresh(held: Held, list_day: date) -> bool:
    """Return whether a list is so near to the publication that its rows are all there."""
    published = held.document.published
    return published is not None and (list_day - published).days <= FRESH


def words(counts: Iterable[Stated]) -> str:
    """Return what is stated in words, such as "49 added (52 entries), 2 revised"."""
    return ", ".join(
        f"{one.entities} {one.role}" + (f" ({one.entries} entries)" if one.entries != one.entities else "")
        for one in counts
    )


def _rows_finding(held: Held, counts: Sequence[Stated], rows: Sequence[Row], list_day: date, told: Met) -> Finding:
    document = held.document
    title = f"{document.number} states {words(counts)}; {told.words}"
    names = "; ".join(sorted(row.name for row in rows)[:20])
    listed = Side(f"screening list of {list_day}", f"{len(rows)} rows", names, sorted({row.reason for row in rows})[0])
    sides = shown((*_sides(held, counts), listed))
    change = party_change_id(document.id)
    rank = NOTABLE if told.fit is Fit.DISAGREES else MINOR
    return Finding(PARTIES, (document.id, "rows"), title, sides, _NEXT, rank, (document.id,), (change,))


def _names_findings(held: Held, counts: Sequence[Stated]) -> Iterator[Finding]:
    document = held.document
    named: dict[str, dict[str, Said]] = {}
    for text, fact in held.stated():
        if fact.kind == "party_name" and fact.role in ROLES:
            named.setdefault(fact.role, {}).setdefault(fact.value, said(document.id, text, fact))
    for one in counts:
        names = named.get(one.role, {})
        if names and len(names) not in one.numbers:
            title = f"{document.number} states {words([one])}; {len(names)} names are read in its text"
            read = Side(f"{document.number}, names read", f"{len(names)} {one.role}", "; ".join(sorted(names)[:20]))
            sides = shown((*_sides(held, [one]), read))
            yield Finding(PARTIES, (document.id, "names", one.role), title, sides, _NEXT, NOTABLE, (document.id,))


def _sides(held: Held, counts: Iterable[Stated]) -> list[Side]:
    document = held.document
    return [
        side(document.number, document.id, fact, f"{fact.fact.value} {one.role}")
        for one in counts
        for fact in one.facts
    ]
