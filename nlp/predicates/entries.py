"""The tree of a list's entry as predicates: each paragraph with what stands above, below and beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.predicates.clauses import read_clause
from nlp.predicates.conditions import conditions
from nlp.predicates.defined import with_definitions
from nlp.predicates.definitions import definitions, list_definitions
from nlp.predicates.flattening import left_open, marks_of, notes_left_open
from nlp.predicates.lists import joined
from nlp.predicates.naming import NOTHING, Above, named_above
from nlp.predicates.notes import read_notes_of
from nlp.predicates.openings import Opening, ending, opening
from nlp.predicates.sources import Source, source
from regulation.controls.designations import within
from regulation.controls.model import ControlList, Entry, Kind, Place
from regulation.controls.notes import read_notes
from regulation.thresholds import Definition, Group, Junction, Node, NoteRead, Predicate, Unread

# The list of 2021 and the consolidated Annex I were printed with raised figures set flat.
FLAT_REGIMES = ("EU",)


@dataclass(frozen=True, slots=True)
class EntryPredicates:
    """An entry read: `own` the conditions of each paragraph's own words, `trees` those with what stands below them."""

    entry: Entry
    own: dict[str, tuple[Node, ...]]
    trees: dict[str, Node]
    notes: tuple[NoteRead, ...]
    definitions: tuple[Definition, ...]

    def predicate(self, designation: str) -> Predicate | None:
        """Return what decides on `designation`, None when the entry has no such paragraph."""
        if designation not in self.trees:
            return None
        above = [code for code in self.own if code != designation and within(designation, code)]
        parts = [node for code in sorted(above, key=len) for node in self.own[code]]
        tree = self.trees[designation]
        condition = Group(Junction.ALL, (*parts, tree)) if parts else tree
        speaks = tuple(one for one in self.notes if any(_on_one_line(designation, target) for target in one.targets))
        return Predicate(designation, condition, speaks, self.definitions)


def read_entry(controls: ControlList, eccn: str) -> EntryPredicates | None:
    """Return the predicates of an entry of a dated list, None when the list has no such entry.

    Every word of a paragraph becomes part of a condition, joins two, or is kept as not read.
    """
    entry = controls.entry(eccn)
    return None if entry is None else _read(entry, list_definitions(controls), controls.regime in FLAT_REGIMES)


def read_list(controls: ControlList) -> Iterator[EntryPredicates]:
    """Yield the predicates of every entry of a dated list, in list order."""
    general = list_definitions(controls)
    for entry in controls.entries:
        yield _read(entry, general, controls.regime in FLAT_REGIMES)


def _read(entry: Entry, general: Sequence[Definition], flat: bool) -> EntryPredicates:
    notes = read_notes([place for place in entry.places if place.kind is Kind.NOTE])
    defined = (*definitions(notes, flat), *general)
    reader = _Reader(entry, defined, flat)
    reader.read(entry.eccn)
    told = notes_left_open(read_notes_of(notes, defined, flat), marks_of(note.place for note in notes))
    return EntryPredicates(entry, reader.own, reader.trees, told, tuple(defined))


class _Reader:
    def __init__(self, entry: Entry, defined: Sequence[Definition], flat: bool) -> None:
        self._entry, self._defined, self._flat = entry, defined, flat
        self._places = {place.designation: place for place in entry.paragraphs() if not _kept_empty(place)}
        self._children: dict[str, list[str]] = {}
        for place in self._places.values():
            if place.kind is not Kind.HEADING:
                self._children.setdefault(place.parent, []).append(place.designation)
        self.own: dict[str, tuple[Node, ...]] = {}
        self.trees: dict[str, Node] = {}

    def read(self, designation: str, above: Above = NOTHING) -> Node:
        """Return the condition of a paragraph with what stands below it; `above` is what the one above says for it."""
        place = self._places[designation]
        own, start = _source(place)
        told = opening(own.plain)
        children = self._children.get(designation, [])
        end = told.end if children and told.junction else ending(own.plain)[0]
        clause = read_clause(own, start, max(start, end), above, self._flat)
        rest = read_clause(own, *told.rest, above, self._flat) if told.rest and end == told.end else None
        parts = left_open((*_flattened(clause), *_flattened(rest)), marks_of((place,)))
        self.own[designation] = with_definitions(parts, self._defined)
        below = named_above(own, start, end) if children else above
        nodes = tuple(self.read(child, below) for child in children)
        tree = self._tree(place, own, told, nodes)
        self.trees[designation] = tree
        return tree

    def _tree(self, place: Place, own: Source, told: Opening, nodes: tuple[Node, ...]) -> Node:
        words = own.words(0, len(own.raw)) if own.raw else None
        parts = list(self.own[place.designation])
        if told.counted and nodes:
            parts.append(Unread(own.words(told.end, len(own.raw)), "a number of the items below must hold"))
        if nodes:
            parts.append(joined(told, nodes, self._junction(place)))
        others = conditions(own, *told.alternative) if told.alternative and nodes else []
        if others:
            return Group(Junction.ANY, (Group(Junction.ALL, tuple(parts)), *others), place.designation, words)
        return Group(Junction.ALL, tuple(parts), place.designation, words)

    def _junction(self, place: Place) -> Junction:
        """Return how the paragraphs below join when nothing announces it: by the word before the last of them."""
        children = self._children.get(place.designation, [])
        words = [ending(_source(self._places[child])[0].plain)[1] for child in children[:-1]]
        return Junction.ALL if words and words[-1] == "and" and place.kind is not Kind.HEADING else Junction.ANY


def _kept_empty(place: Place) -> bool:
    words = place.text[len(place.label) :]  # "b. Reserved." without brackets; so print also texts that others converted
    return place.reserved or words.strip("[]. ").lower() == "reserved"


def _on_one_line(one: str, other: str) -> bool:
    return within(one, other) or within(other, one)


def _source(place: Place) -> tuple[Source, int]:
    return source(place.text, place.start, place.designation, place.place), len(place.label)


def _flattened(node: Node | None) -> tuple[Node, ...]:
    """Return the parts of a group that all must hold, or the node itself."""
    if node is None:
        return ()
    return node.parts if isinstance(node, Group) and node.junction is Junction.ALL else (node,)
