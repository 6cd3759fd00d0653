"""What each cause means for the company: determinations before and after, per profile and destination, as one unit."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from alerts.impact import words
from alerts.impact.cases import row
from alerts.impact.causes import PARTIES
from alerts.impact.expected import Found, of_change, of_parties
from alerts.impact.gathered import Gathered, Impact
from alerts.impact.law_changes import day, of_names, of_proposal, of_texts
from graph import Graph, reads
from graph import schema as g
from graph.reads.law import held_texts
from graph.reads.lines import is_over, last_delivery
from graph.reads.outcomes import proposals
from graph.reads.transactions import (
    Item,
    Transaction,
    current_products,
    items,
    lines_naming,
    lines_of,
    transactions,
)
from regulation.controls.model import ControlList
from regulation.licensing.compared.alike import destinations
from regulation.licensing.compared.comparing import Answer
from regulation.licensing.compared.model import GroupMove, LawChange
from regulation.licensing.determine import determine
from regulation.licensing.eu.determine import determine_eu
from regulation.licensing.law import UNSEEN, HeldEntry, Law, NotHeldError
from regulation.licensing.loading import Listed
from ruletrace.model import canonical, sha256_hex, stable_id
from ruletrace.pipeline import converted_parts, entered, list_history
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import LISTS, PARTS
from ruletrace.pipeline.effective import Effective
from ruletrace.pipeline.fetches import content_keys, fetched
from ruletrace.pipeline.licences import law

NAME = "outcomes"
STEP = "outcomes"
ANSWERS: Mapping[str, Answer] = {"US": determine, "EU": determine_eu}
NO_LIST = "only changes of a control list's entries are compared, by the texts of two days"
NO_LINE = "no contract line open when it applies has a party with the name of a listed one"
NO_ANSWER = "determinations by the law of the Union are not modelled"
NAMES_NOTHING = "the proposal's words held here name no entry and no move between Country Groups"
Lists = Callable[[], Sequence[ControlList]]
_FOUND = TypeAdapter(Found)


@dataclass(frozen=True, slots=True)
class _Work:
    """A change of law with the lines it may concern; `rows` are the listed names of a rule on parties.

    `applies` is the day (ISO) from which the change applies, "" when none is held: a line that was delivered before it
    has no outcome of the change.
    """

    change: LawChange
    documents: tuple[str, ...]
    lines: frozenset[str] = frozenset()
    not_compared: str = ""
    parties: frozenset[str] = frozenset()
    cells: bool = False
    applies: str = ""

    def concerns(self, one: Transaction) -> bool:
        """Tell whether the change can still concern a line: its last delivery is later, or not held."""
        return one.line.id in self.lines and not is_over(last_delivery(one.line, one.contract), self.applies)


def law_key(context: Context) -> str:
    """Return everything that determinations read of the law: its texts, and what people entered of its enforcement.

    The effective days of documents, by which a text answers for days before it, come besides (`Effective`).
    """
    contents = content_keys(context)
    entries = (list_history.KIND, converted_parts.KIND, entered.KIND, entered.WITHDRAWN)
    groups = (*sorted({fetched(own.source) for own in (*LISTS, *PARTS)}), *entries)
    return canonical([contents.get(one, "") for one in groups])


def unit(context: Context, graph: Graph, program: str, impact: Impact, lists: Lists) -> g.Unit:
    """Return the outcomes of all causes and of proposed rules; raises nothing: what is not compared is said.

    `lists` gives the official texts of the Commerce Control List, oldest first.
    """
    return _Outcomes(context, graph, program, impact, lists).unit()


class _Outcomes:
    def __init__(self, context: Context, graph: Graph, program: str, impact: Impact, lists: Lists) -> None:
        self._context, self._graph, self._program, self._impact = context, graph, program, impact
        self._lists = lists
        self._law_key = law_key(context)

    def unit(self) -> g.Unit:
        work = [*self._causes(), *self._proposals()]
        wanted = sorted({line for one in work for line in one.lines})
        known = transactions(self._graph, wanted)
        nodes: list[g.Node] = []
        edges: list[g.Edge] = []
        for done, one in enumerate(work, start=1):
            found = self._found(one, [each for each in known if one.concerns(each)])
            nodes += [_comparison(one, found), *(expected.outcome for expected in found.expected)]
            edges += [
                g.HasOutcome(start=line, end=expected.outcome.id)
                for expected in found.expected
                for line in expected.lines
            ]
            self._context.progress("comparing outcomes", done, len(work))
        return g.Unit(NAME, tuple(nodes), tuple(edges))

    def _causes(self) -> Iterator[_Work]:
        for one in self._impact.found:
            documents = tuple(sorted(document.id for document, _ in one.stated))
            yield self._on_parties(one, documents) if one.cause.kind == PARTIES else self._on_codes(one, documents)

    def _on_codes(self, one: Gathered, documents: tuple[str, ...]) -> _Work:
        title = words.title(one.cause)
        change = of_texts(one.cause, title, one.stated)
        if change is None or change.regime not in ANSWERS:
            reason = NO_LIST if change is None else NO_ANSWER
            return _Work(change or of_names(one.cause, title, one.stated, self._day), documents, not_compared=reason)
        lines = frozenset(one.exposure.lines) | self._moved(change.moves)
        return _Work(change, documents, lines, cells=True, applies=one.cause.applies)

    def _on_parties(self, one: Gathered, documents: tuple[str, ...]) -> _Work:
        change = of_names(one.cause, words.title(one.cause), one.stated, self._day)
        parties = frozenset(party for _, party in one.exposure.candidates)
        lines = frozenset(one.exposure.lines)
        return _Work(change, documents, lines, "" if lines else NO_LINE, parties, applies=one.cause.applies)

    def _proposals(self) -> Iterator[_Work]:
        for document in proposals(self._graph):
            detail = reads.document(self._graph, document.id)
            change = of_proposal(document, detail.facts if detail else (), self._day)
            lines = self._moved(change.moves) | self._classified(change.entries)
            reason = "" if change.moves or change.entries else NAMES_NOTHING
            yield _Work(change, (document.id,), lines, reason, cells=bool(change.moves), applies=document.published)

    def _moved(self, moves: Iterable[GroupMove]) -> frozenset[str]:
        countries = sorted({one.country for one in moves})
        return frozenset(lines_naming(self._graph, countries)) if countries else frozenset()

    def _classified(self, entries: Iterable[str]) -> frozenset[str]:
        wanted = frozenset(entries)
        skus = [sku for sku, one in self._items.items() if one.product.eccn.partition(".")[0] in wanted]
        return frozenset(lines_of(self._graph, skus))

    def _found(self, work: _Work, affected: Sequence[Transaction]) -> Found:
        if work.not_compared:
            return Found()
        own = list(self._items.values()) if work.cells else []
        asked = [
            self._law_key,
            _plain(work.change),
            sorted(work.parties),
            _told(affected),
            [repr(one) for one in own],
        ]

        def compute() -> object:
            found = _FOUND.dump_python(self._computed(work, affected, own), mode="json")
            return {"found": found, "effective": self._effective.asked}

        key = sha256_hex(canonical(asked).encode())
        kept = self._context.steps.once(STEP, self._program, key, compute, self._holds)
        return _FOUND.validate_python(kept["found"])

    def _holds(self, kept: Mapping[str, Any]) -> bool:
        """Tell whether the documents still have the effective days that a kept result was reckoned with."""
        return self._effective.agrees(kept["effective"])

    def _computed(self, work: _Work, affected: Sequence[Transaction], own: Sequence[Item]) -> Found:
        change = work.change
        if work.parties:
            candidates = (one for each in affected for _, trader in each.parties for one in trader.candidates)
            rows = {row(one) for one in candidates if one.party in work.parties}
            return of_parties(change, self._law, affected, rows)
        return of_change(change, self._law, ANSWERS[change.regime], affected, own, self._places)

    @cached_property
    def _law(self) -> Law:
        """The law; its list by the official texts alone, for those before and after a change are among them."""
        return replace(self._whole, listed=_listed(self._lists()), effective=self._effective)

    @cached_property
    def _whole(self) -> Law:
        return law(self._context)

    @cached_property
    def _effective(self) -> Effective:
        return Effective(self._whole.effective)

    @cached_property
    def _places(self) -> tuple[str, ...]:
        try:
            return destinations(self._law, self._day)
        except NotHeldError:
            return ()

    @cached_property
    def _day(self) -> date:
        """The day of the newest official text of the Commerce Control List: the law that everything is compared on."""
        days = [day(one.day) for one in held_texts(self._graph, LISTS[0].list) if not one.origins]
        return max((one for one in days if one), default=date.min)

    @cached_property
    def _items(self) -> dict[str, Item]:
        found = items(self._graph, current_products(self._graph))
        return dict(sorted(found.items()))


def _listed(texts: Sequence[ControlList]) -> Listed:
    """Return what gives an entry by texts that are read already; between two of them the older answers."""
    entries = [(one, {entry.eccn: entry for entry in one.entries}) for one in texts]

    def entry(eccn: str, on: date) -> HeldEntry | None:
        held = [one for one in entries if one[0].version <= on]
        if not held:
            raise NotHeldError(f"no text of the Commerce Control List is held for {on}")
        controls, own = held[-1]
        remark = "" if controls.version == on else f"text of {controls.version}; {UNSEEN}"
        return HeldEntry(controls, own[eccn], remark) if eccn in own else None

    return entry


def _told(affected: Sequence[Transaction]) -> list[object]:
    """Return everything about transactions as text, each product and customer once."""
    items = {one.item.product.id: one.item for one in affected}
    traders = {trader.customer.id: trader for one in affected for _, trader in one.parties}
    lines = [
        (repr(one.line), one.item.product.id, one.ship_from, one.ship_to, [(r, t.customer.id) for r, t in one.parties])
        for one in affected
    ]
    return [lines, *([repr(held[id]) for id in sorted(held)] for held in (items, traders))]


def _plain(change: LawChange) -> str:
    """Return a change as text that is the same in every process: a set's order is not."""
    sets = {"entries": sorted(change.entries), "reclassify": sorted(change.reclassify)}
    return f"{replace(change, entries=frozenset(), reclassify=frozenset())!r} {sets}"


def _comparison(work: _Work, found: Found) -> g.Comparison:
    change = work.change
    return g.Comparison(
        id=stable_id("comparison", change.key),
        cause=change.key,
        title=change.title,
        regime=change.regime,
        documents=work.documents,
        standing=change.standing.value,
        before=change.before.isoformat(),
        after=change.after.isoformat(),
        effective=change.effective.isoformat() if change.effective else "",
        comments_close=change.comments_close.isoformat() if change.comments_close else "",
        moves=tuple(_moved(one) for one in change.moves),
        not_compared=work.not_compared,
        profiles=found.profiles,
        determinations=found.determinations,
        cells=found.cells,
        changed=found.changed,
        uncompared=found.uncompared,
    )


def _moved(one: GroupMove) -> str:
    return f"{one.country}: {', '.join(one.out_of) or 'none'} → {', '.join(one.into) or 'none'}"
