"""The Union general export authorisations and Articles 4 and 5 as conditions, read from the file of this package."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Condition:
    """Words of an authorisation with the fact they ask: `bar` must not be, `must` and one of `one_of` must be."""

    at: str
    words: str
    bar: str = ""
    must: str = ""
    one_of: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that decide it."""
        return tuple(one for one in (self.bar, self.must, *self.one_of) if one)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A code that an authorisation covers only as a fact says."""

    code: str
    words: str
    fact: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Product groups that an authorisation leaves out, unless a fact lets the item in."""

    groups: tuple[str, ...]
    words: str
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """Which items Part 1 covers; what is not set does not narrow it. `listed` and `without` are runs of codes."""

    words: str
    listed: tuple[str, ...] = ()
    numbered: bool = False
    groups: tuple[str, ...] = ()
    section_i: bool = False
    without: tuple[str, ...] = ()
    without_groups: tuple[LeftOut, ...] = ()
    narrowed: tuple[Narrowed, ...] = ()
    related: Narrowed | None = None


@dataclass(frozen=True, slots=True)
class Destinations:
    """Runs of names as Part 2 prints them; `all_but`: every destination but these and those of authorisation `of`."""

    names: tuple[str, ...]
    words: tuple[str, ...] = ()
    of: str = ""
    all_but: bool = False


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A Union general export authorisation, Section `section` of Annex II."""

    symbol: str
    section: str
    items: Items
    destinations: Destinations
    conditions: tuple[Condition, ...]
    acts: tuple[Condition, ...]
    not_checked: tuple[Condition, ...] = ()

    @property
    def citation(self) -> str:
        """Where it stands."""
        return f"Annex II, Section {self.section} ({self.symbol})"


@dataclass(frozen=True, slots=True)
class CatchAll:
    """A paragraph of Article 4 or 5 with the fact it turns on; `decides` is what an authority then decides."""

    at: str
    words: str
    fact: str
    decides: str = ""

    @property
    def article(self) -> str:
        """The article: "Article 4"."""
        return self.at.partition("(")[0]


@cache
def authorisations() -> tuple[Authorisation, ...]:
    """Return the general authorisations in the order of their symbols."""
    return tuple(map(_authorisation, _file()["authorisations"]))


@cache
def catch_all() -> tuple[CatchAll, ...]:
    """Return the paragraphs of Articles 4 and 5."""
    return tuple(CatchAll(**row) for row in _file()["catch_all"])


def facts() -> Iterator[str]:
    """Yield every fact that is asked."""
    for one in authorisations():
        yield from (fact for condition in one.conditions for fact in condition.facts)
        yield from (narrowed.fact for narrowed in one.items.narrowed)
        yield from (left.unless for left in one.items.without_groups if left.unless)
        if one.items.related:
            yield one.items.related.fact
    for paragraph in catch_all():
        yield paragraph.fact
        if paragraph.decides:
            yield paragraph.decides


def _authorisation(row: Mapping[str, Any]) -> Authorisation:
    symbol = row["symbol"]
    conditions, acts, beside = (
        tuple(_condition(one, symbol) for one in row.get(key, ())) for key in ("conditions", "acts", "not_checked")
    )
    return Authorisation(symbol, row["section"], _items(row["items"]), _destinations(row), conditions, acts, beside)


def _condition(row: Mapping[str, Any], symbol: str) -> Condition:
    held = _tuples(row)
    return Condition(**{**held, "words": held["words"].replace("{symbol}", symbol)})


def _items(row: Mapping[str, Any]) -> Items:
    held = _tuples(row)
    left = tuple(LeftOut(**_tuples(one)) for one in row.get("without_groups", ()))
    narrowed = tuple(Narrowed(**one) for one in row.get("narrowed", ()))
    related = Narrowed("", **row["related"]) if "related" in row else None
    return Items(**{**held, "without_groups": left, "narrowed": narrowed, "related": related})


def _destinations(row: Mapping[str, Any]) -> Destinations:
    if "all_but" in row:
        return Destinations(**_tuples(row["all_but"]), all_but=True)
    return Destinations(tuple(row["destinations"]))


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


@cache
def _file() -> Mapping[str, Any]:
    held: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("authorisations.yaml").read_text("utf-8"))
    return held
