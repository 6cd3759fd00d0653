"""How a source stands at this moment: a source that was fine when the graph was made may be late by now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from graph.schema import Source

FINE, LATE = "fine", "late"


@dataclass(frozen=True, slots=True)
class Standing:
    """A source's state now, and whether its silence is proved or a gap, in words."""

    source: Source
    state: str
    silence: str

    @property
    def is_seen(self) -> bool:
        """Whether no news of this source means no news."""
        return self.state == FINE


def standing(source: Source, now: datetime) -> Standing:
    """Return how the source stands at `now` (with time zone)."""
    state = LATE if source.state == FINE and _overdue(source, now) else source.state
    if state == FINE:
        return Standing(source, state, "proved: no news means no news")
    since = f" since {source.last_success[:10]}" if source.last_success else ""
    return Standing(source, state or "unknown", f"gap{since}: something may have been missed")


def _overdue(source: Source, now: datetime) -> bool:
    if not source.last_success or not source.rhythm_hours:
        return True
    return now > datetime.fromisoformat(source.last_success) + timedelta(hours=source.rhythm_hours)
