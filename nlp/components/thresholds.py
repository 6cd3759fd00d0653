"""Technical thresholds: quantity, comparator with strict or inclusive end, number, unit.

Of all compared numbers the technical ones are kept: no money, no periods of the law, no shares of ownership or content,
no counts of documents or parties.
"""

import re
from collections.abc import Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.finds import Find, Notes, Pairs, notes_of, record
from nlp.predicates.comparisons import Comparison, comparisons
from nlp.predicates.grammar import RAISED, either, table
from nlp.predicates.numerals import as_guide, ungrouped
from nlp.predicates.quantities import quantity_start

NAME, VERSION = "thresholds", "2"
_BEHIND, _AHEAD = 160, 60
_SHARE_UNITS = ("%", "percent", "per cent")
_POWER = re.compile(rf"10[{RAISED}]")
_CITED = re.compile(r"\d{3,4}\.\d")  # 744.21 is a section
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_EXPRESSED = re.compile(r"expressed in \w+\)[^;:.()]{0,30}$")
_PERIOD = re.compile(
    r"\s*(?:after|before|prior|of receipt|from the|notice|in advance|(?:of )?burden|per response|\(\d+ hours? each)\b",
    re.IGNORECASE,
)


@Language.component("ruletrace_thresholds")
def thresholds(doc: Doc) -> Doc:
    """Write the technical thresholds of a text."""
    return record(doc, NAME, find(notes_of(doc)))


def find(notes: Notes) -> Iterator[Find]:
    """Yield thresholds: value is comparator, number and unit; the quote runs from the quantity to the unit."""
    done, kept = 0, False
    for one in comparisons(notes.text):
        kept = kept if one.converts else not one.formula and _is_technical(notes, one)
        if not kept:
            done = max(done, one.end)
            continue
        low, _high = notes.sentences.at(one.start)
        start = one.start if one.converts else quantity_start(notes.text, max(low, done), one.start)
        value = f"{one.sign} {ungrouped(one.number)} {one.unit}".strip()
        yield Find("threshold", value, "stated", start, one.end, _detail(notes, one, start))
        done = one.end


def _detail(notes: Notes, one: Comparison, start: int) -> Pairs:
    pairs = {
        "comparator": one.sign,
        "number": as_guide(one.number),
        "printed": one.number,
        "quantity": notes.text[start : one.start].strip(),
        "strict": "yes" if one.sign in "<>" else "no",
        "unit": one.unit,
    }
    if one.doubt:
        pairs["doubt"] = one.doubt
    return tuple(sorted(pairs.items()))


def _is_technical(notes: Notes, one: Comparison) -> bool:
    before = notes.text[max(0, one.number_start - _BEHIND) : one.number_start]
    after = notes.text[one.number_end : one.number_end + _AHEAD]
    if one.sign == "=":
        return bool(one.unit) and _noun().search(notes.text[max(0, one.start - _BEHIND) : one.start]) is not None
    if one.unit.lower() in _SHARE_UNITS:
        low, high = notes.sentences.at(one.number_start)
        low, high = max(low, one.number_start - _BEHIND), min(high, one.end + _AHEAD)
        return _share().search(notes.text, low, high) is None
    if one.unit.lower() in ("hour", "hours", "minutes"):
        return _PERIOD.match(notes.text, one.end) is None
    return bool(one.unit) or _is_counted(one.number, before, after)


def _is_counted(number: str, before: str, after: str) -> bool:
    """Return whether a number without unit counts or measures something technical."""
    if _not_counted().match(after) or _CITED.match(number):
        return False
    named = _measured().search(_BRACKETS.sub("", before)) or _EXPRESSED.search(before)
    return any((_POWER.search(number), "." in number, _counted().match(after), named))


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(table()['nouns'])})\s*$", re.IGNORECASE)


@cache
def _share() -> re.Pattern[str]:
    return re.compile(table()["not_share"], re.IGNORECASE)


@cache
def _counted() -> re.Pattern[str]:
    adjectives = r"(?:[\w(][\w()-]*\s+){0,5}?"
    counted = rf"\W*{adjectives}(?:{either(table()['counted'], 's?')})\b"
    # "34 or more 'fully controlled', 'connected' and 'working' 'physical qubits'"
    return re.compile(rf"{counted}|[^.;:]{{0,30}}'[a-z][a-z -]{{3,40}}'", re.IGNORECASE)


@cache
def _not_counted() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{either(table()['not_counted'], 's?')})\b", re.IGNORECASE)


@cache
def _measured() -> re.Pattern[str]:
    quantities = rf"\b(?:{either(table()['quantities'], 's?')})\b|(?-i:'[a-z][^']{{3,60}}')"
    return re.compile(rf"(?:{quantities})[^;:.()]{{0,90}}$", re.IGNORECASE)
