"""Parties on lists: the Entity List, MEU List, Unverified List, SDN List and Denied Persons List of 15 CFR part 744.

A row of a list that may mean a party is a candidate: a person decides, and says so by a fact. No candidate is no
clearance. `Party.listed` writes a row as "EL: NAME", with the short code of the list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from regulation.licensing.conditions import Items, Listing, Named, Words, read_rules
from regulation.licensing.judging import Part, reached
from regulation.licensing.law import Law, NotHeldError
from regulation.licensing.model import Case, Party, Quote, Requirement
from regulation.licensing.truth import Truth, all_of, any_of

ENTITY_LIST = "Supplement No. 4 to part 744"
ENTITY, UVL = "EL", "UVL"
_ENTITIES, _SPECIALLY_DESIGNATED = "744.11", "744.8"
_ROW = re.compile(r"(?P<list>[A-Z][A-Z-]+): ?(?P<name>.+)")
_ALL = re.compile(r"(?:for )?all items subject to the EAR\b", re.IGNORECASE)
_NARROWED = re.compile(r"\bexcept\b|\bwhen\b|\bmay\b", re.IGNORECASE)
_STATEMENT = ("744.15(b)", "must obtain a UVL statement from such person")
_WHEREVER = (
    "744.22(a)",
    "'military-intelligence end user' of a country listed in Country Group E:1 or E:2, wherever located",
)
_DENIAL = ("presumption of denial", "744.22(e)", "will be reviewed with a presumption of denial")
_SUSPENDED = ("744.15(a)", "the restrictions on license exceptions described in § 740.2(a)(17) of the EAR")
WORDS = (_STATEMENT, _WHEREVER, _DENIAL[1:], _SUSPENDED, (ENTITY_LIST, ""))


def same_party(party: Party, row: str) -> str:
    """Return the fact by which a person says that a candidate is the listed party, or (False) that it is not."""
    return f"{named(party)} is the listed party {row}"


def owned_by(party: Party, name: str) -> str:
    """Return the fact that a party is owned 50 percent or more by parties of a list ("Entity List")."""
    return f"{named(party)} is owned 50 percent or more by parties of the {name}"


def identified(party: Party) -> str:
    """Return the fact that a party's designation has one of the identifiers of 744.8(a)(1)."""
    return f"{named(party)} is designated with an identifier of 744.8(a)(1)"


def statement_of(party: Party) -> str:
    """Return the fact that the statement of 744.15(b) was obtained from a party."""
    return f"UVL statement obtained from {named(party)} (744.15(b))"


def is_named(party: Party, known: Named) -> str:
    """Return the fact that a party is the organisation that a paragraph of 744.22(f)(2) names."""
    return f"{named(party)} is the military-intelligence end user of {known.citation}"


def party_facts(party: Party, lists: Mapping[str, Listing], known: Sequence[Named]) -> tuple[str, ...]:
    """Return every fact that is asked of a party by its name, in one order for parties of the same rows."""
    rows = (same_party(party, row) for row in party.listed)
    owned = (owned_by(party, one.name) for one in lists.values())
    return (*rows, *owned, identified(party), statement_of(party), *(is_named(party, one) for one in known))


def bears_name(party: Party, known: Sequence[Named]) -> bool:
    """Return whether a party's name has that of an organisation of 744.22(f)(2), wherever the party is."""
    anywhere = Party(party.role, party.name)
    return any(_bears(anywhere, one) for one in known)


def unverified(case: Case) -> Truth:
    """Return whether a party is on the Unverified List, None while a candidate is not decided (740.2(a)(17))."""
    return any_of(
        _decided(case, party, row) for party in case.parties for row in party.listed if _code(row) in (UVL, "")
    )


def named(party: Party) -> str:
    """Return the party's name, else its role."""
    return party.name or party.role


def of_lists(case: Case, law: Law, lists: Mapping[str, Listing], subject: Truth) -> Iterator[Requirement]:
    """Yield what follows from candidates and from ownership by listed parties; raises NotHeldError."""
    for party in case.parties:
        for row in party.listed:
            effect = lists.get(_code(row) or ENTITY)  # whatever a row without a list is, it is not less than this
            if effect and _decided(case, party, row) is not False:
                parts, quotes = _listed(case, law, party, row, effect)
                yield from _required(case, law, effect, effect.words, [*parts, Part(subject)], quotes)
        for effect in lists.values():
            if effect.owned and case.answers.get(owned_by(party, effect.name)):
                parts = [*_extent(case, law, effect), Part(subject)]
                yield from _required(case, law, effect, effect.owned, parts)


def of_names(case: Case, law: Law, known: Sequence[Named], subject: Truth) -> Iterator[Requirement]:
    """Yield what follows from a party that bears the name of an organisation of 744.22(f)(2); raises NotHeldError."""
    for party in case.parties:
        for one in known:
            fact = is_named(party, one)
            answer, found = case.answers.get(fact), _bears(party, one)
            if found and answer is not False:
                words = law.quote(one.citation, found, case.on)
                effect = Listing("", "744.22", _WHEREVER, review=_DENIAL)
                yield from _required(case, law, effect, _WHEREVER, [Part(answer, (fact,)), Part(subject)], (words,))


