"""What changes of law mean for the company: outcomes per profile and destination, joined to its contract lines."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from alerts.impact.cases import case_of, case_of_item
from alerts.impact.earlier_annex import before_and_after, marked, stands_alike
from alerts.impact.law_changes import day
from alerts.impact.outcome_of import Joined, outcome_of
from graph.reads.transactions import Item, Transaction
from graph.schema import Line, Outcome
from regulation.licensing.compared.advice import advise
from regulation.licensing.compared.comparing import Answer, Comparison
from regulation.licensing.compared.differing import difference
from regulation.licensing.compared.model import Action, Advice, Difference, LawChange, Pair
from regulation.licensing.compared.profiles import Profile, profile_of
from regulation.licensing.compared.profiles import case_of as case_of_profile
from regulation.licensing.compared.undone import EU
from regulation.licensing.determine import determine
from regulation.licensing.law import Law
from regulation.licensing.model import Case
from ruletrace.model import stable_id

# Where a product without a contract line is taken to leave from.
STANDARD = {"US": "US", "EU": "NL"}
Places = Sequence[str]
Filled = Mapping[tuple[Profile, str], list[Transaction]]


@dataclass(frozen=True, slots=True)
class Expected:
    """An outcome with the ids of the current lines that have it, sorted; none for a cell that no line fills."""

    outcome: Outcome
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The outcomes of a change by id, and how much was compared.

    `profiles` are distinct ones of lines and of products, `cells` profiles × destinations, `changed` those of them
    whose outcome changed, `uncompared` those of which one side is not modelled (they are counted, not kept),
    `determinations` how many pairs were computed.
    """

    expected: tuple[Expected, ...] = ()
    profiles: int = 0
    determinations: int = 0
    cells: int = 0
    changed: int = 0
    uncompared: int = 0


CANDIDATE = (
    "before: without the candidate; after: with it, undecided: equal names are no finding, and no name is cleared"
)
"""What every outcome of a rule on parties says."""


def of_change(
    change: LawChange, law: Law, answer: Answer, affected: Iterable[Transaction], items: Sequence[Item], places: Places
) -> Found:
    """Return the outcomes of affected lines, changed or not, and those that change elsewhere for the products.

    `answer` determines a case in the regime of the change; `places` are all destinations.
    """
    comparison, on = _comparison(change, law, answer), change.after
    filled = _by_cell(affected, on, comparison.profile)
    told = list(_of_lines(change, filled, comparison.pair))
    products = _profiles(items, on, STANDARD[change.regime], comparison.profile)
    cells = list(comparison.cells([one for one in products if not _is_settled(comparison, one)], places))
    parted = [one for one in cells if one.pair.difference is not Difference.NOT_MODELLED]
    beside = [
        _of_cell(change, on, one.profile, one.ship_to, marked(one.pair, change), products[one.profile])
        for one in parted
    ]
    return Found(
        expected=_sorted((*told, *beside)),
        profiles=len({*products, *(profile for profile, _ in filled)}),
        determinations=comparison.distinct.computed,
        cells=len(products) * len(places),
        changed=len(beside),
        uncompared=len(cells) - len(parted),
    )


def _comparison(change: LawChange, law: Law, answer: Answer) -> Comparison:
    if change.regime != EU:
        return Comparison(law, change, answer)
    before, asked = before_and_after(law, change, answer)
    comparison = Comparison(law, change, asked)
    comparison.before = before
    return comparison


def _is_settled(comparison: Comparison, profile: Profile) -> bool:
    """Return whether no destination can part the sides, by the item's code alone."""
    change = comparison.change
    if change.regime != EU:
        return False
    return stands_alike(comparison.before, comparison.after, profile.eu_code, change.after)


