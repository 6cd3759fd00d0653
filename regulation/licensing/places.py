"""Names of countries as the tables of the regulations print them, and which country a territory counts as."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from countryguess import guess_country  # type: ignore[attr-defined]


@cache
def country(name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country as printed, "" when it is not known."""
    return str(_file()["printed"].get(name) or guess_country(name, attribute="iso2") or "")


def counts_as(destination: str) -> str:
    """Return the country whose licensing treatment a territory has (15 CFR 738.3(b)), else the destination itself."""
    return territories().get(destination, destination)


@cache
def territories() -> Mapping[str, str]:
    """Return the territories that no table prints, each with the country that it counts as."""
    return {one: above for above, held in _file()["territories"].items() for one in held}


@cache
def _file() -> Mapping[str, Any]:
    held: Mapping[str, Any] = yaml.safe_load(files(__package__).joinpath("places.yaml").read_text("utf-8"))
    return held
