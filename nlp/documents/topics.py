"""The topics of a document (nlp/vocabulary/document.yaml)."""

from collections.abc import Iterator
from typing import Any

from nlp.documents.places import every, head, no_cue, ranges
from nlp.finds import Find, Notes
from nlp.ranges import Range
from nlp.vocabulary import load

# A title between quotation marks: at least four words, the first with a capital.
_QUOTED_TITLE = r"\"(?-i:[A-Z])[^\"\s]*(?:\s+[^\"\s]+){3}[^\"]*\""


def topics(notes: Notes, kind: str) -> Iterator[Find]:
    """Yield the `topic` finds of title and summary; `other` where there is none."""
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
        yield no_cue(notes, "topic", "other")


def _topic(notes: Notes, rule: dict[str, Any], *, restated: bool) -> Range | None:
    """Return the first match that lies in none of the phrases which only speak of something else."""
    stated = notes.within("title") or notes.within("abstract")
    where = [*_title(notes, rule, restated), *notes.within("abstract")] if stated else head(notes)
    dropped: list[Range] | None = None
    for place in every(notes, where, rule["any"]):
        if dropped is None:
            dropped = _dropped(notes, where, rule)
        if not any(low <= place[0] < high for low, high in dropped):
            return place
    return None


def _dropped(notes: Notes, where: list[Range], rule: dict[str, Any]) -> list[Range]:
    dropped = list(every(notes, where, rule.get("drop", [])))
    return dropped if rule.get("quoted") else [*dropped, *every(notes, ranges(notes, "abstract"), [_QUOTED_TITLE])]


def _title(notes: Notes, rule: dict[str, Any], restated: bool) -> list[Range]:
    """Return the part of the title that counts for a topic."""
    if restated and not rule.get("restated"):
        return []
    titles = notes.within("title")
    if not rule.get("first_title_segment"):
        return titles
    ends = [(start, notes.text.find(";", start, end)) for start, end in titles]
    return [(start, end if cut < 0 else cut) for (start, end), (_start, cut) in zip(titles, ends, strict=True)]
