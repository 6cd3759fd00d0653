"""Exceptions inside a clause: what they take out, and what of the main clause is never inside; all are composed."""

import pytest

from nlp.predicates.clauses import read_clause
from nlp.predicates.sources import source
from regulation.thresholds import Bound, Fact, Group, Node, Not

# (words, the parts: "name >= value" of bounds, words of facts, "not (…)", "any (…)", "not read")
CASES: list[tuple[str, str]] = [
    ("Units, excluding those on loan, having a rate of 5 GHz or more", "Units; not (those on loan); rate >= 5"),
    ("Powders having traces, excluding additions, of less than 3 ppm", "Powders; not (additions); traces < 3"),
    ("Engines except engines with a thrust exceeding 9 N", "Engines; not (engines; thrust > 9)"),
    ("Arms, except toys, and except flares", "Arms; not (toys); not (flares)"),
    ("Arms, except toys; caps; and parts", "any (Arms; not (toys) | caps | parts)"),
    ("Arms, except toys; and do not hold rounds", "Arms; not (toys); do not hold rounds"),
    ("Engines excluding engines, usable at sea, a thrust exceeding 9 N", "Engines; not read"),
]  # fmt: skip


def told(node: Node | None) -> str:
    match node:
        case Group(parts=parts) if node.junction == "any":
            return f"any ({' | '.join(told(part) for part in parts)})"
        case Group(parts=parts):
            return "; ".join(told(part) for part in parts)
        case Not(part=part):
            return f"not ({told(part)})"
        case Bound():
            return f"{node.quantity.name} {node.comparator} {node.value.printed}"
        case Fact():
            return node.name
        case _:
            return "not read"


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_exceptions(words: str, expected: str) -> None:
    assert told(read_clause(source(words), 0, len(words))) == expected
