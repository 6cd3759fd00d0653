"""A threshold of the law as plain data: what is measured, how it is compared, with which words it is said."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


class Comparator(StrEnum):
    """How a measured value is compared; strict ends exclude the number itself."""

    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    EQUAL = "="

    @property
    def strict(self) -> bool:
        """Whether the number itself lies outside."""
        return self in (Comparator.LESS, Comparator.MORE)

    def holds(self, measured: Decimal, bound: Decimal) -> bool:
        """Return whether `measured` lies on this side of `bound`."""
        below, equal = measured < bound, measured == bound
        return {
            Comparator.LESS: below,
            Comparator.AT_MOST: below or equal,
            Comparator.MORE: not (below or equal),
            Comparator.AT_LEAST: not below,
            Comparator.EQUAL: equal,
        }[self]


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a node came from: `text` equals the list's structured text from `start` to `end`.

    `designation` is the paragraph they stand in, `place` the place of the entry (`a.1`, `note 3`).
    """

    designation: str
    place: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is measured, as the regulation names it; `defined` are the words that define it, if any are held."""

    name: str
    defined: tuple[Words, ...] = ()

    @property
    def key(self) -> str:
        """The name without quotes, articles and case, the same for "TPP" and 'TPP'."""
        return folded(self.name)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed; `base` is what it is counted in, by `factor` and then `offset` (°C to K).

    A unit that the table does not know is its own base.
    """

    printed: str
    base: str
    factor: Decimal = Decimal(1)
    offset: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as printed; `number` is exact, None for a formula or where the print leaves it open (`uncertain`)."""

    printed: str
    number: Decimal | None
    uncertain: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """One comparison: quantity, comparator, value, unit; `converted` are the same value in other units, in brackets.

    `context` are words that tell under what the quantity is taken ("rated for operation at").
    """

    quantity: Quantity
    comparator: Comparator
    value: Value
    unit: Unit
    words: Words | None = None
    converted: tuple[str, ...] = ()
    context: str = ""
    doubt: str = ""

    @property
    def base_number(self) -> Decimal | None:
        """The value in the base unit; None where it is no number."""
        return None if self.value.number is None else self.value.number * self.unit.factor + self.unit.offset

    @property
    def key(self) -> str:
        """What has to be known to decide it: the quantity in its base unit; of a formula, the whole comparison."""
        measured = f"{self.quantity.key} [{self.unit.base}]" if self.unit.base else self.quantity.key
        return measured if self.value.number is not None else f"{measured} {self.comparator} {self.value.printed}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A condition that is no number: a person decides it. `measured` marks one under which something is measured."""

    name: str
    words: Words | None = None
    measured: bool = False

    @property
    def key(self) -> str:
        """The name without quotes, articles and case."""
        return folded(self.name)


class ReferenceKind(StrEnum):
    """How a predicate speaks of another paragraph."""

    MEETS = "meets or exceeds"
    SPECIFIED = "specified by"


@dataclass(frozen=True, slots=True)
class Reference:
    """A condition that another paragraph holds: any one of `designations`."""

    kind: ReferenceKind
    designations: tuple[str, ...]
    words: Words | None = None

    @property
    def key(self) -> str:
        """Kind and designations."""
        return f"{self.kind} {', '.join(self.designations)}"


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that were not understood, and why; where they matter nothing can be decided."""

    words: Words
    why: str


class Junction(StrEnum):
    """How the parts of a group belong together."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of which all or any must hold; `designation` names the paragraph it stands for, "" inside one."""

    junction: Junction
    parts: tuple["Node", ...]
    designation: str = ""
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of its part."""

    part: "Node"
    words: Words | None = None


Node = Bound | Fact | Reference | Unread | Group | Not


class NoteKind(StrEnum):
    """What a note does to the paragraphs that it speaks for."""

    EXCLUDES = "excludes"
    APPLIES_ONLY = "applies only"
    INCLUDES = "includes"
    DEFINES = "defines"
    PRESUMES = "presumes"
    REMARK = "remark"
    UNREAD = "not read"


@dataclass(frozen=True, slots=True)
class NoteRead:
    """A note as read: `targets` are what it speaks for; `condition` what it takes out, or limits them to."""

    kind: NoteKind
    targets: tuple[str, ...]
    words: Words
    condition: Node | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A term that a note defines; `condition` where the definition lists what counts."""

    term: str
    words: Words
    condition: Node | None = None

    @property
    def key(self) -> str:
        """The term without quotes and case."""
        return folded(self.term)


@dataclass(frozen=True, slots=True)
class Predicate:
    """What decides whether an item falls under `designation`.

    `condition` joins what the paragraphs above it ask, its own words and what stands below it; `notes` are those that
    speak for it, for a paragraph above it or one below. `whole` is the condition with what the notes take out.
    """

    designation: str
    condition: Node
    notes: tuple[NoteRead, ...] = ()
    definitions: tuple[Definition, ...] = ()

    @property
    def whole(self) -> Node:
        """The condition narrowed by the notes, each where its paragraph stands; one not read leaves that part open."""
        inside = _designations(self.condition)
        above = [note for note in self.notes if not any(target in inside for target in note.targets)]
        return _narrowed(_inside(self.condition, self.notes), above)


def _designations(node: Node) -> frozenset[str]:
    match node:
        case Group():
            own = frozenset({node.designation}) - {""}
            return own.union(*(_designations(part) for part in node.parts))
        case Not():
            return _designations(node.part)
        case _:
            return frozenset()


def _inside(node: Node, notes: tuple[NoteRead, ...]) -> Node:
    if not isinstance(node, Group):
        return node
    parts = tuple(_inside(part, notes) for part in node.parts)
    own = [note for note in notes if node.designation and node.designation in note.targets]
    return _narrowed(replace(node, parts=parts), own)


def _narrowed(node: Node, notes: list[NoteRead]) -> Node:
    limits = [limit for note in notes if (limit := _limit(note))]
    return Group(Junction.ALL, (node, *limits)) if limits else node


def _limit(note: NoteRead) -> Node | None:
    if note.kind is NoteKind.UNREAD:
        return Unread(note.words, "a note that was not read")
    if note.kind not in (NoteKind.EXCLUDES, NoteKind.APPLIES_ONLY):
        return None
    if note.condition is None:
        return Unread(note.words, "a note whose condition was not read")
    return Not(note.condition, note.words) if note.kind is NoteKind.EXCLUDES else note.condition


_QUOTES = re.compile("[“”‘’\"'`,;:.()]+")
_ARTICLES = re.compile(r"\b(?:an?|the)\s+")


@lru_cache(maxsize=1 << 16)
def folded(words: str) -> str:
    """Return words in lower case without quotes, points and articles, so that equal names are equal."""
    plain = _QUOTES.sub(" ", words.replace("’s", "s").replace("'s", "s")).lower()
    return " ".join(_ARTICLES.sub("", " ".join(plain.split())).split())
