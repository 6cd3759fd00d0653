"""The forms in which a text counts the parties that it adds, revises and removes (nlp/vocabulary/parties.yaml)."""

import re
from functools import cache

from nlp.components.parties.lists import ROLES
from nlp.numbers import number_pattern
from nlp.vocabulary import load

MOVED = "moved"
# a describing word between number and noun, of which there may be any
_PLAIN_WORD = r"(?!(?:to|of|in|for|under|and|or|on|by|from|with|as|that|which|new|existing)\b)[a-z][\w\-]*,?"


@cache
def said(name: str) -> re.Pattern[str]:
    """Return the pattern `name` of the section `statements`."""
    return re.compile(load("parties")["statements"][name], re.I)


@cache
def statement() -> re.Pattern[str]:
    """Return the pattern of an active statement: "adds 14 entities", "to remove two persons"."""
    table = load("parties")
    verbs = "|".join(rf"(?P<{role}>{_words(table['verbs'][role])})" for role in (*ROLES, MOVED))
    fillers = "|".join(table["fillers"])
    return re.compile(
        rf"\b(?:{verbs})\s+(?:(?:{fillers})\s+){{0,3}}(?P<number>{number_pattern()}|an?|another){_counted()}", re.I
    )


@cache
def elided() -> re.Pattern[str]:
    """Return the pattern of "… and removes two": what is counted was named with the first count of the sentence."""
    table = load("parties")
    verbs = "|".join(rf"(?P<{role}>{_words(table['verbs'][role])})" for role in (*ROLES, MOVED))
    return re.compile(
        r"\b(?:"
        + verbs
        + r")\s+(?:(?:the\s+|an?\s+)?(?:address(?:es)?|alias(?:es)?|names?|entr(?:y|ies))\s+(?:of|for)\s+)?"
        rf"(?P<number>{number_pattern()}|another)(?P<entries>)(?P<entities>)"
        r"(?=\s*(?:[.;:,]|$|and\b)|\s+(?:from|to|on|under|others?)\b)",
        re.I,
    )


@cache
def one_thing() -> re.Pattern[str]:
    """Return the pattern of "add(s) a … to the Entity List", "removes this entity from the Unverified List"."""
    nouns = "|".join(load("parties")["entities"])
    return re.compile(
        rf"\b(?P<verb>adds?|adding|places?|placing|removes?|removing|deletes?|deleting)\s+"
        rf"(?P<thing>an?\s+[^.;:]{{3,140}}?|this\s+(?:[\w-]+\s+){{0,3}}?(?:{nouns}))"
        rf",?\s+(?:to|from|on)\s+the\s+(?-i:{load('parties')['listed_on']})",
        re.I,
    )


