"""What the graph shall hold: the units' nodes and relationships, checked against each other and stamped."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, NamedTuple

from graph.errors import ProjectionError
from graph.schema import EDGES, NODES, Edge, Node, Unit

NodeKey = tuple[str, str]
EdgeKey = tuple[str, str, str, str, str, str]
"""type, label and id of the start, label and id of the end, key."""

NAMED = 10
_ENDS = {"start", "end", "start_label", "end_label"}
_UNKNOWN = (None, "", ())


class Stamped(NamedTuple):
    """A node or relationship with its unit and the hash of everything it says.

    A tuple and not a frozen dataclass: there are hundreds of thousands, and it is made in a third of the time.
    """

    item: Node | Edge
    unit: str
    stamp: str

    def properties(self) -> dict[str, Any]:
        """Return what is stored: what is known, `key` always, and the two marks by which it is found again."""
        shape = _SHAPES[type(self.item)]
        pairs = zip(shape.stored, shape.values(self.item), strict=True)
        known = {name: value for name, value in pairs if value not in _UNKNOWN}
        if isinstance(self.item, Edge):
            known["key"] = self.item.key
        known["unit"], known["row"] = self.unit, self.stamp
        return known


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit as it was last written: `hash` is "" from before its first changed row is written until after the last.

    `made_from` names everything the unit was computed from (the unit's own word for it), `problems` what could not be
    read of that.
    """

    hash: str
    made_from: str = ""
    problems: tuple[str, ...] = ()

    @property
    def broken(self) -> "UnitState":
        """The state of a unit whose writing has begun and not ended."""
        return replace(self, hash="")


@dataclass(frozen=True, slots=True)
class Projection:
    """Everything that the graph shall hold, and the state of each unit."""

    nodes: dict[NodeKey, Stamped]
    edges: dict[EdgeKey, Stamped]
    states: dict[str, UnitState]


@dataclass(frozen=True, slots=True)
class _Shape:
    stored: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    name: str


def project(units: Sequence[Unit]) -> Projection:
    """Join the units; a node that several units give in the same words belongs to the first of them by name.

    Raises ProjectionError when a unit's name stands twice, when two nodes with one key differ, or when a relationship
    is given twice or of a kind that the schema does not have.
    """
    ordered = sorted(units, key=lambda unit: unit.name)
    names = Counter(unit.name for unit in ordered)
    _refuse("units given twice", [name for name, times in names.items() if times > 1])
    nodes = _nodes(ordered)
    edges = _edges(ordered)
    hashes = _hashes(ordered, nodes, edges)
    states = {unit.name: UnitState(hashes[unit.name], unit.made_from, unit.problems) for unit in ordered}
    return Projection(nodes, edges, states)


def refuse_loose(projection: Projection) -> None:
    """Raise ProjectionError when a relationship hangs on a node that no unit gives."""
    loose = [
        f"{_named(key)} ({stamped.unit})"
        for key, stamped in projection.edges.items()
        if key[1:3] not in projection.nodes or key[3:5] not in projection.nodes
    ]
    _refuse("relationships to or from nodes that no unit gives", loose)


def stored_name(name: str) -> str:
    """Return the property that a field is stored as (from_ is stored as from)."""
    return name.removesuffix("_")


def edge_key(edge: Edge) -> EdgeKey:
    """Return what tells a relationship from every other."""
    start_label, end_label = edge.labels
    return edge.type, start_label, edge.start, end_label, edge.end, edge.key


def _nodes(units: Iterable[Unit]) -> dict[NodeKey, Stamped]:
    nodes: dict[NodeKey, Stamped] = {}
    faults = []
    for unit in units:
        for node in unit.nodes:
            key, stamp = (node.label, node.id), _stamp(node, ())
            first = nodes.setdefault(key, Stamped(node, unit.name, stamp))
            if first.stamp != stamp:
                faults.append(f"{node.label} {node.id!r} ({first.unit}, {unit.name})")
    _refuse("nodes given twice with different content", faults)
    return nodes


def _edges(units: Iterable[Unit]) -> dict[EdgeKey, Stamped]:
    edges: dict[EdgeKey, Stamped] = {}
    twice, unknown = [], []
    for unit in units:
        for edge in unit.edges:
            key = edge_key(edge)
            if (key[1], key[3]) not in edge.ends:
                unknown.append(_named(key))
            if key in edges:
                twice.append(f"{_named(key)} ({edges[key].unit}, {unit.name})")
            edges[key] = Stamped(edge, unit.name, _stamp(edge, key[:5]))
    _refuse("relationships between labels that the schema does not join", unknown)
    _refuse("relationships given twice", twice)
    return edges


def _hashes(units: Iterable[Unit], nodes: dict[NodeKey, Stamped], edges: dict[EdgeKey, Stamped]) -> dict[str, str]:
    stamps: dict[str, list[str]] = {unit.name: [] for unit in units}
    for part in (nodes.values(), edges.values()):
        for stamped in part:
            stamps[stamped.unit].append(stamped.stamp)
    return {name: hashlib.sha256("".join(sorted(own)).encode()).hexdigest() for name, own in stamps.items()}


def _stamp(item: Node | Edge, ends: tuple[str, ...]) -> str:
    # repr and not JSON: a third of the time, and the stamp only ever meets stamps of the same program.
    shape = _SHAPES[type(item)]
    return hashlib.blake2b(f"{shape.name}{ends}{shape.values(item)}".encode(), digest_size=10).hexdigest()


def _shape_of(kind: type[Node] | type[Edge]) -> _Shape:
    names = tuple(field.name for field in fields(kind) if field.name not in _ENDS)
    getter = attrgetter(*names)
    values = getter if len(names) > 1 else lambda item: (getter(item),)
    name = kind.type if issubclass(kind, Edge) else kind.label
    return _Shape(tuple(stored_name(one) for one in names), values, name)


_KINDS: tuple[type[Node] | type[Edge], ...] = (*NODES, *EDGES)
_SHAPES: dict[type[Any], _Shape] = {kind: _shape_of(kind) for kind in _KINDS}


def _named(key: EdgeKey) -> str:
    kind, start_label, start, end_label, end, name = key
    return f"({start_label} {start!r})-[{kind}{' ' + name if name else ''}]->({end_label} {end!r})"


def _refuse(what: str, faults: Sequence[str]) -> None:
    if faults:
        more = f" and {len(faults) - NAMED} more" if len(faults) > NAMED else ""
        raise ProjectionError(f"{what}: {'; '.join(faults[:NAMED])}{more}")
