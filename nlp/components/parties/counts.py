"""How many parties a list change adds, revises and removes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.components.parties.count_acts import entities_of, is_done
from nlp.components.parties.count_forms import MOVED, elided, next_count, passive_statement, said, statement
from nlp.components.parties.lists import ROLES
from nlp.components.parties.uncounted import (
    existing,
    named_change,
    named_only,
    names_listed,
    nominal,
    published,
    single,
)
from nlp.finds import Find, Notes
from nlp.numbers import read_number
from nlp.ranges import Range

FURTHER = 300  # characters behind a count in which further ones share its verb

# These are lists of parties; a count elsewhere ("adds two items") is none.
_LISTS = re.compile(
    r"\b(?:Entity List|Unverified List|UVL|Military[- ]End[- ]User|MEU List|Denied Persons|Validated End[- ]?\s?User"
    r"|VEU|SDN|Restricted (?:Entities|List)|Prohibited \w+ List|Specially Designated|Blocked Persons"
    r"|under \w+ entr|entit(?:y|ies)|affiliates)",
    re.I,
)
_THEM = re.compile(r"\band\s+(?P<verb>adding|removing|adds|removes)\s+(?:them|these|those|the same)\b", re.I)
# "removes two entities to remove a duplicate listing": why, not what
_PURPOSE = re.compile(r"\b(?:in order )?to\s+\w+\s+$")
# "under seven entries": the number of entries, where the entities are counted too
_UNDER = re.compile(r"\s*,?\s*under\s+[\w\- ]{1,40}?entr(?:y|ies)", re.I)


def counts(notes: Notes, names: list[Find]) -> list[Find]:
    """Return the counts of the abstract, and of the title for roles that the abstract gives no number for.

    Where no number stands, `names` are counted if the text changes the entries of the parties it names.
    """
    heads = notes.head()
    abstract = [bounds for bounds in heads if bounds not in notes.within("title")] or heads
    found = _counts(notes, abstract)
    missing = [role for role in ROLES if not any(count.role == role for count in found)]
    found += [count for count in _counts(notes, notes.within("title")) if count.role in missing]
    missing = [role for role in ROLES if not any(count.role == role for count in found)]
    found += [count for count in nominal(notes, abstract) if count.role in missing]
    for others in (published, names_listed):
        missing = [role for role in ROLES if not any(count.role == role for count in found)]
        found += [count for count in others(notes, abstract) if count.role in missing]
    found += [count for count in single(notes, abstract) if all(count.role != other.role for other in found)]
    changed = [count for count in named_change(notes, abstract) if all(count.role != other.role for other in found)]
    if found:
        return found + changed
    return existing(notes, abstract) or changed or named_only(notes, names)


def _counts(notes: Notes, ranges: list[tuple[int, int]]) -> list[Find]:
    """Return the counts of active statements, else of passive ones; equal restatements are dropped."""
    if not any(_LISTS.search(notes.text, start, end) for start, end in notes.head()):
        return []
    active = [count for start, end in ranges for count in _active(notes, start, end)]
    roles = {count.role for count in active}
    taken = [(count.start, count.end) for count in active]
    passive = [
        count for start, end in ranges for count in _passive(notes, start, end, taken) if count.role not in roles
    ]
    return _once_a_sentence(notes, active + passive)


def _once_a_sentence(notes: Notes, counts: list[Find]) -> list[Find]:
    """Drop the parts of a total ("modifies 14 entries, consisting of revisions to 14"; "Specifically, it adds 3")."""
    kept: list[Find] = []
    for count in counts:
        totals = [total for total in kept if total.role == count.role and total.start < count.start]
        if not (totals and _is_part(notes, totals[-1], count)):
            kept.append(count)
    return kept


def _is_part(notes: Notes, total: Find, count: Find) -> bool:
    low, high = notes.sentences.at(count.start)
    if low <= total.start:
        if dict(count.detail).get("in_words") in {"a", "an"} and _PURPOSE.search(notes.text, total.end, count.start):
            return True
        how = said("explained").match(notes.text, total.end, count.start)
        if how and int(count.value) <= int(total.value):
            return True
        clause = max(notes.text.rfind(";", total.end, count.start), total.end)
        return said("parts").search(notes.text, clause, count.start) is not None
    if count.value == total.value and not said("further").search(notes.text, low, high):
        return True
    return said("parts_follow").match(notes.text, low) is not None and int(count.value) <= int(total.value)


def _active(notes: Notes, start: int, end: int) -> Iterator[Find]:
    pattern = statement()
    for match in pattern.finditer(notes.text, start, end):
        if not is_done(notes, match):
            continue
        for each in _roles(notes, match):
            first = _count(notes.text, each, match)
            yield first
            yield from _further(notes, first, min(end, match.end() + FURTHER))
        them = _THEM.search(notes.text, match.end(), min(end, match.end() + 160))
        if them and "." not in notes.text[match.end() : them.start()].replace("U.S.", ""):
            verb = "added" if them.group("verb").lower().startswith("add") else "removed"
            yield Find("party_count", str(read_number(match.group("number"))), verb, them.start("verb"), them.end())
    for match in elided().finditer(notes.text, start, end):
        low = notes.sentences.at(match.start())[0]
        if pattern.search(notes.text, max(low, start), match.start()) and is_done(notes, match):
            for each in _roles(notes, match):
                yield _count(notes.text, each, match)


def _roles(notes: Notes, match: re.Match[str]) -> tuple[str, ...]:
    """Return what is done to the counted: a move is both, unless within one list; an address added revises."""
    role = next(role for role in (*ROLES, MOVED) if match.group(role))
    if role == MOVED:
        within = said("within_list").match(notes.text, match.end(), notes.sentences.at(match.start())[1])
        return ("revised",) if within else ("added", "removed")
    own = notes.text[match.end(role) : match.start("number")]
    return ("revised",) if said("identifiers").search(own) else (role,)


def _further(notes: Notes, first: Find, stop: int) -> Iterator[Find]:
    """Yield the counts that go on with the same verb: "adds two entities under X, one under Y and three persons"."""
    found: list[Find] = []
    position = first.end
    while (match := next_count().match(notes.text, position, stop)) is not None:
        value, position = str(read_number(match.group("number"))), match.end()
        found.append(Find("party_count", value, first.role, match.start("number"), position, first.detail))
    # "adds 12 entities: seven under X and five under Y" tells the parts of what it has told.
    if sum(int(one.value) for one in found) != int(first.value) or len(found) == 1:
        yield from found


def _count(text: str, role: str, match: re.Match[str]) -> Find:
    bracket = entities_of(text, match.end()) if match.group("entries") else None
    number = bracket.group("number") if bracket else match.group("number")
    end = bracket.end() if bracket else match.end()
    counted = "entries" if match.group("entries") and not bracket else "entities"
    under = _UNDER.match(text, end)
    detail = (("counted", counted), ("in_words", match.group("number")))
    return Find(
        "party_count", str(read_number(number)), role, match.start("number"), under.end() if under else end, detail
    )


def _passive(notes: Notes, start: int, end: int, taken: list[Range]) -> Iterator[Find]:
    """Yield the counts of "nine companies are removed"; numbers in the ranges `taken` have a verb of their own."""
    seen: set[tuple[str, int]] = set()
    position = start
    while (match := passive_statement().search(notes.text, position, end)) is not None:
        own = any(low <= match.start("number") < high for low, high in taken)
        position = match.end("number") if own else match.end()
        role = next(role for role in ROLES if match.group(role))
        value = read_number(match.group("number"))
        sentence = notes.sentences.at(match.start())
        told = match.group("perfect") and not said("own").search(notes.text, *sentence)
        if not own and not told and (role, value) not in seen:
            seen.add((role, value))
            first = Find(
                "party_count", str(value), role, match.start("number"), match.end(), (("counted", "entities"),)
            )
            yield first
            yield from _further(notes, replace(first, end=match.end("noun")), match.start(role))
