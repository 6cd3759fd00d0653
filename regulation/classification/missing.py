"""Which missing facts an answer hangs on, and what each possible value of them would mean."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import partial
from itertools import groupby
from math import prod

from regulation.classification import entries
from regulation.classification.entries import EntryTest, excluding
from regulation.classification.law import Facts
from regulation.classification.model import Outcome, Verdict
from regulation.classification.readings import Reading, plain, quotient
from regulation.classification.vocabulary import Quotient, parameters, quotients
from regulation.thresholds import Bound, Fact, Group, Node, Not, Reference, Unit, Unread
from regulation.thresholds.model import folded
from regulation.thresholds.truth import evaluate

MAX_ASKED = 3  # facts whose values are combined; more are asked one at a time
MAX_COMBINED = 400
_PLAIN = Unit("", "")
SHOWN = 6  # significant digits of a bound turned into the unit of a missing fact


@dataclass(frozen=True, slots=True)
class Side:
    """Values from `low` to `high` (None: no end), each end included or not, and one `value` among them."""

    low: Decimal | None
    high: Decimal | None
    low_in: bool
    high_in: bool
    value: Decimal

    def joined(self, other: "Side") -> "Side":
        """Return this side and the next one above it as one."""
        return replace(self, high=other.high, high_in=other.high_in)


def _nothing(_value: Decimal) -> Facts:
    return {}


@dataclass(frozen=True, slots=True)
class Question:
    """A missing fact: its `name` for people, the law's own names (`keys`) that it answers, its possible values.

    `sides` are ascending; () for a fact that is answered by yes or no. `told` writes a bound for people. `falling` says
    that the name is what a known quantity is divided by: the larger it is, the smaller the quotient that `keys` name.
    `follows` gives what else is known with a value: a quotient whose other part is known.
    """

    name: str
    keys: tuple[str, ...]
    sides: tuple[Side, ...] = ()
    told: Callable[[Decimal], str] = str
    falling: bool = False
    follows: Callable[[Decimal], Facts] = _nothing

    @property
    def choices(self) -> tuple[Side | bool, ...]:
        """Return one value a side, or yes and no."""
        return self.sides or (True, False)

    def known(self, choice: Side | bool) -> Facts:
        """Return what is known with one of the choices."""
        if isinstance(choice, bool):
            return dict.fromkeys(self.keys, choice)
        return {**dict.fromkeys(self.keys, choice.value), **self.follows(choice.value)}

    def words(self, choices: Sequence[Side | bool]) -> str:
        """Return neighbouring choices in words."""
        first, last = choices[0], choices[-1]
        if isinstance(first, bool) or isinstance(last, bool):
            return " or ".join("yes" if one else "no" for one in choices)
        whole = first.joined(last) if first is not last else first
        low = (whole.low, whole.low_in)
        high = (whole.high, whole.high_in)
        return self._range(high, low) if self.falling else self._range(low, high)

    def _range(self, low: tuple[Decimal | None, bool], high: tuple[Decimal | None, bool]) -> str:
        if low[0] is not None and low == high:
            return f"exactly {self.told(low[0])}"
        parts = []
        if low[0] is not None:
            parts.append(f"{self.told(low[0])} or more" if low[1] else f"more than {self.told(low[0])}")
        if high[0] is not None and parts and high[1]:
            parts.append(f"up to {self.told(high[0])}")
        elif high[0] is not None:
            parts.append(f"{self.told(high[0])} or less" if high[1] else f"less than {self.told(high[0])}")
        return " and ".join(parts) or "any value"


Leaf = Bound | Fact | Reference | Unread
_Decided = tuple[Verdict, tuple[str, ...], bool]
Decide = Callable[[Facts], _Decided]


def open_leaves(node: Node, known: Facts) -> Iterator[Leaf]:
    """Yield in text order the leaves that leave a condition open under what is known."""
    if evaluate(node, known) is not None:
        return
    match node:
        case Group():
            for part in node.parts:
                yield from open_leaves(part, known)
        case Not():
            yield from open_leaves(node.part, known)
        case _:
            yield node


def all_open(units: Iterable[entries.Unit], known: Facts) -> list[Leaf]:
    """Return in text order the leaves, each once, that leave paragraphs open under what is known."""
    return list(dict.fromkeys(leaf for unit in units for leaf in open_leaves(unit.whole, known)))


def questions(test: EntryTest, leaves: Iterable[Leaf], known: Facts, reading: Reading) -> list[Question]:
    """Return the missing facts that open leaves ask for, in their order, each with its possible values."""
    found: dict[tuple[str, ...], Question] = {}
    for leaf in leaves:
        if isinstance(leaf, Bound) and leaf.base_number is not None:
            one = _measured(test, leaf, known, reading)
            found.setdefault((one.name, *one.keys), one)
        elif not isinstance(leaf, Unread):
            name = leaf.key if isinstance(leaf, Bound | Reference) else leaf.name
            found.setdefault((leaf.key,), Question(name, (leaf.key,)))
    return list(found.values())


def _measured(test: EntryTest, bound: Bound, known: Facts, reading: Reading) -> Question:
    """Return what a bound asks for: of a quotient the part that is missing, where the other one is known."""
    one = next((q for q in quotients() if q.quantity == bound.key), None)
    if one and one.of in reading:
        return _divisor(test, bound, one, reading[one.of])
    if one and one.by in reading:
        return _dividend(test, one.of, test.takes.get(one.of, ()), one.of, reading)
    alike = next((name for name, keys in _own_names(test) if bound.key in keys), "")
    keys = tuple(key for key in test.takes.get(alike, (bound.key,)) if key not in known)
    return _dividend(test, _name(bound), keys, alike, reading, bound.unit)


def _own_names(test: EntryTest) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the names that people have for quantities of the entry, with all that one value of them answers."""
    yield from ((one.key, test.takes[one.key]) for one in parameters() if one.key in test.takes)


