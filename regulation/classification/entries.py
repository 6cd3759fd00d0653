"""An entry of a dated list made ready to be asked: its paragraphs, the bounds of each quantity, what answers what."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from regulation.classification.compiling import Test, test_of
from regulation.classification.tree import paragraphs
from regulation.classification.vocabulary import keyed, parameters, quotients
from regulation.controls.designations import within
from regulation.controls.model import Entry
from regulation.thresholds import Bound, Definition, Fact, Node, NoteKind, NoteRead, Predicate, Reference, Unread, Words
from regulation.thresholds.model import folded
from regulation.thresholds.truth import Known, evaluate, leaves

# "The performance parameters under ECCN 3A090.c are not used for determining whether an item is classified in a .z …"
_NOT_USED = re.compile(r"performance parameters under ECCN (?P<code>\d[A-E]\d{3}[\w.]*) are not used for determining")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph that is met for itself: `base` is its condition, `whole` the same with what the notes take out.

    `reaches` and `holds` are functions that answer them; `references` stand by their keys, `keys` are all that it asks.
    """

    designation: str
    base: Node
    whole: Node
    words: Words | None
    references: tuple[tuple[str, Reference], ...]
    keys: frozenset[str]
    reaches: Test
    holds: Test
    unasked: bool | None

    def held(self, known: Known) -> bool | None:
        """Return whether the paragraph is met; what asks for nothing that is known is not evaluated."""
        return self.unasked if self.keys.isdisjoint(known) else self.holds(known)


@dataclass(slots=True)
class EntryTest:
    """An entry ready to be asked.

    `scales` are the bounds of each quantity in base units, ascending; `takes` the names of the law's own quantities
    that a value of an item answers; `facts` those of conditions that are no numbers, by folded name; `questions` all
    that can be asked, in text order. `asking` tells which paragraphs ask for what, by position among `units`, `unused`
    which of them references to the entry as a whole leave out, `beside` what only words beside the paragraphs ask.
    `gaps` say in words what the text is known to lack of the entry.
    """

    entry: Entry
    units: tuple[Unit, ...]
    whole: Node
    notes: tuple[NoteRead, ...]
    scales: Mapping[str, tuple[Decimal, ...]]
    takes: Mapping[str, tuple[str, ...]]
    questions: tuple[str, ...]
    facts: Mapping[str, str]
    bounds: Mapping[str, Bound]
    asking: Mapping[str, tuple[int, ...]]
    beside: frozenset[str]
    holds: Test
    unused: frozenset[str]
    gaps: tuple[str, ...] = ()

    @property
    def eccn(self) -> str:
        """The entry's code."""
        return self.entry.eccn

    @property
    def has_references(self) -> bool:
        """Whether some paragraph asks what another one says."""
        return any(unit.references for unit in self.units)

    def side(self, key: str, value: Decimal) -> int:
        """Return on which side of the bounds of its quantity a value lies."""
        return side(self.scales[key], value)

    def held(self, known: Known) -> tuple[bool | None, ...]:
        """Return for each paragraph whether it is met; only those that ask for something known are evaluated."""
        found = [unit.unasked for unit in self.units]
        for position in {position for key in known for position in self.asking.get(key, ())}:
            found[position] = self.units[position].holds(known)
        return tuple(found)

    def held_whole(self, held: Sequence[bool | None], known: Known) -> bool | None:
        """Return whether the entry is met, from what its paragraphs are.

        It can be out only where all of them are; words beside them count where something is known of these.
        """
        if True in held:
            return True
        if None in held and not (self.beside and self.beside & known.keys()):
            return None
        return self.holds(known)

    def names(self, unit: Unit) -> Iterator[str]:
        """Yield the names under which an item may give what a paragraph asks, quotients by what they are made of."""
        yield from (name for name, keys in self.takes.items() if not unit.keys.isdisjoint(keys))
        yield from (name for name, key in self.facts.items() if key in unit.keys)
        yield from (one.of for one in quotients() if one.quantity in unit.keys)

    def as_unit(self) -> Unit:
        """Return the entry as a paragraph of its own, with the words beside its paragraphs."""
        return Unit(
            self.eccn, self.whole, self.whole, None, (), _keys(self.whole), self.holds, self.holds, self.holds({})
        )

    def heading_facts(self) -> dict[str, bool]:
        """Return the heading's own conditions: yes to what all paragraphs ask, no to what stands beside them."""
        asked = {key for unit in self.units for key in _of_heading(unit.base)}
        beside = set(_of_heading(self.whole)) - asked
        return {folded(key): key in asked for key in sorted(asked | beside)} if self.units else {}


def side(scale: Sequence[Decimal], value: Decimal) -> int:
    """Return on which side of some ascending bounds a value lies: odd numbers are the bounds themselves."""
    at = bisect_left(scale, value)
    return 2 * at + 1 if at < len(scale) and scale[at] == value else 2 * at


def _of_heading(node: Node) -> Iterator[str]:
    for leaf in leaves(node):
        if isinstance(leaf, Fact) and leaf.words is not None and leaf.words.place == "heading":
            yield leaf.key