@cache
def named_listed() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of "adds Alpha Co., Ltd. to the Entity List" and "Alpha Co., Ltd. is added to …"."""
    table = load("parties")
    told = (table["statements"][form] % table["listed_on"] for form in ("named_listed", "named_passive"))
    return tuple(re.compile(words, re.I) for words in told)


@cache
def published_names() -> re.Pattern[str]:
    """Return the pattern of "publishing the names of five individuals …"."""
    return re.compile(rf"\bpublish(?:es|ing)\s+the\s+names?\s+of\s+(?P<number>{number_pattern()}){_counted()}", re.I)


@cache
def changes_counted() -> re.Pattern[str]:
    """Return the pattern of "15 additions to …, 3 removals from the Entity List"."""
    nouns = "additions?", "revisions?|modifications?|corrections?|changes", "removals?|deletions?"
    roles = "|".join(rf"(?P<{role}>{words})" for role, words in zip(ROLES, nouns, strict=True))
    listed = r"[^.;]{0,60}?\b(?:(?:Entity|Unverified|User|Persons) List|UVL|existing\s+(?:entr(?:y|ies)|listings?))\b"
    return re.compile(
        rf"(?<![\w-])(?P<number>{number_pattern()})\s+(?:\w+\s+)?(?:{roles})"
        rf"(?:(?=\s+(?:to|from|of|on|are)\b{listed})|(?P<bare>(?=[.,;]|\s+and\b)))",
        re.I,
    )


@cache
def by_adding() -> re.Pattern[str]:
    """Return the pattern of "license requirements on 15 entities by adding them to …"."""
    return re.compile(
        rf"(?<![\w-])(?P<number>{number_pattern()}){_counted()}[^.;]{{0,160}}?\bby\s+(?:also\s+)?"
        r"(?:(?P<added>adding|placing|listing)|(?P<removed>removing|deleting))\s+(?:them|these|those|such|each|the)\b",
        re.I,
    )


@cache
def tranche() -> re.Pattern[str]:
    """Return the pattern of "the first tranche of 103 entities"."""
    told = r"(?:of|names|includes|lists|comprises|contains)"
    number = rf"(?P<number>{number_pattern()}){_counted()}"
    return re.compile(rf"\b(?:tranche|group|batch|set)\b[^.;]{{0,50}}?\s{told}\s+{number}", re.I)


@cache
def for_entities() -> re.Pattern[str]:
    """Return the pattern of the number of entities behind that of their entries: "for six existing entities"."""
    of = r"covering|representing|concerning|involving|belonging\s+to|corresponding\s+to"
    number = rf"(?P<number>{number_pattern()})(?!\s+entr){_counted()}"
    return re.compile(rf"(?:\s+(?:for|of)|,?\s+(?:{of}))\s+(?:the\s+)?{number}", re.I)


@cache
def next_count() -> re.Pattern[str]:
    """Return the pattern of a further count behind a counted noun and, it may be, the place where that is listed."""
    place = r"(?:\s+(?:under|in|from|for|of)\s+(?:(?!\band\b)[^\d.;:]){3,70}?)?"
    list_ = r"(?:\s+(?:to|from|on)\s+the\s+(?:[A-Z][\w'-]*\s+){1,4}List(?:\s+\([A-Z]+\))?)?"
    return re.compile(
        rf"['\"]?{list_}{place}\s*(?:\(\d+\))?[,;]?\s*(?:and|as well as|along with|plus|,)\s+(?:and\s+)?"
        r"(?:the\s+(?:address(?:es)?|alias(?:es)?|names?|entr(?:y|ies))\s+(?:of|for)\s+)?"
        rf"(?P<number>{number_pattern()})(?:{_counted()}|(?P<more>\s+(?:more|others)\b)|(?P<place>(?=\s+(?:located\s+)?(?:in|under|from)\s+(?:the\s+)?(?-i:[A-Z]))))"
        r"(?!\s+(?:is|are|will\s+be)\b)",
        re.I,
    )


@cache
def _counted() -> str:
    """Return the pattern of what follows a number: describing words, then the counted noun."""
    table = load("parties")
    listed = rf"{table['listed_thing']}(?=\s+(?:to|from|on)\s+(?:the|its)\s+(?-i:{table['listed_on']}))"
    nouns = rf"(?:(?P<entities>{'|'.join(table['entities'])}|{listed})|(?P<entries>{'|'.join(table['entries'])}))"
    words = rf"(?:(?:{'|'.join(table['adjectives'])}|(?-i:[A-Z][\w\-]*)|{_PLAIN_WORD})\s+){{0,5}}?"
    # "one of the three persons" is a part of what is told already
    whole = rf"(?!\s+of\s+(?:the|these|those)\s+(?:{number_pattern()})\b)"
    # "adds a new Military End-User (MEU) List" counts no end user
    end = r"(?:'s?)?(?![\w-])(?!['\"]?\s*(?:\(\w+\)\s*)?List\b)(?!\s+(?:listings?|entr(?:y|ies)|names?)\s+under)"
    return rf"(?:\s*\(\d+\))?{whole}\s+['\"]?{words}['\"]?{nouns}{end}"


@cache
def passive_statement() -> re.Pattern[str]:
    """Return the pattern of "nine companies are removed"."""
    table = load("parties")
    verbs = "|".join(rf"(?P<{role}>{'|'.join(table['passive'][role])})" for role in ROLES)
    nouns = "|".join([*table["entities"], *table["entries"]])
    adjectives = "|".join(table["adjectives"])
    perfect = r"(?:that|who|which)\s+(?:have|has)\s+been|(?P<perfect>(?:have|has)\s+been)"
    be = rf"(?:is|are|will be|{perfect})\s+(?:being\s+|hereby\s+|also\s+|therefore\s+|thus\s+|now\s+)*"
    # "under thirteen entries, twelve entities are added": the entities are
    counted = rf"(?<![\w\-])(?<!under )(?P<number>{number_pattern()})(?:\s*\(\d+\))?\s+"
    return re.compile(
        rf"{counted}(?:(?:{adjectives}|(?-i:[A-Z])[a-z]+)\s+){{0,3}}(?P<noun>{nouns})\b"
        rf"(?:(?!\b(?:is|are)\b)[^.;]){{0,160}}?\b{be}(?:{verbs})\b",
        re.I,
    )


def _words(phrases: list[str]) -> str:
    return "|".join(phrase.replace(" ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))
