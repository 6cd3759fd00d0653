"""Shortest routes, cycles and bounds."""

from graph.reads.routes import Route, spread

START = Route(("Change/c", "Product/a"), "itself")


def walk(edges: dict[str, list[str]], depth: int) -> dict[str, tuple[str, ...]]:
    found = spread({("c", "a"): START}, "Product", lambda ids: {one: edges.get(one, []) for one in ids}, depth)
    return {node: tuple(key.removeprefix("Product/") for key in route.path[1:]) for (_, node), route in found.items()}


def test_cycle_ends() -> None:
    assert walk({"a": ["b", "a"], "b": ["a"]}, 6) == {"a": ("a",), "b": ("a", "b")}


def test_shortest_way_then_smallest_keys() -> None:
    diamond = {"a": ["z", "b", "c"], "b": ["d"], "c": ["d"], "z": ["e"], "d": ["e"]}
    assert walk(diamond, 6) == {
        "a": ("a",), "b": ("a", "b"), "c": ("a", "c"), "z": ("a", "z"), "d": ("a", "b", "d"), "e": ("a", "z", "e"),
    }  # fmt: skip


def test_depth_bounds_the_way() -> None:
    chain = {letter: [chr(ord(letter) + 1)] for letter in "abcdefghij"}
    assert max(walk(chain, 6)) == "g"


def test_deeper_start_may_go_where_a_shorter_one_is_out_of_steps() -> None:
    # From a it is two steps to d, too far; b is a longer way from the change but only one step from d.
    edges = {"a": ["m"], "m": ["d"], "b": ["d"]}
    starts = {("c", "a"): START, ("c", "b"): Route(("Change/c", "x", "y", "z", "Product/b"), "below")}
    found = spread(starts, "Product", lambda ids: {one: edges.get(one, []) for one in ids}, 1)
    assert found["c", "d"].path == ("Change/c", "x", "y", "z", "Product/b", "Product/d")
