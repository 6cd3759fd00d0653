"""The rule on the United Arab Emirates as a change of law: two texts of the list, and its own words on groups."""

from datetime import date

from licensing_law import DAY

from regulation.controls.model import ControlList
from regulation.licensing.compared.model import GroupMove, LawChange
from regulation.licensing.law import HeldEntry, Law, NotHeldError
from regulation.licensing.model import Quote

JUNE = date(2026, 6, 25)
# From the abstract of 2026-14132 (samples/federalregister/documents.composed.json).
WORDS = Quote(
    "91 FR 43034",
    "BIS is removing the UAE from Country Groups D:3 and D:4 and adding the UAE to Country Group A:5.",
    date(2026, 7, 14),
)
MOVE = GroupMove("AE", ("D:3", "D:4"), ("A:5",), (WORDS,))
NAMING = "To or within the United Arab Emirates or"


def with_both_lists(law: Law, june: ControlList, september: ControlList) -> Law:
    """Return the law with the list of both days."""

    def listed(eccn: str, on: date) -> HeldEntry | None:
        controls = september if on >= DAY else june
        if on < JUNE:
            raise NotHeldError(f"no text of the list is held for {on}")
        entry = controls.entry(eccn)
        return HeldEntry(controls, entry, "") if entry else None

    return Law(law.parts, listed)


def emirates(september: ControlList) -> LawChange:
    """Return the rule: the entries whose rows name the Emirates, and the move."""
    named = (one.eccn for one in september.entries if any(NAMING in place.text for place in one.places))
    return LawChange(
        key="2026-14132",
        title="Enhanced Favorable Treatment for the United Arab Emirates",
        regime="US",
        before=JUNE,
        after=DAY,
        entries=frozenset(named),
        moves=(MOVE,),
        effective=date(2026, 7, 10),
    )
