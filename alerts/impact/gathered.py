"""The causes of a graph's changes with what documents state of them and what they touch: read once, used twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from alerts.impact.causes import CODES, EDITORIAL, Cause, causes
from alerts.impact.exposure import Exposure, by_change, of_codes, of_parties
from alerts.rules import Rules
from graph import Graph, reads
from graph.schema import Document, Fact

CHANGES = 100_000
NOT_NAMED = ("excluded", "mentioned")  # roles of a country that a document does not act on
Stated = Sequence[tuple[Document, Sequence[Fact]]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A cause, what each of its documents states, and what it touches."""

    cause: Cause
    stated: Stated
    exposure: Exposure

    @property
    def named(self) -> list[str]:
        """The destinations (ISO 3166-1 alpha-2) that the documents name, sorted."""
        facts = [fact for _, stating in self.stated for fact in stating if fact.kind == "destination"]
        return sorted({fact.value for fact in facts if fact.role not in NOT_NAMED})


class Impact:
    """All causes of a graph; they are gathered when first asked for."""

    def __init__(self, graph: Graph, rules: Rules) -> None:
        self._graph, self._rules = graph, rules

    @cached_property
    def found(self) -> tuple[Gathered, ...]:
        """The causes by kind and key."""
        bare = causes(reads.changes(self._graph, limit=CHANGES), self._rules.unattributed_apart)
        kinds = tuple(sorted(self._rules.carrying_references))
        ids = [one.id for cause in bare for one in cause.changes]
        touched = by_change(reads.code_impact(self._graph, ids, kinds))
        return tuple(self._gathered(one, touched) for one in bare)

    def _gathered(self, bare: Cause, touched: Mapping[str, list[reads.Touch]]) -> Gathered:
        cause = bare if bare.kind == CODES else self._read(bare)
        details = [reads.document(self._graph, one.id) for one in cause.documents]
        return Gathered(cause, [(one.document, one.facts) for one in details if one], self._exposure(cause, touched))

    def _read(self, cause: Cause) -> Cause:
        """Return a cause of parties with the documents that state it."""
        detail = reads.change(self._graph, cause.changes[0].id)
        return replace(cause, documents=tuple(one.document for one in detail.readings) if detail else ())

    def _exposure(self, cause: Cause, touched: Mapping[str, list[reads.Touch]]) -> Exposure:
        ids = [change.id for change in cause.changes]
        if cause.kind != CODES:
            return of_parties(reads.party_impact(self._graph, ids), cause.applies)
        editorial = {change.id for change in cause.changes if change.change_class == EDITORIAL}
        return of_codes([touch for one in ids for touch in touched.get(one, ())], cause.applies, editorial)
