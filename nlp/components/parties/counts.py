"""How many parties a list change adds, revises and removes."""

import re
from collections.abc import Iterator
from functools import cache

from nlp.components.parties.lists import ROLES, role_of
from nlp.finds import Find, Notes
from nlp.numbers import number_pattern, read_number
from nlp.vocabulary import load

MOVED = "moved"
SAID = 300  # characters before a verb, in its sentence, that tell whose act it is
FURTHER = 300  # characters behind a count in which further ones share its verb

# These are lists of parties; a count elsewhere ("adds two items") is none.
_LISTS = re.compile(
    r"\b(?:Entity List|Unverified List|UVL|Military[- ]End[- ]User|MEU List|Denied Persons|Validated End[- ]?\s?User"
    r"|VEU|SDN|Specially Designated|Blocked Persons|under \w+ entr|entit(?:y|ies)|affiliates)",
    re.I,
)
_THEM = re.compile(r"\band\s+(?P<verb>adding|removing|adds|removes)\s+(?:them|these|those|the same)\b", re.I)
# "revise the existing Validated End-User list for X and Y": the names are the count
_CHANGE_OF_LIST = re.compile(
    r"\b(?P<verb>revis|updat|modif|amend|add|remov)(?:e|es|s|y|ies|ing|ying)?\b[^.]{0,80}"
    r"\b(?:Validated End[- ]?User|VEU|Entity List|Unverified List)\b",
    re.I,
)
# a describing word between number and noun, of which there may be any
_PLAIN_WORD = r"(?!(?:to|of|in|for|under|and|or|on|by|from|with|as|that|which|new|existing)\b)[a-z][\w\-]*,?"
# "under seven entries": the number of entries, where the entities are counted too
_UNDER = re.compile(r"\s*,?\s*under\s+[\w\- ]{1,40}?entr(?:y|ies)", re.I)
_IN_BRACKETS = re.compile(
    rf"\s*\((?P<number>{number_pattern()})\s+(?:entit(?:y|ies)|persons?|individuals?|compan(?:y|ies))\b", re.I
)


def counts(notes: Notes, names: list[Find]) -> list[Find]:
    """Return the counts of the abstract, and of the title for roles that the abstract gives no number for.

    Where no number stands, `names` are counted if the text changes the entries of the parties it names.
    """
    heads = notes.head()
    abstract = [bounds for bounds in heads if bounds not in notes.within("title")] or heads
    found = _counts(notes, abstract)
    missing = [role for role in ROLES if not any(count.role == role for count in found)]
    found += [count for count in _counts(notes, notes.within("title")) if count.role in missing]
    return found or _existing(notes, abstract) or _named_only(notes, names)


def _counts(notes: Notes, ranges: list[tuple[int, int]]) -> list[Find]:
    """Return the counts of active statements, else of passive ones; equal restatements are dropped."""
    if not any(_LISTS.search(notes.text, start, end) for start, end in ranges):
        return []
    active = [count for start, end in ranges for count in _active(notes, start, end)]
    roles = {count.role for count in active}
    passive = [count for start, end in ranges for count in _passive(notes, start, end) if count.role not in roles]
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
    low, _high = notes.sentences.at(count.start)
    if low <= total.start:
        return _said("parts").search(notes.text, total.end, count.start) is not None
    return _said("parts_follow").match(notes.text, low) is not None and int(count.value) <= int(total.value)


def _active(notes: Notes, start: int, end: int) -> Iterator[Find]:
    pattern = _statement()
    for match in pattern.finditer(notes.text, start, end):
        if not _is_done(notes, match):
            continue
        role = next(role for role in (*ROLES, MOVED) if match.group(role))
        for each in ("added", "removed") if role == MOVED else (role,):
            first = _count(notes.text, each, match)
            yield first
            yield from _further(notes, first, min(end, match.end() + FURTHER))
        them = _THEM.search(notes.text, match.end(), min(end, match.end() + 160))
        if them and "." not in notes.text[match.end() : them.start()].replace("U.S.", ""):
            verb = "added" if them.group("verb").lower().startswith("add") else "removed"
            yield Find("party_count", str(read_number(match.group("number"))), verb, them.start("verb"), them.end())


def _is_done(notes: Notes, match: re.Match[str]) -> bool:
    """Say whether this document does it: not what an earlier rule did, nor "an entity" that may be added one day."""
    low = notes.sentences.at(match.start())[0]
    before = notes.text[max(low, match.start() - SAID) : match.start()]
    told = [one.end() for one in _said("told").finditer(before)]
    if told and not _said("own").search(before, told[-1]):
        return False
    vague = match.group("number").lower() in {"a", "an", "another"} and _said("possible").search(before)
    return not vague


def _further(notes: Notes, first: Find, stop: int) -> Iterator[Find]:
    """Yield the counts that go on with the same verb: "adds two entities under X, one under Y and three persons"."""
    found: list[Find] = []
    position = first.end
    while (match := _next_count().match(notes.text, position, stop)) is not None:
        value, position = str(read_number(match.group("number"))), match.end()
        found.append(Find("party_count", value, first.role, match.start("number"), position, first.detail))
    # "adds 12 entities: seven under X and five under Y" tells the parts of what it has told.
    if sum(int(one.value) for one in found) != int(first.value) or len(found) == 1:
        yield from found


