"""What a list change requires for its parties: licence requirement, review policy, footnote designation."""

import re
from collections.abc import Iterator
from functools import cache

from nlp.components.parties.lists import list_name
from nlp.finds import Find, Notes
from nlp.vocabulary import load

_PARTY = re.compile(
    r"\b(?:entit(?:y|ies)|persons?|compan(?:y|ies)|individuals?|entr(?:y|ies)|part(?:y|ies)\s+to|listed)\b", re.I
)
_OF_APPLICATIONS = re.compile(
    r"\b(?:impos\w+|licen[sc]e\s+(?:application\s+)?review\s+polic(?:y|ies)|reviewed)\b", re.I
)
_NUMBER = re.compile(r"\d{1,2}")


def requirements(notes: Notes) -> Iterator[Find]:
    """Yield `party_licence_requirement`, `party_review_policy` and `party_footnote` finds."""
    for match in _cues("party_requirement").finditer(notes.text):
        if _of_parties(notes, match.start()):
            name = "what" if match.group("what") else "other"
            words = re.sub(r"\s+", " ", match.group(name)).strip()
            yield Find("party_licence_requirement", words, "stated", *match.span(name))
    for find in notes.of_kind("review_policy"):
        low, high = notes.sentences.at(find.start)
        if _of_parties(notes, find.start) and _OF_APPLICATIONS.search(notes.text, low, high):
            yield Find("party_review_policy", find.value, find.role, find.start, find.end)
    for match in _cues("footnotes").finditer(notes.text):
        name = "numbers" if match.group("numbers") else "also"
        for number in _NUMBER.finditer(notes.text, *match.span(name)):
            yield Find("party_footnote", number.group(), "designated", *number.span())


def _of_parties(notes: Notes, position: int) -> bool:
    """Say whether the sentence speaks of parties and it, or the one before it, of a list."""
    low, high = notes.sentences.at(position)
    return bool(_PARTY.search(notes.text, low, high) and list_name().search(notes.text, max(0, low - 500), high))


@cache
def _cues(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("parties")[name]), re.I)
