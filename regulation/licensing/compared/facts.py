"""Which facts the rules ask for, and the bounds that they compare numbers with, read from the rules themselves."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from regulation.licensing import scope
from regulation.licensing.determine import questions
from regulation.licensing.eu import determine as eu

_PACKAGES = ("regulation.licensing", "regulation.licensing.exceptions", "regulation.licensing.eu")
# Facts whose names are made of an entry's own words (exceptions/listed.py, exceptions/predicates.py).
_BY_WORDS = re.compile(r"controlled for \w+ reasons$|item is among those of |\d[A-E]\d{3}, item ")
_YEAR = 12  # an exception's limit for a calendar year is this many times that of an order (740.3(d)(2))


def is_asked(name: str) -> bool:
    """Return whether a rule may ask a fact by this name; facts on a named party come besides."""
    return name in _asked() or _BY_WORDS.match(name) is not None


@cache
def bounds() -> Mapping[str, tuple[Decimal, ...]]:
    """Return what rules compare each number with, by its name; the value of an order by an entry's limits besides."""
    found: dict[str, set[Decimal]] = {scope.CONTENT: set(scope.BOUNDS)}
    for node in _nodes():
        if "limit" in node and "value" in node:
            found.setdefault(node["value"], set()).add(Decimal(node["limit"]))
    return {name: tuple(sorted(held)) for name, held in found.items()}


@cache
def order_facts() -> Mapping[str, int]:
    """Return the numbers that are compared with an entry's value limit, and how many times that limit."""
    held = [node["order"] for node in _nodes() if isinstance(node.get("order"), Mapping)]
    return {one["order"]: 1 for one in held} | {one["year"]: _YEAR for one in held}


@cache
def _asked() -> frozenset[str]:
    """Return every text of the rules: the names of facts are among them."""
    texts = (one for rules in rule_files() for one in _texts(rules))
    return frozenset((*texts, *questions(), *eu.questions()))


def _nodes() -> Iterator[Mapping[str, Any]]:
    for rules in rule_files():
        yield from _mappings(rules)


@cache
def rule_files() -> tuple[Any, ...]:
    """Return the content of each file of rules."""
    held = (file for package in _PACKAGES for file in sorted(files(package).iterdir(), key=lambda one: one.name))
    return tuple(yaml.safe_load(file.read_text("utf-8")) for file in held if file.name.endswith(".yaml"))


def _mappings(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        yield node
    for below in children(node):
        yield from _mappings(below)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for below in children(node):
        yield from _texts(below)


def children(node: Any) -> tuple[Any, ...]:
    """Return what stands directly in a mapping or list of a file of rules."""
    if isinstance(node, Mapping):
        return tuple(node.values())
    return tuple(node) if isinstance(node, list) else ()
