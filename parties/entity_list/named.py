"""Parties that the regulation's own text names: the military-intelligence end users of 15 CFR 744.22(f)(2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parties.entity_list.lines import Source
from parties.entity_list.model import Words
from parties.entity_list.vocabulary import country_code
from regulation.controls.model import Place
from ruletrace.model import StructuredText

PROVISION = "744.22(f)(2)"
# "(i) Burma. Office of Chief of Military Security Affairs (OCMSA) and the Directorate of Signal."
_ITEM = re.compile(r"\([ivx]+\)\s+(?P<country>[^.]+)\.\s+(?P<names>.+)\.$")
_AND = re.compile(r"(?<=\))\s+and\s+")  # an "and" inside a name follows no closing bracket
_ARTICLE = re.compile(r"^[Tt]he\s+")
_SHORT = re.compile(r"\s*\((?P<short>[A-Z][A-Z0-9-]*)\)$")
_SECTION = "Paragraph"


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party named in regulation text: `provision` names its paragraph, `short` is the short form in brackets."""

    provision: str
    country: str
    country_code: str
    name: Words
    short: str


def named_parties(paragraphs: Sequence[Place], text: StructuredText, data: bytes) -> tuple[NamedParty, ...]:
    """Return the parties that the paragraphs below 744.22(f)(2) name, in text order.

    A paragraph "(x) Country. Name and Name." names parties; one that speaks of the section itself names none.
    """
    source = Source(text, data)
    return tuple(party for place in paragraphs for party in _of(place, source))


def _of(place: Place, source: Source) -> Iterator[NamedParty]:
    match = _ITEM.match(place.text)
    if match is None or match["names"].startswith(_SECTION):
        return
    at = match.start("names")
    for joint in [*_AND.finditer(place.text, at, match.end("names")), None]:
        end = joint.start() if joint else match.end("names")
        article = _ARTICLE.match(place.text[at:end])
        start = at + (article.end() if article else 0)
        short = _SHORT.search(place.text[start:end])
        words = source.words(place.start + start, place.start + (start + short.start() if short else end))
        yield NamedParty(
            place.designation,
            match["country"],
            country_code(_straight(match["country"])),
            words,
            short["short"] if short else "",
        )
        at = joint.end() if joint else end


def _straight(country: str) -> str:
    """Return "North Korea" for "Korea, North"."""
    first, comma, last = country.partition(", ")
    return f"{last} {first}" if comma and " " not in last else country
