"""Relations that could not be tied to a document, and doubts about a source's own words."""

import re
from collections.abc import Iterable, Iterator

from ruletrace.model import Document
from ruletrace.pipeline.documents import Documents
from ruletrace.pipeline.findings.model import DOUBT, MINOR, NOTABLE, RELATION, Finding, Side, shown, side
from ruletrace.pipeline.readings.witness import said
from ruletrace.pipeline.relations import Relations, Unresolved

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# What these say changes when or whether another document applies: each is a finding of its own.
_GRAVE = ("corrects", "delays", "suspends", "extends", "rescinds")
_NAMED, _WORDS = 3, 100  # documents named in a title; characters of a quote in it
_NEXT = "Find the document that is meant; fetch it, or enter what it says with its citation (`ruletrace enter`)."
_NEXT_DOUBTED = "Read the sentence; where the document does so, enter it with its citation (`ruletrace enter`)."
_NEXT_DOUBT = "Look the passage up in the printed source, and say which reading holds."


def relation_findings(relations: Relations) -> Iterator[Finding]:
    """Yield what was sought and not found: each change of status by itself, all other references of a document as one.

    Documents on other matters than export control make none.
    """
    groups: dict[tuple[str, ...], list[Unresolved]] = {}
    for one in relations.unresolved:
        if not one.irrelevant:
            grave = one.relation in _GRAVE
            about = (one.document.id, one.relation, one.quote) if grave else (one.document.id, "refers")
            groups.setdefault(about, []).append(one)
    for key in sorted(groups):
        yield _finding(key, groups[key])


def _finding(about: tuple[str, ...], found: list[Unresolved]) -> Finding:
    first = found[0]
    grave = first.relation in _GRAVE
    names = list(dict.fromkeys(_sought(one) for one in found))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    verb = _verb(first) if grave else "refers to"
    title = f"{first.document.number} {verb} {', '.join(names[:_NAMED])}{more}{_why(first)}"
    sides = shown(one for each in found for one in _sides(each))
    documents = tuple(dict.fromkeys(id for one in found for id in _about(one)))
    following = _NEXT_DOUBTED if first.doubted else _NEXT
    return Finding(RELATION, about, title, sides, following, NOTABLE if grave else MINOR, documents)


def _verb(one: Unresolved) -> str:
    return one.relation.replace("_", " ")


def _sought(one: Unresolved) -> str:
    if not one.sought:
        words = one.words if len(one.words) <= _WORDS else f"{one.words[:_WORDS]}…"
        return f"a document that it does not name (“{words}”)"
    return f"a document of {one.sought}" if _DAY.fullmatch(one.sought) else one.sought


def _why(one: Unresolved) -> str:
    if one.doubted:
        return ": so the rules read it, and the trained component doubts it"
    if one.candidates:
        return f": {len(one.candidates)} held documents may be meant"
    if one.other_publisher:
        return ": another publisher is named, whose documents are not collected"
    return ": no such document is held" if one.sought else ""


def _sides(one: Unresolved) -> Iterator[Side]:
    words = f"{_verb(one)} {_sought(one)}"
    yield Side(f"{one.document.number}, {one.block}", words, one.quote, one.block, one.document.id, one.fact)
    for other in one.candidates:
        yield Side("may be meant", f"{other.number} of {other.published}: {other.title}", document=other.id)


def _about(one: Unresolved) -> tuple[str, ...]:
    return (one.document.id, *(other.id for other in one.candidates))


def doubt_findings(documents: Documents) -> Iterator[Finding]:
    """Yield every doubt that a fact carries about the words of its own source, such as an impossible page."""
    for key in sorted(documents.held):
        yield from _doubts(documents.held[key].document, key, documents)


def _doubts(document: Document, key: str, documents: Documents) -> Iterable[Finding]:
    found: dict[str, Finding] = {}
    for text, fact in documents.held[key].stated():
        doubt = dict(fact.detail).get("doubt", "")
        name = f"{fact.kind} {fact.value}"
        if doubt and name not in found:
            own = side(document.number, key, said(key, text, fact), f"writes “{fact.quote}”: {doubt}")
            title = f"{document.number} writes “{fact.quote}”: {doubt}"
            about = (key, fact.kind, fact.value)
            found[name] = Finding(DOUBT, about, title, (own,), _NEXT_DOUBT, MINOR, (key,))
    return found.values()
