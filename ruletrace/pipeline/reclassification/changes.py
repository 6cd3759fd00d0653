"""What changed in the law after a classification was made, and touches a paragraph that it tested."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from regulation.attribution import DocumentSummary
from regulation.change_classes import ChangeClass
from regulation.controls.designations import within
from regulation.controls.model import Kind
from regulation.diff import Difference, DifferenceKind
from regulation.impact_scope import reach
from regulation.status import Event, EventKind
from regulation.status.effects import whole
from ruletrace.pipeline.comparison import Candidates, Compared
from ruletrace.pipeline.reclassification.model import Base, Cause, Ground, Item

MATTERS = frozenset(
    (ChangeClass.THRESHOLD, ChangeClass.SCOPE, ChangeClass.EXCEPTION, ChangeClass.NOTE, ChangeClass.LICENCE)
)
ENTRY = 5  # letters of an entry's code
_TREE = (Kind.PARAGRAPH, Kind.RESERVED)
# What a product needs under its code, and nothing that its classification tested.
_CONSEQUENCES = (ChangeClass.LICENCE, ChangeClass.EXCEPTION)


@dataclass(frozen=True, slots=True)
class Dated:
    """A change of a list with the day from which it applies, and in words where that day is from."""

    difference: Difference
    since: date
    told: str


ByEntry = Mapping[str, Sequence[Dated]]


def dated(
    pairs: Iterable[tuple[Compared, Candidates]], known: Iterable[DocumentSummary], events: Sequence[Event]
) -> list[Dated]:
    """Return the changes for which a classification is looked at again, each with its day.

    That is the day of effect of the rules that may have made it, delays (among `events`) counted; where one of them
    states none, or none is known, the date of the first text that shows it, so that no change is taken for older than a
    classification by mistake.
    """
    delays = {one.subject: one.start for one in whole(events, EventKind.DELAYED)}
    documents = {one.id: _delayed(one, delays) for one in known}
    return [
        _dated(compared, difference, [documents[one.document_id] for one in candidates.get(difference.change_id, ())])
        for compared, candidates in pairs
        for difference in compared.differences
        if matters(difference)
    ]


def _delayed(document: DocumentSummary, delays: Mapping[str, date | None]) -> DocumentSummary:
    names = (document.number, document.citation, document.id)
    days = [day for name in names if name and (day := delays.get(name))]
    return replace(document, effective=max(days)) if days else document


def matters(difference: Difference) -> bool:
    """Return whether a change can make a classification wrong: what is only editorial cannot, a new number can."""
    return bool(difference.entry) and (difference.change_class in MATTERS or renumbered(difference))


def renumbered(difference: Difference) -> bool:
    """Return whether a paragraph moved to another number, or its number now means something else."""
    moved = difference.place_kind in _TREE and difference.kind is DifferenceKind.MOVED
    other = difference.place_before and difference.place_after and difference.place_before != difference.place_after
    return bool(difference.meaning_changed or moved or (difference.place_kind in _TREE and other))


def by_entry(changes: Iterable[Dated]) -> ByEntry:
    """Return the changes by each entry that they are of, or speak for."""
    found: dict[str, list[Dated]] = defaultdict(list)
    for one in changes:
        codes = (*_names(one.difference), *reach(one.difference).designations)
        for entry in sorted({code[:ENTRY] for code in codes}):
            found[entry].append(one)
    return found


def items(base: Base, changes: ByEntry) -> Iterator[Item]:
    """Yield an item for each change that applies from a later day and touches what the classification tested."""
    entries = {code[:ENTRY] for ground in base.tested for code in (ground.code, *ground.paragraphs)}
    known = {one.difference.change_id: one for entry in sorted(entries) for one in changes.get(entry, ())}
    for one in known.values():
        if any(one.since > ground.since and touches(one.difference, ground) for ground in base.tested):
            yield _item(base, one)


def touches(difference: Difference, tested: Ground) -> bool:
    """Return whether a change touches a tested paragraph: at it, above it or below it, or in a note that speaks for it.

    Licence rows and exceptions touch only the code itself.
    """
    codes = (tested.code, *tested.paragraphs)
    if difference.place_kind in _TREE:
        names = _names(difference)
        if tested.whole and any(within(name, tested.code[:5]) for name in names):
            return True
        return any(within(name, code) or within(code, name) for name in names for code in codes)
    spoken = reach(difference)
    asked = (tested.code,) if difference.change_class in _CONSEQUENCES else codes
    return any(spoken.covers(code) or any(within(one, code) for one in spoken.designations) for code in asked)


def _names(difference: Difference) -> tuple[str, ...]:
    """Return the designations of a paragraph before and after."""
    before = difference.place_before
    old = before.replace(" ", ".") if " " in before else f"{difference.entry}.{before}" if before else ""
    return tuple(dict.fromkeys(filter(None, (old, difference.designation))))


def _dated(compared: Compared, difference: Difference, documents: Sequence[DocumentSummary]) -> Dated:
    numbers = ", ".join(one.number for one in documents)
    days = [one.effective for one in documents if one.effective]
    if documents and len(days) == len(documents):
        return Dated(difference, max(days), f"effective day of {numbers}, which may have made it")
    by = f"; {numbers} may have made it, and no day of effect of it is held" if numbers else "; no rule is attributed"
    return Dated(difference, compared.end, f"day of the first text that shows it{by}")


def _item(base: Base, one: Dated) -> Item:
    difference = one.difference
    cause = Cause.RENUMBERED if renumbered(difference) else Cause.PARAGRAPH
    place = difference.designation if difference.place_kind in _TREE else f"{difference.entry} {difference.place}"
    return Item(
        base=base,
        cause=cause,
        about=difference.change_id,
        paragraph=place,
        from_text=difference.before,
        to_text=difference.after,
        state=difference.change_id,
        since=one.since,
        what=f"{_said(difference, place)} from {one.since} on ({one.told}); it was classified as {base.code}"
        f" on {base.on}.",
        changes=(difference.change_id,),
    )


def _said(difference: Difference, place: str) -> str:
    if difference.meaning_changed:
        return f"{place} keeps its number and means something else ({difference.meaning_changed})"
    if renumbered(difference):
        return f"What was {_names(difference)[0]} is {place}"
    done = {DifferenceKind.ADDED: "is new", DifferenceKind.REMOVED: "is gone"}.get(difference.kind, "reads otherwise")
    return f"{place} {done} ({difference.change_class.value})"
