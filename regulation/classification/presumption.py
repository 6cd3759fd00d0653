"""The presumption of Note 1 to 3A090.a: who exports bears it, and how it is overcome, in the note's own words."""

import re
from collections.abc import Iterator
from dataclasses import replace

from regulation.classification.entries import EntryTest
from regulation.classification.model import Answer, Item, Verdict
from regulation.thresholds import NoteKind, NoteRead, Words
from regulation.thresholds.model import folded

BEARERS = ("front-end fabricator", "OSAT")
# Answers that a person may give: whether the item is such a circuit, and whether the presumption was overcome.
APPLICABLE = folded("applicable advanced logic integrated circuit")
OVERCOME = folded("presumption overcome")
_WAY = re.compile(r"^(?P<way>[a-c])\. ", re.MULTILINE)


def presumed(test: EntryTest, item: Item, found: Answer) -> Answer:
    """Return the answer with the presumption of the entry's note in place of *out* and *cannot decide* by numbers."""
    note = next((one for one in test.notes if one.kind is NoteKind.PRESUMES), None)
    if note is None or item.role not in BEARERS or found.verdict is Verdict.IN:
        return found
    if item.answers.get(APPLICABLE) is False or item.answers.get(OVERCOME) is True:
        return found
    ways = tuple(_ways(test, note))
    letters = ", ".join(way for way, _words in ways)
    reason = (
        f"presumed to be {' and '.join(note.targets)} and designed or marketed for datacenters ({note.words.place}):"
        f" the exporter is a {item.role}, and must overcome it in one of the ways {letters or 'that the note states'};"
        f" by numbers alone: {found.verdict} ({found.reason})"
    )
    asked = () if APPLICABLE in item.answers else ("whether it is an “applicable advanced logic integrated circuit”",)
    missing = (*asked, *(f"way {way}: {_cut(words.text)}" for way, words in ways))
    quotes = (note.words, *(words for _way, words in ways), *found.quotes)
    remark = "the definition of “applicable advanced logic integrated circuit” (part 772) is not part of the list"
    return replace(
        found,
        verdict=Verdict.PRESUMED,
        reason=reason,
        paragraphs=note.targets,
        missing=missing,
        remarks=(*found.remarks, remark),
        quotes=quotes,
    )


def _ways(test: EntryTest, note: NoteRead) -> Iterator[tuple[str, Words]]:
    """Yield the lettered ways of the note to overcome the presumption."""
    place = test.entry.find(note.words.place)
    if place is None:
        return
    starts = list(_WAY.finditer(place.text))
    for match in starts:
        end = place.text.find("\n", match.end())
        text = place.text[match.start() : end if end > 0 else None]
        first = place.start + match.start()
        yield match["way"], Words(place.designation, place.place, first, first + len(text), text)


def _cut(words: str, length: int = 240) -> str:
    return words if len(words) <= length else f"{words[:length]}…"
