"""Notes that stand between the entries of a list, under a category or product group: which entries they qualify."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from regulation.controls.designations import ECCN, Mention, expanded, find_mentions
from regulation.controls.model import Entry, Kind, Place
from regulation.controls.note_names import SENTENCE, outermost, titled

_CATEGORY = re.compile(r"Category (\d)\b")
_PART = re.compile(r"Part (\d)\b")
_GROUP = re.compile(r"([A-E])\. ")
_SUBGROUP = re.compile(r"I{1,3}\. ")  # "I. Cryptographic “Information Security”" stands inside group A
_NUMBER = re.compile(r"^\d{1,2}\.\s*")
_INNER_TITLE = re.compile(r"^[A-Z]\w+ Note: ")
# "3E001 and 3E905 do not apply … unless they include … 3A001": what is named from here on is not qualified.
_REST = re.compile(r"\b[Ss]ee\b|\bdo(?:es)? not\b|\b(?:is|are|remains?) (?:also )?controlled\b|\bunless\b")
_OF_NOTE = re.compile(r"\b(?:(?:to|for)|purposes? of) (?:the )?(?:\w+ )?Note\b")
_TERM = re.compile(r"['‘](?P<term>[^'’]{3,60})['’]")


@dataclass(frozen=True, slots=True)
class _Section:
    """A category of the list, a part of it ("Part 2" of category 5), or a product group."""

    category: str = ""
    part: str = ""
    group: str = ""

    def after(self, caption: str) -> "_Section":
        """Return the section that a caption opens; one that names none ends the group: "EAR99 Items", an annex."""
        category, part, group = (pattern.match(caption) for pattern in (_CATEGORY, _PART, _GROUP))
        if category:
            return _Section(category[1])
        if part:
            return _Section(self.category, part[1])
        if _SUBGROUP.match(caption):
            return self
        return _Section(self.category, self.part, group[1] if group else "")

    def holds(self, other: "_Section") -> bool:
        """Return whether a section is this one or inside it."""
        pairs = ((self.category, other.category), (self.part, other.part), (self.group, other.group))
        return bool(self.category) and all(mine in ("", own) for mine, own in pairs)


def with_entries(places: Iterable[Place], entries: Sequence[Entry]) -> tuple[Place, ...]:
    """Return the places between the entries in order, each note with what it qualifies.

    That is what it names, else all entries of the category or group under whose caption it stands.
    """
    sections, between = _sections(places, entries)
    eccns = tuple(entry.eccn for entry in entries)
    inside = {one: tuple(eccn for eccn in eccns if one.holds(sections[eccn])) for one in {own for _, own in between}}
    found: list[Place] = []
    for place, section in between:
        found.append(qualified(place, found[-1:], eccns, inside[section]))
    return tuple(found)


def qualified(place: Place, before: Sequence[Place], eccns: Sequence[str], inside: tuple[str, ...]) -> Place:
    """Return a place with the designations that it names, a note that names none with the entries `inside` its section.

    A note to the note before it, or about a term of that, qualifies what that does.
    """
    if place.kind is Kind.EDITORIAL:
        return replace(place, scope=_expanded(find_mentions(place.text), eccns))
    if place.kind is not Kind.NOTE:
        return place
    heading, body = titled(place.text)
    words = _INNER_TITLE.sub("", _NUMBER.sub("", body, count=1), count=1)
    sentence = SENTENCE.split(words, maxsplit=1)[0]
    term = _TERM.match(sentence)
    if any(_OF_NOTE.search(one) for one in (heading, sentence)) or (term and _holds(before, term["term"])):
        return replace(place, scope=before[-1].scope if before else inside)
    rest = _REST.search(sentence)
    named = find_mentions(heading) or find_mentions(sentence[: rest.start() if rest else len(sentence)])
    return replace(place, scope=_expanded(named, eccns) or inside)


def _holds(before: Sequence[Place], term: str) -> bool:
    return bool(before) and term.lower() in before[-1].text.lower()


def _expanded(mentions: Iterable[Mention], eccns: Sequence[str]) -> tuple[str, ...]:
    """Return the designations of mentions, a range of entries ("2B001 to 2B009") as those that the list has."""
    return outermost(code for one in mentions if not one.excepted for code in _range(one, eccns))


def _range(one: Mention, eccns: Sequence[str]) -> Sequence[str]:
    if ECCN.fullmatch(one.code) and ECCN.fullmatch(one.last):
        return [eccn for eccn in eccns if one.code <= eccn <= one.last]
    return expanded(one)


def _sections(
    places: Iterable[Place], entries: Iterable[Entry]
) -> tuple[dict[str, _Section], list[tuple[Place, _Section]]]:
    """Return the section of each entry and of each place between them, both by the captions before it."""
    sections: dict[str, _Section] = {}
    between: list[tuple[Place, _Section]] = []
    section = _Section()
    for one in _in_order(places, entries):
        if isinstance(one, Entry):
            sections[one.eccn] = section
            continue
        section = section.after(one.text) if one.kind is Kind.CAPTION else section
        between.append((one, section))
    return sections, between


def _in_order(places: Iterable[Place], entries: Iterable[Entry]) -> Iterator[Place | Entry]:
    """Yield places and entries in the order of the text."""
    started = [(place.start, place) for place in places] + [(entry.places[0].start, entry) for entry in entries]
    yield from (one for _, one in sorted(started, key=lambda pair: pair[0]))
