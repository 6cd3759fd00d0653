"""Which parameters a paragraph asks for, by its words in the newest text held."""

from collections.abc import Callable
from functools import cache

from nlp.predicates.entries import read_entry
from regulation.classification import EntryTest, compiled
from regulation.classification.entries import Unit
from regulation.classification.vocabulary import quotients
from regulation.controls.designations import within
from regulation.controls.model import ControlList

Asked = Callable[[str], frozenset[str] | None]


def asked(controls: ControlList | None) -> Asked:
    """Return a function that tells, by paragraph, the folded names of what it and those below it ask.

    It tells None where that cannot be read: no text, no such paragraph, words that were not understood, or a reference
    to other entries, whose questions are then this one's too.
    """

    @cache
    def test(eccn: str) -> EntryTest | None:
        read = read_entry(controls, eccn) if controls else None
        predicate = read.predicate(eccn) if read else None
        return compiled(read.entry, predicate) if read and predicate else None

    @cache
    def names(code: str) -> frozenset[str] | None:
        own = test(code[:5])
        units = [one for one in own.units if _meets(one.designation, code)] if own else []
        if own is None or not units or any(one.references for one in units):
            return None
        return frozenset(name for one in units for name in _names(own, one)) or None

    return names


def _meets(designation: str, code: str) -> bool:
    return within(designation, code) or within(code, designation)


def _names(test: EntryTest, unit: Unit) -> frozenset[str]:
    parts = (one.by for one in quotients() if one.quantity in unit.keys)
    return frozenset(name.partition(" [")[0] for name in (*test.names(unit), *parts))
