"""Whether a document is about export controls."""

from typing import Any

from nlp.documents.places import first, no_cue, ranges
from nlp.finds import Find, Notes
from nlp.vocabulary import load


def relevance(notes: Notes) -> Find:
    """Return the `relevance` (true or false) with the words that decided."""
    cues: dict[str, Any] = load("document")["relevance"]
    for where, patterns in cues["never"].items():
        place = first(notes, ranges(notes, where), patterns)
        if place:
            return Find("relevance", "false", "another matter", *place)
    stated = [*ranges(notes, "title"), *ranges(notes, "abstract")]
    form = first(notes, stated, cues["form"])
    if form and first(notes, stated, cues["strong"]) is None:
        return Find("relevance", "false", "another matter", *form)
    place = first(notes, stated, cues["cues"]) or first(notes, notes.within("cfr"), cues["parts"])
    if place is None and first(notes, stated, cues["bureau_subjects"]):
        place = first(notes, [*stated, *notes.within("agency")], cues["bureau"])
    return Find("relevance", "true", "stated", *place) if place else no_cue(notes, "relevance", "false")
