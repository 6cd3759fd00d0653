"""Parts of the projection, each computed only when something it is made of has changed since the graph got it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, replace

from graph import Graph, Unit, UnitState, WriteReport, unit_states, write

PASSES = 3
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """A unit that can be computed: `made_from` is a hash of everything that `make` reads, the program among it."""

    name: str
    made_from: str
    make: Callable[[], Unit]

    def held(self, states: dict[str, UnitState]) -> bool:
        """Tell whether the graph has this unit, wholly written and made from the same."""
        state = states.get(self.name)
        return state is not None and state.hash != "" and state.made_from == self.made_from


def bring(graph: Graph, parts: Sequence[Part], progress: Progress, keep: Collection[str] = ()) -> WriteReport:
    """Make the graph hold these parts, and of others only those named in `keep`.

    A part that the graph has already is neither computed nor read. A second pass writes again what lost a
    relationship because the first removed a node of another part.
    """
    total = WriteReport()
    for _ in range(PASSES):
        states = unit_states(graph)
        due = [part for part in parts if not part.held(states)]
        names = {part.name for part in parts}
        if not due and states.keys() <= {*names, *keep}:
            break
        units = [replace(part.make(), made_from=part.made_from) for part in due]
        total = added(total, write(graph, units, progress, keep={*names, *keep}))
    return total


def added(one: WriteReport, other: WriteReport) -> WriteReport:
    """Return what two writes did together."""
    return WriteReport(*(getattr(one, field.name) + getattr(other, field.name) for field in fields(WriteReport)))
