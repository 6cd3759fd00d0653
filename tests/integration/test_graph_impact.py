"""Impact in the graph equals a plain walk of every path."""

import pytest
from graph_composed import KINDS, Oracle, random_units

import graph
from graph.reads import CARRYING, code_impact, party_impact

CHANGES = ["ch-0", "ch-1", "ch-2"]


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_random_projections_agree_with_the_oracle(connected: graph.Graph, first: int) -> None:
    found = 0
    for seed in range(first, first + 10):
        units = random_units(seed)
        graph.write(connected, units)
        oracle = Oracle(units)
        for kinds in (CARRYING, KINDS, ()):
            touches = code_impact(connected, CHANGES, kinds)
            assert touches == oracle.code_impact(kinds), f"seed {seed}, kinds {kinds}"
            found += len(touches)
        parties = party_impact(connected, CHANGES)
        assert parties == oracle.party_impact(), f"seed {seed}"
        found += len(parties)
    assert found > 50


def test_limit_bounds_the_answer(connected: graph.Graph) -> None:
    graph.write(connected, random_units(1))
    everything = code_impact(connected, CHANGES)
    assert len(everything) > 1
    assert code_impact(connected, CHANGES, limit=1) == everything[:1]
