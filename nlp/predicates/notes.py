"""What the notes of an entry do: take out, limit, include, define, presume, or only remark."""

import re
from collections.abc import Iterator, Sequence

from nlp.predicates.inline import inline_list
from nlp.predicates.lists import part_source, stated
from nlp.predicates.sources import Source
from regulation.controls.notes import Note, NoteKind, NotePart
from regulation.thresholds import Definition, NoteRead
from regulation.thresholds import NoteKind as Does

_EXCLUDES = re.compile(
    r"\b(?:do(?:es)?)\s+not\s+(?:control|apply\s+(?:to|for)|specify|include|cover)\b(?:\s+the\b|\s+any\b)?(?:\s+following\b(?=\s+items))?",
    re.I,
)
_ONLY = re.compile(
    r"\b(?:appl(?:y|ies)\s+only\s+to|only\s+appl(?:y|ies)\s+to|controls?\s+only|only\s+controls?)\b", re.IGNORECASE
)
_INCLUDES = re.compile(r"\b(?:includes?|appl(?:y|ies)\s+to|controls?|specif(?:y|ies))\b", re.IGNORECASE)
# The entry does not decide where other equipment does: Note 2 to 4A003.
_BY_OTHERS = re.compile(
    r"\bcontrol status of [^.]* is determined by the control status of other equipment or systems,? provided\b", re.I
)
_PRESUMES = re.compile(r"\bpresumption\b", re.IGNORECASE)
_CODE = re.compile(
    r"(?:\d[A-E]\d{3}[\w.]*(?:(?:,|\s+and|\s+or|\s+to)+\s+[\w.]+)*|\b(?:entry|ECCN|paragraphs? \(?[\w.]+\)?|controls?))"
    r"\s*(?:above\s*|also\s*)?$",
    re.IGNORECASE,
)
_REMARKS = re.compile(
    r"^(?:See\b|For\b|When necessary|Details|The control status|The status|To determine|In\b|Examples?|A license"
    r"|License|"
    r"No license|Items? (?:that|specified)|Commodities|Exports?|An exporter|This note|N\.B\.)",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(
    r"\bshould be (?:evaluated|sequenced|measured)|\brefers? to\b|\bare (?:also|sometimes) known\b"
    r"|\bsummarized as follows"
    r"|^\[Reserved\]"
    r"|\bdoes not supersede\b|\bare considered part of\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[A-Za-z”\"')]{2})\.\s+(?=[A-Z“\"]|(?:\d{1,2}\.\s+)?\d[A-E]\d{3})")


def read_notes_of(notes: Sequence[Note], defined: Sequence[Definition], flat: bool) -> tuple[NoteRead, ...]:
    """Return what each note does, in text order; a note can do several things, one a sentence or paragraph."""
    spans = {(one.words.start, one.words.end) for one in defined}
    return tuple(read for note in notes for read in _read(note, notes, spans, flat))


def _read(note: Note, notes: Sequence[Note], defined: set[tuple[int, int]], flat: bool) -> Iterator[NoteRead]:
    if not note.parts:
        return
    if note.kind in (NoteKind.NB, NoteKind.LICENCE, NoteKind.HEADING):
        yield _whole(note, Does.REMARK)
        return
    done = False
    for part in note.parts:
        if part.of or part.inner:
            continue
        own = part_source(note, part)
        for read in _of_part(note, part, own, notes, flat):
            done = True
            yield read
    if done and note.kind is not NoteKind.TECHNICAL:
        return
    if any(
        (own.start, own.start + len(own.raw)) in defined for own in (part_source(note, part) for part in note.parts)
    ):
        yield _whole(note, Does.DEFINES)
    elif note.kind is NoteKind.TECHNICAL or all(part.of for part in note.parts):
        yield _whole(note, Does.REMARK)
    else:
        yield _whole(note, Does.REMARK if _remarks(part_source(note, note.parts[0]).plain) else Does.UNREAD)


def _remarks(plain: str) -> bool:
    return _REMARKS.match(plain) is not None or _EXPLAINS.search(plain) is not None


def _whole(note: Note, does: Does) -> NoteRead:
    place = note.place
    own = Source(place.text, place.text, place.start, place.designation, place.place)
    return NoteRead(does, note.targets, own.words(0, len(place.text)))


def _of_part(note: Note, part: NotePart, own: Source, notes: Sequence[Note], flat: bool) -> Iterator[NoteRead]:
    """Yield what the sentences of a note's paragraph do; those that do nothing are left to the note as a whole."""
    begin = 0
    whole = len(own.plain)
    for end in (*(match.start() + 1 for match in _SENTENCE.finditer(own.plain)), len(own.plain)):
        sentence = own.plain[begin:end]
        for does, pattern in ((Does.EXCLUDES, _EXCLUDES), (Does.APPLIES_ONLY, _ONLY), (Does.EXCLUDES, _BY_OTHERS)):
            match = pattern.search(sentence)
            named = match and (pattern is _BY_OTHERS or _CODE.search(sentence[: match.start()]))
            if match and named:
                # A list in the same line has sentences of its own.
                end = whole if inline_list(own.plain, begin + match.end(), end) else end
                condition = stated(note, part, own, begin + match.end(), end, notes, flat)
                yield NoteRead(does, part.targets, own.words(begin, end), condition)
                if end == whole:
                    return
                break
        else:
            if _PRESUMES.search(sentence) and "there is a" in sentence:
                yield NoteRead(Does.PRESUMES, part.targets, own.words(begin, end))
            elif part is note.parts[0] and begin == 0 and _includes(sentence) and note.kind is not NoteKind.TECHNICAL:
                yield NoteRead(Does.INCLUDES, part.targets, own.words(begin, end))
        begin = end


def _includes(sentence: str) -> bool:
    match = _INCLUDES.search(sentence)
    if re.match(r"(?:[“\"'\w-]+\s+){1,8}includes?\b", sentence):
        return True
    return match is not None and _CODE.search(sentence[: match.start()] or "") is not None
