"""Whether an item meets the paragraphs of a dated list: in, out by how much, presumed, or what is missing."""

from regulation.classification.datasheet import Rate, rates, total_processing_performance
from regulation.classification.entries import EntryTest, compiled
from regulation.classification.evaluate import answer, verdict_of, verdicts_of
from regulation.classification.law import Index, Law
from regulation.classification.model import NOT_CHECKED, Answer, Headroom, Item, Measured, Outcome, Verdict
from regulation.classification.questions import Asked, Valued, cheapest
from regulation.classification.vocabulary import form, keyed, parameter

__all__ = [
    "NOT_CHECKED",
    "Answer",
    "Asked",
    "EntryTest",
    "Headroom",
    "Index",
    "Item",
    "Law",
    "Measured",
    "Outcome",
    "Rate",
    "Valued",
    "Verdict",
    "answer",
    "cheapest",
    "compiled",
    "form",
    "keyed",
    "parameter",
    "rates",
    "total_processing_performance",
    "verdict_of",
    "verdicts_of",
]
