"""The one way from a page to the graph: typed reads, cached for a short time."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

from graph import Graph
from graph.reads.dashboard_overview import overview
from ruletrace.settings import Settings

TTL = 60
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def ask(read: Callable[Concatenate[Graph, Asked], Answer], *arguments: Asked.args, **named: Asked.kwargs) -> Answer:
    """Return the answer of a typed read, at most a minute old; raises GraphError when the graph cannot answer."""
    settings = Settings()
    place = f"{settings.root} {settings.neo4j.uri} {settings.neo4j.database}"
    name = f"{read.__module__}.{read.__qualname__}"
    return cast("Answer", _answer(place, name, arguments, tuple(sorted(named.items())), read))


# Streamlit keys the cache by every argument whose name has no leading underscore.
@st.cache_data(ttl=TTL, max_entries=500, show_spinner="Reading the graph …")
def _answer(
    place: str,
    name: str,  # noqa: ARG001
    arguments: tuple[Any, ...],
    named: tuple[tuple[str, Any], ...],
    _read: Callable[..., Any],
) -> Any:
    return _read(_graph(place), *arguments, **dict(named))


@st.cache_resource(max_entries=4, show_spinner="Opening the graph …", on_release=Graph.close)
def _graph(place: str) -> Graph:  # noqa: ARG001
    opened = Graph(Settings())
    overview(opened)
    return opened
