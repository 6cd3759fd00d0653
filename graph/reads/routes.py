"""Shortest routes, level by level: each level is one bounded question to the graph, so cycles and diamonds are safe."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Key = tuple[str, str]
"""change id and node id: the routes of several changes are followed together."""

Neighbours = Callable[[list[str]], Mapping[str, Iterable[str]]]


@dataclass(frozen=True, slots=True)
class Route:
    """How a change comes to a node: the node keys on the way, and by what kind of step."""

    path: tuple[str, ...]
    how: str

    @property
    def rank(self) -> tuple[int, tuple[str, ...], str]:
        """Shorter is better, then the smaller keys."""
        return len(self.path), self.path, self.how

    def on(self, label: str, id: str, how: str = "") -> "Route":
        """Return the route one node further."""
        return Route((*self.path, node_key(label, id)), how or self.how)


def node_key(label: str, id: str) -> str:
    """Return the key by which paths name a node: label/id."""
    return f"{label}/{id}"


def better(routes: dict[Key, Route], key: Key, route: Route) -> bool:
    """Keep `route` when it is the best to `key` so far, and tell whether it is."""
    known = routes.get(key)
    if known is not None and known.rank <= route.rank:
        return False
    routes[key] = route
    return True


def spread(
    starts: Mapping[Key, Route], label: str, neighbours: Neighbours, depth: int, how: str = ""
) -> dict[Key, Route]:
    """Return the best route to everything within `depth` steps of `starts`, the starts included.

    A route that is worse than one found at an earlier level is dropped: that one is shorter and may go further.
    """
    best = dict(starts)
    level = dict(starts)
    for _ in range(depth):
        if not level:
            break
        level = _next_level(level, best, label, neighbours, how)
    return best


def _next_level(
    level: Mapping[Key, Route], best: dict[Key, Route], label: str, neighbours: Neighbours, how: str
) -> dict[Key, Route]:
    found = neighbours(sorted({node for _, node in level}))
    following: dict[Key, Route] = {}
    for (change, node), route in level.items():
        for other in found.get(node, ()):
            key, longer = (change, other), route.on(label, other, how)
            if better(best, key, longer):
                following[key] = longer
    return following
