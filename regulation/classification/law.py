"""A dated list ready to be asked whether an item meets its paragraphs, references between them resolved."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from regulation.classification.entries import EntryTest, Unit, side
from regulation.classification.model import Item, Verdict
from regulation.classification.readings import Reading, readings
from regulation.controls.designations import within
from regulation.thresholds import NoteKind, Reference, ReferenceKind

Facts = dict[str, Decimal | bool]
Alike = tuple[object, ...] | None
MAX_KEPT = 1_000_000  # decisions remembered


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reading of the facts decides: the verdict, for each paragraph yes, no, or None, and those met.

    `met` is the entry itself where only words beside its paragraphs are met.
    """

    held: tuple[bool | None, ...]
    verdict: Verdict
    met: tuple[str, ...]


@dataclass(slots=True)
class _Asked:
    """What was asked so far on the way to one answer: by item, paragraph and whether its parts count."""

    held: dict[tuple[int, str, bool], bool | None] = field(default_factory=dict)
    readings: dict[int, Sequence[Reading]] = field(default_factory=dict)

    def of(self, item: Item) -> Sequence[Reading]:
        """Return the readings of an item."""
        if id(item) not in self.readings:
            self.readings[id(item)] = readings(item)
        return self.readings[id(item)]


class Law:
    """The entries of one dated list; `load` returns one ready to be asked, None when the list has no such entry.

    With the `index` of all of them, decisions that hang on references are remembered too.
    """

    def __init__(self, load: Callable[[str], EntryTest | None], index: "Index | None" = None) -> None:
        self._load = load
        self._index = index
        self._tests: dict[str, EntryTest | None] = {}
        self._kept: dict[tuple[object, ...], Decision] = {}
        self._reach: dict[str, tuple[Unit, ...]] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._relevant: dict[str, frozenset[str]] = {}
        self._referring: dict[str, tuple[tuple[str, Reference, frozenset[str]], ...]] = {}

    def test(self, eccn: str) -> EntryTest | None:
        """Return an entry ready to be asked."""
        if eccn not in self._tests:
            self._tests[eccn] = self._load(eccn)
        return self._tests[eccn]

    def facts(self, test: EntryTest, item: Item, reading: Reading) -> Facts:
        """Return what an item's facts answer of what an entry asks, by the names of its own words."""
        known: Facts = {test.facts[name]: answer for name, answer in item.answers.items() if name in test.facts}
        for name, number in reading.items():
            for key in test.takes.get(name, ()):
                known[key] = number
        return known

    def decide(self, test: EntryTest, item: Item, reading: Reading, alike: Alike = None) -> Decision:
        """Return what one reading of an item's facts decides in an entry; what decided alike before is remembered.

        `alike` is the reading's key in all entries (`alike_in_all`) where it is at hand.
        """
        key = (test.eccn, alike) if alike else self._alike_in(test, item, reading)
        found = self._kept.get(key) if key else None
        if found:
            return found
        narrow = self._narrowed(test, alike) if alike else None
        found = self._kept.get(narrow) if narrow else None
        found = found or self.decided(test, self.facts(test, item, reading), item)
        for one in (key, narrow):
            if one and len(self._kept) < MAX_KEPT:
                self._kept[one] = found
        return found

    def _narrowed(self, test: EntryTest, alike: tuple[Any, ...]) -> Alike:
        """Return the key of a reading with nothing but what an entry, or what it refers to, asks."""
        if test.eccn not in self._relevant:
            asks = (names for _key, _reference, names in self._references(test))
            self._relevant[test.eccn] = frozenset({*test.takes, *test.facts}).union(*asks)
        relevant = self._relevant[test.eccn]
        sides, answers = alike
        kept = tuple([one for one in sides if one[0] in relevant])
        return "of the entry", test.eccn, kept, frozenset(one for one in answers if one[0] in relevant)

    def alike_in_all(self, item: Item, reading: Reading) -> Alike:
        """Return a key that readings share that lie on one side of every bound of all entries; None without index."""
        index = self._index
        if item.contains or index is None:
            return None
        sides = tuple([(name, index.side(name, number)) for name, number in reading.items()])
        return sides, frozenset(item.answers.items())

    def _alike_in(self, test: EntryTest, item: Item, reading: Reading) -> Alike:
        """Return a key that readings share that lie on one side of every bound of an entry; None if there is none."""
        if item.contains or test.has_references:
            return None
        takes, scales = test.takes, test.scales
        keys = ((key, number) for name, number in reading.items() for key in takes.get(name, ()))
        sides = tuple([(key, test.side(key, number) if key in scales else number) for key, number in keys])
        return test.eccn, sides, frozenset(item.answers.items())

    def decided(self, test: EntryTest, known: Facts, item: Item) -> Decision:
        """Return what facts decide in an entry, references to other paragraphs resolved for the item."""
        resolved = self.with_references(test, known, item) if test.has_references else known
        held = test.held(resolved)
        whole = test.held_whole(held, resolved)
        met = tuple(unit.designation for unit, one in zip(test.units, held, strict=True) if one is True)
        verdict = Verdict.UNDECIDED if whole is None else Verdict.IN if whole else Verdict.OUT
        return Decision(held, verdict, met or ((test.eccn,) if whole else ()))

    def with_references(self, test: EntryTest, known: Facts, item: Item) -> Facts:
        """Return the facts with what is known of the paragraphs that those of an entry refer to."""
        resolved, asked, names = dict(known), _Asked(), set(_names(item))
        for key, reference, asks in self._references(test):
            if key not in resolved and not asks.isdisjoint(names):
                held = self._refers(reference, item, asked)
                if held is not None:
                    resolved[key] = held
        return resolved

    def _references(self, test: EntryTest) -> tuple[tuple[str, Reference, frozenset[str]], ...]:
        """Return the references of an entry, each with all names that what it refers to asks for."""
        if test.eccn not in self._referring:
            found = {key: reference for unit in test.units for key, reference in unit.references}
            self._referring[test.eccn] = tuple(
                (key, one, frozenset[str]().union(*map(self._asks, one.designations))) for key, one in found.items()
            )
        return self._referring[test.eccn]

    def meets(self, item: Item, designation: str) -> bool | None:
        """Return whether an item, or one that it contains, meets a paragraph, None when that is open."""
        return self._meets(item, designation, True, _Asked())

    def _resolve(self, units: Iterable[Unit], known: Facts, item: Item, asked: _Asked) -> None:
        for unit in units:
            for key, reference in unit.references:
                if key not in known:
                    held = self._refers(reference, item, asked)
                    if held is not None:
                        known[key] = held

    def _refers(self, reference: Reference, item: Item, asked: _Asked) -> bool | None:
        parts = reference.kind is ReferenceKind.MEETS
        return _any([self._meets(item, code, parts, asked) for code in reference.designations])

    def _meets(self, item: Item, designation: str, parts: bool, asked: _Asked) -> bool | None:
        """Return whether an item meets a paragraph; one that asks for itself, by way of others, is left open."""
        key = (id(item), designation, parts)
        if key not in asked.held:
            asked.held[key] = None
            inner = [self._meets(one, designation, parts, asked) for one in item.contains] if parts else []
            asked.held[key] = _any([self._meets_itself(item, designation, asked), *inner])
        return asked.held[key]

    def _meets_itself(self, item: Item, designation: str, asked: _Asked) -> bool | None:
        test = self.test(designation[:5])
        if test is None:
            return None
        units = self._reached(test, designation)
        if not units or test.gaps:
            return None
        if self._asks(designation).isdisjoint((*item.values, *item.answers)):
            return None
        agreed = {self._held(test, units, item, reading, asked) for reading in asked.of(item)}
        return agreed.pop() if len(agreed) == 1 else None

    def _reached(self, test: EntryTest, designation: str) -> tuple[Unit, ...]:
        """Return the paragraphs of an entry that a reference to a designation reaches."""
        if designation not in self._reach:
            left = test.unused if designation == test.eccn else ()
            below = (one for one in test.units if within(one.designation, designation))
            self._reach[designation] = tuple(one for one in below if one.designation not in left)
        return self._reach[designation]

    def _asks(self, designation: str) -> frozenset[str]:
        """Return all names of quantities and facts that paragraphs ask for, those that they refer to among them."""
        if designation not in self._names:
            open_, seen, names = [designation], {designation}, set()
            while open_:
                code = open_.pop()
                test = self.test(code[:5])
                units = self._reached(test, code) if test else ()
                names |= {name for one in units for name in test.names(one)} if test else set()
                further = {new for one in units for _key, ref in one.references for new in ref.designations} - seen
                seen |= further
                open_ += sorted(further)
            self._names[designation] = frozenset(names)
        return self._names[designation]

    def _held(self, test: EntryTest, units: Sequence[Unit], item: Item, reading: Reading, asked: _Asked) -> bool | None:
        known = self.facts(test, item, reading)
        self._resolve(units, known, item, asked)
        return _any([unit.held(known) for unit in units])


