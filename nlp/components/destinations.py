"""Destinations and Country Groups."""

import re
from collections.abc import Iterator
from functools import cache

from countryguess import CountryData  # type: ignore[attr-defined]
from spacy.language import Language
from spacy.tokens import Doc

from nlp.finds import Find, Notes, notes_of, record
from nlp.vocabulary import load

NAME, VERSION = "destinations", "1"
WINDOW = 90

_CAPITALISED = re.compile(r"(?<![\w-])[A-ZÅÔÉ]\w*|(?<![\w-])(?=covered regions of Ukraine)covered")
_GROUP = r"[A-E](?::[1-9])?"
# Country Group D:5   Country Groups D:1, D:4, and D:5 … excluding A:5 or A:6
_GROUPS = re.compile(
    rf"\bCountry\s+Groups?\s+(?P<list>{_GROUP}(?:(?:\s*,\s*(?:and|or|and/or)?\s*|\s+(?:and|or|and/or|through)\s+|/)(?:Country\s+Groups?\s+)?{_GROUP}\b)*)(?![\w:])"
)
_COLON_GROUP = re.compile(r"(?<![\w:])([A-E]:[1-9])(?![\w:])")
_EXCEPTION = re.compile(r"\b(?:exclud(?:e|es|ing)|except(?:ing)?(?: for)?|other than|not|neither|nor)\b", re.I)


@Language.component("ruletrace_destinations")
def destinations(doc: Doc) -> Doc:
    """Write destinations and Country Groups."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield destinations (ISO 3166-1 alpha-2) and Country Groups (D:5) of a text."""
    yield from _countries(notes)
    yield from _groups(notes)


def _countries(notes: Notes) -> Iterator[Find]:
    names, done = _names(), 0
    imports = _is_on_imports(notes)
    for word in _CAPITALISED.finditer(notes.text):
        if word.start() < done:
            continue
        name = next((name for name in names.get(word.group(), ()) if _stands(notes.text, name, word.start())), None)
        if name is None:
            continue
        done = word.start() + len(name)
        value = _codes()[name]
        if value:
            role = "mentioned" if imports else _role(notes, name, word.start(), done)
            yield Find("destination", value, role, word.start(), done)


def _is_on_imports(notes: Notes) -> bool:
    head = notes.head_text()
    cues = load("destinations")["import_documents"]
    return any(re.search(cue, head, re.I) for cue in cues) and not re.search(r"\bexports?\b", head, re.I)


def _stands(text: str, name: str, position: int) -> bool:
    end = position + len(name)
    return (
        text.startswith(name, position)
        and not text[end : end + 1].isalnum()
        and not re.match(r"-[a-z]", text[end : end + 2])
    )


def _role(notes: Notes, name: str, start: int, end: int) -> str:
    """Return listing, destination, embargoed_region, excluded or mentioned."""
    low, high = notes.sentences.at(start)
    before = notes.text[max(low, start - WINDOW) : start]
    after = notes.text[end : min(high, end + WINDOW)]
    cues = load("destinations")
    if name in cues["embargoed_regions"]:
        return "embargoed_region"
    if any(re.search(cue, before) for cue in cues["excluded_after"]):
        return "excluded"
    if any(re.search(cue, before) for cue in cues["not_after"]) or any(
        re.search(cue, after) for cue in cues["not_after_name"]
    ):
        return "mentioned"
    wanted = cues["only_with"].get(name)
    if wanted and not any(re.search(cue, notes.text[max(low, start - 400) : min(high, end + 400)]) for cue in wanted):
        return "mentioned"
    listed = any(re.search(cue, notes.text[max(low, start - 400) : start]) for cue in cues["listing"])
    return "listing" if listed else "destination"


@cache
def _codes() -> dict[str, str]:
    """Return every name that is sought, with its code; "" marks a name that is never a destination."""
    cues = load("destinations")
    codes: dict[str, str] = {}
    for row in CountryData().countries:
        codes.update({row["name_short"]: row["iso2"], row["name_official"]: row["iso2"]})
    codes.update(cues["overrides"] | cues["embargoed_regions"])
    codes.update(dict.fromkeys(cues["never"], ""))
    return {name: code for name, code in codes.items() if name}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return the names by their first word, longest first, so that Papua New Guinea is not Guinea."""
    by_word: dict[str, list[str]] = {}
    for name in _codes():
        first = re.match(r"\w+", name)
        if first:
            by_word.setdefault(first.group(), []).append(name)
    return {word: tuple(sorted(names, key=lambda name: (-len(name), name))) for word, names in by_word.items()}


def _groups(notes: Notes) -> Iterator[Find]:
    taken: set[int] = set()
    for match in _GROUPS.finditer(notes.text):
        for group in re.finditer(rf"\b{_GROUP}(?!\w)", match.group("list")):
            start = match.start("list") + group.start()
            taken.add(start)
            yield _group(notes, group.group(), start)
    for match in _COLON_GROUP.finditer(notes.text):
        if match.start() not in taken:
            yield _group(notes, match.group(1), match.start())


def _group(notes: Notes, value: str, start: int) -> Find:
    low, _high = notes.sentences.at(start)
    before = notes.text[max(low, start - WINDOW) : start]
    cues = list(_EXCEPTION.finditer(before))
    role = "excluded" if cues and _reaches(before[cues[-1].end() :]) else "included"
    return Find("country_group", value, role, start, start + len(value))


def _reaches(between: str) -> bool:
    """Say whether an exception still governs after `between`: a bracket, a semicolon or a new Country Group ends it."""
    named = re.match(r"\s*(?:[a-z]+\s+){0,4}Country\s+Groups?", between)
    rest = between[named.end() :] if named else between
    return not re.search(r"[;()]|Country\s+Group", rest)
