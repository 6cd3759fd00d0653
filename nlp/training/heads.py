"""Labelled heads of documents (tests/gold/heads) as what the encoder learns from."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp.components import citations, control_codes, dates, identity
from nlp.components.relations import told_in
from nlp.dates.reread import places
from nlp.encoder.pieces import Pieces, pieces
from nlp.encoder.view import JOIN
from nlp.evaluation.passages import head_text
from nlp.evaluation.rows import rows_of
from nlp.finds import Notes, notes_of, prepare, record
from nlp.guide import mapped
from nlp.ranges import Range
from nlp.references.find import Reference, references


@dataclass(frozen=True, slots=True)
class Head:
    """One labelled head: its pieces, its kind, and by pieces the classes of its days and the acts on its references.

    `unnamed` are its acts on documents that it does not identify.
    """

    read: Pieces
    kind: str
    days: tuple[tuple[Range, str], ...]
    acts: tuple[tuple[Range, frozenset[str]], ...]
    unnamed: frozenset[str]


def heads_of(path: Path) -> list[Head]:
    """Return the labelled heads of a file of tests/gold/heads. Raises OSError when it cannot be read."""
    rows, _bad = rows_of(path, lambda _row: None)
    return [_head(row) for row in rows]


def _head(row: dict[str, Any]) -> Head:
    text = head_text(row)
    notes = notes_of(prepare(doc := Doc(Vocab(), words=[text.text], spaces=[False]), text.text, text.blocks))
    for component in (control_codes, citations, identity):
        record(doc, component.NAME, component.find(notes))
    record(doc, dates.NAME, dates.ruled(notes))
    read = pieces(notes.text, notes.blocks)
    labels = row["labels"]
    acts: dict[str, set[str]] = {}
    for one in labels["refers_to"]:
        acts.setdefault(one["what"], set()).add(one["relation"])
    cited = ((one, _what(one)) for one in references(notes, told_in(notes)))
    return Head(
        read,
        labels["kind"],
        tuple(_days(notes, read, labels["dates"])),
        tuple(
            (span, frozenset(acts.get(value, ()) if value else ()))
            for one, value in cited
            if (span := read.covering(one.start, one.end))
        ),
        frozenset(acts.get("", ())),
    )


def _what(one: Reference) -> str:
    """Return what a reference names in the guide's form."""
    return one.citation or (f"FR Doc {one.number}" if one.number else one.day)


def _days(notes: Notes, read: Pieces, labels: list[tuple[str, str]]) -> list[tuple[Range, str]]:
    """Return the class of each day: all roles that are labelled, or those that the rules confirm where it stands."""
    labelled: dict[str, set[str]] = {}
    for day, role in labels:
        labelled.setdefault(day, set()).add(role)
    ruled: dict[tuple[int, int, str], set[str]] = {}
    for find in notes.of_kind("date"):
        ruled.setdefault((find.start, find.end, find.value), set()).add(mapped("heads", "date", find.role))
    days = places(notes, notes.of_kind("date"))
    named = Counter(day for _start, _end, day in days)
    classes = []
    for start, end, day in days:
        roles = labelled.get(day, set())
        if named[day] > 1 and len(roles) > 1:
            roles = roles & ruled[start, end, day] or roles
        if roles and (span := read.covering(start, end)):
            classes.append((span, JOIN.join(sorted(roles))))
    return classes