def on_unverified(case: Case, law: Law) -> tuple[tuple[str, ...], tuple[Quote, ...]]:
    """Return what the Unverified List leaves to do or to decide, with its words; raises NotHeldError."""
    needs = []
    for party in case.parties:
        for row in (one for one in party.listed if _code(one) == UVL):
            decided = _decided(case, party, row)
            if decided is None:
                needs.append(same_party(party, row))
            elif decided and not case.answers.get(statement_of(party)):
                needs.append(statement_of(party))
    if unverified(case) is False or not any(_code(row) == UVL for party in case.parties for row in party.listed):
        return tuple(needs), ()
    return tuple(needs), tuple(law.quote(*words, case.on) for words in (_STATEMENT, _SUSPENDED))


def unanswered(case: Case, lists: Mapping[str, Listing]) -> Iterator[str]:
    """Yield what was not asked of the parties: ownership that nobody stated, lists of other authorities."""
    facts = [(party, one.name) for party in case.parties for one in lists.values() if one.owned]
    if any(owned_by(party, name) not in case.answers for party, name in facts):
        yield "ownership of parties by listed ones (744.8(a)(2), 744.11(a)(1), 744.21(a)(3)) where not stated"
    for party in case.parties:
        for row in party.listed:
            if _code(row) and _code(row) not in (*lists, UVL):
                yield f"{named(party)}: candidate {row}: a list of another authority"


def is_known_list(row: str) -> bool:
    """Return whether a row is of a list whose effect is modelled; a row without its list counts as the Entity List."""
    return _code(row) in ("", UVL, *read_rules("end_use.yaml").lists)


def _code(row: str) -> str:
    match = _ROW.match(row)
    return match["list"] if match else ""


def _decided(case: Case, party: Party, row: str) -> Truth:
    return case.answers.get(same_party(party, row))


def _listed(case: Case, law: Law, party: Party, row: str, effect: Listing) -> tuple[list[Part], tuple[Quote, ...]]:
    """Return the conditions under which a candidate's listing requires a licence, and the words of its row."""
    parts = [Part(_decided(case, party, row), (same_party(party, row),)), *_extent(case, law, effect)]
    if effect.reason == _SPECIALLY_DESIGNATED:
        tagged = _identifier(law, case, row) or case.answers.get(identified(party))
        parts.append(Part(tagged, (identified(party),)))
    if effect.reason != _ENTITIES:
        return parts, ()
    part, quotes = _on_entity_list(case, law, row)
    return [*parts, part], quotes


def _extent(case: Case, law: Law, effect: Listing) -> Iterator[Part]:
    """Yield whether the item is one that the list reaches: the MEU List reaches Supplement No. 2 to part 744."""
    if effect.supplement:
        yield from reached(case, law, _within(effect.supplement))


@cache
def _within(supplement: str) -> Items:
    return Items(kind="supplement", supplement=supplement)


def _required(
    case: Case, law: Law, effect: Listing, words: Words, parts: Sequence[Part], more: tuple[Quote, ...] = ()
) -> Iterator[Requirement]:
    holds = all_of(part.truth for part in parts)
    if holds is False:
        return
    needs = tuple(dict.fromkeys(need for part in parts if part.truth is None for need in part.needs))
    quotes = (law.quote(*words, case.on), *more)
    review = ""
    said: tuple[Quote, ...] = ()
    if effect.review:
        review, said = effect.review[0], (law.quote(*effect.review[1:], case.on),)
    yield Requirement(effect.reason, words[0], quotes, holds, needs, review=review, review_quotes=said)


def _on_entity_list(case: Case, law: Law, row: str) -> tuple[Part, tuple[Quote, ...]]:
    """Return whether the row's licence requirement reaches the item; a row that is not found reaches every item."""
    match = _ROW.match(row)
    name = (match["name"] if match else row).casefold()
    try:
        held = law.section(ENTITY_LIST, case.on)
    except NotHeldError:
        return Part(True), ()
    rows = [one.cells for one in held.entry.places if len(one.cells) == 5 and one.cells[1].casefold().startswith(name)]
    quotes = tuple(Quote(ENTITY_LIST, " | ".join(cells[1:4]), held.tree.version, held.remark) for cells in rows)
    narrowed = [cells[2] for cells in rows if not _ALL.match(cells[2]) or _NARROWED.search(cells[2])]
    if not narrowed or len(narrowed) < len(rows):
        return Part(True), quotes
    return Part(None, (f"whether the item is within: {narrowed[0]}",)), quotes


def _identifier(law: Law, case: Case, row: str) -> bool:
    """Return whether a candidate's row shows an identifier in square brackets that 744.8(a)(1) names."""
    held, place = law.place("744.8(a)(1)", case.on)
    words = held.words(place)
    return any(tag in words for tag in re.findall(r"\[[A-Z][A-Z0-9 -]+\]", row))


def _bears(party: Party, known: Named) -> str:
    """Return the name of the organisation that a party bears, "" for none."""
    if not party.name:
        return ""
    own = party.name.casefold()
    full = next((name for name in known.names if name.casefold() in own), "")
    countries = {one for one in (party.country, party.headquarters, party.ultimate_parent) if one}
    if full or (countries and known.country not in countries):
        return full
    return next((name for name in known.short if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", party.name)), "")
