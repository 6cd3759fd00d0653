"""The cheapest question: which missing facts, if found, would decide the most contract value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from regulation.classification.model import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Valued:
    """An answer with the contract value that hangs on it, in one currency, and the owner to ask ("" not known)."""

    answer: Answer
    value: Decimal
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A missing fact of one item: `decides` is the value that it alone would decide, `touches` what waits for it.

    `share` is which part of its possible answers would decide. `with_others` are the facts needed besides.
    """

    item: str
    fact: str
    owner: str
    decides: Decimal
    touches: Decimal
    share: Decimal
    with_others: tuple[str, ...] = ()


def cheapest(rows: Iterable[Valued]) -> tuple[Asked, ...]:
    """Return the facts to ask for, the one that would decide the most value first, then by value touched and name.

    A fact decides alone under the values that lead to an answer whatever the other missing facts are; of the contract
    value, the share of such values counts. Rows of one item are added up.
    """
    found: dict[tuple[str, str], Asked] = {}
    for row in rows:
        if row.answer.verdict not in (Verdict.UNDECIDED, Verdict.PRESUMED):
            continue
        for fact in row.answer.missing:
            key = (row.answer.name, fact)
            one = _asked(row, fact)
            known = found.get(key)
            found[key] = one if known is None else _added(known, one)
    return tuple(sorted(found.values(), key=lambda one: (-one.decides, -one.touches, one.item, one.fact)))


def _asked(row: Valued, fact: str) -> Asked:
    others = tuple(one for one in row.answer.missing if one != fact)
    share = dict(row.answer.deciding).get(fact, Decimal(0))
    return Asked(row.answer.name, fact, row.owner, row.value * share, row.value, share, others)


def _added(one: Asked, other: Asked) -> Asked:
    owner = one.owner or other.owner
    decides, touches = one.decides + other.decides, one.touches + other.touches
    return Asked(one.item, one.fact, owner, decides, touches, max(one.share, other.share), one.with_others)


def total(asked: Sequence[Asked]) -> Decimal:
    """Return the value that all these facts would decide, each item once."""
    best: dict[str, Decimal] = {}
    for one in asked:
        best[one.item] = max(best.get(one.item, Decimal(0)), one.decides)
    return sum(best.values(), Decimal(0))
