"""Countries by the names that people write, and by their codes (ISO 3166-1 alpha-2)."""

import difflib
from collections.abc import Mapping
from functools import cache

from countryguess import guess_country  # type: ignore[attr-defined]

from company.codes import countries

NEAR = 0.75


@cache
def names() -> Mapping[str, str]:
    """Return the English name of every country by its code, in the order of the names."""
    held = {code: str(guess_country(code, attribute="name_short") or code) for code in countries()}
    return dict(sorted(held.items(), key=lambda one: (one[1].casefold(), one[0])))


def name(code: str) -> str:
    """Return the name of a country, the code itself where none is known, "unknown" for none."""
    return names().get(code, code) or "unknown"


def code(words: str) -> str:
    """Return the code of a country given by name or code, "" for none; raises ValueError with words for the reader."""
    typed = words.strip()
    if not typed or typed.upper() in names():
        return typed.upper()
    own = _by_name().get(typed.casefold())
    if own:
        return own
    near = difflib.get_close_matches(typed.casefold(), _by_name(), 1, NEAR)
    hint = f" Did you mean {name(_by_name()[near[0]])}?" if near else " Choose one from the list."
    raise ValueError(f"No country is called “{typed}”.{hint}")


@cache
def _by_name() -> Mapping[str, str]:
    return {title.casefold(): own for own, title in names().items()}
