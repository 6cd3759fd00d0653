"""What a document is: kind, relevance to export controls, topics."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from nlp.finds import Find, Notes, notes_of, record
from nlp.vocabulary import load

NAME, VERSION = "document", "1"

Range = tuple[int, int]
# A title between quotation marks: at least four words, the first with a capital.
_QUOTED_TITLE = r"\"(?-i:[A-Z])[^\"\s]*(?:\s+[^\"\s]+){3}[^\"]*\""


@Language.component("ruletrace_document")
def document(doc: Doc) -> Doc:
    """Write document kind, relevance and topics."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield one `document_kind`, one `relevance` and the `topic` finds, each with the words that decided."""
    if not notes.text.strip():
        return
    kind = _kind(notes)
    yield kind
    yield _relevance(notes)
    yield from _topics(notes, kind.value)


def _ranges(notes: Notes, where: str) -> list[Range]:
    """Return the ranges of title, action or abstract; `any` is title and abstract. Text without blocks is abstract."""
    if where == "any":
        return notes.head()
    ranges = notes.within(where)
    if where == "abstract" and not ranges and not notes.within("title"):
        return notes.head()
    return ranges


def _search(notes: Notes, ranges: list[Range], patterns: list[str]) -> Range | None:
    """Return where the first of `patterns` (in their order) matches in one of `ranges`."""
    for pattern in patterns:
        for start, end in ranges:
            match = _compiled(pattern).search(notes.text[start:end])
            if match and match.end() > match.start():
                return start + match.start(), start + match.end()
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _kind(notes: Notes) -> Find:
    for rule in load("document")["kind"]:
        place = _search(notes, _ranges(notes, rule["where"]), rule["any"])
        if place and not _search(notes, notes.head(), rule.get("unless", [])):
            return Find("document_kind", rule["kind"], "stated", *place, (("where", rule["where"]),))
    start, _end = notes.head()[0]
    return Find("document_kind", "other", "no cue", start, _first_word(notes, start))


def _relevance(notes: Notes) -> Find:
    cues: dict[str, Any] = load("document")["relevance"]
    for where, patterns in cues["never"].items():
        place = _search(notes, _ranges(notes, where), patterns)
        if place:
            return Find("relevance", "false", "another matter", *place)
    place = _search(notes, notes.head(), cues["cues"])
    if place:
        return Find("relevance", "true", "stated", *place)
    start, _end = notes.head()[0]
    return Find("relevance", "false", "no cue", start, _first_word(notes, start))


def _first_word(notes: Notes, start: int) -> int:
    match = re.compile(r"\S+").search(notes.text, start)
    return match.end() if match else start


def _topics(notes: Notes, kind: str) -> Iterator[Find]:
    found = False
    for topic, rule in load("document")["topics"].items():
        place = _topic(notes, rule, restated=kind == "correction")
        if place:
            found = True
            yield Find("topic", topic, "stated", *place)
    place = _topic(notes, load("document")["other"], restated=False)
    if place:
        yield Find("topic", "other", "stated", *place)
    elif not found:
        start, _end = notes.head()[0]
        yield Find("topic", "other", "no cue", start, _first_word(notes, start))


def _topic(notes: Notes, rule: dict[str, Any], *, restated: bool) -> Range | None:
    """Return the first match that lies in none of the phrases which only speak of something else."""
    ranges = [*_title(notes, rule, restated), *_ranges(notes, "abstract")]
    ranges = ranges if notes.within("title") or notes.within("abstract") else notes.head()
    dropped = list(_places(notes, ranges, rule.get("drop", [])))
    if not rule.get("quoted"):
        dropped += _places(notes, _ranges(notes, "abstract"), [_QUOTED_TITLE])
    for place in _places(notes, ranges, rule["any"]):
        if not any(low <= place[0] < high for low, high in dropped):
            return place
    return None


def _title(notes: Notes, rule: dict[str, Any], restated: bool) -> list[Range]:
    """Return the part of the title that counts for a topic."""
    if restated and not rule.get("restated"):
        return []
    titles = notes.within("title")
    if not rule.get("first_title_segment"):
        return titles
    ends = [(start, notes.text.find(";", start, end)) for start, end in titles]
    return [(start, end if cut < 0 else cut) for (start, end), (_start, cut) in zip(titles, ends, strict=True)]


def _places(notes: Notes, ranges: list[Range], patterns: list[str]) -> Iterator[Range]:
    for pattern in patterns:
        for start, end in ranges:
            for match in _compiled(pattern).finditer(notes.text[start:end]):
                yield start + match.start(), start + match.end()
