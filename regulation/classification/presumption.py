"""The presumption of Note 1 to 3A090.a: who bears it, and how it is overcome, in the note's own words.

The note presumes of what a front-end fabricator or an OSAT company exports that it is 3A090.a and designed or marketed
for datacenters. Numbers alone never answer it, those that lead to 3A090.b neither.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from regulation.classification.entries import EntryTest
from regulation.classification.model import Answer, Item, Outcome, Verdict
from regulation.classification.vocabulary import ways
from regulation.controls.designations import within
from regulation.thresholds import Fact, NoteKind, NoteRead, Words
from regulation.thresholds.model import folded
from regulation.thresholds.truth import leaves

BEARERS = ("front-end fabricator", "OSAT")
# Answers that a person may give: whether the item is such a circuit, and that the presumption was overcome.
APPLICABLE = folded("applicable advanced logic integrated circuit")
DATACENTER = folded("designed or marketed for use in datacenters")
_LETTER = re.compile(r"^(?P<way>[a-z])\. ", re.MULTILINE)
_RANGE = re.compile(r"ways outlined in paragraphs (?P<first>[a-z])\. through (?P<last>[a-z])\.")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Lettered:
    """A lettered paragraph of the note; `is_way` where the note counts it among the ways to overcome it."""

    letter: str
    words: Words
    is_way: bool

    @property
    def fact(self) -> str:
        """What a person may record to overcome the presumption in this way."""
        return ways()[self.letter].fact


def asks(name: str) -> bool:
    """Return whether a folded name is that of a fact on which the presumption hangs."""
    return name == APPLICABLE or any(name in way.names for way in ways().values())


def by_presumption(
    test: EntryTest, item: Item, verdict: Verdict, met: tuple[str, ...]
) -> tuple[Verdict, tuple[str, ...]]:
    """Return verdict and paragraphs with the presumption, from what they are by numbers alone."""
    note = borne(test, item)
    if note is None or (verdict is Verdict.IN and _among(met, note.targets)):
        return verdict, met
    return Verdict.PRESUMED, (*note.targets, *(code for code in met if code != test.eccn))


def borne(test: EntryTest, item: Item) -> NoteRead | None:
    """Return the note of an entry whose presumption the item's exporter bears, None when there is none."""
    if item.role not in BEARERS:
        return None
    note = next((one for one in test.notes if one.kind is NoteKind.PRESUMES), None)
    return None if note is None or not _applies(test, note, item) or _overcome(test, note, item) else note


def presumed(test: EntryTest, item: Item, found: Answer) -> Answer:
    """Return the answer with the presumption, from the one by numbers alone."""
    note = borne(test, item)
    if note is None:
        return replace(found, remarks=(*found.remarks, *_recorded(test, item)))
    verdict, paragraphs = by_presumption(test, item, found.verdict, found.paragraphs)
    if verdict is not Verdict.PRESUMED:
        return replace(found, remarks=(*found.remarks, *_marketing(note, item)))
    lettered = tuple(_lettered(test, note))
    own, rests = _asked(item, lettered), _rests(note, lettered)
    decided = found.verdict is not Verdict.UNDECIDED
    reason = (
        f"presumed to be {' and '.join(note.targets)} and designed or marketed for datacenters ({note.words.place}):"
        f" the exporter is {_role(item)} and must overcome it in one of the ways {rests};"
        f" by numbers alone: {found.verdict} ({found.reason})"
    )
    return replace(
        found,
        verdict=verdict,
        reason=reason,
        paragraphs=paragraphs,
        missing=(*own, *found.missing),
        outcomes=_outcomes(own, found),
        deciding=(*((one, _HALF if decided else Decimal(0)) for one in own), *found.deciding),
        remarks=(*found.remarks, *_limits(lettered)),
        quotes=(note.words, *(one.words for one in lettered), *found.quotes),
    )


def _among(met: tuple[str, ...], targets: tuple[str, ...]) -> bool:
    return any(within(code, target) for code in met for target in targets)


def _role(item: Item) -> str:
    return f"an {item.role}" if item.role[0] in "AEIOU" else f"a {item.role}"