def of_parties(change: LawChange, law: Law, affected: Iterable[Transaction], rows: Collection[str]) -> Found:
    """Return the outcomes of the lines of customers who may be a listed party: without the candidate, and with it.

    `rows` are the rows that the document lists, as `cases.row` writes them. Nobody is taken to be listed: until a
    person has decided, what follows from the row is open.
    """

    def pair(case: Case) -> Pair:
        bare = replace(case, parties=tuple(replace(one, listed=_without(one.listed, rows)) for one in case.parties))
        before, after = determine(bare, law), determine(case, law)
        return Pair(before, after, difference(before, after), (CANDIDATE,), case.code, case.ship_to)

    filled = _by_cell(affected, change.after, profile_of)
    told = list(_of_lines(change, filled, pair, _held))
    return Found(_sorted(told), len({profile for profile, _ in filled}), len(told))


def _without(listed: Sequence[str], rows: Collection[str]) -> tuple[str, ...]:
    return tuple(one for one in listed if one not in rows)


def _held(advice: Advice, lines: Sequence[Line]) -> Advice:
    """Return the advice with what a candidate asks first: that a person decides on it, and until when."""
    starts = min((one.starts for one in lines if one.starts), default="")
    by = f"before the next delivery (the first runs from {starts})" if starts else "before the next delivery"
    told = f"hold the line and decide {by} whether the candidate is the listed party"
    actions = dict.fromkeys((Action.ASK, *(one for one in advice.actions if one is not Action.NOTHING)))
    return replace(advice, actions=tuple(actions), words=f"{told}; {advice.words}")


def _of_lines(
    change: LawChange,
    filled: Filled,
    pair_of: Callable[[Case], Pair],
    told: Callable[[Advice, Sequence[Line]], Advice] = lambda advice, _: advice,
) -> Iterator[Expected]:
    """Yield one outcome for each cell that lines fill."""
    on = change.after
    for (profile, ship_to), own in sorted(filled.items(), key=lambda cell: repr(cell[0])):
        case, lines = case_of_profile(profile, ship_to, on), sorted((one.line for one in own), key=lambda one: one.id)
        items = [one.item for one in own]
        pair = marked(pair_of(case), change)
        ends = max((one.ends for one in lines if one.ends), default="")
        advice = told(advise(pair, change, on, day(ends)), lines)
        joined = Joined(tuple(lines), _products(items), values=_values(case, items))
        outcome = outcome_of(_id(change, profile, ship_to, "lines"), change, case, pair, advice, joined)
        yield Expected(outcome, tuple(one.id for one in lines))


def _of_cell(
    change: LawChange, on: date, profile: Profile, ship_to: str, pair: Pair, items: Sequence[Item]
) -> Expected:
    case, advice = case_of_profile(profile, ship_to, on), advise(pair, change, on, None)
    joined = Joined((), _products(items), profile.ship_from, _values(case, items))
    return Expected(outcome_of(_id(change, profile, ship_to, "cell"), change, case, pair, advice, joined))


def _by_cell(affected: Iterable[Transaction], on: date, profile_for: Callable[[Case], Profile]) -> Filled:
    found: dict[tuple[Profile, str], list[Transaction]] = defaultdict(list)
    for transaction in affected:
        found[profile_for(case_of(transaction, on)), transaction.ship_to].append(transaction)
    return found


def _profiles(
    items: Sequence[Item], on: date, ship_from: str, profile_for: Callable[[Case], Profile]
) -> Mapping[Profile, list[Item]]:
    found: dict[Profile, list[Item]] = defaultdict(list)
    for item in items:
        found[profile_for(case_of_item(item, on, ship_from))].append(item)
    return dict(sorted(found.items(), key=lambda one: repr(one[0])))


def _products(items: Iterable[Item]) -> int:
    return len({one.product.id for one in items})


def _values(case: Case, items: Iterable[Item]) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """Return the least and the greatest of each value of a case over the items that share its profile."""
    held = [case_of_item(one, case.on).values for one in items]
    told = ((name, [values[name] for values in held if name in values]) for name in sorted(case.values))
    return tuple((name, min(values), max(values)) for name, values in told if values)


def _id(change: LawChange, profile: Profile, ship_to: str, kind: str) -> str:
    return stable_id("outcome", change.key, repr(profile), ship_to, kind)


def _sorted(expected: Iterable[Expected]) -> tuple[Expected, ...]:
    return tuple(sorted(expected, key=lambda one: one.outcome.id))
