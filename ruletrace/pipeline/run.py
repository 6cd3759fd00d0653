"""The whole way from archive and journal to alerts in the graph."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from alerts.impact import NAME as ALERTS
from alerts.impact import compute
from alerts.impact.gathered import Impact
from alerts.rules import load
from graph import Graph, UnitState, WriteReport, unit_states, write
from ruletrace.model import canonical, sha256_hex
from ruletrace.pipeline import outcomes
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.controls import LISTS, texts
from ruletrace.pipeline.fetches import content_keys
from ruletrace.pipeline.parts import Part, added, bring
from ruletrace.pipeline.projection import Projection
from ruletrace.pipeline.units import findings, listings, reclassification, sources, verdicts
from ruletrace.pipeline.version import version_of

PROJECTION = "projection"
# What neither outcomes nor alerts read: a queue to decide, verdicts, official tables.
_BESIDE = frozenset(
    (ALERTS, sources.NAME, findings.NAME, reclassification.NAME, verdicts.NAME, listings.NAME, listings.CITED)
)
PROGRAM = ("alerts", "company", "crawler", "graph", "nlp", "parties", "regulation", "ruletrace")


@dataclass(slots=True)
class Processed:
    """What one run did; `seconds` by step, `problems` what could not be read, in words."""

    unchanged: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    base: WriteReport = field(default_factory=WriteReport)
    alerts: WriteReport = field(default_factory=WriteReport)
    problems: tuple[str, ...] = ()

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Add the time of the block to a step, and take it from the step around it."""
        start, inner = time.monotonic(), sum(self.seconds.values())
        try:
            yield
        finally:
            took = time.monotonic() - start - (sum(self.seconds.values()) - inner)
            self.seconds[step] = self.seconds.get(step, 0.0) + took


def program() -> str:
    """Return the version of everything that a projection depends on."""
    return version_of(*PROGRAM)


def process(context: Context, graph: Graph) -> Processed:
    """Bring the graph to what archive and journal say, and compute the alerts; the same input does nothing twice.

    Only those parts are computed of which something has changed.
    """
    done = Processed()
    key = inputs_key(context)
    held = _hashes(graph)
    if held and context.steps.kept(PROJECTION, program(), key) == held:
        with done.timed("sources"):
            done.base = write(graph, [sources.unit(context)], keep=held.keys())
        done.unchanged = True
    else:
        _update(context, graph, done)
        done.unchanged = _hashes(graph) == held
        context.steps.keep(PROJECTION, program(), key, _hashes(graph))
    states = unit_states(graph)
    done.problems = tuple(problem for name in sorted(states) for problem in states[name].problems)
    return done


def _update(context: Context, graph: Graph, done: Processed) -> None:
    projection = Projection(context, program(), done.timed)
    with done.timed("load"):
        parts = projection.parts()
        later = (outcomes.NAME, ALERTS)
        done.base = bring(graph, parts, lambda a, b: context.progress("loading the graph", a, b), keep=later)
    names, rules = [part.name for part in parts], load()
    impact, lists = Impact(graph, rules), lambda: [one.controls for one in texts(context, LISTS[0])[0]]
    with done.timed("outcomes"):
        key = _made_from(unit_states(graph), (outcomes.NAME,), outcomes.law_key(context))
        expected = Part(outcomes.NAME, key, lambda: outcomes.unit(context, graph, program(), impact, lists))
        told = bring(graph, [expected], lambda a, b: context.progress("writing outcomes", a, b), keep=[*names, ALERTS])
        done.base = added(done.base, told)
    with done.timed("alerts"):
        alerts = Part(ALERTS, _made_from(unit_states(graph)), lambda: compute(graph, _told(context), rules, impact))
        keep = [*names, outcomes.NAME]
        done.alerts = bring(graph, [alerts], lambda a, b: context.progress("writing alerts", a, b), keep=keep)


def _told(context: Context) -> Callable[[int, int], None]:
    return lambda done, total: context.progress("computing alerts", done, total)


def _made_from(states: dict[str, UnitState], beside: Sequence[str] = (), law: str = "") -> str:
    """Return what outcomes or alerts are made of: the program, every unit that they read, and the law."""
    others = {name: one.hash for name, one in states.items() if name not in _BESIDE | set(beside)}
    return sha256_hex(canonical([program(), others, law]).encode())


def _hashes(graph: Graph) -> dict[str, str]:
    """Return the hashes of what the graph holds, but for the sources, whose times move on with every run."""
    return {name: state.hash for name, state in unit_states(graph).items() if name != sources.NAME}


def inputs_key(context: Context) -> str:
    """Return a hash of everything that the projection is made of: contents, imports, decisions."""
    return sha256_hex(canonical(content_keys(context)).encode())
