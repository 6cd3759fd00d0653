"""Terms that technical notes define: "'Total processing performance' ('TPP') is 2 × …", "'X' means any of …"."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from nlp.normalise import normalise
from nlp.predicates.lists import listed, part_source
from regulation.controls.model import ControlList, Kind
from regulation.controls.notes import Note, NoteKind, NotePart
from regulation.thresholds import Definition, Words

_TERM = r"(?:an?\s+|the\s+)?['\"](?P<term>[^'\"]{2,80}?),?['\"]"
_DEFINES = re.compile(
    rf"(?:['\"]?For (?:the )?purposes? of [^,]{{3,160}},\s*(?:\d+\.\s*)?)?{_TERM}"
    r"(?:\s*\(\s*['\"]?(?P<alias>[^()'\"/]{1,30})['\"]?\s*\))?\s*(?:\([^()]*\)\s*)?"
    r"(?:is|are|means?|refers? to|has the meaning|=|includes?|consists? of|incorporates?|contains?|\(or)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:^|(?<=[.;:]\s)|(?<=\n))(?=['\"]|An? ['\"]|The ['\"]|For )")
# The note that defines APP stands between the entries, at the end of category 4.
_ADJUSTED = re.compile(r"technical note on [\"']adjusted peak performance[\"']", re.IGNORECASE)
ADJUSTED_TERMS = ("Adjusted Peak Performance", "APP")


def definitions(notes: Sequence[Note], flat: bool) -> tuple[Definition, ...]:
    """Return what the technical notes among these define, in text order."""
    technical = [note for note in notes if note.kind in (NoteKind.TECHNICAL, NoteKind.NOTE, NoteKind.UNTITLED)]
    return tuple(one for note in technical for part in note.parts for one in _of_part(note, part, notes, flat))


def _of_part(note: Note, part: NotePart, notes: Sequence[Note], flat: bool) -> Iterator[Definition]:
    own = part_source(note, part)
    begins = sorted({0, *(match.start() for match in _SENTENCE.finditer(own.plain))})
    for begin in begins:
        match = _DEFINES.match(own.plain, begin)
        if match is None:
            continue
        words = own.words(0, len(own.raw))
        condition = listed(note, part, own, match.end(), notes, flat)
        for term in filter(None, (match["term"], match["alias"])):
            yield Definition(term.strip(), words, condition)


def list_definitions(controls: ControlList) -> tuple[Definition, ...]:
    """Return what the notes between the entries define: adjusted peak performance, in the note to category 4."""
    between = list(controls.places)
    for index, place in enumerate(between):
        if _ADJUSTED.match(normalise(place.text).lstrip()):
            last = place
            for follows in takewhile(lambda one: one.kind in (Kind.TEXT, Kind.NOTE), between[index + 1 :]):
                last = follows
            text = controls.source.text[place.start : last.end]
            words = Words(place.designation, place.place, place.start, last.end, text)
            return tuple(Definition(term, words) for term in ADJUSTED_TERMS)
    return ()
