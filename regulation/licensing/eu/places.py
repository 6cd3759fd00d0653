"""Member states, places whose customs status is asked, and destinations as the authorisations print them."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from regulation.licensing import places

_INSIDE = re.compile(r" ?\((?P<names>including [^()]*)\)")  # China (including Hong Kong and Macao)
_BETWEEN = re.compile(r", (?:including )?|(?<= Kong) and (?=Macao)")


def is_member_state(country: str) -> bool:
    """Return whether a country is a member state of the Union."""
    return country in _file()["member_states"]


def is_open(country: str) -> bool:
    """Return whether it is asked as a fact that a place lies in the customs territory of the Union, or not."""
    return country in _file()["of_member_states"]


def northern_ireland() -> str:
    """Return the code under which Northern Ireland ships."""
    return str(_file()["northern_ireland"])


def measure(country: str) -> str:
    """Return the regulation on restrictive measures that reaches goods for a destination, "" where none is noted."""
    return str(_file()["measures"].get(country, ""))


def measures() -> Mapping[str, str]:
    """Return the regulations on restrictive measures by destination."""
    return dict(_file()["measures"])


@lru_cache(maxsize=64)
def printed(runs: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the destinations that runs of names mean: those sure, and those that a name may or may not mean.

    Raises ValueError for a name that is not known.
    """
    sure: set[str] = set()
    maybe: set[str] = set()
    for run in runs:
        for name in _names(run):
            several = _file()["several"].get(name)
            code = places.country(name)
            if several is None and not code:
                raise ValueError(f"no country is known by the name {name!r}")
            maybe.update(several or ())
            sure.update((code,) if several is None else ())
    return frozenset(sure), frozenset(maybe)


def _names(run: str) -> list[str]:
    flat = _INSIDE.sub(lambda found: f", {found['names']}", run)
    return [name.strip() for name in _BETWEEN.split(flat.partition(". ")[0].rstrip(".")) if name.strip()]


@cache
def _file() -> Mapping[str, Any]:
    held: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("places.yaml").read_text("utf-8"))
    return held
