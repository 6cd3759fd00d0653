"""The tests that rules are made of, by the names that the files of rules use; each answers yes, no or unknown."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from regulation.controls.model import Place
from regulation.licensing.exceptions import listed
from regulation.licensing.exceptions.answer import NO, YES, Answer, both, either, known, opposite
from regulation.licensing.exceptions.asked import CLASSIFICATION, CONSIGNEE, END_USER, Asked
from regulation.licensing.judging import NONE_KNOWN
from regulation.licensing.law import Held, Law
from regulation.licensing.listed_parties import unverified
from regulation.licensing.model import EAR99, Party
from regulation.licensing.places import country, counts_as

_SERIES = re.compile(r"\d[A-E](?P<series>6\d\d|515|521)")


def holds(test: Mapping[str, Any], asked: Asked) -> Answer:
    """Return whether every part of a test is so; raises KeyError for a name that is no test."""
    return both(_TESTS[name](asked, value) for name, value in test.items())


def _destination(asked: Asked, area: Mapping[str, Any]) -> Answer:
    return _within(asked, asked.case.ship_to, area, "ship_to")


def _shipped_from(asked: Asked, area: Mapping[str, Any]) -> Answer:
    return _within(asked, asked.case.ship_from, area, "ship_from")


def _made_in(asked: Asked, area: Mapping[str, Any]) -> Answer:
    return _within(asked, asked.case.origin, area, "origin")


def _end_user_in(asked: Asked, area: Mapping[str, Any]) -> Answer:
    """Return whether the end users are in an area; without one, whether the destination is."""
    named = [one for one in asked.of_role(END_USER) if one.country]
    return both(_within(asked, one.country, area, "") for one in named) if named else _destination(asked, area)


def _headquarters(asked: Asked, area: Mapping[str, Any]) -> Answer:
    """Return whether a party is headquartered, or has its ultimate parent, in an area.

    No needs both consignee and end user known; a party of another role counts where it is known.
    """
    return either(_based(asked, area, (END_USER, CONSIGNEE)))


def _headquarters_outside(asked: Asked, area: Mapping[str, Any]) -> Answer:
    """Return whether a party of these roles is headquartered, or has its ultimate parent, outside an area."""
    roles = area.get("roles", (END_USER, CONSIGNEE))
    return either(opposite(seat) for seat in _based(asked, area, roles))


def _entity(asked: Asked, area: Mapping[str, Any]) -> Answer:
    return either((_destination(asked, area), _headquarters(asked, area)))


def _based(asked: Asked, area: Mapping[str, Any], roles: Sequence[str]) -> Iterator[Answer]:
    for role in roles:
        if not asked.of_role(role):
            yield known(None, f"headquarters of the {role}", f"ultimate_parent of the {role}")
    for party in asked.case.parties:
        yield from _seats(asked, area, party, party.role in roles)


def _seats(asked: Asked, area: Mapping[str, Any], party: Party, asked_for: bool) -> Iterator[Answer]:
    seats = (("headquarters", party.headquarters), ("ultimate_parent", party.ultimate_parent))
    for field, seat in seats:
        if seat or asked_for:
            yield _within(asked, seat, area, f"{field} of the {party.role}")


def _within(asked: Asked, place: str, area: Mapping[str, Any], field: str) -> Answer:
    """Return whether a country is in an area: countries, groups less others, or those of a supplement's list."""
    if not place:
        return known(None, field)
    if place in area.get("without", ()):
        return NO
    if place in area.get("countries", ()):
        return YES
    if "supplement" in area and place in listed_in(asked.law, area["supplement"], asked.case.on):
        return YES
    groups = area.get("groups", ())
    if groups and not asked.groups.known(place):
        # A country that no table prints may be in a group under another name: unknown, never outside.
        return Answer(None, (f"Country Group of {place}: the tables do not print it",), modelled=False)
    own = asked.groups.of(place)
    return Answer(bool(own & set(groups)) and not own & set(area.get("excluding", ())))


