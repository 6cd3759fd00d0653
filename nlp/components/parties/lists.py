"""Whether a text, or a sentence of it, is about a list of parties, and what it does to them."""

import re
from functools import cache, lru_cache

from nlp.finds import Notes
from nlp.vocabulary import load

# Blocks of official tables, whose rows are read elsewhere (parties/entity_list).
TABLES = ("cell", "header_cell", "table")
ROLES = ("added", "revised", "removed")
_VERB = re.compile(
    r"\b(?:(?P<added>add(?:s|ed|ing|itions?)?)|(?P<removed>remov(?:e|es|ed|ing|als?)|delet(?:e|es|ed|ing))"
    r"|(?P<revised>revis(?:e|es|ed|ing|ions?)|modif(?:y|ies|ied|ying|ications?)|amend(?:s|ed|ing|ments?)?|correct(?:s|ed|ing|ions?)?))\b",
    re.I,
)


def on_a_list(notes: Notes) -> bool:
    """Say whether the text is about a list of parties at all."""
    return _names_a_list(notes.text)


@lru_cache(maxsize=1)
def _names_a_list(text: str) -> bool:
    # asked several times of each text
    return _any_list().search(text) is not None


def names_parties(notes: Notes) -> bool:
    """Say whether the head of a document is about parties; other documents name agencies, banks and the like."""
    return any(_party_document().search(notes.text, start, end) for start, end in notes.head())


def role_of(text: str, low: int, high: int, otherwise: str = "named") -> str:
    """Return what the last verb of list changes in `text[low:high]` does: added, revised or removed."""
    verbs = list(_VERB.finditer(text, low, high))
    return str(verbs[-1].lastgroup) if verbs else otherwise


@cache
def list_name() -> re.Pattern[str]:
    """Return the pattern of the names of the lists."""
    return re.compile(rf"\b(?P<list>{'|'.join(load('parties')['lists'])})\b")


@cache
def _any_list() -> re.Pattern[str]:
    """Return the pattern of the names of the lists, in the plural too: "Validated End-Users"."""
    return re.compile(rf"\b(?:{'|'.join(load('parties')['lists'])})s?\b")


@cache
def _party_document() -> re.Pattern[str]:
    table = load("parties")
    return re.compile("|".join([rf"(?i:\b(?:{'|'.join(table['lists'])}))", *table["party_documents"]]))
