"""Composed: a sentence with hundreds of exceptions inside one another ends as not read, never as an error."""

from nlp.predicates.clauses import DEEPEST, read_clause
from nlp.predicates.sources import source
from regulation.thresholds import Unread
from regulation.thresholds.truth import leaves


def test_what_lies_too_deep_is_kept_as_not_read() -> None:
    words = "Arms, except toys " * (DEEPEST * 12)
    node = read_clause(source(words), 0, len(words))
    assert node is not None
    assert any(isinstance(leaf, Unread) and "too many exceptions" in leaf.why for leaf in leaves(node))
