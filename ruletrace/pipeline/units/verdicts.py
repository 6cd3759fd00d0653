"""What the facts of every product answer under every entry that they can be asked of, in the graph, from day to day.

The list of the EU is not asked: no dated history of it is held.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from graph import schema as g
from regulation.classification import Answer
from regulation.status import Event
from regulation.thresholds.written import quote
from ruletrace.model import stable_id
from ruletrace.pipeline.catalogue.answers import Answers, Question, Span
from ruletrace.pipeline.catalogue.asking import Asking, misplaced
from ruletrace.pipeline.catalogue.items import Items
from ruletrace.pipeline.catalogue.naming import asked_as, named
from ruletrace.pipeline.catalogue.notices import Notice, notices
from ruletrace.pipeline.catalogue.products import US, Facts
from ruletrace.pipeline.controls import CCL
from ruletrace.pipeline.units.product_facts import nearest
from ruletrace.pipeline.units.values import day as iso

NAME = "verdicts"
NAMED = 5
DAY = timedelta(days=1)
Work = Mapping[str, Callable[[], Any]]
Results = Mapping[str, Any]
_PLAIN = TypeAdapter(tuple[g.Verdict, ...])


def each(work: Work) -> Results:
    """Return the result of each work, computed now."""
    return {key: one() for key, one in work.items()}


def unit(
    products: Mapping[str, Facts],
    held: Answers,
    events: Sequence[Event],
    controls: Mapping[str, str],
    once: Callable[[Work], Results] = each,
) -> g.Unit:
    """Return the answers of all products; equal answers are one node, whichever products give them.

    `events` are the individual notices that people entered, `controls` the ids of controls by designation. `once` gives
    the results of works by key; equal keys have equal results, so it may take them from where they were kept.
    """
    items, asking = Items(products), Asking(held.newest)
    made, unused = _Made(held, controls), _Unused(held)
    asked: dict[str, list[Question]] = {}
    for sku, facts in products.items():
        item = items.of(sku)
        entries = asking.of(facts, item)
        unused.add(facts, entries)
        asked[sku] = [held.question(entry, item) for entry in entries]
    work = {one.key: partial(_answered, held, one) for own in asked.values() for one in own}
    plain = {key: _PLAIN.validate_python(rows) for key, rows in once(work).items()}
    edges: dict[tuple[str, str], g.Edge] = {}
    for sku, own in asked.items():
        told = notices(products[sku], events) if own else ()
        for one in own:
            for key in made.verdicts(one.entry, plain[one.key], products[sku], told):
                edges[sku, key] = g.HasVerdict(start=sku, end=key)
    problems = (*_named(items.problems), *_named(unused.found), *_elsewhere(products))
    return g.Unit(NAME, tuple(made.nodes.values()), (*edges.values(), *made.under.values()), problems=problems)


def _answered(held: Answers, asked: Question) -> Any:
    """Return the nodes of what is answered, of no product yet, as JSON holds them."""
    said = (_verdict(asked.entry, span) for span in held.of(asked))
    return _PLAIN.dump_python(tuple(replace(one, id=stable_id("verdict", repr(one))) for one in said), mode="json")


@dataclass(slots=True)
class _Made:
    """The nodes made so far, by id."""

    held: Answers
    controls: Mapping[str, str]
    nodes: dict[str, g.Verdict] = field(default_factory=dict)
    under: dict[str, g.Edge] = field(default_factory=dict)
    _relevant: dict[tuple[str, str], bool] = field(default_factory=dict)

    def verdicts(self, entry: str, nodes: Sequence[g.Verdict], facts: Facts, told: Sequence[Notice]) -> Iterator[str]:
        """Yield the ids of the nodes that say what a product answers under an entry, made from those of no product."""
        remarks = (*self._decided(entry, facts), *_origin(facts))
        for plain in nodes:
            if not remarks and not told:
                yield self._kept(plain.id, plain)
                continue
            said = replace(plain, remarks=(*plain.remarks, *remarks))
            for one in _cut(said, told):
                yield self._kept(stable_id("verdict", plain.id, one.on, one.until, *remarks, "", *one.notices), one)

    def _kept(self, key: str, said: g.Verdict) -> str:
        if key not in self.nodes:
            self.nodes[key] = replace(said, id=key)
            if control := self.controls.get(nearest(said.paragraph or said.entry, self.controls)):
                self.under[key] = g.Under(start=key, end=control)
        return key

    def _decided(self, entry: str, facts: Facts) -> Iterator[str]:
        """Yield the decisions that the entry asks for, with who decided, when and why."""
        for one in facts.decisions:
            key = (entry, one.question)
            if key not in self._relevant:
                self._relevant[key] = bool(self.held.wanted(entry).answered_by(asked_as(one.question)))
            if self._relevant[key]:
                by, why = one.by or "nobody named", f": {one.why}" if one.why else ""
                yield f"“{one.question}”: {one.answer}, decided by {by} on {one.on or 'no day stated'}{why}"


def _verdict(entry: str, span: Span) -> g.Verdict:
    """Return the node of an answer, without an id yet."""
    found, last = span.answer, span.last
    return g.Verdict(
        id="",
        list=CCL,
        entry=entry,
        on=iso(span.on),
        until=iso(span.until),
        text_version=last.chosen.text.name if last else "",
        origin=last.chosen.origin if last and last.chosen.text.converted else "",
        told=span.told,
        verdict=found.verdict.value,
        paragraph=found.paragraph,
        paragraphs=found.paragraphs,
        reason=found.reason,
        headroom=_rows(map(asdict, found.headroom)),
        missing=found.missing,
        outcomes=_rows(map(asdict, found.outcomes)),
        deciding=_rows({"fact": fact, "share": share} for fact, share in found.deciding),
        remarks=found.remarks,
        quotes=_quotes(found, last.since.name if last else ""),
        not_checked=found.not_checked,
    )


def _quotes(found: Answer, text: str) -> tuple[str, ...]:
    return _rows({**quote(words), "version": text} for words in found.quotes)


def _rows(rows: Any) -> tuple[str, ...]:
    return tuple(json.dumps(row, ensure_ascii=False, default=_plain) for row in rows)


def _plain(number: object) -> object:
    """Return a number as JSON takes it; an exact one that is too long for that, as text."""
    if not isinstance(number, Decimal):
        raise TypeError(f"{number!r} has no form in JSON")
    if number == number.to_integral_value():
        return int(number) if abs(number) < 2**53 else str(number)
    return float(number)


def _cut(said: g.Verdict, told: Sequence[Notice]) -> Iterator[g.Verdict]:
    """Yield the answer cut where a notice begins or ends, each piece with the notices in force."""
    first, last = date.fromisoformat(said.on), date.fromisoformat(said.until) if said.until else None
    begins = {one.start for one in told if one.start} | {one.until + DAY for one in told if one.until}
    inside = sorted(day for day in begins if first < day and (last is None or day <= last))
    days: list[date] = [first, *inside]
    for day, later in zip(days, [*inside, None], strict=True):
        said_then = tuple(one.told for one in told if one.in_force(day))
        yield replace(said, on=iso(day), until=iso(later - DAY if later else last), notices=said_then)


def _origin(facts: Facts) -> Iterator[str]:
    origin = facts.product.origin
    if origin != US:
        yield f"origin {origin}: whether the item is subject to the EAR (part 734) is not checked"


class _Unused:
    """The quantities that no entry asked of their product compares, with the products that state them."""

    def __init__(self, held: Answers) -> None:
        self._held = held
        self._names: dict[tuple[str, ...], frozenset[str]] = {}
        self.found: dict[str, list[str]] = {}

    def add(self, facts: Facts, entries: tuple[str, ...]) -> None:
        """Note those of a product that is asked of these entries."""
        if entries not in self._names:
            self._names[entries] = frozenset[str]().union(*(self._held.wanted(one).names for one in entries))
        for row in facts.parameters:
            own = named(row.parameter, row.unit or "")
            if not own.problem and own.key not in self._names[entries]:
                words = f"{row.parameter}: no entry asked compares a quantity of that name ({own.key})"
                self.found.setdefault(words, []).append(facts.sku)


def _named(found: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for words, skus in sorted(found.items()):
        yield f"{words}; it decides nothing for {_some(sorted(set(skus)))}"


def _elsewhere(products: Mapping[str, Facts]) -> Iterator[str]:
    """Yield the entries under which products stand that are of another product group."""
    found: dict[tuple[str, str], list[str]] = {}
    for sku, facts in products.items():
        for code in misplaced(facts):
            found.setdefault((facts.product.kind, code), []).append(sku)
    for (kind, code), skus in sorted(found.items()):
        yield f"{code} is no entry for {kind}: {_some(skus)} not asked of it"


def _some(skus: Sequence[str]) -> str:
    more = f" and {len(skus) - NAMED} more" if len(skus) > NAMED else ""
    return f"{', '.join(skus[:NAMED])}{more}"
