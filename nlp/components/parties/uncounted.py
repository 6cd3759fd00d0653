"""Counts of parties where no statement has a number and a verb: nouns, one thing, existing entries, names alone."""

import re
from collections.abc import Iterator

from nlp.components.parties.count_acts import SAID, entities_of, is_done
from nlp.components.parties.count_forms import (
    by_adding,
    changes_counted,
    named_listed,
    next_count,
    one_thing,
    published_names,
    said,
    tranche,
)
from nlp.components.parties.grammar import list_comma
from nlp.components.parties.lists import ROLES, on_a_list, role_of
from nlp.finds import Find, Notes
from nlp.numbers import number_pattern, read_number
from nlp.ranges import Range

_LIST = re.compile(r"\b(?:Entity|Unverified|User|Persons|MEU) List\b|\bUVL\b")
_EXISTING = re.compile(r"existing\s+ent", re.I)
_AND = re.compile(r"(?:\band|&)\s")
_ENTITIES = (("counted", "entities"),)
# "revise the existing Validated End-User list for X and Y": the names are the count
_CHANGE_OF_LIST = re.compile(
    r"\b(?P<verb>revis|updat|modif|amend|add|remov)(?:e|es|s|y|ies|ing|ying)?\b[^.]{0,80}"
    r"\b(?:Validated End[- ]?User|VEU|Entity List|Unverified List)\b",
    re.I,
)


def nominal(notes: Notes, ranges: list[Range]) -> Iterator[Find]:
    """Yield the counts of "15 additions to … the Entity List", "the first tranche of 103 entities"."""
    for start, end in ranges if on_a_list(notes) else ():
        for match in changes_counted().finditer(notes.text, start, end):
            low = notes.sentences.at(match.start())[0]
            if match.group("bare") is not None and not _LIST.search(notes.text, low, match.start()):
                continue
            if is_done(notes, match):
                role = next(role for role in ROLES if match.group(role))
                number = str(read_number(match.group("number")))
                yield Find("party_count", number, role, *match.span(), (("counted", "changes"),))
        for match in by_adding().finditer(notes.text, start, end):
            if is_done(notes, match):
                role = "added" if match.group("added") else "removed"
                yield Find("party_count", str(read_number(match.group("number"))), role, *match.span(), _ENTITIES)
        for match in tranche().finditer(notes.text, start, end):
            low = notes.sentences.at(match.start())[0]
            role = role_of(notes.text, low, match.end(), "added" if _LIST.search(match.group()) else "")
            if role and is_done(notes, match):
                yield Find("party_count", str(read_number(match.group("number"))), role, *match.span(), _ENTITIES)


def published(notes: Notes, ranges: list[Range]) -> Iterator[Find]:
    """Yield the count of "publishing the names of five individuals and two entities whose property is blocked"."""
    for start, end in ranges:
        for match in published_names().finditer(notes.text, start, end):
            high = notes.sentences.at(match.start())[1]
            removed = said("no_longer").search(notes.text, match.end(), high)
            if not removed and not said("listed_so").search(notes.text, match.end(), high):
                continue
            number, position = read_number(match.group("number")) or 0, match.end()
            while (further := next_count().match(notes.text, position, high)) is not None:
                number, position = number + (read_number(further.group("number")) or 0), further.end()
            role = "removed" if removed else "added"
            yield Find("party_count", str(number), role, match.start("number"), position, _ENTITIES)


def names_listed(notes: Notes, ranges: list[Range]) -> Iterator[Find]:
    """Yield the count of the names that are put on, or taken off, a list: "adds Alpha Co. to the Entity List"."""
    for start, end in ranges if on_a_list(notes) else ():
        for match in (match for form in named_listed() for match in form.finditer(notes.text, start, end)):
            low = notes.sentences.at(match.start())[0]
            before = notes.text[max(low, match.start() - SAID) : match.start()]
            told = list(said("told").finditer(before))
            if said("possible").search(before) or (told and not said("own").search(before, told[-1].end())):
                continue
            role = "added" if match.group("verb").lower() in {"add", "plac", "put"} else "removed"
            number = str(_named(notes.text, *match.span("names")))
            yield Find("party_count", number, role, *match.span("names"), (("counted", "names"),))