def compiled(entry: Entry, predicate: Predicate, gaps: Iterable[str] = ()) -> EntryTest:
    """Return an entry with its predicate ready to be asked; `gaps` say what its text lacks."""
    units = tuple(
        _unit(one.designation, one.condition, one.words, predicate.notes, predicate)
        for one in paragraphs(predicate.condition)
    )
    whole = predicate.whole
    every = [leaf for node in (whole, *(unit.whole for unit in units)) for leaf in leaves(node)]
    asked = [leaf for leaf in every if not isinstance(leaf, Unread)]
    bounds = {leaf.key: leaf for leaf in asked if isinstance(leaf, Bound)}
    return EntryTest(
        entry,
        units,
        whole,
        predicate.notes,
        _scales(asked),
        _takes(bounds.values(), predicate),
        tuple(dict.fromkeys(leaf.key for leaf in asked)),
        {folded(leaf.key): leaf.key for leaf in asked if isinstance(leaf, Fact | Reference)},
        bounds,
        _asking(units),
        _keys(whole).difference(*(unit.keys for unit in units)),
        test_of(whole),
        _unused(predicate, units),
        tuple(gaps),
    )


def _keys(node: Node) -> frozenset[str]:
    return frozenset(leaf.key for leaf in leaves(node) if not isinstance(leaf, Unread))


def _asking(units: Sequence[Unit]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for position, unit in enumerate(units):
        for key in sorted(unit.keys):
            found.setdefault(key, []).append(position)
    return {key: tuple(positions) for key, positions in found.items()}


def _unit(
    designation: str, condition: Node, words: Words | None, notes: Sequence[NoteRead], predicate: Predicate
) -> Unit:
    speaking = tuple(one for one in notes if any(_on_one_line(designation, target) for target in one.targets))
    whole = Predicate(designation, condition, speaking, predicate.definitions).whole
    references = {leaf.key: leaf for leaf in leaves(whole) if isinstance(leaf, Reference)}
    holds = test_of(whole)
    asked = (words, tuple(references.items()), _keys(whole), test_of(condition), holds, holds({}))
    return Unit(designation, condition, whole, *asked)


def _unused(predicate: Predicate, units: Sequence[Unit]) -> frozenset[str]:
    """Return the paragraphs that a note of the entry takes out of every reference to the entry as a whole."""
    named = {match["code"] for note in predicate.notes for match in _NOT_USED.finditer(note.words.text)}
    return frozenset(one.designation for one in units if any(within(one.designation, code) for code in named))


def _on_one_line(one: str, other: str) -> bool:
    return within(one, other) or within(other, one)


def _scales(asked: Sequence[Bound | Fact | Reference]) -> dict[str, tuple[Decimal, ...]]:
    found: dict[str, set[Decimal]] = {}
    for leaf in asked:
        number = leaf.base_number if isinstance(leaf, Bound) else None
        if number is not None:
            found.setdefault(leaf.key, set()).add(number)
    return {key: tuple(sorted(numbers)) for key, numbers in found.items()}


def _takes(bounds: Iterable[Bound], predicate: Predicate) -> dict[str, tuple[str, ...]]:
    """Return for each name under which an item may give a value the keys of the bounds that it answers."""
    aliases = _aliases(predicate)
    found: dict[str, dict[str, None]] = {}
    for bound in bounds:
        name, base = bound.quantity.key, bound.unit.base
        names = {name, *aliases.get(name, ())}
        names |= {name for one in parameters() if one.quantities & names for name in one.names}
        for one in sorted(names):
            found.setdefault(keyed(one, base), {})[bound.key] = None
    return {name: tuple(keys) for name, keys in found.items()}


def _aliases(predicate: Predicate) -> dict[str, frozenset[str]]:
    """Return the short names that definitions give in brackets: 'Spurious Free Dynamic Range' (SFDR)."""
    by_words: dict[tuple[int, int], list[Definition]] = {}
    for one in predicate.definitions:
        by_words.setdefault((one.words.start, one.words.end), []).append(one)
    found: dict[str, set[str]] = {}
    for group in by_words.values():
        plain = f" {folded(group[0].words.text)} "
        for one, other in permutations(group, 2):
            if f" {one.key} {other.key} " in plain:
                found.setdefault(one.key, set()).add(other.key)
                found.setdefault(other.key, set()).add(one.key)
    return {name: frozenset(others) for name, others in found.items()}


def excluding(test: EntryTest, unit: Unit, known: Known) -> NoteRead | None:
    """Return the note that takes a paragraph out under these facts, None when none is seen to do so."""
    for note in test.notes:
        if note.condition is None or not any(_on_one_line(unit.designation, target) for target in note.targets):
            continue
        deciding = {NoteKind.EXCLUDES: True, NoteKind.APPLIES_ONLY: False}.get(note.kind)
        if deciding is not None and evaluate(note.condition, known) is deciding:
            return note
    return None
