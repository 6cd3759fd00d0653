"""Destinations and Country Groups."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

from countryguess import CountryData  # type: ignore[attr-defined]
from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.scope import Exceptions
from nlp.components.words import alternation
from nlp.finds import Find, Notes, notes_of, record
from nlp.ranges import inside
from nlp.vocabulary import load

NAME, VERSION = "destinations", "2"
WINDOW, SENTENCE = 120, 400  # characters around a name that are read

_GROUP = r"[A-E](?::[1-9])?"
# Country Group D:5   Country Groups D:1, D:4, and D:5   Country Group D:1 through D:4
_GROUPS = re.compile(
    rf"Country(?<!\wCountry)\s+Groups?\s+(?P<list>{_GROUP}(?:(?:\s*,\s*(?:and/or|and|or)?\s*|\s+(?:and/or|and|or|through)\s+|/)"
    rf"(?:Country\s+Groups?\s+)?{_GROUP}(?![\w:]))*)(?![a-zA-Z0-9_:])"
)
_COLON_GROUP = re.compile(r"[A-E]:(?<![\w:]..)[1-9](?![a-zA-Z0-9_:])")
_ONE_GROUP = re.compile(rf"(?P<range>through\s+)?\b(?P<group>{_GROUP})(?![a-zA-Z0-9_])")
# "12 Lenin Avenue, Minsk, " -- before the country of an address
_NUMBERED_PLACES = re.compile(
    r"(?<![:.\w])\d[\w\-/]{0,7}(?:\s[A-Z][^,;:()]{0,30})?,\s(?P<places>(?:[A-Z][\w'\-]+(?:\s[\w'\-]+){0,3},\s+){1,4})$"
)
_COUNTED = frozenset({"listing", "destination", "nationality"})


@Language.component("ruletrace_destinations")
def destinations(doc: Doc) -> Doc:
    """Write destinations and Country Groups."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield destinations (ISO 3166-1 alpha-2) and Country Groups (D:5) of a text.

    Roles of a destination: listing, destination, nationality (whose something is), embargoed_region, excluded,
    mentioned (no destination); of a group: included, excluded.
    """
    exceptions = Exceptions(notes)
    for found in sorted(chain(_countries(notes), _groups(notes)), key=lambda find: (find.start, find.end)):
        excepted = exceptions.reaches(found.start, found.end)
        yield replace(found, role="excluded") if excepted and found.role in _COUNTED | {"included"} else found


def _countries(notes: Notes) -> Iterator[Find]:
    imports, heads = _is_on_imports(notes), notes.within("title", "abstract")
    for name in _names().finditer(notes.text):
        code = _codes().get(re.sub(r"\s+", " ", name.group()), "")
        if code and _stands(notes.text, *name.span()):
            in_head = inside(name.start(), heads)
            role = "mentioned" if imports else _role(notes, name.group(), *name.span(), in_head)
            yield Find("destination", code, role, *name.span())


def _is_on_imports(notes: Notes) -> bool:
    head = notes.head_text()
    return bool(_imports().search(head)) and not re.search(r"\bexports?\b", head, re.I)


def _stands(text: str, start: int, end: int) -> bool:
    """Say whether the name is a word of its own: not "Indochina", not "Russia-related"."""
    before = text[start - 1 : start]
    if before.isalnum() or before == "-":
        return False
    if text[end : end + 1] != "-":
        return True
    return not text[end + 1 : end + 2].islower() or bool(_pattern("hyphenated").match(text[end : end + 20]))


def _role(notes: Notes, name: str, start: int, end: int, in_head: bool) -> str:
    """Return listing, destination, nationality, embargoed_region or mentioned."""
    low, high = notes.sentences.at(start)
    before = notes.text[max(low, start - WINDOW) : start]
    after = notes.text[end : min(high, end + WINDOW)]
    cues = load("destinations")
    if name in cues["demonyms"]:
        return _whose(name, after)
    if name in cues["embargoed_regions"]:
        return "embargoed_region"
    if _pattern("not_after").search(before) or _pattern("not_after_name").search(after):
        return "mentioned"
    if not in_head and (_pattern("name_goes_on").search(after) or _is_in_address(before)):
        return "mentioned"
    if _pattern("nationality_after").search(before):
        return "nationality"
    if in_head and (_pattern("head_not_after").search(before) or not _is_reached(notes, name, start, end)):
        return "mentioned"
    return "listing" if _pattern("listing").search(notes.text, max(low, start - SENTENCE), start) else "destination"


def _is_in_address(before: str) -> bool:
    """Say whether a name ends an address: after a street or post code, or a number and places that are no countries."""
    if _pattern("address_before").search(before):
        return True
    places = _NUMBERED_PLACES.search(before)
    return places is not None and not any(place.strip() in _codes() for place in places["places"].split(","))


def _whose(adjective: str, after: str) -> str:
    wanted = load("destinations")["only_before"].get(adjective)
    if _pattern("not_nationality").search(after) or (wanted and not re.search(wanted, after)):
        return "mentioned"
    return "nationality"


def _is_reached(notes: Notes, name: str, start: int, end: int) -> bool:
    """Say whether a country that mostly is a place of events is named as a destination."""
    wanted = load("destinations")["only_with"].get(name)
    low, high = notes.sentences.at(start)
    around = notes.text[max(low, start - SENTENCE) : min(high, end + SENTENCE)]
    return wanted is None or any(re.search(cue, around) for cue in wanted)


@cache
def _codes() -> dict[str, str]:
    """Return every name that is sought, with its code; "" marks a name that is never a destination."""
    cues = load("destinations")
    codes: dict[str, str] = {}
    for row in CountryData().countries:
        codes.update({row["name_short"]: row["iso2"], row["name_official"]: row["iso2"]})
    codes.update(cues["overrides"] | cues["embargoed_regions"] | cues["demonyms"])
    codes.update(dict.fromkeys(cues["never"], ""))
    return {name: code for name, code in codes.items() if name}


@cache
def _names() -> re.Pattern[str]:
    """Return the pattern of all names, so that Papua New Guinea is not Guinea."""
    return re.compile(rf"(?:{alternation(_codes())})(?!\w)")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return the cues `name` of the vocabulary as one pattern."""
    words = load("destinations")[name]
    return re.compile(words if isinstance(words, str) else "|".join(f"(?:{word})" for word in words))


@cache
def _imports() -> re.Pattern[str]:
    return re.compile("|".join(load("destinations")["import_documents"]), re.I)


def _groups(notes: Notes) -> Iterator[Find]:
    taken: set[int] = set()
    for match in _GROUPS.finditer(notes.text) if "Country" in notes.text else ():
        for find in _listed(notes.text, *match.span("list")):
            taken.add(find.start)
            yield find
    for match in _COLON_GROUP.finditer(notes.text):
        if match.start() not in taken:
            yield Find("country_group", match.group(), "included", *match.span())


def _listed(text: str, start: int, end: int) -> Iterator[Find]:
    """Yield the groups of one list; D:1 through D:4 is four groups."""
    last = ""
    for match in _ONE_GROUP.finditer(text, start, end):
        group = match["group"]
        first = int(last[2:]) + 1 if match["range"] and last[:2] == group[:2] and ":" in group else int(group[2:] or 0)
        for number in range(first, int(group[2:] or 0) + 1):
            value = f"{group[0]}:{number}" if number else group
            yield Find("country_group", value, "included", *match.span("group"))
        last = group
