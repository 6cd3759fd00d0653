"""Whether a prohibition reaches a transaction: yes, no or unknown, with what would decide it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from regulation.controls.model import Kind
from regulation.licensing.conditions import Items, Lift, Rule, Rules, Where
from regulation.licensing.law import Held, HeldEntry, Law, NotHeldError
from regulation.licensing.model import EAR99, Case, Party, Quote, Requirement
from regulation.licensing.places import country, counts_as
from regulation.licensing.truth import Truth, all_of, any_of

# A person's statement that answers every fact of end use and end user (`some`) that is not given with no.
DEEMED = "deemed export"
NONE_KNOWN = "no knowledge of an end use or end user described in parts 744 and 746"
_ITEM = re.compile(r"\([ivx]+\) (?P<eccn>\d[A-E]\d{3})\b(?P<words>.*)", re.S)
_PARAGRAPH = re.compile(r"\b\d[A-E]\d{3}(?:\.\w+)+")
_GROUPS = {"A": "hardware", "B": "hardware", "C": "hardware", "D": "software", "E": "technology"}
_MACAU_D5 = Where(countries=("MO",), groups=("D:5",))


@dataclass(frozen=True, slots=True)
class Part:
    """One condition of a rule: its truth and what would decide it."""

    truth: Truth
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What a rule says of a transaction.

    `asked` is False where nothing that the case states leads to the rule and only its facts are unknown: it is told as
    not checked. `needs` are facts that would decide it, or lift it.
    """

    holds: Truth
    needs: tuple[str, ...]
    asked: bool


def speaking(case: Case, law: Law, rules: Rules) -> tuple[Rule, ...]:
    """Return the rules that may speak of the item's classification; the others say no whatever the facts are."""
    found = (one for one in rules.rules if _may_speak(case, law, one))
    return law.once((rules, case.code, case.on), lambda: tuple(found))


def _may_speak(case: Case, law: Law, rule: Rule) -> bool:
    return rule.items is None or _listed(case, law, rule.items).truth is not False


def judge(case: Case, law: Law, rule: Rule, subject: Truth) -> Judged:
    """Return what a rule says; `subject` is whether the item is subject to the EAR. Raises nothing."""
    use, stated = _use(case, rule)
    parts = [use]
    for part in _conditions(case, law, rule, subject, stated):
        if part.truth is False or use.truth is False:
            return Judged(False, (), True)
        parts.append(part)
    lifts = [one for one in rule.lifts if _speaks(case, one)]
    if any(case.answers.get(one.fact) for one in lifts):
        return Judged(False, (), True)
    needs = [need for one in parts if one.truth is None for need in one.needs]
    needs += [one.fact for one in lifts if one.fact not in case.answers]
    asked = use.truth is not None or stated or _asks(case, rule)
    return Judged(all_of(one.truth for one in parts), tuple(dict.fromkeys(needs)), asked)


def _conditions(case: Case, law: Law, rule: Rule, subject: Truth, stated: bool) -> Iterator[Part]:
    """Yield the conditions besides the facts, the cheapest first: the first that is not met ends the question."""
    yield _subject(rule, subject)
    yield _place(case, law, rule.place, stated)
    yield from reached(case, law, rule.items)
    if rule.headquarters:
        yield _headquarters(case, law)


def requirement(case: Case, law: Law, rule: Rule, judged: Judged) -> Requirement:
    """Return the requirement that a rule makes, with its words; raises NotHeldError when they do not stand there."""
    quotes = tuple(law.quote(citation, words, case.on) for citation, words in rule.words)
    review = (law.quote(*rule.review_words, case.on),) if rule.review_words else ()
    quotes += _membership(case, law, rule.place)
    return Requirement(
        rule.reason, rule.basis, quotes, judged.holds, judged.needs, review=rule.review, review_quotes=review
    )


def covers(code: str, above: str) -> Truth:
    """Return whether a code is within an entry, paragraph or product group; None where the code is less specific."""
    if code == above or code.startswith(f"{above}.") or (len(above) == 2 and code.startswith(above)):
        return True
    return None if not code or above.startswith(f"{code}.") else False


def inside(law: Law, case: Case, where: Where, destination: str) -> Truth:
    """Return whether a country is among those of a rule; None where no table prints it."""
    return law.once((where, destination, case.on), lambda: _inside(law, case.on, where, destination))


def _inside(law: Law, on: date, where: Where, destination: str) -> Truth:
    own = counts_as(destination)
    named = own in where.countries or destination in where.countries
    if not named and where.supplement:
        named = own in named_in(law, where.supplement, on)
    if not named and (where.groups or where.excluding):
        groups = law.groups(on)
        if not groups.known(destination):
            return None
        held = groups.of(destination)
        named = any(one in held for one in where.groups) and not any(one in held for one in where.excluding)
    return named != where.all_but


