"""Citations of sections that documents make, with the nearest place held."""

from collections.abc import Iterable, Mapping

from dashboard.law.typed import designations, part_of
from dashboard.store import ask
from graph.reads.law import places_named
from graph.schema import Control, Fact


def cited_places(facts: Iterable[Fact]) -> Mapping[str, Control]:
    """Return, by the value of a cited section or paragraph, the longest part of it that is held."""
    wanted = {fact.value: designations(fact.value) for fact in facts if fact.kind == "cfr_citation"}
    asked = tuple(sorted({one for names in wanted.values() for one in names}))
    held = {one.designation: one for one in (ask(places_named, asked) if asked else ())}
    found = {value: next((held[one] for one in names if one in held), None) for value, names in wanted.items()}
    return {value: place for value, place in found.items() if place}


def cited_parts(facts: Iterable[Fact]) -> Mapping[str, str]:
    """Return, by the value of a cited part ("744"), the list that would hold it (ecfr-744)."""
    values = {fact.value for fact in facts if fact.kind == "cfr_citation"}
    return {value: part for value in sorted(values) if (part := part_of(value))}