def listed_in(law: Law, supplement: str, on: date) -> frozenset[str]:
    """Return the countries that a supplement's paragraph lists; raises NotHeldError."""
    held, place = law.place(supplement, on)
    return _attached(held, place)


@lru_cache(maxsize=64)
def _attached(held: Held, place: Place) -> frozenset[str]:
    return frozenset(code for one in held.tree.attached(place) if (code := country(one.text)))


def _counts_as(asked: Asked, countries: Sequence[str]) -> Answer:
    if not asked.case.ship_to:
        return known(None, "ship_to")
    return Answer(counts_as(asked.case.ship_to) in countries)


def _codes(asked: Asked, codes: Sequence[str]) -> Answer:
    code = asked.case.code
    if not code:
        return known(None, CLASSIFICATION)
    if not _ancestors(code).isdisjoint(codes):
        return YES
    below = f"{code}."
    above = any(one.startswith(below) for one in codes)
    return known(None, f"the paragraph of {code} that the item is classified under") if above else NO


@lru_cache(maxsize=8192)
def _ancestors(code: str) -> frozenset[str]:
    """Return a designation and those above it: 3A090.a.1, 3A090.a, 3A090."""
    steps = code.split(".")
    return frozenset(".".join(steps[:length]) for length in range(1, len(steps) + 1))


def _part_of(asked: Asked, value: Mapping[str, Any]) -> Answer:
    """Return whether an item is among those of an entry that the rule names in part ("3E001 for 3A090")."""
    among = _codes(asked, value["codes"])
    if among.truth is not True:
        return among
    named = f"item is among those of {value['rule']}"
    return known(asked.case.answers.get(named), named)


def _controlled(asked: Asked, reasons: Sequence[str]) -> Answer:
    return either(listed.controlled(asked, reason) for reason in reasons)


def _required(asked: Asked, reasons: Sequence[str]) -> Answer:
    """Return whether a requirement for one of these reasons was found."""
    found = [one for one in asked.of_lists if one.reason in reasons]
    return either(known(one.holds, *one.needs) for one in found)


def _only_for(asked: Asked, reasons: Sequence[str]) -> Answer:
    """Return whether a licence is required for these reasons and for no other one of the list."""
    other = [known(one.holds, *one.needs) for one in asked.of_lists if one.reason not in reasons]
    return both((_required(asked, reasons), opposite(either(other))))


def _others(asked: Asked, spared: str) -> Answer:
    """Return whether a requirement of part 744 or 746 was found, those whose basis is `spared` left aside.

    No needs the statement that no such end use or end user is known: what is not stated is not excluded.
    """
    found = [one for one in asked.others if not (spared and one.basis.startswith(spared))]
    stated = Answer(False) if asked.case.answers.get(NONE_KNOWN) else known(None, NONE_KNOWN)
    return either((*(known(one.holds, *one.needs) for one in found), stated))


def _series(asked: Asked, series: Sequence[str]) -> Answer:
    if not asked.case.code:
        return known(None, CLASSIFICATION)
    own = series_of(asked.case.code)
    return Answer(bool(own) and (own in series or ("600" in series and own[0] == "6")))


def series_of(code: str) -> str:
    """Return the series of a code ("619", "515"), "" where it is of none."""
    match = _SERIES.match(code)
    return match["series"] if match else ""


def _product_group(asked: Asked, letters: Sequence[str]) -> Answer:
    if not asked.case.code:
        return known(None, CLASSIFICATION)
    return Answer(asked.case.code != EAR99 and asked.case.code[1] in letters)


def _fact(asked: Asked, names: str | Sequence[str]) -> Answer:
    """Return an answer given by any of its names."""
    held = [names] if isinstance(names, str) else list(names)
    return known(next((asked.case.answers[one] for one in held if one in asked.case.answers), None), held[0])