def _names(item: Item) -> Iterator[str]:
    """Yield the names of all that is known of an item and of what it contains."""
    yield from item.values
    yield from item.answers
    for one in item.contains:
        yield from _names(one)


def _any(answers: Sequence[bool | None]) -> bool | None:
    if any(one is True for one in answers):
        return True
    return None if not answers or any(one is None for one in answers) else False


class Index:
    """Which entries ask for which quantity, so that an item is asked of those alone, and all bounds of each.

    `presuming` are the entries with a note that presumes of certain exporters' items that they are in.
    """

    def __init__(self, tests: Iterable[EntryTest]) -> None:
        entries: dict[str, set[str]] = {}
        bounds: dict[str, set[Decimal]] = {}
        presuming = set()
        for test in tests:
            if any(note.kind is NoteKind.PRESUMES for note in test.notes):
                presuming.add(test.eccn)
            for name, keys in test.takes.items():
                entries.setdefault(name, set()).add(test.eccn)
                bounds.setdefault(name, set()).update(*(test.scales.get(key, ()) for key in keys))
        self.presuming = tuple(sorted(presuming))
        self.by_name = {name: tuple(sorted(codes)) for name, codes in entries.items()}
        self._bounds = {name: tuple(sorted(numbers)) for name, numbers in bounds.items()}

    def entries(self, names: Iterable[str], more: Iterable[str] = ()) -> Iterator[str]:
        """Yield the codes of the entries that ask for one of these quantities, and of `more`, in order."""
        yield from sorted({code for name in names for code in self.by_name.get(name, ())}.union(more))

    def side(self, name: str, number: Decimal) -> int:
        """Return on which side of all bounds of a quantity, in any entry, a value lies."""
        return side(self._bounds.get(name, ()), number)
