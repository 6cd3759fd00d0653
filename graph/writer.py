"""The only writer: makes the graph hold exactly what the units give, and writes nothing that is there already.

Each unit's state is kept in a Meta node. Its hash is emptied before the first row of a changed unit is written and set
after the last, so that whatever ends the writer or the server in between, the next write finds what is missing.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, TypeVar

from graph.bulk import create, hangs_on, load_beside
from graph.connection import Graph, in_batches
from graph.constraints import META, SCHEMA, create_schema, fingerprint
from graph.errors import GraphError
from graph.projection import EdgeKey, NodeKey, Projection, Stamped, UnitState, project, refuse_loose
from graph.schema import EDGES, NODES, Unit
from graph.states import forget, properties, store, stored

BATCH = 5000
WRITERS = 2  # connections to a Neo4j server; the embedded engine's writers would meet as conflicts
BULK = 20_000  # new nodes from which on the embedded engine's batch route is worth its beginning and end
CREATE, MERGE = "CREATE", "MERGE"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What one write did; all zero when the graph held everything already."""

    units_changed: int = 0
    nodes_created: int = 0
    nodes_updated: int = 0
    nodes_removed: int = 0
    edges_created: int = 0
    edges_updated: int = 0
    edges_removed: int = 0


Key = TypeVar("Key", NodeKey, EdgeKey)
Kind = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Plan(Generic[Key]):
    """Rows to write (new or changed) and keys to remove, of nodes or of relationships."""

    created: dict[Key, Stamped] = field(default_factory=dict)
    updated: dict[Key, Stamped] = field(default_factory=dict)
    removed: list[Key] = field(default_factory=list)


def write(
    graph: Graph, units: Sequence[Unit], progress: Progress | None = None, keep: Collection[str] = ()
) -> WriteReport:
    """Make the graph hold exactly what `units` give; `progress` is told rows done and rows in all.

    Units named in `keep` and not given stay as they are; one that has a relationship to a node that is removed is
    marked incomplete, so that the next write that gives it writes it anew.

    Raises ProjectionError before any of them is written when the units contradict each other or (where none is kept)
    a relationship hangs on a node that no unit gives; GraphError when the server fails or a relationship hangs on a
    node that neither the units nor the graph have: then the next write repairs.
    """
    projection = project(units)
    with graph.writing():
        held = _prepared(graph)
        kept = {name: state for name, state in held.items() if name in keep and name not in projection.states}
        if not kept:
            refuse_loose(projection)
        if graph.is_embedded and not held and projection.states:
            return _first_load(graph, projection, progress)
        changed = sorted(name for name in {*held, *projection.states} - kept.keys() if _differs(held, projection, name))
        report = _update(graph, projection, held, changed, kept, progress) if changed else WriteReport()
        store(graph, {name: state for name, state in projection.states.items() if held.get(name) != state})
        return report


def _differs(held: Mapping[str, UnitState], projection: Projection, name: str) -> bool:
    old, new = held.get(name), projection.states.get(name)
    return old is None or new is None or old.hash != new.hash


def clear(graph: Graph) -> None:
    """Remove everything from the graph, so that the next write is a first load."""
    with graph.writing():
        _clear(graph)


def _prepared(graph: Graph) -> dict[str, UnitState]:
    """Return the state of each unit, from a graph that has this program's schema."""
    held = stored(graph)
    half_done = graph.is_embedded and graph.batch().half_done()
    schema = UnitState(fingerprint())
    if half_done or held.get(SCHEMA) != schema:
        _clear(graph)
        create_schema(graph)
        store(graph, {SCHEMA: schema})
        held = {}
    return {name: state for name, state in held.items() if name != SCHEMA}


def _clear(graph: Graph) -> None:
    if graph.is_embedded:
        graph.batch().recreate()
        return
    held = stored(graph)
    if SCHEMA not in held and graph.read("MATCH (n) RETURN 1 AS found LIMIT 1"):
        raise GraphError(f"the database {graph.database!r} holds what Ruletrace did not write: give it an empty one")
    # Emptied first, so that a clearing that breaks off is not taken for complete units.
    store(graph, {name: state.broken for name, state in held.items() if name != SCHEMA})
    _delete_all(graph, f"MATCH (n) WHERE NOT n:{META}")
    _delete_all(graph, f"MATCH (n:{META})")


def _delete_all(graph: Graph, match: str) -> None:
    while graph.run(f"{match} WITH n LIMIT {BATCH} DETACH DELETE n RETURN count(*) AS gone")[0]["gone"]:
        pass