def _below(asked: Asked, limit: Mapping[str, Any]) -> Answer:
    value = asked.case.values.get(limit["value"])
    return known(None if value is None else value < Decimal(limit["limit"]), limit["value"])


def _at_most(asked: Asked, limit: Mapping[str, Any]) -> Answer:
    value = asked.case.values.get(limit["value"])
    return known(None if value is None else value <= Decimal(limit["limit"]), limit["value"])


def _in_country(asked: Asked, wanted: bool) -> Answer:
    case = asked.case
    missing = [name for name in ("ship_from", "ship_to") if not getattr(case, name)]
    return known(None if missing else (case.ship_from == case.ship_to) is wanted, *missing)


def _unverified(asked: Asked, named: str) -> Answer:
    """Return whether a party is on the Unverified List: a row found is a candidate, no row needs a comparison."""
    if unverified(asked.case):
        return Answer(True)
    if named in asked.case.answers:
        return Answer(asked.case.answers[named])
    if not asked.case.parties:
        return known(None, "screening of the parties")
    parties = asked.case.parties
    needs = [f"screening of {one.name or one.role}" for one in parties if not one.screened]
    if any(_candidate(one) for one in parties):
        needs.append(named)
    return known(None, *needs) if needs else NO


def _candidate(party: Party) -> bool:
    return any("unverified" in one.lower() or "uvl" in one.lower() for one in party.listed)


def _open(_asked: Asked, words: str) -> Answer:
    return Answer(None, (words,), modelled=False)


def _listed(asked: Asked, value: Mapping[str, Any]) -> Answer:
    tests = value.get("clauses", {})
    known_words = {words: holds(test, asked) for words, test in tests.items()} if value["symbol"] in asked.lines else {}
    return listed.line(asked, value["symbol"], known_words).answer


def _order(asked: Asked, value: Mapping[str, str]) -> Answer:
    """Return whether order and year stay within the entry's value limit (740.3(d)(1)(i) and (2))."""
    line = listed.line(asked, "LVS", {})
    if line.dollars is None:
        return YES  # the entry's line has no value, which `listed` answers
    higher = (both((given, _within_limit(asked, value, limit))) for given, limit in line.higher)
    return either((_within_limit(asked, value, line.dollars), *higher))


def _within_limit(asked: Asked, value: Mapping[str, str], limit: Decimal) -> Answer:
    case = asked.case
    order = case.values.get(value["order"])
    if order is None and case.currency == "USD" and case.value is not None and case.value > limit:
        return NO  # the order is worth at least the line
    within_order = known(None if order is None else order <= limit, value["order"])
    year = case.values.get(value["year"])
    return both((within_order, known(None if year is None else year <= 12 * limit, value["year"])))


def _sta_designated(asked: Asked, group: str) -> Answer:
    return listed.sta_bars(asked, group)


_TESTS: Mapping[str, Callable[[Asked, Any], Answer]] = {
    "all": lambda asked, parts: both(holds(one, asked) for one in parts),
    "any": lambda asked, parts: either(holds(one, asked) for one in parts),
    "not": lambda asked, part: opposite(holds(part, asked)),
    "destination": _destination,
    "shipped_from": _shipped_from,
    "made_in": _made_in,
    "end_user_in": _end_user_in,
    "headquarters": _headquarters,
    "headquarters_outside": _headquarters_outside,
    "entity": _entity,
    "counts_as": _counts_as,
    "codes": _codes,
    "part_of": _part_of,
    "controlled": _controlled,
    "required": _required,
    "only_for": _only_for,
    "others": _others,
    "series": _series,
    "product_group": _product_group,
    "fact": _fact,
    "below": _below,
    "at_most": _at_most,
    "in_country": _in_country,
    "unverified": _unverified,
    "open": _open,
    "listed": _listed,
    "order": _order,
    "sta_designated": _sta_designated,
}
