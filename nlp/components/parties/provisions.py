"""Parties that the text of the regulation names by country: "(i) Burma. Office … (OCMSA) and the Directorate of …"."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from nlp.finds import Find, Notes
from nlp.nearby import Nearby
from nlp.vocabulary import load

_ITEM = re.compile(r"^(?P<paragraph>\([ivxlA-Za-z0-9]{1,5}\))\s+(?=[A-Z])", re.M)
_SECTION = re.compile(r"^§\s*(?P<section>\d{3}\.\d{1,2})\b", re.M)
# An "and" inside a name follows no closing bracket.
_AND = re.compile(r"(?<=\))\s*(?:,|;)?\s*and\s+|;\s+(?:and\s+)?")
_ARTICLE = re.compile(r"\s*(?:[Tt]he\s+)?")
_SHORT = re.compile(r"\s*\((?P<short>[A-Z][A-Z0-9-]*)\)$")
# a sentence, not a name
_VERB = re.compile(
    r"\b(?:is|are|was|were|may|must|will|shall|has|have|do|does|apply|applies|requires?|identifies)\b|[.]\s+[A-Z]"
)
MAX_NAMES = 400


def named_in_regulation(notes: Notes) -> Iterator[Find]:
    """Yield `party_name` finds of paragraphs that consist of a country and of names (15 CFR 744.22(f)(2)).

    Role named; detail country (ISO 3166-1 alpha-2), paragraph, section where a heading gives it, short form.
    """
    nearby: Nearby | None = None
    sections = [(match.start(), match.group("section")) for match in _SECTION.finditer(notes.text)]
    for item in _ITEM.finditer(notes.text):
        nearby = nearby or Nearby(notes)
        country = next(nearby.between(item.end(), item.end() + 1, "destination"), None)
        if country is None or not notes.text.startswith(". ", country.end):
            continue
        line = notes.text.find("\n", item.end())
        end = line if line >= 0 else len(notes.text)
        before = bisect_left(sections, (item.start(), ""))
        section = sections[before - 1][1] if before else ""
        yield from _names(notes.text, country, end, {"paragraph": item.group("paragraph"), "section": section})


def _names(text: str, country: Find, end: int, place: dict[str, str]) -> Iterator[Find]:
    at = country.end + 2
    end -= text[at:end].rstrip().endswith(".")
    words = text[at:end].strip()
    first = re.match(r"\w*", words)
    if (
        not words
        or len(words) > MAX_NAMES
        or _VERB.search(words)
        or (first and first.group() in load("parties")["no_party"])
    ):
        return
    joints = list(_AND.finditer(text, at, end))
    for low, high in zip(
        [at, *(joint.end() for joint in joints)], [*(joint.start() for joint in joints), end], strict=True
    ):
        article = _ARTICLE.match(text, low, high)
        start = article.end() if article else low
        short = _SHORT.search(text[start:high])
        stop = start + short.start() if short else high
        detail = place | {"country": country.value, "short": short.group("short") if short else ""}
        pairs = tuple(sorted(pair for pair in detail.items() if pair[1]))
        yield Find("party_name", re.sub(r"\s+", " ", text[start:stop]), "named", start, stop, pairs)
