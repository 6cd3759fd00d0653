"""Puts the steps together: what is required, what could be used instead, what is missing and what was not checked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from regulation.licensing import embargoes, end_use, reasons, scope
from regulation.licensing.conditions import read_rules
from regulation.licensing.exceptions import exceptions
from regulation.licensing.exceptions.book import facts as exception_facts
from regulation.licensing.judging import NONE_KNOWN
from regulation.licensing.law import Law
from regulation.licensing.listed_parties import is_known_list, same_party
from regulation.licensing.model import (
    Axes,
    Case,
    Determination,
    Eligibility,
    ExceptionAnswer,
    Party,
    Requirement,
    Result,
    Step,
)
from regulation.licensing.policy import review
from regulation.licensing.rows import reaches

Asked = Callable[[Case, Law, Sequence[Step]], Step]
STEPS: tuple[Asked, ...] = (scope.scope, reasons.reasons, end_use.end_use, embargoes.embargoes, exceptions)
# Reasons that bind persons whatever the item or the place it leaves: US persons (744.6), and those whom Article 13 of
# Regulation (EU) No 833/2014 names.
PERSONS = ("744.6", "833/2014")
# What no step asks, whatever the case: printed with every answer.
NEVER_CHECKED = (
    "sanctions and export-control law of other authorities (State, Treasury, Energy, other countries)",
    "individual notices to a company that are not entered",
    "announcements that a requirement is not enforced, where nobody entered one (`ruletrace enter`)",
    "Regulation (EU) 2021/821 and all law of the European Union",
)
_SERVICE = "what else a service may do than export, release or support is not modelled"


def determine(case: Case, law: Law, steps: Sequence[Asked] = STEPS) -> Determination:
    """Return the determination for a case; the order of its facts makes no difference."""
    found: list[Step] = []
    for step in steps:
        found.append(step(case, law, tuple(found)))
    binding = PERSONS if found[0].answer is False else None
    own = (one for step in found for one in step.requirements if binding is None or one.reason in binding)
    requirements = (review(one, case, law) for one in own)
    return concluded(case, found, tuple(_announced(one, case, law) for one in requirements))


def _announced(requirement: Requirement, case: Case, law: Law) -> Requirement:
    """Return the requirement with what an authority has said of its enforcement; it stays required."""
    told = law.announced(requirement.basis, case.on)
    return replace(requirement, enforced=False, remark=told) if told else requirement


def concluded(
    case: Case, found: Sequence[Step], requirements: Sequence[Requirement], never: Sequence[str] = NEVER_CHECKED
) -> Determination:
    """Return what steps come to: the first tells whether the regime applies, `never` what no step asks."""
    usable = tuple(one for step in found for one in step.exceptions)
    operative = tuple(one for one in requirements if one.operative)
    axes = Axes(
        codified=_result(case, found, requirements, usable),
        operative=_result(case, found, operative, usable),
        enforced=_result(case, found, tuple(one for one in operative if one.enforced), usable),
    )
    return Determination(
        result=axes.operative,
        axes=_kept(axes),
        steps=tuple(found),
        requirements=tuple(requirements),
        exceptions=usable,
        review_policy="; ".join(dict.fromkeys(one.review for one in requirements if one.review and one.holds)),
        not_checked=_once((*(one for step in found for one in step.not_checked), *_beside(case), *never)),
        missing=_once(_missing(case, found)),
        remarks=_once(
            (
                *(one.remark for one in requirements if one.remark),
                *(quote.remark for step in found for quote in step.quotes if quote.remark),
            )
        ),
    )


def _kept(axes: Axes) -> Axes:
    """Return the axes; that something is not enforced never makes it *no requirement found*."""
    parts = axes.enforced is Result.NONE_FOUND and axes.operative is not Result.NONE_FOUND
    return Axes(axes.codified, axes.operative, Result.UNDECIDED) if parts else axes


def _result(
    case: Case, steps: Sequence[Step], requirements: Sequence[Requirement], exceptions: Sequence[ExceptionAnswer]
) -> Result:
    first = steps[0]
    if first.answer is False:
        requirements = [one for one in requirements if one.reason in PERSONS]
    held = [one for one in requirements if one.holds]
    if any(step.not_modelled for step in steps) and not held:
        return Result.NOT_MODELLED
    if first.answer is None:
        return Result.UNDECIDED
    if held and first.answer is False:
        return Result.REQUIRED
    if held:
        # What another step leaves open may be a requirement that no exception overcomes.
        whole = not any(step.not_modelled or step.needs for step in steps if not step.exceptions)
        whole = whole and not any(_is_open(case, one) for one in case.parties)
        return Result.EXCEPTION if whole and _overcome(held, requirements, exceptions) else Result.REQUIRED
    undecided = any(one.holds is None for one in requirements) or any(step.needs for step in steps)
    undecided = undecided or any(_is_open(case, one) for one in case.parties)
    return Result.UNDECIDED if undecided else Result.NONE_FOUND


def _is_open(case: Case, party: Party) -> bool:
    """Return whether nobody compared a party with the lists, or a row that may mean it is not decided.

    A party that is listed by a list which no rule here knows stays open, whatever that list asks.
    """
    decided = [(case.answers.get(same_party(party, row)), is_known_list(row)) for row in party.listed]
    return not party.screened or any(answer is None or (answer and not known) for answer, known in decided)


def _overcome(
    held: Sequence[Requirement], requirements: Sequence[Requirement], exceptions: Sequence[ExceptionAnswer]
) -> bool:
    """Return whether exceptions that are eligible overcome each requirement (738.4(a)(2)(ii)(A)), the open ones too."""
    usable = [one for one in exceptions if one.status is Eligibility.ELIGIBLE]
    reached = {reason for one in usable for reason in one.overcomes}
    return bool(held) and all(one.reason in reached for one in requirements)


def _missing(case: Case, steps: Sequence[Step]) -> Iterable[str]:
    for step in steps:
        yield from step.needs
        for required in step.requirements:
            yield from required.needs
        if step.exceptions and any(one.holds is not False for other in steps for one in other.requirements):
            yield from (need for one in step.exceptions for need in one.needs)
    yield from (f"screening of {one.name or one.role}" for one in case.parties if not one.screened)
    yield from (
        same_party(one, row) for one in case.parties for row in one.listed if same_party(one, row) not in case.answers
    )


def _beside(case: Case) -> Iterable[str]:
    if not case.parties:
        yield "parties: none given, none compared with the lists of parties"
    if case.activity:
        yield f"{case.activity}: {_SERVICE}"


def questions() -> tuple[str, ...]:
    """Return the facts that the steps ask for in the rules' own words; those about a named party come besides."""
    own = (*scope.FACTS, NONE_KNOWN)
    lifted = (rule.unless.fact for rule in reaches() if rule.unless)
    rules = (fact for name in ("end_use.yaml", "embargoes.yaml") for fact in read_rules(name).questions())
    return tuple(dict.fromkeys((*own, *lifted, *rules, *exception_facts())))


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