def _first_load(graph: Graph, projection: Projection, progress: Progress | None) -> WriteReport:
    step = _Step(progress, len(projection.nodes) + len(projection.edges))
    states = [
        {"@type": "vertex", "@class": META, "@id": f"{META} {name}", **properties(name, state)}
        for name, state in sorted(projection.states.items())
    ]
    create(graph, projection.nodes, projection.edges, {}, states, step.add)
    step.done()
    return WriteReport(
        units_changed=len(projection.states),
        nodes_created=len(projection.nodes),
        edges_created=len(projection.edges),
    )


def _update(
    graph: Graph,
    projection: Projection,
    held: Mapping[str, UnitState],
    changed: list[str],
    kept: Mapping[str, UnitState],
    progress: Progress | None,
) -> WriteReport:
    before = [name for name in changed if name in held]
    store(graph, {name: held.get(name, UnitState("")).broken for name in changed})
    nodes = _plan(_held_nodes(graph, before), projection.nodes, set(changed))
    edges = _plan(_held_edges(graph, before), projection.edges, set(changed))
    hanging = _hanging(graph, nodes.removed, list(kept))
    store(graph, {name: kept[name].broken for name in hanging})
    _carry_out(graph, nodes, edges, progress)
    forget(graph, [name for name in changed if name not in projection.states])
    return WriteReport(
        units_changed=len(changed),
        nodes_created=len(nodes.created),
        nodes_updated=len(nodes.updated),
        nodes_removed=len(nodes.removed),
        edges_created=len(edges.created),
        edges_updated=len(edges.updated),
        edges_removed=len(edges.removed),
    )


def _plan(held: Mapping[Key, tuple[str, str]], wanted: Mapping[Key, Stamped], changed: set[str]) -> _Plan[Key]:
    plan: _Plan[Key] = _Plan()
    for key, stamped in wanted.items():
        if stamped.unit not in changed or held.get(key) == (stamped.unit, stamped.stamp):
            continue
        (plan.updated if key in held else plan.created)[key] = stamped
    plan.removed.extend(sorted(key for key in held if key not in wanted))
    return plan


def _held_nodes(graph: Graph, units: list[str]) -> dict[NodeKey, tuple[str, str]]:
    held: dict[NodeKey, tuple[str, str]] = {}
    for label in [node.label for node in NODES] if units else []:
        # Collected: the driver takes a third of the time for one long record that it takes for many short ones.
        query = f"MATCH (n:{label}) WHERE n.unit IN $units RETURN n.unit AS unit, collect([n.id, n.row]) AS rows"
        for record in graph.read(query, units=units):
            held |= {(label, own): (record["unit"], row) for own, row in record["rows"]}
    return held


def _held_edges(graph: Graph, units: list[str]) -> dict[EdgeKey, tuple[str, str]]:
    held: dict[EdgeKey, tuple[str, str]] = {}
    for kind, start, end in [(edge.type, *ends) for edge in EDGES for ends in edge.ends] if units else []:
        query = (
            f"MATCH (a:{start})-[r:{kind}]->(b:{end}) WHERE r.unit IN $units "
            "RETURN r.unit AS unit, collect([a.id, b.id, r.key, r.row]) AS rows"
        )
        for record in graph.read(query, units=units):
            unit = record["unit"]
            held |= {(kind, start, one, end, other, key): (unit, row) for one, other, key, row in record["rows"]}
    return held


def _hanging(graph: Graph, removed: Sequence[NodeKey], units: list[str]) -> set[str]:
    """Return those of the units that have a relationship to a node that will be removed."""
    found: set[str] = set()
    for (label,), group in _grouped(removed, lambda key: key[:1]) if units else []:
        match = f"UNWIND $ids AS id MATCH (:{label} {{id: id}})-[r]-() WHERE r.unit IN $units"
        for part in in_batches([key[1] for key in group], BATCH):
            rows = graph.read(f"{match} RETURN DISTINCT r.unit AS unit", ids=part, units=units)
            found.update(row["unit"] for row in rows)
    return found


def _carry_out(graph: Graph, nodes: _Plan[NodeKey], edges: _Plan[EdgeKey], progress: Progress | None) -> None:
    # Nodes take their relationships with them when they go; all others go before and come after the nodes.
    gone = set(nodes.removed)
    loose = [key for key in edges.removed if key[1:3] not in gone and key[3:5] not in gone]
    written_nodes, written_edges = nodes.created | nodes.updated, edges.created | edges.updated
    step = _Step(progress, len(nodes.removed) + len(loose) + len(written_nodes) + len(written_edges))
    _run(graph, [*_edge_removals(loose), *_node_removals(nodes.removed)], step, 1)
    if graph.is_embedded and len(nodes.created) >= BULK:
        new = load_beside(graph, nodes.created, edges.created, step.add)
        written_nodes = {key: row for key, row in written_nodes.items() if key not in new}
        written_edges = {key: row for key, row in written_edges.items() if not hangs_on(key, new)}
    writers, new_nodes = 1 if graph.is_embedded else WRITERS, _new(graph, written_nodes.keys() & nodes.created.keys())
    _run(graph, [*_node_merges(written_nodes), *_edge_writes(written_edges, new_nodes)], step, writers)
    step.done()