def named_in(law: Law, supplement: str, on: date) -> frozenset[str]:
    """Return the countries that a supplement lists by name; raises NotHeldError."""
    return _countries(law.section(supplement, on))


def _speaks(case: Case, lift: Lift) -> bool:
    if lift.fact == DEEMED and case.code[1:2] not in ("D", "E") and case.kind not in ("technology", "software"):
        return False  # no deemed export is one of goods (734.13(a)(2))
    item = not lift.codes or any(covers(case.code, one) for one in lift.codes)
    return item and (not lift.to or counts_as(case.ship_to) in lift.to)


def _use(case: Case, rule: Rule) -> tuple[Part, bool]:
    """Return whether the facts that the rule is about hold, and whether the case states one that leads to it."""
    if not case.answers or _facts(rule).isdisjoint(case.answers):
        return _unstated(rule, bool(case.answers.get(NONE_KNOWN))), False
    answers: dict[str, Truth] = {fact: _answer(case, fact) for fact in rule.some}
    answers |= {fact: case.answers.get(fact) for fact in rule.each}
    one = any_of(answers[fact] for fact in rule.some) if rule.some else True
    truth = all_of((one, *(answers[fact] for fact in rule.each)))
    needs = tuple(fact for fact, answer in answers.items() if answer is None)
    return Part(truth, needs), any(answers[fact] for fact in rule.some or rule.each)


@cache
def _facts(rule: Rule) -> frozenset[str]:
    return frozenset(rule.facts)


@cache
def _unstated(rule: Rule, none_known: bool) -> Part:
    """Return what a rule says where none of its facts is stated, or all that is known of use and user is that."""
    if none_known and rule.some:
        return Part(False, rule.each)
    return Part(None if rule.facts else True, rule.facts)


def _answer(case: Case, fact: str) -> Truth:
    given = case.answers.get(fact)
    return False if given is None and case.answers.get(NONE_KNOWN) else given


def _asks(case: Case, rule: Rule) -> bool:
    return not rule.facts or any(one in ("*", case.ship_to) or bool(covers(case.code, one)) for one in rule.asks)


def _subject(rule: Rule, subject: Truth) -> Part:
    """Return whether the rule speaks for items subject to the EAR or outside it as this one is."""
    if rule.subject == "either":
        return Part(True)
    wanted = subject if rule.subject == "subject" else (None if subject is None else not subject)
    return Part(wanted, ("whether the item is subject to the EAR",))


def reached(case: Case, law: Law, items: Items | None) -> Iterator[Part]:
    """Yield the conditions on the item, each with what would decide it."""
    if items is None:
        return
    yield law.once((items, case.code, case.on), lambda: _listed(case, law, items))
    if items.kinds:
        own = _GROUPS.get(case.code[1:2]) if case.code != EAR99 else None
        made = own or case.kind
        yield Part(made in items.kinds if made else None, ("kind",))
    if items.fact:
        yield Part(case.answers.get(items.fact), (items.fact,))


def _listed(case: Case, law: Law, items: Items) -> Part:
    if not (items.kind or items.codes or items.reasons):
        return Part(True)
    if not case.code:
        return Part(None, ("classification of the item (ECCN)",))
    if items.kind in ("ccl", "ear99"):
        return Part((case.code == EAR99) == (items.kind == "ear99"))
    if items.kind == "supplement":
        return _in_supplement(case, law, items.supplement)
    named = any_of(covers(case.code, one) for one in items.codes)
    if items.kind == "columns" or items.reasons:
        return Part(True) if named else _by_entry(case, law, items)
    apart = any_of(covers(case.code, one) for one in items.without)
    truth = all_of((named, None if apart is None else not apart))
    return Part(truth, (f"the paragraph of {case.code} that the item is classified under",))


def _by_entry(case: Case, law: Law, items: Items) -> Part:
    """Return whether the item's entry controls it for one of the reasons, or by a column of the Country Chart."""
    if case.code == EAR99:
        return Part(False)
    try:
        held = law.entry(case.code.partition(".")[0], case.on)
    except NotHeldError as error:
        return Part(None, (str(error),))
    if held is None:
        return Part(None, (f"an entry {case.code} in the list of {case.on}",))
    needs = (f"which licence requirements of {held.entry.eccn} reach the item",)
    return Part(any_of(_rows(case, law, held, items)), needs)


def _rows(case: Case, law: Law, held: HeldEntry, items: Items) -> Iterator[Truth]:
    for row in law.rows(held):
        if items.reasons and not set(row.reasons) & set(items.reasons):
            continue
        if not items.reasons and (row.reach is None or row.reach.kind != "column"):
            yield None
            continue
        apart = any_of(covers(case.code, one) for one in row.place.excepted)
        within = any_of(covers(case.code, one) for one in row.place.scope)
        yield all_of((within, None if apart is None else not apart, None if row.place.conditional else True))


