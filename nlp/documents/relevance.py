"""Whether a document is about export controls."""

from typing import Any

from nlp.documents.places import first, no_cue, ranges
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
    measures = first(notes, ranges(notes, "title"), cues["measures"])
    if measures and first(notes, stated, cues["exports"]) is None:
        return Find("relevance", "false", "another matter", *measures)
    form = first(notes, stated, cues["form"])
    committee = _of(notes, stated, cues["bureau"], cues["committee"])
    if form and committee is None and first(notes, stated, cues["strong"]) is None:
        return Find("relevance", "false", "another matter", *form)
    place = (
        committee
        or first(notes, stated, cues["cues"])
        or first(notes, notes.within("cfr"), cues["parts"])
        or _of(notes, stated, cues["bureau"], cues["bureau_subjects"])
        or _of(notes, stated, cues["keepers"], cues["keepers_subjects"])
    )
    return Find("relevance", "true", "stated", *place) if place else no_cue(notes, "relevance", "false")


def _of(notes: Notes, stated: list[Range], offices: list[str], subjects: list[str]) -> Range | None:
    """Return where the document names one of the offices, if it speaks of one of the subjects."""
    office = first(notes, [*stated, *notes.within("agency")], offices)
    return office if office and first(notes, stated, subjects) else None