def _run(graph: Graph, work: Iterable[tuple[str, list[dict[str, Any]]]], step: "_Step", writers: int) -> None:
    with ThreadPoolExecutor(writers) as pool:
        for cypher, rows in work:
            one, parts = partial(_run_part, graph, cypher), in_batches(rows, BATCH)
            for done in pool.map(one, parts) if writers > 1 and _apart(rows) else map(one, parts):
                step.add(done)


def _run_part(graph: Graph, cypher: str, rows: Sequence[dict[str, Any]]) -> int:
    done = graph.run(cypher, rows=rows)
    if done and done[0]["written"] != len(rows):
        raise GraphError(f"{len(rows) - done[0]['written']} relationships hang on nodes that are not there")
    return len(rows)


def _apart(rows: Sequence[dict[str, Any]]) -> bool:
    """Tell whether batches of these rows may run side by side: no two wait for each other's nodes.

    Those of nodes do not; those of relationships, which are sorted by their starts, do not where each has its own end.
    """
    return "end" not in rows[0] or len({row["end"] for row in rows}) == len(rows)


Work = Iterator[tuple[str, list[dict[str, Any]]]]


def _edge_removals(keys: Sequence[EdgeKey]) -> Work:
    for (kind, start, end), group in _grouped(keys, lambda key: (key[0], key[1], key[3])):
        rows = [{"start": key[2], "end": key[4], "key": key[5]} for key in group]
        match = f"MATCH (a:{start} {{id: row.start}})-[r:{kind}]->(b:{end} {{id: row.end}}) WHERE r.key = row.key"
        # Collected first: the embedded engine loses its place when a relationship goes while it still looks for others.
        yield f"UNWIND $rows AS row {match} WITH collect(r) AS gone UNWIND gone AS r DELETE r", rows


def _node_removals(keys: Sequence[NodeKey]) -> Work:
    for (label,), group in _grouped(keys, lambda key: key[:1]):
        yield f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) DETACH DELETE n", [{"id": key[1]} for key in group]


def _node_merges(wanted: Mapping[NodeKey, Stamped]) -> Work:
    for (label,), group in _grouped(sorted(wanted), lambda key: key[:1]):
        yield (
            f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row",
            [wanted[key].properties() for key in group],
        )


def _new(graph: Graph, keys: Collection[NodeKey]) -> set[NodeKey]:
    """Return those of the nodes that the graph does not have, in whatever unit."""
    there: set[NodeKey] = set()
    for (label,), group in _grouped(sorted(keys), lambda key: key[:1]):
        for part in in_batches([key[1] for key in group], BATCH):
            found = graph.read(f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id", ids=part)
            there.update((label, row["id"]) for row in found)
    return set(keys) - there


def _edge_writes(wanted: Mapping[EdgeKey, Stamped], new: Collection[NodeKey]) -> Work:
    """Yield statements that create the relationships of new nodes, which cannot be there, and merge all others.

    Merging looks through all relationships of a node: for one with thousands that is nearly all the time of a write.
    """
    for (verb, kind, start, end), group in _grouped(sorted(wanted), lambda key: (_verb(key, new), *key[:2], key[3])):
        match = f"MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}})"
        rows = [{"start": key[2], "end": key[4], "key": key[5], "all": wanted[key].properties()} for key in group]
        own = "" if verb == CREATE else " {key: row.key}"
        write = f"UNWIND $rows AS row {match} {verb} (a)-[r:{kind}{own}]->(b) SET r = row.all"
        yield f"{write} RETURN count(*) AS written", rows


def _verb(key: EdgeKey, new: Collection[NodeKey]) -> str:
    return CREATE if hangs_on(key, new) else MERGE


def _grouped(keys: Sequence[Key], kind: Callable[[Key], Kind]) -> list[tuple[Kind, list[Key]]]:
    groups: dict[Kind, list[Key]] = defaultdict(list)
    for key in keys:
        groups[kind(key)].append(key)
    return sorted(groups.items())


class _Step:
    """Tells the progress, at most once a batch."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done, self._told = progress, total, 0, 0

    def add(self, rows: int) -> None:
        self._done += rows
        if self._done - self._told >= BATCH:
            self.done()

    def done(self) -> None:
        self._told = self._done
        if self._progress is not None:
            self._progress(self._done, self._total)
