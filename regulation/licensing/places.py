"""Names of countries as the tables of the regulations print them, and their ISO 3166-1 alpha-2 codes."""

from functools import cache

from countryguess import guess_country  # type: ignore[attr-defined]

# What the library does not know by the words printed.
_PRINTED = {"Congo (Republic of the)": "CG"}


@cache
def country(name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country as printed, "" when it is not known."""
    return _PRINTED.get(name) or str(guess_country(name, attribute="iso2") or "")