def single(notes: Notes, ranges: list[Range]) -> list[Find]:
    """Return one for what is put on, or taken off, a list without a number: "adding a field to the Entity List"."""
    found: dict[str, Find] = {}
    for start, end in ranges:
        for match in one_thing().finditer(notes.text, start, end):
            low = notes.sentences.at(match.start())[0]
            before = notes.text[max(low, match.start() - SAID) : match.start()]
            told = list(said("told").finditer(before))
            if said("no_listed_thing").search(match.group("thing")) or said("possible").search(before):
                continue
            if not told or said("own").search(before, told[-1].end()):
                role = "added" if match.group("verb").lower().startswith(("add", "plac")) else "removed"
                found.setdefault(role, Find("party_count", "1", role, *match.span("thing"), (("counted", "one"),)))
    return list(found.values())


def named_change(notes: Notes, ranges: list[Range]) -> list[Find]:
    """Return the count of the names whose aliases, addresses, entries or authorisations a text changes."""
    found: dict[str, Find] = {}
    for start, end in ranges if on_a_list(notes) else ():
        for match in said("named_change").finditer(notes.text, start, end):
            low, high = notes.sentences.at(match.start())
            before = notes.text[max(low, match.start() - SAID) : match.start()]
            told = list(said("told").finditer(before))
            if said("office").match(match.group("names")):
                continue
            if match.end() <= high and (not told or said("own").search(before, told[-1].end())):
                number = str(_named(notes.text, *match.span("names")))
                role = "removed" if match.group("off") and match.group("whole") else "revised"
                found.setdefault(role, Find("party_count", number, role, *match.span(), (("counted", "names"),)))
    return list(found.values())


def _named(text: str, start: int, end: int) -> int:
    """Return how many names the list in `text[start:end]` holds, up to the next thing that is done."""
    act = said("next_act").search(text, start, end)
    stop = act.start() if act else end
    commas = list(list_comma().finditer(text, start, stop))
    # a list has an "and"; what else stands behind a comma is a place: "… Organization Headquarters, Bangalore"
    return len(commas) + 1 if _AND.search(text, start, stop) else 1


def existing(notes: Notes, ranges: list[tuple[int, int]]) -> list[Find]:
    """Return the count of existing entries that a change reaches, although no verb has them as its object."""
    pattern = re.compile(rf"\b(?P<number>{number_pattern()})\s+existing\s+(?:entit(?:y|ies)|entr(?:y|ies))\b", re.I)
    found = []
    for start, end in (bounds for bounds in ranges if _EXISTING.search(notes.text, *bounds)):
        match = pattern.search(notes.text, start, end)
        if match:
            number = (entities_of(notes.text, match.end()) or match).group("number")
            found.append(
                Find("party_count", str(read_number(number)), "revised", *match.span(), (("counted", "existing"),))
            )
    return found


def named_only(notes: Notes, names: list[Find]) -> list[Find]:
    """Return counts made of the names, where a text changes the entries of named parties without a number."""
    told = [_of_names([name for name in names if name.role == role], role) for role in ROLES]
    if any(told):
        return [count for count in told if count]
    for start, end in notes.head():
        match = _CHANGE_OF_LIST.search(notes.text, start, end)
        if match and names and (start, end) not in notes.within("title"):
            changes = said("what_they_get").search(match.group())
            otherwise = (
                "revised"
                if changes
                else {"add": "added", "remov": "removed"}.get(match.group("verb").lower(), "revised")
            )
            by = said("by_doing").search(notes.text, match.end(), notes.sentences.at(match.start())[1])
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
