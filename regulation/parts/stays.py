"""Effective Date Notes: which words the text shows and which of them are stayed, and until when.

The eCFR keeps stayed words where they stand and says so in a note at the section's end: text shown is not text in
force.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from regulation.controls.model import Kind, Place
from regulation.parts.amended import day_of
from regulation.parts.citations import designation
from regulation.parts.model import PartTree, is_within
from regulation.parts.sentences import sentences


class Extent(StrEnum):
    """How much of a paragraph is stayed."""

    WHOLE = "whole"  # with everything below it
    OWN_WORDS = "introductory text"  # without the paragraphs below it
    SENTENCES = "sentences"
    UNKNOWN = "not understood"


@dataclass(frozen=True, slots=True)
class Stay:
    """Words that a document stayed.

    `citation` is the document's page ("90 FR 50857"), `published` its day, `until` the last day of the stay as the
    note gives it (None when it names none). `designation` is what is stayed, `spans` its characters in the part's text
    (empty for an extent that was not understood), `note` the place that says so and `quote` the words of it.
    """

    citation: str
    published: date | None
    until: date | None
    designation: str
    extent: Extent
    spans: tuple[tuple[int, int], ...]
    note: Place
    quote: str

    def stays_on(self, day: date) -> bool:
        """Return whether the words are stayed on `day`, as far as this note tells: a later document may say more."""
        started = self.published is None or self.published <= day
        return started and (self.until is None or day <= self.until)


_DOCUMENT = re.compile(
    r"At (?P<citation>\d+ FR \d+), (?P<day>[A-Z][a-z]+\.? \d{1,2}, \d{4}), (?:in )?(?P<rest>.*)", re.S
)
_STAYED = re.compile(r"\b(?:was|were) stayed\b(?:, effective until (?P<day>[A-Z][a-z]+\.? \d{1,2}, \d{4}))?")
_PATH = r"(?P<path>(?:\([a-zA-Z0-9]{1,5}\))+)"
_NUMBER = r"one|two|three|four|five"
_ORDINAL = r"first|second|third|fourth|fifth|last"
_TARGETS = (
    # "the three sentences at the end of paragraph (e) introductory text"
    re.compile(rf"the (?P<count>{_NUMBER}) sentences? at the end of paragraph {_PATH}(?: introductory text)?"),
    # "the second and third sentences of paragraph (a)(2)", "the last sentence in paragraph (d)"
    re.compile(
        rf"the (?P<which>(?:{_ORDINAL})(?:(?:,| and|, and) (?:{_ORDINAL}))*) sentences? (?:of|in) paragraph {_PATH}"
    ),
    # "the introductory text of paragraph (e)"
    re.compile(rf"(?P<own>the introductory text of )paragraph {_PATH}"),
    re.compile(rf"paragraph {_PATH}(?P<own> introductory text)"),
    re.compile(rf"paragraph {_PATH}"),
    re.compile(r"(?P<intro>the introductory text)(?! of paragraph)"),
)
_NUMBERS = {word: count for count, word in enumerate(_NUMBER.split("|"), 1)}
_ORDINALS = {word: index for index, word in enumerate(_ORDINAL.split("|"))}


def stays(tree: PartTree) -> tuple[Stay, ...]:
    """Return everything that the Effective Date Notes of a part say is stayed, in text order of the notes."""
    notes = (place for place in tree.law.all_places() if place.kind is Kind.EFFECTIVE_DATE)
    return tuple(stay for note in notes for stay in _of_note(tree, note))


def stays_of(tree: PartTree, place: Place) -> tuple[Stay, ...]:
    """Return the stays that touch a place or anything below it, or that stay a paragraph above it."""
    low, high = place.start, max(one.end for one in tree.below(place)) if place.is_paragraph else place.end
    return tuple(stay for stay in stays(tree) if any(start < high and low < end for start, end in stay.spans))


def _of_note(tree: PartTree, note: Place) -> Iterator[Stay]:
    for line in note.text.splitlines():
        document, stayed = _DOCUMENT.search(line), _STAYED.search(line)
        if stayed is None:
            continue
        citation = document["citation"] if document else ""
        published = day_of(document["day"]) if document else None
        until = day_of(stayed["day"]) if stayed["day"] else None
        body = (document["rest"] if document else line).split(" stayed", 1)[0]
        for code, extent, spans, quote in _targets(tree, note, body):
            yield Stay(citation, published, until, code, extent, spans, note, quote)


def _targets(tree: PartTree, note: Place, body: str) -> Iterator[tuple[str, Extent, tuple[tuple[int, int], ...], str]]:
    found: list[tuple[int, int, re.Match[str]]] = []
    for pattern in _TARGETS:
        for match in pattern.finditer(body):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), match))
    if not found:
        whole = tree.find(note.entry)
        known = whole is not None and re.match(r"(?:§ ?[\d.]+|supplement no\. \d+ to part \d+) was$", body.strip())
        extent = Extent.WHOLE if known else Extent.UNKNOWN
        yield note.entry, extent, _whole(tree, whole) if known and whole else (), body
    for _, _, match in sorted(found, key=lambda one: one[:2]):
        yield _target(tree, note, match)


def _target(tree: PartTree, note: Place, match: re.Match[str]) -> tuple[str, Extent, tuple[tuple[int, int], ...], str]:
    groups = match.groupdict()
    if groups.get("intro"):
        entry = tree.law.entry(note.entry)
        place = entry.find("introductory text") if entry else None
        spans = ((place.start, place.end),) if place else ()
        return note.entry, Extent.OWN_WORDS if place else Extent.UNKNOWN, spans, match.group()
    code = designation(note.entry, match["path"])
    place = tree.find(code)
    if place is None:
        return code, Extent.UNKNOWN, (), match.group()
    if groups.get("count") or groups.get("which"):
        parts = list(sentences(tree.law.source.text, _words_start(tree, place), place.end))
        chosen = _chosen(parts, groups.get("count"), groups.get("which"))
        return code, Extent.SENTENCES if chosen else Extent.UNKNOWN, chosen, match.group()
    if groups.get("own"):
        return code, Extent.OWN_WORDS, ((place.start, place.end),), match.group()
    return code, Extent.WHOLE, _whole(tree, place), match.group()


def _words_start(tree: PartTree, place: Place) -> int:
    """Return where the words of a paragraph begin after its number and run-in heading, which is no sentence."""
    heading = tree.headings.get(place.designation, "")
    start = place.start + len(place.label)
    body = tree.law.source.text[start : place.end]
    start += len(body) - len(body.lstrip())
    if heading.endswith(".") and tree.law.source.text.startswith(heading, start):
        start += len(heading) + 1
    return start


def _chosen(parts: list[tuple[int, int]], count: str | None, which: str | None) -> tuple[tuple[int, int], ...]:
    if count:
        wanted = _NUMBERS[count]
        return tuple(parts[-wanted:]) if len(parts) >= wanted else ()
    named = re.findall(_ORDINAL, which or "")
    indexes = [len(parts) - 1 if word == "last" else _ORDINALS[word] for word in named]
    return tuple(parts[index] for index in indexes) if all(0 <= index < len(parts) for index in indexes) else ()


def _whole(tree: PartTree, place: Place) -> tuple[tuple[int, int], ...]:
    """Return the span of a place with all below it; of a section without its citation and notes of the editors."""
    editors = (Kind.CITATION, Kind.EDITORIAL, Kind.EFFECTIVE_DATE, Kind.PENDING)
    inside = [one for one in tree.below(place) if one.kind not in editors and is_within(one, place)]
    return ((inside[0].start, inside[-1].end),) if inside else ()
