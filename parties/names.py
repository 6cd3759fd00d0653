"""Names made comparable: the same organisation written in two ways gives the same words, and every step is named."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

_MARKS = re.compile("[\u0300-\u036f]")  # accents of Latin, Greek and Cyrillic; vowel signs of other scripts stay
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")  # L.L.C. or S.A
_APOSTROPHES = re.compile("['’‘`´]")
_GAPS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised name and the steps that changed it, in order."""

    text: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tables:
    forms: Mapping[str, str]
    pattern: re.Pattern[str]
    letters: Mapping[int, str]
    generic: frozenset[str]


def normalise(name: str) -> str:
    """Return a name in small letters, without accents and punctuation, legal forms in one spelling, words in order."""
    return normal(name).text


def normal(name: str) -> Normal:
    """Return the normalised name with the steps that changed it: what `normalise` does, explained.

    Steps, in order: Unicode NFKD, letter case, accents, punctuation, legal form (names.yaml).
    """
    tables = _tables()
    steps: list[str] = []
    text = _step("width and ligatures", " ".join(name.split()), unicodedata.normalize("NFKC", name), steps)
    text = _step("letter case", text, text.casefold(), steps)
    text = _step("accents", text, _plain(text, tables.letters), steps)
    text = _step("punctuation", text, _words(text), steps)
    text = _step("legal form", text, _unified(text, tables), steps)
    return Normal(text, tuple(steps))


def is_generic(text: str) -> bool:
    """Return whether a normalised name says nobody: what is left without generic words and legal forms is too little.

    Too little is nothing, one letter, or a bare number; initials (S&D Industry) and numbered institutes stay names.
    """
    tables = _tables()
    rest = [word for word in tables.pattern.sub(" ", text).split() if word not in tables.generic]
    return len("".join(rest)) < len("ab") or (text.isdigit())


def _step(name: str, before: str, after: str, steps: list[str]) -> str:
    after = " ".join(after.split())
    if after != before:
        steps.append(name)
    return after


def _plain(text: str, letters: Mapping[int, str]) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(letters))


def _words(text: str) -> str:
    # "&" is a word; "L.L.C." and "S.A." are one word; every other mark only separates.
    text = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", _APOSTROPHES.sub("", text))
    return _GAPS.sub(" ", text.replace("&", " and "))


def _unified(text: str, tables: _Tables) -> str:
    return tables.pattern.sub(lambda found: tables.forms[found.group()], text)


@lru_cache
def _tables() -> _Tables:
    held: dict[str, Any] = yaml.safe_load(files("parties").joinpath("names.yaml").read_text("utf-8"))
    forms = {variant: form for form, variants in held["legal_forms"].items() for variant in [form, *variants]}
    longest = sorted(forms, key=lambda variant: (-len(variant.split()), -len(variant), variant))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")
    letters = str.maketrans({letter: str(plain) for letter, plain in held["letters"].items()})
    return _Tables(forms, pattern, letters, frozenset(held["generic"].split()))
