"""The small composed graph on the embedded engine, and a reader at this machine."""

from collections.abc import Iterator

import pytest
import streamlit as st
from composed_graph import units

import graph
from dashboard import access
from ruletrace.settings import Neo4jSettings, Settings


@pytest.fixture(scope="session")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Write the composed graph once; its engine ends with the session."""
    settings = Settings(data=tmp_path_factory.mktemp("dashboard"), engine_memory="512m", neo4j=Neo4jSettings(uri=""))
    with graph.connect(settings) as connected:
        graph.write(connected, units())
    yield settings
    st.cache_resource.clear()
    graph.stop(settings)


@pytest.fixture
def at_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest has no client, so it has no address."""
    monkeypatch.setattr(access, "asker", lambda: (None, None))


@pytest.fixture
def held(composed: Settings, at_this_machine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages read the composed graph."""
    monkeypatch.setenv("RULETRACE_DATA", str(composed.root))