def _applies(test: EntryTest, note: NoteRead, item: Item) -> bool:
    """Return whether the item may be such a circuit: unless a person says it is not, or that it is no circuit."""
    said = item.answers.get(APPLICABLE)
    return said if said is not None else not _denied(test, note, item)


def _denied(test: EntryTest, note: NoteRead, item: Item) -> bool:
    units = [one for one in test.units if _among((one.designation,), note.targets)]
    asked = {leaf.key for one in units for leaf in leaves(one.base) if isinstance(leaf, Fact)}
    return any(item.answers.get(name) is False for name, key in test.facts.items() if key in asked)


def _overcome(test: EntryTest, note: NoteRead, item: Item) -> Lettered | str:
    """Return the way in which a recorded fact overcomes the presumption, words without one, "" for neither."""
    said = {letter for letter, way in ways().items() if any(item.answers.get(name) for name in way.names)}
    lettered = _lettered(test, note) if said else ()
    way = next((one for one in lettered if one.is_way and one.letter in said), None)
    return way or ("the way is not stated" if "" in said else "")


def _recorded(test: EntryTest, item: Item) -> Iterator[str]:
    """Yield what a person recorded that takes a presumption away."""
    note = next((one for one in test.notes if one.kind is NoteKind.PRESUMES), None)
    if note is None or item.role not in BEARERS:
        return
    if item.answers.get(APPLICABLE) is False:
        yield f"recorded as no “applicable advanced logic integrated circuit”: {note.words.place} presumes nothing"
    elif _applies(test, note, item) and (way := _overcome(test, note, item)):
        told = f"by way {way.letter}: {way.fact}" if isinstance(way, Lettered) else way
        yield f"the presumption of {note.words.place} is recorded as overcome, {told}; the evidence is not checked"


def _marketing(note: NoteRead, item: Item) -> Iterator[str]:
    if item.answers.get(DATACENTER) is not True:
        yield (
            f"the exporter is {_role(item)}: {note.words.place} presumes it designed or marketed for datacenters too,"
            " whatever is recorded, until overcome"
        )


def _asked(item: Item, lettered: tuple[Lettered, ...]) -> tuple[str, ...]:
    circuit = () if APPLICABLE in item.answers else ("whether it is an “applicable advanced logic integrated circuit”",)
    stated = tuple(f"way {one.letter}: {one.fact}" for one in lettered if one.is_way)
    return (*circuit, *(stated or ("a way that the note states",)))


def _rests(note: NoteRead, lettered: tuple[Lettered, ...]) -> str:
    letters = ", ".join(one.letter for one in lettered if one.is_way)
    return f"{letters} of {note.words.place}" if letters else "that the note states"


def _outcomes(own: tuple[str, ...], found: Answer) -> tuple[Outcome, ...]:
    """Return what is answered without the presumption: by numbers, whichever fact takes it away."""
    if found.verdict is Verdict.UNDECIDED:
        return tuple(replace(one, when=("the presumption overcome", *one.when)) for one in found.outcomes)
    plain = [f"{one}: {'yes' if one.startswith(('way ', 'a way ')) else 'no'}" for one in own]
    return tuple(Outcome((one,), found.verdict, found.paragraphs) for one in plain)


def _limits(lettered: tuple[Lettered, ...]) -> Iterator[str]:
    yield "the definition of “applicable advanced logic integrated circuit” (part 772) is not part of the list"
    for one in lettered:
        if not one.is_way:
            yield f"paragraph {one.letter} of {one.words.place} says what is not enough to overcome it; it is quoted"


def _lettered(test: EntryTest, note: NoteRead) -> Iterator[Lettered]:
    """Yield the lettered paragraphs of the note, each as a whole."""
    place = test.entry.find(note.words.place)
    if place is None:
        return
    counted = _RANGE.search(place.text)
    starts = list(_LETTER.finditer(place.text))
    ends = [*(one.start() for one in starts), len(place.text)]
    for match, end in zip(starts, ends[1:], strict=True):
        text = place.text[match.start() : end].rstrip()
        first = place.start + match.start()
        words = Words(place.designation, place.place, first, first + len(text), text)
        is_way = counted is None or counted["first"] <= match["way"] <= counted["last"]
        yield Lettered(match["way"], words, is_way and match["way"] in ways())
