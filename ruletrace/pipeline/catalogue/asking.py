"""Of which entries a product is asked: those it is classified or was tested under, and those that its figures reach.

Stated simply, and in docs/decisions.md: a product is asked of an entry when every quantity of some paragraph of its
newest text is among those measured and company/quantities.yaml names one of them as that entry's; of 3A090 when its
processing performance is known, of 4A090 when that of something in it is. Equipment is asked of the product groups A to
C, software of D, technology of E, a model of both; a service only of what it is classified or was tested under.
"""

from collections.abc import Callable, Iterator

from regulation.classification import EntryTest, Item
from regulation.classification.entries import Unit
from regulation.classification.vocabulary import quotients
from regulation.thresholds import Bound
from regulation.thresholds.truth import leaves
from ruletrace.pipeline.catalogue.items import PERFORMANCE, performs
from ruletrace.pipeline.catalogue.naming import named
from ruletrace.pipeline.catalogue.products import Facts

CIRCUIT, COMPUTER = "3A090", "4A090"
SERVICE = "service"
GROUPS = {"hardware": "ABC", "software": "D", "technology": "E", "model": "DE", SERVICE: "ABCDE"}
Needed = tuple[frozenset[str], ...]
"""What a paragraph measures: for each of its quantities the names that answer it."""


class Asking:
    """Tells which entries to ask; `newest` returns an entry of the newest text ready to be asked."""

    def __init__(self, newest: Callable[[str], EntryTest | None]) -> None:
        self._newest = newest
        self._needed: dict[str, tuple[Needed, ...]] = {}

    def of(self, facts: Facts, item: Item) -> tuple[str, ...]:
        """Return the entries that a product is asked of, in order; () when nothing is known of it."""
        if not (item.values or item.answers or item.contains):
            return ()
        kind = facts.product.kind
        figures = () if kind == SERVICE else (*self._tied(facts, item), *_performing(item))
        found = {*facts.classified, *facts.tested, *figures}
        return tuple(sorted(code for code in found if code[1] in GROUPS[kind]))

    def _tied(self, facts: Facts, item: Item) -> Iterator[str]:
        """Yield the entries that the quantities measured are tied to, where they are all that some paragraph asks."""
        codes = {named(row.parameter, row.unit or "").entry for row in facts.parameters} - {""}
        measured = item.values.keys() | {one.quantity for one in quotients() if {one.of, one.by} <= item.values.keys()}
        for code in sorted(codes):
            if any(all(names & measured for names in needed) for needed in self._paragraphs(code)):
                yield code

    def _paragraphs(self, code: str) -> tuple[Needed, ...]:
        if code not in self._needed:
            test = self._newest(code)
            found = dict.fromkeys(_measuring(test, unit) for unit in test.units) if test else {}
            self._needed[code] = tuple(one for one in found if one)
        return self._needed[code]


def _measuring(test: EntryTest, unit: Unit) -> Needed:
    keys = dict.fromkeys(one.key for one in leaves(unit.base) if isinstance(one, Bound))
    return tuple(frozenset(name for name, asked in test.takes.items() if key in asked) for key in keys)


def _performing(item: Item) -> Iterator[str]:
    if PERFORMANCE in item.values:
        yield CIRCUIT
    if any(map(performs, item.contains)):
        yield COMPUTER


def misplaced(facts: Facts) -> tuple[str, ...]:
    """Return the entries under which a product is classified although they are of another product group."""
    return tuple(code for code in facts.classified if code[1] not in GROUPS[facts.product.kind])
