"""Only what changed is computed, and the graph is the same as one made of everything anew."""

from collections.abc import Iterator
from dataclasses import replace

import chain
import pytest
import test_faults_small as small
from conftest import Engine

import graph
from ruletrace.pipeline.parts import Part, bring
from ruletrace.pipeline.rebuild import rebuild
from ruletrace.settings import Settings


@pytest.fixture
def settings(engine: Engine) -> Iterator[Settings]:
    """Give an engine with an empty graph."""
    with graph.connect(engine.settings) as connected:
        graph.clear(connected)
    yield engine.settings
    small.remove(engine.settings.root)


def test_each_addition_gives_what_a_rebuild_gives(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    folders = small.folders(tmp_path_factory)
    computed = []
    for folder in (folders.documents, folders.crawled, folders.imported):
        small.place(folder, settings.root)
        done, digest = chain.run(settings)
        computed.append(set(done.seconds) - {"load", "alerts"})
        assert not done.unchanged
        with chain.context(settings) as own, graph.connect(settings) as connected:
            rebuild(own, connected)
            assert graph.export_hash(connected) == digest
    # A new list computes no documents' unit anew but reads them, for they may have made its changes.
    assert computed[0] >= {"extract", "parties", "company"}
    assert "parties" not in computed[1]
    assert "company" in computed[2]


def test_part_is_made_once_and_again_when_it_lost_a_relationship(settings: Settings) -> None:
    entry, child = graph.schema.Control(id="us/3A090"), graph.schema.Control(id="us/3A090.a")
    tie = graph.schema.PartOf(start=child.id, end=entry.id)
    made: list[str] = []

    def part(name: str, made_from: str, unit: graph.Unit) -> Part:
        def make() -> graph.Unit:
            made.append(f"{name} {made_from}")
            return unit

        return Part(name, made_from, make)

    law = part("law", "1", graph.Unit("law", (entry,), ()))
    more = part("more", "1", graph.Unit("more", (child,), (tie,)))
    with graph.connect(settings) as connected:
        bring(connected, [law, more], lambda *_: None)
        bring(connected, [law, more], lambda *_: None)
        assert made == ["law 1", "more 1"]
        whole = graph.export_hash(connected)
        # The entry goes and comes back under another text: what hung on it is made again.
        graph.write(connected, [graph.Unit("law", (), ())], keep=["more"])
        made.clear()
        bring(connected, [replace(law, made_from="2"), more], lambda *_: None)
        assert made == ["law 1", "more 1"]
        assert graph.export_hash(connected) == whole
