"""Countries that a document takes out of Country Groups or puts into them."""

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from nlp.finds import Find, Notes, notes_of, record
from nlp.nearby import Nearby

NAME, VERSION = "group_moves", "1"
REMOVED, ADDED = "removed", "added"
REACH = 300  # characters before the groups that are read

# What stands before the first group, and what the group begins with.
_INTO = re.compile(r"\b(?P<way>from|to|into|in|under)\s+(?:the\s+)?(?:Country\s+Groups?\s+)?$")
_LETTER = re.compile(r"[A-E](?:[:\s,.;)]|$)")
_LEAD = 60  # characters before the first group that are read
_AND = re.compile(r"(?:,|/|\band/or\b|\band\b|\bor\b|\bthrough\b|\bCountry\s+Groups?\b|\s)*")
# What may stand beside the names of countries: "the Composed Republic (CR), and", "from Country Group D:1".
_BESIDE = re.compile(
    r"(?:[\s,()\"']|\b(?:the|and|or|both|each|of|as|well|destinations?|countr(?:y|ies)|from|Country\s+Groups?|[A-E])\b"
    r"|:\d)*"
)
_VERB = re.compile(
    r"\b(?:(?P<removed>remov(?:e|es|ed|ing|al)|delet(?:e|es|ed|ing|ion))"
    r"|(?P<added>add(?:s|ed|ing|ition)?|plac(?:e|es|ed|ing|ement)|includ(?:e|es|ed|ing)|inclusion)"
    r"|(?P<moved>mov(?:e|es|ed|ing)|transfer(?:s|red|ring)?|reassign(?:s|ed|ing|ment)?))\b",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:is|are|be|being|was|were|been)\s+(?:(?:also|hereby|being|therefore)\s+)?$")
# What another rule did, or nobody does.
_NOT_NOW = re.compile(r"\b(?:previously|earlier|formerly|had|not|never|without|[Ii]n\s+(?:19|20)\d\d)\b")
_COUNTRIES = ("listing", "destination", "mentioned")


@Language.component("ruletrace_group_moves")
def group_moves(doc: Doc) -> Doc:
    """Write moves of countries between Country Groups."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield `country_group_move` finds: value country (ISO 3166-1 alpha-2) and group ("AE D:3"), role removed or added.

    The span reaches from the verb (or the country before it) to the last group. A move whose country the sentence does
    not name, or that the sentence tells of the past or denies, is not given.
    """
    nearby = Nearby(notes, "country_group", "destination")
    for match in _leads(notes):
        groups = _groups(notes.text, nearby, match.end())
        moved = _moved(notes, nearby, match) if groups else None
        if moved:
            role, start, countries = moved
            for country in countries:
                for group in groups:
                    yield Find("country_group_move", f"{country} {group.value}", role, start, groups[-1].end)


def _leads(notes: Notes) -> Iterator[re.Match[str]]:
    """Yield the words such as "from Country Group" that stand right before a group, in text order."""
    for start in sorted({one.start for one in notes.of_kind("country_group")}):
        lead = _INTO.search(notes.text, max(0, start - _LEAD), start)
        if lead and _LETTER.match(notes.text, start):
            yield lead


def _groups(text: str, nearby: Nearby, start: int) -> list[Find]:
    """Return the groups of the list that begins at `start`."""
    found: list[Find] = []
    for one in nearby.between(start, start + REACH, "country_group"):
        end = found[-1].end if found else start
        joined = _AND.fullmatch(text, end, one.start) if found else one.start == start
        if one.role == "excluded" or not (joined or one.start < end):
            break
        found.append(one)
    return found


def _moved(notes: Notes, nearby: Nearby, way: re.Match[str]) -> tuple[str, int, Sequence[str]] | None:
    """Return the role, where the words begin, and the countries of a move to or from the groups that follow `way`."""
    low = max(notes.sentences.at(way.start())[0], way.start() - REACH)
    verbs = list(_VERB.finditer(notes.text, low, way.start()))
    role = REMOVED if way["way"] == "from" else ADDED
    if not verbs or not (verbs[-1][role] or verbs[-1]["moved"]) or _NOT_NOW.search(notes.text, low, way.start()):
        return None
    start, end = verbs[-1].span()
    if not _BESIDE.fullmatch(_without(notes.text, found := _countries(nearby, end, way.start()), end, way.start())):
        return None
    if not found and (passive := _PASSIVE.search(notes.text, low, start)):
        found = _before(notes.text, _countries(nearby, low, passive.start()), passive.start())
        start = found[0].start if found else start
    return (role, start, tuple(dict.fromkeys(one.value for one in found))) if found else None


def _countries(nearby: Nearby, low: int, high: int) -> list[Find]:
    return [one for one in nearby.between(low, high, "destination") if one.role in _COUNTRIES]


def _without(text: str, countries: Sequence[Find], low: int, high: int) -> str:
    """Return the words between two characters without the names of the countries."""
    starts, ends = [low, *(one.end for one in countries)], [*(one.start for one in countries), high]
    return " ".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _before(text: str, countries: Sequence[Find], end: int) -> list[Find]:
    """Return the countries of the list that ends at `end`."""
    found: list[Find] = []
    for one in reversed(countries):
        if not _BESIDE.fullmatch(text, one.end, found[0].start if found else end):
            break
        found.insert(0, one)
    return found
