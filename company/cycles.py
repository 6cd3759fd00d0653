"""Cycles in product trees: a product may not contain itself, over however many levels."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

Edge = tuple[str, str]


def cyclic(edges: Iterable[Edge]) -> dict[Edge, tuple[str, ...]]:
    """Return the edges (product, component) that lie on a cycle, each with the sorted products of its knot.

    A knot is a strongly connected component of the graph; Kosaraju's algorithm, without recursion, in linear time.
    """
    ordered = sorted(set(edges))
    forward, backward = _neighbours(ordered), _neighbours([(end, start) for start, end in ordered])
    knot: dict[str, tuple[str, ...]] = {}
    for node in reversed(list(_finished(forward, sorted(forward)))):
        if node not in knot:
            members = _reached(backward, node, knot)
            knot.update(dict.fromkeys(members, tuple(sorted(members))))
    return {edge: knot[edge[0]] for edge in ordered if knot.get(edge[0], ()) == knot.get(edge[1], (None,))}


def _neighbours(edges: Sequence[Edge]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for start, end in edges:
        found[start].append(end)
    return found


def _finished(forward: Mapping[str, list[str]], roots: Sequence[str]) -> Iterator[str]:
    # Products in the order in which a depth-first walk leaves them.
    seen: set[str] = set()
    for root in roots:
        stack = [] if root in seen else [(root, iter(forward[root]))]
        seen.add(root)
        while stack:
            node, ends = stack[-1]
            end = next((end for end in ends if end not in seen), None)
            if end is None:
                yield node
                stack.pop()
            else:
                seen.add(end)
                stack.append((end, iter(forward.get(end, ()))))


def _reached(backward: Mapping[str, list[str]], root: str, taken: Mapping[str, tuple[str, ...]]) -> list[str]:
    members, stack = {root}, [root]
    while stack:
        for end in backward.get(stack.pop(), ()):
            if end not in members and end not in taken:
                members.add(end)
                stack.append(end)
    return sorted(members)