def _in_supplement(case: Case, law: Law, supplement: str) -> Part:
    """Return whether the item is in a supplement that lists entries; a row that narrows its entry leaves it open."""
    try:
        rows = _items(law.section(supplement, case.on))
    except NotHeldError as error:
        return Part(None, (str(error),))
    eccn = case.code.partition(".")[0]
    words = rows.get(eccn)
    if words is None:
        return Part(False)
    limited = "Limited to" in words
    named = _PARAGRAPH.findall(words) if "controlled by" in words else []
    sure = not limited and (not named or any(covers(case.code, one) for one in named))
    named_so = f"whether the item is among: {eccn} {words}"
    return Part(True if sure else case.answers.get(named_so), (named_so,))


def _place(case: Case, law: Law, where: Where | None, stated: bool) -> Part:
    if where is None:
        return Part(True)
    if not case.ship_to:
        return Part(None, ("ship_to",))
    if where.where == "destination" or not (case.parties or stated):
        alone = (case.ship_to,)
        return law.once((where, "alone", case.ship_to, case.on), lambda: _placed(case, law, where, alone))
    countries = tuple(dict.fromkeys((case.ship_to, *_of_parties(case, where.where))))
    part = _placed(case, law, where, countries)
    if part.truth is False and stated and where.where == "national" and _unknown(case):
        return Part(None, ("country of the end user, and of its headquarters and ultimate parent",))
    unknown = tuple(f"country of {one.name or one.role}" for one in case.parties if not one.country)
    if part.truth is False and where.where == "located" and unknown:
        return Part(None, unknown)
    return part


def _placed(case: Case, law: Law, where: Where, countries: Sequence[str]) -> Part:
    try:
        truth = any_of(inside(law, case, where, one) for one in countries)
    except NotHeldError as error:
        return Part(None, (str(error),))
    return Part(truth, (f"Country Groups of {', '.join(countries)}: no table prints them",))


def _of_parties(case: Case, where: str) -> Iterator[str]:
    for party in case.parties if where != "destination" else ():
        named = (party.country, party.headquarters, party.ultimate_parent) if where == "national" else (party.country,)
        yield from (one for one in named if one)


def _unknown(case: Case) -> bool:
    """Return whether a country by which the item is used is not known: that of a party, or of no end user given."""
    seats = (seat for party in case.parties for seat in (party.country, party.headquarters, party.ultimate_parent))
    return not all(seats) or not any(party.role == "end user" for party in case.parties)


def _headquarters(case: Case, law: Law) -> Part:
    """Return whether a party is headquartered, or its ultimate parent is, in Macau or Country Group D:5."""
    if not case.parties:
        return Part(None, ("headquarters and ultimate parent of the end user",))
    try:
        asked = [(party, name, _seat(law, case, seat)) for party in case.parties for name, seat in _seats(party)]
    except NotHeldError as error:
        return Part(None, (str(error),))
    needs = tuple(f"{seat} of {party.name or party.role}" for party, seat, one in asked if one is None)
    seats = [one for _, _, one in asked]
    if not any(party.role == "end user" for party in case.parties):
        needs, seats = (*needs, "headquarters and ultimate parent of the end user"), [*seats, None]
    return Part(any_of(seats), needs)


def _seats(party: Party) -> tuple[tuple[str, str], ...]:
    return ("headquarters", party.headquarters), ("ultimate parent", party.ultimate_parent)


def _seat(law: Law, case: Case, seat: str) -> Truth:
    return inside(law, case, _MACAU_D5, seat) if seat else None


def _membership(case: Case, law: Law, where: Where | None) -> tuple[Quote, ...]:
    """Return the words by which the destination is in the groups that the rule names, or not."""
    if where is None or not where.groups or not case.ship_to:
        return ()
    groups = law.groups(case.on)
    if not groups.known(case.ship_to):
        return ()
    return tuple(groups.quote(case.ship_to, one) for one in (*where.groups, *where.excluding))


@lru_cache(maxsize=64)
def _countries(held: Held) -> frozenset[str]:
    """Return the countries that a supplement lists by name, one a line; "Italy (includes San Marino and Holy See)"."""
    names = [place.text.partition(" (")[0] for place in held.entry.of(Kind.TEXT)]
    return frozenset(code for name in names if (code := country(name)))


@lru_cache(maxsize=64)
def _items(held: Held) -> Mapping[str, str]:
    """Return the words of a supplement that lists entries by their ECCN."""
    matches = (_ITEM.match(place.text) for place in held.entry.paragraphs())
    return {match["eccn"]: " ".join(match["words"].split()) for match in matches if match}
