"""What determinations read of an item's entry: where two texts read alike for a case, its outcome is the same.

The steps read the rows of the entry's licence requirements (reasons for control, 744, 746), its lines of licence
exceptions and its STA paragraphs (740). Each later step is a function of these, of what the step on reasons found and
of law that is equal on both sides.
"""

from collections.abc import Hashable
from datetime import date

from regulation.controls.model import Kind
from regulation.licensing import reasons, scope
from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.licensing.model import Case
from regulation.licensing.rows import reaches


def of_entry(law: Law, eccn: str, on: date) -> Hashable:
    """Return what is read of an entry whatever the case; raises NotHeldError."""
    held = law.entry(eccn, on)
    return law.once(("reading", eccn, on), lambda: _of_held(law, held)) if held else None


def of_case(law: Law, case: Case) -> Hashable:
    """Return what the step on reasons for control finds, the words of its quotes left aside."""
    step = reasons.reasons(case, law)
    found = tuple((one.reason, one.basis, one.holds, one.needs) for one in step.requirements)
    return found, step.needs, step.not_modelled


def facts() -> frozenset[str]:
    """Return the facts that the step on reasons for control asks."""
    return frozenset({scope.DEEMED, *(one.unless.fact for one in reaches() if one.unless)})


def same(before: Law, after: Law, case: Case) -> bool:
    """Return whether two laws that part in entries alone read alike for a case; False where a text is not held."""
    eccn = case.code.partition(".")[0]
    try:
        alike = of_entry(before, eccn, case.on) == of_entry(after, eccn, case.on)
    except NotHeldError:
        return False
    return alike and of_case(before, case) == of_case(after, case)


def _of_held(law: Law, held: HeldEntry) -> Hashable:
    rows = tuple(
        (row.reasons, row.place.scope, row.place.excepted, row.place.conditional, row.reach.kind if row.reach else "")
        for row in law.rows(held)
    )
    places = held.entry.of(Kind.EXCEPTION, Kind.STA)
    return rows, tuple((one.kind, one.text, one.scope, one.excepted, one.conditional) for one in places)
