"""What the program reads is compared with what a person keyed from the same text."""

import gzip
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlp.predicates.entries import EntryPredicates, read_entry
from regulation.annex import read_consolidated
from regulation.controls.ccl import read_ccl
from regulation.controls.model import ControlList
from regulation.thresholds import Node, NoteKind, NoteRead, Predicate, difference, from_plain, keyed, mutations

ROOT = Path(__file__).parents[4]
KEYS = sorted((ROOT / "tests/fixtures/thresholds").glob("*.yaml"))
NARROWING = (NoteKind.EXCLUDES, NoteKind.APPLIES_ONLY)


@cache
def key(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def controls(name: str) -> ControlList:
    data = gzip.decompress((ROOT / name).read_bytes())
    return read_ccl(data, date(2026, 9, 1)) if "ecfr" in name else read_consolidated(data)


@cache
def entry(name: str, eccn: str) -> EntryPredicates:
    read = read_entry(controls(name), eccn)
    assert read is not None
    return read


def pairs() -> Iterator[Any]:
    for path in KEYS:
        for code, predicate in keyed(key(path), path.name).items():
            yield pytest.param(path, code, predicate, id=f"{path.stem}:{code}")


def machine(path: Path, code: str) -> Predicate:
    read = entry(key(path)["list"], code[:5]).predicate(code)
    assert read is not None
    return read


def narrowing(predicate: Predicate) -> list[NoteRead]:
    return [note for note in predicate.notes if note.kind in NARROWING]


def parts(path: Path, code: str, predicate: Predicate) -> list[tuple[str, Node, Node]]:
    """Return name, keyed and read of the condition and of each note that narrows it."""
    read = machine(path, code)
    found = [(code, predicate.condition, read.condition)]
    for number, (own, other) in enumerate(zip(narrowing(predicate), narrowing(read), strict=True), 1):
        assert own.condition is not None
        assert other.condition is not None
        assert (own.kind, own.targets) == (other.kind, other.targets)
        found.append((f"{code} note {number}", own.condition, other.condition))
    return found


@pytest.mark.parametrize(("path", "code", "predicate"), pairs())
def test_read_and_keyed_decide_alike(path: Path, code: str, predicate: Predicate) -> None:
    for name, own, read in parts(path, code, predicate):
        counterexample = difference(own, read)
        assert counterexample is None, f"{name}: {counterexample}"
    whole = difference(predicate.whole, machine(path, code).whole)
    assert whole is None, f"{code} with its notes: {whole}"


@pytest.mark.parametrize(("path", "code", "predicate"), pairs())
def test_every_mutation_of_either_is_caught(path: Path, code: str, predicate: Predicate) -> None:
    for name, own, read in parts(path, code, predicate):
        for left, right in ((own, read), (read, own)):
            missed = [told for told, mutated in mutations(left) if difference(mutated, right) is None]
            assert missed == [], f"{name}: not caught"


@pytest.mark.parametrize("path", [one for one in KEYS if "definitions" in key(one)], ids=lambda path: path.stem)
def test_definitions_read_and_keyed_decide_alike(path: Path) -> None:
    for eccn, terms in key(path)["definitions"].items():
        read = {one.term: one.condition for one in entry(key(path)["list"], eccn).definitions}
        for term, content in terms.items():
            condition = read[term]
            assert condition is not None
            own = from_plain(content, term)
            assert difference(own, condition) is None, f"{term}: {difference(own, condition)}"
            missed = [told for told, mutated in mutations(own) if difference(mutated, condition) is None]
            assert missed == []
