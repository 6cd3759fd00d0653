"""Whose act a count of parties is, and how many entities stand behind a number of entries."""

import re

from nlp.components.parties.count_forms import for_entities, said
from nlp.finds import Notes
from nlp.numbers import number_pattern

SAID = 300  # characters before a verb, in its sentence, that tell whose act it is
_IN_BRACKETS = re.compile(
    rf"\s*\((?P<number>{number_pattern()})\s+(?:entit(?:y|ies)|persons?|individuals?|compan(?:y|ies))\b", re.I
)


def is_done(notes: Notes, match: re.Match[str]) -> bool:
    """Say whether this document does it: not what an earlier rule did, nor "an entity" that may be added one day."""
    low = notes.sentences.at(match.start())[0]
    before = notes.text[max(low, match.start() - SAID) : match.start()]
    told = [one.end() for one in said("told").finditer(before)]
    if told and not said("own").search(before, told[-1]):
        return False
    if said("undone").search(before):
        return False
    if said("consequent").search(before) and not match.group("number").isdigit() and " of" in match.group():
        return False
    vague = match.group("number").lower() in {"a", "an", "another"} and said("possible").search(before)
    return not vague


def entities_of(text: str, end: int) -> re.Match[str] | None:
    """Return the number of entities of "18 entries (17 entities and …)", "ten entries for six existing entities"."""
    return _IN_BRACKETS.match(text, end) or for_entities().match(text, end)