def _count(text: str, role: str, match: re.Match[str]) -> Find:
    bracket = _IN_BRACKETS.match(text, match.end()) if match.group("entries") else None
    number = bracket.group("number") if bracket else match.group("number")
    end = bracket.end() if bracket else match.end()
    counted = "entries" if match.group("entries") and not bracket else "entities"
    under = _UNDER.match(text, end)
    detail = (("counted", counted), ("in_words", match.group("number")))
    return Find(
        "party_count", str(read_number(number)), role, match.start("number"), under.end() if under else end, detail
    )


def _passive(notes: Notes, start: int, end: int) -> Iterator[Find]:
    seen: set[tuple[str, int]] = set()
    for match in _passive_statement().finditer(notes.text, start, end):
        role = next(role for role in ROLES if match.group(role))
        value = read_number(match.group("number"))
        if (role, value) not in seen:
            seen.add((role, value))
            yield Find("party_count", str(value), role, match.start("number"), match.end(), (("counted", "entities"),))


def _existing(notes: Notes, ranges: list[tuple[int, int]]) -> list[Find]:
    """Return the count of existing entries that a change reaches, although no verb has them as its object."""
    pattern = re.compile(rf"\b(?P<number>{number_pattern()})\s+existing\s+(?:entit(?:y|ies)|entr(?:y|ies))\b", re.I)
    return [
        Find(
            "party_count", str(read_number(match.group("number"))), "revised", *match.span(), (("counted", "existing"),)
        )
        for start, end in ranges
        for match in list(pattern.finditer(notes.text, start, end))[:1]
    ]


def _named_only(notes: Notes, names: list[Find]) -> list[Find]:
    """Return counts made of the names, where a text changes the entries of named parties without a number."""
    told = [_of_names([name for name in names if name.role == role], role) for role in ROLES]
    if any(told):
        return [count for count in told if count]
    for start, end in notes.head():
        match = _CHANGE_OF_LIST.search(notes.text, start, end)
        if match and names and (start, end) not in notes.within("title"):
            otherwise = {"add": "added", "remov": "removed"}.get(match.group("verb").lower(), "revised")
            by = _said("by_doing").search(notes.text, match.end(), notes.sentences.at(match.start())[1])
            role = role_of(notes.text, *by.span(), otherwise) if by else otherwise
            number = len({name.value.casefold() for name in names})
            return [Find("party_count", str(number), role, match.start(), match.end(), (("counted", "names"),))]
    return []


def _of_names(names: list[Find], role: str) -> Find | None:
    """Return the count of the names that one thing is done to, from the first of them to the last."""
    if not names:
        return None
    number = len({name.value.casefold() for name in names})
    first, last = min(name.start for name in names), max(name.end for name in names)
    return Find("party_count", str(number), role, first, last, (("counted", "names"),))


@cache
def _said(name: str) -> re.Pattern[str]:
    """Return the pattern `name` of the section `statements`."""
    return re.compile(load("parties")["statements"][name], re.I)


@cache
def _statement() -> re.Pattern[str]:
    table = load("parties")
    verbs = "|".join(rf"(?P<{role}>{_words(table['verbs'][role])})" for role in (*ROLES, MOVED))
    fillers = "|".join(table["fillers"])
    return re.compile(
        rf"\b(?:{verbs})\s+(?:(?:{fillers})\s+){{0,3}}(?P<number>{number_pattern()}|an?|another){_counted()}", re.I
    )


@cache
def _next_count() -> re.Pattern[str]:
    """Return the pattern of a further count behind a counted noun and, it may be, the place where that is listed."""
    place = r"(?:\s+(?:under|in|from|for|of)\s+(?:(?!\band\b)[^\d.;:]){3,70}?)?"
    list_ = r"(?:\s+(?:to|from|on)\s+the\s+(?:[A-Z][\w'-]*\s+){1,4}List(?:\s+\([A-Z]+\))?)?"
    return re.compile(
        rf"['\"]?{list_}{place}\s*(?:\(\d+\))?[,;]?\s*(?:and|as well as|along with|plus|,)\s+(?:and\s+)?"
        rf"(?P<number>{number_pattern()}){_counted()}",
        re.I,
    )


@cache
def _counted() -> str:
    """Return the pattern of what follows a number: describing words, then the counted noun."""
    table = load("parties")
    nouns = rf"(?:(?P<entities>{'|'.join(table['entities'])})|(?P<entries>{'|'.join(table['entries'])}))"
    words = rf"(?:(?:{'|'.join(table['adjectives'])}|(?-i:[A-Z][\w\-]*)|{_PLAIN_WORD})\s+){{0,5}}"
    return rf"(?:\s*\(\d+\))?\s+{words}['\"]?{nouns}(?:'s?)?(?![\w-])(?!\s+(?:listings?|entr(?:y|ies)|names?)\s+under)"


@cache
def _passive_statement() -> re.Pattern[str]:
    table = load("parties")
    verbs = "|".join(rf"(?P<{role}>{'|'.join(table['passive'][role])})" for role in ROLES)
    nouns = "|".join([*table["entities"], *table["entries"]])
    adjectives = "|".join(table["adjectives"])
    be = r"(?:is|are|will be|(?:that|who|which)\s+(?:have|has)\s+been)\s+(?:being\s+|hereby\s+|also\s+)?"
    return re.compile(
        rf"(?<![\w\-])(?P<number>{number_pattern()})\s+(?:(?:{adjectives})\s+){{0,3}}(?:{nouns})\b"
        rf"[^.;]{{0,60}}?\b{be}(?:{verbs})\b",
        re.I,
    )


def _words(phrases: list[str]) -> str:
    return "|".join(phrase.replace(" ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
