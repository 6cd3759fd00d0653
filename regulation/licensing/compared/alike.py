"""Destinations that the law treats alike: in the same groups, with the same chart row, named by the same lists.

What a determination reads of a destination is its Country Groups, its row of the Country Chart, the lists of countries
that rules name (all of them in the files of rules and in two supplements) and whether it is the country that the item
leaves. Destinations alike in all of these have the same outcome but for their name.
"""

import re
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from regulation.licensing.compared.facts import children, rule_files
from regulation.licensing.exceptions.predicates import listed_in
from regulation.licensing.judging import named_in
from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.places import counts_as, territories

_CODE = re.compile(r"[A-Z]{2}$")


def destinations(law: Law, on: date) -> tuple[str, ...]:
    """Return every destination (ISO 3166-1 alpha-2) of the Country Chart and the Country Groups, and their territories.

    Raises NotHeldError where no text of either answers for the day.
    """
    return tuple(sorted({*law.chart(on).rows, *law.groups(on).members, *territories()}))


def signature(law: Law, on: date, ship_to: str) -> Hashable:
    """Return what the law of a day tells of a destination; equal for destinations that it treats alike."""
    own = counts_as(ship_to)
    row = law.chart(on).rows.get(own)
    told = (row.marked, row.refers, row.footnotes) if row else None
    return law.groups(on).members.get(own), told, _named(ship_to), _named(own), *_listed(law, on, ship_to, own)


@cache
def sender_groups() -> frozenset[str]:
    """Return the Country Groups that rules ask of the country that an item leaves, or was made in."""
    areas = (area for rules in rule_files() for area in _areas(rules, ("made_in", "shipped_from")))
    return frozenset(group for area in areas for key in ("groups", "excluding") for group in area.get(key, ()))


def _areas(node: Any, names: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for key, below in node.items() if isinstance(node, Mapping) else ():
        if key in names:
            yield below
    for below in children(node):
        yield from _areas(below, names)


def _listed(law: Law, on: date, *codes: str) -> Iterator[bool]:
    """Yield whether the supplements that rules refer to list a destination, whole or in the paragraph cited."""
    for supplement in _supplements():
        for read in (named_in, listed_in):
            try:
                held = read(law, supplement, on)
            except NotHeldError:
                held = frozenset()
            yield from (code in held for code in codes)


def _named(code: str) -> frozenset[str]:
    return _lists().get(code, frozenset())


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    """Return where the rules write each country; two capital letters that are a reason for control do no harm."""
    found: dict[str, set[str]] = {}
    for number, rules in enumerate(rule_files()):
        for path, text in _texts(rules, str(number)):
            if _CODE.match(text):
                found.setdefault(text, set()).add(path)
    return {code: frozenset(paths) for code, paths in found.items()}


@cache
def _supplements() -> tuple[str, ...]:
    texts = (text for rules in rule_files() for path, text in _texts(rules, "") if path.endswith("/supplement"))
    return tuple(sorted(set(texts)))


def _texts(node: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield each text with the path of the mapping or list that it stands in."""
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, Mapping):
        for key, below in node.items():
            yield from _texts(below, f"{path}/{key}")
    elif isinstance(node, list):
        for number, below in enumerate(node):
            yield from _texts(below, path if isinstance(below, str) else f"{path}/{number}")
