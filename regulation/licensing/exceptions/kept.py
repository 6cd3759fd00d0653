"""Tests of rules whose answer no fact of a case changes are answered once for an item, and once for a destination."""

from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any, Protocol

from regulation.licensing.exceptions.answer import YES, Answer
from regulation.licensing.exceptions.asked import Asked
from regulation.licensing.exceptions.predicates import holds

_JOINING = frozenset({"all", "any", "not"})
_OF_ITEM = _JOINING | {"codes", "series", "product_group", "open"}  # they read the classification alone
_OF_PLACE = _JOINING | {"destination", "counts_as", "open"}  # the destination alone


class Tested(Hashable, Protocol):
    """A rule with a test; two rules are the same only if they are one."""

    @property
    def test(self) -> Mapping[str, Any]:
        """The test, by the names of predicates.py."""


def met(rule: Tested, asked: Asked) -> Answer:
    """Return whether a rule's test is so, as `holds` would; raises NotHeldError."""
    if not rule.test:
        return YES  # words that stand beside another rule's test
    of_item, of_place, rest = _parts(rule)
    case, law = asked.case, asked.law
    item = law.always((rule, case.code), lambda: holds(of_item, asked)) if of_item else YES
    if item.truth is False or not (of_place or rest):
        return item
    place = law.once((rule, case.ship_to, case.on), lambda: holds(of_place, asked)) if of_place else YES
    if place.truth is False or not (of_item or rest):
        return place
    return holds(rest if item.truth and place.truth else rule.test, asked)


@cache
def _parts(rule: Tested) -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]:
    """Return the parts of a test that read the item alone, those that read the destination alone, and the others."""
    names = {name: frozenset(_names({name: value})) for name, value in rule.test.items()}
    of_item = {name: rule.test[name] for name, held in names.items() if held <= _OF_ITEM}
    of_place = {name: rule.test[name] for name, held in names.items() if held <= _OF_PLACE and name not in of_item}
    rest = {name: test for name, test in rule.test.items() if name not in of_item and name not in of_place}
    return of_item, of_place, rest


def _names(test: Mapping[str, Any]) -> Iterator[str]:
    for name, value in test.items():
        yield name
        for below in value if isinstance(value, list) and name in _JOINING else [value]:
            if name in _JOINING:
                yield from _names(below)
