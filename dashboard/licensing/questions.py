"""Facts that a determination misses, as questions that a reader can answer on the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from dashboard.licensing.asked import DATACENTER, NUMBERS, PLACES, SEATS
from dashboard.licensing.supposed import is_screening, is_seat
from dashboard.licensing.words import fields
from regulation.licensing import eu
from regulation.licensing.determine import questions as known_questions
from regulation.licensing.model import Case, Determination

Determine = Callable[[Case], Determination]
_FIELDS = {name: key for key, name in {**PLACES, **NUMBERS}.items()} | {DATACENTER: DATACENTER, "kind": "kind"}
_SEATS = {f"{name} of the end user": key for key, name in SEATS.items()}
_BOTH = "headquarters and ultimate parent of the end user"
_CLASSIFICATION = "classification of the item (ECCN)"
_SAID = {
    _BOTH: "Headquarters of the end user (its ultimate parent: in the form above)",
    "us_content_percent": "Share of controlled US content, percent of the value (15 CFR 734.4)",
    DATACENTER: "Is it designed or marketed for use in datacenters?",
    "ship_from": "Which country does it leave?",
    "ship_to": "Where does it go?",
    "origin": "Where was it made?",
    "tpp": "Total processing performance (TPP)",
    "performance_density": "Performance density",
    "memory_bandwidth_gb_s": "Memory bandwidth, GB/s",
    "kind": "What kind of item is it?",
}


class Kind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes or no"
    NUMBER = "number"
    COUNTRY = "country"
    ABOVE = "in the form"
    OPEN = "cannot be answered here"


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is asked for: `field` is the form's key that holds it, "" where it stands besides the form.

    `decides` tells that a requirement depends on it; else an exception does.
    """

    fact: str
    kind: Kind
    field: str = ""
    decides: bool = False

    @property
    def words(self) -> str:
        """The question in a reader's words."""
        if is_screening(self.fact):
            who = self.fact.removeprefix("screening of ").removeprefix("the ")
            return f"Was the {who} compared with the lists of parties, and no row found?"
        words = _SAID.get(self.fact) or said(self.fact)
        return words[:1].upper() + words[1:]


def said(fact: str) -> str:
    """Return a fact in a reader's words: fields of the import have names that only a program likes."""
    return (
        "whether it is designed or marketed for use in datacenters" if fact == DATACENTER else fields(fact).strip(",")
    )


def questions(case: Case, found: Determination, determine: Determine) -> tuple[Question, ...]:
    """Return what the determination misses as questions, those on which a requirement depends first."""
    first = deciding(found)
    every = [_question(fact, fact in first, case, determine) for fact in found.missing]
    return tuple(sorted(every, key=lambda one: (not one.decides, one.kind is Kind.OPEN)))


def deciding(found: Determination) -> frozenset[str]:
    """Return the facts that decide whether a licence is required at all."""
    steps = (step for step in found.steps if not step.exceptions)
    needs = [need for step in steps for need in step.needs]
    needs += [need for one in found.requirements for need in one.needs]
    blocking = [fact for fact in found.missing if is_screening(fact)]
    return frozenset((*needs, *blocking))


def _question(fact: str, decides: bool, case: Case, determine: Determine) -> Question:
    if fact == _CLASSIFICATION:
        return Question(fact, Kind.ABOVE, "code", decides)
    if fact == _BOTH:
        return Question(fact, Kind.COUNTRY, "hq", decides)
    if fact in _FIELDS:
        return Question(fact, _kind_of_field(fact), _FIELDS[fact], decides)
    if fact in _SEATS:
        return Question(fact, Kind.COUNTRY, _SEATS[fact], decides)
    if is_seat(fact):
        return Question(fact, Kind.COUNTRY, "", decides)
    if is_screening(fact) or fact in _known():
        return Question(fact, Kind.YES_NO, "", decides)
    return Question(fact, _tried(fact, case, determine), "", decides)


@cache
def _known() -> frozenset[str]:
    return frozenset((*known_questions(), *eu.questions()))


def _kind_of_field(fact: str) -> Kind:
    if fact in PLACES.values():
        return Kind.COUNTRY
    if fact in NUMBERS.values():
        return Kind.NUMBER
    return Kind.YES_NO if fact == DATACENTER else Kind.ABOVE


def _tried(fact: str, case: Case, determine: Determine) -> Kind:
    """Return how a fact in words of its own is answered: what takes it off the list of those missing."""
    if fact not in determine(replace(case, answers={**case.answers, fact: True})).missing:
        return Kind.YES_NO
    if fact not in determine(replace(case, values={**case.values, fact: Decimal(0)})).missing:
        return Kind.NUMBER
    return Kind.OPEN


def answered(facts: Mapping[str, str]) -> Sequence[Question]:
    """Return the facts already supposed, as questions that can be answered anew."""
    return [Question(fact, kind_of(fact, answer)) for fact, answer in facts.items()]


def kind_of(fact: str, answer: str) -> Kind:
    """Return how a supposed fact was answered."""
    if is_seat(fact):
        return Kind.COUNTRY
    return Kind.YES_NO if answer in ("yes", "no") else Kind.NUMBER


def split(found: Iterable[Question]) -> tuple[list[Question], list[Question]]:
    """Return the questions that decide whether a licence is required, and those that only an exception asks."""
    every = list(found)
    return [one for one in every if one.decides], [one for one in every if not one.decides]
