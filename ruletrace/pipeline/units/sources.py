"""Sources and their health, as the journal tells it."""

from datetime import datetime

from crawler.health import SourceHealth, health
from crawler.records import FINISHED, STARTED
from crawler.sources import Source, load_sources
from graph.schema import Source as SourceNode
from graph.schema import Unit
from ruletrace.pipeline.context import Context

NAME = "sources"


def unit(context: Context) -> Unit:
    """Return the sources; their state is that at the end of the last run, so that a rebuild gives the same."""
    entries = list(context.journal.entries(STARTED, FINISHED))
    known = load_sources()
    states = health(entries, entries[-1].at, known) if entries else []
    described = {source.id: source for source in known}
    return Unit(NAME, tuple(_node(described[state.source], state) for state in states), ())


def _node(source: Source, state: SourceHealth) -> SourceNode:
    return SourceNode(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        homepage=source.homepage,
        rhythm_hours=source.rhythm_hours,
        state=state.state.value,
        last_success=_time(state.last_success),
        last_failure=_time(state.last_failure),
        reason=state.reason,
        expected=state.expected,
        silence=state.silence,
        rolling="rolling" if source.rolling else "",
        watched=tuple(f"{first}/{last}" for first, last in state.watched),
    )


def _time(at: datetime | None) -> str:
    return at.isoformat() if at else ""
