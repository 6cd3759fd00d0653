"""Numbers of parties: as a document states them, as its names are read, and as rows of the screening list cite it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nlp.numbers import number_pattern, read_number
from ruletrace.model import Fact, StructuredText, stable_id
from ruletrace.pipeline.documents import Held
from ruletrace.pipeline.findings.model import NOTABLE, PARTIES, Finding, Side, shown, side
from ruletrace.pipeline.readings.witness import Said, said

FRESH = 180  # days after publication in which rows are not yet expected to be removed or cited anew
ROLES = ("added", "revised", "removed")
_ENTRIES = re.compile(rf"\bunder ({number_pattern()}) entries\b", re.IGNORECASE)
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
    """How many parties a document states in one role: parties, and entries where it tells them apart."""

    role: str
    numbers: frozenset[int]
    facts: tuple[Said, ...]


def stated_counts(held: Held) -> tuple[Stated, ...]:
    """Return what a document states, by role; of the listing's text where that counts, else of the full text.

    One sentence may count in parts ("eleven existing entries … and one"): each part and their sum are numbers of it.
    """
    found = [_counts(held, part) for part in (held.listed(), held.stated())]
    return next((one for one in found if one), ())


def _counts(held: Held, stated: Iterable[tuple[StructuredText, Fact]]) -> tuple[Stated, ...]:
    by_role: dict[str, list[Said]] = {}
    for text, fact in stated:
        if fact.kind == "party_count" and fact.value.isdigit():
            by_role.setdefault(fact.role, []).append(said(held.document.id, text, fact))
    return tuple(Stated(role, _numbers(by_role[role]), tuple(by_role[role])) for role in ROLES if role in by_role)


def _numbers(facts: Sequence[Said]) -> frozenset[int]:
    each = [int(one.fact.value) for one in facts]
    once = {(one.sentence, one.fact.value, one.fact.start): int(one.fact.value) for one in facts}
    entries = [read_number(match[1]) for one in facts if (match := _ENTRIES.search(f"{one.fact.quote} {one.sentence}"))]
    return frozenset((*each, sum(once.values()), *entries, *([sum(entries)] if entries else [])))


def agrees(counts: Sequence[Stated], rows: int, fresh: bool) -> bool:
    """Return whether that many citing rows fit what is stated: parties or entries, added, revised, or both.

    Rows of older documents become fewer, as parties are removed or cited anew by later rules: that is no disagreement.
    """
    own = [one for one in counts if one.role in ("added", "revised")]
    if not own:
        return True
    added = next((one.numbers for one in own if one.role == "added"), frozenset({0}))
    revised = next((one.numbers for one in own if one.role == "revised"), frozenset({0}))
    fitting = {*added, *revised, *(a + r for a in added for r in revised)} - {0}
    return rows in fitting or (not fresh and rows < max(fitting))


def count_findings(held: Iterable[Held], cited: Cited) -> Iterator[Finding]:
    """Yield where the numbers that documents state, the names in them and the rows that cite them disagree."""
    for one in held:
        counts = stated_counts(one)
        rows = cited.rows.get(one.document.id, ())
        if counts and rows and cited.day and not agrees(counts, len(rows), is_fresh(one, cited.day)):
            yield _rows_finding(one, counts, rows, cited.day)
        yield from _names_findings(one, counts)


def party_change_id(document: str) -> str:
    """Return the id of the change that a rule on parties makes."""
    return stable_id("change", "parties", document)


def is_fresh(held: Held, list_day: date) -> bool:
    """Return whether a list is so near to the publication that its rows are all there."""
    published = held.document.published
    return published is not None and (list_day - published).days <= FRESH


def words(counts: Iterable[Stated]) -> str:
    """Return what is stated in words, such as "49 added (52 entries or both)"."""
    return ", ".join(f"{' or '.join(map(str, sorted(one.numbers)))} {one.role}" for one in counts)


def _rows_finding(held: Held, counts: Sequence[Stated], rows: Sequence[Row], list_day: date) -> Finding:
    document = held.document
    title = f"{document.number} states {words(counts)}; {len(rows)} rows of the screening list cite it"
    names = "; ".join(sorted(row.name for row in rows)[:20])
    listed = Side(f"screening list of {list_day}", f"{len(rows)} rows", names, sorted({row.reason for row in rows})[0])
    sides = shown((*_sides(held, counts), listed))
    change = party_change_id(document.id)
    return Finding(PARTIES, (document.id, "rows"), title, sides, _NEXT, NOTABLE, (document.id,), (change,))


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
