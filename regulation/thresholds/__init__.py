"""Thresholds of the law as predicates: quantities, bounds and their joining, with the words they came from."""

from regulation.thresholds.comparison import Counterexample, TooLargeError, difference
from regulation.thresholds.model import (
    Bound,
    Comparator,
    Definition,
    Fact,
    Group,
    Junction,
    Node,
    Not,
    NoteKind,
    NoteRead,
    Predicate,
    Quantity,
    Reference,
    ReferenceKind,
    Unit,
    Unread,
    Value,
    Words,
)
from regulation.thresholds.mutations import mutations
from regulation.thresholds.readable import lines
from regulation.thresholds.truth import evaluate
from regulation.thresholds.units import unit
from regulation.thresholds.values import value
from regulation.thresholds.written import KeyedError, from_plain, keyed, quote, to_plain

__all__ = [
    "Bound",
    "Comparator",
    "Counterexample",
    "Definition",
    "Fact",
    "Group",
    "Junction",
    "KeyedError",
    "Node",
    "Not",
    "NoteKind",
    "NoteRead",
    "Predicate",
    "Quantity",
    "Reference",
    "ReferenceKind",
    "TooLargeError",
    "Unit",
    "Unread",
    "Value",
    "Words",
    "difference",
    "evaluate",
    "from_plain",
    "keyed",
    "lines",
    "mutations",
    "quote",
    "to_plain",
    "unit",
    "value",
]
