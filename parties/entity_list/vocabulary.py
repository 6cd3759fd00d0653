"""The words that names and addresses of the Entity List are told apart with."""

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from parties.names import is_generic, normalise

_BRACKETS = re.compile(r"\([^()]*\)")
_LETTERS = re.compile(r"[^\w./-]+")
_GROUND = re.compile(r"\b(?:floor|room|building|bldg|street|road|no|box)\b", re.IGNORECASE)


def country_code(words: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country as the list writes it, or ""."""
    return _countries().get(" ".join(words.split()).strip(" .,()").casefold()) or _countries().get(
        " ".join(words.split()).casefold(), ""
    )


def is_legal_form(words: str) -> bool:
    """Return whether words between two commas are nothing but a legal form ("Ltd.", "San. ve Tic. Ltd. Sti.")."""
    parts = [part.strip(".") for part in _LETTERS.split(_BRACKETS.sub(" ", words).casefold()) if part.strip(".")]
    return bool(parts) and all(part in _words("legal_forms") or _is_form(part) for part in parts)


def is_organisation(words: str) -> bool:
    """Return whether words after a comma go on with an organisation's name ("Hangzhou Research Institute")."""
    parts = re.findall(r"[^\W_]+", _BRACKETS.sub(" ", words).casefold())
    if not parts:
        return False
    if parts[-1] in _words("organisations") and not _GROUND.search(words):
        return True
    if any(letter.isdigit() for letter in words):
        return False
    begins = (len(parts) > 1 and parts[1] == "of" and parts[0] in _words("organisations")) or parts[0] in _words(
        "forms_before"
    )
    return begins or (len(parts) > 1 and parts[-1] in _words("companies"))


def full_stop_belongs(word: str) -> bool:
    """Return whether a full stop after this last word is part of it: "Ltd.", "S.A.R.L.", an initial."""
    return "." in word or len(word) == 1 or word.casefold() in _words("abbreviations")


@lru_cache
def country_pattern() -> str:
    """Return a pattern, to be used ignoring letter case, of every country name, the longer ones first."""
    names = sorted(_countries(), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)


@lru_cache(maxsize=4096)
def _is_form(word: str) -> bool:
    form = normalise(word)
    return form.isalpha() and len(form) > 1 and is_generic(form) and form not in _generic_words()


@lru_cache
def _generic_words() -> frozenset[str]:
    held: dict[str, Any] = yaml.safe_load(files("parties").joinpath("names.yaml").read_text("utf-8"))
    return frozenset(str(held["generic"]).split()) - {"company"}


@lru_cache
def _held() -> Mapping[str, Any]:
    held: dict[str, Any] = yaml.safe_load(files("parties.entity_list").joinpath("words.yaml").read_text("utf-8"))
    return held


@lru_cache
def _countries() -> Mapping[str, str]:
    names: dict[str, str] = _held()["countries"]
    return names


@lru_cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(_held()[name]).split())