def _dividend(
    test: EntryTest, name: str, keys: tuple[str, ...], alike: str, reading: Reading, unit: Unit = _PLAIN
) -> Question:
    """Return a question for a value, with what follows from it where it is divided by something known."""
    following = [q for q in quotients() if q.of == alike and q.by in reading and q.quantity in test.scales]
    scale = {number for key in keys for number in test.scales.get(key, ())}
    scale |= {number * reading[q.by] / q.scale for q in following for number in test.scales[q.quantity]}

    def follows(value: Decimal) -> Facts:
        computed = ((q.quantity, quotient(q, {q.of: value, q.by: reading[q.by]})) for q in following)
        return {quantity: number for quantity, number in computed if number is not None}

    return Question(name, keys, tuple(_sides(sorted(scale))), partial(_number, unit=unit), follows=follows)


def _divisor(test: EntryTest, bound: Bound, one: Quotient, upper: Decimal) -> Question:
    told = partial(_divided, upper=upper, unit=one.by_unit)
    positive = [number for number in test.scales[bound.key] if number > 0]
    return Question(one.by.partition(" [")[0], (bound.key,), tuple(_sides(positive)), told, falling=True)


def _name(bound: Bound) -> str:
    """Return the quantity as people call it, with the law's own name where that is another."""
    own = next((one.name for one in parameters() if bound.quantity.key in one.quantities), "")
    if not own or folded(own) == bound.quantity.key:
        return bound.quantity.name or bound.key
    return f"{own} ({bound.quantity.name})"


def _number(number: Decimal, unit: Unit) -> str:
    return f"{plain((number - unit.offset) / unit.factor)} {unit.printed}".strip()


def _divided(number: Decimal, upper: Decimal, unit: str) -> str:
    with localcontext() as context:
        context.prec = SHOWN
        return f"{plain(upper / number)} {unit}"


def _sides(scale: Sequence[Decimal]) -> Iterator[Side]:
    """Yield the sides of all bounds, the bounds themselves among them, ascending."""
    yield Side(None, scale[0], False, False, scale[0] / 2 if scale[0] > 0 else scale[0] - 1)
    for index, number in enumerate(scale):
        yield Side(number, number, True, True, number)
        above = scale[index + 1] if index + 1 < len(scale) else None
        value = number + max(abs(number), Decimal(1)) if above is None else (number + above) / 2
        yield Side(number, above, False, False, value)


def outcomes(asked: Sequence[Question], known: Facts, decide: Decide) -> tuple[Outcome, ...]:
    """Return what each combination of the missing facts would mean; neighbours with one answer are joined.

    Facts that are answered by yes or no come first. Of more than MAX_ASKED facts, or of too many combinations, each is
    asked alone, the others left open.
    """
    ordered = sorted(asked, key=lambda one: bool(one.sides))
    fits = len(asked) <= MAX_ASKED and prod(len(one.choices) for one in asked) <= MAX_COMBINED
    together = [ordered] if fits else [[one] for one in ordered]
    return tuple(Outcome(when, *answer) for group in together for when, answer in _combined(group, known, decide))


def deciding(asked: Sequence[Question], known: Facts, decide: Decide) -> tuple[tuple[str, Decimal], ...]:
    """Return for each missing fact under which share of its values it would decide alone; an interval counts as one."""
    return tuple((one.name, _share(one, known, decide)) for one in asked)


def _share(one: Question, known: Facts, decide: Decide) -> Decimal:
    wide = [choice for choice in one.choices if isinstance(choice, bool) or choice.low != choice.high]
    decided = [choice for choice in wide if decide({**known, **one.known(choice)})[0] is not Verdict.UNDECIDED]
    return Decimal(len(decided)) / Decimal(len(wide))


def _combined(asked: Sequence[Question], known: Facts, decide: Decide) -> list[tuple[tuple[str, ...], _Decided]]:
    if not asked:
        return [((), decide(known))]
    first, rest = asked[0], asked[1:]
    below = [(choice, _combined(rest, {**known, **first.known(choice)}, decide)) for choice in first.choices]
    found: list[tuple[tuple[str, ...], _Decided]] = []
    for alike, group in groupby(below, key=lambda pair: pair[1]):
        words = f"{first.name}: {first.words([choice for choice, _below in group])}"
        found += [((words, *when), answer) for when, answer in alike]
    return found


def by_note(test: EntryTest, known: Facts) -> bool:
    """Return whether a note takes a paragraph out that would be met without it."""
    return any(unit.reaches(known) is not False and excluding(test, unit, known) for unit in test.units)
