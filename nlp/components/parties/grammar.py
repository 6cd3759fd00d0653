"""The patterns of names, aliases and addresses, built from the vocabulary."""

import re
from functools import cache

from nlp.numbers import number_pattern
from nlp.vocabulary import load


@cache
def alias_cue() -> re.Pattern[str]:
    """Return the pattern of what opens an alias: ", a.k.a." or "(f.k.a."."""
    return re.compile(rf"\s*,?\s*\(?\s*(?<!\w)(?P<cue>{alias_cues()}),?\s*")


@cache
def alias_block() -> re.Pattern[str]:
    """Return the pattern of the opening of "a.k.a., the following two aliases:"."""
    return re.compile(
        rf"(?<!\w){alias_cues()},?\s+the\s+(?:following\s+)?(?:(?P<number>{number_pattern()})\s+)?(?:\w+\s+){{0,2}}"
        rf"(?:alias(?:es)?|names?)\b[^:;]{{0,60}}:\s*",
        re.I,
    )


@cache
def between_aliases() -> re.Pattern[str]:
    """Return what stands between the aliases of one bracket."""
    return re.compile(
        rf"(?:;|,\s+(?!(?i:{legal_forms()})(?=[\s,;.)]|$))|\s+and\s+(?=[A-Za-z.]))\s*(?:and\s+)?(?:{alias_cues()},?\s*)?"
    )


@cache
def alias_cues() -> str:
    """Return the pattern of the words for "also known as" and its like."""
    patterns = (pattern for patterns in load("parties")["alias_kinds"].values() for pattern in patterns)
    return f"(?i:{'|'.join(patterns)})"


@cache
def legal_forms() -> str:
    """Return the pattern of every legal form as one alternation."""
    return "|".join(sorted(load("parties")["legal_forms"], key=len, reverse=True))


@cache
def form_after_comma() -> re.Pattern[str]:
    """Return the pattern of a legal form after a comma."""
    return re.compile(rf",\s*(?i:{legal_forms()})(?=[\s,;.)]|$)")


@cache
def form_alone() -> re.Pattern[str]:
    """Return the pattern of a legal form."""
    return re.compile(rf"(?i:{legal_forms()})(?=[\s,;.)]|$)")


@cache
def address_start() -> re.Pattern[str]:
    """Return the pattern of what an address begins with."""
    return re.compile(rf"\s*(?:{'|'.join(load('parties')['address'])})")


@cache
def address_words() -> re.Pattern[str]:
    """Return the pattern of words inside an address."""
    return re.compile("|".join(load("parties")["address_inside"]))


@cache
def organisation_words() -> re.Pattern[str]:
    """Return the pattern of words of a part of an organisation."""
    return re.compile(rf"\b(?:{'|'.join(load('parties')['organisations'])})\b")


@cache
def address_runs_on() -> re.Pattern[str]:
    """Return the pattern of an address that follows a name without a mark."""
    return re.compile("|".join(load("parties")["address_runs_on"]))


@cache
def after_item() -> re.Pattern[str]:
    """Return the pattern of what ends an item of a list."""
    return re.compile("|".join(load("parties")["after_name"]))


@cache
def next_sentence() -> re.Pattern[str]:
    """Return the pattern of a sentence that follows an item."""
    return re.compile("|".join(load("parties")["next_sentence"]))


@cache
def list_comma() -> re.Pattern[str]:
    """Return the pattern of a comma or "and" between the names of a list."""
    return re.compile(rf",\s+(?:and\s+)?(?!(?i:{legal_forms()})(?:[\s,;.]|$))|\s+and\s+(?=[A-Z])")
