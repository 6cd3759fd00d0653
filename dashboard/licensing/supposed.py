"""Facts that a reader supposes besides the form, and what each of them makes of a case; none of them is stored."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from dashboard.licensing import countries
from regulation.licensing.model import Case, Party

END_USER = "end user"
ANSWERS = {"yes": True, "no": False}
DIGITS = 30
# headquarters of the end user; ultimate_parent of Sophgo (composed)
_SEAT = re.compile(r"(?P<seat>headquarters|ultimate[_ ]parent) of (?:the )?(?P<who>.+)")
_COUNTRY = re.compile(r"country of the end user\b.*")
_SCREENED = re.compile(r"screening of (?:the )?(?P<who>.+)")


def read_fact(written: str) -> tuple[str, str]:
    """Return a supposed fact of the address ("datacenter = yes") as its words and its answer."""
    words, _, answer = written.rpartition(" = ")
    return words.strip(), answer.strip()


def write_fact(words: str, answer: str) -> str:
    """Return a supposed fact as the address keeps it."""
    return f"{words} = {answer}"


def is_seat(fact: str) -> bool:
    """Return whether a fact is a country of a party."""
    return bool(_SEAT.fullmatch(fact) or _COUNTRY.fullmatch(fact)) and " and " not in fact.partition(",")[0]


def is_screening(fact: str) -> bool:
    """Return whether a fact is the comparison of a named party with the lists."""
    return bool(_SCREENED.fullmatch(fact)) and fact != "screening of the parties"


def number(words: str) -> Decimal:
    """Return a number of 0 or more; raises ValueError with words for the reader."""
    try:
        found = Decimal(words.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise ValueError(f"“{words}” is no number. Write digits, such as 4992 or 608.5.") from None
    if not found.is_finite() or found < 0 or abs(found.adjusted()) > DIGITS:
        raise ValueError(f"“{words}” is no number of 0 or more.")
    return found


def supposed(case: Case, facts: Mapping[str, str]) -> tuple[Case, Mapping[str, str]]:
    """Return the case with these facts, and by fact what is wrong with one that cannot be read."""
    problems: dict[str, str] = {}
    for fact, answer in facts.items():
        try:
            case = _with(case, fact, answer)
        except ValueError as error:
            problems[fact] = str(error)
    return case, problems


def _with(case: Case, fact: str, answer: str) -> Case:
    if is_screening(fact):
        return replace(case, parties=tuple(_screened(case.parties, fact, answer == "yes")))
    if is_seat(fact):
        return replace(case, parties=_placed(case.parties, fact, countries.code(answer)))
    if answer in ANSWERS:
        return replace(case, answers={**case.answers, fact: ANSWERS[answer]})
    return replace(case, values={**case.values, fact: number(answer)})


def _screened(parties: Sequence[Party], fact: str, is_screened: bool) -> Iterator[Party]:
    found = _SCREENED.fullmatch(fact)
    who = found["who"] if found else ""
    for one in parties:
        yield replace(one, screened=is_screened) if who in (one.name, one.role) else one


def _placed(parties: Sequence[Party], fact: str, country: str) -> tuple[Party, ...]:
    found = _SEAT.fullmatch(fact)
    name, who = (found["seat"].replace(" ", "_"), found["who"]) if found else ("country", END_USER)
    place: dict[str, Any] = {name: country}
    if not any(who in (one.name, one.role) for one in parties):
        return (*parties, replace(Party(who), **place))
    return tuple(replace(one, **place) if who in (one.name, one.role) else one for one in parties)
