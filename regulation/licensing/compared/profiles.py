"""What of a transaction matters for its determination, so that many lines share one.

A profile holds what rules read: no names of parties, no identifiers, no destination, and no fact that no rule asks.
A number is kept as one value that stands for its interval between the bounds that rules compare it with.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from regulation.licensing.compared.facts import bounds, is_asked, order_facts
from regulation.licensing.conditions import read_rules
from regulation.licensing.end_use import FILE
from regulation.licensing.exceptions.predicates import series_of
from regulation.licensing.listed_parties import bears_name, party_facts
from regulation.licensing.model import EAR99, Case, Party
from regulation.licensing.scope import CONTENT, DIRECT_PRODUCT, NO_LEVEL

STATED = "stated with the transaction"
USD = "USD"
US = "US"
OF_FOREIGN = (DIRECT_PRODUCT, NO_LEVEL)  # asked by scope.py of what is neither in nor of the United States
_GROUPS = tuple("ABCDE")
_Sorted = tuple[str, str, str, str, str, tuple[str, ...], bool, tuple[tuple[int, bool], ...]]


@dataclass(frozen=True, slots=True)
class Profile:
    """The facts of a case that matter, in one order; parties have no names but those that a rule reads.

    `value` is that of an order in USD, None where no limit is compared with it. `end_use` tells that one is stated in
    words, which a person compares.
    """

    code: str = ""
    eu_code: str = ""
    kind: str = ""
    activity: str = ""
    origin: str = ""
    ship_from: str = ""
    role: str = ""
    parties: tuple[Party, ...] = ()
    end_use: bool = False
    value: Decimal | None = None
    answers: tuple[tuple[str, bool], ...] = ()
    values: tuple[tuple[str, Decimal], ...] = ()


def profile_of(case: Case, limits: Sequence[Decimal] | None = None) -> Profile:
    """Return the profile of a case; `limits` are the value limits (USD) of its entry, None where they are not known.

    The case of the profile has the same result, requirements and exceptions, whatever the destination.
    """
    parties, of_parties = _parties(case)
    unasked = OF_FOREIGN if US in (case.ship_from, case.origin) else ()
    answers = {name: given for name, given in case.answers.items() if name not in unasked and is_asked(name)}
    own = case.code[1:2] in _GROUPS and case.code != EAR99
    return Profile(
        code=case.code,
        eu_code=case.eu_code,
        kind="" if own else case.kind,
        activity=case.activity,
        origin=_origin(case),
        ship_from=case.ship_from,
        role=case.role,
        parties=parties,
        end_use=bool(case.end_use),
        value=_value(case, limits),
        answers=tuple(sorted((answers | of_parties).items())),
        values=tuple(sorted(_values(case, limits))),
    )


def case_of(profile: Profile, ship_to: str, on: date) -> Case:
    """Return the case that stands for all cases of a profile to a destination on a day."""
    return Case(
        on,
        code=profile.code,
        eu_code=profile.eu_code,
        kind=profile.kind,
        activity=profile.activity,
        origin=profile.origin,
        ship_from=profile.ship_from,
        ship_to=ship_to,
        role=profile.role,
        parties=profile.parties,
        end_use=STATED if profile.end_use else "",
        value=profile.value,
        currency="" if profile.value is None else USD,
        answers=dict(profile.answers),
        values=dict(profile.values),
    )


def standing_for(value: Decimal, limits: Sequence[Decimal]) -> Decimal:
    """Return the value that stands for all that compare with the limits (sorted) as this one does."""
    at = bisect_left(limits, value)
    if at < len(limits) and limits[at] == value:
        return value
    if at == len(limits):
        return limits[-1] + 1
    return (limits[at - 1] + limits[at]) / 2 if at else limits[0] - 1


def _origin(case: Case) -> str:
    """Return the origin where a rule asks it: of what leaves another country, or is of a series (740.2(a)(12))."""
    return case.origin if case.ship_from != US or not case.code or series_of(case.code) else ""


def _value(case: Case, limits: Sequence[Decimal] | None) -> Decimal | None:
    if case.value is None or case.currency != USD or (limits is not None and not limits):
        return None
    return standing_for(case.value, sorted(limits)) if limits else case.value


def _values(case: Case, limits: Sequence[Decimal] | None) -> Iterator[tuple[str, Decimal]]:
    for name, value in case.values.items():
        if name == CONTENT and US in (case.ship_from, case.origin):
            continue  # an item in, or of, the United States is subject to the EAR whatever its content
        times = order_facts().get(name)
        if times and limits is None:
            yield name, value
        elif times and limits:
            yield name, standing_for(value, sorted(times * one for one in limits))
        elif held := bounds().get(name):
            yield name, standing_for(value, held)


def _parties(case: Case) -> tuple[tuple[Party, ...], dict[str, bool]]:
    """Return the parties in one order, each once, with the facts on them under the names that they have here."""
    rules = read_rules(FILE)
    found: dict[_Sorted, Party] = {}
    for party in case.parties:
        sorted_rows = replace(party, listed=tuple(sorted(set(party.listed))))
        asked = party_facts(sorted_rows, rules.lists, rules.named)
        facts = tuple((at, case.answers[fact]) for at, fact in enumerate(asked) if fact in case.answers)
        kept = party.name if bears_name(party, rules.named) else ""
        one = replace(sorted_rows, name=kept)
        seats = (one.country, one.headquarters, one.ultimate_parent)
        found[(one.role, kept, *seats, one.listed, one.screened, facts)] = one
    parties: list[Party] = []
    answers: dict[str, bool] = {}
    for number, key in enumerate(sorted(found), 1):
        party, facts = found[key], key[-1]
        if facts and not party.name:
            party = replace(party, name=f"{party.role} {number}")
        asked = party_facts(party, rules.lists, rules.named)
        answers |= {asked[at]: given for at, given in facts}
        parties.append(party)
    return tuple(parties), answers
