"""Where the texts held begin, and where official texts take over from converted ones."""

from dataclasses import dataclass

from dashboard.law.over_time import same_words
from graph.reads.dashboard_entry import Stretch
from regulation.controls.model import Kind
from regulation.history.model import HELD, RUNS

# Kinds of places that converted and official texts tell in the same form.
COMPARABLE = frozenset("entry" if kind is Kind.HEADING else kind.value for kind in HELD[RUNS])


@dataclass(frozen=True, slots=True)
class Bounds:
    """`first` is the date of the oldest text held; `official` that of the first official one after converted texts.

    `official` is "" where no text was converted. Words that begin or end at a bound are not known to be new or gone.
    `told` holds the (place, date of the newer text) of every change between official texts: other differences between
    these are of print only. None: it is not known.
    """

    first: str
    official: str = ""
    told: frozenset[tuple[str, str]] | None = None

    def goes_on(self, before: Stretch, after: Stretch) -> bool:
        """Return whether later words of a place are the same law as earlier ones."""
        if self.told is None or before.origin or after.origin or before.designation != after.designation:
            return same_words(before, after)
        days = (day for place, day in self.told if place == after.control.id)
        return not any(before.from_ < day <= after.from_ for day in days)

    def begins_here(self, one: Stretch) -> bool:
        """Return whether words stand at a beginning only because no comparable older text is held."""
        return one.from_ <= self.first or (self._is_border(one, one.from_) and not one.origin)

    def ends_here(self, one: Stretch) -> bool:
        """Return whether words end only because the official texts tell their kind in another form."""
        return bool(one.origin) and self._is_border(one, one.to)

    def _is_border(self, one: Stretch, day: str) -> bool:
        return bool(self.official) and day == self.official and one.control.kind not in COMPARABLE
