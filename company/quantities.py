"""The quantities that a regulation compares, under the names that people write, and their units, exactly.

Names and units stand in quantities.yaml. Whatever is not there is kept as it was written: it can be shown, and decides
nothing.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

MAX_NAME = 200  # characters; longer ones are no names, and are not kept in memory
_SHORT = 3  # letters up to which case tells units apart: mW and MW, Gb/s and GB/s
_EXACT = Context(prec=100, traps=[Inexact])
_POWERS = str.maketrans({"²": "2", "³": "3", "μ": "µ", "·": " ", "×": "x"})
# "Total processing performance (TPP)" and "total_processing-performance" name one quantity
_BRACKETS = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[\s_.\-'’‘\"“”]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `factor` gives a value in the first unit of its dimension (mm2 of areas, s of times)."""

    symbol: str
    dimension: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something a control list compares.

    `bare`: the list gives its bounds as numbers without a unit. `signed`: it may be below 0. `entry` is an ECCN whose
    text names it (15 CFR part 774, Supplement No. 1), `words` how it stands there, `names` what else people write.
    """

    name: str
    dimension: str
    bare: bool
    signed: bool
    entry: str
    words: str
    names: tuple[str, ...]


def quantity(text: str) -> Quantity | None:
    """Return the quantity that goes by a name, whatever its case and marks; None when none does."""
    return _quantity_named(text) if len(text) <= MAX_NAME else None


@lru_cache(maxsize=4096)
def _quantity_named(text: str) -> Quantity | None:
    plain = _plain(text)
    return _by_name().get(plain) or _by_name().get(_plain(_BRACKETS.sub(" ", text)))


def name(text: str) -> str:
    """Return the regulation's name of a quantity, or of an unknown one its words with single spaces."""
    found = quantity(text)
    return found.name if found else " ".join(text.split())


def unit(text: str) -> Unit | None:
    """Return the unit that goes by a symbol or a name; None when none does."""
    return _unit_named(text) if len(text) <= MAX_NAME else None


@lru_cache(maxsize=4096)
def _unit_named(text: str) -> Unit | None:
    words = " ".join(text.translate(_POWERS).replace("^", "").split())
    return _units().get(words) or (_units().get(words.lower()) if len(words) > _SHORT else None)


def symbol(text: str) -> str:
    """Return the symbol of a unit (`mm²` and `square millimetres` give `mm2`), or what is written when unknown."""
    found = unit(text)
    return found.symbol if found else " ".join(text.split())


@lru_cache
def symbols(dimension: str) -> tuple[str, ...]:
    """Return the symbols of a dimension's units, the first being the one that values are compared in."""
    return tuple(_held()["units"][dimension])


def exact(value: Decimal, of: Quantity, symbol: str | None) -> Decimal:
    """Return a value in the first unit of the quantity's dimension, without rounding.

    Without a symbol the value is in that unit already. Raises ValueError for a unit of another dimension.
    """
    found = unit(symbol) if symbol is not None else None
    if symbol is not None and (found is None or found.dimension != of.dimension):
        raise ValueError(f"{symbol} is no unit of {of.name}")
    return _EXACT.multiply(value, found.factor) if found else value


def quantities() -> tuple[Quantity, ...]:
    """Return every quantity, sorted by name."""
    return tuple(sorted(set(_by_name().values()), key=lambda one: one.name))


@lru_cache
def _by_name() -> Mapping[str, Quantity]:
    found: dict[str, Quantity] = {}
    for row in _held()["quantities"]:
        one = _quantity(row)
        for word in {_plain(word) for word in (row["name"], *row["names"])}:
            if word in found:
                raise ValueError(f"quantities.yaml: {word} names {found[word].name} and {one.name}")
            found[word] = one
    return found


def _quantity(row: Mapping[str, Any]) -> Quantity:
    words, names = row.get("law", row["name"]), tuple(row["names"])
    flags = (row.get("bare", False), row.get("signed", False))
    return Quantity(row["name"], row["of"], *flags, row["entry"], words, names)


@lru_cache
def _units() -> Mapping[str, Unit]:
    found: dict[str, Unit] = {}
    for dimension, rows in _held()["units"].items():
        for symbol, row in rows.items():
            one = Unit(symbol, dimension, Decimal(row["factor"]))
            for word in {_spelt(word) for word in (symbol, *row["names"])}:
                if word in found:
                    raise ValueError(f"quantities.yaml: {word} is {found[word].symbol} and {symbol}")
                found[word] = one
    return _caseless(found) | found


def _caseless(found: Mapping[str, Unit]) -> dict[str, Unit]:
    # "tflops" is TFLOPS, but "GBPS" may be Gbps or GBps: what case alone tells apart is not guessed.
    several = Counter(low for low, _ in {(word.lower(), one.symbol) for word, one in found.items()})
    lower = {word.lower(): one for word, one in found.items() if len(word) > _SHORT}
    return {word: one for word, one in lower.items() if several[word] == 1}


def _spelt(word: str) -> str:
    return " ".join(word.translate(_POWERS).split())


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text).strip().lower()


@lru_cache
def _held() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load(files("company").joinpath("quantities.yaml").read_text("utf-8"))
    return held
