"""Whether a document is about export controls."""

from collections.abc import Iterator
from typing import Any

from nlp.documents.places import compiled, first, no_cue, ranges
from nlp.finds import Find, Notes
from nlp.ranges import Range
from nlp.vocabulary import load


def relevance(notes: Notes) -> Find:
    """Return the `relevance` (true or false) with the words that decided."""
    cues: dict[str, Any] = load("document")["relevance"]
    for where, patterns in cues["never"].items():
        place = first(notes, ranges(notes, where), patterns)
        named = first(notes, ranges(notes, "title"), cues["law"])
        if place and not named:
            return Find("relevance", "false", "another matter", *place)
    stated = [*ranges(notes, "title"), *ranges(notes, "abstract")]
    spoken = list(_without(notes, stated, cues["background"]))
    measures = first(notes, ranges(notes, "title"), cues["measures"])
    if measures and first(notes, spoken, cues["exports"]) is None:
        return Find("relevance", "false", "another matter", *measures)
    form = first(notes, stated, cues["form"])
    committee = _of(notes, stated, cues["bureau"], cues["committee"])
    named = first(notes, spoken, cues["strong"]) or _of(notes, spoken, cues["bureau"], cues["collected"])
    if form and committee is None and named is None:
        return Find("relevance", "false", "another matter", *form)
    place = (
        committee
        or first(notes, spoken, cues["cues"])
        or first(notes, notes.within("cfr"), cues["parts"])
        or _of(notes, [*spoken, *notes.within("action")], cues["bureau"], cues["bureau_subjects"])
        or _of(notes, spoken, cues["keepers"], cues["keepers_subjects"])
        or first(notes, notes.within("agency"), cues["bureau"])
    )
    return Find("relevance", "true", "stated", *place) if place else no_cue(notes, "relevance", "false")


def _without(notes: Notes, stated: list[Range], pattern: str) -> Iterator[Range]:
    """Yield what is left of the ranges beside the words that match: background, which tells nothing of the document."""
    for start, end in stated:
        position = start
        for match in compiled(pattern).finditer(notes.text, start, end):
            yield position, match.start()
            position = match.end()
        yield position, end


def _of(notes: Notes, stated: list[Range], offices: list[str], subjects: list[str]) -> Range | None:
    """Return where the document names one of the offices, if it speaks of one of the subjects."""
    office = first(notes, [*stated, *notes.within("agency")], offices)
    if first(notes, notes.within("agency"), load("document")["relevance"]["beside"]):
        office = first(notes, notes.within("agency"), offices)
    return office if office and first(notes, stated, subjects) else None
