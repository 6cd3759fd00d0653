"""What the graph knows of its own units: the hash of what was written, what it was made from, and its problems."""

from collections.abc import Mapping
from typing import Any

from graph.connection import Graph, in_batches
from graph.constraints import META, SCHEMA, fingerprint
from graph.projection import UnitState

BATCH = 5000


def unit_states(graph: Graph) -> dict[str, UnitState]:
    """Return each unit's state by name.

    Empty when the graph has another program's schema or a first load that broke off: the next write begins anew.
    """
    held = stored(graph)
    schema = held.pop(SCHEMA, UnitState(""))
    if schema.hash != fingerprint() or (graph.is_embedded and graph.batch().half_done()):
        return {}
    return held


def stored(graph: Graph) -> dict[str, UnitState]:
    """Return what the Meta nodes say, that of the schema among them."""
    query = f"MATCH (m:{META}) RETURN m.id AS id, m.hash AS hash, m.made_from AS made_from, m.problems AS problems"
    return {
        row["id"]: UnitState(row["hash"], row["made_from"] or "", tuple(row["problems"] or ()))
        for row in graph.read(query)
    }


def store(graph: Graph, states: Mapping[str, UnitState]) -> None:
    """Write the states of these units."""
    rows = [properties(name, states[name]) for name in sorted(states)]
    for part in in_batches(rows, BATCH):
        graph.run(f"UNWIND $rows AS row MERGE (m:{META} {{id: row.id}}) SET m = row", rows=part)


def forget(graph: Graph, names: list[str]) -> None:
    """Remove the states of these units."""
    graph.run(f"UNWIND $ids AS id MATCH (m:{META} {{id: id}}) DELETE m", ids=names)


def properties(name: str, state: UnitState) -> dict[str, Any]:
    """Return the state of a unit as its Meta node has it."""
    known: dict[str, Any] = {"id": name, "hash": state.hash}
    if state.made_from:
        known["made_from"] = state.made_from
    if state.problems:
        known["problems"] = list(state.problems)
    return known
