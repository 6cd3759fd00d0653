"""Relations to earlier documents: corrects, amends, delays, suspends, extends, rescinds, supplements, responds_to."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.finds import Find, Notes, notes_of, record
from nlp.vocabulary import load

NAME, VERSION = "relations", "1"

_DATED = frozenset({"refers_to_document"})
_RULE = r"(?:interim final |final |proposed |[A-Z][\w\-]*-related )?(?:rules?|IFR|notice|temporary general license|TGL)"
# "suspension of the interim final rule"   "corrections to the EAR related to Russia-related rules published in January"
_UNDATED = (
    ("suspends", re.compile(rf"\b(?:suspension of|suspends|suspending) (?:the|an?) {_RULE}")),
    ("corrects", re.compile(rf"\bcorrections?\b[^.]{{0,60}}\b{_RULE} published in\b")),
    ("corrects", re.compile(rf"\bcorrect(?:s|ing)\b (?:the|an?|errors in (?:the|an?)) {_RULE}")),
    ("rescinds", re.compile(rf"\b(?:rescinds|rescinding) (?:the|an?|its) {_RULE}")),
    ("delays", re.compile(rf"\b(?:delays|delaying) the effective date of (?:the|an?) {_RULE}")),
    (
        "extends",
        re.compile(
            r"\b(?:extends|extending) the (?:comment period (?:for|on)|validity of|deadline for)\b"
            rf"[^.]{{0,40}}\b{_RULE}"
        ),
    ),
)


@Language.component("ruletrace_relations")
def relations(doc: Doc) -> Doc:
    """Write the relations of a document to earlier ones."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield `relation` finds: value the date (or ""), role the relation, quote the words that refer."""
    kind = next((find.value for find in notes.of_kind("document_kind")), "")
    if kind in {"notice", "order"}:
        return
    head = notes.head()
    dates = [date for date in notes.of_kind("date") if date.role in _DATED and _inside(date.start, head)]
    seen: set[str] = set()
    for date in dates:
        if date.value not in seen and _is_acted_on(notes, date):
            seen.add(date.value)
            yield Find("relation", date.value, _relation(notes, date, kind), date.start, date.end, (("by", "date"),))
    numbers = list(_numbered(notes, kind, head))
    yield from numbers
    if not seen and not numbers:
        yield from _undated(notes, head)


def _numbered(notes: Notes, kind: str, head: list[tuple[int, int]]) -> Iterator[Find]:
    """Yield the relations to documents that are cited by their number."""
    for number in notes.of_kind("document_number"):
        if number.role == "cited" and _inside(number.start, head):
            relation = _relation(notes, number, kind)
            yield Find("relation", number.value, relation, number.start, number.end, (("by", "number"),))


def _inside(position: int, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in ranges)


def _undated(notes: Notes, head: list[tuple[int, int]]) -> Iterator[Find]:
    for relation, pattern in _UNDATED:
        for start, end in head:
            match = pattern.search(notes.text, start, end)
            if match:
                yield Find("relation", "", relation, match.start(), match.end(), (("by", "words"),))
                return


def _is_acted_on(notes: Notes, date: Find) -> bool:
    """Say whether the date is that of a document, not of a proclamation that merely ordered it."""
    low, _high = notes.sentences.at(date.start)
    return not re.search(r"\b(?:Executive Order|E\.O\.|Act)\s[^.]{0,30}$", notes.text[low : date.start])


def _relation(notes: Notes, reference: Find, kind: str) -> str:
    """Return the relation by the words of the reference's sentence, of those after it, of the title; else amends."""
    if kind == "correction":
        return "corrects"
    low, high = notes.sentences.at(reference.start)
    end = next((end for start, end in notes.head() if start <= reference.start < end), len(notes.text))
    own = notes.text[low : reference.start] + " " + notes.text[reference.end : high]
    for words in (_acts(notes.text[high:end]), own, notes.head_text()):
        for relation, pattern in _cues():
            if pattern.search(words):
                return relation
    return "amends"


def _acts(text: str) -> str:
    """Return the sentences that speak of this document, up to two."""
    sentences = re.split(r"(?<=[.])\s+(?=[A-Z])", text)
    own = [sentence for sentence in sentences if re.search(r"\b(?:[Tt]his|BIS)\b", sentence)]
    return " ".join(own[:2])


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["relation"], re.compile("|".join(row["any"]), re.I)) for row in load("relations"))
