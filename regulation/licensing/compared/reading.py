"""What determinations read of an item's entry: where two texts read alike for a destination, the outcome is the same.

The steps read the rows of the entry's licence requirements (reasons for control, 744, 746), its lines of licence
exceptions and its STA paragraphs (740): nothing else of its words but the paragraphs that it has. Each step is a
function of these, of the case, and of law that is equal on both sides.
"""

from collections.abc import Hashable
from datetime import date

from regulation.controls.model import Kind
from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.licensing.places import counts_as
from regulation.licensing.rows import Reach, RowRule


def same(before: Law, after: Law, eccn: str, ship_to: str, on: date) -> bool:
    """Return whether two laws that part in entries alone read alike for an entry and a destination.

    False where a text is not held, or where one of them has no such entry.
    """
    try:
        first, other = (_read(law, eccn, ship_to, on) for law in (before, after))
    except NotHeldError:
        return False
    return first is not None and first == other


def _read(law: Law, eccn: str, ship_to: str, on: date) -> Hashable:
    held = law.entry(eccn, on)
    if held is None:
        return None
    return law.once(("reading", eccn, on), lambda: _of_entry(held)), _of_rows(law, held, ship_to, on)


def _of_entry(held: HeldEntry) -> Hashable:
    places = held.entry.of(Kind.EXCEPTION, Kind.STA)
    own = tuple((one.kind, one.text, one.scope, one.excepted, one.conditional) for one in places)
    return own, tuple(one.designation for one in held.entry.paragraphs())


def _of_rows(law: Law, held: HeldEntry, ship_to: str, on: date) -> Hashable:
    return tuple((*_of_row(row), _of_reach(law, row.reach, ship_to, on)) for row in law.rows(held))


def _of_row(row: RowRule) -> tuple[Hashable, ...]:
    place = row.place
    unread = row.reaches if row.reach is None else ""
    return row.reasons, row.applies_to, place.scope, place.excepted, place.conditional, unread


def _of_reach(law: Law, reach: Reach | None, ship_to: str, on: date) -> Hashable:
    """Return what a row says of a destination: of the countries that it names, whether this is one."""
    if reach is None:
        return None
    named = bool({ship_to, counts_as(ship_to)} & set(reach.countries))
    unless = reach.unless if reach.unless and reach.unless.country == ship_to else None
    areas = (reach.kind, reach.column, reach.groups, reach.excluding, ship_to in reach.spared, reach.without)
    stands = _stands(law, reach.section, reach.anchor, on)
    return named, unless, areas, reach.section, stands, reach.deemed, reach.needs, reach.wider


def _stands(law: Law, section: str, anchor: str, on: date) -> bool:
    """Return whether the words that a row is read by stand in the section, where it is read by any."""
    try:
        return not anchor or bool(law.quote(section, anchor, on))
    except NotHeldError:
        return False
