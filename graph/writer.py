"""The only writer: makes the graph hold exactly what the units give, and writes nothing that is there already.

Each unit's hash is kept in a Meta node. It is emptied before the first row of a changed unit is written and set after
the last, so that whatever ends the writer or the server in between, the next write finds what is missing.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from graph.connection import Graph, in_batches
from graph.constraints import META, SCHEMA, create_schema, fingerprint
from graph.errors import GraphError
from graph.projection import EdgeKey, NodeKey, Projection, Stamped, project
from graph.schema import EDGES, NODES, Unit

BATCH = 5000
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

    Units named in `keep` and not given stay as they are; when a node is removed, under which they may hang, they are
    marked incomplete, so that the next write that gives them writes them anew.

    Raises ProjectionError before anything is written when the units contradict each other, GraphError when the
    server fails; then the next write repairs.
    """
    projection = project(units)
    with graph.writing():
        stored = _prepared(graph)
        changed = [name for name in _changed(stored, projection) if name in projection.hashes or name not in keep]
        if not changed:
            return WriteReport()
        if graph.is_embedded and not stored:
            return _first_load(graph, projection, progress)
        report = _update(graph, projection, stored, changed, progress)
        if report.nodes_removed:
            _store(graph, {name: "" for name in keep if name in stored and name not in projection.hashes})
        return report


def unit_hashes(graph: Graph) -> dict[str, str]:
    """Return the hash of each unit as it was last written completely; "" for one whose writing broke off.

    Empty when the graph has another program's schema or a first load that broke off: the next write begins anew.
    """
    stored = _stored(graph)
    if stored.pop(SCHEMA, "") != fingerprint() or (graph.is_embedded and graph.batch().half_done()):
        return {}
    return stored


def clear(graph: Graph) -> None:
    """Remove everything from the graph, so that the next write is a first load."""
    with graph.writing():
        _clear(graph)


def _prepared(graph: Graph) -> dict[str, str]:
    """Return the stored hash of each unit, from a graph that has this program's schema."""
    stored = _stored(graph)
    half_done = graph.is_embedded and graph.batch().half_done()
    if half_done or stored.get(SCHEMA) != fingerprint():
        _clear(graph)
        create_schema(graph)
        _store(graph, {SCHEMA: fingerprint()})
        stored = {}
    return {name: value for name, value in stored.items() if name != SCHEMA}


def _stored(graph: Graph) -> dict[str, str]:
    return {row["id"]: row["hash"] for row in graph.read(f"MATCH (m:{META}) RETURN m.id AS id, m.hash AS hash")}


def _store(graph: Graph, hashes: Mapping[str, str]) -> None:
    rows = [{"id": name, "hash": hashes[name]} for name in sorted(hashes)]
    for part in in_batches(rows, BATCH):
        graph.run(f"UNWIND $rows AS row MERGE (m:{META} {{id: row.id}}) SET m.hash = row.hash", rows=part)


def _clear(graph: Graph) -> None:
    if graph.is_embedded:
        graph.batch().recreate()
        return
    stored = _stored(graph)
    if SCHEMA not in stored and graph.read("MATCH (n) RETURN 1 AS found LIMIT 1"):
        raise GraphError(f"the database {graph.database!r} holds what Ruletrace did not write: give it an empty one")
    # Emptied first, so that a clearing that breaks off is not taken for complete units.
    _store(graph, dict.fromkeys(set(stored) - {SCHEMA}, ""))
    _delete_all(graph, f"MATCH (n) WHERE NOT n:{META}")
    _delete_all(graph, f"MATCH (n:{META})")


def _delete_all(graph: Graph, match: str) -> None:
    while graph.run(f"{match} WITH n LIMIT {BATCH} DETACH DELETE n RETURN count(*) AS gone")[0]["gone"]:
        pass


def _changed(stored: Mapping[str, str], projection: Projection) -> list[str]:
    given = projection.hashes
    return sorted(name for name in {*stored, *given} if stored.get(name) != given.get(name))


def _first_load(graph: Graph, projection: Projection, progress: Progress | None) -> WriteReport:
    graph.batch().load(_vertices_and_edges(projection, progress))
    return WriteReport(
        units_changed=len(projection.hashes),
        nodes_created=len(projection.nodes),
        edges_created=len(projection.edges),
    )


def _vertices_and_edges(projection: Projection, progress: Progress | None) -> Iterator[dict[str, Any]]:
    ids = {key: str(number) for number, key in enumerate(projection.nodes)}
    step = _Step(progress, len(ids) + len(projection.edges))
    for key, stamped in projection.nodes.items():
        yield {"@type": "vertex", "@class": key[0], "@id": ids[key], **stamped.properties()}
        step.add(1)
    for name, value in sorted(projection.hashes.items()):
        yield {"@type": "vertex", "@class": META, "@id": f"{META} {name}", "id": name, "hash": value}
    for edge, stamped in projection.edges.items():
        start, end = ids[edge[1], edge[2]], ids[edge[3], edge[4]]
        yield {"@type": "edge", "@class": edge[0], "@from": start, "@to": end, **stamped.properties()}
        step.add(1)
    step.done()


def _update(
    graph: Graph, projection: Projection, stored: Mapping[str, str], changed: list[str], progress: Progress | None
) -> WriteReport:
    held = [name for name in changed if name in stored]
    _store(graph, dict.fromkeys(changed, ""))
    nodes = _plan(_held_nodes(graph, held), projection.nodes, set(changed))
    edges = _plan(_held_edges(graph, held), projection.edges, set(changed))
    _carry_out(graph, nodes, edges, progress)
    _store(graph, {name: projection.hashes[name] for name in changed if name in projection.hashes})
    gone = [name for name in changed if name not in projection.hashes]
    graph.run(f"UNWIND $ids AS id MATCH (m:{META} {{id: id}}) DELETE m", ids=gone)
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


def _carry_out(graph: Graph, nodes: _Plan[NodeKey], edges: _Plan[EdgeKey], progress: Progress | None) -> None:
    # Relationships go before their nodes and come after them.
    written_nodes, written_edges = nodes.created | nodes.updated, edges.created | edges.updated
    total = len(nodes.removed) + len(edges.removed) + len(written_nodes) + len(written_edges)
    step = _Step(progress, total)
    for cypher, rows in [
        *_edge_removals(edges.removed),
        *_node_removals(nodes.removed),
        *_node_merges(written_nodes),
        *_edge_merges(written_edges),
    ]:
        for part in in_batches(rows, BATCH):
            graph.run(cypher, rows=part)
            step.add(len(part))
    step.done()


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


def _edge_merges(wanted: Mapping[EdgeKey, Stamped]) -> Work:
    for (kind, start, end), group in _grouped(sorted(wanted), lambda key: (key[0], key[1], key[3])):
        match = f"MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}})"
        rows = [{"start": key[2], "end": key[4], "key": key[5], "all": wanted[key].properties()} for key in group]
        yield f"UNWIND $rows AS row {match} MERGE (a)-[r:{kind} {{key: row.key}}]->(b) SET r = row.all", rows


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
