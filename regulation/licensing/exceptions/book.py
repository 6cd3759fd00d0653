"""The rules on licence exceptions as data, each joined with the words of the dated text that it relies on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from regulation.licensing.law import Held, Law, NotHeldError
from regulation.licensing.model import Case, Quote
from regulation.parts import PartTree

Quoted = tuple["Rule", Quote | str]
RESTRICTIONS = "740.2"
_SYMBOL = re.compile(r"\((?P<symbol>[A-Z]{3})\)")
_CLAUSE = re.compile(r"740\.2(?P<clause>\([a-z]\)(?:\(\d+\))?)")


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A condition or restriction: the words it rests on, the test, and why the exception fails by it."""

    citation: str
    words: str
    test: Mapping[str, Any]
    why: str = ""
    only: frozenset[str] = frozenset()
    open_to: frozenset[str] = frozenset()
    then: str = "not"
    partly: str = ""

    def speaks_of(self, symbol: str) -> bool:
        """Return whether a restriction speaks of an exception."""
        return symbol in self.only if self.only else symbol not in self.open_to


@dataclass(frozen=True, slots=True)
class Symbol:
    """A licence exception; `overcomes` is None where its section names no reason for control."""

    symbol: str
    section: str
    modelled: bool
    must: tuple[Rule, ...]
    acts: tuple[Rule, ...]
    overcomes: frozenset[str] | None
    overcomes_other: str


@dataclass(frozen=True, slots=True)
class Book:
    """The rules for a day.

    `symbols` are those that the text has, with their sections; `must`, `bars` and `acts` their rules, each with its
    quote (a text instead where its words do not stand); `unchecked` the paragraphs of 740.2 that no rule checks.
    """

    symbols: tuple[tuple[str, str], ...]
    must: Mapping[str, tuple[Quoted, ...]]
    bars: Mapping[str, tuple[Quoted, ...]]
    acts: Mapping[str, tuple[Quoted, ...]]
    unchecked: tuple[str, ...]


class _Same:
    """A law by identity, so that a book is made once for a law and a day."""

    def __init__(self, law: Law) -> None:
        self.law = law

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.law is self.law

    def __hash__(self) -> int:
        return id(self.law)


def book(law: Law, case: Case) -> Book:
    """Return the rules for the day of a case; raises NotHeldError where no text of 740.2 answers for it."""
    return _book(_Same(law), case.on)


@cache
def symbols() -> Mapping[str, Symbol]:
    """Return the licence exceptions that the file of rules knows, by symbol."""
    return {row["symbol"]: _symbol(row) for row in _file("symbols.yaml")["symbols"]}


@cache
def bars() -> tuple[Rule, ...]:
    """Return the restrictions on licence exceptions."""
    return tuple(_rule(row) for row in _file("bars.yaml")["bars"])


@lru_cache(maxsize=32)
def _book(same: _Same, on: date) -> Book:
    law = same.law
    held = law.section(RESTRICTIONS, on)
    quoted = {one: (one, _quoted(law, one, on)) for one in bars()}
    known = symbols()
    return Book(
        tuple(_symbols_of(held.tree)),
        {key: tuple((rule, _quoted(law, rule, on)) for rule in one.must) for key, one in known.items()},
        {key: tuple(quoted[rule] for rule in bars() if rule.speaks_of(key)) for key in known},
        {key: tuple((rule, _quoted(law, rule, on)) for rule in one.acts) for key, one in known.items()},
        tuple(_unchecked(held)),
    )


def _unchecked(held: Held) -> Iterator[str]:
    """Yield the paragraphs of 740.2 that no restriction of ours reads, from the text itself."""
    checked = {match["clause"] for one in bars() if (match := _CLAUSE.match(one.citation))}
    first, *rest = held.tree.children(held.entry.places[0])
    for one in (*held.tree.children(first), *rest):
        if not one.reserved and one.place not in checked:
            yield f"{one.designation}: {_opening(one.text)}"
    yield from (f"{one.citation}: {one.partly}" for one in bars() if one.partly)


def _symbols_of(tree: PartTree) -> Iterator[tuple[str, str]]:
    """Yield (symbol, section) of each licence exception that a heading of part 740 names."""
    for entry in tree.law.entries:
        if entry.group == "section":
            yield from ((match["symbol"], entry.eccn) for match in _SYMBOL.finditer(entry.heading))


def _quoted(law: Law, rule: Rule, on: date) -> Quote | str:
    try:
        return law.quote(rule.citation, rule.words, on)
    except NotHeldError as error:
        return str(error)


def _opening(text: str) -> str:
    words = text.partition(" ")[2]
    return words if len(words) <= 160 else f"{words[:160].rpartition(' ')[0]} …"


def _symbol(row: Mapping[str, Any]) -> Symbol:
    overcomes = row.get("overcomes", [])
    return Symbol(
        row["symbol"],
        row["section"],
        row.get("modelled", False),
        tuple(_rule(one) for one in row["must"]),
        tuple(_rule(one) for one in row.get("acts", ())),
        None if overcomes == "all" else frozenset(overcomes),
        row.get("overcomes_other", ""),
    )


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        row["citation"],
        row["words"],
        row.get("test", {}),
        row.get("why", ""),
        frozenset(row.get("only", ())),
        frozenset(row.get("open_to", ())),
        row.get("then", "not"),
        row.get("partly", ""),
    )


def _file(name: str) -> Mapping[str, Any]:
    held: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath(name).read_text("utf-8"))
    return held


@cache
def facts() -> tuple[str, ...]:
    """Return the facts that the rules on exceptions ask for by name."""
    return tuple(sorted({one for name in ("symbols.yaml", "bars.yaml") for one in _facts(_file(name))}))


def _facts(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, held in node.items():
            if key in ("fact", "value"):
                yield from [held] if isinstance(held, str) else (one for one in held if isinstance(one, str))
            else:
                yield from _facts(held)
    elif isinstance(node, list):
        for one in node:
            yield from _facts(one)
