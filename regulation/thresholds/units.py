"""Units as printed and what they are counted in, from a small table with exact factors."""

from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from regulation.thresholds.model import Unit


def unit(printed: str) -> Unit:
    """Return the unit of that print; one that the table does not hold is its own base."""
    plain = " ".join(printed.replace("μ", "µ").strip("'’‘").split())
    return _table().get(plain) or Unit(printed, plain)


@cache
def _table() -> dict[str, Unit]:
    # BaseLoader keeps every figure as text: no factor passes through a binary fraction.
    text = files(__package__).joinpath("units.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it builds strings, lists and dicts only
    return {
        printed: Unit(printed, row["base"], Decimal(factor), Decimal(row.get("offset", 0)))
        for row in rows
        for printed, factor in row["units"].items()
    }
