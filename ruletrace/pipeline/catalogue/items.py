"""Products as items that the list can be asked about, and which of their facts an entry asks for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from regulation.classification import Item, Measured, form
from regulation.classification.presumption import APPLICABLE, BEARERS
from regulation.classification.vocabulary import quotients, ways
from regulation.thresholds.model import folded
from ruletrace.pipeline.catalogue.naming import NOTICE, answers, asked_as, measured, named
from ruletrace.pipeline.catalogue.products import Facts

PERFORMANCE = folded("total processing performance")
HARDWARE = "hardware"
MAX_DEPTH = 20  # levels of a product tree; company/cycles.py refuses rings, and no tree is as deep


@dataclass(slots=True)
class Items:
    """The items of a catalogue, each made once; `problems` name quantities that cannot be used, with their products."""

    products: Mapping[str, Facts]
    problems: dict[str, list[str]] = field(default_factory=dict)
    _items: dict[str, Item] = field(default_factory=dict)

    def of(self, sku: str, depth: int = 0) -> Item:
        """Return a product as an item with what it contains."""
        if sku not in self._items:
            facts = self.products[sku]
            below = facts.components if depth < MAX_DEPTH else ()
            parts = tuple(part for one in below if _known(part := self.of(one, depth + 1)))
            self._items[sku] = self._item(facts, parts)
        return self._items[sku]

    def _item(self, facts: Facts, parts: tuple[Item, ...]) -> Item:
        values: dict[str, tuple[Measured, ...]] = {}
        means: dict[str, bool] = {}
        for row in facts.parameters:
            own = named(row.parameter, row.unit or "")
            if own.problem:
                self.problems.setdefault(f"{row.parameter}: {own.problem}", []).append(facts.sku)
                continue
            values[own.key] = (*values.get(own.key, ()), measured(row))
            means |= dict.fromkeys(own.means, True)
        values = {key: _sourced(stated) for key, stated in values.items()}
        told, kind = _kind(facts, PERFORMANCE in values, any(map(performs, parts)))
        decided = {asked_as(one.question): one.answer == "yes" for one in facts.decisions}
        decided.pop(NOTICE, None)
        return Item(facts.sku, values, {**kind, **means, **decided}, parts, facts.product.role or "", told)


def performs(item: Item) -> bool:
    """Tell whether the processing performance of an item, or of something in it, is known."""
    return PERFORMANCE in item.values or any(map(performs, item.contains))


def _kind(facts: Facts, own: bool, inside: bool) -> tuple[tuple[str, ...], Mapping[str, bool]]:
    """Return what kind of item hardware with a processing performance is: a circuit, or what contains circuits."""
    if facts.product.kind != HARDWARE or not (own or inside):
        return (), {}
    stated = form("assembly" if inside else "integrated circuit")
    return (stated.told,), stated.answers


def _known(item: Item) -> bool:
    return bool(item.values or item.answers or item.contains)


class Wanted:
    """What an entry asks for, by the names under which an item may know it.

    `takes` are the names of its quantities, `conditions` the folded words of those that are no numbers.
    """

    def __init__(self, takes: Collection[str], conditions: Collection[str]) -> None:
        # The parts of a quotient answer what it asks, and what overcomes a presumption stands in no condition.
        parts = {part for one in quotients() if one.quantity in takes for part in (one.of, one.by)}
        overcome = {name for way in ways().values() for name in way.names}
        self.names = frozenset({*takes, *conditions, *parts, *overcome, APPLICABLE})
        self._conditions = sorted(conditions)
        self._answered: dict[str, tuple[str, ...]] = {}

    def answered_by(self, name: str) -> tuple[str, ...]:
        """Return the conditions that a fact of that name answers: itself, or those in whose words it stands."""
        if name not in self._answered:
            found = (name,) if name in self.names else (fact for fact in self._conditions if answers(name, fact))
            self._answered[name] = tuple(found)
        return self._answered[name]

    def of(self, item: Item, top: bool = True) -> Item:
        """Return an item with nothing but what is asked for, so that products alike in that are asked once."""
        values = {key: item.values[key] for key in sorted(item.values) if key in self.names}
        said: dict[str, bool] = {}
        for name, answer in sorted(item.answers.items()):
            for fact in self.answered_by(name):
                if fact == name or fact not in item.answers:
                    said[fact] = answer
        parts = tuple(part for one in item.contains if _known(part := self.of(one, top=False)))
        role = item.role if item.role in BEARERS else ""
        return Item("" if top else item.name, values, said, parts, role, item.told)


def _sourced(stated: tuple[Measured, ...]) -> tuple[Measured, ...]:
    """Return the values of a quantity in order; the source of one that stands alone changes no answer."""
    if len(stated) == 1:
        return (replace(stated[0], source=""),)
    return tuple(sorted(stated, key=lambda one: (one.number, one.source, one.estimate)))


Key = tuple[object, ...]


def alike(item: Item) -> Key:
    """Return a key that items share of which the same is known."""
    values = tuple((key, tuple(map(_value, stated))) for key, stated in item.values.items())
    parts = tuple((one.name, alike(one)) for one in item.contains)
    return values, tuple(item.answers.items()), parts, item.role, item.told


def _value(one: Measured) -> tuple[Decimal, str, bool, Decimal]:
    return one.number, one.source, one.estimate, one.off
