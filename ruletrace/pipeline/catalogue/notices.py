"""Individual notices that a licence is required: entered as events, or recorded as decisions about a product."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from company.products import Decision
from regulation.status import Event
from ruletrace.pipeline.catalogue.naming import NOTICE, asked_as
from ruletrace.pipeline.catalogue.products import Facts
from ruletrace.pipeline.classification import notice_words
from ruletrace.pipeline.classification_notices import names


@dataclass(frozen=True, slots=True)
class Notice:
    """Who was told that a licence is required, in words, from when to when (None: not stated)."""

    told: str
    start: date | None
    until: date | None

    def in_force(self, on: date) -> bool:
        """Tell whether the requirement stands on a day."""
        return (self.start is None or self.start <= on) and (self.until is None or on <= self.until)


def notices(facts: Facts, events: Sequence[Event]) -> tuple[Notice, ...]:
    """Return the notices for a product: events that name its SKU or its name, and decisions that say there is one."""
    entered = (one for one in events if names(one, facts.sku) or names(one, facts.product.name))
    found = [Notice(notice_words(one), one.start, one.until) for one in entered]
    return tuple(sorted((*found, *_decided(facts.decisions)), key=lambda one: (one.start or date.min, one.told)))


def _decided(decisions: Sequence[Decision]) -> Iterator[Notice]:
    for one in decisions:
        if asked_as(one.question) == NOTICE and one.answer == "yes":
            by, why = one.by or "nobody named", f": {one.why}" if one.why else ""
            yield Notice(f"individual notice, recorded by {by} for {one.on or 'a day not stated'}{why}", one.on, None)
