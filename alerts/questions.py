"""The cheapest questions: which missing facts of the company's products, if found, would decide the most value.

The value is that of the contract lines in force, as alerts count it: each line once, amounts of different currencies
kept apart, with a ranking of their own. Products without a line come last, without an amount.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from graph import Graph
from graph.reads.verdicts import ROWS, VerdictRow, verdicts_on
from graph.schema import Verdict
from regulation.classification import Answer, Asked, Valued, cheapest
from regulation.classification import Verdict as Answered

_OPEN = (Answered.UNDECIDED, Answered.PRESUMED)
_UNSOLD = ""
_LEAST = re.compile(r"EAR99|\d[A-E]99\d(?!\.z)")
Key = tuple[str, str]
"""SKU and entry."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What values of the missing facts would mean: `when` in words, one a fact."""

    when: tuple[str, ...]
    verdict: str
    paragraphs: tuple[str, ...]
    by_note: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for; `rank` counts within the currency, 1 the first.

    `decides` and `touches` are hundredths of `currency` ("" where no contract line is in force): what the fact alone
    would decide, on the average of its possible values, and what waits for it. `share` (0 to 1) is which part of these
    values would decide, `with_others` the facts needed besides; `verdict` and `reason` what is answered without it.
    """

    rank: int
    sku: str
    name: str
    entry: str
    fact: str
    owner: str
    decides: int
    touches: int
    currency: str
    share: Decimal
    with_others: tuple[str, ...]
    verdict: str
    reason: str
    outcomes: tuple[Meaning, ...]


def questions(graph: Graph, on: date) -> tuple[Question, ...]:
    """Return the facts to ask for on a day of law, by currency (that of most products first), best first in each."""
    return ranked(_rows(graph, on.isoformat()))


def ranked(rows: Iterable[VerdictRow]) -> tuple[Question, ...]:
    """Return the facts to ask for that these answers leave open.

    Of a product that some entry answers in, entries controlled for anti-terrorism alone are not asked: they would tell
    nothing more. Of an answer that single facts would decide, facts that decide nothing alone are left out.
    """
    told = list(rows)
    inside = (one for one in told if one.verdict.verdict == Answered.IN)
    above = {one.product for one in inside if not least(one.verdict.paragraph or one.verdict.entry)}
    waiting = {
        (one.product, one.verdict.entry): one
        for one in told
        if one.verdict.verdict in _OPEN and not (one.product in above and least(one.verdict.entry))
    }
    valued: dict[str, list[Valued]] = defaultdict(list)
    for key, row in sorted(waiting.items()):
        for currency, minor in row.open_minor or ((_UNSOLD, 0),):
            valued[currency].append(Valued(_answer(key, row.verdict), Decimal(minor), row.owner))
    products = Counter(currency for row in waiting.values() for currency, _ in row.open_minor)
    order = sorted(valued, key=lambda one: (one == _UNSOLD, -products[one], one))
    return tuple(one for currency in order for one in _of(currency, cheapest(valued[currency]), waiting))


def least(code: str) -> bool:
    """Return whether a code is EAR99 or of an entry controlled for anti-terrorism alone, but for its .z paragraphs.

    The entries are those with 9 as third digit and 9 before the last (15 CFR 738.2(d)(1)); the .z paragraphs stand for
    items that meet 3A090 or 4A090 besides.
    """
    return bool(_LEAST.match(code))


def _rows(graph: Graph, day: str) -> Iterator[VerdictRow]:
    page = verdicts_on(graph, day)
    while page:
        yield from page
        page = verdicts_on(graph, day, after=page[-1].after) if len(page) == ROWS else ()


def _of(currency: str, found: Sequence[Asked], waiting: Mapping[Key, VerdictRow]) -> Iterator[Question]:
    """Yield the questions of one currency; a fact that several entries of a product wait for is asked once."""
    first: dict[Key, Question] = {}
    for one in found:
        made = _question(one, currency, waiting[_key(one.item)])
        known = first.get((made.sku, made.fact))
        if known is None:
            first[made.sku, made.fact] = made
        else:  # the same lines wait: their value counts once
            first[made.sku, made.fact] = replace(known, entry=f"{known.entry}, {made.entry}")
    for rank, question in enumerate(first.values(), start=1):
        yield replace(question, rank=rank)


def _question(one: Asked, currency: str, row: VerdictRow) -> Question:
    return Question(
        rank=0,
        sku=row.product,
        name=row.name,
        entry=row.verdict.entry,
        fact=one.fact,
        owner=one.owner,
        decides=int(one.decides),
        touches=int(one.touches),
        currency=currency,
        share=one.share,
        with_others=tuple(fact for fact in row.verdict.missing if fact != one.fact),
        verdict=row.verdict.verdict,
        reason=row.verdict.reason,
        outcomes=_meanings(one.fact, row.verdict),
    )


def _answer(key: Key, verdict: Verdict) -> Answer:
    """Return a stored answer as the law's own type; it goes by product and entry, so that no line counts twice."""
    shares = {one["fact"]: Decimal(str(one["share"])) for one in map(json.loads, verdict.deciding)}
    alone = tuple(fact for fact in verdict.missing if shares.get(fact))
    return Answer(
        name=_item(key),
        verdict=Answered(verdict.verdict),
        reason=verdict.reason,
        paragraphs=verdict.paragraphs,
        missing=alone or verdict.missing,
        deciding=tuple(shares.items()),
    )


def _item(key: Key) -> str:
    return json.dumps(key)


def _key(item: str) -> Key:
    sku, entry = json.loads(item)
    return sku, entry


def _meanings(fact: str, verdict: Verdict) -> tuple[Meaning, ...]:
    """Return what values of a fact would mean, all of the answer's where none of its outcomes names the fact."""
    every = [_meaning(words) for words in verdict.outcomes]
    own = [one for one in every if any(words.startswith(f"{fact}: ") for words in one.when)]
    return tuple(own or every)


def _meaning(words: str) -> Meaning:
    row = json.loads(words)
    return Meaning(
        tuple(row["when"]), row["verdict"], tuple(row.get("paragraphs", ())), bool(row.get("by_note", False))
    )
