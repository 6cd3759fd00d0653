"""Whether an authorisation covers an item (Part 1) and a destination (Part 2), and what Section I leaves out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from regulation.licensing.eu.book import Authorisation, Destinations, Items
from regulation.licensing.eu.places import printed
from regulation.licensing.eu.texts import HeldWords
from regulation.licensing.exceptions.answer import NO, YES, Answer, both, either, known, opposite
from regulation.licensing.judging import covers
from regulation.licensing.law import NotHeldError
from regulation.licensing.model import Case, Quote
from regulation.licensing.places import counts_as

ANNEX_IV = "specified in Annex IV of Regulation (EU) 2021/821"
ANNEX_IV_WORDS = "all items specified in Annex IV"
RELATES = "relates to 0C001 or to items of 0C002 that are excluded from Annex IV (Section I)"
_NARROWING = "in so far as"
_CODE = re.compile(r"\d[A-E]\d{3}(?:\.[a-z0-9]+)*")
_LISTED = re.compile(r"(?:— )?(?P<code>\d[A-E]\d{3}(?:\.[a-z0-9]+)*)\.? ")
# "1C450.a.:" opens a list, "4. Phosgene" and "; 10. 3-Hydroxy" are its items
_NUMBERED = re.compile(r"(?P<entry>\d[A-E]\d{3}(?:\.[a-z])?)\.?:|(?<!\S)(?P<number>\d{1,2})\. (?=\S)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition asked of a case: its answer, why the authorisation fails where it is not met, and its words."""

    answer: Answer
    why: str
    quotes: tuple[Quote, ...] = ()


def items(case: Case, one: Authorisation, held: HeldWords, section_i: HeldWords) -> Iterator[Asked]:
    """Yield what Part 1 asks of the item; raises NotHeldError where its words do not stand in the text."""
    rule, code = one.items, case.eu_code
    quote = held.quote(rule.words, f"{one.symbol}, Part 1")
    if rule.groups:
        yield Asked(known(code[1:2] in rule.groups), f"{code} is neither software nor technology", (quote,))
    if rule.listed or rule.numbered:
        runs = tuple(held.quote(run, f"{one.symbol}, Part 1") for run in rule.listed)
        yield Asked(_among(case, rule, held), f"{code} is not among the items of Part 1", (quote, *runs))
    if rule.section_i:
        words = section_i.quote(ANNEX_IV_WORDS)
        yield Asked(opposite(_of_section_i(case, section_i)), f"{code} is an item of Section I", (quote, words))
    if rule.without:
        runs = tuple(held.quote(run, f"{one.symbol}, Part 1") for run in rule.without)
        apart = opposite(either(_covered(code, above) for above in _codes(rule.without)))
        yield Asked(apart, f"Part 1 leaves out {code}", (quote, *runs))
    yield from _left_out(case, one, held)
    if rule.related:
        words = held.quote(rule.related.words, f"{one.symbol}, Part 1")
        yield Asked(opposite(_fact(case, rule.related.fact)), f"Part 1: {rule.related.fact}", (words,))
    if not (rule.groups or rule.listed or rule.numbered):
        yield Asked(YES, "", (quote,))


def destination(case: Case, one: Authorisation, held: HeldWords, other: HeldWords | None, of: Destinations) -> Asked:
    """Return what Part 2 says of the destination; `other` with `of` are text and names of the one it refers to."""
    rule, citation = one.destinations, f"{one.symbol}, Part 2"
    quotes = tuple(held.quote(run, citation) for run in (*rule.words, *rule.names))
    if other is not None:
        quotes += tuple(other.quote(run, f"{rule.of}, Part 2") for run in of.names)
    if not case.ship_to:
        return Asked(Answer(None, ("ship_to",)), "", quotes)
    named = _named(case.ship_to, (*rule.names, *(of.names if other else ())))
    if not named.modelled:
        return Asked(named, f"whether Part 2 means {case.ship_to} is not told by the text held", quotes)
    if rule.all_but:
        return Asked(opposite(named), f"Part 2 excludes {case.ship_to}", quotes)
    return Asked(named, f"{case.ship_to} is no destination of Part 2", quotes)


def _named(country: str, runs: tuple[str, ...]) -> Answer:
    """Return whether a destination is among names printed; unknown where only what it belongs to is, or may be."""
    try:
        sure, maybe = printed(runs)
    except ValueError as error:
        raise NotHeldError(str(error)) from None
    if country in sure:
        return YES
    unsaid = country in maybe or (counts_as(country) in sure and counts_as(country) != country)
    return Answer(None, (), modelled=False) if unsaid else NO


def _among(case: Case, rule: Items, held: HeldWords) -> Answer:
    codes = numbered(held) if rule.numbered else _codes(rule.listed)
    return either(_narrowed(case, rule, held, above) for above in codes if above[:5] == case.eu_code[:5])


@lru_cache(maxsize=64)
def _codes(runs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for run in runs for code in _CODE.findall(run))


def _narrowed(case: Case, rule: Items, held: HeldWords, above: str) -> Answer:
    covered = _covered(case.eu_code, above)
    own = next((one for one in rule.narrowed if one.code == above), None)
    if own is None or covered.truth is False:
        return covered
    held.quote(own.words)
    return both((covered, _fact(case, own.fact)))


def _left_out(case: Case, one: Authorisation, held: HeldWords) -> Iterator[Asked]:
    for left in one.items.without_groups:
        if case.eu_code[1:2] in left.groups:
            back = _fact(case, left.unless) if left.unless else NO
            quote = held.quote(left.words, f"{one.symbol}, Part 1")
            yield Asked(back, f"Part 1 leaves out items of product group {case.eu_code[1:2]}", (quote,))


def _of_section_i(case: Case, section_i: HeldWords) -> Answer:
    parts = [_in_row(case, code, line) for code, line in section_i_rows(section_i)]
    return either((*parts, _fact(case, ANNEX_IV)))


def _in_row(case: Case, above: str, line: str) -> Answer:
    covered = _covered(case.eu_code, above)
    if covered.truth is False or _NARROWING not in line:
        return covered
    return both((covered, _fact(case, RELATES)))


def section_i_rows(section_i: HeldWords) -> tuple[tuple[str, str], ...]:
    """Return (code, line) of each item that Section I names by its code."""
    return _rows(section_i.words)


@lru_cache(maxsize=8)
def _rows(words: str) -> tuple[tuple[str, str], ...]:
    return tuple((match["code"], line) for line in words.splitlines() if (match := _LISTED.match(line)))


@lru_cache(maxsize=8)
def numbered(held: HeldWords) -> tuple[str, ...]:
    """Return the codes of the numbered lists of Part 1: "1C350:" and "24." give 1C350.24."""
    part, found, entry = held.words.partition("Part 2")[0], list[str](), ""
    for match in _NUMBERED.finditer(part):
        entry = match["entry"] or entry
        if match["number"] and entry:
            found.append(f"{entry}.{match['number']}")
    return tuple(found)


def _covered(code: str, above: str) -> Answer:
    return known(covers(code, above), f"the paragraph of {code} that the item is classified under")


def _fact(case: Case, fact: str) -> Answer:
    return known(case.answers.get(fact), fact)
