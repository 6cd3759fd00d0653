"""Prohibitions as data: which items, destinations, facts and parties each asks for, and the words it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Words = tuple[str, str]  # a citation and words that must stand there


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """Which items a rule reaches; each field that is set narrows it.

    `kind` is "" (any), ccl (with an ECCN), ear99, columns (its entry has a column of the Country Chart, or it is one of
    `codes`), or supplement (the rows of `supplement`). `codes` are ECCNs, paragraphs or product groups ("3B"), less
    `without`; `reasons` are reasons for control; `kinds` are those of the import (software); `fact` must hold as well.
    """

    kind: str = ""
    codes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    supplement: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """Which destinations a rule reaches: `countries` and `groups` less those of `excluding`, or `all_but` these.

    `supplement` lists further countries by name. `where` says whose country counts: that of the destination, also
    those of the parties (located), also those of their headquarters and ultimate parents (national).
    """

    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()
    supplement: str = ""
    all_but: bool = False
    where: str = "destination"


@dataclass(frozen=True, slots=True, eq=False)
class Lift:
    """A fact that lifts a rule where it is stated, for items of `codes` and destinations `to` (empty: for all)."""

    fact: str
    words: Words
    codes: tuple[str, ...] = ()
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A prohibition: `some` and `each` are facts (one of the first, all of the second), the rest narrows it.

    `asks` are codes or destinations for which an absent fact leaves the answer open ("*": all that are reached).
    `subject` is subject, outside or either: whether the item is subject to the EAR. `review` is the policy with its
    citation and words. `told` names what is not checked where no fact is stated.
    """

    reason: str
    basis: str
    words: tuple[Words, ...]
    some: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    items: Items | None = None
    place: Where | None = None
    headquarters: bool = False
    lifts: tuple[Lift, ...] = ()
    asks: tuple[str, ...] = ()
    subject: str = "subject"
    review: str = ""
    review_words: Words | None = None
    told: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts whose truth is what the rule is about."""
        return (*self.some, *self.each)


@dataclass(frozen=True, slots=True)
class Named:
    """Organisations that a paragraph names; `short` names count for parties of `country`, or of an unknown one."""

    citation: str
    country: str
    names: tuple[str, ...]
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list of parties does: `words` require a licence, `owned` extends it to who is owned by listed parties.

    `supplement` names the items that it reaches ("" for any item).
    """

    name: str
    reason: str
    words: Words
    owned: Words | None = None
    supplement: str = ""
    review: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """A file of rules: what is modelled, what is not, and organisations that the text names."""

    rules: tuple[Rule, ...]
    not_modelled: tuple[str, ...]
    named: tuple[Named, ...] = ()
    lists: Mapping[str, Listing] = field(default_factory=dict)

    def questions(self) -> dict[str, tuple[str, ...]]:
        """Return every fact that a rule asks for, with the paragraphs that ask it: keys of a transaction's facts."""
        asked: dict[str, list[str]] = {}
        for rule in self.rules:
            item = (rule.items.fact,) if rule.items and rule.items.fact else ()
            for fact in (*rule.facts, *item, *(lift.fact for lift in rule.lifts)):
                asked.setdefault(fact, []).append(rule.basis)
        return {fact: tuple(dict.fromkeys(where)) for fact, where in sorted(asked.items())}


@cache
def read_rules(name: str) -> Rules:
    """Return the rules of a file of this package ("end_use.yaml")."""
    held = yaml.safe_load(files(__package__).joinpath(name).read_text("utf-8"))
    named = tuple(Named(citation, **_tuples(row)) for citation, row in held.get("military_intelligence", {}).items())
    lists = {code: Listing(**_tuples(row)) for code, row in held.get("lists", {}).items()}
    return Rules(tuple(map(_rule, held["rules"])), tuple(held["not_modelled"]), named, lists)


def _rule(row: Mapping[str, Any]) -> Rule:
    review = row.get("review")
    return Rule(
        reason=row["reason"],
        basis=row["basis"],
        words=tuple((one[0], one[1]) for one in row["words"]),
        some=tuple(row.get("any", ())),
        each=tuple(row.get("all", ())),
        items=Items(**_tuples(row["items"])) if "items" in row else None,
        place=Where(**_tuples(row["place"])) if "place" in row else None,
        headquarters=row.get("headquarters", False),
        lifts=tuple(Lift(**_tuples(one)) for one in row.get("unless", ())),
        asks=tuple(row.get("asks", ())),
        subject=row.get("subject", "subject"),
        review=review[0] if review else "",
        review_words=(review[1], review[2]) if review else None,
        told=row.get("told", row["reason"]),
    )


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
