"""One outcome as the graph holds it: the answers before and after in words, with the quotes they rest on."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graph.schema import Line, Outcome
from regulation.licensing.compared.model import Advice, LawChange, Pair
from regulation.licensing.model import Axes, Case, Determination, Eligibility, ExceptionAnswer, Quote, Requirement
from ruletrace.model import canonical

BEFORE, AFTER, BOTH = "before", "after", "before and after"
SUPPOSED = "no contract line: sent from {place} to nobody named, as a standard"
_STATED = {True: "yes", False: "no"}
_USABLE = (Eligibility.ELIGIBLE, Eligibility.NEEDS_FACT)


@dataclass(frozen=True, slots=True)
class Joined:
    """What of the company has an outcome: current lines, how many products, and what was supposed.

    `values` are the least and the greatest of each value that matters: outcomes are alike within them.
    """

    lines: tuple[Line, ...] = ()
    products: int = 0
    supposed: str = ""
    values: tuple[tuple[str, Decimal, Decimal], ...] = ()


def outcome_of(id: str, change: LawChange, case: Case, pair: Pair, advice: Advice, joined: Joined) -> Outcome:
    """Return the outcome of a case before and after a change."""
    before, after = pair.before, pair.after
    return Outcome(
        id=id,
        cause=change.key,
        regime=change.regime,
        code=_code(case, change.regime),
        item="; ".join(_item(case, change.regime, joined)),
        products=joined.products,
        ship_from=case.ship_from,
        ship_to=case.ship_to,
        parties="; ".join(_parties(case)),
        standing=change.standing,
        difference=pair.difference,
        before=before.result,
        after=after.result,
        axes_before=_axes(before.axes),
        axes_after=_axes(after.axes),
        requirements_before=_requirements(before),
        requirements_after=_requirements(after),
        exceptions_before=_exceptions(before),
        exceptions_after=_exceptions(after),
        review_before=before.review_policy,
        review_after=after.review_policy,
        actions=tuple(advice.actions),
        next_step=advice.words,
        file=advice.file,
        missing=tuple(dict.fromkeys((*advice.questions, *after.missing))),
        not_checked=after.not_checked,
        remarks=tuple(dict.fromkeys((*pair.remarks, *after.remarks))),
        quotes=tuple(_quotes(before, after)),
        lines=len(joined.lines),
        value=amounts(joined.lines),
    )


def amounts(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return the value of lines by currency: `USD 1,234.50`, each line once."""
    totals: dict[str, int] = defaultdict(int)
    for line in {one.id: one for one in lines}.values():
        totals[line.currency] += line.value_minor
    return tuple(f"{currency} {total / 100:,.2f}" for currency, total in sorted(totals.items()))


def _code(case: Case, regime: str) -> str:
    return (case.eu_code if regime == "EU" else case.code) or "not classified"


def _item(case: Case, regime: str, joined: Joined) -> Iterator[str]:
    yield _code(case, regime)
    yield from (one for one in (case.kind, case.activity, case.role) if one)
    if case.origin:
        yield f"origin {case.origin}"
    yield f"from {case.ship_from}" if case.ship_from else "place of departure not known"
    yield from (f"{name}: {_STATED[given]}" for name, given in sorted(case.answers.items()))
    yield from (f"{name} {_range(least, most)}" for name, least, most in joined.values)
    if joined.supposed:
        yield SUPPOSED.format(place=joined.supposed)


def _range(least: Decimal, most: Decimal) -> str:
    return f"{least.normalize():f}" if least == most else f"{least.normalize():f} to {most.normalize():f}"


def _parties(case: Case) -> Iterator[str]:
    for party in case.parties:
        seats = (
            ("in", party.country),
            ("headquarters", party.headquarters),
            ("ultimate parent", party.ultimate_parent),
        )
        told = [f"{name} {seat or 'not known'}" for name, seat in seats]
        told += [f"candidate, undecided: {', '.join(party.listed)}"] if party.listed else []
        told += [] if party.screened else ["not screened"]
        yield f"{party.role} {', '.join(told)}"


def _axes(axes: Axes) -> tuple[str, ...]:
    named = {"codified": axes.codified, "operative": axes.operative, "enforced": axes.enforced}
    return (canonical(named),) if len(set(named.values())) > 1 else ()


def _requirements(found: Determination) -> tuple[str, ...]:
    told = (requirement(one) for one in found.requirements if one.holds is not False)
    return tuple(sorted(dict.fromkeys(told)))


def requirement(one: Requirement) -> str:
    """Return a requirement in words: its reason and section, and whether it is open or stayed."""
    words = one.basis if one.reason in one.basis else f"{one.reason}, {one.basis}"
    state = "" if one.holds else " (depends on facts)"
    return f"{words}{state}{'' if one.operative else ' (stayed)'}"


def _exceptions(found: Determination) -> tuple[str, ...]:
    open_ = (f"{one.symbol}: {one.status}" for one in found.exceptions if one.status is not Eligibility.NOT)
    return tuple(sorted(dict.fromkeys(open_)))


def _quotes(before: Determination, after: Determination) -> Iterator[str]:
    """Yield the words of requirements, review policies and exceptions that can be used, each once."""
    sides: Mapping[str, Sequence[Quote]] = {BEFORE: tuple(_words(before)), AFTER: tuple(_words(after))}
    once = dict.fromkeys((*sides[AFTER], *sides[BEFORE]))
    for quote in once:
        told = [side for side, held in sides.items() if quote in held]
        row = {
            "when": BOTH if len(told) > 1 else told[0],
            "citation": quote.citation,
            "words": quote.words,
            "text_of": quote.text_of.isoformat(),
            "remark": quote.remark,
        }
        yield json.dumps(row, ensure_ascii=False, sort_keys=True)


def _words(found: Determination) -> Iterator[Quote]:
    for one in found.requirements:
        yield from (*one.quotes, *one.review_quotes)
    yield from (quote for one in found.exceptions if _used(one) for quote in one.quotes)


def _used(one: ExceptionAnswer) -> bool:
    return one.status in _USABLE
