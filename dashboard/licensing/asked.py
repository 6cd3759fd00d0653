"""What a reader asks about a transaction: the form's words turned into a case, each problem told at its field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from company import codes
from dashboard.licensing import countries
from dashboard.licensing.supposed import ANSWERS, END_USER, number, supposed
from regulation.licensing.model import Case, Party

US, EU = "US", "EU"
DATACENTER = "datacenter"
# The import's field and the question in the rules' words are one fact.
_DATACENTER = (DATACENTER, "designed or marketed for use in datacenters")
# The form's keys, which stand in addresses, and the case's field or value that each one fills.
PLACES = {"to": "ship_to", "from": "ship_from", "origin": "origin"}
SEATS = {"hq": "headquarters", "parent": "ultimate_parent"}
NUMBERS = {
    "tpp": "tpp",
    "pd": "performance_density",
    "bandwidth": "memory_bandwidth_gb_s",
    "us_content": "us_content_percent",
}
WORDS = {"kind": "kind", "activity": "activity"}


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as written: `fields` by key ("" for nothing), `facts` by the words in which a rule asks for them."""

    on: date
    regime: str = US
    fields: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str:
        """Return what was written in a field."""
        return self.fields.get(key, "").strip()


@dataclass(frozen=True, slots=True)
class Asked:
    """The case, None where a field cannot be read, and by field what is wrong with it."""

    case: Case | None
    problems: Mapping[str, str]


def asked(typed: Typed, base: Case | None = None) -> Asked:
    """Return the case that the form describes; `base` is the contract line that it was filled from."""
    own = base or Case(typed.on)
    problems: dict[str, str] = {}

    def read(key: str, check: Callable[[str], str]) -> str:
        try:
            return check(typed.of(key)) if typed.of(key) else ""
        except PydanticCustomError as error:
            hint = (error.context or {}).get("hint", "")
            problems[key] = f"This is {error.message()}{f': {hint}' if hint else ''}."
        except ValueError as error:
            problems[key] = str(error)
        return ""

    places = {name: read(key, countries.code) for key, name in PLACES.items()}
    seats = {name: read(key, countries.code) for key, name in SEATS.items()}
    numbers = {name: read(key, _written) for key, name in NUMBERS.items()}
    code = read("code", codes.annex_classification if typed.regime == EU else codes.classification)
    value = read("value", _written)
    currency = read("currency", codes.currency)
    if problems:
        return Asked(None, problems)
    case = replace(
        own,
        on=typed.on,
        value=Decimal(value) if value else None,
        currency=currency if value else own.currency,
        values={**own.values, **{name: Decimal(one) for name, one in numbers.items() if one}},
        answers=_answers(own, typed.of(DATACENTER)),
        parties=_seated(own.parties, seats),
        **places,
        **{name: typed.of(key) for key, name in WORDS.items()},
    )
    case = replace(case, eu_code=code) if typed.regime == EU else replace(case, code=code)
    case, wrong = supposed(_emptied(case, numbers), typed.facts)
    return Asked(None if wrong else case, wrong)


def fields_of(case: Case, regime: str = US) -> Mapping[str, str]:
    """Return what the form shows of a case, by key."""
    end_user = next((one for one in case.parties if one.role == END_USER), Party(END_USER))
    given = next((case.answers[one] for one in _DATACENTER if one in case.answers), None)
    found = {
        "code": case.eu_code if regime == EU else case.code,
        DATACENTER: "" if given is None else next(word for word, one in ANSWERS.items() if one is given),
        "value": "" if case.value is None else f"{case.value:f}",
        "currency": case.currency,
        **{key: getattr(case, name) for key, name in WORDS.items()},
        **{key: _named(getattr(case, name)) for key, name in PLACES.items()},
        **{key: _named(getattr(end_user, name)) for key, name in SEATS.items()},
        **{key: f"{case.values[name]:f}" for key, name in NUMBERS.items() if name in case.values},
    }
    return {key: words for key, words in found.items() if words}


def _written(words: str) -> str:
    return f"{number(words):f}"


def _named(code: str) -> str:
    return countries.name(code) if code else ""


def _answers(own: Case, datacenter: str) -> Mapping[str, bool]:
    others = {fact: answer for fact, answer in own.answers.items() if fact not in _DATACENTER}
    return {**others, DATACENTER: ANSWERS[datacenter]} if datacenter in ANSWERS else others


def _emptied(case: Case, numbers: Mapping[str, str]) -> Case:
    """Return the case without the values that the form shows as empty."""
    return replace(case, values={name: one for name, one in case.values.items() if numbers.get(name, "kept")})


def _seated(parties: Sequence[Party], seats: Mapping[str, Any]) -> tuple[Party, ...]:
    """Return the parties with the end user's countries as written; one is added where there is none."""
    if not any(one.role == END_USER for one in parties):
        return (*parties, Party(END_USER, **seats)) if any(seats.values()) else tuple(parties)
    first = next(one for one in parties if one.role == END_USER)
    changed: dict[str, Any] = {name: seat for name, seat in seats.items() if getattr(first, name) != seat}
    return tuple(replace(one, **changed) if one.role == END_USER else one for one in parties)
