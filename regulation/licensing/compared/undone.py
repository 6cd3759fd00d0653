"""The law without one change: its entries from the text before it, and its Country Group moves taken back.

Only what is held is used: everything else is the law of the day after, and each answer by this law says so. A change
whose text is not held yet (proposed, or published and not in force) is not undone but done: its Country Group moves by
the rule's own words, its entries *not held*.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from regulation.annex import Consolidated
from regulation.licensing.compared.model import GroupMove, LawChange
from regulation.licensing.groups import Groups
from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.licensing.model import Quote
from regulation.licensing.places import counts_as

EU = "EU"


def sides(law: Law, change: LawChange) -> tuple[Law, Law]:
    """Return the law before a change and after it, all other law equal."""
    return (law, done(law, change)) if is_coming(change) else (undone(law, change), law)


def is_coming(change: LawChange) -> bool:
    """Return whether no text that contains the change is held: the texts before and after are the same one."""
    return change.after <= change.before


def undone(law: Law, change: LawChange) -> Law:
    """Return the law of the day after with the change alone taken out of it.

    An entry of the change is that of the text of `change.before` (None where it had none; NotHeldError where no text of
    that day is held), whatever the day asked. A move between Country Groups is taken back by the words of the rule.

    Of Annex I its entries alone are of the text before; the authorisations are those of the day after.
    """
    back = tuple(replace(one, out_of=one.into, into=one.out_of) for one in change.moves)
    changed = _changed(law, partial(_before, law, change), back)
    return replace(changed, annexes_of=partial(_annexes_before, law, change)) if change.regime == EU else changed


def done(law: Law, change: LawChange) -> Law:
    """Return the law with a change that is coming: its moves between Country Groups, its entries not held."""
    return _changed(law, partial(_coming, law, change), change.moves)


def marks(change: LawChange) -> tuple[str, ...]:
    """Return what every comparison for a change must say of the texts that it uses."""
    if is_coming(change):
        return (f"everything but this change as of {change.after}; the words that the change brings are not held",)
    if change.regime == EU:
        return (f"the entries changed before it as of {change.before}; everything else as of {change.after}",)
    told = f"everything but this change as of {change.after}: how other sections read before it is not held"
    moved = (f"Country Groups before it by the rule's own words ({_citations(change)})",) if change.moves else ()
    return (told, *moved)


def _annexes_before(law: Law, change: LawChange, eccn: str) -> Sequence[Consolidated]:
    """Return the texts of Annex I for an entry: up to the day before the change where it is one of the change."""
    held = law.annexes()
    return [one for one in held if one.controls.version <= change.before] if eccn in change.entries else held


def _changed(law: Law, listed: partial[HeldEntry | None], moves: tuple[GroupMove, ...]) -> Law:
    """Return a law that shares the sections read, and has its own entries and Country Groups."""
    group = partial(regrouped, moves) if moves else None
    return replace(law, listed=listed, regrouped=group, _groups={}, _entries={}, _once={})


def _before(law: Law, change: LawChange, eccn: str, on: date) -> HeldEntry | None:
    if change.regime == EU or eccn not in change.entries:
        return law.listed(eccn, on)
    held = law.listed(eccn, change.before)
    told = f"text of {change.before}, before the change"
    return replace(held, remark="; ".join(one for one in (told, held.remark) if one)) if held else None


def _coming(law: Law, change: LawChange, eccn: str, on: date) -> HeldEntry | None:
    if eccn in change.entries:
        raise NotHeldError(f"the text of {eccn} that {change.title} brings is not held")
    return law.listed(eccn, on)


def regrouped(moves: tuple[GroupMove, ...], groups: Groups) -> Groups:
    """Return the Country Groups with countries moved, and the words of the rules for each move."""
    members = dict(groups.members)
    for move in moves:
        own = counts_as(move.country)
        members[own] = (members.get(own, frozenset()) - set(move.out_of)) | set(move.into)
    return replace(groups, members=members, moved={**groups.moved, **dict(_words(moves))})


def _words(moves: tuple[GroupMove, ...]) -> Iterator[tuple[tuple[str, str], Quote]]:
    for move in moves:
        for group in (*move.out_of, *move.into):
            if move.quotes:
                named = next((one for one in move.quotes if group in one.words), move.quotes[0])
                yield (counts_as(move.country), group), named


def _citations(change: LawChange) -> str:
    named = dict.fromkeys(quote.citation for move in change.moves for quote in move.quotes)
    return ", ".join(named) or change.key
