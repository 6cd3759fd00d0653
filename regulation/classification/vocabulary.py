"""Names of quantities as people write them, tied to those of the regulation's words; what a table's form states."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from regulation.thresholds import unit
from regulation.thresholds.model import folded


@dataclass(frozen=True, slots=True)
class Parameter:
    """A quantity as people name it; `quantities` are the folded names under which the regulation gives it."""

    name: str
    names: frozenset[str]
    unit: str
    quantities: frozenset[str]
    means: tuple[str, ...]

    @property
    def key(self) -> str:
        """Its folded name with its base unit in brackets, as `Bound.key` writes one."""
        return keyed(folded(self.name), unit(self.unit).base)


@dataclass(frozen=True, slots=True)
class Quotient:
    """A quantity computed from two others; `scale` turns the second's base unit into the one the formula counts in."""

    quantity: str
    of: str
    by: str
    by_unit: str
    scale: Decimal


@dataclass(frozen=True, slots=True)
class Form:
    """What a row of a table states by standing in it."""

    told: str
    answers: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Way:
    """What a person may record that overcomes a presumption; `names` are the folded ways to write it."""

    fact: str
    names: frozenset[str]


def keyed(name: str, base: str) -> str:
    """Return the key of a quantity with its base unit."""
    return f"{name} [{base}]" if base else name


def parameter(written: str) -> Parameter | None:
    """Return the parameter that people call so, None when the vocabulary has none."""
    return _by_name().get(folded(written))


@cache
def parameters() -> tuple[Parameter, ...]:
    """Return all parameters that have a name of their own."""
    return tuple(
        Parameter(
            row["name"],
            frozenset(folded(one) for one in (row["name"], *row.get("also", ()))),
            row.get("unit", ""),
            frozenset(folded(one) for one in row["quantities"]),
            tuple(folded(one) for one in row.get("means", ())),
        )
        for row in _file()["parameters"]
    )


@cache
def quotients() -> tuple[Quotient, ...]:
    """Return the quantities that are computed from two others."""
    return tuple(_quotient(row) for row in _file()["quotients"])


def _quotient(row: Mapping[str, str]) -> Quotient:
    counted = unit(row["unit"])
    by = keyed(folded(row["by"]), counted.base)
    return Quotient(folded(row["quantity"]), folded(row["of"]), by, row["unit"], counted.factor)


@cache
def form(name: str) -> Form:
    """Return what a row of a table of that form states."""
    row = _file()["forms"][name]
    answers = {folded(one): True for one in row["yes"]} | {folded(one): False for one in row["no"]}
    return Form(row["told"], answers)


@cache
def ways() -> Mapping[str, Way]:
    """Return by letter of the note's paragraph what overcomes its presumption; "" where no way is named."""
    rows = _file()["presumption"]
    return {row["way"]: Way(row["fact"], frozenset(map(folded, (row["fact"], *row["also"])))) for row in rows}


@cache
def _by_name() -> dict[str, Parameter]:
    return {name: one for one in parameters() for name in one.names}


@cache
def _file() -> dict[str, Any]:
    text = files(__package__).joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    # BaseLoader: "yes" and "no" are keys here, never truth values.
    read: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it builds strings, lists, dicts only
    return read
