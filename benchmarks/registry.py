"""What a benchmark is: a named function that measures and returns its figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `goal` is what it should stay under (None: there is none), `note` says how it was taken."""

    name: str
    value: float | int | str
    unit: str = ""
    goal: float | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        """Whether there is a goal and the value is over it."""
        return self.goal is not None and not isinstance(self.value, str) and self.value > self.goal


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A function that measures, with the name by which it is asked for and what it measures in words."""

    name: str
    title: str
    work: Callable[[], Sequence[Figure]]


BENCHMARKS: dict[str, Benchmark] = {}


def benchmark(name: str, title: str) -> Callable[[Callable[[], Sequence[Figure]]], Callable[[], Sequence[Figure]]]:
    """Register a function under `name`."""

    def register(work: Callable[[], Sequence[Figure]]) -> Callable[[], Sequence[Figure]]:
        BENCHMARKS[name] = Benchmark(name, title, work)
        return work

    return register


def ratio(what: str, one: float, other: float) -> Figure:
    """Return how many times `other` the measured `one` is, both taken in the same run."""
    return Figure(what, round(one / other, 2), "times")
