"""Predicates in the sentences of a rule's prose: "a TPP less than 21,000, and a bandwidth less than 6,500 GB/s"."""

from collections.abc import Iterator
from dataclasses import dataclass

from nlp.components.thresholds import find
from nlp.finds import Notes, notes_of, prepare
from nlp.pipeline import pipeline
from nlp.predicates.clauses import read_clause
from nlp.predicates.openings import ending
from nlp.predicates.sources import source
from regulation.thresholds import Node
from ruletrace.model import StructuredText


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that states technical thresholds: its characters `[start, end)` and what it asks."""

    start: int
    end: int
    condition: Node


def read_document(text: StructuredText) -> list[Sentence]:
    """Return the sentences of a document that state technical thresholds, each as one joined predicate."""
    doc = prepare(pipeline().make_doc(text.text), text.text, text.blocks)
    notes = notes_of(doc)
    return list(read_prose(notes, notes.text))


def read_prose(notes: Notes, text: str, designation: str = "") -> Iterator[Sentence]:
    """Yield the sentences of `text` that state technical thresholds, each as one joined predicate.

    `notes` are those of the same text; `designation` is the section it stands in ("742.6"). What else a sentence says
    stands in the predicate as facts, in its own words.
    """
    done = -1
    for threshold in find(notes):
        start, end = notes.sentences.at(threshold.start)
        if start <= done:
            continue
        done = start
        own = source(text[start:end], start, designation, designation)
        condition = read_clause(own, 0, ending(own.plain)[0])
        if condition:
            yield Sentence(start, end, condition)
