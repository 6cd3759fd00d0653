"""The countries that the company's rows name."""

from collections.abc import Iterable

from countryguess import guess_country  # type: ignore[attr-defined]

from graph import schema as g

NAME = "countries"


def unit(codes: Iterable[str]) -> g.Unit:
    """Return one node for each ISO 3166-1 alpha-2 code."""
    return g.Unit(NAME, tuple(g.Country(id=code, name=_name(code)) for code in sorted(codes)), ())


def _name(code: str) -> str:
    found = guess_country(code)
    return str(found["name_short"]) if found else code
